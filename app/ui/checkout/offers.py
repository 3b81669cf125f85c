"""Every offer as it stands for this basket, from the engine's own explanation; worked out when looked at.

Explaining prices the basket once for each reward that could be asked for, so it is not done on the way of a
scan: the list is made anew once per basket, after the scanned line has been painted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.loyalty.rewards.points_payment import PointsPayment
from app.sales.basket import RewardIntent
from app.ui.checkout.member_card import RewardRow, RewardState
from app.values.money import Money
from app.values.words import Message, msg
from app.workflows.shop_now import moment_of

if TYPE_CHECKING:
    from app.loyalty.explain import Explanation
    from app.loyalty.quote import Quote
    from app.loyalty.rewards.base import Reward
    from app.ui.checkout.modes.base import Floor

_STATES: dict[str, RewardState] = {
    "acts": "applied", "available": "can", "would_lose": "waste", "not_available": "not",
}  # fmt: skip
_ICONS = {
    "points_payment": "coins",
    "free_product": "gift",
    "free_units": "gift",
    "percent_off": "badge-percent",
    "bundle_price": "layers",
}


class Offers:
    """The explanations of the basket that is priced now."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self._of: Quote | None = None
        self._explained: tuple[Explanation, ...] = ()
        self._rows: tuple[RewardRow, ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether the list was made for the price that is shown."""
        return self._of is self._floor.session.quote

    def explained(self) -> tuple[Explanation, ...]:
        """The explanations, made anew if the basket has changed."""
        if not self.is_current:
            from app.loyalty.explain import explain

            session, till = self._floor.session, self._floor.till
            shop = till.shop
            moment = moment_of(shop, till.now())
            self._explained = explain(
                session.quote, session.basket, session.standing, shop.programs, shop.policies, moment
            )
            self._of = session.quote
            self._rows = self._made_rows()
        return self._explained

    def last_rewards(self) -> tuple[RewardRow, ...]:
        """Rewards that act when asked for, those that can be used first.

        Perhaps of the basket before: for the moment until the list is made anew.
        """
        return self._rows

    def _made_rows(self) -> tuple[RewardRow, ...]:
        rows = [self._row(each) for each in self._explained if each.by_intent]
        order = {"applied": 0, "can": 1, "waste": 2, "not": 3}
        return tuple(sorted(rows, key=lambda row: order[row.state]))

    def automatic(self) -> tuple[Explanation, ...]:
        """Offers that act by themselves: those that do, and those that could or were switched off."""
        return tuple(each for each in self.explained() if not each.by_intent and each.reward)

    def reward_of(self, each: Explanation) -> Reward | None:
        """The reward itself."""
        program = self._floor.till.shop.program(each.program)
        if program is None:
            return None
        return next((reward for reward in program.rewards if reward.id == each.reward), None)

    def toggle(self, each: Explanation) -> None:
        """Use a reward, or no longer use it; points as money ask how many."""
        session = self._floor.session
        intent = RewardIntent(each.program, each.reward)
        if each.state == "acts" or intent in session.basket.intents.asked:
            session.drop(intent)
        elif isinstance(self.reward_of(each), PointsPayment):
            from app.ui.checkout.modes.points import PointsMode

            self._floor.open(PointsMode(self._floor, each))
        else:
            session.ask(intent)

    def _row(self, each: Explanation) -> RewardRow:
        reward = self.reward_of(each)
        can = each.state in {"acts", "available"}
        return RewardRow(
            names=each.names,
            detail=self._detail(each),
            state=_STATES[each.state],
            icon=_ICONS.get(reward.kind if reward else "", "ticket"),
            toggle=(lambda: self.toggle(each)) if can else None,
            reasons=tuple(why.message for why in each.reasons),
        )

    def _detail(self, each: Explanation) -> Message:
        if each.reasons and each.state != "acts":
            return each.reasons[0].message
        currency = self._floor.session.basket.currency
        if not each.discount_minor:
            return each.effect
        saved = Money(each.discount_minor, currency)
        if each.cost_milli:
            return msg("{points} points · saves {sum}", points=self.points(each), sum=saved)
        return msg("saves {sum}", sum=saved)

    def points(self, each: Explanation) -> int:
        """What it costs, in whole points."""
        return each.cost_milli // 1000
