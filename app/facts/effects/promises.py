"""What follows for promises and introductions: warranty and trial of each line sold, and who brought whom."""

from __future__ import annotations

from collections.abc import Iterator

from app.facts.bodies import ReferralMade, WarrantyRegistered
from app.facts.effects.changes import Effect, Put
from app.facts.envelope import Fact
from app.sales.receipt import Receipt


def promised(fact: Fact, receipt: Receipt) -> Iterator[Effect]:
    """The promises printed on a receipt."""
    for line in receipt.lines:
        for promise in line.promises:
            yield Put(
                "promises",
                {
                    "sale": receipt.sale,
                    "line": line.key,
                    "kind": promise.kind,
                    "stamp": fact.stamp,
                    "sku": line.goods.sku,
                    "member": receipt.member,
                    "until": promise.until.isoformat(),
                    "serial": "",
                    "at": fact.at,
                },
            )


def warranty_registered(fact: Fact, body: WarrantyRegistered) -> Iterator[Effect]:
    """A promise registered by hand; the newest for the line is the one that counts."""
    yield Put(
        "promises",
        {
            "sale": body.sale,
            "line": body.line,
            "kind": body.kind,
            "stamp": fact.stamp,
            "sku": body.sku,
            "member": body.member,
            "until": body.until.isoformat(),
            "serial": body.serial,
            "at": fact.at,
        },
    )


def referral_made(fact: Fact, body: ReferralMade) -> Iterator[Effect]:
    """Who brought the friend; all are kept, the first counts."""
    yield Put(
        "referrals",
        {
            "friend": body.friend,
            "stamp": fact.stamp,
            "referrer": body.referrer,
            "at": fact.at,
            "business_on": fact.business_on.isoformat(),
        },
    )
