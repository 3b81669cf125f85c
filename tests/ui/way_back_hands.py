"""What the tests of the way back do over and over: scan a receipt, tap a row, read what was kept."""

from __future__ import annotations

import dataclasses

import msgspec

from app.people.codes import receipt_code
from app.sales.basket import Goods
from app.sales.receipt import Receipt
from app.sales.returned import ReturnDocument
from app.storage.store import Store
from app.ui.checkout.money_keys import GUARD_MS
from app.ui.checkout.views.board_panel import BoardPanel
from app.ui.checkout.views.choice_row import ChoiceRow
from app.workflows.acting import Acting
from app.workflows.products import save_product
from app.workflows.settings import save_shop_settings
from app.workflows.shop_now import load_shop
from tests.ui.counter_driver import Driver
from tests.ui.shop import TestShop


def open_receipt(till: Driver, receipt: Receipt) -> None:
    """Scan the code at a receipt's foot."""
    till.scan(receipt_code(receipt.till, receipt.epoch, receipt.sequence))


def returns(till: Driver, receipt: Receipt) -> list[ReturnDocument]:
    """What came back of a sale, oldest first."""
    with till.terminal.store.reads() as reads:
        return [document for document, _ in reads.returns_of_sale(receipt.sale)]


def is_void(till: Driver, receipt: Receipt) -> bool:
    """Whether a sale was cancelled."""
    with till.terminal.store.reads() as reads:
        return reads.sale_void(receipt.sale) is not None


def panel(till: Driver) -> BoardPanel:
    """The panel at the right."""
    return till.terminal.checkout.panels.board


def tap(till: Driver, *titles: str) -> None:
    """Tap rows of the panel by their words."""
    for title in titles:
        rows = [row for row in panel(till).findChildren(ChoiceRow) if row.isVisible()]
        row = next((row for row in rows if row.title() == title), None)
        assert row is not None, (title, [row.title() for row in rows])
        row.click()
        till.settle()


def tap_primary(till: Driver) -> None:
    """Tap the button at the panel's foot."""
    button = panel(till)._primary
    assert button.isVisible()
    button.click()
    till.settle()


def tap_keys(till: Driver, *names: str) -> None:
    """Tap keys of the panel's keypad: digits, `Enter`."""
    keypad = panel(till)._keypad
    assert keypad is not None
    assert keypad.isVisible()
    for name in names:
        keypad.keys[name].click()
        till.settle()


def tap_key_bar(till: Driver, key: str) -> None:
    """Tap a button of the key bar."""
    button = next(button for button in till.window.key_bar.buttons() if button.key == key)
    button.click()
    till.settle()


def acting_in(books: Store, shop: TestShop) -> Acting:
    """The owner, now."""
    with books.reads() as reads:
        return Acting(load_shop(reads, shop.clock.now()), shop.owner, shop.clock.now())


def stock(shop: TestShop, *goods: Goods) -> None:
    """Put goods on the list of a shop that is closed now."""
    with Store.open(shop.folder, shop.clock) as books:
        for each in goods:
            save_product(books, each, {"en": each.name}, acting_in(books, shop))


def change_goods(shop: TestShop, sku: str, **changes: object) -> None:
    """Change goods of a shop that is closed now."""
    with Store.open(shop.folder, shop.clock) as books:
        with books.reads() as reads:
            row = reads.product(sku)
        assert row is not None
        goods = msgspec.structs.replace(row.goods, **changes)  # type: ignore[arg-type]
        save_product(books, goods, row.names, acting_in(books, shop))


def settle_shop(shop: TestShop, **settings: object) -> None:
    """Change settings of a shop that is closed now."""
    with Store.open(shop.folder, shop.clock) as books:
        acting = acting_in(books, shop)
        save_shop_settings(books, dataclasses.replace(acting.shop.settings, **settings), acting)  # type: ignore[arg-type]


def enter_when_fresh(till: Driver) -> None:
    """Enter where it hands money over: not within the moment in which the panel came."""
    till.pace.wait(GUARD_MS + 20)
    till.press("Enter")


def menu_row(till: Driver, words: str) -> None:
    """Choose a row of the menu with the digits of a number pad alone."""
    till.type("/")
    assert till.mode == "menu"
    board = till.counter.mode.board()
    assert board is not None
    titles = [till.window.desk.face.say(row.title) for row in board.rows()]
    place = titles.index(words)
    till.type("0" * (place // 9) + str(place % 9 + 1))
