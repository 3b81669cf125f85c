"""The quick pass over a member's points says what the ledger's own walk says, also after goods came back."""

from __future__ import annotations

import random

import pytest

from app.ledger.lots import lots_as_of
from app.ledger.statement import statement
from app.storage.reads.entries import account_of
from app.workflows.shop_now import moment_of
from tests.unit.workflows.selling import CLUB, Till, reward


@pytest.fixture
def till(counter) -> Till:
    till = Till(counter)
    till.settle(review_limits=("F1.hold=0",))
    till.publish(CLUB.replace('"after_days": 180', '"after_days": 20'))
    return till


def agrees(till, member: str) -> bool:
    """Lots and statement are the ledger's; returns whether the quick pass made them."""
    moment = moment_of(till.acting().shop, till.counter.clock.now())
    day = moment.business_on
    with till.books.reads() as reads:
        entries = reads.entries(member)["club"]
        rows = {row.program: row for row in reads.points(member, moment)}["club"]
        assert rows.lots == lots_as_of(entries, moment.at, day)
        told = reads.statements(member, moment)[0]
        walked = statement(entries, min(entry.business_on for entry in entries), day)
        assert told.closing_milli == walked.closing_milli
        shown = [(row.business_on, row.kind, row.points_milli, row.balance_milli) for row in told.rows]
        assert shown == [(row.business_on, row.kind, row.points_milli, row.balance_milli) for row in walked.lines]
        assert all(row.receipt for row in told.rows if row.kind in {"earn", "spend"})
        return account_of(reads.look, member).in_line(reads.look, "club", moment) is not None


def test_points_of_goods_that_came_back_are_followed_without_the_walk(till):
    """A member with 5,000 receipts waited 130 ms for their balance once anything had come back."""
    anna = till.join(name="Anna K")
    for _ in range(3):
        sale = till.sell(("mug", 3), member=anna).receipt
        till.later(1)
    till.take_back(sale.sale, ("1", 1))
    assert agrees(till, anna)
    till.sell(("mug", 1), member=anna, asked=(reward("five"),))
    till.later(19)
    assert agrees(till, anna)


@pytest.mark.parametrize("seed", range(4))
def test_any_days_agree_with_the_walk(till, seed):
    draw, anna = random.Random(seed), till.join(name="Anna K")
    sales = []
    for _ in range(14):
        asked = (reward("five"),) if draw.random() < 0.4 else ()
        sales.append([till.sell(("mug", 3), member=anna, asked=asked).receipt.sale, 3])
        till.later(draw.choice((0, 0, 1, 4)))
        open_sales = [sale for sale in sales if sale[1]]
        if open_sales and draw.random() < 0.5:
            sale = draw.choice(open_sales)
            till.take_back(sale[0], ("1", 1))
            sale[1] -= 1
        agrees(till, anna)
