"""The set-up assistant: five steps, none a must, each taken up again later, done in far less than five minutes."""

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.devices.printers.finding import find_printers
from app.main import first
from app.settings.devices import DeviceSettings
from app.settings.till import TillSettings
from app.storage.backup import backup
from app.storage.backups.shelf import Shelf
from app.storage.shop_folder import ShopFolder
from app.storage.store import Store
from app.ui.devices.unequipped import Unequipped
from app.ui.setup.opening import open_when_new
from app.ui.setup.screen import ALL
from app.ui.start.first import FirstStart
from app.values.words import plain
from app.workflows.device_desk import DEVICE_DESK, FoundPrinter, ScannerReport
from app.workflows.first_shop import first_program, templates
from tests.samples import clock, make_store, sell
from tests.ui.forms.conftest import MakeBench
from tests.ui.forms.desk import Bench, settle
from tests.ui.forms.shop import Shop
from tests.ui.visible import visible_texts

GOODS = "sku,name,price,tax\nmug,Mug,8.50,standard\nbad,,1.00,standard\n"


class Devices(Unequipped):
    """A desk that keeps, finds one printer and has measured a scanner."""

    tested = ""

    def find_printers(self, on_found):
        on_found((FoundPrinter("file", "/dev/usb/lp0", "lp0"),))

    def test(self, name):
        self.tested = name

    def scanner_report(self):
        return ScannerReport(("0123456789",), 60, (plain("Digits arrive"),), {"gap_ms": 60})


@pytest.fixture
def devices() -> Devices:
    return Devices()


@pytest.fixture
def at(corner: Shop, bench: MakeBench, devices: Devices) -> Bench:
    made = bench(corner)
    made.desk.services[DEVICE_DESK] = lambda: devices
    return made


def words_on(at: Bench) -> str:
    return "\n".join(visible_texts(at.window))


def test_every_step_can_be_skipped_gone_back_to_and_put_away(at: Bench) -> None:
    screen = at.open("setup")
    for place in range(len(ALL)):
        assert screen.at == place
        assert ALL[place].title.text in words_on(at)
        at.press("PgDown") if place < len(ALL) - 1 else None
    at.press("PgUp", "PgUp")
    assert screen.at == len(ALL) - 3
    screen.later_button.click()
    settle()
    assert at.window.screen_in_front is at.home
    assert at.open("setup").at == len(ALL) - 3


def test_a_printer_is_found_tried_and_set_up(at: Bench, devices: Devices) -> None:
    screen = at.open("setup")
    step = screen.steps[0]
    assert not step.is_done()
    step.look()
    settle()
    (found,) = [each for each in step.found.findChildren(type(step.try_button)) if "lp0" in each.text()]
    found.click()
    step.try_it()
    settle()
    assert (devices.settings.printer.connection, devices.settings.printer.target) == ("file", "/dev/usb/lp0")
    assert devices.tested == "printer"
    assert step.is_done()
    step.editors["page_number"].put(17)
    step.editors["code_page"].put("cp866")
    step.keep()
    settle()
    assert (devices.settings.printer.page_number, devices.settings.printer.code_page) == (17, "cp866")
    step.editors["page_number"].widget.line.setText("999")
    step.keep()
    assert step.editors["page_number"].widget.is_wrong
    assert devices.settings.printer.page_number == 17


def test_a_scan_leads_to_the_scanner_and_is_measured(at: Bench, devices: Devices) -> None:
    screen = at.open("setup")
    at.scan("0123456789")
    assert screen.at == 1
    assert "Digits arrive" in words_on(at)
    screen.steps[1].take_over()
    assert devices.settings.scanner.gap_ms == 60
    assert screen.steps[1].is_done()


def test_an_offer_is_begun_with_one_button(at: Bench, corner: Shop) -> None:
    screen = at.open("setup")
    screen.show_step(2)
    step = screen.steps[2]
    other = next(program for program in templates() if corner.now().program(program.id) is None)
    step.cards[other.id].publish.click()
    settle()
    assert corner.now().program(other.id) is not None
    assert not step.cards[other.id].publish.isVisible()
    assert step.is_done()


def test_goods_are_told_before_they_come_in(at: Bench, corner: Shop, tmp_path: Path) -> None:
    file = tmp_path / "goods.csv"
    file.write_text(GOODS)
    screen = at.open("setup")
    screen.show_step(3)
    step = screen.steps[3]
    with corner.books.reads() as reads:
        before = reads.count_products()
    step.check("products", file)
    settle()
    said = words_on(at)
    assert "2 rows: 1 new, 0 changed, 0 the same, 1 stay out." in said
    assert "Line 3" in said
    with corner.books.reads() as reads:
        assert reads.count_products() == before
    step.bring_button.click()
    settle()
    with corner.books.reads() as reads:
        assert reads.count_products() == before + 1
    assert "1 rows are in the shop" in words_on(at)
    (tmp_path / "bad.csv").write_bytes(b"\x00\x01\x02" * 50)
    step.check("members", tmp_path / "bad.csv")
    settle()
    assert step.bring_button.isHidden()


