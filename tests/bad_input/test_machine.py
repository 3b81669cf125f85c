"""Rows 84-86 and 91 of the bad-input table: odd locales, odd printers, and hands that press too much."""

import locale
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest

from app.devices.printers.profiles import PrinterProfile
from app.devices.printers.queue import PrintQueue
from app.devices.printers.render import render
from app.devices.printers.status import is_status, offline_status, paper_status
from app.settings.devices import devices_from
from app.values.clock import SetClock
from app.values.numbers import parse_decimal
from tests.ui.pace import breathe
from tests.ui.shop import COFFEE, MILK
from tests.unit.devices.printers.lines import FAULTS, MemoryShelf, Paper
from tests.unit.devices.printers.test_queue import NOON, SLIP, run

LOCALES = ("tr_TR", "ar_EG", "fa_IR", "de_DE", "hi_IN")


@pytest.mark.parametrize("name", LOCALES, ids=lambda name: f"row84-{name}")
def test_the_machines_locale_changes_no_figure(bad_till, name):
    before = QLocale()
    QLocale.setDefault(QLocale(name))
    try:
        bad_till.enter("1,5*apples")
        bad_till.enter("milk")
        totals = [line.quantity_milli for line in bad_till.counter.session.basket.lines]
        assert totals == [1500, 1000]
        receipt = bad_till.pay(amount="10")
        assert receipt.total_minor == 249 * 3 // 2 + 1 + 189
        bad_till.enter("INDIGO")  # a Turkish machine would look for a dotless i
        bad_till.press("Esc", "Esc")
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize(
    "text", ["١٢٫٥", "۱۲٫۵", "१२.५", "12٫5", "1 234,50", "1'234.50", "½"], ids=lambda text: f"row84-{text}"
)
def test_a_number_of_another_script_is_no_number(text):
    assert parse_decimal(text, 2) is None


def test_row84_the_process_locale_is_never_asked():
    assert locale.localeconv()["decimal_point"] == "."
    assert parse_decimal("1,5", 3) == parse_decimal("1.5", 3) == 1500


@pytest.mark.parametrize("fault", [*FAULTS, "late"], ids=lambda fault: f"row85-{fault}")
def test_a_printer_that_fails_keeps_the_receipt_and_prints_it_later(fault):
    clock, shelf, paper = SetClock(NOON), MemoryShelf(), Paper()
    profile = PrinterProfile(asks_status=True)
    queue = PrintQueue(shelf, paper.line, profile, clock)
    queue.submit(SLIP)
    paper.fault, paper.at_byte = fault, 300
    assert queue.step()
    assert len(shelf.jobs) == 1
    assert queue.view().why
    clock.advance(60_000)
    run(queue, clock)
    assert shelf.jobs == {}
    last = paper.complete[-1]
    assert last == render(SLIP, profile) or b"*** COPY" in last


def test_row85_a_printer_that_is_off_at_the_start_stops_no_sale(bad_till, tmp_path):
    equipment, before = bad_till.equipment, bad_till.equipment.settings
    equipment.apply(devices_from({"printer": {"connection": "file", "target": str(tmp_path / "gone" / "lp0")},
                                  "sound": {"enabled": False}}))  # fmt: skip
    try:
        for _ in range(3):
            bad_till.scan(MILK)
            bad_till.pay()
        assert bad_till.mode in ("done", "basket")
        bad_till.qtbot.waitUntil(lambda: len(equipment.station.queue().queue.view().waiting) >= 3, timeout=5000)
    finally:
        equipment.apply(before)


@given(st.binary(max_size=12))
def test_row86_a_status_that_is_none_is_ignored(answer):
    if answer and all(map(is_status, answer)):
        return
    assert paper_status(answer) == offline_status(answer) == "unknown"


@given(st.binary(max_size=6))
def test_row86_garbage_from_the_line_never_holds_a_receipt_back(answer):
    if any(map(is_status, answer)):
        return
    clock, shelf, paper = SetClock(NOON), MemoryShelf(), Paper()

    class Babbling:
        def __init__(self, line):
            self._line = line

        def __getattr__(self, name):
            return getattr(self._line, name)

        def ask(self, _question):
            return answer

    queue = PrintQueue(shelf, lambda: Babbling(paper.line()), PrinterProfile(asks_status=True), clock)
    queue.submit(SLIP)
    run(queue, clock)
    assert shelf.jobs == {}


def test_row91_enter_that_is_held_pays_once_at_most(bad_till):
    bad_till.scan(COFFEE)
    before = bad_till.receipts()
    bad_till.press("F12")
    bad_till.wait_for_guard()
    handle = bad_till.window.windowHandle()
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    QTest.keyClick(handle, Qt.Key.Key_Return)
    for _ in range(40):
        QGuiApplication.sendEvent(handle, held)
    bad_till.settle()
    assert bad_till.receipts() == before + 1


def test_row91_a_double_click_on_the_pay_button_makes_one_receipt(bad_till):
    bad_till.scan(COFFEE)
    before = bad_till.receipts()
    bad_till.press("F12")
    bad_till.wait_for_guard()
    done = bad_till.terminal.checkout.panels.payment._exact
    for click in (QTest.mouseClick, QTest.mouseDClick, QTest.mouseClick):
        click(done, Qt.MouseButton.LeftButton)
    bad_till.settle()
    assert bad_till.receipts() == before + 1


def test_row91_a_scan_into_the_pin_pad_signs_nobody_in(bad_till, bad_terminal):
    from app.ui.shell.lock_screen import LockScreen

    lock = LockScreen(bad_terminal.desk)
    try:
        for sign in "2912345678906":
            from app.ui.shell.actions import Press

            lock.on_key_pressed(Press("", sign), "")
        lock.on_key_pressed(Press("Enter"), "2912345678906")
        breathe(2)
        assert bad_terminal.desk.till.staff is not None
    finally:
        lock.deleteLater()


@pytest.mark.skipif(os.name != "posix", reason="pipes are of POSIX systems")
def test_row85_a_pipe_that_nobody_reads_hangs_nobody(bad_till, tmp_path):
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    equipment, before = bad_till.equipment, bad_till.equipment.settings
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    equipment.apply(devices_from({"printer": {"connection": "file", "target": str(pipe)}, "sound": {"enabled": False}}))
    try:
        bad_till.scan(MILK)
        bad_till.pay()
        assert bad_till.mode in ("done", "basket")
    finally:
        equipment.apply(before)
        os.close(reader)
