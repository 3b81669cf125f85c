"""What a scan means in a real shop: goods with their weight or price, members, receipts, and what is not used."""

import pytest

from app.people.codes import new_code, receipt_code
from app.sales.basket import Goods
from app.values.barcodes import gs1_check_digit
from app.values.errors import Refusal
from app.workflows.look_up import MemberHit, Misread, NotKnown, UnboundCard
from app.workflows.members import Joining, enrol_member
from app.workflows.products import save_product
from app.workflows.scan_meaning import NotUsed, ScannedBadge, ScannedGoods, ScannedReceipt, resolve
from app.workflows.scan_meaning import meaning_of as column_of
from app.workflows.scans.classify import readings
from app.workflows.scans.routing import MEANINGS, PLACES, ROUTES, route
from app.workflows.scans.rules import read_rules
from tests.unit.workflows.conftest import Counter

CHEESE = Goods(sku="12345", name="Cheese", price_minor=1590, unit="kg", taxes=("food",))
MARKED = Goods(sku="milk", name="Milk", price_minor=119, barcode="4600439931256", taxes=("food",))


def label(prefix, article, value):
    body = f"{prefix}{article:05d}{value:05d}"
    return body + gs1_check_digit(body)


@pytest.fixture
def read(counter: Counter):
    for goods in (CHEESE, MARKED):
        save_product(counter.books, goods, {}, counter.acting())

    def read(text, rules=None):
        shop = counter.acting().shop
        with counter.books.reads() as reads:
            (reading,) = readings(text, rules)
            return resolve(reading, reads, shop)

    return read


def test_a_weight_label_gives_the_goods_and_the_weight(read):
    found = read(label(21, 12345, 1500))
    assert isinstance(found, ScannedGoods)
    assert (found.goods.sku, found.quantity_milli) == ("12345", 1500)
    assert column_of(found) == "product"


def test_a_price_label_is_charged_to_the_cent(read):
    found = read(label(23, 12345, 777))
    assert (found.goods.price_minor, found.quantity_milli, found.goods.unit) == (777, 1000, "pc")
    assert found.row.goods.price_minor == 1590


def test_a_label_of_nothing_is_refused_and_an_unknown_article_is_not_known(read):
    with pytest.raises(Refusal, match="no_weight"):
        read(label(21, 12345, 0))
    assert isinstance(read(label(21, 99999, 1500)), NotKnown)


def test_a_gs1_code_gives_goods_with_lot_and_weight(read):
    found = read("]C10104600439931256" + "17270131" + "3103001250" + "10AB-1")
    assert (found.goods.sku, found.quantity_milli, found.lot, found.expires) == ("milk", 1250, "AB-1", "270131")


def test_an_article_is_found_at_any_length_and_by_a_digital_link(read):
    for text in ("4600439931256", "04600439931256", "https://id.example/01/04600439931256"):
        assert read(text).goods.sku == "milk"


def test_a_member_a_receipt_and_a_badge(read, counter):
    member = enrol_member(counter.books, Joining(phone="+31 6 12344471", name="Anna Kuz"), counter.acting())
    found = read(member.cards[0].number)
    assert isinstance(found, MemberHit)
    assert column_of(found) == "member"
    receipt = read(receipt_code(2, 1, 481))
    assert isinstance(receipt, ScannedReceipt)
    assert receipt.place.sequence == 481
    assert column_of(receipt) == "receipt"
    badge = read(new_code("badge"))
    assert isinstance(badge, ScannedBadge)
    assert column_of(badge) == "employee"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (";4111111111111111=2512", "bank card"),
        ("46\x0000", "Not a code"),
        ("", "Nothing was read"),
        ("4600682000014", "misread"),
        ("MUG-77", "Not in the catalogue"),
        ("https://shop.example/" + "x" * 4000, "Not in the catalogue"),
    ],
)
def test_what_is_not_used_says_why(read, text, words):
    found = read(text)
    assert isinstance(found, NotUsed | Misread | NotKnown)
    said = found.message.english()
    assert words in said
    assert len(said) < 200
    assert column_of(found) == "unknown"


def test_another_shops_card_has_a_name(read):
    found = read("60141234", read_rules(("other_card prefix=6014 name=Partner",)))
    assert isinstance(found, UnboundCard)
    assert found.name == "Partner"
    assert column_of(found) == "member"


def test_every_screen_has_a_route_for_every_meaning():
    assert set(ROUTES) == {(place, meaning) for place in PLACES for meaning in MEANINGS}
    assert route("text_field", "product") == route("basket", "product") == "add"
    assert {route("locked", meaning) for meaning in MEANINGS} == {"refuse", "sign_in"}
    assert route("payment", "unknown") == "error_tone"
