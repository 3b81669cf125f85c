"""The price list by keys, touch and scans: find, add, change, refuse at the field, retire and take it back."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.forms.pages import PagedRows
from tests.ui.forms.conftest import MakeBench
from tests.ui.forms.desk import Bench, settle
from tests.ui.forms.shop import Shop


def product(bench: Bench, sku: str) -> object:
    with bench.shop.books.reads() as reads:
        return reads.product(sku)


def open_products(bench: Bench) -> object:
    return bench.open("products")


def test_the_list_is_paged_and_counts_all(corner: Shop, bench: MakeBench) -> None:
    screen = bench(corner).open("products")
    assert screen.list.table.rows_model.rowCount() == 12
    assert isinstance(screen.list.table.rows_model.rows, PagedRows)
    assert screen.list.table.row(0).goods.sku == "apple-gala"


def test_a_new_product_is_typed_and_saved_with_keys_alone(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("products")
    at.press("Ctrl+N")
    at.type("Green tea")
    at.press("Tab", "Tab")
    at.type("4600123000336")
    at.press("Tab")
    at.type("tea-green")
    at.press("Tab")
    at.type("4,50")
    at.press("Ctrl+S")
    with corner.books.reads() as reads:
        kept = reads.product_by_code("4600123000336")
    assert kept is not None
    assert (kept.goods.sku, kept.goods.price_minor, kept.names) == ("tea-green", 450, {"en": "Green tea"})
    assert at.said == "Saved: Green tea."
    assert screen.form.fields["sku"].note == ""


def test_an_empty_form_says_at_each_field_what_is_missing(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("products")
    at.press("Ctrl+N", "Ctrl+S")
    wrong = {name for name, field in screen.form.fields.items() if field.is_wrong}
    assert wrong == {"name_en", "sku", "price"}
    assert at.window.focusWidget() is screen.form.name_en.line


def test_a_refusal_of_the_books_stands_at_its_field(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("products")
    screen.add()
    form = screen.form
    form.name_en.line.setText("Another coffee")
    form.sku.line.setText("coffee-2")
    form.price.line.setText("9.00")
    form.put_barcode("4600123000015")
    at.press("Ctrl+S")
    assert form.barcode.is_wrong
    assert "Coffee beans" in form.barcode.note
    form.barcode.line.setText("")
    form.sku.line.setText("coffee-1")
    at.press("Ctrl+S")
    assert form.sku.is_wrong


def test_a_scan_finds_the_product_from_the_search_line(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("products")
    at.scan("4600123000015")
    assert screen.form.sku.text() == "coffee-1"
    assert screen.list.search.text() == ""


def test_a_scan_into_a_form_fills_the_barcode_wherever_the_focus_is(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("products")
    at.press("Ctrl+N")
    at.type("Tea")
    at.scan("4600123000336")
    assert screen.form.name_en.text() == "Tea"
    assert screen.form.barcode.text() == "4600123000336"
    assert "check digit is right" in screen.form.barcode.note


def test_an_unknown_scan_offers_a_new_product_with_it(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("products")
    at.scan("4600123000336")
    assert "4600123000336" in at.said
    at.window.messages.notice.action[2]()
    settle()
    assert screen.form.barcode.text() == "4600123000336"


def test_retiring_has_a_way_back_instead_of_a_question(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("products")
    screen.list.table.go_to(0)
    settle()
    screen.form.retire.click()
    settle()
    assert product(at, "apple-gala") is None
    assert screen.list.table.rows_model.rowCount() == 11
    at.window.messages.notice.action[2]()
    settle()
    assert product(at, "apple-gala") is not None
    assert screen.form.sku.text() == "apple-gala"


def test_what_was_typed_and_left_can_be_brought_back(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("products")
    screen.list.table.go_to(0)
    screen.form.price.line.setText("9.99")
    screen.list.table.go_to(1)
    settle()
    assert screen.form.sku.text() == "bag"
    assert "Not saved" in at.said
    at.window.messages.notice.action[2]()
    assert (screen.form.sku.text(), screen.form.price.text()) == ("apple-gala", "9.99")


def test_leaving_without_typing_says_nothing(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("products")
    for place in range(5):
        screen.list.table.go_to(place)
    settle()
    assert at.said == ""


def test_the_search_finds_words_in_both_languages_and_says_when_it_does_not(
    corner: Shop, bench: MakeBench, qtbot: QtBot
) -> None:
    at = bench(corner)
    screen = at.open("products")
    at.type("круас")
    qtbot.waitUntil(lambda: screen.list.table.rows_model.rowCount() == 1)
    assert screen.list.table.row(0).goods.sku == "croissant"
    screen.list.search_for("zzzzzz")
    settle()
    assert screen.list.state.headline == "Nothing found"


def test_arrows_walk_the_list_while_the_typing_stays_in_the_search(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("products")
    at.press("Down", "Down")
    assert screen.list.table.place == 1
    assert at.window.focusWidget() is screen.list.search
    at.press("Enter")
    assert screen.form.sku.text() == "bag"
    assert at.window.focusWidget() is screen.form.name_en.line


def test_the_counters_unknown_barcode_is_attached_and_the_counter_comes_back(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("products", "barcode:4600123000336")
    assert "4600123000336" in screen._idle.headline
    at.type("apples")
    settle()
    screen.list.search_for("apples")
    settle()
    at.press("Enter")
    assert screen.form.barcode.text() == "4600123000336"
    at.press("Ctrl+S")
    with corner.books.reads() as reads:
        row = reads.product_by_code("4600123000336")
    assert row is not None
    assert row.goods.sku == "apple-gala"
    assert at.window.screen_in_front is at.home


def test_esc_leaves_the_form_then_the_screen(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("products")
    at.press("Ctrl+N", "Esc")
    assert at.window.screen_in_front is screen
    at.press("Esc")
    assert at.window.screen_in_front is at.home


def test_a_cashier_is_told_that_this_needs_a_right(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner, corner.cashier)
    at.open("products")
    assert at.window.screen_in_front is at.home
    assert "right" in at.said


def test_nobody_signed_in_has_no_rights(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("products")
    at.till.sign(None)
    assert screen.acting().rights == frozenset()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_title_of_a_product_follows_the_language(corner: Shop, bench: MakeBench, language: str) -> None:
    at = bench(corner)
    screen = at.open("products")
    screen.list.table.go_to(0)
    at.speak(language)
    assert screen.form.title.text() == {"en": "Apples Gala", "ru": "Яблоки «Гала»"}[language]
    assert screen.list.table.rows_model.headerData(0, Qt.Orientation.Horizontal) in {"Product", "Товар"}
