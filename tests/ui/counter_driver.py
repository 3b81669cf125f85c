"""Drives the real window as a cashier does: keys and scans posted to the window, and what is on it read back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.main import Terminal
from app.sales.receipt import Receipt
from app.ui.checkout.lines import LineRow
from app.ui.checkout.money_keys import GUARD_MS
from app.ui.shell.keys import SCAN_GAP_MS

KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Del": Qt.Key.Key_Delete,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Backspace": Qt.Key.Key_Backspace,
    "Space": Qt.Key.Key_Space,
    "Tab": Qt.Key.Key_Tab,
    **{f"F{n}": getattr(Qt.Key, f"Key_F{n}") for n in range(1, 13)},
    **{letter: getattr(Qt.Key, f"Key_{letter}") for letter in "ZYL123456789"},
}


def press_character(window: QWindow, character: str) -> None:
    """A key that types this character, under any layout: Qt's own tester knows Latin keys only."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        key = ord(character.upper()) if character.isascii() else 0
        QGuiApplication.sendEvent(window, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character))


class Driver:
    """A cashier's hands and eyes."""

    def __init__(self, terminal: Terminal, qtbot: QtBot) -> None:
        self.terminal, self.qtbot = terminal, qtbot
        self.draft_matters = True
        self.window = terminal.window
        self.counter = terminal.checkout.counter

    # -- hands

    def settle(self) -> None:
        """Wait until nothing is under way."""
        tasks = self.terminal.tasks
        draft = self.counter.draft
        self.qtbot.waitUntil(
            lambda: tasks.is_idle and not self.counter.is_waiting and (draft.is_kept or not self.draft_matters),
            timeout=5000,
        )
        QTest.qWait(1)

    def press(self, *names: str) -> None:
        """Press keys by name: `F12`, `Ctrl+Z`, `Alt+1`."""
        for name in names:
            *held, key = name.split("+") if len(name) > 1 else [name]
            modifiers = Qt.KeyboardModifier.NoModifier
            for word in held:
                modifiers |= getattr(Qt.KeyboardModifier, {"Ctrl": "ControlModifier", "Alt": "AltModifier"}[word])
            QTest.keyClick(self.window.windowHandle(), KEYS[key], modifiers)
            self.settle()

    def type(self, text: str) -> None:
        """Type as a person does: too slowly to be a scanner."""
        for character in text:
            QTest.qWait(int(SCAN_GAP_MS) + 3)
            press_character(self.window.windowHandle(), character)
        self.settle()

    def enter(self, text: str) -> None:
        """Type, then Enter."""
        self.type(text)
        QTest.qWait(int(SCAN_GAP_MS) + 3)
        self.press("Enter")

    def scan(self, *codes: str, wait: bool = True) -> None:
        """Scan as a scanner does: all keys at once, then Enter."""
        for code in codes:
            handle = self.window.windowHandle()
            QTest.qWait(int(SCAN_GAP_MS) + 3)
            for character in code:
                QTest.keyClick(handle, character)
            QTest.keyClick(handle, Qt.Key.Key_Return)
            if wait:
                self.settle()

    def pay(self, *, amount: str = "", key: str = "Enter") -> Receipt:
        """F12, an amount, and the key of a tender; returns the receipt that was kept."""
        self.press("F12")
        self.wait_for_guard()
        if amount:
            self.type(amount)
        if key == "Enter":
            QTest.qWait(int(SCAN_GAP_MS) + 3)
            self.press("Enter")
        else:
            self.type(key)
        self.settle()
        return self.receipt()

    def wait_for_guard(self) -> None:
        """Money keys are dead for a moment after payment was first seen."""
        self.qtbot.waitUntil(lambda: self.counter.mode.painted_ms is not None, timeout=2000)
        QTest.qWait(int(GUARD_MS) + 20)

    # -- eyes

    @property
    def mode(self) -> str:
        """Name of the mode on top."""
        return self.counter.mode.name

    @property
    def rows(self) -> list[LineRow]:
        """The rows of the basket table."""
        return self.terminal.checkout.table.lines.rows

    @property
    def names(self) -> list[str]:
        """Their names."""
        return [row.name for row in self.rows]

    @property
    def due(self) -> int:
        """What the totals ask for, in minor units."""
        return self.counter.session.quote.due_minor

    @property
    def entry(self) -> str:
        """What the entry line holds."""
        return self.terminal.checkout.entry.text()

    @property
    def notice(self) -> str:
        """The message on show, in the screen's language; empty for none."""
        shown = self.window.messages.notice
        return self.window.desk.face.say(shown.words) if shown else ""

    def words(self, widget: QWidget | None = None) -> str:
        """Everything that is written on the visible widgets (or one of them), for looking up a sentence."""
        from tests.ui.visible import visible_texts

        return "\n".join(visible_texts(widget or self.window))

    def receipt(self, place: int = -1) -> Receipt:
        """A receipt from the books; by default the last."""
        with self.terminal.store.reads() as reads:
            rows = sorted(reads.recent_receipts(100), key=lambda row: row.number)
            found = reads.receipt(rows[place].sale)
        assert found is not None
        return found[0]

    def receipts(self) -> int:
        """How many receipts there are."""
        with self.terminal.store.reads() as reads:
            return len(reads.recent_receipts(1000))

    def picture(self, path: Path) -> None:
        """Keep a picture of the window."""
        self.window.grab().save(str(path))
