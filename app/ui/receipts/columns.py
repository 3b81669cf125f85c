"""The columns of the list of receipts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.ui.face import Face
from app.ui.forms.table import Cell, Column
from app.ui.members.history import TENDER_WORDS
from app.ui.receipts.finding import Found
from app.ui.returns.words import is_traded, marked
from app.values.words import msg, plain
from app.workflows.rows import ReceiptRow


def receipt_columns(face: Face, found: Callable[[], Found]) -> Sequence[Column[ReceiptRow]]:
    """Time, number and member, goods, tenders, sum with what became of it; `found` is what is listed now."""

    def when(row: ReceiptRow) -> Cell:
        return Cell(face.words.time(row.at), face.words.date(row.business_on))

    def number(row: ReceiptRow) -> Cell:
        return Cell(row.number, found().names.get(row.member, "") if row.member else "", detail_tone="points")

    def what(row: ReceiptRow) -> Cell:
        return Cell(row.what, tone="text2")

    def paid(row: ReceiptRow) -> Cell:
        kinds = dict.fromkeys(kind for kind, _ in row.tenders)
        return Cell(", ".join(face.say(TENDER_WORDS.get(kind, plain(kind))) for kind in kinds), tone="text2")

    def total(row: ReceiptRow) -> Cell:
        mark = marked(found().marks.get(row.sale), traded=is_traded(row))
        if mark is not None:
            return Cell(face.amount(row.total_minor), face.say(mark[0]), strong=True, detail_tone=mark[1])
        saved = row.discount_minor
        detail = f"−{face.amount(saved)}" if saved else ""
        return Cell(face.amount(row.total_minor), detail, strong=True, detail_tone="ok")

    return (
        Column(msg("Time"), when, ems=6),
        Column(msg("Receipt"), number, ems=8.4),
        Column(msg("What"), what, from_ems=32),
        Column(msg("Paid with"), paid, ems=6.8, from_ems=40),
        Column(msg("Sum"), total, ems=6.6, align="right"),
    )
