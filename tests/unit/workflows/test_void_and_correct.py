"""Voiding a sale of the open shift, and correcting a wrong tender without a refund."""

from __future__ import annotations

import pytest

from app.values.errors import Refusal
from app.workflows.correct_tender import correct_tender
from app.workflows.shifts import close_shift
from app.workflows.void_sale import void_sale
from tests.unit.workflows.selling import CLUB, Till, reward


@pytest.fixture
def till(counter) -> Till:
    till = Till(counter)
    till.publish(CLUB)
    return till


@pytest.fixture
def anna(till) -> str:
    return till.join(name="Anna K")


def totals(till):
    with till.books.reads() as reads:
        return reads.shift_totals(reads.open_shift().id)


def test_a_voided_sale_counts_for_nothing(till, anna):
    till.sell(("mug", 2), member=anna)
    before = till.points(anna)
    sale = till.sell(("mug", 1), member=anna, asked=(reward("five"),)).receipt
    body = void_sale(till.books, sale.sale, "mistake", till.cashier)
    assert till.points(anna) == before
    assert [(t.kind, t.amount_minor) for t in body.refunds] == [("cash", 350)]
    assert (totals(till).receipts, totals(till).total_minor, totals(till).tenders_minor) == (1, 1700, {"cash": 1700})
    with till.books.reads() as reads:
        view = reads.member(anna)
    assert (view.visits, view.spent_minor) == (1, 1700)


def test_a_void_happens_once_and_nothing_of_it_is_returned(till):
    sale = till.sell(("mug", 1)).receipt
    void_sale(till.books, sale.sale, "mistake", till.cashier)
    with pytest.raises(Refusal, match=r"void\.again"):
        void_sale(till.books, sale.sale, "mistake", till.cashier)
    with pytest.raises(Refusal, match=r"return\.void"):
        till.take_back(sale.sale, ("1", 1))


def test_later_than_a_minute_and_a_half_a_manager_voids(till):
    sale = till.sell(("mug", 1)).receipt
    till.counter.clock.advance(91_000)
    with pytest.raises(Refusal, match=r"void\.approval"):
        void_sale(till.books, sale.sale, "mistake", till.cashier)
    assert void_sale(till.books, sale.sale, "mistake", till.cashier, approved_by=till.counter.owner).total_minor == 850


def test_a_sale_of_a_closed_shift_is_returned_not_voided(till):
    sale = till.sell(("mug", 1)).receipt
    close_shift(till.books, till.counter.owner, till.counter.clock.now())
    with pytest.raises(Refusal, match=r"void\.shift"):
        void_sale(till.books, sale.sale, "mistake", till.cashier)


def test_a_sale_of_which_something_came_back_is_not_voided(till):
    sale = till.sell(("mug", 2)).receipt
    till.take_back(sale.sale, ("1", 1))
    with pytest.raises(Refusal, match=r"void\.returned"):
        void_sale(till.books, sale.sale, "mistake", till.cashier)


def test_a_limit_of_the_day_is_free_again_after_a_void(till, anna):
    till.publish(
        """{"id": "ten", "rewards": [{"type": "percent_off", "id": "p", "percent": "10", "scope": "order"}],
        "audience": {"who": "members"}, "limits": {"per_member_day": 1}}"""
    )
    sale = till.sell(("mug", 1), member=anna).receipt
    assert sale.discount_minor == 85
    assert till.sell(("mug", 1), member=anna).receipt.discount_minor == 0
    void_sale(till.books, sale.sale, "mistake", till.cashier)
    assert till.sell(("mug", 1), member=anna).receipt.discount_minor == 85


def test_a_wrong_tender_is_corrected_with_its_rounding(till):
    sale = till.sell(("apples", 1)).receipt
    assert (sale.tenders[0].amount_minor, sale.rounding_minor) == (250, 1)
    body = correct_tender(till.books, sale.sale, "card", till.cashier, reason="typed_wrongly")
    assert [(t.kind, t.amount_minor) for t in body.tenders] == [("card", 249)]
    assert totals(till).tenders_minor == {"card": 249}
    back = correct_tender(till.books, sale.sale, "cash", till.cashier, reason="typed_wrongly")
    assert ([(t.kind, t.amount_minor) for t in back.tenders], back.rounding_minor) == ([("cash", 250)], 1)


def test_a_return_goes_back_to_the_corrected_tender(till):
    sale = till.sell(("mug", 1)).receipt
    correct_tender(till.books, sale.sale, "card", till.cashier, reason="typed_wrongly")
    done = till.take_back(sale.sale, ("1", 1)).document
    assert [(t.kind, t.amount_minor) for t in done.refunds] == [("card", 850)]
    assert totals(till).tenders_minor == {}


def test_the_same_tender_is_no_correction(till):
    sale = till.sell(("mug", 1)).receipt
    with pytest.raises(Refusal, match=r"tender\.same"):
        correct_tender(till.books, sale.sale, "cash", till.cashier, reason="typed_wrongly")
