"""The two tables of a member's history: receipts, and the points statement."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.ui.face import Face
from app.ui.forms.table import Cell, Column
from app.ui.members.history import KIND_WORDS, TENDER_WORDS, StatementLine, Visit
from app.ui.returns.words import is_traded, marked
from app.values.words import msg, plain
from app.workflows.statement_view import reason_words
from app.workflows.way_back_rows import SaleMarks

_MINUS = "−"


def receipt_columns(face: Face, marks: Callable[[], dict[str, SaleMarks]]) -> Sequence[Column[Visit]]:
    """Date, number, sum with what became of it, paid with, earned, used, till, what; `marks` are those of now."""

    def date(visit: Visit) -> Cell:
        return Cell(face.words.date(visit.row.business_on), face.words.time(visit.row.at))

    def number(visit: Visit) -> Cell:
        return Cell(visit.row.number, tone="text2")

    def total(visit: Visit) -> Cell:
        mark = marked(marks().get(visit.row.sale), traded=is_traded(visit.row))
        if mark is not None:
            return Cell(face.amount(visit.row.total_minor), face.say(mark[0]), strong=True, detail_tone=mark[1])
        saved = visit.row.discount_minor
        detail = f"{_MINUS}{face.amount(saved)}" if saved else ""
        return Cell(face.amount(visit.row.total_minor), detail, strong=True, detail_tone="ok")

    def paid(visit: Visit) -> Cell:
        kinds = dict.fromkeys(kind for kind, _ in visit.row.tenders)
        words = [face.say(TENDER_WORDS.get(kind, plain(kind))) for kind in kinds]
        return Cell(", ".join(words), tone="text2")

    def earned(visit: Visit) -> Cell:
        return Cell(f"+{face.words.points(visit.earned_milli)}" if visit.earned_milli else "", tone="points")

    def used(visit: Visit) -> Cell:
        return Cell(f"{_MINUS}{face.words.points(visit.used_milli)}" if visit.used_milli else "", tone="points")

    def till(visit: Visit) -> Cell:
        return Cell(f"{visit.row.till:02d}", tone="text2")

    def what(visit: Visit) -> Cell:
        return Cell(visit.row.what, tone="text2")

    return (
        Column(msg("Date"), date, ems=6.2),
        Column(msg("Receipt"), number, ems=7.4, from_ems=20),
        Column(msg("Sum"), total, ems=6.6, align="right"),
        Column(msg("Paid with"), paid, ems=6, from_ems=46),
        Column(msg("Points +"), earned, ems=5, align="right", from_ems=30),
        Column(msg("Points −"), used, ems=5, align="right", from_ems=30),
        Column(msg("Till"), till, ems=3.4, from_ems=54),
        Column(msg("What"), what, from_ems=36),
    )


def statement_columns(face: Face, digits: int) -> Sequence[Column[StatementLine]]:
    """What moved and why, how much, and the balance after it."""

    def what(line: StatementLine) -> Cell:
        row = line.row
        if row is None:
            words = msg("Balance now") if line.is_closing else msg("Balance at the beginning")
            return Cell(face.say(words), strong=True)
        parts: list[str] = [face.words.date(row.business_on)]
        reason = reason_words(row)
        if reason is not None:
            parts.append(face.say(reason))
        if row.kind in {"earn", "goodwill", "opening"}:
            until = msg("until {day}", day=row.last_valid_on) if row.last_valid_on else msg("without end")
            parts.append(face.say(until))
        kind = face.say(KIND_WORDS.get(row.kind, plain(row.kind)))
        return Cell(f"{kind} · {row.receipt}" if row.receipt else kind, " · ".join(parts))

    def moved(line: StatementLine) -> Cell:
        if line.row is None:
            return Cell("")
        milli = line.row.points_milli
        sign, tone = ("+", "ok") if milli >= 0 else (_MINUS, "err")
        return Cell(f"{sign}{face.words.points(abs(milli), digits)}", tone=tone)

    def balance(line: StatementLine) -> Cell:
        return Cell(_signed(face.words.points(line.balance_milli, digits)), strong=True)

    return (
        Column(msg("What moved"), what),
        Column(msg("Points"), moved, ems=4.8, align="right"),
        Column(msg("Balance"), balance, ems=5.2, align="right"),
    )


def _signed(text: str) -> str:
    return text.replace("-", _MINUS)
