"""Imported lists: unseen while they come in, there all at once, and gone without a trace when dropped."""

import pytest

from app.facts.bodies import MemberChanged, ProductSaved
from app.loyalty.moment import Moment
from app.storage.lists import MOST_ROWS
from app.storage.store import Store
from app.values.errors import Refusal
from app.workflows.ports import MemberImportRow
from app.workflows.rows import ProductRow
from tests.contract.conftest import Till
from tests.samples import CLUB, DAY, NOON, enrol, goods, person, record, sell

CARD = "2900000000018"
AT = Moment(NOON, DAY, "UTC")


def products(count: int, **changes: object) -> list[ProductRow]:
    return [ProductRow(goods(number, **changes)) for number in range(count)]


def one_member(**changes: object) -> MemberImportRow:
    plain = {
        "member": "m",
        "person": person("Anna Kuznetsova", external="718"),
        "joined_on": DAY,
        "card": CARD,
        "points_milli": {CLUB: 25_000},
        "consents": {"terms": True},
    }
    return MemberImportRow(**{**plain, **changes})


def test_a_list_is_seen_all_at_once(till: Till) -> None:
    lists = till.books.lists()
    list_id = lists.begin_list("products", "prices.csv")
    lists.stage_products(list_id, products(3, barcode="4006381333931"))
    with till.books.reads() as reads:
        assert (reads.count_products(), reads.product("S-001"), reads.product_by_code("4006381333931")) == (
            0,
            None,
            None,
        )
        assert (reads.search_products("coffee"), reads.product_page("", 9)) == ((), ())
    fact = lists.publish_list(list_id, staff="kim")
    with till.step().reads() as reads:
        assert (reads.count_products(), reads.product("S-001").goods.price_minor) == (3, 400)
        assert len(reads.search_products("coffee")) == 3
    assert (fact.kind, fact.staff) == ("ListPublished", "kim")


def test_members_of_a_list_are_there_with_card_points_and_consents(till: Till) -> None:
    lists = till.books.lists()
    list_id = lists.begin_list("members", "members.csv")
    lists.stage_members(list_id, [one_member()])
    with till.books.reads() as reads:
        assert reads.find_member("718") is reads.find_member(CARD) is reads.member("m") is None
        assert (reads.count_members(), reads.search_members("anna"), reads.points("m", AT)) == (0, (), ())
        assert reads.members_by_phone_end("4471") == ()
        assert reads.is_card_taken(CARD)
    lists.publish_list(list_id)
    with till.step().reads() as reads:
        assert reads.find_member("718") == reads.find_member(CARD) == "m"
        view = reads.member("m")
        assert (view.person, view.joined_on, view.consents) == (one_member().person, DAY, {"terms": True})
        assert view.answers["terms"].at == NOON
        assert [row.id for row in reads.search_members("anna")] == ["m"]
        [row] = reads.points("m", AT)
        assert (row.program, row.usable_milli) == (CLUB, 25_000)
        [statement] = reads.statements("m", AT)
        assert [(line.kind, line.points_milli, line.at) for line in statement.rows] == [("opening", 25_000, NOON)]


@pytest.mark.parametrize("of", ["products", "members"])
def test_a_dropped_list_leaves_nothing(till: Till, of: str) -> None:
    with till.books.reads() as reads:
        before = _everything(reads)
    lists = till.books.lists()
    list_id = lists.begin_list(of, "file.csv")
    if of == "products":
        lists.stage_products(list_id, products(MOST_ROWS + 1))
    else:
        lists.stage_members(list_id, [one_member()])
    lists.drop_list(list_id)
    lists.drop_list(list_id)
    with till.step().reads() as reads:
        assert _everything(reads) == before
        assert not reads.is_card_taken(CARD)
    with pytest.raises(Refusal, match="dropped or is finished"):
        till.books.lists().publish_list(list_id)


