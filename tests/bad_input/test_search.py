"""Rows 19-27 of the bad-input table: what is typed into a search, in the books and at the counter."""

import pytest

from app.storage.reads.words import query_words
from app.storage.store import Store
from app.workflows.look_up import find_members
from app.workflows.shop_now import load_shop
from tests.ui.shop import make_shop

HOSTILE = {
    19: ['" OR 1=1 --', "'; DROP TABLE products", "' UNION SELECT * FROM members --", "1' AND '1'='1"],
    20: ['"', "*", "NEAR(", "a AND", "a OR b", "NOT x", "-x", "col:x", "^",
         "a NEAR/2 b", '"unbalanced', "(", ")", "{a}:b", "+", "a*b*"],
    21: ["%", "_", "[a-z]", "c%", "_offee", "c_ff%", "\\"],
    22: ["x" * 10_000, "coffee " * 5_000, "ж" * 10_000],
    23: ["☕️🥐", "a\u200bb", "\u202eeeffoc", "c" + "\u0301" * 200 + "offee", "\ud800", "a\x00b", "\uffff", "👨‍👩‍👧"],
    25: ["!!!", "... ,,, ---", "?!", "   ", "'\"`", "—"],
}  # fmt: skip
CASES = [(number, text) for number, texts in HOSTILE.items() for text in texts]


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    shop = make_shop(tmp_path_factory.mktemp("search") / "shop")
    with Store.open(shop.folder, shop.clock) as store:
        yield store


@pytest.mark.parametrize(
    ("number", "text"), CASES, ids=lambda value: f"row{value}" if isinstance(value, int) else repr(value)[:24]
)
def test_hostile_words_are_searched_for_and_never_obeyed(books, number, text):
    with books.reads() as reads:
        before = reads.count_products(), reads.count_members()
        shop = load_shop(reads, books.clock.now())
        goods = reads.search_products(text)
        members = (*reads.search_members(text), *find_members(text, reads, shop).rows)
        page = reads.product_page("", 50, text)
        codes = reads.product_by_code(text), reads.find_member(text), reads.members_by_phone_end(text)
        assert (reads.count_products(), reads.count_members()) == before
    # signs mean nothing: what is found is what the bare words find
    with books.reads() as reads:
        bare = " ".join(query_words(text))
        assert goods == reads.search_products(bare)
        assert not bare or members[:9] == reads.search_members(bare)
    if not bare:
        assert (goods, members) == ((), ())
    if number == 25:
        assert page == () or not text.strip()
    assert codes[:2] == (None, None)


@pytest.mark.parametrize(
    ("text", "sku"),
    [("кофе в зернах", "coffee"), ("КОФЕ В ЗЁРНАХ", "coffee"), ("COFFEE", "coffee"), ("cof\u0301fee", "coffee"),
     ("rjat", "coffee"), ("сщаауу", "coffee"), ("cofee beans", "coffee"), ("ｃｏｆｆｅｅ", "coffee"),
     ("круассан", "croissant")],
    ids=lambda value: f"row24-{value}",
)  # fmt: skip
def test_words_are_folded_on_both_sides(books, text, sku):
    with books.reads() as reads:
        assert sku in [row.goods.sku for row in reads.search_products(text)]


@pytest.mark.parametrize(
    "text",
    ["0612344471", "+31612344471", "+31 6 1234 4471", "(06) 1234-44-71", "06–12344471", "0031612344471",
     "06.12.34.44.71", "06 12 34 44 71"],
    ids=lambda value: f"row26-{value}",
)  # fmt: skip
def test_a_phone_in_any_spelling_is_the_same_member(books, text):
    with books.reads() as reads:
        shop = load_shop(reads, books.clock.now())
        (found,) = find_members(text, reads, shop).rows
    assert found.shown_name.startswith("Anna")


@pytest.mark.parametrize(
    "typed",
    ["'; DROP TABLE zz", 'zz" OR 1=1 --', "NEAR(zz", "zz AND b", "%%", "col:x y", "☕️ ☕️"],
    ids=lambda t: f"row20-{t}",
)
def test_the_counters_search_takes_anything(bad_till, typed):
    bad_till.type(typed)
    bad_till.press("Enter")
    assert not bad_till.counter.session.basket.lines
    assert bad_till.counter.session.member is None
    bad_till.press("Esc", "Esc", "Esc")
    assert bad_till.mode == "basket"


@pytest.mark.parametrize(
    "typed", ["4111111111111111", "4111 1111 1111 1111", "5500-0000-0000-0004"], ids=lambda t: f"row27-{t}"
)
def test_a_bank_cards_number_that_was_typed_is_kept_nowhere(bad_till, typed):
    bad_till.enter(typed)
    assert not bad_till.counter.session.basket.unresolved
    assert not bad_till.counter.session.basket.lines
    digits = "".join(sign for sign in typed if sign.isdigit())
    assert digits not in bad_till.notice
    for file in bad_till.shop.folder.rglob("*"):
        if file.is_file():
            assert digits.encode() not in file.read_bytes()
