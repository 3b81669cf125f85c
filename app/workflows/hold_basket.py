"""Holding: a basket is put aside with everything in it, and taken back as it was.

Nothing is reserved: points and codes are looked at again when it is paid. A held basket stays until somebody
takes or discards it; after its trading day it is out of date, and says so.
"""

from __future__ import annotations

import msgspec

from app.facts.bodies import HeldDiscarded
from app.people.staff import Permission
from app.sales.basket import Basket
from app.sales.receipt import Names
from app.values.errors import Refusal
from app.values.folding import clean
from app.values.numbers import line_amount
from app.values.words import Message, msg, msgn
from app.workflows.acting import Acting, require
from app.workflows.ports import Books, Reads, Unit
from app.workflows.way_back_rows import HeldRow

LONGEST_NOTE = 80
MOST_HELD = 99
WARNED_MINUTES = 60


class HeldView(msgspec.Struct, frozen=True):
    """A held basket in the list.

    Attributes:
        label: The member's shown name, else the first article; the note stands beside it.
        items: Whole units in it.
        out_of_date: Held on an earlier trading day.
        warning: What to do about one that stands for long; None for a fresh one.
    """

    held: HeldRow
    label: str
    items: int
    minutes: int
    out_of_date: bool
    warning: Message | None = None


class Resumed(msgspec.Struct, frozen=True):
    """A basket taken back.

    Attributes:
        changed: Articles whose price is another one now; `with_new_prices` takes those.
        swapped: The basket that was open and is held now, if there was one.
    """

    basket: Basket
    changed: tuple[PriceChange, ...] = ()
    swapped: str = ""


class PriceChange(msgspec.Struct, frozen=True):
    """An article that costs something else than when it was rung up."""

    line: str
    name: str
    names: Names
    old_minor: int
    new_minor: int


def hold_basket(books: Books, basket: Basket, acting: Acting, *, note: str = "") -> None:
    """Put a basket aside; the till is free for the next customer.

    Raises:
        Refusal: `hold.empty`, `hold.full`, `hold.paid`.
    """
    require(acting, Permission.SELL)
    with books.unit_of_work() as unit:
        _hold(unit, basket, acting, note)
        unit.drop_draft()


def _hold(unit: Unit, basket: Basket, acting: Acting, note: str) -> None:
    if basket.is_empty:
        raise Refusal("hold.empty", msg("Nothing to hold yet."))
    if unit.receipt(basket.id) is not None:
        raise Refusal("hold.paid", msg("This sale is paid already."))
    held = unit.held_baskets()
    if len(held) >= MOST_HELD and all(row.basket.id != basket.id for row in held):
        raise Refusal("hold.full", msg("{count} sales are held. Take back or discard one first.", count=len(held)))
    unit.save_held(HeldRow(basket, clean(note, LONGEST_NOTE), acting.staff, acting.at, acting.business_on))


def note_held(books: Books, sale: str, note: str) -> None:
    """Write a note on a basket that is held already."""
    with books.unit_of_work() as unit:
        row = held_row(unit, sale)
        unit.save_held(msgspec.structs.replace(row, note=clean(note, LONGEST_NOTE)))


def resume_basket(books: Books, sale: str, acting: Acting, *, open_basket: Basket | None = None) -> Resumed:
    """Take a held basket back; the one that is open is held in its place, never lost.

    Raises:
        Refusal: `hold.unknown`: somebody took or discarded it.
    """
    require(acting, Permission.SELL)
    with books.unit_of_work() as unit:
        basket = held_row(unit, sale).basket
        swapped = ""
        if open_basket is not None and not open_basket.is_empty and open_basket.id != sale:
            _hold(unit, open_basket, acting, "")
            swapped = open_basket.id
        unit.drop_held(sale)
        unit.save_draft(basket)
        return Resumed(basket, price_changes(unit, basket), swapped)


def price_changes(reads: Reads, basket: Basket) -> tuple[PriceChange, ...]:
    """Articles whose price on the list is not the one they were rung up at."""
    found = []
    for line in basket.lines:
        row = reads.product(line.goods.sku) if line.goods.kind == "goods" else None
        if row is not None and line.price_minor == line.goods.price_minor != row.goods.price_minor:
            found.append(PriceChange(line.key, row.goods.name, row.names, line.price_minor, row.goods.price_minor))
    return tuple(found)


def with_new_prices(reads: Reads, basket: Basket) -> Basket:
    """The basket at today's prices; overrides by hand stay."""
    for change in price_changes(reads, basket):
        line = basket.line(change.line)
        row = reads.product(line.goods.sku) if line is not None else None
        if row is not None:
            basket = basket.with_line(change.line, goods=row.goods, price_minor=row.goods.price_minor)
    return basket


def discard_held(books: Books, sale: str, acting: Acting, *, reason: str = "") -> HeldRow:
    """Throw a held basket away, never without a record; the row can be put back with `put_back`."""
    require(acting, Permission.SELL)
    with books.unit_of_work() as unit:
        row = held_row(unit, sale)
        unit.drop_held(sale)
        body = HeldDiscarded(
            sale=sale,
            lines=len(row.basket.lines) + len(row.basket.unresolved),
            total_minor=sum(line_amount(line.price_minor, line.quantity_milli) for line in row.basket.lines),
            held_by=row.staff,
            held_at=row.held_at,
            reason=reason,
        )
        unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)
        return row


def put_back(books: Books, row: HeldRow) -> None:
    """Undo a discard."""
    with books.unit_of_work() as unit:
        if unit.receipt(row.basket.id) is None:
            unit.save_held(row)


def held_row(reads: Reads, sale: str) -> HeldRow:
    """One held basket; refuses (`hold.unknown`) where it is gone."""
    row = next((row for row in reads.held_baskets() if row.basket.id == sale), None)
    if row is None:
        raise Refusal("hold.unknown", msg("This sale is no longer held: it was taken back or discarded."))
    return row


def list_held(reads: Reads, acting: Acting) -> tuple[HeldView, ...]:
    """All held baskets, newest first, those out of date with a warning."""
    return tuple(_view(reads, row, acting) for row in reads.held_baskets())


def _view(reads: Reads, row: HeldRow, acting: Acting) -> HeldView:
    basket = row.basket
    member = reads.member(basket.member) if basket.member else None
    name = member.person.name if member is not None and member.person is not None else ""
    first = basket.lines[0].goods.name if basket.lines else ""
    minutes = max(acting.at - row.held_at, 0) // 60_000
    old = row.business_on < acting.business_on
    warning = None
    if old:
        warning = msg("Held on {date}, before this trading day: take it back or discard it.", date=row.business_on)
    elif minutes >= WARNED_MINUTES:
        warning = msgn("Held for {n} minute.", "Held for {n} minutes.", minutes)
    items = sum(line.units for line in basket.lines) + len(basket.unresolved)
    return HeldView(row, name or first or row.note, items, minutes, old, warning)
