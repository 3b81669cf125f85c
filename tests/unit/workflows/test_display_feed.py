"""The customer's display gets what a stranger may see, and nothing else."""

import msgspec
import pytest

from app.loyalty.standing import Standing
from app.sales.receipt import PointsChange
from app.workflows.display_feed import Guest, Stage, done, idle, paused, paying, selling
from app.workflows.ring_up import add, new_basket, quote_now
from tests.golden import samples
from tests.unit.workflows.conftest import GOODS

STAGE = Stage("Sunny Corner", "EUR", "en")
ANNA = "Anna Kuznetsova +31612344471"


@pytest.fixture
def sale(counter):
    """A basket with its quote, in which points would be earned."""
    shop = counter.acting().shop
    basket, _ = add(new_basket("s", shop, "basket", counter.clock.now()), GOODS[0], 2000)
    quote = quote_now(basket, shop, Standing(), counter.clock.now())
    points = (PointsChange("club", {"en": "Points"}, before_milli=740_000, earned_milli=31_000),)
    return basket, msgspec.structs.replace(quote, points=points)


def test_the_total_is_there_from_the_first_line(sale):
    basket, quote = sale
    shown = selling(STAGE, basket.with_unresolved("4600000000000"), quote)
    assert (shown.state, shown.total_minor, shown.unread) == ("selling", 2380, 1)
    assert [line.name for line in shown.lines] == ["Coffee beans 1 kg"]
    assert shown.greeting == ""
    assert shown.points == ()


def test_a_balance_is_shown_only_to_who_showed_a_card(sale):
    basket, quote = sale
    by_card = selling(STAGE, basket, quote, Guest(ANNA, "card"))
    assert (by_card.state, by_card.greeting) == ("identified", "Anna K.")
    assert [each.balance_milli for each in by_card.points] == [771_000]
    for proof in ("phone", "manager"):
        typed = selling(STAGE, basket, quote, Guest(ANNA, proof))
        assert (typed.greeting, typed.points) == ("Anna K.", ())
    assert selling(STAGE, basket, quote, Guest(ANNA, "none")).greeting == ""


def test_an_empty_basket_is_idle_or_a_greeting(sale):
    _, quote = sale
    basket = msgspec.structs.replace(sale[0], lines=())
    assert selling(STAGE, basket, quote).state == "idle"
    assert selling(STAGE, basket, quote, Guest(ANNA, "card")).state == "identified"


def test_paying_shows_what_is_left_and_the_change(sale):
    shown = selling(STAGE, *sale)
    assert paying(shown, 3165).change_minor == 0
    paid = paying(shown, 3165, 4000)
    assert (paid.state, paid.to_pay_minor, paid.given_minor, paid.change_minor) == ("paying", 3165, 4000, 835)
    assert paid.lines == shown.lines


def test_done_thanks_and_counts_todays_points():
    receipt = samples.english().receipt
    by_card, typed, nobody = (done(STAGE, receipt, Guest(ANNA, proof)) for proof in ("card", "phone", "none"))
    assert {each.state for each in (by_card, typed, nobody)} == {"done"}
    assert by_card.change_minor > 0
    assert by_card.points[0].balance_milli is not None
    assert typed.points[0].balance_milli is None
    assert typed.points[0].earned_milli > 0
    assert nobody.points == ()
    assert by_card.lines == ()


def test_nothing_private_is_ever_in_a_snapshot(sale):
    texts = [
        repr(selling(STAGE, *sale, Guest(ANNA, "card"))),
        repr(done(STAGE, samples.english().receipt, Guest(ANNA))),
    ]
    for text in (*texts, repr(idle(STAGE)), repr(paused(STAGE))):
        assert "Kuznetsova" not in text
        assert "12344471" not in text
        assert "barcode" not in text
