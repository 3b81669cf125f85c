"""Service recovery: what the shop gives when something was wrong, with a reason, a budget and somebody's name.

A cashier gives points up to the shop's limit; beyond it, and beyond the month's budget, a manager approves.
A coupon counts as many points as the shop says, and a member's second one of a month asks a manager too.
Nobody gives to their own member account.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from typing import Literal

import msgspec

from app.facts.bodies import PointsGranted, TokenIssued
from app.facts.upcast import read_body
from app.people.codes import new_code
from app.people.staff import Permission
from app.sales.receipt import Token
from app.settings.shop import ShopSettings
from app.values.errors import Refusal
from app.values.numbers import MILLI, decimal_text
from app.values.words import Message, msg
from app.workflows.acting import Acting, require
from app.workflows.ports import Books, Reads, Unit
from app.workflows.return_rules import Need
from app.workflows.second_person import require_second

GOODWILL_REASONS: tuple[str, ...] = ("faulty", "waited", "wrong_price", "out_of_stock", "unfriendly", "other")


class Goodwill(msgspec.Struct, frozen=True):
    """What is to be given.

    Attributes:
        program: Whose points; for a coupon its program.
        points_milli: For points; store credit has `amount_minor`, a coupon neither.
        sale, line: The receipt line that was wrong, where there is one.
    """

    kind: Literal["points", "coupon", "store_credit"]
    member: str
    reason: str
    program: str = ""
    points_milli: int = 0
    amount_minor: int = 0
    sale: str = ""
    line: str = ""
    approved_by: str = ""


class GoodwillView(msgspec.Struct, frozen=True):
    """Before giving: what is left of the month, and what a manager would have to allow.

    Attributes:
        counts_milli: What this gift takes of the budget.
    """

    budget_milli: int
    given_milli: int
    left_milli: int
    needs: tuple[Need, ...]
    note: Message
    counts_milli: int = 0


class GoodwillDone(msgspec.Struct, frozen=True):
    """Given; `code` is that of a coupon or store credit, `note` the words for the member."""

    note: Message
    code: str = ""


def preview_goodwill(reads: Reads, gift: Goodwill, acting: Acting) -> GoodwillView:
    """What giving this would take of the month's budget; nothing happens.

    Raises:
        Refusal: `goodwill.reason`, `goodwill.nothing`, `goodwill.member`, `goodwill.own`, `goodwill.program`.
    """
    _check(reads, gift, acting)
    settings = acting.shop.settings
    first = acting.business_on.replace(day=1)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    coupon_milli = settings.goodwill_coupon_points * MILLI
    coupons = _coupons_given(reads, first, last)
    budget = settings.goodwill_points_month * MILLI
    given = reads.goodwill_milli(first, last) + len(coupons) * coupon_milli
    counts = coupon_milli if gift.kind == "coupon" else gift.points_milli
    needs = list(_needs(settings, counts, max(budget - given, 0)))
    if gift.kind == "store_credit":
        needs.append(Need("goodwill.credit", msg("Store credit as goodwill: a manager approves.")))
    if gift.kind == "coupon" and not {*coupons}.isdisjoint(reads.same_person(gift.member)):
        needs.append(Need("goodwill.again", msg("A second coupon within a month: a manager approves.")))
    return GoodwillView(budget, given, max(budget - given, 0), tuple(needs), note_of(gift), counts)


def _needs(settings: ShopSettings, counts_milli: int, left_milli: int) -> Iterator[Need]:
    limit = settings.goodwill_points_limit
    if counts_milli > limit * MILLI:
        yield Need("goodwill.limit", msg("More than {limit} points: a manager approves.", limit=limit))
    if counts_milli > left_milli:
        left = decimal_text(left_milli, 3)
        yield Need("goodwill.budget", msg("{left} points are left of this month: a manager approves.", left=left))


def _coupons_given(reads: Reads, first: dt.date, last: dt.date) -> list[str]:
    """Who was given each coupon out of goodwill between two business dates."""
    bodies = (read_body(fact) for fact in reads.facts_of(("TokenIssued",), first, last))
    return [body.token.member for body in bodies if isinstance(body, TokenIssued) and body.token.kind == "coupon"]


def grant_goodwill(books: Books, gift: Goodwill, acting: Acting) -> GoodwillDone:
    """Give it.

    Raises:
        Refusal: as `preview_goodwill`, `right.missing`, and the code of a need that nobody allowed.
    """
    require(acting, Permission.GOODWILL)
    with books.unit_of_work() as unit:
        needs = preview_goodwill(unit, gift, acting).needs
        if needs:
            why = Refusal(needs[0].code, needs[0].message)
            require_second(acting, gift.approved_by, Permission.APPROVE_GOODWILL, why)
        return GoodwillDone(note_of(gift), _record(unit, gift, acting))


def _record(unit: Unit, gift: Goodwill, acting: Acting) -> str:
    day, code = acting.business_on, ""
    if gift.kind == "points":
        body: PointsGranted | TokenIssued = PointsGranted(
            member=gift.member,
            program=gift.program,
            points_milli=gift.points_milli,
            reason=gift.reason,
            last_valid_on=_ends(gift, acting, day),
            approved_by=gift.approved_by,
            sale=gift.sale,
            line=gift.line,
        )
    else:
        made: Literal["coupon", "gift_card"] = "coupon" if gift.kind == "coupon" else "gift_card"
        code = new_code(made, lambda each: unit.token(each) is not None)
        program = acting.shop.program(gift.program)
        names = program.names if program else {}
        ends = _ends(gift, acting, day)
        token = Token(code, gift.program, gift.kind, gift.amount_minor, ends, member=gift.member, names=names)
        body = TokenIssued(token, gift.reason, gift.sale, gift.approved_by)
    unit.record(body, business_on=day, staff=acting.staff, at=acting.at)
    return code


def _ends(gift: Goodwill, acting: Acting, day: dt.date) -> dt.date | None:
    program = acting.shop.program(gift.program)
    return program.points.expiry.last_valid_on(day) if program is not None and program.points is not None else None


def _check(reads: Reads, gift: Goodwill, acting: Acting) -> None:
    if gift.reason not in GOODWILL_REASONS:
        raise Refusal("goodwill.reason", msg("Choose a reason: 1 to {count}.", count=len(GOODWILL_REASONS)))
    if reads.member(gift.member) is None:
        raise Refusal("goodwill.member", msg("Goodwill goes to a member. F2: find or join them first."))
    person = acting.shop.staff.get(acting.staff)
    if person is not None and person.member and gift.member in reads.same_person(person.member):
        raise Refusal("goodwill.own", msg("Nobody gives to their own account. Ask a colleague."))
    wanted = gift.points_milli if gift.kind == "points" else gift.amount_minor
    if gift.kind != "coupon" and wanted <= 0:
        raise Refusal("goodwill.nothing", msg("Type how much is given."))
    program = acting.shop.program(gift.program)
    fits = {"points": "points", "coupon": None, "store_credit": None}[gift.kind]
    if gift.kind != "store_credit" and (program is None or (fits and program.kind != fits)):
        raise Refusal("goodwill.program", msg("There is no such programme now. Choose another gift."))


def note_of(gift: Goodwill) -> Message:
    """What the member reads: that something was wrong, and what they have for it."""
    if gift.kind == "points":
        return msg("We are sorry. {points} points are on your account.", points=decimal_text(gift.points_milli, 3))
    if gift.kind == "coupon":
        return msg("We are sorry. A coupon waits for your next visit.")
    return msg("We are sorry. Store credit waits for your next visit.")
