"""F6, F7 and F8 at the counter: holding, taking back, returning, making good."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest

from app.people.codes import receipt_code
from app.ui.checkout.money_keys import GUARD_MS
from tests.ui.counter_driver import Driver
from tests.ui.shop import ANNA_CARD, COFFEE, MILK, MUG, TestShop
from tests.ui.way_back_hands import enter_when_fresh


def returned(till: Driver, number: str) -> list:
    with till.terminal.store.reads() as reads:
        found = reads.receipt_by_number(number)
        assert found is not None
        return [document for document, _ in reads.returns_of_sale(found[0].sale)]


def test_a_sale_is_held_with_its_member_and_taken_back(till: Driver) -> None:
    till.scan(ANNA_CARD, COFFEE, MILK)
    till.press("F6")
    assert (till.names, till.counter.session.basket.member) == ([], "")
    till.scan(MUG)
    till.press("F7")
    assert "Held: 1" in till.words()
    till.type("1")
    assert len(till.names) == 2
    assert till.counter.session.member is not None
    with till.terminal.store.reads() as reads:
        assert [len(row.basket.lines) for row in reads.held_baskets()] == [1]


def test_a_discarded_sale_comes_back_with_undo(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("F6", "F7", "Del")
    assert "Nothing is held" in till.words()
    till.press("Ctrl+Z")
    assert "Held: 1" in till.words()


def test_nothing_is_held_says_so(till: Driver) -> None:
    till.press("F7")
    assert "Nothing is held" in till.words()


def test_scanning_a_receipt_opens_its_return_and_f12_gives_back(till: Driver, shop: TestShop) -> None:
    till.scan(ANNA_CARD, COFFEE, COFFEE)
    receipt = till.pay()
    till.scan(receipt_code(receipt.till, receipt.epoch, receipt.sequence))
    assert till.mode == "return"
    till.type("1")
    assert "Give back 10.90" in till.words().replace("€", "").replace("\u00a0", " ").replace("EUR ", "")
    till.press("F12")
    documents = returned(till, receipt.number)
    assert [document.refund_minor for document in documents] == [1090]
    assert documents[0].points[0].taken_milli == 11_000
    slip = shop.folder / "receipts" / f"{documents[0].number}.txt"
    till.qtbot.waitUntil(slip.exists, timeout=3000)
    assert "GIVEN BACK" in slip.read_text("utf-8")
    till.press("Enter")
    assert till.mode == "basket"


def test_f8_finds_the_receipt_by_its_number_and_takes_all_of_it(till: Driver) -> None:
    till.scan(MUG)
    receipt = till.pay()
    till.press("F8")
    till.enter(receipt.number)
    till.press("F6", "F12")
    assert [document.whole for document in returned(till, receipt.number)] == [True]


def test_a_receipt_that_does_not_exist_is_refused_in_words(till: Driver) -> None:
    till.press("F8")
    till.enter("02-000777")
    assert "There is no receipt 02-000777" in till.notice
    assert till.mode == "return"


def test_something_was_wrong_leads_to_points_in_four_steps(till: Driver, shop: TestShop) -> None:
    till.scan(ANNA_CARD, MUG)
    receipt = till.pay()
    till.scan(receipt_code(receipt.till, receipt.epoch, receipt.sequence))
    till.press("F11")
    till.type("1")
    till.type("3")
    till.press("Enter")
    assert "50 points are on your account" in till.words()
    with till.terminal.store.reads() as reads:
        kinds = [row.kind for statement in reads.statements(shop.anna, _moment(till)) for row in statement.rows]
    assert kinds.count("goodwill") == 1


def _moment(till: Driver):
    from app.workflows.shop_now import moment_of

    return moment_of(till.counter.till.shop, till.counter.till.now())


@pytest.mark.parametrize(("size", "settings"), [
    ((1366, 768), {}),
    ((1024, 600), {"theme": "dark", "language": "ru"}),
])  # fmt: skip
def test_the_return_panel_fits_and_speaks_the_tills_language(
    shop: TestShop, open_till, size: tuple[int, int], settings: dict, tmp_path
) -> None:
    till = open_till(shop, size=size, **settings)
    till.scan(ANNA_CARD, COFFEE, MUG)
    receipt = till.pay()
    till.scan(receipt_code(receipt.till, receipt.epoch, receipt.sequence))
    till.type("1")
    panel = till.terminal.checkout.panels.board
    assert panel.isVisible()
    assert till.window.rect().contains(panel.mapTo(till.window, panel.rect().bottomRight()))
    till.picture(tmp_path / "return.png")


def test_goods_for_goods_with_one_net_amount(till: Driver) -> None:
    till.scan(MUG)
    receipt = till.pay()
    till.scan(receipt_code(receipt.till, receipt.epoch, receipt.sequence))
    till.type("1")
    till.scan(COFFEE)
    assert "To pay €3.40" in till.words()
    till.press("F12")
    assert till.mode == "trade"
    till.type("5")
    enter_when_fresh(till)
    assert "Give €1.60 in cash" in till.words()
    new = till.receipt()
    assert [(t.kind, t.amount_minor) for t in new.tenders] == [("exchange", 850), ("cash", 340)]
    assert [document.exchange for document in returned(till, receipt.number)] == [new.sale]
    till.press("Enter")
    assert (till.mode, till.names) == ("basket", [])


def test_an_exchange_for_something_cheaper_gives_the_difference_back(till: Driver) -> None:
    till.scan(COFFEE)
    receipt = till.pay()
    till.scan(receipt_code(receipt.till, receipt.epoch, receipt.sequence))
    till.type("1")
    till.scan(MUG)
    till.press("F12")
    enter_when_fresh(till)
    assert "Give €3.40 in cash" in till.words()


def exchange_for_something_dearer(till: Driver) -> None:
    till.scan(MUG)
    receipt = till.pay()
    till.scan(receipt_code(receipt.till, receipt.epoch, receipt.sequence))
    till.type("1")
    till.scan(COFFEE)


@pytest.mark.parametrize(("key", "text"), [(Qt.Key.Key_Return, "\r"), (Qt.Key.Key_Plus, "+"), (Qt.Key.Key_Slash, "/")])
def test_a_key_that_is_held_down_never_settles_an_exchange(till: Driver, key: Qt.Key, text: str) -> None:
    exchange_for_something_dearer(till)
    till.press("F12")
    till.pace.wait(GUARD_MS + 20)
    held = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, True)
    for _ in range(5):
        QGuiApplication.sendEvent(till.window.windowHandle(), held)
    till.settle()
    assert (till.mode, till.receipts()) == ("trade", 1)


@pytest.mark.parametrize("key", ["Enter", "+", "/", "F12"])
def test_a_key_struck_as_an_exchange_comes_up_does_not_settle_it(till: Driver, key: str) -> None:
    exchange_for_something_dearer(till)
    strike = till.type if key in "+/" else till.press
    till.press("F12")
    strike(key)
    assert (till.mode, till.receipts()) == ("trade", 1)
    till.pace.wait(GUARD_MS + 20)
    strike(key)
    assert till.receipts() == 2


def test_an_enter_that_waits_behind_a_scan_pays_no_exchange_nobody_saw(till: Driver) -> None:
    """Scan, F12, Enter in one go: the amount was on no screen yet when Enter was struck, however slow the books."""
    exchange_for_something_dearer(till)
    struck: list[bool] = []

    def strike_before_the_books_answer() -> None:
        if till.mode == "trade" and not struck:
            till.pace.wait(GUARD_MS + 20)
            struck.append(till.counter.is_waiting)
            QTest.keyClick(till.window.windowHandle(), Qt.Key.Key_Return)
            till.pace.wait(GUARD_MS + 20)

    till.counter.listen(strike_before_the_books_answer)
    till.scan(COFFEE, wait=False)
    till.press("F12")
    assert struck == [True]
    assert (till.mode, till.receipts()) == ("trade", 1)
    assert "To pay €15.30" in till.words()
    enter_when_fresh(till)
    assert till.receipts() == 2


BIRTHDAY = """{"id": "birthday", "applies": "future", "names": {"en": "Birthday: 2.00 off"},
 "occasion": {"on": "birthday", "before_days": 7, "after_days": 7, "joined_days_before": 0},
 "rewards": [{"type": "amount_off", "id": "two", "value_minor": 200}]}"""


def test_a_birthday_coupon_is_used_once_from_the_rewards(shop: TestShop, open_till) -> None:
    from app.loyalty.program import read_program
    from app.storage.store import Store
    from app.workflows.acting import Acting
    from app.workflows.programs import publish_program
    from app.workflows.shop_now import load_shop

    with Store.open(shop.folder, shop.clock) as books:
        with books.reads() as reads:
            acting = Acting(load_shop(reads, shop.clock.now()), shop.owner, shop.clock.now())
        publish_program(books, read_program(BIRTHDAY), acting)
    till = open_till(shop)
    till.scan(ANNA_CARD, MUG)
    till.press("F5", "F11")
    assert "Birthday: 2.00 off" in till.words()
    till.type("1")
    assert till.due == 650
    assert till.pay().discount_minor == 200
    till.scan(ANNA_CARD, MUG)
    till.press("F5", "F11")
    assert "No coupons now" in till.words()


def test_what_is_held_is_shown_before_the_day_is_closed(till: Driver, shop: TestShop) -> None:
    till.scan(MUG)
    till.pay()
    till.press("Esc")
    till.scan(COFFEE)
    till.press("F6")
    till.scan(MILK)
    till.press("F6")
    close(till)
    assert till.mode == "held_at_close"
    till.type("1")
    assert "1 moves to the next day and 1 is discarded" in till.words()
    till.press("Enter")
    assert till.window.screen_in_front.stage == "count"
    with till.terminal.store.reads() as reads:
        held = reads.held_baskets()
    assert [row.basket.lines[0].goods.sku for row in held] == ["coffee"]


def test_a_held_sale_of_an_earlier_day_is_said_when_the_next_sale_begins(till: Driver, shop: TestShop) -> None:
    till.scan(COFFEE)
    till.press("F6")
    shop.clock.advance(86_400_000)
    till.scan(MUG)
    till.pay()
    till.settle()
    assert "1 held sale is of an earlier day" in till.notice
    till.press("Esc", "F7")
    assert "before this trading day" in till.words()


def close(till: Driver) -> None:
    """The menu's row that closes the shift."""
    till.press("F10")
    board = till.counter.mode.board()
    assert board is not None
    row = next(row for row in board.rows() if till.window.desk.face.say(row.title) == "Close the shift")
    assert row.run is not None
    row.run()
    till.settle()


def test_a_till_that_is_opened_says_what_is_held_since_an_earlier_day(till: Driver, shop: TestShop, open_till) -> None:
    till.scan(COFFEE)
    till.press("F6")
    till.terminal.close()
    shop.clock.advance(86_400_000)
    till = open_till(shop)
    assert "1 held sale is of an earlier day" in till.notice
    assert "Held 1" in till.words()
