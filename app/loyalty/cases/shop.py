"""The shop of a case: its taxes, goods, customers and cards as values of the engine."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import msgspec

from app.loyalty.cases.programs import program_of
from app.loyalty.cases.reading import Malformed, Raw, Unsupported, count, day, decimal, known, milli, minor
from app.loyalty.policies import Policies, neutral_policies
from app.loyalty.program_shape import Program
from app.sales.basket import Goods
from app.sales.tax import Tax, TaxProfile

FIRST_DAY = dt.date(2026, 1, 1)
_CASE = (
    "id source peer tags note now tax taxes products customer customers cards programs steps expect derived policies "
    "currency tolerance"
)
_TRUE = {"true": True, "false": False}


class Customer(msgspec.Struct):
    """A customer of the case."""

    id: str
    balances: dict[str, int] = {}
    segments: frozenset[str] = frozenset()
    visits: int = 0
    spent_minor: int = 0


class CaseCard(msgspec.Struct):
    """A card of the case; `balance` in minor units for stored value, in thousandths of points otherwise."""

    code: str
    program: str
    balance: int
    customer: str = ""
    expires: dt.date | None = None


class CaseShop(msgspec.Struct):
    """All that stands fixed in a case."""

    currency: str
    taxes: TaxProfile
    goods: dict[str, Goods]
    programs: list[Program]
    policies: Policies
    customers: dict[str, Customer]
    attached: str
    cards: list[CaseCard]
    today: dt.date


def shop_of(raw: Raw) -> CaseShop:
    """Read everything of a case but its steps.

    Raises:
        Unsupported: it asks for something the engine does not offer.
        Malformed: it is not in the format.
    """
    known(raw, _CASE, "a case")
    programs = [program_of(program) for program in raw.get("programs") or ()]
    customers = {str(c["id"]): customer_of(c) for c in [raw.get("customer"), *(raw.get("customers") or ())] if c}
    kinds = {program.id: program.kind for program in programs}
    return CaseShop(
        currency=str(raw.get("currency", "EUR")),
        taxes=taxes_of(raw),
        goods={str(product["sku"]): goods_of(product) for product in raw["products"]},
        programs=programs,
        policies=policies_of(raw.get("policies") or {}),
        customers=customers,
        attached=str(raw["customer"]["id"]) if raw.get("customer") else "",
        cards=[card_of(card, kinds.get(str(card["program"]), "")) for card in raw.get("cards") or ()],
        today=day(raw["now"]) if raw.get("now") else FIRST_DAY,
    )


def policies_of(raw: Raw) -> Policies:
    """The neutral profile with what the case asks for."""
    changes: dict[str, object] = {}
    for name, value in raw.items():
        if name == "tax_rounding":
            continue
        text = str(value).lower() if isinstance(value, bool) else str(value)
        if name in {"best_per_line", "threshold_strict", "tier_includes_current"}:
            changes[name] = _TRUE.get(text, text)
        else:
            changes[name] = text
    try:
        base = msgspec.to_builtins(neutral_policies())
        return msgspec.convert({**base, **changes}, Policies)
    except msgspec.ValidationError as error:
        raise Unsupported(f"policy: {error}") from error


def taxes_of(raw: Raw) -> TaxProfile:
    """Taxes; where they are rounded and whether prices hold them."""
    tax = raw.get("tax") or {}
    known(tax, "prices_include_tax rounding", "tax")
    taxes = []
    for entry in raw.get("taxes") or ():
        known(entry, "id rate amount_per_unit included", "a tax")
        rate = decimal(entry["rate"]) if "rate" in entry else None
        fixed = minor(entry.get("amount_per_unit", 0))
        taxes.append(Tax(str(entry["id"]), "", rate, fixed, entry.get("included")))
    rounding = tax.get("rounding", "line")
    if rounding not in {"line", "unit", "receipt"}:
        raise Unsupported(f"tax rounding {rounding}")
    return TaxProfile(tuple(taxes), bool(tax.get("prices_include_tax", False)), rounding)


def goods_of(raw: Raw) -> Goods:
    """One product; a sale price is the price charged."""
    known(raw, "sku price taxes sale_price min_price category tags discountable kind program name", "a product")
    on_sale = raw.get("sale_price") is not None
    return Goods(
        sku=str(raw["sku"]),
        name=str(raw.get("name", raw["sku"])),
        price_minor=minor(raw["sale_price"] if on_sale else raw["price"]),
        category=str(raw.get("category") or ""),
        tags=tuple(raw.get("tags") or ()),
        taxes=tuple(raw.get("taxes") or ()),
        min_price_minor=minor(raw.get("min_price") or 0),
        discountable=raw.get("discountable", True),
        on_sale=on_sale,
        kind=raw.get("kind") or "goods",
        program=str(raw.get("program") or ""),
    )


def customer_of(raw: Raw) -> Customer:
    """One customer with what they bring along."""
    known(raw, "id balances segments orders_completed spent", "a customer")
    return Customer(
        id=str(raw["id"]),
        balances={program: milli(points) for program, points in (raw.get("balances") or {}).items()},
        segments=frozenset(raw.get("segments") or ()),
        visits=count(raw.get("orders_completed", 0)),
        spent_minor=minor(raw.get("spent", 0)),
    )


def is_stored(kind: str) -> bool:
    """Whether cards of such a program hold money."""
    return kind in {"gift_card", "wallet"}


def card_of(raw: Raw, kind: str) -> CaseCard:
    """One card."""
    known(raw, "code program balance customer expires", "a card")
    if not kind:
        raise Malformed(f"card {raw['code']} of an unknown program")
    balance = minor(raw.get("balance", 0)) if is_stored(kind) else milli(raw.get("balance", 0))
    expires = day(raw["expires"]) if raw.get("expires") else None
    return CaseCard(str(raw["code"]), str(raw["program"]), balance, str(raw.get("customer") or ""), expires)


def text_of(amount: int, digits: int) -> str:
    """A figure as the plain decimal string that cases use."""
    return f"{Decimal(amount).scaleb(-digits):f}"