def _everything(reads: object) -> dict[str, list]:
    names = [row[0] for row in reads.look.all("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    shadows = ("_words_data", "_words_idx", "_words_config")
    return {name: reads.look.all(f"SELECT * FROM {name}") for name in names if not name.endswith(shadows)}


def test_a_list_in_use_is_not_dropped(till: Till) -> None:
    lists = till.books.lists()
    list_id = lists.begin_list("products", "prices.csv")
    lists.stage_products(list_id, products(2))
    lists.publish_list(list_id)
    with pytest.raises(Refusal, match="in use already"):
        till.step().lists().drop_list(list_id)
    with till.books.reads() as reads:
        assert reads.count_products() == 2


def test_the_newest_of_hand_and_lists_counts(till: Till) -> None:
    def publish(price: int) -> None:
        till.clock.advance(1000)
        lists = till.books.lists()
        list_id = lists.begin_list("products", "prices.csv")
        lists.stage_products(list_id, products(2, price_minor=price))
        lists.publish_list(list_id)

    def price() -> int:
        with till.step().reads() as reads:
            return reads.product("S-001").goods.price_minor

    publish(100)
    assert price() == 100
    record(till.books, ProductSaved(goods(1, price_minor=200)))
    assert price() == 200
    publish(300)
    assert price() == 300
    record(till.books, ProductSaved(goods(1, price_minor=300), retired=True))
    with till.step().reads() as reads:
        assert reads.product("S-001") is None
        assert [row.goods.sku for row in reads.search_products("coffee")] == ["S-000"]


def test_a_barcode_that_moved_to_another_article_is_that_articles(till: Till) -> None:
    lists = till.books.lists()
    for sku in (1, 2):
        list_id = lists.begin_list("products", "prices.csv")
        rows = [ProductRow(goods(n, barcode="4006381333931" if n == sku else "")) for n in (1, 2)]
        lists.stage_products(list_id, rows)
        lists.publish_list(list_id)
        with till.books.reads() as reads:
            assert reads.product_by_code("4006381333931").goods.sku == f"S-00{sku}"


def test_an_imported_member_can_be_changed_and_come_again(till: Till) -> None:
    lists = till.books.lists()
    list_id = lists.begin_list("members", "members.csv")
    lists.stage_members(list_id, [one_member()])
    lists.publish_list(list_id)
    new = person("Berta", "+31699990000")
    record(till.step(), MemberChanged("m", new.digest()), new)
    with till.books.reads() as reads:
        assert (reads.find_member("718"), reads.member_by_phone("+31612344471")) == (None, None)
        assert reads.member_by_card(CARD)[0].shown_name == "Berta"
        assert reads.count_members() == 1
    lists = till.books.lists()
    again = lists.begin_list("members", "members.csv")
    lists.stage_members(again, [one_member(person=person("Carla", "+31677770000"), points_milli={})])
    with till.books.reads() as reads:
        assert reads.member_by_card(CARD)[0].shown_name == "Berta"
    lists.publish_list(again)
    with till.step().reads() as reads:
        assert reads.member_by_phone("+31677770000").id == "m"
        assert reads.member_by_phone("+31699990000") is None


def test_sales_go_on_between_the_batches(till: Till) -> None:
    lists = till.books.lists()
    list_id = lists.begin_list("products", "prices.csv")
    for number in range(3):
        lists.stage_products(list_id, [ProductRow(goods(number))])
        sell(till.books, f"s{number}")
    lists.publish_list(list_id)
    with till.step().reads() as reads:
        assert (reads.count_products(), len(reads.recent_receipts())) == (3, 3)


def test_a_list_that_was_never_ended_is_dropped_at_the_next_start(till: Till) -> None:
    enrol(till.books, "own", person("Own", "+31600000001"))
    lists = till.books.lists()
    lists.stage_members(lists.begin_list("members", "members.csv"), [one_member()])
    before = till.books
    after = till.step()
    if after is before:
        after.close()
        after = till.books = Store.open(after.folder.root, till.clock)
    with after.reads() as reads:
        assert reads.look.all("SELECT id FROM staged_lists") == []
        assert not reads.is_card_taken(CARD)
        assert reads.count_members() == 1


def test_a_list_holds_one_kind(till: Till) -> None:
    lists = till.books.lists()
    list_id = lists.begin_list("members", "members.csv")
    with pytest.raises(ValueError, match="does not hold products"):
        lists.stage_products(list_id, products(1))
    lists.drop_list(list_id)
