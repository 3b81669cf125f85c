"""A quote as JSON, with the words of every reason in the reader's language."""

from __future__ import annotations

from typing import Any

from app.cli.speaking import Speaker
from app.loyalty.explain import Explanation, explain
from app.loyalty.quote import Quote
from app.loyalty.standing import Standing
from app.sales.basket import Basket
from app.sales.receipt import PointsChange, ReceiptLine
from app.values.clock import Instant, iso
from app.values.numbers import decimal_text
from app.workflows.shop_now import ShopNow, moment_of


def quote_json(
    quote: Quote, *, basket: Basket, standing: Standing, shop: ShopNow, at: Instant, speaker: Speaker
) -> dict[str, Any]:
    """The quote and, for every offer of the shop, how it stands; money in minor units, points as decimals."""
    now = moment_of(shop, at)
    explained = explain(quote, basket, standing, shop.programs, shop.policies, now)
    return {
        "currency": basket.currency,
        "at": iso(at),
        "business_on": now.business_on.isoformat(),
        "member": basket.member or None,
        "lines": [_line(line, speaker) for line in quote.lines],
        "taxes": [
            {
                "tax": row.tax,
                "label": row.label,
                "rate": str(row.rate),
                "net_minor": row.net_minor,
                "tax_minor": row.tax_minor,
                "gross_minor": row.gross_minor,
            }
            for row in quote.taxes
        ],
        "subtotal_minor": quote.subtotal_minor,
        "discount_minor": quote.discount_minor,
        "total_minor": quote.total_minor,
        "tenders": [
            {
                "kind": tender.kind,
                "amount_minor": tender.amount_minor,
                "program": tender.program or None,
                "points": decimal_text(tender.points_milli, 3),
            }
            for tender in quote.tenders
        ],
        "due_minor": quote.due_minor,
        "points": [_points(change, speaker) for change in quote.points],
        "notices": [
            {"code": notice.code, "about": notice.about, "message": speaker.text(notice.message)}
            for notice in quote.notices
        ],
        "proven_best": quote.proven_best,
        "why": [speaker.text(message) for message in quote.why],
        "offers": [_offer(explanation, speaker) for explanation in explained],
    }


def _line(line: ReceiptLine, speaker: Speaker) -> dict[str, Any]:
    return {
        "key": line.key,
        "sku": line.goods.sku,
        "name": line.goods.name,
        "quantity": decimal_text(line.quantity_milli, 3),
        "unit": line.goods.unit,
        "price_minor": line.price_minor,
        "base_minor": line.base_minor,
        "reductions": [
            {
                "program": reduction.program or None,
                "version": reduction.version,
                "reward": reduction.reward or None,
                "lane": reduction.lane,
                "name": speaker.words.name(reduction.names),
                "amount_minor": reduction.amount_minor,
            }
            for reduction in line.reductions
        ],
        "total_minor": line.total_minor,
        "gross_minor": line.gross_minor,
        "net_minor": line.net_minor,
        "tax_minor": line.tax_minor,
        "free_by": line.free_by or None,
    }


def _points(change: PointsChange, speaker: Speaker) -> dict[str, Any]:
    return {
        "program": change.program,
        "name": speaker.words.name(change.names),
        "before": decimal_text(change.before_milli, 3),
        "spent": decimal_text(change.spent_milli, 3),
        "earned": decimal_text(change.earned_milli, 3),
        "after": decimal_text(change.after_milli, 3),
        "last_valid_on": change.last_valid_on.isoformat() if change.last_valid_on else None,
    }


def _offer(offer: Explanation, speaker: Speaker) -> dict[str, Any]:
    return {
        "program": offer.program,
        "reward": offer.reward or None,
        "name": speaker.words.name(offer.names),
        "state": offer.state,
        "effect": speaker.text(offer.effect),
        "by_intent": offer.by_intent,
        "times": offer.times,
        "discount_minor": offer.discount_minor,
        "cost": decimal_text(offer.cost_milli, 3),
        "total_before_minor": offer.total_before_minor,
        "total_after_minor": offer.total_after_minor,
        "reasons": [
            {"code": why.code, "message": speaker.text(why.message), "needed": why.needed, "has": why.has}
            for why in offer.reasons
        ],
    }
