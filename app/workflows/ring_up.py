"""Ringing up: the basket's changes that need the shop's rules. All pure; storage is not asked here."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, cast

import msgspec

from app.loyalty.price import price
from app.loyalty.quote import Quote
from app.loyalty.standing import Standing
from app.people.staff import RIGHTS, Permission, StaffMember
from app.sales.basket import Basket, Goods, ManualReduction
from app.sales.rounding import CashRounding, cash_rounded
from app.values.clock import Instant
from app.values.errors import Refusal
from app.values.numbers import LARGEST_MINOR, line_amount
from app.values.words import msg
from app.workflows.second_person import may_approve
from app.workflows.shop_now import ShopNow, moment_of

REASONS: tuple[str, ...] = ("damaged", "short_date", "price_match", "goodwill", "other")
BILL_SKU = "bill"
MOST_LINES = 2000


def new_basket(sale_id: str, shop: ShopNow, mode: str, at: Instant) -> Basket:
    """An empty basket for the next sale."""
    way: Literal["basket", "amount"] = "amount" if mode == "amount" else "basket"
    return Basket(id=sale_id, currency=shop.settings.currency, taxes=shop.taxes, opened_at=at, mode=way)


def add(basket: Basket, goods: Goods, quantity_milli: int) -> tuple[Basket, str]:
    """Add goods; returns the basket and the key of the line. Refuses what no till can sell."""
    if line_amount(goods.price_minor, quantity_milli) > LARGEST_MINOR:
        raise Refusal("line.too_large", msg("This line would cost more than a till can sell at once."))
    if len(basket.lines) >= MOST_LINES:
        raise Refusal("basket.too_long", msg("This sale has 2,000 lines. Pay it, then start another."))
    if quantity_milli % 1000 and goods.unit == "pc":
        raise Refusal("quantity.fraction", msg("{name} is sold by the piece. Type a whole number.", name=goods.name))
    if goods.price_minor > 0 and line_amount(goods.price_minor, quantity_milli) == 0:
        raise Refusal("quantity.too_small", msg("So little of {name} costs nothing. Weigh it again.", name=goods.name))
    return basket.joined(goods, quantity_milli)


def add_bill_line(basket: Basket, amount_minor: int, department: str) -> tuple[Basket, str]:
    """Amount mode: a bill rung up at the other till, or one department of it."""
    tax = tuple(tax.id for tax in basket.taxes.taxes[:1])
    sku = f"{BILL_SKU}-{department}" if department else BILL_SKU
    goods = Goods(sku=sku, name="", price_minor=amount_minor, category=department, taxes=tax, kind="bill")
    return add(basket, goods, 1000)


def reduce(
    basket: Basket,
    shop: ShopNow,
    staff: StaffMember,
    *,
    key: str,
    wish: ManualReduction,
) -> Basket:
    """Put a manual reduction on a line (`key`) or on the whole receipt (empty `key`).

    Raises:
        Refusal: beyond what the cashier may give, above 100 %, below 0, or a price above the shelf's.
    """
    _check_reduction(basket, shop, staff, key=key, wish=wish)
    if key:
        return basket.with_line(key, reduction=wish)
    return basket.wishing(reduction=wish)


def _check_reduction(basket: Basket, shop: ShopNow, staff: StaffMember, *, key: str, wish: ManualReduction) -> None:
    if wish.value < 0 or (wish.kind == "percent" and wish.value > 100):
        raise Refusal("reduction.range", msg("A reduction is from 0 to 100 %, or an amount the line still costs."))
    if wish.reason not in REASONS:
        raise Refusal("reduction.reason", msg("Choose a reason: 1 to {count}.", count=len(REASONS)))
    line = basket.line(key) if key else None
    if key and line is None:
        raise Refusal("reduction.no_line", msg("Choose a line first."))
    base = (
        line_amount(line.price_minor, line.quantity_milli)
        if line
        else sum(line_amount(each.price_minor, each.quantity_milli) for each in basket.lines)
    )
    if wish.kind == "price" and (line is None or wish.value > line.price_minor):
        raise Refusal("reduction.raises", msg("An override never raises a price."))
    percent = _percent(wish, base, line.price_minor if line else 0)
    limit = shop.settings.reduce_percent_limit
    approver = shop.staff.get(wish.approved_by)
    is_allowed = staff.may(Permission.REDUCE_ANY) or may_approve(approver, staff.id, Permission.REDUCE_ANY)
    if percent > limit and not is_allowed:
        raise Refusal("reduction.limit", msg("Needs a manager: your limit is {limit} %.", limit=limit))


def _percent(wish: ManualReduction, base: int, unit: int) -> Decimal:
    if wish.kind == "percent":
        return wish.value
    if wish.kind == "price":
        return (unit - wish.value) * 100 / unit if unit else Decimal(0)
    return wish.value * 100 / base if base else Decimal(0)


def quote_now(basket: Basket, shop: ShopNow, standing: Standing, at: Instant) -> Quote:
    """Price the whole basket."""
    return price(basket, standing, shop.programs, shop.policies, moment_of(shop, at))


def with_rights(standing: Standing, basket: Basket, staff: StaffMember | None) -> Standing:
    """The member's standing with how they were identified and what the cashier may do.

    A till that was never paired holds the only copy of the books, so its allowance is the whole balance.
    """
    rights = frozenset(str(right) for right in RIGHTS[staff.role]) if staff else frozenset[str]()
    return msgspec.structs.replace(standing, proof=basket.proof, rights=rights)


def cash_due(shop: ShopNow, due_minor: int) -> int:
    """What cash pays of this due amount, after cash rounding."""
    how = cast("CashRounding", shop.settings.cash_rounding)
    return cash_rounded(due_minor, shop.settings.cash_step_minor, how)
