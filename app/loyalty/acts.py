"""Acts: offers that may act on a basket, each with what was asked of it."""

from __future__ import annotations

from typing import NamedTuple

from app.loyalty.compile import Ready
from app.loyalty.program_shape import Rule
from app.loyalty.quote import Notice
from app.loyalty.rewards.base import Reward, Turn
from app.loyalty.rewards.percent_off import PercentOff
from app.loyalty.rewards.points_payment import PointsPayment
from app.loyalty.situation import Situation
from app.sales.basket import RewardIntent, StoredIntent
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
        self,
        one: Ready,
        rewards: list[Reward],
        rule: Rule | None,
        *,
        asked: int = -1,
        claim: RewardIntent | None = None,
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


def would_waste(reward: str) -> Message:
    """Words for a reward that would give less than it costs."""
    return msg("it would give less than it is worth: kept for a larger receipt ({reward})", reward=plain(reward))


def whole_percent(act: Act) -> list[PercentOff]:
    """Percentages of the whole receipt among its rewards."""
    return [reward for reward in act.rewards if isinstance(reward, PercentOff) and reward.scope == "order"]
