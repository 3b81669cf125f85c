"""Tiers by visits and by points at the till: sold, given back and voided through the real workflows."""

from __future__ import annotations

import pytest

from app.workflows.shop_now import moment_of
from app.workflows.void_sale import void_sale
from tests.unit.workflows.selling import CLUB, Till, reward

VISITS = """{"id": "levels", "kind": "tier", "tiers": [{"name": "guest", "min_spent_minor": 1},
 {"name": "regular", "min_spent_minor": 3}], "tiering": {"measure": "visits", "days": 30}}"""
POINTS = """{"id": "levels", "kind": "tier", "tiers": [{"name": "silver", "min_spent_minor": 10000},
 {"name": "gold", "min_spent_minor": 30000}],
 "tiering": {"measure": "points", "points_of": "club", "days": 30, "down": "at_once"}}"""
TENTH = """{"id": "tenth", "names": {"en": "10 % for regulars"}, "audience": {"who": "members",
 "tiers": {"levels": ["regular"]}}, "rewards": [{"type": "percent_off", "id": "ten", "percent": "10"}]}"""


@pytest.fixture
def till(counter) -> Till:
    till = Till(counter)
    till.publish(CLUB)
    return till


@pytest.fixture
def anna(till) -> str:
    return till.join(name="Anna K")


def tier(till, member: str) -> str:
    with till.books.reads() as reads:
        return reads.standing(member, moment_of(till.acting().shop, till.counter.clock.now())).tiers.get("levels", "")


def test_the_third_visit_makes_a_regular_whose_price_it_is_from_then_on(till, anna):
    till.publish(VISITS, TENTH)
    seen = []
    for _ in range(3):
        assert till.sell(("mug", 1), member=anna).receipt.total_minor == 850
        seen.append(tier(till, anna))
        till.later(1)
    assert seen == ["guest", "guest", "regular"]
    assert till.sell(("mug", 1), member=anna).receipt.total_minor == 765


def test_who_pays_in_three_parts_has_come_once(till, anna):
    """A basket in three receipts made a regular of whom came once."""
    till.publish(VISITS)
    sales = [till.sell(("mug", 1), member=anna).receipt for _ in range(3)]
    assert tier(till, anna) == "guest"
    shown = till.preview(till.asking(sales[0].sale, ("1", 1)))
    assert [(row.before, row.after) for row in shown.tiers] == [("guest", "guest")]
    for sale in sales[:2]:
        till.take_back(sale.sale, ("1", 1))
    assert tier(till, anna) == "guest"
    shown = till.preview(till.asking(sales[2].sale, ("1", 1)))
    assert [(row.before, row.after) for row in shown.tiers] == [("guest", "")]


def test_a_visit_of_which_all_came_back_or_that_was_voided_does_not_count(till, anna):
    till.publish(VISITS)
    for _ in range(2):
        till.sell(("mug", 1), member=anna)
        till.later(1)
    third = till.sell(("mug", 2), member=anna).receipt
    assert tier(till, anna) == "regular"
    till.take_back(third.sale, ("1", 1))
    assert tier(till, anna) == "regular"
    shown = till.preview(till.asking(third.sale, ("1", 1)))
    assert [(row.before, row.after) for row in shown.tiers] == [("regular", "guest")]
    till.take_back(third.sale, ("1", 1))
    assert tier(till, anna) == "guest"
    fourth = till.sell(("mug", 1), member=anna).receipt
    assert tier(till, anna) == "regular"
    void_sale(till.books, fourth.sale, "mistake", till.cashier)
    assert tier(till, anna) == "guest"


def test_points_that_were_earned_make_a_tier_and_spending_them_does_not_undo_it(till, anna):
    till.publish(POINTS)
    till.sell(("mug", 1), member=anna)
    assert tier(till, anna) == ""
    sale = till.sell(("mug", 3), member=anna).receipt
    assert (till.points(anna), tier(till, anna)) == (33_000, "gold")
    till.sell(("mug", 1), member=anna, asked=(reward("five"),))
    assert tier(till, anna) == "gold"
    shown = till.preview(till.asking(sale.sale, ("1", 1)))
    assert [(row.before, row.after) for row in shown.tiers] == [("gold", "silver")]
    till.take_back(sale.sale, ("1", 1))
    assert tier(till, anna) == "silver"
    till.later(30)
    assert tier(till, anna) == ""
