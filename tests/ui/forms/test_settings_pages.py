"""Settings beside the form: who changed what, a file and back, defaults, searching in any language, scan rules."""

from pathlib import Path

import pytest

from app.settings.devices import DeviceSettings
from app.ui.settings.sections import SHOP, TILL
from app.workflows.device_desk import DEVICE_DESK
from app.workflows.scans.rules import DEFAULT_RULES
from tests.ui.forms.conftest import MakeBench
from tests.ui.forms.desk import Bench, settle
from tests.ui.forms.shop import Shop
from tests.ui.visible import visible_texts

PARTNER = "other_card length=16 prefix=6014 check=luhn name=Lucky_Club"


def words_on(at: Bench) -> str:
    return "\n".join(visible_texts(at.window))


def change(screen, option: str, value: str) -> None:
    line = screen.editors[SHOP, option].widget.line
    line.setText(value)
    line.textEdited.emit(value)


def test_who_changed_what_is_shown_newest_first(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("settings", "shop")
    change(screen, "address", "Nevsky 14")
    at.press("Ctrl+S")
    change(screen, "address", "Nevsky 15")
    at.press("Ctrl+S")
    screen.show_page("changes")
    settle()
    said = words_on(at)
    assert said.index("Nevsky 14 → Nevsky 15") < said.index("12 Market St, Utrecht → Nevsky 14")
    assert "Olga Petrova" in said
    assert "Name of the shop" not in said


def test_a_shop_that_changed_nothing_says_so(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    at.open("settings", "changes")
    assert "Nothing was changed yet" in words_on(at)


class Devices:
    """A desk of devices that keeps what it is given."""

    def __init__(self) -> None:
        self.settings = DeviceSettings()

    def keep(self, settings, on_kept) -> None:
        self.settings = settings
        on_kept()


def test_a_file_is_written_previewed_taken_over_and_taken_back(corner: Shop, bench: MakeBench, tmp_path: Path) -> None:
    at = bench(corner)
    devices = Devices()
    at.desk.services[DEVICE_DESK] = lambda: devices
    file = tmp_path / "настройки.toml"
    screen = at.open("settings", "file")
    screen.file_page.write_to(file)
    settle()
    assert "The settings are in" in at.said
    text = file.read_text().replace('theme = "light"', 'theme = "dark"').replace("return_days = 14", "return_days = 30")
    file.write_text(text.replace("volume_percent = 70", "volume_percent = 20"))
    screen.file_page.read_from(file)
    settle()
    said = words_on(at)
    assert "3 settings would change" in said
    assert "Days for a return: 14 → 30" in said
    assert corner.now().settings.return_days == 14
    screen.file_page.take_over()
    settle()
    assert corner.now().settings.return_days == 30
    assert at.face.look.name == "dark"
    assert devices.settings.sound.volume_percent == 20
    undo = at.window.messages.notice.action[2]
    undo()
    settle()
    assert corner.now().settings.return_days == 14
    assert at.face.look.name == "light"
    assert devices.settings == DeviceSettings()


@pytest.mark.parametrize(
    "content", [b"", b"format = 1\n[till]\nscale_percent = 5\n", b"\xff\xfe", b"format = 1\n[x]\n"]
)
def test_a_bad_file_is_refused_and_changes_nothing(
    corner: Shop, bench: MakeBench, tmp_path: Path, content: bytes
) -> None:
    at = bench(corner)
    before = corner.now().settings, at.till.settings
    (tmp_path / "bad.toml").write_bytes(content)
    screen = at.open("settings", "file")
    screen.file_page.read_from(tmp_path / "bad.toml")
    settle()
    assert at.window.messages.notice is not None
    assert screen.file_page.take_button.isHidden()
    assert (corner.now().settings, at.till.settings) == before


def test_a_folder_a_pipe_and_a_missing_file_are_refused(corner: Shop, bench: MakeBench, tmp_path: Path) -> None:
    import os

    at = bench(corner)
    screen = at.open("settings", "file")
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "gone", Path("/dev/zero")):
        screen.file_page.read_from(path)
        settle()
        assert "cannot be read" in at.said


def test_a_setting_goes_back_to_its_default(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    at.desk.services["set_till"](large_quantity=80)
    screen = at.open("settings", "till")
    row = screen.editors[TILL, "large_quantity"].widget.parentWidget()
    assert row.back.isVisible()
    assert "50" in row.back.toolTip()
    row.back.click()
    settle()
    assert at.till.settings.large_quantity == 50
    assert not row.back.isVisible()


@pytest.mark.parametrize(
    ("language", "text", "option"),
    [("en", "days return", "return_days"), ("ru", "days return", "return_days"), ("en", "дней возврат", "return_days"),
     ("ru", "theme", "theme")],
)  # fmt: skip
def test_a_setting_is_found_in_either_language(
    old_corner: Shop, bench: MakeBench, language: str, text: str, option: str
) -> None:
    at = bench(old_corner)
    at.speak(language)
    screen = at.open("settings")
    screen.search.setText(text)
    screen._build()
    assert option in {name for _, name in screen.editors}
    at.speak("en")


def test_a_device_setting_is_found_and_its_page_is_opened(old_corner: Shop, bench: MakeBench) -> None:
    from app.ui.widgets.button import Button

    at = bench(old_corner)
    screen = at.open("settings")
    screen.search.setText("cutter")
    screen._build()
    settle()
    found = [each for each in screen.findChildren(Button) if "cutter" in each.text()]
    assert len(found) == 2, "both printers have one"
    found[0].click()
    settle()
    assert at.window.screen_in_front is not screen
    assert "cuts" in at.window.screen_in_front.editors


def test_a_partners_card_is_added_tried_and_kept(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("settings", "codes")
    rules = screen.editors[SHOP, "scan_rules"].widget
    rules.add_card.click()
    row = next(row for row in rules.rows if "name" in row.lines)
    for name, value in (("name", "Lucky Club"), ("prefix", "6014"), ("length", "16")):
        row.lines[name].setText(value)
        row.lines[name].textEdited.emit(value)
    row.check.put("luhn")
    rules.try_code("6014350000000000")
    assert rules.trial.note == "A card of Lucky Club."
    rules.try_code("2912345678906")
    assert rules.trial.note == "A member's card of ours."
    rules.try_code("2112345015002")
    assert "article 12345, value 1.5" in rules.trial.note
    rules.changed.emit()
    at.press("Ctrl+S")
    assert PARTNER in corner.now().settings.scan_rules
    rules = screen.editors[SHOP, "scan_rules"].widget
    next(row for row in rules.rows if "name" in row.lines).remove.click()
    at.press("Ctrl+S")
    assert corner.now().settings.scan_rules == ()


def test_a_rule_that_would_take_our_cards_is_refused_where_it_stands(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("settings", "codes")
    rules = screen.editors[SHOP, "scan_rules"].widget
    rules.add_card.click()
    row = next(row for row in rules.rows if "name" in row.lines)
    row.lines["length"].setText("13")
    row.lines["length"].textEdited.emit("13")
    at.press("Ctrl+S")
    assert "are ours" in words_on(at)
    assert corner.now().settings.scan_rules == ()


def test_rules_are_moved(corner: Shop, bench: MakeBench) -> None:
    at = bench(corner)
    screen = at.open("settings", "codes")
    rules = screen.editors[SHOP, "scan_rules"].widget
    rules.rows[-1].up.click()
    at.press("Ctrl+S")
    assert corner.now().settings.scan_rules == (*DEFAULT_RULES[:-2], "link", "goods")
