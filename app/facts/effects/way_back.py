"""What follows when a sale is taken back: the return with its lines, the void, the corrected tender.

Nothing of the sale's own rows is touched. Returns and voids are rows of their own that add up with it, so
they may arrive before it, twice from two tills, or in any order; what exceeds what was sold shows as a sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from app.facts.bodies import GoodsReturned, SaleVoided, TenderCorrected
from app.facts.effects.changes import Add, Effect, Put, Row, Settle
from app.facts.effects.points import gone_back
from app.facts.effects.sales import LONGEST_WHAT
from app.facts.effects.tokens import issued, move, stored_tenders
from app.facts.envelope import Fact
from app.sales.receipt import Tender, Token
from app.sales.returned import PointsBack, ReturnDocument


def goods_returned(fact: Fact, body: GoodsReturned) -> Iterator[Effect]:
    """The full document stays in the fact; the rows hold what lists and sums ask for."""
    document = body.document
    yield Put("returns", _return_row(fact, document))
    for place, line in enumerate(document.lines):
        yield Put(
            "return_lines",
            {
                "document": document.id,
                "place": place,
                "sale": document.sale,
                "line": line.line,
                "sku": line.goods.sku,
                "quantity_milli": line.quantity_milli,
                "amount_minor": line.amount_minor,
            },
        )
    if document.member:
        yield from gone_back(fact, document.member, document.sale, document.points)
    yield from _codes_back(fact, document.sale, document.refunds, coupons=document.coupons, revoked=document.revoked)
    yield from issued(fact, document.sale, document.tokens)


def _return_row(fact: Fact, document: ReturnDocument) -> Row:
    return {
        "id": document.id,
        "fact": fact.id,
        "till": document.till,
        "epoch": document.epoch,
        "sequence": document.sequence,
        "seq": fact.seq,
        "at": fact.at,
        "business_on": fact.business_on.isoformat(),
        "sale": document.sale,
        "member": document.member,
        "currency": document.currency,
        "refund_minor": document.refund_minor,
        "goods_minor": document.goods_minor,
        "whole": int(document.whole),
        "lines": len(document.lines),
        "tenders": _pairs(document.refunds),
        "points": msgspec.json.encode(_net(document.points)).decode(),
        "what": ", ".join(dict.fromkeys(line.goods.name for line in document.lines[:3]))[:LONGEST_WHAT],
        "exchange": document.exchange,
        "stamp": fact.stamp,
    }


def sale_voided(fact: Fact, body: SaleVoided) -> Iterator[Effect]:
    """All of the sale goes back; the programs it freed may act again."""
    yield Put(
        "sale_voids",
        {
            "sale": body.sale,
            "stamp": fact.stamp,
            "fact": fact.id,
            "till": fact.till,
            "epoch": fact.epoch,
            "seq": fact.seq,
            "at": fact.at,
            "business_on": fact.business_on.isoformat(),
            "member": body.member,
            "total_minor": body.total_minor,
            "tenders": _pairs(body.refunds),
            "reason": body.reason,
        },
    )
    if body.member:
        yield from gone_back(fact, body.member, body.sale, body.points)
    yield from _codes_back(fact, body.sale, body.refunds, coupons=body.coupons, revoked=body.revoked)
    for use in body.uses:
        amounts = {"uses": -use.uses, "given_minor": -use.amount_minor}
        yield Add("program_totals", {"program": use.program}, amounts)
        if body.member and body.uses_on is not None:
            key: Row = {"member": body.member, "program": use.program, "business_on": body.uses_on.isoformat()}
            yield Add("program_uses", key, amounts)


def tender_corrected(fact: Fact, body: TenderCorrected) -> Iterator[Effect]:
    """What really paid; of two corrections the later one counts."""
    yield Settle(
        "tender_corrections",
        {"sale": body.sale},
        {
            "tenders": _pairs(body.tenders),
            "rounding_minor": body.rounding_minor,
            "reason": body.reason,
            "at": fact.at,
        },
        fact.stamp,
    )


def _codes_back(
    fact: Fact, sale: str, refunds: Iterable[Tender], *, coupons: Iterable[str], revoked: Iterable[Token]
) -> Iterator[Effect]:
    """Stored value gets back what it paid, used coupons count again, what the sale gave out ends."""
    for place, tender in enumerate(stored_tenders(refunds), 10_000):
        yield move(fact, tender.reference, place, "refunded", units=0, amount_minor=tender.amount_minor, sale=sale)
    for place, code in enumerate(coupons, 20_000):
        yield move(fact, code, place, "restored", units=1, amount_minor=0, sale=sale)
    for place, token in enumerate(revoked, 30_000):
        yield move(fact, token.code, place, "ended", units=-1, amount_minor=-token.amount_minor, sale=sale)


def _pairs(tenders: Iterable[Tender]) -> str:
    return msgspec.json.encode([(tender.kind, tender.amount_minor) for tender in tenders]).decode()


def _net(points: Iterable[PointsBack]) -> list[tuple[str, int]]:
    moved = ((back.program, back.restored_milli - back.taken_milli) for back in points)
    return [(program, milli) for program, milli in moved if milli]
