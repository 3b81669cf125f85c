"""Taking money: the guards, the mixtures, and what may go wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest

from app.ui.checkout import look
from app.workflows.ports import Reads
from app.workflows.shop_now import ShopNow
from tests.ui.counter_driver import Driver
from tests.ui.shop import ANNA_CARD, COFFEE, MILK, TestShop


def test_a_key_that_is_held_down_never_pays(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("F12")
    till.wait_for_guard()
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    for _ in range(5):
        QGuiApplication.sendEvent(till.window.windowHandle(), held)
    till.settle()
    assert till.receipts() == 0


def test_an_enter_that_came_before_payment_was_seen_never_pays(till: Driver) -> None:
    till.scan(COFFEE)
    handle = till.window.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_F12)
    QTest.keyClick(handle, Qt.Key.Key_Return)
    till.settle()
    assert (till.mode, till.receipts()) == ("payment", 0)


def test_a_double_press_makes_one_receipt(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("F12")
    till.wait_for_guard()
    handle = till.window.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_Return)
    QTest.keyClick(handle, Qt.Key.Key_Return)
    till.settle()
    assert till.receipts() == 1


def test_f12_again_does_nothing(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("F12", "F12", "F12")
    assert (till.mode, till.receipts()) == ("payment", 0)


def test_f12_on_an_empty_basket_says_so(till: Driver) -> None:
    till.press("F12")
    assert till.mode == "basket"
    assert "Scan an item first" in till.notice


@pytest.mark.parametrize("typed", ["abc", "-5", "0", "1e3", "20.001", "٥", "99999999999999"])
def test_what_is_no_amount_is_not_taken(till: Driver, typed: str) -> None:
    till.scan(COFFEE)
    till.press("F12")
    till.wait_for_guard()
    till.enter(typed)
    assert (till.mode, till.receipts()) == ("payment", 0)
    assert till.counter.mode.paid == []


def test_an_absurd_amount_is_asked_for_again(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("F12")
    till.wait_for_guard()
    till.enter("5000")
    assert till.receipts() == 0
    assert "€5,000.00 given?" in till.notice
    till.press("Enter")
    assert till.receipt().change_minor == 500_000 - 1190


def test_a_card_is_never_charged_more_than_is_due(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("F12")
    till.wait_for_guard()
    till.type("50+")
    assert till.receipts() == 0
    assert "too much" in till.notice


def test_escape_gives_the_last_tender_back_before_it_leaves(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("F12")
    till.wait_for_guard()
    till.type("5+")
    till.press("Esc")
    assert till.mode == "payment"
    assert "Hand it back" in till.notice
    till.press("Esc")
    assert till.mode == "basket"
    assert till.pay().total_minor == 1190


def test_nothing_of_the_price_changes_once_money_was_taken(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("F12")
    till.wait_for_guard()
    till.type("5+")
    till.scan(ANNA_CARD)
    assert "Money was taken already" in till.notice
    till.press("F2")
    assert till.mode == "payment"
    assert till.due == 1190


def test_nothing_to_pay_is_completed_by_enter(till: Driver) -> None:
    till.scan(MILK)
    till.press("F4")
    till.enter("100%")
    till.type("4")
    assert till.due == 0
    receipt = till.pay()
    assert (receipt.total_minor, receipt.tenders) == (0, ())


def test_a_note_can_be_tapped(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("F12")
    till.wait_for_guard()
    button = next(each for each in till.terminal.checkout.panels.payment._notes if each.isVisible())
    assert button.text() == "€15.00"
    till.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    till.settle()
    assert till.receipt().change_minor == 310


def test_the_amount_mode_asks_for_no_tender_and_touches_no_cash(
    shop: TestShop, open_till: Callable[..., Driver]
) -> None:
    till = open_till(shop, mode="amount")
    till.enter("31.63")
    till.enter("2*10")
    assert [row.name for row in till.rows] == ["Bill of the other till", "Bill, department 2"]
    till.scan(ANNA_CARD)
    till.press("F12")
    till.wait_for_guard()
    assert "Paid at the other till" in till.words()
    assert not till.terminal.checkout.panels.payment._card.isVisible()
    till.press("Enter")
    receipt = till.receipt()
    assert [(t.kind, t.amount_minor, t.given_minor) for t in receipt.tenders] == [("elsewhere", 4163, 0)]
    assert receipt.rounding_minor == 0
    assert receipt.points[0].earned_milli == 41_000


def test_in_amount_mode_the_digits_of_a_known_code_are_still_a_scan(
    shop: TestShop, open_till: Callable[..., Driver]
) -> None:
    till = open_till(shop, mode="amount")
    till.scan(COFFEE)
    assert till.names == ["Coffee beans 1 kg"]


def test_a_standing_that_changed_meanwhile_is_priced_anew_before_money_is_taken(till: Driver, shop: TestShop) -> None:
    import datetime as dt

    from app.facts.bodies import PointsGranted

    till.scan(COFFEE, COFFEE, ANNA_CARD)
    till.press("F5")
    till.type("1")
    till.press("Esc")
    assert till.due == 1680

    def elsewhere(books: object) -> None:
        with till.terminal.store.unit_of_work() as unit:
            taken = PointsGranted(member=shop.anna, program="club", points_milli=-1_000_000, reason="test")
            unit.record(taken, business_on=dt.date(2026, 11, 21), at=shop.clock.now())

    till.terminal.tasks.run(elsewhere, lambda _none: None, till.window.desk.refuse)
    till.settle()
    till.press("F12")
    till.wait_for_guard()
    till.press("Enter")
    assert till.receipt().points[0].spent_milli == 500_000, "money was on the counter: what was shown is kept"


def test_an_enter_that_waited_behind_a_scan_pays_nothing_that_was_not_seen(
    till: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle, answered, really = till.window.windowHandle(), threading.Event(), look.look

    def slow(code: str, reads: Reads, shop: ShopNow, at: int) -> look.Looked:
        answered.wait(5)
        return really(code, reads, shop, at)

    monkeypatch.setattr(look, "look", slow)
    till.scan(COFFEE, wait=False)
    till.pace.wait(400)
    QTest.keyClick(handle, Qt.Key.Key_F12)
    till.pace.wait(400)
    QTest.keyClick(handle, Qt.Key.Key_Return)
    answered.set()
    till.settle()
    assert (till.mode, till.receipts()) == ("payment", 0)
    assert till.names == ["Coffee beans 1 kg"]


def test_one_escape_gives_back_all_that_was_taken(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("F12")
    till.wait_for_guard()
    till.type("2+")
    till.type("3+")
    till.press("Esc")
    assert (till.mode, till.counter.mode.paid) == ("payment", [])
    assert "€5.00" in till.notice
