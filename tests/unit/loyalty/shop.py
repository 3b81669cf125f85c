"""A small shop for tests of the engine: goods, baskets and programmes in few words."""

import datetime as dt
import json
from decimal import Decimal

from app.ledger.lots import Lot
from app.loyalty.compile import compile_programs
from app.loyalty.moment import Moment
from app.loyalty.policies import neutral_policies, shop_policies
from app.loyalty.price import price
from app.loyalty.program import read_program
from app.loyalty.standing import Standing
from app.sales.basket import Basket, CodeIntent, Goods, Intents, Line, RewardIntent
from app.sales.tax import Tax, TaxProfile

SHOP = shop_policies()
NEUTRAL = neutral_policies()
NO_TAX = TaxProfile()
VAT = TaxProfile((Tax("full", "A", Decimal(20)), Tax("food", "B", Decimal("5.5"))))
FRIDAY = dt.date(2026, 3, 20)
NOW = Moment(int(dt.datetime(2026, 3, 20, 11, 0, tzinfo=dt.UTC).timestamp() * 1000), FRIDAY, "Europe/Berlin")


def goods(sku, price_minor, **terms):
    return Goods(sku, sku, price_minor, **terms)


def line(key, article, quantity="1", **terms):
    price_minor = terms.pop("price_minor", article.price_minor)
    return Line(str(key), article, int(Decimal(quantity) * 1000), price_minor, **terms)


def basket(*rows, taxes=NO_TAX, asked=(), refused=(), reduction=None, **terms):
    """`rows` are (goods, quantity) or ready lines."""
    lines = tuple(row if isinstance(row, Line) else line(n, *row) for n, row in enumerate(rows, 1))
    return Basket("sale", "EUR", taxes, lines, intents=Intents(tuple(asked), tuple(refused), reduction), **terms)


def program(**terms):
    """A programme from its JSON fields; rewards and rules as plain dicts."""
    return read_program(json.dumps({"id": "p", **terms}))


def offer(type_, **terms):
    """A programme with one reward."""
    outer = {k: terms.pop(k) for k in list(terms) if k in PROGRAM_FIELDS}
    return program(**{"id": type_, **outer}, rewards=[{"id": "r", "type": type_, **terms}])


PROGRAM_FIELDS = {
    "id", "version", "names", "kind", "trigger", "applies", "enabled", "priority", "code", "audience", "schedule",
    "rules", "limits", "combination", "points", "boost", "tiers", "proof", "proof_above_milli", "per_card",
}  # fmt: skip


def quote(what, *programs, standing=None, policies=SHOP, now=NOW, goods_known=None):
    """The price of a basket under some programmes."""
    compiled = compile_programs(programs, policies, goods_known)
    return price(what, standing or Standing(member=what.member), compiled, policies, now)


def holding(points, program_id="points", **terms):
    """A member's standing with so many points."""
    lots = {program_id: (Lot("e1", points * 1000, points * 1000),)}
    return Standing(member="m1", proof=terms.pop("proof", "card"), lots=lots, **terms)


def points_program(**terms):
    """1 point per full 1.00; 100 points are 5.00 off."""
    return program(**{
        "id": "points", "kind": "points", "trigger": "claim", "applies": "both",
        "rules": [{"earn": {"type": "per_money", "points_milli": 1000, "per_minor": 100, "rounding": "floor"}}],
        "rewards": [{"id": "five", "type": "amount_off", "cost_milli": 100_000, "value_minor": 500}], **terms,
    })  # fmt: skip


def ask(reward="five", program_id="points", **terms):
    return RewardIntent(program_id, reward, **terms)


def code(text):
    return CodeIntent(text)


def off(result):
    """Discount per line, by sku."""
    return {one.goods.sku: one.discount_minor for one in result.lines if not one.free_by}