def test_a_cashier_is_added_or_refused_at_the_field(at: Bench, corner: Shop) -> None:
    screen = at.open("setup")
    screen.show_step(4)
    step = screen.steps[4]
    step.name.line.setText("Nora")
    step.pin.line.setText("1111")
    step.add_cashier()
    settle()
    assert step.pin.is_wrong
    step.pin.line.setText("4937")
    step.add_cashier()
    settle()
    assert any(person.name == "Nora" for person in corner.now().staff.values())
    assert "Nora" in words_on(at)


def test_a_new_till_opens_it_once_somebody_may_set_up(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    person, at.till.staff = at.till.staff, None
    at.desk.services["set_till"](setup_at_start=True)
    open_when_new(at.desk)
    settle()
    assert at.window.screen_in_front is at.home
    at.till.sign(person)
    settle()
    assert type(at.window.screen_in_front).__name__ == "SetupScreen"
    at.window.screen_in_front.put_away()
    assert not at.till.settings.setup_at_start
    at.till.sign(None)
    at.till.sign(person)
    settle()
    assert at.window.screen_in_front is at.home


def test_only_a_shop_of_ones_own_asks_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.settings.countries import settings_for
    from app.ui.start import FirstChoice
    from app.workflows.first_shop import Beginning

    beginning = Beginning(settings_for("NL", "Corner"), owner="Anna", pin="4821")
    choice = FirstChoice("new", "ru", "dark", beginning)
    monkeypatch.setattr(first, "first_start", lambda make, **_options: make(choice) or True)
    assert first.ask_first(tmp_path / "shop") == tmp_path / "shop"
    settings = ShopFolder(tmp_path / "shop").load_till().settings
    assert settings == dataclasses.replace(TillSettings(), language="ru", theme="dark", setup_at_start=True)


def test_a_folder_with_backups_but_without_its_shop_offers_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.ui.start import FirstChoice

    folder = tmp_path / "shop"
    with make_store(folder) as store:
        sell(store, "sale-1")
        shelf = Shelf(store.folder.backups)
        shelf.prepare()
        backup(store, shelf.free_name(store.clock.now(), "asked"))
    for file in folder.glob("shop.db*"):
        file.unlink()
    offered = []

    def start(make, **options):
        offered.append(options["backup"])
        make(FirstChoice("restore", "en", "light"))
        return True

    monkeypatch.setattr(first, "first_start", start)
    assert first.ask_first(folder) == folder
    assert "UTC" in offered[0].english()
    with Store.open(folder, clock()) as store, store.reads() as reads:
        assert len(reads.recent_receipts(9)) == 1


def test_the_window_shows_the_backup_first_and_takes_key_3(qtbot: QtBot) -> None:
    choices = []
    window = FirstStart(choices.append, backup=plain("21.11.2026 12:00 UTC"))
    qtbot.addWidget(window)
    window.show()
    assert window.ways.back.hasFocus() or window.focusWidget() is window.ways.back
    with qtbot.waitSignal(window.finished):
        QTest.keyClick(window, Qt.Key.Key_3)
    assert [choice.kind for choice in choices] == ["restore"]
    window.close()


def test_printers_of_this_machine_are_found_without_asking_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "usb").mkdir()
    (tmp_path / "usb" / "lp0").touch()
    (tmp_path / "lp1").touch()
    lpstat = tmp_path / "lpstat"
    lpstat.write_text("#!/bin/sh\necho Receipts\necho Office\n")
    lpstat.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    found = find_printers(tmp_path)
    assert [(each.connection, each.target) for each in found if each.connection != "serial"] == [
        ("file", str(tmp_path / "usb" / "lp0")),
        ("cups", "Receipts"),
        ("cups", "Office"),
        ("file", str(tmp_path / "lp1")),
    ]


def test_the_templates_begin_with_the_points() -> None:
    assert templates()[0].id == first_program().id
    assert len({program.id for program in templates()}) == len(templates()) >= 5


def test_devices_stay_as_they_were_where_nothing_was_set(at: Bench, devices: Devices) -> None:
    screen = at.open("setup")
    for _ in ALL:
        screen.next()
    settle()
    assert devices.settings == DeviceSettings()
