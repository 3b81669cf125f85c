"""Acts: the offers that may act on this basket, each with what was asked of it, in a settled order."""

from __future__ import annotations

from typing import NamedTuple

from app.loyalty.compile import ProgramSet, Ready
from app.loyalty.eligibility import basket_reasons, first_reason, holding_rule, standing_reasons
from app.loyalty.program_shape import Rule
from app.loyalty.quote import Notice
from app.loyalty.reasons import Reason, words_of
from app.loyalty.rewards.base import Reward, Turn
from app.loyalty.rewards.percent_off import PercentOff
from app.loyalty.rewards.points_payment import PointsPayment
from app.loyalty.situation import Situation, code_key
from app.sales.basket import CodeIntent, RewardIntent, StoredIntent
from app.values.words import Message, msg, plain


class Act:
    """One offer that may act.

    Attributes:
        rewards: What it gives now; one reward for a claim.
        claim: The intent behind it, where a reward was asked for.
        rule: The rule that holds, for "every n units"; None without rules.
        asked: Place of the intent, or -1 for an automatic program.
    """

    __slots__ = ("asked", "claim", "one", "rewards", "rule")

    def __init__(
        self, one: Ready, rewards: list[Reward], rule: Rule | None, asked: int = -1, claim: RewardIntent | None = None
    ) -> None:
        self.one = one
        self.rewards = rewards
        self.rule = rule
        self.asked = asked
        self.claim = claim

    def turn(self, situation: Situation, *, times: int = 1, fresh: bool = False) -> Turn:
        """A turn for its rewards."""
        turn = Turn(situation.policies, times=times, fresh=fresh)
        turn.groups = self.one.program.limits.per_receipt
        if self.rule is not None:
            turn.qualifying = self.rule.products
        if self.claim is not None:
            turn.choice = self.claim.choice
        return turn

    def budget_left(self, situation: Situation) -> int | None:
        """Money the program may still give; None without a budget."""
        budget = self.one.program.limits.budget_minor
        if not budget:
            return None
        uses = situation.standing.uses.get(self.one.id)
        return max(budget - (uses.given_minor if uses else 0), 0)


class Payment(NamedTuple):
    """Points that were asked to pay."""

    one: Ready
    reward: PointsPayment
    claim: RewardIntent


class Gathered:
    """What may act, and what was asked for and cannot.

    Attributes:
        acts: Automatic programs in place order, then codes and claims in the order entered.
        payments: Points payments asked for.
        stored: Gift cards and wallets asked to pay.
    """

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.payments: list[Payment] = []
        self.stored: list[StoredIntent] = []
        self.notices: list[Notice] = []


def gather(situation: Situation, programs: ProgramSet) -> Gathered:
    """Find everything that may act on this basket."""
    found = Gathered()
    for one in programs.concerning(situation.book):
        if next(standing_reasons(one, situation), None) is not None:
            continue
        rule = holding_rule(one.program, situation)
        if rule is None and one.program.rules:
            continue
        rewards = open_rewards(one, situation)
        if rewards:
            found.acts.append(Act(one, rewards, rule))
    for place, intent in enumerate(situation.basket.intents.asked):
        if isinstance(intent, CodeIntent):
            _gather_code(found, situation, programs, place, intent)
        elif isinstance(intent, StoredIntent):
            found.stored.append(intent)
        else:
            _gather_claim(found, situation, programs, place, intent)
    return found


def open_rewards(one: Ready, situation: Situation) -> list[Reward]:
    """Free rewards that the cashier did not switch off."""
    if not situation.refused:
        return list(one.free_rewards)
    return [reward for reward in one.free_rewards if f"{one.id}/{reward.id}" not in situation.refused]


def _gather_code(found: Gathered, situation: Situation, programs: ProgramSet, place: int, intent: CodeIntent) -> None:
    key = code_key(intent.code, case_sensitive=situation.policies.code_case == "sensitive")
    if situation.codes.get(key) != place:
        return
    held = programs.get(situation.coupons.get(key, ""))
    if held is not None:
        _gather_coupon(found, situation, held, place, intent)
        return
    known = programs.with_code(key)
    if not known and key not in programs.rule_codes:
        found.notices.append(
            Notice("code.unknown", intent.code, msg("the code {code} is not known", code=plain(intent.code[:40])))
        )
    for one in known:
        reason = first_reason(one, situation)
        if reason is not None:
            found.notices.append(_not_now(one.id, intent.code, reason, situation))
            continue
        rewards = open_rewards(one, situation)
        if rewards:
            rule = holding_rule(one.program, situation) if one.program.rules else None
            found.acts.append(Act(one, rewards, rule, place))


def _gather_coupon(found: Gathered, situation: Situation, one: Ready, place: int, intent: CodeIntent) -> None:
    """A single-use coupon or card: its free rewards act; the rules were asked when it was issued."""
    reason = next(standing_reasons(one, situation), None)
    if reason is None and one.program.applies != "future":
        reason = next(basket_reasons(one, situation), None)
    if reason is not None:
        found.notices.append(_not_now(one.id, intent.code, reason, situation))
        return
    rewards: list[Reward] = [
        reward
        for reward in one.program.rewards
        if not reward.cost_milli and f"{one.id}/{reward.id}" not in situation.refused
    ]
    if rewards and one.program.trigger != "claim":
        found.acts.append(Act(one, rewards, None, place))


def _not_now(program: str, about: str, reason: Reason, situation: Situation) -> Notice:
    words = words_of(reason, situation.basket.currency)
    return Notice(reason.code, about or program, words)


def _gather_claim(
    found: Gathered, situation: Situation, programs: ProgramSet, place: int, intent: RewardIntent
) -> None:
    about = f"{intent.program}/{intent.reward}"
    one = programs.get(intent.program)
    reward = one.reward(intent.reward) if one else None
    if one is None or reward is None:
        found.notices.append(Notice("reward.unknown", about, msg("this reward is no longer there")))
        return
    if about in situation.refused:
        return
    reasons = list(standing_reasons(one, situation))
    rule: Rule | None = None
    if not reasons:
        rule = holding_rule(one.program, situation) if one.program.rules else None
        if one.program.rules and rule is None and not reward.cost_milli and not isinstance(reward, PointsPayment):
            reason = first_reason(one, situation)
            reasons = [reason] if reason else []
    if reasons:
        found.notices.append(_not_now(one.id, about, reasons[0], situation))
        return
    if isinstance(reward, PointsPayment):
        found.payments.append(Payment(one, reward, intent))
    else:
        found.acts.append(Act(one, [reward], rule, place, intent))


def would_waste(reward: str) -> Message:
    """Words for a reward that would give less than it costs."""
    return msg("it would give less than it is worth: kept for a larger receipt ({reward})", reward=plain(reward))


def whole_percent(act: Act) -> list[PercentOff]:
    """Percentages of the whole receipt among its rewards."""
    return [reward for reward in act.rewards if isinstance(reward, PercentOff) and reward.scope == "order"]
