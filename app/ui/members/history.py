"""A member's history as plain values: receipts with what they earned and used, filters, and the statement's sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.ledger.lots import Lot
from app.loyalty.moment import Moment
from app.values.folding import fold
from app.values.words import Message, msg
from app.workflows.ports import Reads
from app.workflows.rows import MemberView, PointsRow, ReceiptRow, Statement, StatementRow
from app.workflows.way_back_rows import SaleMarks

ENDING_WITHIN_DAYS = 31
PERIODS = {"all": 0, "year": 365, "quarter": 91, "month": 30}

KIND_WORDS: dict[str, Message] = {
    "earn": msg("Earned"),
    "spend": msg("Used"),
    "adjust": msg("Correction by the shop"),
    "reverse": msg("Taken back"),
    "opening": msg("Brought along"),
    "goodwill": msg("Gift of the shop"),
    "expire": msg("Ended"),
}
TENDER_WORDS: dict[str, Message] = {
    "cash": msg("Cash"),
    "card": msg("Card"),
    "points": msg("Points"),
    "gift_card": msg("Gift card"),
    "store_credit": msg("Store credit"),
    "exchange": msg("Returned goods"),
    "elsewhere": msg("Other till"),
}


@dataclass(frozen=True, slots=True)
class Visit:
    """A receipt with what it did to the member's points, all programs together."""

    row: ReceiptRow
    earned_milli: int = 0
    used_milli: int = 0


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line of the statement as it is shown: a movement, or (row None) the opening or closing balance."""

    balance_milli: int
    row: StatementRow | None = None
    is_closing: bool = False


@dataclass(frozen=True, slots=True)
class MemberHistory:
    """All that the screen shows of one member, read in one look."""

    view: MemberView
    visits: tuple[Visit, ...] = ()
    points: tuple[PointsRow, ...] = ()
    statements: tuple[Statement, ...] = ()
    tiers: tuple[str, ...] = ()
    marks: dict[str, SaleMarks] = field(default_factory=dict)
    digits: dict[str, int] = field(default_factory=dict)


def read_history(reads: Reads, member: str, moment: Moment) -> MemberHistory | None:
    """Read everything about a member; None for somebody who is not known here."""
    view = reads.member(member)
    if view is None:
        return None
    statements = reads.statements(member, moment)
    points = reads.points(member, moment)
    rows = reads.receipts_of(member)
    return MemberHistory(
        view=view,
        visits=with_points(rows, statements),
        marks=reads.marks_of([row.sale for row in rows]),
        points=points,
        statements=statements,
        tiers=tuple(reads.standing(member, moment).tiers.values()),
        digits={row.program: row.digits for row in points},
    )


def with_points(rows: Iterable[ReceiptRow], statements: Iterable[Statement]) -> tuple[Visit, ...]:
    """Receipts with what the statements say they earned and used: so both tables always agree."""
    earned: dict[str, int] = {}
    used: dict[str, int] = {}
    for statement in statements:
        for move in statement.rows:
            if move.receipt:
                side = earned if move.points_milli > 0 else used
                side[move.receipt] = side.get(move.receipt, 0) + abs(move.points_milli)
    return tuple(Visit(row, earned.get(row.number, 0), used.get(row.number, 0)) for row in rows)


def filtered(
    visits: Sequence[Visit], text: str, period: str, today: dt.date, *, only_used: bool = False
) -> Sequence[Visit]:
    """Visits that match: words of goods, number or tender, within a period, perhaps only where points were used."""
    words = fold(text).split()
    days = PERIODS[period]
    first = today - dt.timedelta(days=days - 1) if days else dt.date.min
    if not words and not days and not only_used:
        return visits
    return tuple(
        visit
        for visit in visits
        if visit.row.business_on >= first and (visit.used_milli or not only_used) and _has(visit.row, words)
    )


def _has(row: ReceiptRow, words: Sequence[str]) -> bool:
    if not words:
        return True
    tenders = " ".join(kind for kind, _ in row.tenders)
    text = fold(f"{row.number} {row.what} {tenders}")
    return all(word in text for word in words)


def statement_lines(statement: Statement) -> tuple[StatementLine, ...]:
    """Opening, every movement, closing: newest first, as people read."""
    lines = [StatementLine(statement.opening_milli)]
    lines += [StatementLine(row.balance_milli, row) for row in statement.rows]
    lines.append(StatementLine(statement.closing_milli, is_closing=True))
    return tuple(reversed(lines))


def does_not_sum(statement: Statement) -> str:
    """Where the statement does not add up, in a form for a report; empty where it does.

    Opening plus every movement gives each balance in turn, and the closing one.
    """
    balance = statement.opening_milli
    for place, row in enumerate(statement.rows, 1):
        balance += row.points_milli
        if balance != row.balance_milli:
            return f"{statement.program} row {place}: {balance} expected, {row.balance_milli} found"
    if balance != statement.closing_milli:
        return f"{statement.program} closing: {balance} expected, {statement.closing_milli} found"
    return ""


def ending_soon(lots: Iterable[Lot], today: dt.date) -> tuple[int, dt.date] | None:
    """Points that end first within a month: how many, and their last day."""
    soon = [
        lot
        for lot in lots
        if lot.last_valid_on and today <= lot.last_valid_on <= today + dt.timedelta(days=ENDING_WITHIN_DAYS)
    ]
    if not soon:
        return None
    day = min(lot.last_valid_on for lot in soon if lot.last_valid_on)
    return sum(lot.left_milli for lot in soon if lot.last_valid_on == day), day
