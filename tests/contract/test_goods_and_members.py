"""Looking up: products, members, cards, and what each is after edits."""

import pytest

from app.facts.bodies import (
    CardIssued,
    CardStatusChanged,
    ConsentChanged,
    MemberChanged,
    ProductSaved,
    SaleAttached,
    ShopSettingsChanged,
    StaffSaved,
)
from app.people.member import Card
from app.people.staff import StaffMember
from app.sales.receipt import PointsChange
from tests.contract.conftest import Till
from tests.samples import CLUB, DAY, NOON, enrol, goods, person, record, sell

CARD, OTHER = "2900000000018", "2900000000025"


def test_a_product_is_found_by_every_length_of_its_barcode(till: Till) -> None:
    record(till.books, ProductSaved(goods(1, barcode="012345678905")))
    with till.step().reads() as reads:
        for code in ("012345678905", "0012345678905", "00012345678905", " 012345678905 "):
            assert reads.product_by_code(code).goods.sku == "S-001"
        for code in ("", "012345678906", "12345678905", "x" * 5000, "' OR 1=1 --"):
            assert reads.product_by_code(code) is None


def test_a_product_is_found_by_its_article_number(till: Till) -> None:
    record(till.books, ProductSaved(goods(1, sku="AB/12 ' x"), {"ru": "Кофе"}))
    with till.step().reads() as reads:
        row = reads.product_by_code("AB/12 ' x")
        assert (row.goods, row.names) == (goods(1, sku="AB/12 ' x"), {"ru": "Кофе"})
        assert reads.product("AB/12 ' x") == row
        assert reads.product("ab/12 ' x") is None


def test_the_newest_version_of_a_product_counts(till: Till) -> None:
    record(till.books, ProductSaved(goods(1, barcode="4006381333931")))
    record(till.step(), ProductSaved(goods(1, price_minor=250)))
    with till.step().reads() as reads:
        assert reads.product("S-001").goods.price_minor == 250
        assert reads.product_by_code("4006381333931") is None
        assert reads.count_products() == 1


def test_a_retired_product_is_off_the_list(till: Till) -> None:
    record(till.books, ProductSaved(goods(1, barcode="4006381333931")))
    record(till.step(), ProductSaved(goods(1, barcode="4006381333931"), retired=True))
    with till.step().reads() as reads:
        assert reads.product("S-001") is None
        assert reads.product_by_code("4006381333931") is None
        assert reads.search_products("coffee") == ()
        assert (reads.count_products(), reads.product_page("", 9)) == (0, ())


def test_products_come_page_by_page(till: Till) -> None:
    for number in (3, 1, 2):
        record(till.books, ProductSaved(goods(number)))
    with till.step().reads() as reads:
        assert [row.goods.sku for row in reads.product_page("", 2)] == ["S-001", "S-002"]
        assert [row.goods.sku for row in reads.product_page("S-002", 2)] == ["S-003"]
        assert [row.goods.sku for row in reads.product_page("S-001", 9, "coffee")] == ["S-002", "S-003"]


def test_a_member_is_found_by_card_phone_and_last_digits(till: Till) -> None:
    enrol(till.books, "m1", person("Anna Kuznetsova", "+31612344471"), card=CARD)
    enrol(till.books, "m2", person("Bob", "+31699994471"))
    with till.step().reads() as reads:
        row, card = reads.member_by_card(CARD)
        assert (row.id, row.shown_name, row.masked_phone, row.shown_card) == ("m1", "Anna K.", "+31 •••• 4471", "*0018")
        assert card == Card(CARD, "m1")
        assert reads.member_by_phone("+31699994471").id == "m2"
        assert reads.member_by_phone("+31699994472") is None
        assert reads.member_by_card(OTHER) is None
        assert {row.id for row in reads.members_by_phone_end("4471")} == {"m1", "m2"}
        assert [row.id for row in reads.members_by_phone_end("94471")] == ["m2"]
        assert len(reads.members_by_phone_end("4471", 1)) == 1
        for wrong in ("", "44a1", "४४७१", "9" * 30, "%"):
            assert reads.members_by_phone_end(wrong) == ()


