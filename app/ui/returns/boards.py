"""The figures of a return as rows: before it is kept, and after."""

from __future__ import annotations

from collections.abc import Callable

from app.sales.returned import PointsBack
from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.tenders import TENDER_WORDS
from app.values.money import Money
from app.values.numbers import decimal_text
from app.values.words import msg, plain
from app.workflows.return_requests import ReturnDone, ReturnPreview


def figures(shown: ReturnPreview) -> tuple[Choice, ...]:
    """What goes back, tender by tender, and what becomes of points and tiers."""
    document, rows = shown.document, []
    for tender in document.refunds:
        amount = msg("{amount}", amount=Money(tender.amount_minor, document.currency))
        rows.append(Choice(TENDER_WORDS.get(tender.kind, msg("Other")), right=amount))
    for points in document.points:
        if points.taken_milli:
            rows.append(Choice(msg("Points taken back"), right=plain(f"−{decimal_text(points.taken_milli, 3)}")))
        if points.restored_milli:
            rows.append(Choice(msg("Points given back"), right=plain(f"+{decimal_text(points.restored_milli, 3)}")))
        rows.append(Choice(msg("Points after"), right=plain(decimal_text(points.after_milli, 3))))
    rows += [
        Choice(msg("Tier"), right=msg("{before} → {after}", before=tier.before or "–", after=tier.after or "–"))
        for tier in shown.tiers
        if tier.before != tier.after
    ]
    return tuple(rows)


def kept_board(done: ReturnDone, language: str, home: Callable[[], None]) -> Board:
    """The return is kept: its number, the cash to give, the balance."""
    document = done.document
    cash = next((tender.amount_minor for tender in document.refunds if tender.kind == "cash"), 0)
    words = msg("Give {amount} in cash", amount=Money(cash, document.currency))
    rows = [
        Choice(
            TENDER_WORDS.get(tender.kind, msg("Other")),
            right=msg("{amount}", amount=Money(tender.amount_minor, document.currency)),
        )
        for tender in document.refunds
    ]
    rows += [
        Choice(
            msg("Balance of {program}", program=_named(points, language)),
            right=plain(decimal_text(points.after_milli, 3)),
        )
        for points in document.points
    ]
    return Board(
        msg("Returned: {number}", number=document.number), "circle-check", None, words if cash else None,
        (Section(tuple(rows)),), chosen=-1, primary=(msg("Back to selling"), "Enter", home),
    )  # fmt: skip


def _named(points: PointsBack, language: str) -> str:
    return points.names.get(language) or next(iter(points.names.values()), points.program)
