"""What follows from a completed sale: the receipt, its lines, the points, and the programs' counts."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from app.facts.bodies import SaleCompleted
from app.facts.effects.changes import Add, Effect, Put, Row
from app.facts.effects.points import changed_by_sale, net_points
from app.facts.effects.promises import promised
from app.facts.effects.tokens import issued, used
from app.facts.envelope import Fact
from app.sales.receipt import Receipt

LONGEST_WHAT = 60


def sale_completed(fact: Fact, body: SaleCompleted) -> Iterator[Effect]:
    """The full receipt stays in the fact; the rows hold what lists and sums ask for."""
    receipt = body.receipt
    yield Put("receipts", _receipt_row(fact, receipt))
    for place, line in enumerate(receipt.lines):
        yield Put(
            "receipt_lines",
            {
                "sale": receipt.sale,
                "place": place,
                "sku": line.goods.sku,
                "quantity_milli": line.quantity_milli,
                "total_minor": line.total_minor,
                "discount_minor": line.discount_minor,
            },
        )
    if receipt.member:
        yield from changed_by_sale(fact, receipt.member, receipt.sale, receipt.points)
    yield from _uses(fact, receipt)
    yield from issued(fact, receipt.sale, receipt.tokens)
    yield from used(fact, receipt)
    yield from promised(fact, receipt)


def _receipt_row(fact: Fact, receipt: Receipt) -> dict[str, int | str | bytes]:
    tenders = [(tender.kind, tender.amount_minor) for tender in receipt.tenders]
    return {
        "sale": receipt.sale,
        "fact": fact.id,
        "till": receipt.till,
        "epoch": receipt.epoch,
        "sequence": receipt.sequence,
        "seq": fact.seq,
        "at": fact.at,
        "business_on": fact.business_on.isoformat(),
        "member": receipt.member,
        "currency": receipt.currency,
        "total_minor": receipt.total_minor,
        "discount_minor": receipt.discount_minor,
        "lines": len(receipt.lines),
        "tenders": msgspec.json.encode(tenders).decode(),
        "points": msgspec.json.encode(net_points(receipt.points) if receipt.member else []).decode(),
        "what": ", ".join(dict.fromkeys(line.goods.name for line in receipt.lines[:3]))[:LONGEST_WHAT],
        "stamp": fact.stamp,
    }


def _uses(fact: Fact, receipt: Receipt) -> Iterator[Effect]:
    for use in receipt.uses:
        amounts = {"uses": use.uses, "given_minor": use.amount_minor}
        yield Add("program_totals", {"program": use.program}, amounts)
        if receipt.member:
            key: Row = {"member": receipt.member, "program": use.program, "business_on": fact.business_on.isoformat()}
            yield Add("program_uses", key, amounts)