def test_a_member_is_found_by_any_of_the_names_for_them(till: Till) -> None:
    record(till.books, ShopSettingsChanged({"country": '"NL"'}))
    enrol(till.books, "m1", person("Anna", "+31612344471", external="718"), card=CARD)
    with till.step().reads() as reads:
        for text in (CARD, "+31612344471", "06 1234 4471", "m1", "718", " 718 "):
            assert reads.find_member(text) == "m1"
        for text in ("", "719", "0612344472", "anna"):
            assert reads.find_member(text) is None


def test_of_two_with_the_same_phone_it_is_always_the_same_one(till: Till) -> None:
    for member in ("m2", "m1"):
        enrol(till.books, member, person(member, "+31612344471", salt=member.encode() * 8))
    with till.step().reads() as reads:
        assert reads.member_by_phone("+31612344471").id == "m1"


def test_a_changed_record_takes_the_place_of_the_old_one(till: Till) -> None:
    enrol(till.books, "m", person("Anna", "+31612344471"))
    new = person("Berta", "+31699990000")
    record(till.step(), MemberChanged("m", new.digest()), new)
    with till.step().reads() as reads:
        assert reads.member_by_phone("+31612344471") is None
        assert reads.member_by_phone("+31699990000").shown_name == "Berta"
        assert reads.search_members("anna") == ()
        assert [row.id for row in reads.search_members("bert")] == ["m"]
        assert reads.member("m").person == new


def test_a_member_opened_has_everything(till: Till) -> None:
    enrol(till.books, "m", person(), card=CARD, consents={"terms": True, "messages": True}, consent_version="v1")
    till.clock.advance(1000)
    record(till.step(), ConsentChanged("m", "messages", granted=False, version="v2"))
    sell(till.books, "s", member="m", lines=2)
    with till.step().reads() as reads:
        view = reads.member("m")
        assert (view.joined_on, view.person, view.cards) == (DAY, person(), (Card(CARD, "m"),))
        assert view.consents == {"terms": True, "messages": False}
        assert (view.visits, view.spent_minor, view.last_visit_at) == (1, 800, NOON + 1000)
        assert (view.answers["messages"].at, view.answers["messages"].version) == (NOON + 1000, "v2")
        assert reads.member("other") is None


def test_cards_are_lost_replaced_and_found(till: Till) -> None:
    enrol(till.books, "m", person(), card=CARD)
    record(till.step(), CardStatusChanged(CARD, "lost", "left on the tram"))
    with till.step().reads() as reads:
        row, card = reads.member_by_card(CARD)
        assert (card.status, row.shown_card, row.card_status) == ("lost", "", "lost")
    record(till.step(), CardIssued("m", OTHER, replaces=CARD))
    with till.step().reads() as reads:
        assert reads.card(CARD) == Card(CARD, "m", "replaced", OTHER)
        assert reads.card(OTHER) == Card(OTHER, "m")
        assert reads.member("m").cards == (Card(CARD, "m", "replaced", OTHER), Card(OTHER, "m"))
        assert reads.member_by_phone("+31612344471").shown_card == "*0025"
        assert reads.is_card_taken(CARD)
        assert not reads.is_card_taken("2900000000032")
        assert reads.card("2900000000032") is None


def test_a_status_without_its_card_names_nobody(till: Till) -> None:
    record(till.books, CardStatusChanged(CARD, "lost"))
    with till.step().reads() as reads:
        assert reads.card(CARD) is None
        assert reads.member_by_card(CARD) is None


def test_members_come_page_by_page(till: Till) -> None:
    for number in range(4):
        enrol(till.books, f"m{number}", person(f"Anna {number}", f"+3161234447{number}"))
    with till.step().reads() as reads:
        assert reads.count_members() == 4
        assert [row.id for row in reads.member_page("", 3)] == ["m0", "m1", "m2"]
        assert [row.id for row in reads.member_page("m2", 3)] == ["m3"]
        assert [row.id for row in reads.member_page("m1", 3, "anna")] == ["m2", "m3"]


