"""Two tills that did not know of each other: both facts stay, and what exceeds is there to be shown."""

from __future__ import annotations

import msgspec
import pytest

from app.facts.bodies import GoodsReturned
from app.sales.basket import Goods
from tests.unit.workflows.selling import CLUB, Till, stored


@pytest.fixture
def till(counter) -> Till:
    till = Till(counter)
    till.publish(CLUB)
    return till


def kept_elsewhere(till: Till, document) -> None:
    """The same return as another till kept it, met here later."""
    with till.books.unit_of_work() as unit:
        other = msgspec.structs.replace(document, id=unit.new_id(), till=7, sequence=1)
        unit.record(GoodsReturned(other), business_on=till.acting().business_on)


def test_a_line_returned_at_two_tills_is_a_conflict_that_is_shown(till):
    sale = till.sell(("coffee", 1)).receipt
    first = till.take_back(sale.sale, ("1", 1)).document
    with till.books.reads() as reads:
        assert reads.return_conflicts() == ()
    kept_elsewhere(till, first)
    with till.books.reads() as reads:
        found = reads.return_conflicts()
    assert [(row.number, row.sold_milli, row.returned_milli) for row in found] == [("02-000001", 1000, 2000)]
    assert found[0].documents == ("02-000002", "07-000001")


def test_two_returns_of_different_units_are_no_conflict(till):
    sale = till.sell(("coffee", 2)).receipt
    till.take_back(sale.sale, ("1", 1))
    till.take_back(sale.sale, ("1", 1))
    with till.books.reads() as reads:
        assert reads.return_conflicts() == ()


def test_a_gift_card_spent_at_two_tills_is_a_conflict_that_is_shown(till):
    from app.facts.bodies import SaleCompleted

    till.publish('{"id": "cards", "kind": "gift_card", "trigger": "card"}')
    till.stock(Goods("gift9", "Gift card 9", 900, kind="gift_card", program="cards"))
    card = till.sell(("gift9", 1)).receipt.tokens[0].code
    spent = till.sell(("mug", 1), asked=(stored(card),)).receipt
    with till.books.unit_of_work() as unit:
        other = msgspec.structs.replace(spent, sale=unit.new_id(), till=7, sequence=1)
        unit.record(SaleCompleted(other), business_on=till.acting().business_on)
    with till.books.reads() as reads:
        found = reads.token_conflicts()
    assert [(row.code, row.amount_minor, len(row.sales)) for row in found] == [(card, -800, 3)]
