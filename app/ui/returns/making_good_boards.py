"""How making good looks: the five ways with what each means, amounts to choose from, and what was given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from app.loyalty.program import Program
from app.people.codes import grouped
from app.sales.receipt import ReceiptLine
from app.ui.checkout.boards import Board, Choice, Section
from app.ui.returns.words import MARKS
from app.values.money import Money
from app.values.numbers import MILLI, decimal_text
from app.values.words import Message, msg, plain
from app.workflows.goodwill import GoodwillDone, GoodwillView
from app.workflows.shop_now import ShopNow
from app.workflows.statement_view import REASON_WORDS

Way = tuple[Message, Message | None, Callable[[], None] | None]
ICONS = ("redo-2", "banknote", "coins", "ticket", "wallet")


@dataclass(frozen=True, slots=True)
class Giving:
    """What was chosen so far.

    Attributes:
        kind: What is given; empty while the way is not chosen.
    """

    name: str
    member: str
    sale: str = ""
    points_program: str = ""
    coupon_program: Program | None = None
    reason: str = ""
    kind: Literal["", "points", "coupon", "store_credit"] = ""

    def because(self, reason: str) -> Giving:
        """Why."""
        return replace(self, reason=reason)

    def by(self, kind: Literal["points", "coupon", "store_credit"]) -> Giving:
        """What."""
        return replace(self, kind=kind)

    def to(self, member: str) -> Giving:
        """For whom."""
        return replace(self, member=member)


def ways_board(giving: Giving, view: GoodwillView | None, ways: tuple[Way, ...], *, chosen: int) -> Board:
    """The five ways; one that cannot be gone says why."""
    rows = tuple(
        Choice(words, detail=why, icon=icon, mark=mark, run=run)
        for (words, why, run), icon, mark in zip(ways, ICONS, MARKS, strict=False)
    )
    return Board(
        msg("Something was wrong"), "hand-coins", _about(giving), None,
        (Section(rows, msg("What makes it good?")),), _left(view), chosen=chosen,
    )  # fmt: skip


def amounts_of(giving: Giving, shop: ShopNow, line: ReceiptLine) -> tuple[int, ...]:
    """What to offer first: for points parts of the cashier's limit, for store credit parts of the line's price."""
    if giving.kind == "coupon":
        return (0,)
    if giving.kind == "points":
        limit = shop.settings.goodwill_points_limit
        return tuple(sorted({max(limit // part, 1) * MILLI for part in (4, 2, 1)}))
    whole = max(line.gross_minor, 1)
    return tuple(sorted({max(whole // 2, 1), whole}))


def amount_board(
    giving: Giving,
    view: GoodwillView | None,
    shop: ShopNow,
    amounts: tuple[tuple[int, Callable[[], None]], ...],
    *,
    chosen: int,
) -> Board:
    """How much: offers, and digits to type another amount."""
    currency = shop.settings.currency
    rows = []
    for amount, run in amounts:
        if giving.kind == "points":
            rows.append(Choice(msg("{points} points", points=decimal_text(amount, 3)), icon="coins", run=run))
        elif giving.kind == "coupon" and giving.coupon_program is not None:
            program = giving.coupon_program
            rows.append(Choice(plain(program.id), names=program.names or None, icon="ticket", run=run))
        else:
            words = msg("{amount}", amount=Money(amount, currency))
            rows.append(Choice(words, icon="wallet", run=run))
    hint = {
        "points": msg("Enter gives the marked one, or type how many"),
        "coupon": msg("Enter gives it; it counts as {points} points", points=shop.settings.goodwill_coupon_points),
        "store_credit": msg("Enter gives the marked one, or type an amount; a manager allows it"),
    }[giving.kind or "points"]
    return Board(
        msg("Make good"), "hand-coins", _about(giving), None, (Section(tuple(rows), hint),),
        _left(view) if giving.kind != "store_credit" else None, chosen=chosen, keypad=giving.kind != "coupon",
    )  # fmt: skip


def made_good_board(giving: Giving, done: GoodwillDone, way: Message, *, home: Callable[[], None]) -> Board:
    """Given: the words of the note, how it reaches the member, and a code where there is one."""
    rows = [Choice(way)]
    if done.code:
        rows.append(Choice(msg("Its code"), right=plain(grouped(done.code)), tone="primary"))
    return Board(
        msg("Made good"), "circle-check", _about(giving), done.note, (Section(tuple(rows)),),
        chosen=-1, primary=(msg("Back to selling"), "Enter", home),
    )  # fmt: skip


def _about(giving: Giving) -> Message:
    return msg("{name} · {reason}", name=plain(giving.name), reason=REASON_WORDS[giving.reason])


def _left(view: GoodwillView | None) -> Message | None:
    if view is None:
        return None
    return msg("{points} points are left of this month.", points=decimal_text(view.left_milli, 3))
