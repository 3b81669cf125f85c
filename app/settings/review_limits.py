"""The thresholds of the review: one number each, by rule and name, changed by the shop where its own days say so.

The numbers begin where trade papers and one field case put them (a cashier's card used 950 times a year against
50 of the next best customer); a shop with its own rhythm writes `F2.flag=8` into its settings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.values.errors import Refusal
from app.values.words import msg

DEFAULTS: dict[str, int] = {
    "F1.flag": 3,  # same card, same cashier, within an hour
    "F1.hold": 5,  # from this one on a manager approves
    "F2.flag": 5,  # the same card earns, in a day
    "F3.visits": 12,  # card and cashier together, in 30 days
    "F3.percent": 60,  # of the card's visits
    "F4.count": 10,  # cards attached after payment, in a day
    "F4.percent": 15,  # of the cashier's sales
    "F5.block": 1,  # 1: nobody earns at their own till
    "F6.times": 3,  # uses of a card over the shop's 99th percentile, 90 days
    "F6.uses": 15,  # and at least so many
    "F7.minutes": 10,  # the same card at two tills
    "F8.count": 3,  # refunds of a cashier, in a day: more than
    "F8.percent": 5,  # of their sales, and more than the count's half
    "F9.minutes": 15,  # a void or refund so soon after a cash sale without a card
    "F9.count": 2,
    "F10.points": 500,
    "F10.count": 2,
    "F11.count": 3,  # manual points of somebody, in a day: more than
    "F11.points": 500,
    "F12.count": 3,  # manual points to the same member, in 30 days
    "F14.minutes": 10,  # a gift card drained so soon
    "F14.cards": 3,  # gift cards on one receipt: more than
    "F15.hours": 72,  # redeeming after a change of phone or e-mail
    "F15.block": 1,
    "F16.count": 5,  # friends brought, in 30 days: more than
    "F17.count": 3,  # new members at one till
    "F17.seconds": 180,  # so close to each other
    "F18.days": 30,
    "F19.count": 5,  # receipts just over a bonus step, in 30 days
    "F19.percent": 2,
    "F20.count": 3,  # receipts of one card at one till
    "F20.seconds": 300,  # so close to each other
    "F21.count": 10,  # unknown codes
    "F21.minutes": 10,
    "F21.wait_ms": 5000,
    "F23.days": 180,
    "F23.percent": 80,
    "F23.points": 1000,
    "F26.count": 5,  # wrong PINs, in 24 hours
    "F27.times": 3,  # share of redeemed points over share of sales, 7 days
    "F27.points": 2000,
    "F28.from": 5,  # first hour of selling
    "F28.to": 24,
    "F29.count": 3,  # earned on receipts that were voided, 30 days
}
OFF = 0
"""A flag that is set to nothing is switched off."""


class Limits:
    """Thresholds in force."""

    def __init__(self, changed: Mapping[str, int] | None = None) -> None:
        self._values = {**DEFAULTS, **(changed or {})}

    def __getitem__(self, name: str) -> int:
        return self._values[name]

    def is_on(self, rule: str) -> bool:
        """Whether a rule is in use: none of its numbers is 0."""
        return all(value != OFF for name, value in self._values.items() if name.split(".")[0] == rule)


def read_limits(texts: Iterable[str]) -> Limits:
    """Thresholds from the shop's settings (`F2.flag=8`).

    Raises:
        Refusal: `review.limit` for a name that no rule has, or a number out of range.
    """
    changed: dict[str, int] = {}
    for text in texts:
        name, _, number = text.replace(" ", "").partition("=")
        if name not in DEFAULTS or not (number.isascii() and number.isdigit()) or len(number) > 7:
            raise Refusal("review.limit", msg("{text}: write a threshold as F2.flag=8.", text=text[:40]))
        changed[name] = int(number)
    return Limits(changed)
