"""What the shop owes, computed in one pass, against the ledger's own slow way; and statements that sum."""

from __future__ import annotations

import datetime as dt

import pytest

from app.devices.paper.statement_pdf import statement_pdf
from app.devices.paper.statement_text import statement_text
from app.ledger.transfers import liability
from app.sales.basket import Goods
from app.values.locales import Words
from app.workflows.goodwill import Goodwill, grant_goodwill
from app.workflows.shop_now import moment_of
from app.workflows.statement_view import statement_view
from tests.unit.workflows.selling import CLUB, Till, reward

SHORT = CLUB.replace('"after_days": 180', '"after_days": 20')


@pytest.fixture
def till(counter) -> Till:
    till = Till(counter)
    till.publish(SHORT)
    return till


def slowly(reads, members, as_of: dt.date) -> int:
    return liability([reads.entries(member).get("club", ()) for member in members], as_of)


def test_the_one_pass_agrees_with_the_ledger_on_every_day(till):
    anna, boris = till.join(name="Anna K"), till.join("0612344472", name="Boris")
    first = till.sell(("mug", 4), member=anna).receipt
    till.sell(("coffee", 3), member=boris)
    till.later(12)
    till.sell(("mug", 1), member=anna, asked=(reward("five"),))
    till.sell(("mug", 2), member=boris, asked=(reward("pay", points_milli=7000),))
    till.later(1)
    till.take_back(first.sale, ("1", 3))
    till.later(9)
    till.sell(("mug", 3), member=boris)
    with till.books.reads() as reads:
        for offset in range(0, 60, 3):
            day = dt.date(2026, 11, 20) + dt.timedelta(offset)
            row = next(iter(reads.liability(day)), None)
            assert (row.outstanding_milli if row else 0) == slowly(reads, (anna, boris), day), day
            if row is not None:
                outstanding = row.outstanding_milli - row.debt_milli
                assert row.earned_milli == row.redeemed_milli + row.expired_milli + outstanding


def test_gift_cards_are_owed_until_they_are_spent(till):
    till.publish('{"id": "cards", "kind": "gift_card", "trigger": "card"}')
    till.stock(Goods("gift50", "Gift card 50", 5000, kind="gift_card", program="cards"))
    till.sell(("gift50", 2))
    with till.books.reads() as reads:
        assert reads.stored_liability(dt.date(2026, 11, 21)) == ()
        assert [(r.kind, r.cards, r.amount_minor) for r in reads.stored_liability(dt.date(2026, 11, 22))] == [
            ("gift_card", 2, 10000)
        ]


@pytest.fixture
def view(till):
    anna = till.join(name="Anna K")
    sale = till.sell(("mug", 2), member=anna).receipt
    till.take_back(sale.sale, ("1", 1))
    grant_goodwill(till.books, Goodwill("points", anna, "waited", "club", 5000), till.cashier)
    till.later(30)
    with till.books.reads() as reads:
        return statement_view(reads, anna, moment_of(till.acting().shop, till.counter.clock.now()))


def test_every_line_of_a_statement_says_why_and_it_sums(view):
    text = statement_text(view, Words("en", "Europe/Amsterdam", plain_spaces=True), 48)
    for why in (
        "earned with receipt 02-000001",
        "taken back: goods of receipt 02-000001",
        "a gift: you had to wait",
        "ended unspent, last day",
    ):
        assert why in " ".join(text.split())
    assert max(len(line) for line in text.splitlines()) <= 48
    moved = [row.points_milli for row in view.statements[0].rows]
    assert moved == [17000, -9000, 5000, -8000, -5000]
    assert (sum(moved), view.statements[0].closing_milli) == (0, 0)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_statement_as_pdf_is_the_same_bytes_twice(view, language):
    words = Words(language, "Europe/Amsterdam")
    page = statement_pdf(view, words)
    assert page.startswith(b"%PDF")
    assert page == statement_pdf(view, words)
