"""What a customer may see of a sale: a frozen, sanitised snapshot; displays get this and nothing else.

No phone, no card number, no birthday, no cost; a balance only where the member identified themselves in this
sale by their own card. A cashier who typed a phone number shows a greeting, never a stranger's points.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from app.loyalty.quote import Quote
from app.people.member import short_name
from app.sales.basket import Basket, Proof
from app.sales.receipt import Names, PointsChange, Receipt, ReceiptLine
from app.values.folding import clean

DisplayState = Literal["idle", "selling", "identified", "paying", "done", "paused"]
LONGEST_SHOWN_NAME = 24


class ShownLine(msgspec.Struct, frozen=True):
    """A line of the sale: name, how much, and what it costs after its reductions."""

    name: str
    quantity_milli: int
    unit: str
    total_minor: int


class ShownPoints(msgspec.Struct, frozen=True):
    """Points of one program: today's, and the balance where it may be shown (else None)."""

    names: Names
    earned_milli: int
    spent_milli: int
    balance_milli: int | None = None


class DisplaySnapshot(msgspec.Struct, frozen=True):
    """One picture for the customer.

    Attributes:
        lines: In the order of the basket; `unread` more are waiting for the cashier and have no price yet.
        total_minor: To pay, from the first line on; after offers.
        to_pay_minor: Left to pay in money, cash rounding included where cash is chosen.
        greeting: First name and initial; empty for nobody.
        points: Empty where nothing may be said.
    """

    state: DisplayState = "idle"
    shop: str = ""
    currency: str = "EUR"
    language: str = "en"
    lines: tuple[ShownLine, ...] = ()
    unread: int = 0
    saved_minor: int = 0
    total_minor: int = 0
    to_pay_minor: int = 0
    given_minor: int = 0
    change_minor: int = 0
    greeting: str = ""
    points: tuple[ShownPoints, ...] = ()


class Guest(msgspec.Struct, frozen=True):
    """Who stands at the counter, as far as the display needs it: full name, and how they were identified."""

    name: str = ""
    proof: Proof = "none"


class Stage(msgspec.Struct, frozen=True):
    """Where it is shown: the shop's name, its currency and the language to speak."""

    shop: str
    currency: str
    language: str


NOBODY = Guest()


def idle(stage: Stage) -> DisplaySnapshot:
    """Nobody at the counter: also after a crash, and where nothing may be shown."""
    return DisplaySnapshot("idle", stage.shop, stage.currency, stage.language)


def paused(stage: Stage) -> DisplaySnapshot:
    """One moment, please: the cashier is busy elsewhere."""
    return msgspec.structs.replace(idle(stage), state="paused")


def selling(stage: Stage, basket: Basket, quote: Quote, guest: Guest = NOBODY) -> DisplaySnapshot:
    """The sale so far; `identified` where a member is attached."""
    if basket.is_empty:
        return idle(stage) if not guest.name else _with_guest(idle(stage), quote.points, guest)
    shown = msgspec.structs.replace(
        idle(stage),
        state="selling",
        lines=_lines(quote.lines),
        unread=len(basket.unresolved),
        saved_minor=quote.discount_minor,
        total_minor=quote.total_minor,
        to_pay_minor=quote.due_minor,
    )
    return _with_guest(shown, quote.points, guest)


def paying(shown: DisplaySnapshot, to_pay_minor: int, given_minor: int = 0) -> DisplaySnapshot:
    """The same sale while it is being paid; `given_minor` is what was handed over so far."""
    change = max(given_minor - to_pay_minor, 0)
    return msgspec.structs.replace(
        shown, state="paying", to_pay_minor=to_pay_minor, given_minor=given_minor, change_minor=change
    )


def done(stage: Stage, receipt: Receipt, guest: Guest = NOBODY) -> DisplaySnapshot:
    """Thanks, the change, and today's points: shown for some seconds, ended by the next scan."""
    given = sum(tender.given_minor or tender.amount_minor for tender in receipt.tenders)
    change = sum(tender.given_minor - tender.amount_minor for tender in receipt.tenders if tender.given_minor)
    shown = msgspec.structs.replace(
        idle(stage),
        state="done",
        saved_minor=receipt.discount_minor,
        total_minor=receipt.total_minor,
        given_minor=given,
        change_minor=max(change, 0),
    )
    return _with_guest(shown, receipt.points, guest)


def _with_guest(shown: DisplaySnapshot, points: tuple[PointsChange, ...], guest: Guest) -> DisplaySnapshot:
    """Greet; points and balance only for who showed their own card, and what a finished sale earned for anyone."""
    if guest.proof == "none":
        return shown
    may_see, is_done = guest.proof == "card", shown.state == "done"
    rows = tuple(
        ShownPoints(each.names, each.earned_milli, each.spent_milli, each.after_milli if may_see else None)
        for each in points
        if may_see or (is_done and each.earned_milli)
    )
    greeting = clean(short_name(clean(guest.name)), LONGEST_SHOWN_NAME)
    state: DisplayState = "done" if is_done else "identified"
    return msgspec.structs.replace(shown, state=state, greeting=greeting, points=rows)


def _lines(lines: tuple[ReceiptLine, ...]) -> tuple[ShownLine, ...]:
    return tuple(
        ShownLine(clean(line.goods.name), line.quantity_milli, line.goods.unit, line.total_minor) for line in lines
    )
