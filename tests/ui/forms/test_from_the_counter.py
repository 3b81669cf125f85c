"""The forms in the real terminal, with its threads: reached from the menu, and what is kept sells at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.ui.products.screen import ProductsScreen
from app.ui.receipts.screen import ReceiptsScreen
from app.ui.screens import SCREENS
from tests.ui.counter_driver import Driver

BARCODE = "4600123000336"


def ctrl(till: Driver, key: Qt.Key) -> None:
    QTest.keyClick(till.window.windowHandle(), key, Qt.KeyboardModifier.ControlModifier)
    till.settle()


def in_front(till: Driver) -> QWidget | None:
    return till.window.screen_in_front


def test_every_screen_of_the_menu_opens_by_its_number(till: Driver) -> None:
    names = [entry.name for entry in SCREENS if entry.in_menu]
    for place, name in enumerate(names):
        till.press("F10")
        till.type("0" * (place // 9) + str(place % 9 + 1))
        assert in_front(till) is till.window._screens[name], name
        till.press("Esc")
        assert in_front(till) is till.terminal.checkout, name


def test_a_product_that_was_just_added_is_sold_by_its_barcode(till: Driver) -> None:
    till.window.open_screen("products", "")
    till.settle()
    screen = in_front(till)
    assert isinstance(screen, ProductsScreen)
    ctrl(till, Qt.Key.Key_N)
    till.type("Green tea")
    till.scan(BARCODE)
    screen.form.sku.line.setText("tea-green")
    screen.form.price.line.setText("4.50")
    ctrl(till, Qt.Key.Key_S)
    assert till.notice.startswith("Saved")
    till.press("Esc")
    till.press("Esc")
    till.scan(BARCODE)
    assert till.names == ["Green tea"]
    assert till.due == 450


def test_f9_lists_the_sale_just_made_and_copies_it(till: Driver, open_till: Callable[..., Driver]) -> None:
    till.window.open_screen("products", "")
    till.press("Esc")
    with till.terminal.store.reads() as reads:
        goods = reads.product_page("", 1)[0].goods
    till.scan(goods.barcode or goods.sku)
    number = till.pay().number
    till.press("Esc")
    till.press("F9")
    screen = in_front(till)
    assert isinstance(screen, ReceiptsScreen)
    assert number in screen.panel.paper.text
    ctrl(till, Qt.Key.Key_P)
    assert f"{number}.pdf" in till.notice
    assert (till.terminal.store.folder.receipts / "copies" / f"{number}.pdf").exists()


def test_the_basket_stays_while_a_form_is_open(till: Driver) -> None:
    with till.terminal.store.reads() as reads:
        goods = reads.product_page("", 1)[0].goods
    till.scan(goods.barcode or goods.sku)
    before = till.names
    till.window.open_screen("members", "")
    till.settle()
    till.scan(goods.barcode or "4600123000015")
    till.press("Esc")
    assert till.names == before