def test_the_history_has_the_newest_receipt_first(till: Till) -> None:
    enrol(till.books, "m", person())
    for number in range(3):
        till.clock.advance(60_000)
        sell(till.books, f"s{number}", member="m", lines=number + 1)
    sell(till.books, "other")
    with till.step().reads() as reads:
        rows = reads.receipts_of("m")
        assert [row.sale for row in rows] == ["s2", "s1", "s0"]
        assert [row.sale for row in reads.receipts_of("m", 1)] == ["s2"]
        first = rows[0]
        assert (first.number, first.lines, first.total_minor) == ("01-000003", 3, 1200)
        assert (first.tenders, first.points) == ((("cash", 1200),), ((CLUB, 12_000),))
        assert (first.member, first.business_on, first.till) == ("m", DAY, 1)
        assert first.what == "Coffee 1, Coffee 2, Coffee 3"
        assert [row.sale for row in reads.recent_receipts(2)] == ["other", "s2"]
        assert reads.receipts_of("") == reads.receipts_of("nobody") == ()


def test_a_member_attached_late_has_the_receipt_and_its_points(till: Till) -> None:
    enrol(till.books, "m", person())
    sell(till.books, "s")
    record(till.step(), SaleAttached("s", "m", (PointsChange(CLUB, {}, earned_milli=8000),)))
    with till.step().reads() as reads:
        assert reads.receipt_member("s") == "m"
        [row] = reads.receipts_of("m")
        assert (row.member, row.points) == ("m", ((CLUB, 8000),))
        assert (reads.member("m").visits, reads.member("m").spent_minor) == (1, 800)
        assert reads.recent_receipts()[0].member == "m"
        assert reads.receipt_member("unknown") == ""


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("01-000001", True),
        (" 01-000001 ", True),
        ("1-1", False),
        ("01-000002", False),
        ("01B-000001", False),
        ("x", False),
    ],
)
def test_a_receipt_is_found_by_its_printed_number(till: Till, number: str, found: bool) -> None:
    sell(till.books, "s")
    with till.step().reads() as reads:
        assert (reads.receipt_by_number(number) is not None) is found


def test_settings_take_the_last_value_of_each(till: Till) -> None:
    with till.books.reads() as reads:
        before = reads.terms_stamp()
        assert reads.shop_settings().currency == "EUR"
    record(till.books, ShopSettingsChanged({"name": '"Corner"', "return_days": "14"}))
    record(till.step(), ShopSettingsChanged({"return_days": "30", "unknown_to_us": "1"}))
    with till.step().reads() as reads:
        settings = reads.shop_settings()
        assert (settings.name, settings.return_days) == ("Corner", 30)
        assert reads.terms_stamp() != before


def test_staff_as_they_are_now(till: Till) -> None:
    record(till.books, StaffSaved("k", "Kim", "cashier"))
    record(till.books, StaffSaved("o", "Olga", "owner", member="m"))
    record(till.step(), StaffSaved("k", "Kim", "manager", active=False))
    with till.step().reads() as reads:
        assert reads.staff() == (
            StaffMember("k", "Kim", "manager", active=False),
            StaffMember("o", "Olga", "owner", member="m"),
        )


def test_who_records_here(till: Till) -> None:
    with till.books.reads() as reads:
        before = reads.identity()
    with till.step().unit_of_work() as unit:
        assert unit.identity() == before
    assert (before.till, before.epoch) == (1, 1)


def test_the_empty_shop_has_nothing(till: Till) -> None:
    with till.step().reads() as reads:
        assert (reads.count_members(), reads.count_products(), reads.recent_receipts()) == (0, 0, ())
        assert (reads.open_shift(), reads.last_business_on(), reads.last_at(), reads.draft()) == (None, None, 0, None)
        assert (reads.published_programs(), reads.staff()) == ((), ())
