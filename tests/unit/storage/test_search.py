"""Search: words in any order, beginnings, accents, the other layout, typing errors, and whatever is typed."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.facts.bodies import MemberChanged, ProductSaved
from app.storage.reads.words import query_words, quoted
from app.storage.store import Store
from app.storage.vocabulary import Vocabulary
from tests.samples import enrol, goods, make_store, person, record

NAMES = (
    "Анна Кузнецова",
    "Anna Kuznetsova",
    "Łukasz Øster",
    "Фёдор Ёлкин",
    "Jürgen Weiß",
    "O'Neil Mac-Donald",
    "李 小龙",
)
GOODS = (
    ("AB-12/X", "Кофе молотый", "Ground coffee"),
    ("TEA.7", "Чай зелёный", "Green tea"),
    ("1000457", "Mineral water", "Вода"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_store(tmp_path_factory.mktemp("search") / "shop") as made:
        for number, name in enumerate(NAMES):
            enrol(made, f"m{number}", person(name, f"+3161234447{number}"))
        for sku, name, other in GOODS:
            record(made, ProductSaved(goods(sku=sku, name=name), {"other": other}))
        yield made


@pytest.mark.parametrize(
    ("typed", "member"),
    [
        ("анна кузнецова", 0),
        ("кузнецова анна", 0),
        ("кузн ан", 0),
        ("fyyf repy", 0),
        ("Fyyf", 0),
        ("кузницова", 0),
        ("кузнцеова", 0),
        ("анна кузницва", 0),
        ("kuznetsova", 1),
        ("лгятуе", 1),
        ("kuznecova", 1),
        ("KUZNETSOVA", 1),
        ("lukasz oster", 2),
        ("łukasz", 2),
        ("федор елкин", 3),
        ("ёлкин", 3),
        ("weiss", 4),
        ("jurgen", 4),
        ("mac donald", 5),
        ("oneil", 5),
        ("小龙", 6),
    ],
)
def test_a_member_is_found_however_the_name_is_typed(store: Store, typed: str, member: int) -> None:
    with store.reads() as reads:
        assert f"m{member}" in [row.id for row in reads.search_members(typed)]


@pytest.mark.parametrize("typed", ["xyz", "", "   ", "anna ivanova", "-", "''", '"', "*", "OR", "q"])
def test_nobody_is_made_up(store: Store, typed: str) -> None:
    with store.reads() as reads:
        assert reads.search_members(typed) == ()


@pytest.mark.parametrize(
    ("typed", "sku"),
    [
        ("кофе", "AB-12/X"),
        ("rjat", "AB-12/X"),
        ("сщаауу", "AB-12/X"),
        ("coffe", "AB-12/X"),
        ("ab12", "AB-12/X"),
        ("AB-12/X", "AB-12/X"),
        ("ab 12", "AB-12/X"),
        ("зеленый чай", "TEA.7"),
        ("green", "TEA.7"),
        ("1000", "1000457"),
        ("minearl", "1000457"),
    ],
)
def test_a_product_is_found_by_words_and_part_numbers(store: Store, typed: str, sku: str) -> None:
    with store.reads() as reads:
        assert reads.search_products(typed)[0].goods.sku == sku


def test_the_whole_word_comes_before_the_longer_one(store: Store) -> None:
    enrol(store, "long", person("Teamaster", "+31600000001"))
    enrol(store, "short", person("Tea", "+31600000002"))
    with store.reads() as reads:
        assert [row.id for row in reads.search_members("tea")] == ["short", "long"]


def test_an_article_number_typed_whole_comes_first(store: Store) -> None:
    with store.reads() as reads:
        assert [row.goods.sku for row in reads.search_products("TEA.7")] == ["TEA.7"]


def test_no_more_than_asked_for(store: Store) -> None:
    with store.reads() as reads:
        assert len(reads.search_members("a", 2)) == 2


def test_words_learned_after_the_first_mistyped_search_are_known_too(store: Store) -> None:
    with store.reads() as reads:
        assert reads.search_members("brontosaurs") == ()
    enrol(store, "late", person("Brontosaurus", "+31600000003"))
    with store.reads() as reads:
        assert [row.id for row in reads.search_members("brontosaurs")] == ["late"]
    record(store, MemberChanged("late", person("Stegosaurus").digest()), person("Stegosaurus"))
    with store.reads() as reads:
        assert reads.search_members("brontosaurs") == ()
        assert [row.id for row in reads.search_members("stegosaurs")] == ["late"]


@given(st.text(max_size=80))
def test_whatever_is_typed_is_looked_up_and_never_read_as_a_query(store: Store, text: str) -> None:
    with store.reads() as reads:
        reads.search_members(text)
        reads.search_products(text)
        reads.find_member(text)
        reads.product_by_code(text)


@pytest.mark.parametrize(
    "text",
    [
        'a" OR "b', "NEAR(a b)", "folded:a", "a*", "^a", "-a", "a AND NOT b", "(((", "{a b}: c", "a + b",
        "x'; DROP TABLE facts",        "\x00", "a\x00b", "\u202eanna\u202c", "🦄🦄",
        "a" * 5000, "٣٤٥", "²", "ﬁ", "\ud7ff", "%", "_", "\\",
    ],
)  # fmt: skip
def test_the_grammar_of_the_index_is_out_of_reach(store: Store, text: str) -> None:
    with store.reads() as reads:
        assert len(reads.search_members(text)) <= 9
        assert len(reads.search_products(text)) <= 9


def test_only_letters_and_digits_reach_a_query() -> None:
    for text in ('a"b', "x' y*", "__init__", "ß²½", "e\u0301"):
        assert all(word.isalnum() for word in query_words(text)), text
    assert (quoted("anna"), quoted("anna", beginning=True)) == ('"anna"', '"anna"*')
    assert len(query_words("w " * 100 + " ".join(f"w{n}" for n in range(100)))) <= 8


def test_near_words_are_within_what_a_typing_error_makes() -> None:
    words = Vocabulary(["anna", "hanna", "johanna", "kuznetsova", "kuznetsov", "ann"])
    assert words.near("anna") == [(0, "anna"), (1, "ann")]
    assert words.near("gjohanna") == [(1, "johanna")], "the first letter may be wrong too"
    assert words.near("nana") == [(1, "anna")]
    assert words.near("kuznecova") == [(2, "kuznetsova")]
    assert words.near("an") == []
    assert len(Vocabulary(["x", "x"])) == 1


def test_a_row_that_no_longer_counts_does_not_hide_the_ones_behind_it(store: Store) -> None:
    lists = store.lists()
    list_id = lists.begin_list("products", "prices.csv")
    from app.workflows.rows import ProductRow

    lists.stage_products(list_id, [ProductRow(goods(n, name="Zebra")) for n in range(300)])
    record(store, ProductSaved(goods(900, name="Zebra")))
    with store.reads() as reads:
        assert [row.goods.sku for row in reads.search_products("zebra")] == ["S-900"]
    lists.drop_list(list_id)
