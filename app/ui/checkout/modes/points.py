"""Points as money: how many, or all that are useful."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.loyalty.rewards.points_payment import PointsPayment
from app.sales.basket import RewardIntent
from app.ui.checkout.boards import Board
from app.ui.checkout.modes.base import Floor, Mode
from app.values.numbers import parse_decimal
from app.values.words import Message, msg

if TYPE_CHECKING:
    from app.loyalty.explain import Explanation


class PointsMode(Mode):
    """Asks how many points should pay."""

    name = "points"

    def __init__(self, floor: Floor, offer: Explanation) -> None:
        super().__init__(floor)
        self._offer = offer

    def prompt(self) -> Message:
        return msg("How many points? Enter alone: all that are useful")

    def board(self) -> Board:
        return Board(
            msg("Pay with points"),
            "coins",
            self._offer.effect,
            msg("{points} points there", points=self._offer.points_before_milli // 1000),
            note=msg("As many as the customer asks for; the rest stays on the card."),
            chosen=-1,
        )

    def opened(self) -> None:
        self.floor.type("")

    def enter(self, text: str, *, scanned: bool) -> None:
        points = 0
        if text.strip():
            typed = parse_decimal(text, 3)
            if typed is None or typed <= 0:
                self.floor.type(text)
                self.floor.say(msg("Type how many points, for example 500."), "warn")
                return
            points = typed
        self.floor.close()
        spend(self.floor, self._offer, points)


def ask_points(floor: Floor, text: str) -> None:
    """`*` while paying: use so many points, or ask how many."""
    offer = next((each for each in floor.offers.explained() if _pays(floor, each)), None)
    if floor.session.member is None:
        floor.say(msg("Points need a member: scan the card, or F2."), "warn")
    elif offer is None:
        floor.say(msg("Points of this shop do not pay; see the rewards with F5."), "warn")
    elif offer.state == "acts":
        floor.session.drop(RewardIntent(offer.program, offer.reward))
    elif offer.state != "available":
        floor.say(offer.reasons[0].message if offer.reasons else msg("No points can be used now."), "warn")
    elif text:
        points = parse_decimal(text, 3)
        if points is None or points <= 0:
            floor.say(msg("Type how many points, for example 500."), "warn")
        else:
            spend(floor, offer, points)
    else:
        floor.open(PointsMode(floor, offer))


def spend(floor: Floor, offer: Explanation, points_milli: int) -> None:
    """Ask for so many points (0: all that are useful), and say why if they cannot be had."""
    intent = RewardIntent(offer.program, offer.reward, points_milli=points_milli)
    floor.session.ask(intent)
    about = f"{offer.program}/{offer.reward}"
    refused = next((notice for notice in floor.session.quote.notices if notice.about == about), None)
    if refused is not None:
        floor.session.drop(intent)
        floor.say(refused.message, "warn")


def _pays(floor: Floor, each: Explanation) -> bool:
    return each.by_intent and isinstance(floor.offers.reward_of(each), PointsPayment)
