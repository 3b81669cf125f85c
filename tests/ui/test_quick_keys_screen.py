"""The editor of the quick keys: pages, keys by search and scan, moving by mouse and keys, and a first proposal."""

import dataclasses
import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.settings.quick_keys import MOST_KEYS, MOST_PAGES, QuickKey, QuickPage
from app.ui.quick_keys import draft
from app.ui.quick_keys.screen import QuickKeysScreen
from tests.ui.counter_driver import Driver
from tests.ui.shop import CHOCOLATE, COFFEE, MILK, SETTINGS, TestShop, make_shop
from tests.ui.test_geometry import cut_off, outside, overlaps

PAGES = (QuickPage("First", tuple(QuickKey("goods", sku) for sku in ("milk", "coffee", "mug", "choc", "oil"))),)


def opened(till: Driver) -> QuickKeysScreen:
    till.window.open_screen("quick_keys")
    screen = till.window.screen_in_front
    assert isinstance(screen, QuickKeysScreen)
    till.settle()
    return screen


def kept(till: Driver) -> tuple[QuickPage, ...]:
    return till.terminal.desk.till.shop.settings.quick_keys


def skus(screen: QuickKeysScreen) -> list[str]:
    return [key.what for key in screen.pages[screen.page].keys]


@pytest.fixture
def edited(tmp_path, open_till: Callable[..., Driver]) -> Driver:
    return open_till(make_shop(tmp_path / "edit", settings=dataclasses.replace(SETTINGS, quick_keys=PAGES)))


def test_a_first_page_is_proposed_from_what_sells_best(till: Driver) -> None:
    for codes in ((COFFEE, MILK), (COFFEE, CHOCOLATE), (COFFEE,)):
        till.scan(*codes)
        till.pay()
    screen = opened(till)
    screen.propose()
    till.settle()
    assert skus(screen)[0] == "coffee"
    assert set(skus(screen)) == {"coffee", "milk", "choc"}
    assert kept(till) == ()
    screen.save()
    till.settle()
    assert kept(till) == screen.pages
    till.press("Esc")
    till.settle()
    assert till.terminal.checkout.quick.grid is not None


def test_nothing_sold_is_said_and_proposes_nothing(till: Driver) -> None:
    screen = opened(till)
    screen.propose()
    till.settle()
    assert screen.pages == ()
    assert "Nothing was sold" in till.notice


def test_goods_that_are_scanned_get_a_key(till: Driver) -> None:
    screen = opened(till)
    screen.on_code_scanned(MILK)
    till.settle()
    assert skus(screen) == ["milk"]
    screen.on_code_scanned("4600000000000")
    till.settle()
    assert skus(screen) == ["milk"]
    assert "not on the price list" in till.notice


def test_goods_are_found_by_words_and_chosen_by_enter(till: Driver) -> None:
    screen = opened(till)
    screen.add_key()
    screen.form.goods.line.setText("mug")
    screen.form.goods.line.textEdited.emit("mug")
    till.settle()
    QTest.keyClick(screen.form.goods.line, Qt.Key.Key_Return)
    till.settle()
    assert skus(screen) == ["mug"]
    assert screen.board.tiles[0].face_shown.words == 'Mug "Anna"'


def test_a_key_becomes_a_department_or_a_function(till: Driver) -> None:
    screen = opened(till)
    screen.add_key()
    form = screen.form
    form.kind.row.put("department")
    form.kind.changed.emit()
    form.department.put("Bakery")
    form.department.changed.emit()
    form.tax.put("food")
    form.tax.changed.emit()
    form.colour.row.put("ok")
    form.colour.changed.emit()
    till.settle()
    assert screen.pages[0].keys == (QuickKey("department", "Bakery", colour="ok", tax="food"),)
    form.kind.row.put("function")
    form.kind.changed.emit()
    form.function.put("hold")
    form.function.changed.emit()
    till.settle()
    assert screen.pages[0].keys[0].what == "hold"


