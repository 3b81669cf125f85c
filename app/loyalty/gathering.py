"""Gathering: everything that may act on a basket, in a settled order, and what was asked for and cannot.

Automatic programs stand in the order of the set, then codes and claims as they were entered. An intent that
cannot be met becomes a notice with its reason; it stays in the basket and is asked again with every change.
"""

from __future__ import annotations

from app.loyalty.acts import Act, Gathered, Payment
from app.loyalty.compile import ProgramSet, Ready
from app.loyalty.eligibility import basket_reasons, first_reason, holding_rule, standing_reasons
from app.loyalty.program_shape import Rule
from app.loyalty.quote import Notice
from app.loyalty.reasons import Reason, words_of
from app.loyalty.rewards.base import Reward
from app.loyalty.rewards.points_payment import PointsPayment
from app.loyalty.situation import Situation, code_key
from app.sales.basket import CodeIntent, RewardIntent, StoredIntent
from app.values.words import msg, plain


def gather(situation: Situation, programs: ProgramSet) -> Gathered:
    """Find everything that may act on this basket."""
    return _Gathering(situation, programs).found


class _Gathering:
    """One look at all programs and intents of one basket."""

    def __init__(self, situation: Situation, programs: ProgramSet) -> None:
        self._situation = situation
        self._programs = programs
        self.found = Gathered()
        self._automatic()
        for place, intent in enumerate(situation.basket.intents.asked):
            if isinstance(intent, CodeIntent):
                self._code(place, intent)
            elif isinstance(intent, StoredIntent):
                self.found.stored.append(intent)
            else:
                self._claim(place, intent)

    def _automatic(self) -> None:
        situation, acts = self._situation, self.found.acts
        nothing_refused = not situation.refused
        for one in self._programs.concerning(situation.book, shadows=not self._outdone_stay_out()):
            free = nothing_refused and one.stands_free
            if not free and next(standing_reasons(one, situation), None) is not None:
                continue
            rule = None
            if one.program.rules:
                rule = holding_rule(one.program, situation)
                if rule is None:
                    continue
            rewards = self._open_rewards(one)
            if rewards:
                acts.append(Act(one, rewards, rule))

    def _outdone_stay_out(self) -> bool:
        """Whether offers that another one always outdoes can be left out: where the best is chosen, and all may act."""
        return self._situation.policies.combination == "best" and not self._situation.refused

    def _open_rewards(self, one: Ready) -> list[Reward]:
        """Free rewards that the cashier did not switch off."""
        refused = self._situation.refused
        if not refused:
            return list(one.free_rewards)
        return [reward for reward in one.free_rewards if f"{one.id}/{reward.id}" not in refused]

    def _code(self, place: int, intent: CodeIntent) -> None:
        situation, programs = self._situation, self._programs
        key = code_key(intent.code, case_sensitive=situation.policies.code_case == "sensitive")
        if situation.codes.get(key) != place:
            return
        held = programs.get(situation.coupons.get(key, ""))
        if held is not None:
            self._coupon(held, place, intent)
            return
        known = programs.with_code(key)
        if not known and key not in programs.rule_codes:
            unknown = msg("the code {code} is not known", code=plain(intent.code[:40]))
            self.found.notices.append(Notice("code.unknown", intent.code, unknown))
        for one in known:
            reason = first_reason(one, situation)
            if reason is not None:
                self._not_now(intent.code or one.id, reason)
                continue
            rewards = self._open_rewards(one)
            if rewards:
                self.found.acts.append(Act(one, rewards, holding_rule(one.program, situation), asked=place))

    def _coupon(self, one: Ready, place: int, intent: CodeIntent) -> None:
        """A single-use coupon or card: its free rewards act; the rules were asked when it was issued."""
        situation = self._situation
        reason = next(standing_reasons(one, situation), None)
        if reason is None and one.program.applies != "future":
            reason = next(basket_reasons(one, situation), None)
        if reason is not None:
            self._not_now(intent.code, reason)
            return
        rewards: list[Reward] = [
            reward
            for reward in one.program.rewards
            if not reward.cost_milli and f"{one.id}/{reward.id}" not in situation.refused
        ]
        if rewards and one.program.trigger != "claim":
            self.found.acts.append(Act(one, rewards, None, asked=place))

    def _claim(self, place: int, intent: RewardIntent) -> None:
        situation = self._situation
        about = f"{intent.program}/{intent.reward}"
        one = self._programs.get(intent.program)
        reward = one.reward(intent.reward) if one else None
        if one is None or reward is None:
            self.found.notices.append(Notice("reward.unknown", about, msg("this reward is no longer there")))
            return
        if about in situation.refused:
            return
        rule = holding_rule(one.program, situation)
        reason = next(standing_reasons(one, situation), None) or self._rules_against(one, reward, rule)
        if reason is not None:
            self._not_now(about, reason)
        elif isinstance(reward, PointsPayment):
            self.found.payments.append(Payment(one, reward, intent))
        else:
            self.found.acts.append(Act(one, [reward], rule, asked=place, claim=intent))

    def _rules_against(self, one: Ready, reward: Reward, rule: Rule | None) -> Reason | None:
        """What the rules say against a reward that costs nothing; rules of points say how they are earned."""
        if rule is not None or reward.cost_milli or isinstance(reward, PointsPayment):
            return None
        return next(basket_reasons(one, self._situation), None)

    def _not_now(self, about: str, reason: Reason) -> None:
        words = words_of(reason, self._situation.basket.currency)
        self.found.notices.append(Notice(reason.code, about, words))
