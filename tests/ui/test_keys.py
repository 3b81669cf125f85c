"""Keys as presses: names under any layout, and fast keys as scans."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from app.ui.shell.actions import Press
from app.ui.shell.keys import FastKeys, press_of

NONE, CTRL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "name", "typed"),
    [
        (Qt.Key.Key_Return, NONE, "\r", "Enter", ""),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, "\r", "Enter", ""),
        (Qt.Key.Key_F12, NONE, "", "F12", ""),
        (Qt.Key.Key_5, Qt.KeyboardModifier.KeypadModifier, "5", "", "5"),
        (Qt.Key.Key_Z, CTRL, "\x1a", "Ctrl+Z", ""),
        (ord("Я"), CTRL, "", "Ctrl+Z", ""),
        (Qt.Key.Key_1, ALT, "1", "Alt+1", ""),
        (0, NONE, "й", "", "й"),
        (Qt.Key.Key_Q, CTRL | ALT, "@", "", "@"),
        (Qt.Key.Key_Tab, NONE, "\t", "Tab", ""),
        (Qt.Key.Key_Shift, NONE, "", "", ""),
        (0, NONE, "\x07", "", ""),
    ],
)
def test_a_key_has_one_name_under_any_layout(
    qtbot: QtBot, key: int, modifiers: Qt.KeyboardModifier, text: str, name: str, typed: str
) -> None:
    press = press_of(QKeyEvent(QEvent.Type.KeyPress, int(key), modifiers, text), 1.0)
    assert (press.name, press.text) == (name, typed)


def feed(keys: FastKeys, text: str, gap: float, *, at: float = 0.0, enter_after: float | None = None) -> str:
    for character in text:
        at += gap
        assert keys.feed(Press("", character, at_ms=at)) == ""
    return keys.feed(Press("Enter", at_ms=at + (gap if enter_after is None else enter_after)))


def test_fast_keys_that_end_in_enter_are_a_scan() -> None:
    assert feed(FastKeys(), "4600123000022", 4.0) == "4600123000022"


@pytest.mark.parametrize("gap", [36.0, 60.0, 200.0])
def test_a_persons_pace_is_no_scan(gap: float) -> None:
    assert feed(FastKeys(), "4600123000022", gap) == ""


def test_a_few_fast_keys_are_no_scan() -> None:
    assert feed(FastKeys(), "12345", 4.0) == ""


def test_what_was_typed_before_a_scan_is_not_part_of_it() -> None:
    keys = FastKeys()
    keys.feed(Press("", "3", at_ms=0.0))
    keys.feed(Press("", "*", at_ms=120.0))
    assert feed(keys, "4600123000022", 4.0, at=400.0) == "4600123000022"


def test_an_enter_that_comes_late_ends_no_scan() -> None:
    assert feed(FastKeys(), "4600123000022", 4.0, enter_after=300.0) == ""


def test_another_key_breaks_a_scan_off() -> None:
    keys = FastKeys()
    for character in "460012":
        keys.feed(Press("", character, at_ms=1.0))
    keys.feed(Press("F2", at_ms=2.0))
    assert keys.feed(Press("Enter", at_ms=3.0)) == ""
