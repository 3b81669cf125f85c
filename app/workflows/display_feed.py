"""What a customer may see of a sale: a frozen, sanitised snapshot; displays get this and nothing else.

No phone, no card number, no e-mail, no birthday, no cost; a balance only where the member identified
themselves in this sale by their own card. A cashier who typed a phone number shows a greeting, never a
stranger's points. `WHITELIST` names every field that may leave; a test compares it with what there is.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from app.loyalty.quote import Quote
from app.people.member import ConsentPurpose, short_name
from app.sales.basket import Basket, Proof
from app.sales.receipt import Names, PointsChange, Receipt, ReceiptLine
from app.values.folding import clean

DisplayState = Literal["idle", "selling", "identified", "paying", "done", "paused"]
QuestionKind = Literal["consent", "receipt"]
LONGEST_SHOWN_NAME = 24
MOST_DIGITS_OF_A_NAME = 3
"""A name with more is no name: somebody typed a number into the wrong field."""


class ShownLine(msgspec.Struct, frozen=True):
    """A line of the sale: name, how much, and what it costs after its reductions."""

    name: str
    quantity_milli: int
    unit: str
    total_minor: int


class ShownGoal(msgspec.Struct, frozen=True):
    """The next reward of a points program, what it takes, and how many points are missing still."""

    names: Names
    cost_milli: int
    missing_milli: int


class ShownPoints(msgspec.Struct, frozen=True):
    """Points of one program: today's, and the balance where it may be shown (else None)."""

    names: Names
    earned_milli: int
    spent_milli: int
    balance_milli: int | None = None
    goal: ShownGoal | None = None


class ShownQuestion(msgspec.Struct, frozen=True):
    """A question that the customer may answer by touch.

    Attributes:
        kind: `consent` to joining, or `receipt` by e-mail (never to which address).
        serial: Rises; an answer names the question it answers.
    """

    kind: QuestionKind
    serial: int


class DisplaySnapshot(msgspec.Struct, frozen=True):
    """One picture for the customer.

    Attributes:
        words: The shop's own line for the time when nobody is served.
        lines: In the order of the basket; `unread` more are waiting for the cashier and have no price yet.
        total_minor: To pay, from the first line on; after offers.
        to_pay_minor: Left to pay in money; `cash_minor` the same in cash, rounded, where that differs (else 0).
        greeting: First name and initial; empty for nobody.
        points: Empty where nothing may be said.
        question: Over everything else, while it is asked.
    """

    state: DisplayState = "idle"
    shop: str = ""
    words: str = ""
    currency: str = "EUR"
    language: str = "en"
    lines: tuple[ShownLine, ...] = ()
    unread: int = 0
    saved_minor: int = 0
    total_minor: int = 0
    to_pay_minor: int = 0
    cash_minor: int = 0
    given_minor: int = 0
    change_minor: int = 0
    greeting: str = ""
    points: tuple[ShownPoints, ...] = ()
    question: ShownQuestion | None = None


WHITELIST: dict[type[msgspec.Struct], frozenset[str]] = {
    ShownLine: frozenset({"name", "quantity_milli", "unit", "total_minor"}),
    ShownGoal: frozenset({"names", "cost_milli", "missing_milli"}),
    ShownPoints: frozenset({"names", "earned_milli", "spent_milli", "balance_milli", "goal"}),
    ShownQuestion: frozenset({"kind", "serial"}),
    DisplaySnapshot: frozenset(
        {
            "state", "shop", "words", "currency", "language", "lines", "unread", "saved_minor", "total_minor",
            "to_pay_minor", "cash_minor", "given_minor", "change_minor", "greeting", "points", "question",
        }
    ),
}  # fmt: skip
"""Every field that may reach a customer's display. `cost_milli` is the price of a reward in points."""


class Answer(msgspec.Struct, frozen=True):
    """What the customer said by touch.

    Attributes:
        allowed: Consents besides the one that was asked, each ticked by the customer.
    """

    is_yes: bool
    allowed: frozenset[ConsentPurpose] = frozenset()


class Guest(msgspec.Struct, frozen=True):
    """Who stands at the counter, as far as the display needs it: full name, and how they were identified."""

    name: str = ""
    proof: Proof = "none"


class Stage(msgspec.Struct, frozen=True):
    """Where it is shown: the shop's name and line, its currency, the language to speak, goods' names by sku."""

    shop: str
    currency: str
    language: str
    words: str = ""
    goods_names: dict[str, Names] = {}


Goals = dict[str, tuple[tuple[int, Names], ...]]
"""By points program: what each of its rewards costs in milli-points, and what it is called."""
NOBODY = Guest()


