"""The devices page: changes work at once, states and waiting receipts are shown, a scan is read and not sold."""

import time

import pytest

from app.devices.scanner.calibration import DIGITS, GS1_TEST, SIGNS
from app.devices.scanner.inbox import ScannedCode
from app.main.device_door import DeviceDoor
from app.main.equipment import Equipment
from app.settings.devices import devices_from
from app.storage.shop_folder import ShopFolder
from app.ui.devices.bars import Bars
from app.ui.devices.screen import DevicesScreen
from app.ui.devices.sections import DEVICE_WORDS, SECTIONS
from app.ui.widgets.button import Button
from app.workflows.device_desk import DEVICE_DESK
from app.workflows.receipt_making import receipt_view
from app.workflows.scans.keys import Scan
from tests.ui.shop import COFFEE

QUIET = {"sound": {"enabled": False}}


@pytest.fixture
def equipment(till, shop):
    """The till's devices, all quiet, with their door open."""
    folder = ShopFolder(shop.folder)
    folder.save_devices(devices_from(QUIET))
    desk = till.terminal.desk
    equipment = Equipment(desk, till.window, folder)
    equipment.follow(till.terminal.checkout)
    door = DeviceDoor(desk, equipment, folder, till.terminal.tasks)
    desk.services[DEVICE_DESK] = lambda: door
    yield equipment
    equipment.stop()


@pytest.fixture
def page(till, equipment, qtbot):
    """The page in front."""
    screen = DevicesScreen(till.terminal.desk)
    till.window._take_in(screen)
    till.window._bring(screen)
    yield screen
    till.window.go_home()


def put(page, option, value):
    page.editors[option].put(value)


def button(page, text):
    return next(each for each in page.findChildren(Button) if each.text() == text and each.isVisible())


def test_every_section_shows_its_options(page, till):
    for section in SECTIONS:
        page.show_section(section.group)
        till.settle()
        assert page.editors
        for name in section.devices:
            assert DEVICE_WORDS[name].text in till.words(page)


def test_a_printer_is_set_up_and_tested_without_a_restart(page, till, equipment, tmp_path):
    paper = tmp_path / "lp0"
    put(page, "connection", "file")
    put(page, "target", str(paper))
    page.save()
    till.settle()
    assert equipment.settings.printer.target == str(paper)
    assert ShopFolder(till.terminal.store.folder.root).load_devices().settings == equipment.settings
    assert "ready" in till.words(page)
    page.test()
    till.qtbot.waitUntil(lambda: paper.exists() and b"cp866  17" in paper.read_bytes())
    till.settle()
    assert "test page" in till.notice


def test_a_known_model_fills_in_the_rest(page, till, equipment):
    put(page, "model", "pos-5890")
    page.save()
    till.settle()
    assert (equipment.settings.printer.columns, equipment.settings.printer.page_number) == (32, 59)


def test_a_value_that_cannot_stand_is_said_at_its_place(page, till, equipment):
    before = equipment.settings
    put(page, "page_number", 999)
    page.save()
    till.settle()
    assert equipment.settings == before
    assert "255" in till.words(page)


def test_a_test_without_a_printer_says_so(page, till):
    page.test()
    till.settle()
    assert "printer" in till.notice.lower()


def test_waiting_receipts_can_be_printed_or_dropped(page, till, equipment, tmp_path):
    till.window.go_home()
    till.scan(COFFEE)
    receipt = till.pay()
    equipment.apply(devices_from({**QUIET, "printer": {"connection": "file", "target": str(tmp_path / "no" / "lp")}}))
    with till.terminal.store.reads() as reads:
        equipment.print_receipt(receipt_view(reads, till.terminal.desk.till.shop, receipt.sale))
    till.window._bring(page)
    page.show_section("printer")
    till.qtbot.waitUntil(lambda: "not answering" in till.words(page), timeout=4000)
    assert receipt.number in till.words(page)
    button(page, "Print now").click()
    button(page, "No receipt").click()
    assert receipt.number not in till.words(page)
    assert equipment.station.queue().queue.view().waiting == ()


def test_a_scan_is_shown_and_not_sold(page, till, equipment):
    equipment.on_code_read(ScannedCode(COFFEE, "serial", at_ms=time.monotonic() * 1000))
    till.qtbot.waitUntil(lambda: COFFEE in till.notice)
    assert till.counter.session.basket.is_empty


def test_the_test_scans_are_reported_and_their_pace_is_taken(page, till, equipment):
    page.show_section("scanner")
    equipment.on_keys_scanned(Scan("0123456789", True, "\r", 24.0))
    till.qtbot.waitUntil(lambda: "Digits arrive" in till.words(page))
    button(page, "Take the measured pace").click()
    till.settle()
    assert equipment.settings.scanner.gap_ms == 48


def test_the_codes_on_the_screen_can_be_scanned(page, till):
    import zxingcpp
    from PIL import Image
    from PySide6.QtGui import QImage

    page.show_section("scanner")
    till.settle()
    read = []
    for bars in page.findChildren(Bars):
        picture = bars.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        data = bytes(picture.constBits())
        grey = Image.frombytes("L", (picture.width(), picture.height()), data, "raw", "L", picture.bytesPerLine())
        read += [found.text for found in zxingcpp.read_barcodes(grey, text_mode=zxingcpp.TextMode.Plain)]
    assert read == [DIGITS, SIGNS, GS1_TEST]


def test_sounds_and_the_display_have_a_test(page, till, equipment, monkeypatch):
    played, shown = [], []
    monkeypatch.setattr(equipment.station, "play", played.append)
    monkeypatch.setattr(equipment.station, "show_test", lambda: shown.append(1))
    page.show_section("display")
    page.test()
    page.show_section("sound")
    page.test()
    till.qtbot.waitUntil(lambda: played == ["ok", "warn", "error", "member"], timeout=4000)
    assert shown == [1]
