"""Rows 36-41 of the bad-input table: quantities, prices, totals, reductions and points, typed at the counter."""

from decimal import Decimal

import pytest

from app.sales.basket import Goods, ManualReduction, RewardIntent
from app.ui.checkout.look import Looked
from app.values.errors import Refusal
from app.values.numbers import LARGEST_MINOR
from app.workflows.entry import LARGEST_TYPED_MILLI, Wrong, parse_entry
from app.workflows.look_up import ProductHit
from app.workflows.products import LARGEST_PRICE_MINOR, save_product
from app.workflows.ring_up import MOST_LINES, add, reduce
from app.workflows.rows import ProductRow
from tests.ui.shop import ANNA_CARD, COFFEE, MILK

REFUSED = ("0*", "1e9*", "1e3*", "NaN*", "inf*", "٣*", "７*", "1,2,3*", "1 000*", "99999999*", "0.0005*",
           "9" * 40 + "*")  # fmt: skip


def row(number):
    return lambda value: f"row{number}-{value!r}"


@pytest.mark.parametrize("typed", REFUSED, ids=row(36))
@pytest.mark.parametrize("what", ["apples", "milk"])
def test_a_quantity_that_is_none_is_refused_in_words(bad_till, typed, what):
    bad_till.enter(typed + what)
    assert bad_till.counter.session.basket.is_empty
    assert bad_till.notice


@pytest.mark.parametrize("typed", ["-1*apples", "−1*apples", "-0*apples", "+-1*apples"], ids=row(36))
def test_a_negative_quantity_is_refused(typed):
    """At the counter `-` is a key of its own; a line that holds one (from a clipboard) is refused all the same."""
    assert isinstance(parse_entry(typed, "basket", 2), Wrong)


@pytest.mark.parametrize("typed", ["1,5*apples", "1.5*apples", "1.500*apples"], ids=row(36))
def test_point_and_comma_are_both_decimal_signs(bad_till, typed):
    bad_till.enter(typed)
    assert bad_till.counter.session.basket.lines[0].quantity_milli == 1500


def test_row36_a_large_quantity_asks_and_a_huge_one_is_refused(bad_till):
    bad_till.enter("60*milk")
    assert bad_till.counter.session.basket.is_empty
    assert "Press Enter again" in bad_till.notice
    bad_till.press("Enter")
    assert bad_till.counter.session.basket.lines[0].quantity_milli == 60_000
    bad_till.enter("10000*milk")
    assert "more than a till can sell" in bad_till.notice
    assert bad_till.counter.session.basket.lines[0].quantity_milli == 60_000


def test_row37_a_breath_of_goods_is_never_free(bad_till):
    bad_till.enter("0.001*apples")
    assert bad_till.counter.session.basket.is_empty
    assert "costs nothing" in bad_till.notice
    bad_till.enter("0.003*apples")
    assert bad_till.counter.session.quote.total_minor > 0


@pytest.mark.parametrize("minor", [-1, -100, LARGEST_PRICE_MINOR + 1, 10**12, 10**18], ids=row(38))
def test_a_price_that_cannot_be_is_refused(bad_till, minor):
    acting, goods = bad_till.acting(), Goods(sku="new", name="New", price_minor=minor)
    with pytest.raises(Refusal, match="price"):
        bad_till.work(lambda books: save_product(books, goods, {}, acting))


@pytest.mark.parametrize("typed", ["-100", "0", "0.00", "0.001", "1" + "0" * 12, "1e5", "٣١", "12,345,6"], ids=row(38))
def test_an_amount_that_cannot_be_is_refused_in_amount_mode(bad_till, typed):
    change = bad_till.terminal.desk.services["set_till"]
    change(mode="amount")
    bad_till.fresh()
    try:
        bad_till.enter(typed)
        assert not bad_till.counter.session.basket.lines
        assert bad_till.notice
    finally:
        change(mode="basket")
        bad_till.fresh()


def test_row39_no_total_leaves_what_a_double_can_hold(bad_till):
    assert MOST_LINES * LARGEST_MINOR < 2**53
    dear = Goods(sku="yacht", name="Yacht", price_minor=LARGEST_PRICE_MINOR)
    basket = bad_till.counter.session.basket
    for _ in range(3):
        basket, _key = add(basket, dear, 1_000_000)
    with pytest.raises(Refusal, match="more than a till"):
        add(basket, dear, LARGEST_TYPED_MILLI + 1_000_000_000)
    for number in range(MOST_LINES - len(basket.lines)):
        basket, _key = add(basket, Goods(sku=f"s{number}", name="x", price_minor=1), 1000)
    with pytest.raises(Refusal, match=r"2,000 lines"):
        add(basket, Goods(sku="one more", name="x", price_minor=1), 1000)


@pytest.mark.parametrize(
    "wish",
    [
        ManualReduction("percent", Decimal(101), "other", ""),
        ManualReduction("percent", Decimal(-5), "other", ""),
        ManualReduction("amount", Decimal(-1), "other", ""),
        ManualReduction("price", Decimal(10**9), "other", ""),
        ManualReduction("percent", Decimal(10), "no such reason", ""),
    ],
    ids=row(40),
)
def test_a_reduction_that_cannot_be_is_refused(bad_till, wish):
    bad_till.scan(MILK)
    till, session = bad_till.terminal.desk.till, bad_till.counter.session
    with pytest.raises(Refusal):
        reduce(session.basket, till.shop, till.staff, key=session.basket.lines[0].key, wish=wish)


def test_row40_reductions_on_top_of_each_other_never_make_a_total_negative(bad_till):
    bad_till.scan(MILK)
    till, session = bad_till.terminal.desk.till, bad_till.counter.session
    whole = ManualReduction("percent", Decimal(100), "other", "")
    basket = reduce(session.basket, till.shop, till.staff, key=session.basket.lines[0].key, wish=whole)
    session.put(
        reduce(basket, till.shop, till.staff, key="", wish=ManualReduction("percent", Decimal(100), "other", ""))
    )
    assert session.quote.total_minor == 0


def test_row41_more_points_than_there_are_are_never_spent(bad_till):
    bad_till.scan(COFFEE)
    bad_till.scan(ANNA_CARD)
    session = bad_till.counter.session
    session.ask(RewardIntent("club", "pay", 1, 10**12))
    quote = session.quote
    assert quote.due_minor >= 0
    spent = sum(change.spent_milli for change in quote.points)
    assert spent <= 1_240_000


def test_a_free_article_stays_free(bad_till):
    """Price 0 is the owner's word: only a price that rounding took away is refused."""
    session = bad_till.counter.session
    bad_till.counter.take(
        Looked(ProductHit(ProductRow(Goods(sku="bag", name="Bag", price_minor=0)))), 1000, scanned=True
    )
    assert session.basket.lines[0].goods.sku == "bag"