def test_keys_move_by_keyboard_and_by_dragging(edited: Driver) -> None:
    screen = opened(edited)
    screen.choose(0)
    screen.shift(1)
    assert skus(screen)[:2] == ["coffee", "milk"]
    screen.shift(-1)
    screen.shift(-1)
    assert skus(screen)[:2] == ["milk", "coffee"]
    tiles = screen.board.tiles
    start = tiles[0].rect().center()
    target = tiles[0].mapFromGlobal(tiles[2].mapToGlobal(tiles[2].rect().center()))
    QTest.mousePress(tiles[0], Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(tiles[0], start + QPoint(30, 0))
    QTest.mouseRelease(tiles[0], Qt.MouseButton.LeftButton, pos=target)
    edited.settle()
    assert skus(screen)[:3] == ["coffee", "mug", "milk"]


def test_arrows_walk_over_the_keys(edited: Driver) -> None:
    screen = opened(edited)
    screen.board.focus(0)
    QTest.keyClick(screen.board.tiles[0], Qt.Key.Key_Right)
    assert screen.board.tiles[1].hasFocus()
    QTest.keyClick(screen.board.tiles[1], Qt.Key.Key_Space)
    assert screen.place == 1


def test_removing_and_as_it_was_and_bring_it_back(edited: Driver) -> None:
    screen = opened(edited)
    screen.choose(1)
    screen.remove_key()
    assert skus(screen) == ["milk", "mug", "choc", "oil"]
    screen.forget()
    assert screen.pages == PAGES
    screen.choose(1)
    screen.remove_key()
    edited.press("Esc")
    assert "not saved" in edited.notice
    edited.window.messages.notice.action[2]()
    edited.settle()
    assert skus(screen) == ["milk", "mug", "choc", "oil"]
    assert kept(edited) == PAGES


def test_pages_are_added_named_and_removed(edited: Driver) -> None:
    screen = opened(edited)
    screen.add_page()
    screen.page_name.put("Evening")
    screen.page_name.changed.emit()
    assert [page.name for page in screen.pages] == ["First", "Evening"]
    screen.choose_page(0)
    screen.drop_page()
    assert [page.name for page in screen.pages] == ["Evening"]


def test_a_key_that_was_never_filled_in_is_not_kept(edited: Driver) -> None:
    screen = opened(edited)
    screen.add_key()
    screen.save()
    edited.settle()
    assert kept(edited) == PAGES


def test_pages_and_keys_have_their_limits() -> None:
    pages: draft.Pages = ()
    for _ in range(MOST_PAGES + 3):
        pages = draft.with_page(pages)
    assert len(pages) == MOST_PAGES
    for number in range(MOST_KEYS + 3):
        pages = draft.with_key(pages, 0, QuickKey("goods", str(number)))
    assert len(pages[0].keys) == MOST_KEYS


def test_the_order_of_the_others_stays_when_one_moves() -> None:
    assert [key.what for key in draft.moved(PAGES, 0, 4, 1)[0].keys] == ["milk", "oil", "coffee", "mug", "choc"]
    assert draft.moved(PAGES, 0, 2, 99)[0].keys[-1].what == "mug"


def test_voided_sales_are_no_best_sellers(till: Driver) -> None:
    till.scan(COFFEE)
    till.pay()
    with till.terminal.store.reads() as reads:
        assert [row.goods.sku for row in reads.best_sellers(dt.date(2026, 1, 1), 5)] == ["coffee"]
        assert reads.best_sellers(dt.date(2030, 1, 1), 5) == ()
        assert reads.best_sellers(dt.date(2026, 1, 1), 0) == ()


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("ru", "dark")])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 600)])
def test_nothing_is_cut_off(tmp_path, open_till: Callable[..., Driver], size, language, theme) -> None:
    shop: TestShop = make_shop(tmp_path / "cut", settings=dataclasses.replace(SETTINGS, quick_keys=PAGES))
    till = open_till(shop, size=size, language=language, theme=theme)
    screen = opened(till)
    for place in (-1, 1):
        screen.choose(place)
        till.settle()
        till.qtbot.wait(30)
        till.window.grab()
        assert cut_off(till.window) + outside(till.window) + overlaps(till.window) == [], place
