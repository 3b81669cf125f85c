"""The way of a key: from the window to the screen, whatever has focus.

Keys are taken at the window, before any widget: so a typed digit or a scan lands in the entry line even
while the focus is elsewhere, and a scan's Enter never presses a button. A field of a form that is being
edited keeps its own keys, but for function keys and Esc.

`ScanSource` is the seam for scanners: it sees every key first and says when one of them ended a scan.
Today a scan is fast keys that end in Enter; a state machine with scan codes can take its place.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from app.ui.shell.actions import Press
from app.values.folding import layout_twins

SCAN_GAP_MS = 35.0
SHORTEST_SCAN = 6

_NAMES: dict[int, str] = {
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Delete: "Del",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_PageUp: "PgUp",
    Qt.Key.Key_PageDown: "PgDown",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_Tab: "Tab",
    **{getattr(Qt.Key, f"Key_F{n}"): f"F{n}" for n in range(1, 13)},
}
_LETTERS = {getattr(Qt.Key, f"Key_{letter}"): letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_SIGNS: dict[int, str] = {
    Qt.Key.Key_Plus: "+",
    Qt.Key.Key_Minus: "-",
    Qt.Key.Key_Equal: "=",
    Qt.Key.Key_BracketRight: "]",
}
_DIGITS = {getattr(Qt.Key, f"Key_{digit}"): str(digit) for digit in range(10)}


def steady_ms() -> float:
    """Milliseconds on a clock that runs evenly: for the pace of keys and the guards of money, never for dates."""
    return time.perf_counter() * 1000


def press_of(event: QKeyEvent, at_ms: float | None = None) -> Press:
    """A key event as a press; physical keys for combinations, so that a Cyrillic layout does not matter."""
    at_ms = steady_ms() if at_ms is None else at_ms
    key = event.key()
    name = _NAMES.get(key, "")
    modifiers = event.modifiers()
    held = [
        word
        for flag, word in (
            (Qt.KeyboardModifier.ControlModifier, "Ctrl"),
            (Qt.KeyboardModifier.AltModifier, "Alt"),
        )
        if modifiers & flag
    ]
    if len(held) == 2 and event.text().isprintable() and event.text():
        held = []  # AltGr types a character
    if held:
        base = name or _LETTERS.get(key) or _DIGITS.get(key) or _SIGNS.get(key) or _physical_letter(event)
        return Press("+".join([*held, base]), "", event.isAutoRepeat(), at_ms)
    text = "" if name else event.text()
    return Press(name, text if text.isprintable() else "", event.isAutoRepeat(), at_ms)


def _physical_letter(event: QKeyEvent) -> str:
    """The Latin letter of a key under another layout: Ctrl with a Cyrillic letter is still Ctrl+Z."""
    text = chr(event.key()) if 0 < event.key() < 0x110000 else event.text()
    twins = [twin for twin in layout_twins(text) if len(twin) == 1 and twin.isascii() and twin.isalpha()]
    return twins[0].upper() if twins else ""


class ScanSource(Protocol):
    """Tells scans from typing."""

    def feed(self, press: Press) -> str:
        """Take note of a key. Returns the code if this key ended a scan, else nothing."""
        ...


class FastKeys:
    """Keys in quick succession that end in Enter are a scan."""

    def __init__(self, gap_ms: float = SCAN_GAP_MS, shortest: int = SHORTEST_SCAN) -> None:
        self._gap_ms, self._shortest = gap_ms, shortest
        self._typed = ""
        self._last_ms = 0.0

    def feed(self, press: Press) -> str:
        if press.at_ms - self._last_ms > self._gap_ms:
            self._typed = ""
        self._last_ms = press.at_ms
        if press.name == "Enter":
            typed, self._typed = self._typed, ""
            return typed if len(typed) >= self._shortest else ""
        self._typed = self._typed + press.text if press.text else ""
        return ""


class KeyTarget(Protocol):
    """Whoever takes the keys now."""

    def takes_typing(self) -> bool:
        """Whether letters and digits are for it as well, wherever the focus is."""
        ...

    def on_key_pressed(self, press: Press, scan: str) -> bool:
        """Use a key; `scan` is the code that it ended, or empty. Returns whether it was used."""
        ...


class KeyRouter(QObject):
    """Takes the keys of one window and hands them to the target that is shown.

    Attributes:
        everywhere: Keys that mean the same on every screen and in every field.
    """

    def __init__(
        self,
        window: QWidget,
        target: Callable[[], KeyTarget | None],
        scans: ScanSource,
        now_ms: Callable[[], float] = steady_ms,
    ) -> None:
        """`now_ms` is the clock that tells a scanner's pace from a person's."""
        super().__init__(window)
        self._window, self._target, self.scans = window, target, scans
        self._now_ms = now_ms
        self.everywhere: dict[str, Callable[[], None]] = {}
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(watched, QWindow):
            return False
        if watched is not self._window.windowHandle() or not isinstance(event, QKeyEvent):
            return False
        return self.route(press_of(event, self._now_ms()))

    def route(self, press: Press) -> bool:
        """Hand a press on; returns whether it was used."""
        target = self._target()
        if target is None or QApplication.activePopupWidget() is not None:
            return False
        scan = self.scans.feed(press)
        if press.name in self.everywhere:
            if not press.repeat:
                self.everywhere[press.name]()
            return True
        if self._is_field_edited() and not (press.name == "Esc" or press.name[:1] == "F"):
            return False
        if not target.takes_typing() and not press.name:
            return False
        return target.on_key_pressed(press, scan)

    def _is_field_edited(self) -> bool:
        focus: QWidget | None = self._window.focusWidget()
        if focus is None or focus.property("entry"):
            return False
        fields = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)
        return isinstance(focus, fields) and focus.isEnabled()
