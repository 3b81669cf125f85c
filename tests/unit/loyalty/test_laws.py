"""The laws every price keeps, on random baskets with taxes, weights, floors, codes, points and reductions."""

import json
import random
from decimal import Decimal

import msgspec
import pytest

from app.ledger.lots import Lot
from app.loyalty.compile import compile_programs
from app.loyalty.program import read_program
from app.loyalty.returns import GivenBack, Sold, added, kept_after, money_paid, preview_return
from app.loyalty.standing import Standing
from app.sales.basket import CodeIntent, ManualReduction, RewardIntent
from app.sales.tax import Tax, TaxProfile
from tests.unit.loyalty.shop import NEUTRAL, NOW, SHOP, basket, goods, line, quote
from tests.unit.loyalty.test_best_combination import ALL, random_programmes

SKUS = {"ale": "drink", "bun": "bread", "cod": "fish", "dip": "bread", "egg": "fish"}
TAXES = (
    Tax("full", "A", Decimal(20)), Tax("food", "B", Decimal("5.5")), Tax("in", "C", Decimal(35), included=True),
    Tax("eco", "D", None, 7),
)  # fmt: skip


def random_goods(chance, sku):
    kind = chance.choice(("goods",) * 8 + ("bill", "gift_card"))
    price = chance.choice((0, 1, 33, 99, 250, 333, 1000, 4999))
    return goods(sku, price, category=SKUS[sku], kind=kind, unit="kg" if sku == "cod" else "pc",
                 discountable=chance.random() > 0.1, min_price_minor=chance.choice((0, 0, 0, price // 2)),
                 taxes=tuple(t.id for t in TAXES if chance.random() < 0.3))  # fmt: skip


def random_basket(chance, **terms):
    rows = []
    catalogue = {sku: random_goods(chance, sku) for sku in sorted(SKUS)}
    for n in range(1, chance.randrange(1, 7)):
        sku = chance.choice(sorted(SKUS))
        article = catalogue[sku]
        quantity = Decimal(chance.randrange(1, 4000)) / 1000 if sku == "cod" else Decimal(chance.randrange(1, 6))
        reduction = None
        if chance.random() < 0.1:
            kind = chance.choice(("percent", "amount", "price"))
            value = Decimal(chance.choice((5, 50, 100, 300)) if kind != "percent" else chance.choice((5, 50, 100)))
            reduction = ManualReduction(kind, value, "why", "staff")
        rows.append(line(n, article, quantity, reduction=reduction))
    whole = ManualReduction("amount", Decimal(chance.choice((1, 777))), "why", "s") if chance.random() < 0.1 else None
    profile = TaxProfile(TAXES, chance.random() < 0.5, chance.choice(("line", "unit", "receipt")))
    asked = []
    if chance.random() < 0.4:
        asked.append(RewardIntent("points", chance.choice(("five", "pay")), times=chance.randrange(0, 3)))
    if chance.random() < 0.4:
        asked.append(CodeIntent(chance.choice(("SUMMER", "summer ", "winter"))))
    return basket(*rows, taxes=profile, asked=asked, reduction=whole, member="m1", proof="card", **terms)


POINTS = {
    "id": "points", "kind": "points", "trigger": "claim", "applies": "both",
    "rules": [{"earn": {"type": "per_money", "points_milli": 1000, "rounding": "floor"}}],
    "rewards": [{"id": "five", "type": "amount_off", "cost_milli": 100_000, "value_minor": 500},
                {"id": "pay", "type": "points_payment", "cap_percent": "50"}],
}  # fmt: skip
CODE = {"id": "code", "kind": "coupon", "trigger": "code", "code": "SUMMER",
        "rewards": [{"id": "r", "type": "percent_off", "percent": "15"}]}  # fmt: skip


def scene(seed):
    chance = random.Random(seed)
    what = random_basket(chance)
    dicts = [*random_programmes(chance, ALL, 5), POINTS, CODE]
    programmes = [read_program(json.dumps(one)) for one in dicts]
    points = chance.choice((0, 50, 100, 250, 1000))
    lots = {"points": (Lot("e", points * 1000, points * 1000),)} if points else {}
    policies = chance.choice((SHOP, SHOP, NEUTRAL))
    return chance, what, programmes, Standing(member="m1", proof="card", lots=lots), policies


def check_sums(what, found):
    for one in found.lines:
        assert one.base_minor - one.discount_minor == one.total_minor
        assert one.gross_minor == one.net_minor + one.tax_minor
        if one.base_minor >= 0:
            assert 0 <= one.total_minor <= one.base_minor
    assert found.subtotal_minor == sum(one.base_minor for one in found.lines)
    assert found.discount_minor == sum(one.discount_minor for one in found.lines)
    assert found.total_minor == sum(one.gross_minor for one in found.lines)
    assert found.untaxed_minor + found.tax_minor == found.total_minor
    assert found.tax_minor == sum(row.tax_minor for row in found.taxes)
    assert all(row.net_minor + row.tax_minor == row.gross_minor for row in found.taxes)
    assert found.due_minor == found.total_minor - sum(tender.amount_minor for tender in found.tenders) >= 0


def check_floors(found):
    for one in found.lines:
        offers = sum(r.amount_minor for r in one.reductions if r.lane != "manual")
        if one.goods.min_price_minor and offers:
            floor = one.goods.min_price_minor * one.quantity_milli
            assert (one.base_minor - offers) * 1000 >= floor - 1000
        if not one.goods.discountable or one.goods.kind == "gift_card":
            assert not offers


def check_points(found, standing):
    for change in found.points:
        assert 0 <= change.spent_milli <= max(change.before_milli, 0)
        assert change.earned_milli >= 0
        assert change.before_milli == sum(lot.left_milli for lot in standing.lots.get(change.program, ()))


def check_order_of_scanning(chance, what, programmes, standing):
    lines = list(what.lines)
    chance.shuffle(lines)
    other = msgspec.structs.replace(what, lines=tuple(lines))
    one, two = (quote(x, *programmes, standing=standing) for x in (what, other))
    for key in ("total_minor", "discount_minor", "tax_minor", "due_minor", "points", "tenders"):
        assert getattr(one, key) == getattr(two, key), key


def check_more_offers(what, programmes, standing):
    """Adding an offer never makes the customer pay more, unless one of them must act alone."""
    free = [p for p in programmes if p.id not in {"points", "code"} and not p.combination.exclusive]
    lines = tuple(msgspec.structs.replace(one, reduction=None) for one in what.lines)
    bare = msgspec.structs.replace(what.wishing(asked=()), lines=lines)
    before = None
    for count in range(len(free) + 1):
        found = quote(bare, *free[:count], standing=standing)
        saved = found.discount_minor
        assert found.proven_best
        assert before is None or saved >= before
        before = saved


def check_returns(chance, what, programmes, standing, policies):
    """Any way of bringing everything back brings back all money and all points."""
    compiled = compile_programs(programmes, policies)
    found = quote(what, *programmes, standing=standing, policies=policies)
    sold = Sold(what, standing, compiled, policies, NOW, found)
    back = GivenBack(what)
    quantities = [(one.goods.sku, one.quantity_milli) for one in what.lines]
    chance.shuffle(quantities)
    for sku, quantity in quantities:
        for part in (quantity // 2, quantity - quantity // 2):
            kept = kept_after(back.kept, {sku: part})
            back = added(back, preview_return(sold, back, kept))
            assert 0 <= back.refund_minor <= money_paid(found)
    assert not back.kept.lines
    assert back.refund_minor == money_paid(found)
    for change in found.points:
        assert back.taken_milli.get(change.program, 0) == change.earned_milli
        assert back.restored_milli.get(change.program, 0) == change.spent_milli


def check_all(seed):
    chance, what, programmes, standing, policies = scene(seed)
    found = quote(what, *programmes, standing=standing, policies=policies)
    check_sums(what, found)
    check_floors(found)
    check_points(found, standing)
    assert quote(what, *programmes, standing=standing, policies=policies) == found
    check_order_of_scanning(chance, what, programmes, standing)
    if seed % 5 == 0:
        check_more_offers(what, programmes, standing)
    if seed % 7 == 0:
        check_returns(chance, what, programmes, standing, policies)


@pytest.mark.parametrize("block", range(50))
def test_the_laws_hold(block):
    for seed in range(block * 100, block * 100 + 100):
        check_all(seed)


@pytest.mark.nightly
@pytest.mark.parametrize("block", range(1000))
def test_the_laws_hold_for_a_hundred_thousand_baskets(block):
    for seed in range(10_000 + block * 100, 10_000 + block * 100 + 100):
        check_all(seed)
