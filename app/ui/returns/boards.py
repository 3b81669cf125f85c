"""The figures of a return or void as rows: before it is kept, and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from app.people.codes import grouped
from app.sales.receipt import Tender, Token
from app.sales.returned import PointsBack
from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.tenders import TENDER_WORDS
from app.values.money import Money
from app.values.numbers import decimal_text
from app.values.words import msg, plain
from app.workflows.return_requests import ReturnDone, ReturnPreview, TierBack


def figures(shown: ReturnPreview) -> tuple[Choice, ...]:
    """What a return would give back, tender by tender, and what becomes of points, coupons and tiers."""
    document = shown.document
    rows = [*refund_rows(document.refunds, document.currency), *points_rows(document.points)]
    rows += [*code_rows(document.coupons, document.revoked), *tier_rows(shown.tiers)]
    return tuple(rows)


def refund_rows(refunds: Iterable[Tender], currency: str) -> Iterator[Choice]:
    """How money goes back."""
    for tender in refunds:
        yield Choice(
            TENDER_WORDS.get(tender.kind, msg("Other")),
            right=msg("{amount}", amount=Money(tender.amount_minor, currency)),
        )


def points_rows(moved: Iterable[PointsBack]) -> Iterator[Choice]:
    """What is taken back and given back, and the balance then."""
    for points in moved:
        if points.taken_milli:
            yield Choice(msg("Points taken back"), right=plain(f"−{decimal_text(points.taken_milli, 3)}"))
        if points.restored_milli:
            yield Choice(msg("Points given back"), right=plain(f"+{decimal_text(points.restored_milli, 3)}"))
        if points.taken_milli or points.restored_milli:
            tone = "err" if points.after_milli < 0 else "text"
            yield Choice(msg("Points after"), right=plain(decimal_text(points.after_milli, 3)), tone=tone)


def code_rows(coupons: Iterable[str], revoked: Iterable[Token]) -> Iterator[Choice]:
    """Codes that may be used again, and codes that end."""
    for code in coupons:
        yield Choice(msg("Coupon may be used again"), right=plain(_end(code)))
    for token in revoked:
        words = msg("Coupon ends") if token.kind == "coupon" else msg("Gift card ends")
        yield Choice(words, right=plain(_end(token.code)))


def tier_rows(tiers: Iterable[TierBack]) -> Iterator[Choice]:
    """Tiers that change."""
    for tier in tiers:
        if tier.before != tier.after:
            words = msg("{before} → {after}", before=plain(tier.before or "–"), after=plain(tier.after or "–"))
            yield Choice(msg("Tier"), right=words, tone="warn")


def _end(code: str) -> str:
    return f"*{code[-4:]}"


def kept_board(done: ReturnDone, language: str, home: Callable[[], None], again: Callable[[], None]) -> Board:
    """The return is kept: its number, the cash to give, the balance, and its slip once more."""
    document = done.document
    cash = next((tender.amount_minor for tender in document.refunds if tender.kind == "cash"), 0)
    words = msg("Give {amount} in cash", amount=Money(cash, document.currency))
    rows = list(refund_rows(document.refunds, document.currency))
    rows += [
        Choice(
            msg("Balance of {program}", program=_named(points, language)),
            right=plain(decimal_text(points.after_milli, 3)),
        )
        for points in document.points
    ]
    rows += [
        Choice(msg("Code of the store credit"), right=plain(grouped(token.code)), tone="primary")
        for token in document.tokens
    ]
    rows.append(Choice(msg("Print the slip again"), icon="printer", mark="1", run=again))
    return Board(
        msg("Returned: {number}", number=document.number), "circle-check", None, words if cash else None,
        (Section(tuple(rows)),), chosen=-1, primary=(msg("Back to selling"), "Enter", home),
    )  # fmt: skip


def _named(points: PointsBack, language: str) -> str:
    return points.names.get(language) or next(iter(points.names.values()), points.program)
