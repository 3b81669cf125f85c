"""The drawer by hand: cash put in and taken out, and opening it without a sale; always with a reason."""

from __future__ import annotations

import msgspec

from app.facts.bodies import CashMoved, DrawerOpened
from app.people.staff import Permission
from app.values.errors import Refusal
from app.values.folding import clean
from app.values.money import Money
from app.values.words import Message, msg
from app.workflows.acting import Acting, require
from app.workflows.ports import Books
from app.workflows.return_rules import Need
from app.workflows.second_person import require_second
from app.workflows.shifts import MOST_COUNTED, ensure_shift

IN_REASONS: tuple[str, ...] = ("change", "float", "found", "other")
OUT_REASONS: tuple[str, ...] = ("bank", "supplier", "expenses", "tips", "other")
DRAWER_REASONS: tuple[str, ...] = ("change", "forgotten", "check", "other")
LONGEST_NOTE = 80


class CashMove(msgspec.Struct, frozen=True):
    """Cash by hand: above zero it goes into the drawer, below zero out of it."""

    amount_minor: int
    reason: str
    note: str = ""
    approved_by: str = ""


def needs_of_move(move: CashMove, acting: Acting) -> tuple[Need, ...]:
    """What a second person has to allow; nothing for whoever may allow it."""
    limit = acting.shop.settings.cash_out_limit_minor
    if Permission.APPROVE_DRAWER in acting.rights or -move.amount_minor <= limit:
        return ()
    amount = Money(limit, acting.shop.settings.currency)
    return (Need("cash.out_limit", msg("More than {amount} out of the drawer: a manager approves.", amount=amount)),)


def needs_of_drawer(acting: Acting) -> tuple[Need, ...]:
    """What a second person has to allow before the drawer opens without a sale."""
    if Permission.APPROVE_DRAWER in acting.rights or not acting.shop.settings.drawer_needs_manager:
        return ()
    return (Need("drawer.no_sale", msg("Opening the drawer without a sale: a manager approves.")),)


def move_cash(books: Books, move: CashMove, acting: Acting) -> None:
    """Keep what went in or out.

    Raises:
        Refusal: `right.missing`, `cash.amount`, `cash.reason`, and the code of a need that nobody allowed.
    """
    require(acting, Permission.MOVE_CASH)
    if move.amount_minor == 0 or abs(move.amount_minor) > MOST_COUNTED:
        raise Refusal("cash.amount", msg("Type how much, more than 0."))
    _check_reason(move.reason, IN_REASONS if move.amount_minor > 0 else OUT_REASONS, "cash.reason")
    _check_needs(acting, move.approved_by, needs_of_move(move, acting))
    with books.unit_of_work() as unit:
        shift = ensure_shift(unit, acting.shop, acting.at, acting.staff)
        note = clean(move.note, LONGEST_NOTE)
        body = CashMoved(shift.id, move.amount_minor, move.reason, note, move.approved_by)
        unit.record(body, business_on=shift.business_on, staff=acting.staff, at=acting.at)


def open_drawer(books: Books, reason: str, acting: Acting, *, note: str = "", approved_by: str = "") -> None:
    """Keep that the drawer is opened without a sale; opening it comes after that.

    Raises:
        Refusal: `right.missing`, `drawer.reason`, `drawer.no_sale`.
    """
    require(acting, Permission.OPEN_DRAWER)
    _check_reason(reason, DRAWER_REASONS, "drawer.reason")
    _check_needs(acting, approved_by, needs_of_drawer(acting))
    with books.unit_of_work() as unit:
        shift = ensure_shift(unit, acting.shop, acting.at, acting.staff)
        body = DrawerOpened(reason, clean(note, LONGEST_NOTE), approved_by)
        unit.record(body, business_on=shift.business_on, staff=acting.staff, at=acting.at)


def _check_reason(reason: str, known: tuple[str, ...], code: str) -> None:
    if reason not in known:
        words: Message = msg("Choose a reason: 1 to {count}.", count=len(known))
        raise Refusal(code, words)


def _check_needs(acting: Acting, approved_by: str, needs: tuple[Need, ...]) -> None:
    if needs:
        require_second(acting, approved_by, Permission.APPROVE_DRAWER, Refusal(needs[0].code, needs[0].message))
