"""What came out of a case: the figures of its sale as plain decimal strings."""

from __future__ import annotations

from typing import Any

from app.loyalty.cases.shop import is_stored, text_of
from app.loyalty.cases.stepper import Stepper
from app.loyalty.price import Priced
from app.loyalty.tiers import tier_of
from app.values.money import currency_digits


def actual_of(stepper: Stepper) -> dict[str, Any]:
    """All keys of an expectation, always."""
    priced = stepper.priced()
    quote = priced.quote
    digits = currency_digits(stepper.shop.currency)

    def money(amount: int) -> str:
        return text_of(amount, digits)

    return {
        "total": money(quote.total_minor),
        "due": money(quote.due_minor - min(stepper.cash_minor, quote.due_minor)),
        "untaxed": money(quote.untaxed_minor),
        "tax": money(quote.tax_minor),
        "discount": money(quote.discount_minor),
        "line_totals": {sku: money(amount) for sku, amount in _by_sku(priced, left=True).items()},
        "line_discounts": {sku: money(amount) for sku, amount in _by_sku(priced, left=False).items()},
        "unit_discounts": {sku: [money(one) for one in units] for sku, units in _units(priced).items()},
        "points_earned": {c.program: text_of(c.earned_milli, 3) for c in quote.points if c.earned_milli},
        "points_spent": {c.program: text_of(c.spent_milli, 3) for c in quote.points if c.spent_milli},
        "balances": _balances(stepper, digits),
        "free_items": _free(priced),
        "applied": sorted({use.program for use in quote.uses}),
        "issued": {program: len(codes) for program, codes in sorted(stepper.books.issued.items())},
        "tier": _tier(stepper, priced),
    }


def _by_sku(priced: Priced, *, left: bool) -> dict[str, int]:
    out: dict[str, int] = {}
    for row in priced.book.rows:
        sku = row.line.goods.sku
        out[sku] = out.get(sku, 0) + (row.left if left else row.base - row.left)
    return out


def _units(priced: Priced) -> dict[str, list[int]]:
    out: dict[str, list[int]] = {}
    for row in priced.book.rows:
        if row.units > 10_000:
            continue
        price = row.base if row.is_weighed else row.price
        for count, each, _ in row.runs():
            out.setdefault(row.line.goods.sku, []).extend([price - each] * count)
    return out


def _balances(stepper: Stepper, digits: int) -> dict[str, str]:
    books, out = stepper.books, {}
    member = stepper.basket.member
    kinds = {program.id: program for program in stepper.shop.programs}
    for program in stepper.shop.programs:
        if program.kind == "points" and member and not program.per_card:
            out[program.id] = text_of(books.balance(member, program.id), 3)
    for card in books.cards.values():
        if is_stored(kinds[card.program].kind):
            out[card.code] = text_of(card.balance, digits)
        else:
            out[card.code] = text_of(books.balance(card.code, card.program), 3)
    for program_id, codes in books.issued.items():
        for number, code in enumerate(codes):
            if code in out:
                out[f"@issued:{program_id}:{number}"] = out[code]
    return out


def _free(priced: Priced) -> dict[str, str]:
    out: dict[str, int] = {}
    for posting in priced.book.postings:
        for free in (*posting.freed, *posting.added):
            out[free.sku] = out.get(free.sku, 0) + free.units
    return {sku: str(units) for sku, units in out.items()}


def _tier(stepper: Stepper, priced: Priced) -> str | None:
    customer = stepper.shop.customers.get(stepper.basket.member)
    for program in stepper.shop.programs:
        if program.kind == "tier" and customer is not None:
            now = 0 if stepper.completed is not None else priced.quote.total_minor
            step = tier_of(program, customer.spent_minor + now)
            return step.name if step else None
    return None
