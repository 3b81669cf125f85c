"""Warranty and trial found again, and what tills disagree on: nothing of either is ever lost from sight."""

import datetime as dt

import msgspec
import pytest

from app.facts.bodies import GoodsReturned
from app.people.codes import receipt_code
from app.workflows.products import save_product
from app.workflows.promise_list import list_promises
from app.workflows.promises import register_promise
from app.workflows.return_goods import return_goods
from app.workflows.return_preview import preview
from app.workflows.return_requests import Back, ReturnRequest
from tests.ui.forms.conftest import MakeBench
from tests.ui.forms.desk import Bench, settle, shown_keys
from tests.ui.forms.shop import Shop


def with_warranty(shop: Shop, sku: str = "mug-anna", months: int = 24, trial: int = 0) -> None:
    with shop.books.reads() as reads:
        row = reads.product(sku)
        assert row is not None
    goods = msgspec.structs.replace(row.goods, warranty_months=months, trial_days=trial)
    save_product(shop.books, goods, row.names, shop.acting())


def returned_twice(shop: Shop) -> str:
    """A mug that came back here and, as another till kept it, there too; returns the receipt's number."""
    done = shop.sell(shop.anna.id, "mug-anna")
    request = ReturnRequest(shop.books.ids.new(), done.receipt.sale, (Back(done.receipt.lines[0].key, 1000),))
    acting = shop.acting()
    with shop.books.reads() as reads:
        shown = preview(reads, request, acting)
    first = return_goods(shop.books, request, acting, shown).document
    other = msgspec.structs.replace(first, id=shop.books.ids.new(), till=7, sequence=1)
    with shop.books.unit_of_work() as unit:
        unit.record(GoodsReturned(other), business_on=acting.business_on)
    return done.receipt.number


@pytest.fixture
def at(corner: Shop, bench: MakeBench) -> Bench:
    with_warranty(corner)
    corner.sell(corner.anna.id, "mug-anna", "soap-500")
    return bench(corner)


def test_what_was_sold_with_a_warranty_is_in_the_register(at: Bench) -> None:
    screen = at.open("promises")
    row = screen.list.table.row(0)
    assert (row.name, row.kind, str(row.until), row.member) == ("Mug «Anna»", "warranty", "2028-11-21", "Anna K.")
    assert screen.form.title.text() == "Mug «Anna»"


def test_a_serial_number_is_put_down_and_found_by_its_scan(at: Bench, corner: Shop) -> None:
    screen = at.open("promises")
    screen.form.put_serial("SN-0815")
    at.press("Ctrl+S")
    assert "Saved" in at.said
    screen.list.search_for("nothing like it")
    settle()
    assert screen.list.state.headline == "Nothing found"
    at.scan("SN-0815")
    assert screen.list.table.row(0).serial == "SN-0815"
    with corner.books.reads() as reads:
        assert [row.serial for row in reads.promises_with_serial("SN-0815")] == ["SN-0815"]


def test_a_scanned_receipt_shows_lines_that_nothing_was_promised_for(at: Bench, corner: Shop) -> None:
    screen = at.open("promises")
    at.scan(receipt_code(2, 1, 1))
    assert [(row.name, row.kind) for row in (screen.list.table.row(0), screen.list.table.row(1))] == [
        ("Mug «Anna»", "warranty"),
        ("Dish soap 500 ml", ""),
    ]
    screen.list.table.go_to(1)
    settle()
    screen.form._until.put_day(dt.date(2027, 1, 31))
    at.press("Ctrl+S")
    with corner.books.reads() as reads:
        kept = reads.promises_of_sale(screen.list.table.row(0).sale)
    assert ("soap-500", dt.date(2027, 1, 31)) in [(row.sku, row.until) for row in kept]


def test_a_day_before_the_sale_is_refused_at_its_field(at: Bench) -> None:
    screen = at.open("promises")
    screen.form._until.put_day(dt.date(2020, 1, 1))
    at.press("Ctrl+S")
    assert "ends after the day of the sale" in screen.form._until.note


def test_what_ends_soon_stands_first_and_says_so(corner: Shop) -> None:
    with_warranty(corner, months=24, trial=14)
    done = corner.sell("", "mug-anna")
    register_promise(corner.books, done.receipt.sale, "1", corner.acting(), kind="warranty", until=dt.date(2027, 6, 1))
    with corner.books.reads() as reads:
        rows = list_promises(reads, "", corner.acting())
    assert [(row.kind, row.state) for row in rows] == [("trial", "soon"), ("warranty", "runs")]


@pytest.mark.parametrize("text", ["mug", "Кружка", "Anna"])
def test_the_register_is_searched_by_goods_and_member(at: Bench, corner: Shop, text: str) -> None:
    with corner.books.reads() as reads:
        assert [row.name for row in list_promises(reads, text, corner.acting())] == ["Mug «Anna»"]


def test_two_tills_that_took_the_same_back_are_shown_with_what_to_do(corner: Shop, bench: MakeBench) -> None:
    number = returned_twice(corner)
    at = bench(corner)
    receipts = at.open("receipts")
    assert "F11" in shown_keys(receipts)
    assert "02-000002, 07-000001" in receipts.panel.banner.text
    at.press("F11")
    screen = at.window.screen_in_front
    row = screen.list.table.row(0)
    assert (row.number, row.member) == (number, "Anna K.")
    texts = " ".join(each.text() for each in screen.panel.findChildren(type(screen.panel.title)) if each.isVisible())
    assert [party.number for party in row.parties] == ["02-000002", "07-000001"]
    assert "1 sold, 2 taken back" in at.face.say(row.happened)
    assert texts
    at.press("F9")
    assert at.window.screen_in_front is receipts


def test_where_all_adds_up_the_screen_says_so(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("conflicts")
    assert screen.list.state.headline == "Everything adds up"


def test_a_list_says_what_became_of_each_receipt(corner: Shop, bench: MakeBench) -> None:
    returned_twice(corner)
    at = bench(corner)
    screen = at.open("receipts")
    assert screen.panel.pill.text == "returned"
    at.press("F5")
    assert "GIVEN BACK" in screen.panel.paper.text
    at.press("Ctrl+P")
    assert "02-000002" in at.said
