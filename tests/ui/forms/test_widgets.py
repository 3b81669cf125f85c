"""What forms are made of: fields, picks, switches, figures, scans out of fields, and the keyboard on the screen."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.face import Face
from app.ui.forms.choices import ChoiceField
from app.ui.forms.fields import NotesField, TextField
from app.ui.forms.figures import DateField, MoneyField, NumberField, parse_date
from app.ui.forms.picks import Pick, PickField
from app.ui.forms.scans import FieldGuard, is_code
from app.ui.forms.switches import Switch
from app.ui.forms.touch_keys import LAYOUTS, TouchKeys
from app.ui.shell.actions import Press
from app.ui.theme.look import Look
from app.values.locales import Words
from app.values.words import msg, plain


@pytest.fixture
def face(qtbot: QtBot) -> Face:
    return Face(Look("light"), Words("en", "Europe/Amsterdam"), "EUR")


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    QVBoxLayout(widget)
    qtbot.addWidget(widget)
    widget.resize(600, 400)
    widget.show()
    return widget


def put(page: QWidget, *widgets: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    QApplication.processEvents()


# -- figures


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1.3.1990", dt.date(1990, 3, 1)),
        ("01/03/1990", dt.date(1990, 3, 1)),
        (" 1990-03-01 ", dt.date(1990, 3, 1)),
        ("31.02.1990", None),
        ("1.3.90", None),
        ("", None),
        ("tomorrow", None),
        ("١.٣.١٩٩٠", None),
    ],
)
def test_days_are_read_as_people_write_them(text: str, day: dt.date | None) -> None:
    assert parse_date(text) == day


def test_a_money_field_reads_what_it_shows(face: Face, page: QWidget) -> None:
    field = MoneyField(face, msg("Price"))
    put(page, field)
    field.put_minor(123456)
    assert field.minor() == 123456
    face.speak(Words("ru", "Europe/Amsterdam"))
    field.put_minor(123456)
    assert field.text() == "1234,56"
    assert field.minor() == 123456
    field.put_minor(None)
    assert field.is_blank
    assert field.minor() is None


def test_a_date_field_reads_what_it_shows(face: Face, page: QWidget) -> None:
    field = DateField(face, msg("Birthday"))
    put(page, field)
    field.put_day(dt.date(1990, 3, 1))
    assert (field.text(), field.day()) == ("01.03.1990", dt.date(1990, 3, 1))


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("1 200", 1200), ("", None), ("1.5", None), ("-3", -3)])
def test_a_number_field(face: Face, page: QWidget, text: str, number: int | None) -> None:
    field = NumberField(face, msg("Days"))
    put(page, field)
    field.put(text)
    assert field.number() == number


# -- fields


def test_a_refusal_marks_the_field_and_typing_takes_it_away(face: Face, page: QWidget) -> None:
    field = TextField(face, msg("Name"), hint=msg("as it stands on receipts"))
    put(page, field)
    assert field.note == "as it stands on receipts"
    field.refuse(msg("A name is missing."))
    assert (field.is_wrong, field.note) == (True, "A name is missing.")
    assert field.line.property("wrong") == "true"
    assert field.line.accessibleDescription() == "A name is missing."
    field.line.setFocus()
    QTest.keyClicks(field.line, "x")
    assert (field.is_wrong, field.note) == (False, "as it stands on receipts")


def test_only_people_change_a_field(face: Face, page: QWidget) -> None:
    field, notes = TextField(face, msg("Name")), NotesField(face, msg("Notes"))
    put(page, field, notes)
    told: list[str] = []
    field.changed.connect(lambda: told.append("name"))
    notes.changed.connect(lambda: told.append("notes"))
    field.put("a")
    notes.put("b")
    assert told == []
    QTest.keyClicks(field.line, "x")
    QTest.keyClicks(notes.area, "y")
    assert told == ["name", "notes"]


def test_labels_and_choices_follow_the_language(face: Face, page: QWidget) -> None:
    field = ChoiceField(face, msg("Name"), [Pick("cash", msg("cash")), Pick("x", plain("Own words"))])
    put(page, field)
    field.put("cash")
    face.speak(Words("ru"))
    assert field.value() == "cash"
    assert field.box.itemText(1) == "Own words"
    assert field.editor.accessibleName() == face.say(msg("Name"))


# -- picks and switches

PICKS = [Pick("a", plain("One")), Pick("b", plain("Two")), Pick("c", plain("Three"))]


def test_one_of_several_is_picked_by_arrows_and_touch(face: Face, page: QWidget) -> None:
    field = PickField(face, msg("Role"), PICKS)
    put(page, field)
    field.put("a")
    told: list[str] = []
    field.changed.connect(lambda: told.append(field.value()))
    QTest.keyClick(field.row, Qt.Key.Key_Right)
    QTest.keyClick(field.row, Qt.Key.Key_Right)
    QTest.keyClick(field.row, Qt.Key.Key_Right)
    assert told == ["b", "c"]
    QTest.mouseClick(field.row, Qt.MouseButton.LeftButton, pos=field.row._boxes[0].center().toPoint())
    assert field.value() == "a"
    assert field.row.accessibleDescription() == "One"


def test_several_are_picked_by_space_and_a_slid_press_does_nothing(face: Face, page: QWidget) -> None:
    field = PickField(face, msg("Taxes"), PICKS, several=True)
    put(page, field)
    field.put("a")
    QTest.keyClick(field.row, Qt.Key.Key_Right)
    QTest.keyClick(field.row, Qt.Key.Key_Space)
    assert field.values() == ("a", "b")
    first, last = (field.row._boxes[place].center().toPoint() for place in (0, 2))
    QTest.mousePress(field.row, Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseRelease(field.row, Qt.MouseButton.LeftButton, pos=last)
    assert field.values() == ("a", "b")


def test_picks_break_into_rows_where_there_is_no_room(face: Face, page: QWidget) -> None:
    field = PickField(face, msg("Taxes"), PICKS, several=True)
    put(page, field)
    wide = field.row.heightForWidth(600)
    assert field.row.heightForWidth(120) > wide


def test_a_switch_is_set_quietly_and_switched_loudly(face: Face, page: QWidget) -> None:
    switch = Switch(face, msg("Works here"), msg("off: can no longer sign in; what they did stays"))
    put(page, switch)
    told: list[bool] = []
    switch.toggled.connect(told.append)
    switch.put(True)
    assert told == []
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert told == [False]
    assert switch.accessibleDescription() == switch.detail


# -- scans


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("4600123000015", True),
        ("A1B2", True),
        ("Coffee", False),
        ("two words 2", False),
        ("é123", False),
        ("1" * 65, False),
    ],
)
def test_what_a_scanner_sends(text: str, code: bool) -> None:
    assert is_code(text) is code


def scan(guard: FieldGuard, field: TextField, code: str, start: float, gap: float = 5.0) -> bool:
    used = False
    for place, name in enumerate([*code, "Enter"]):
        text = "" if name == "Enter" else name
        press = Press(name if not text else "", text, at_ms=start + place * gap)
        used = guard.feed(field.line, press)
        if not used and text:
            field.line.setText(field.line.text() + text)
    return used


def test_a_scan_leaves_the_field_as_it_was(face: Face, page: QWidget) -> None:
    guard = FieldGuard(page, lambda press: False)
    codes: list[str] = []
    guard.scanned.connect(codes.append)
    field = TextField(face, msg("Name"))
    put(page, field)
    field.put("Coffee")
    assert scan(guard, field, "4600123000015", 1000)
    assert (field.text(), codes) == ("Coffee", ["4600123000015"])


def test_slow_typing_is_no_scan(face: Face, page: QWidget) -> None:
    guard = FieldGuard(page, lambda press: False)
    field = TextField(face, msg("Name"))
    put(page, field)
    assert not scan(guard, field, "4600123000015", 1000, gap=60)
    assert field.text() == "4600123000015"


def test_ctrl_keys_go_to_the_page(face: Face, page: QWidget) -> None:
    used: list[str] = []
    guard = FieldGuard(page, lambda press: used.append(press.name) is None and press.name == "Ctrl+S")
    field = TextField(face, msg("Name"))
    put(page, field)
    assert guard.feed(field.line, Press("Ctrl+S"))
    assert not guard.feed(field.line, Press("Ctrl+A"))
    assert used == ["Ctrl+S", "Ctrl+A"]


# -- the keyboard on the screen


def test_it_types_where_the_focus_is_without_taking_it(face: Face, page: QWidget, qtbot: QtBot) -> None:
    keys, field, notes = TouchKeys(face), TextField(face, msg("Name")), NotesField(face, msg("Notes"))
    put(page, field, notes, keys)
    field.editor.setFocus()
    keys.press("ru")
    keys.press("Shift")
    for letter in "Кофе":
        keys.keys[letter.lower()].click()
    keys.keys["Space"].click()
    keys.press("en")
    keys.keys["x"].click()
    keys.keys["Back"].click()
    assert field.text() == "Кофе "
    keys.keys["Tab"].click()
    keys.keys["1"].click()
    assert notes.text() == "1"


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_every_key_of_a_layout_types_itself(face: Face, page: QWidget, layout: str) -> None:
    keys, field = TouchKeys(face), TextField(face, msg("Name"))
    put(page, field, keys)
    field.editor.setFocus()
    keys.press(layout)
    letters = "".join(LAYOUTS[layout])
    for letter in letters:
        keys.keys[letter].click()
    assert field.text() == letters


def test_it_can_be_put_away(face: Face, page: QWidget) -> None:
    keys = TouchKeys(face)
    put(page, keys)
    keys.keys["Hide"].click()
    assert not keys.isVisible()
