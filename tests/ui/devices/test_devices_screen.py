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
    button(page, "Take over what was measured").click()
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


def test_waiting_receipts_have_an_age_and_go_to_the_other_printer(page, till, equipment, tmp_path, shop):
    other = tmp_path / "lp1"
    equipment.apply(
        devices_from(
            {
                **QUIET,
                "printer": {"connection": "file", "target": str(tmp_path / "gone" / "lp0")},
                "second_printer": {
                    "connection": "file",
                    "target": str(other),
                    "columns": 32,
                    "dots": 384,
                    "cuts": False,
                },
            }
        )
    )
    till.window.go_home()
    till.scan(COFFEE)
    receipt = till.pay()
    with till.terminal.store.reads() as reads:
        equipment.print_receipt(receipt_view(reads, till.terminal.desk.till.shop, receipt.sale))
    queue = equipment.station.queue().queue
    till.qtbot.waitUntil(lambda: bool(queue.view().why))
    shop.clock.advance(12 * 60_000)
    till.window._bring(page)
    page.show_section("printer")
    till.settle()
    assert "waits 12 minutes" in till.words(page)
    assert "not answering" in till.words(page)
    button(page, "Other printer").click()
    till.qtbot.waitUntil(lambda: other.exists() and bool(other.read_bytes()))
    till.settle()
    assert queue.view().waiting == queue.view().old == ()
    assert "other printer" in till.notice
    # 42 columns on paper of 32: drawn in smaller letters, so that nothing is cut off
    assert b"\x1dv0\x00" in other.read_bytes()


def test_events_are_shown_newest_first_and_at_most_twenty(page, till, equipment, shop):
    from app.values.words import plain

    for number in range(30):
        shop.clock.advance(1000)
        equipment.station.events.note("camera", plain(f"event {number}"))
    page.show_section("scanner")
    till.settle()
    said = till.words(page)
    assert "event 29" in said
    assert "event 10" in said
    assert "event 9\n" not in said
    assert said.index("event 29") < said.index("event 28")


def test_the_report_is_saved_and_copied_and_holds_no_secret(page, till, equipment, tmp_path):
    equipment.apply(devices_from({**QUIET, "mail": {"host": "mail.example", "user": "anna@example.com"}}))
    equipment.station.events.note("printer", DEVICE_WORDS["printer"])
    page.show_section("")
    till.settle()
    page.save_report(tmp_path / "report.txt")
    till.settle()
    text = (tmp_path / "report.txt").read_text()
    assert "[printer]" in text
    assert "gap_ms = 35" in text
    assert "Receipt printer" in text
    assert "anna@example.com" not in text
    assert "keyring" in text
    page.copy_report()
    from PySide6.QtGui import QGuiApplication

    assert QGuiApplication.clipboard().text() == text


def test_what_was_measured_is_taken_over_by_one_key(page, till, equipment):
    page.show_section("scanner")
    for text, end in ((DIGITS, "\t"), (SIGNS, "\t")):
        typed = text.replace("A", "Ф").replace("Z", "Я").replace("a", "ф").replace("z", "я")
        equipment.test_scans.append(Scan(text, True, end, 40.0, typed if text == SIGNS else text))
    page.look_again()
    till.settle()
    said = till.words(page)
    assert "A code ends with: Tab." in said
    assert "80 ms" in said
    next(action for action in page.page_keys() if action.key == "Ctrl+R").run()
    till.settle()
    assert equipment.settings.scanner.gap_ms == 80
    assert "Ctrl+R" not in {action.key for action in page.page_keys()}


def test_the_layout_of_the_keyboard_is_told(till, equipment):
    from app.devices.scanner.calibration import calibrate
    from app.devices.scanner.layouts import LAYOUTS, typed_under
    from app.devices.scanner.scan_codes import strokes_of

    for name in LAYOUTS:
        scans = []
        for text in (DIGITS, SIGNS):
            typed = "".join(typed_under(name, key, shift=shift) for key, shift in strokes_of(text))
            scans.append(Scan(text, True, "\r", 9.0, typed))
        assert calibrate(tuple(scans)).layout == name


def test_setup_codes_are_printed_as_bars(page, till, equipment, tmp_path):
    from app.devices.printers.escpos_bytes import forbidden

    paper = tmp_path / "lp0"
    equipment.apply(
        devices_from(
            {
                **QUIET,
                "printer": {"connection": "file", "target": str(paper)},
                "scanner": {"setup_codes": ["Add Enter=ADD-CR-1", "Ж=x", "PLAIN"]},
            }
        )
    )
    page.show_section("scanner")
    till.press("F4")
    till.qtbot.waitUntil(lambda: paper.exists() and paper.read_bytes().endswith(b"\x1dV\x42\x03"))
    printed = paper.read_bytes()
    assert b"Add Enter" in printed
    assert b"PLAIN" in printed
    assert forbidden(printed) == []


def test_cameras_are_chosen_by_name_and_their_picture_is_shown(page, till, equipment, tmp_path, monkeypatch):
    from PIL import Image

    from app.devices.scanner.cameras import cameras
    from app.devices.scanner.frames import GreyFrame
    from app.workflows.device_desk import CameraChoice

    (tmp_path / "dev").mkdir()
    (tmp_path / "names" / "video0").mkdir(parents=True)
    for name in ("video0", "video2", "video10"):
        (tmp_path / "dev" / name).touch()
    (tmp_path / "names" / "video0" / "name").write_text("Front Camera\n")
    found = cameras(tmp_path / "dev", tmp_path / "names")
    assert [each.name for each in found] == ["Front Camera", "video2", "video10"]
    monkeypatch.setattr("app.main.device_door.cameras", lambda: (CameraChoice("/dev/video0", "Front Camera"),))
    grey = Image.linear_gradient("L").tobytes()
    monkeypatch.setattr(equipment.station, "camera_frame", lambda: GreyFrame(256, 256, grey))
    page.show_section("scanner")
    till.settle()
    assert [pick.value for pick in page.editors["camera"].widget.row.picks] == ["", "/dev/video0"]
    assert not page._camera.pixmap().isNull()
    page.editors["camera"].put("/dev/video7")
    assert page.editors["camera"].read() == "/dev/video7"


def test_f6_walks_through_the_sections(page, till):
    page.show_section("scanner")
    till.press("F6")
    assert page._section.group == "printer"
    for _ in range(6):
        till.press("F6")
    assert page._section.group == "scanner"
