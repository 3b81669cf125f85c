"""A till's life around selling: language, theme, lock, drafts, restarts, defects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.storage.shop_folder import ShopFolder
from app.values.errors import Trouble
from tests.ui.counter_driver import Driver
from tests.ui.shop import ANNA_CARD, COFFEE, MILK, UNKNOWN, TestShop, make_shop

Opener = Callable[..., Driver]


def test_the_language_changes_live_and_stays(till: Driver, shop: TestShop) -> None:
    till.scan(COFFEE, MILK, UNKNOWN)
    till.window.top_bar.language_wanted.emit()
    till.settle()
    assert till.names[:2] == ["Кофе в зёрнах 1 кг", "Молоко 3,2 % фермерское, 1 л"]
    words = till.words()
    assert "Участник" in words
    assert "13,79\u00a0€" in words
    till.window.top_bar.language_wanted.emit()
    till.settle()
    assert till.names[0] == "Coffee beans 1 kg"
    assert ShopFolder(shop.folder).load_till().settings.language == "en"


def test_the_theme_changes_live_and_stays(till: Driver, shop: TestShop) -> None:
    before = till.window.grab().toImage().pixelColor(3, 300)
    till.window.top_bar.theme_wanted.emit()
    till.settle()
    after = till.window.grab().toImage().pixelColor(3, 300)
    assert before.lightness() > 200
    assert after.lightness() < 60
    assert ShopFolder(shop.folder).load_till().settings.theme == "dark"


def test_the_menu_switches_the_way_of_selling(till: Driver) -> None:
    till.press("F10")
    board = till.counter.mode.board()
    assert board is not None
    row = next(row for row in board.rows() if "Sell by amount" in till.window.desk.face.say(row.title))
    assert row.run is not None
    row.run()
    till.settle()
    assert till.window.desk.till.settings.mode == "amount"
    till.enter("12.50")
    assert till.names == ["Bill of the other till"]


def test_a_draft_comes_back_after_the_program_ended(shop: TestShop, open_till: Opener) -> None:
    till = open_till(shop)
    till.scan(COFFEE, COFFEE, ANNA_CARD, UNKNOWN)
    till.terminal.close()
    again = open_till(shop)
    assert [(row.name, row.quantity) for row in again.rows] == [
        ("Coffee beans 1 kg", "2"),
        ("Not in the catalogue", ""),
    ]
    assert "Restored 2 lines" in again.notice
    assert "Anna K." in again.words()


def test_a_sale_that_was_kept_leaves_no_draft(shop: TestShop, open_till: Opener) -> None:
    till = open_till(shop)
    till.scan(COFFEE)
    till.pay()
    till.terminal.close()
    again = open_till(shop)
    assert again.rows == []
    assert again.notice == ""


def test_the_draft_is_what_the_basket_is_after_each_change(till: Driver) -> None:
    def draft_lines() -> list[tuple[str, int]]:
        with till.terminal.store.reads() as reads:
            draft = reads.draft()
        return [(line.goods.sku, line.quantity_milli) for line in draft.lines] if draft else []

    till.scan(COFFEE)
    assert draft_lines() == [("coffee", 1000)]
    till.scan(COFFEE, MILK)
    assert draft_lines() == [("coffee", 2000), ("milk", 1000)]
    till.press("Del", "Del")
    assert draft_lines() == []


def test_a_disk_that_does_not_write_is_said_and_selling_is_not_done(
    till: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise Trouble("disk.full", "Cannot save. Do not take money. Free space on the disk.")

    till.scan(COFFEE)
    monkeypatch.setattr(type(till.terminal.store), "unit_of_work", refuse)
    till.draft_matters = False
    till.scan(MILK)
    till.qtbot.waitUntil(lambda: "Do not take money" in till.notice, timeout=2000)
    assert "Cannot save" in till.words(till.window.top_bar)
    till.press("F12")
    assert till.mode == "basket", "nobody takes money for a sale that cannot be kept"
    assert "Do not take money" in till.notice
    assert "Cannot save" in till.words(till.terminal.checkout.totals)
    monkeypatch.undo()
    till.scan(MILK)
    till.draft_matters = True
    till.settle()
    assert "Saved here" in till.words(till.window.top_bar)
    assert till.pay().total_minor == 1568
    assert till.receipts() == 1


def test_a_defect_leaves_a_report_and_the_basket(till: Driver, shop: TestShop) -> None:
    till.scan(COFFEE)

    def broken(_reads: object) -> None:
        raise ZeroDivisionError("a defect")

    till.terminal.tasks.read(broken, lambda _rows: None)
    till.settle()
    assert "Something went wrong" in till.notice
    report = next((shop.folder / "logs").glob("defect-*.txt"))
    assert "ZeroDivisionError" in report.read_text(encoding="utf-8")
    assert till.pay().total_minor == 1190


def test_a_till_with_pins_starts_locked_and_opens_for_a_pin(tmp_path: Path, open_till: Opener) -> None:
    shop = make_shop(tmp_path / "locked", pin="4821")
    till = open_till(shop)
    assert till.window.screen_in_front is not till.terminal.checkout
    till.type("1111")
    assert "Wrong PIN" in till.words()
    till.type("5937")
    assert till.window.screen_in_front is till.terminal.checkout
    assert "Maria" in till.words(till.window.top_bar)


def test_the_lock_keeps_the_basket_and_takes_no_scan_for_a_pin(tmp_path: Path, open_till: Opener) -> None:
    shop = make_shop(tmp_path / "locked", pin="4821")
    till = open_till(shop)
    till.type("5937")
    till.scan(COFFEE)
    till.press("Ctrl+L")
    assert till.window.screen_in_front is not till.terminal.checkout
    till.scan("593700")
    assert "not a badge" in till.words()
    till.type("4821")
    assert till.names == ["Coffee beans 1 kg"]
    assert till.pay().total_minor == 1190


def test_a_cashier_is_kept_within_their_limit(tmp_path: Path, open_till: Opener) -> None:
    shop = make_shop(tmp_path / "locked", pin="4821")
    till = open_till(shop)
    till.type("5937")
    till.scan(COFFEE)
    till.press("F4")
    till.enter("20")
    till.type("1")
    assert "your limit is 10 %" in till.words()
    assert till.due == 1190
    till.press("Esc", "Esc", "Esc", "F10")
    assert "Products" not in till.words()


def test_the_shift_opens_with_the_first_sale_and_closes_from_the_menu(till: Driver) -> None:
    assert "shift since" not in till.words(till.window.top_bar)
    till.scan(COFFEE)
    till.pay()
    till.press("Enter")
    assert "shift since 12:00" in till.words(till.window.top_bar)
    till.press("F10")
    board = till.counter.mode.board()
    assert board is not None
    row = next(row for row in board.rows() if till.window.desk.face.say(row.title) == "Close the shift")
    assert row.run is not None
    row.run()
    till.settle()
    screen = till.window.screen_in_front
    assert screen.stage == "count"
    screen.count.total.line.setText("11.90")
    screen.count.total.changed.emit()
    till.press("Ctrl+S", "Ctrl+S")
    assert "is closed: Z 02-0001" in till.notice
    assert "shift since" not in till.words(till.window.top_bar)
    till.press("Esc", "Esc", "Esc")
    till.scan(MILK)
    assert till.pay().number == "02-000002"


def test_prices_that_change_reach_the_next_scan(till: Driver, shop: TestShop) -> None:
    from app.sales.basket import Goods
    from app.ui.tasks import Changes
    from app.workflows.acting import Acting
    from app.workflows.products import save_product

    goods = Goods(sku="milk", name="Milk", price_minor=199, barcode=MILK, category="Dairy", taxes=("food",))
    acting = Acting(till.window.desk.till.shop, shop.owner, shop.clock.now())
    till.terminal.tasks.run(
        lambda books: save_product(books, goods, {}, acting),
        lambda _goods: None,
        till.window.desk.refuse,
        changes=Changes.of("products"),
    )
    till.settle()
    till.scan(MILK)
    assert till.due == 199


def test_a_defect_while_looking_up_leaves_a_till_that_goes_on(till: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    till.scan(COFFEE)

    def broken(*_args: object) -> None:
        raise ZeroDivisionError("a defect")

    with monkeypatch.context() as patch:
        patch.setattr("app.ui.checkout.look.look", broken)
        till.scan(MILK, wait=False)
        till.press("F12")
    assert "Something went wrong" in till.notice or till.mode == "payment"
    till.press("Esc")
    till.scan(MILK)
    assert till.pay().total_minor == 1379


def test_a_defect_while_completing_can_be_tried_again_and_is_kept_once(
    till: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    till.scan(COFFEE)

    def broken(*_args: object) -> None:
        raise ZeroDivisionError("a defect")

    with monkeypatch.context() as patch:
        patch.setattr("app.ui.checkout.modes.payment.complete_sale", broken)
        till.press("F12")
        till.wait_for_guard()
        till.press("Enter")
        assert "Something went wrong" in till.notice
        assert till.receipts() == 0
    till.press("Enter")
    assert till.receipts() == 1
    assert till.mode == "done"
