"""Points as money: caps, steps, bounds, proof; burned is what was granted; what points paid earns nothing."""

import msgspec
import pytest

from app.loyalty.rewards.points_payment import PointsPayment
from tests.unit.loyalty.shop import NEUTRAL, SHOP, ask, basket, goods, holding, points_program, quote


def pays(**terms):
    return points_program(rewards=[{"id": "pay", "type": "points_payment", **terms}])


def paid(total, points, wanted=0, standing=None, policies=SHOP, **terms):
    what = basket((goods("a", total), "1"), member="m1", proof="card",
                  asked=[ask("pay", points_milli=wanted * 1000, times=0)])  # fmt: skip
    found = quote(what, pays(**terms), standing=standing or holding(points), policies=policies)
    (change,) = found.points
    return found, (sum(t.amount_minor for t in found.tenders), change.spent_milli // 1000)


@pytest.mark.parametrize(("total", "points", "wanted", "terms", "result"), [
    (1990, 2000, 2000, {"cap_percent": "50"}, (995, 995)),
    (1990, 500, 0, {}, (500, 500)),
    (1990, 5000, 0, {}, (1990, 1990)),
    (1990, 5000, 300, {}, (300, 300)),
    (1990, 5000, 0, {"max_points_milli": 700_000}, (700, 700)),
    (1999, 5000, 0, {"value_minor": 50, "per_milli": 100_000}, (1950, 3900)),
    (1990, 5000, 0, {"min_total_minor": 2000}, (0, 0)),
    (90, 5000, 0, {"min_points_milli": 100_000}, (0, 0)),
])  # fmt: skip
def test_what_points_pay(total, points, wanted, terms, result):
    found, figures = paid(total, points, wanted, **terms)
    assert figures == result
    assert found.due_minor == total - result[0]
    assert found.total_minor == total
    assert found.discount_minor == 0


@pytest.mark.parametrize(("points", "wanted", "terms", "code"), [
    (100, 200, {}, "points.short"), (0, 0, {}, "points.short"),
    (50, 0, {"min_points_milli": 100_000}, "points.short"), (500, 0, {"min_total_minor": 9999}, "reward.nothing"),
])  # fmt: skip
def test_what_cannot_be_met_is_said(points, wanted, terms, code):
    found, figures = paid(1990, points, wanted, **terms)
    assert figures == (0, 0)
    assert [notice.code for notice in found.notices] == [code]


def test_a_phone_number_does_not_pay():
    what = basket((goods("a", 1000), "1"), member="m1", proof="phone", asked=[ask("pay", times=0)])
    found = quote(what, pays(), standing=holding(500, proof="phone"))
    assert (found.tenders, found.notices[0].code) == ((), "proof.card")


def test_what_points_paid_earns_nothing_unless_the_shop_says_so():
    assert paid(1990, 500)[0].points[0].earned_milli == 14_000
    full = msgspec.structs.replace(SHOP, tender_earning="full")
    assert paid(1990, 500, policies=full)[0].points[0].earned_milli == 19_000


def test_steps_asked_for_as_times():
    what = basket((goods("a", 1000), "1"), member="m1", asked=[ask("pay", times=300)])
    assert quote(what, pays(), standing=holding(500), policies=NEUTRAL).tenders[0].amount_minor == 300


def test_two_programmes_share_what_is_due():
    other = points_program(id="other", rewards=[{"id": "pay", "type": "points_payment"}])
    standing = msgspec.structs.replace(holding(900), lots={**holding(900).lots, **holding(900, "other").lots})
    what = basket((goods("a", 1000), "1"), member="m1", proof="card",
                  asked=[ask("pay", times=0), ask("pay", "other", times=0)])  # fmt: skip
    found = quote(what, pays(), other, standing=standing)
    assert [(t.program, t.amount_minor, t.points_milli) for t in found.tenders] == [
        ("points", 900, 900_000), ("other", 100, 100_000)]  # fmt: skip


def test_the_tills_allowance_bounds_it():
    _found, figures = paid(1990, 500, standing=holding(500, allowance_milli={"points": 200_000}))
    assert figures == (200, 200)
    asked, _ = paid(1990, 500, 300, standing=holding(500, allowance_milli={"points": 200_000}))
    assert asked.notices[0].code == "points.allowance"


def test_what_it_says():
    reward = PointsPayment(id="r", value_minor=500, per_milli=100_000)
    assert reward.effect("EUR").english() == "100 points pay 5.00 EUR"
    assert reward.divisible
    assert reward.lane == "payment"