def idle(stage: Stage) -> DisplaySnapshot:
    """Nobody at the counter: also after a crash, and where nothing may be shown."""
    return DisplaySnapshot("idle", stage.shop, stage.words, stage.currency, stage.language)


def paused(stage: Stage) -> DisplaySnapshot:
    """One moment, please: the cashier is busy elsewhere."""
    return msgspec.structs.replace(idle(stage), state="paused")


def asking(shown: DisplaySnapshot, question: ShownQuestion | None) -> DisplaySnapshot:
    """The same picture with a question over it, or without one."""
    return msgspec.structs.replace(shown, question=question)


def selling(
    stage: Stage, basket: Basket, quote: Quote, guest: Guest = NOBODY, *, goals: Goals | None = None
) -> DisplaySnapshot:
    """The sale so far; `identified` where a member is attached."""
    if basket.is_empty:
        return idle(stage) if not guest.name else _with_guest(idle(stage), quote.points, guest, goals)
    shown = msgspec.structs.replace(
        idle(stage),
        state="selling",
        lines=_lines(quote.lines, stage),
        unread=len(basket.unresolved),
        saved_minor=quote.discount_minor,
        total_minor=quote.total_minor,
        to_pay_minor=quote.due_minor,
    )
    return _with_guest(shown, quote.points, guest, goals)


def paying(
    shown: DisplaySnapshot, to_pay_minor: int, given_minor: int = 0, *, cash_minor: int | None = None
) -> DisplaySnapshot:
    """The same sale while it is being paid.

    Args:
        given_minor: What was handed over so far.
        cash_minor: What all of it comes to in cash, where cash is rounded.
    """
    cash = to_pay_minor if cash_minor is None else cash_minor
    return msgspec.structs.replace(
        shown,
        state="paying",
        to_pay_minor=to_pay_minor,
        cash_minor=cash if cash != to_pay_minor else 0,
        given_minor=given_minor,
        change_minor=max(given_minor - cash, 0),
    )


def done(
    stage: Stage,
    receipt: Receipt,
    guest: Guest = NOBODY,
    *,
    points: tuple[PointsChange, ...] | None = None,
    goals: Goals | None = None,
) -> DisplaySnapshot:
    """Thanks, the change, and today's points: shown for some seconds, ended by the next scan.

    Args:
        points: What the sale did where a member was attached after it; the receipt's own by default.
    """
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
    return _with_guest(shown, receipt.points if points is None else points, guest, goals)


def _with_guest(
    shown: DisplaySnapshot, points: tuple[PointsChange, ...], guest: Guest, goals: Goals | None
) -> DisplaySnapshot:
    """Greet; points and balance only for who showed their own card, and what a finished sale earned for anyone."""
    if guest.proof == "none":
        return shown
    may_see, is_done = guest.proof == "card", shown.state == "done"
    rows = tuple(
        ShownPoints(
            each.names,
            each.earned_milli,
            each.spent_milli,
            each.after_milli if may_see else None,
            _goal(each.after_milli, (goals or {}).get(each.program, ())) if may_see else None,
        )
        for each in points
        if may_see or (is_done and each.earned_milli)
    )
    state: DisplayState = "done" if is_done else "identified"
    return msgspec.structs.replace(shown, state=state, greeting=public_name(guest.name), points=rows)


def public_name(name: str) -> str:
    """First name and initial, or nothing for what is no name but an address or a number."""
    name = clean(name)
    if "@" in name or sum(character.isdigit() for character in short_name(name)) > MOST_DIGITS_OF_A_NAME:
        return ""
    return clean(short_name(name), LONGEST_SHOWN_NAME)


def _goal(balance_milli: int, rewards: tuple[tuple[int, Names], ...]) -> ShownGoal | None:
    """The cheapest reward that is not reached yet."""
    further = sorted((reward for reward in rewards if reward[0] > balance_milli), key=lambda reward: reward[0])
    if not further:
        return None
    cost, names = further[0]
    return ShownGoal(names, cost, cost - balance_milli)


def _lines(lines: tuple[ReceiptLine, ...], stage: Stage) -> tuple[ShownLine, ...]:
    return tuple(
        ShownLine(_name(line, stage), line.quantity_milli, line.goods.unit, line.total_minor) for line in lines
    )


def _name(line: ReceiptLine, stage: Stage) -> str:
    """What the goods are called in the customer's language, else as they stand on the price list."""
    return clean(stage.goods_names.get(line.goods.sku, {}).get(stage.language) or line.goods.name)
