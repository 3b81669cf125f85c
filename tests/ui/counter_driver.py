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
from tests.ui.pace import PERSON_MS, SCANNER_MS, Pace, breathe, until

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
    **{letter: getattr(Qt.Key, f"Key_{letter}") for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"},
    "PgUp": Qt.Key.Key_PageUp,
    "PgDown": Qt.Key.Key_PageDown,
    "Home": Qt.Key.Key_Home,
    "End": Qt.Key.Key_End,
    "+": Qt.Key.Key_Plus,
    "-": Qt.Key.Key_Minus,
    "]": Qt.Key.Key_BracketRight,
}


def press_character(window: QWindow, character: str) -> None:
    """A key that types this character, under any layout: Qt's own tester knows Latin keys only."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        key = ord(character.upper()) if character.isascii() else 0
        QGuiApplication.sendEvent(window, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character))


class Driver:
    """A cashier's hands and eyes.

    Attributes:
        pace: The clock of the keys; it stands still but for what the hands let pass.
        draft_matters: Whether to wait until the open basket lies on disk.
    """

    def __init__(self, terminal: Terminal, qtbot: QtBot) -> None:
        self.terminal, self.qtbot = terminal, qtbot
        self.draft_matters = True
        self.pace = terminal.desk.steady_ms = Pace()
        self.window = terminal.window
        self.counter = terminal.checkout.counter

    # -- hands

    def settle(self) -> None:
        """Wait until nothing is under way."""
        tasks, draft = self.terminal.tasks, self.counter.draft
        breathe(2)
        until(
            lambda: tasks.is_idle and not self.counter.is_waiting and (draft.is_kept or not self.draft_matters),
            what="the end of what is under way",
        )
        breathe(1)

    def settle_all(self) -> None:
        """Wait also for what is painted a moment later: the member's figures and rewards."""
        self.settle()
        until(lambda: not self.terminal.checkout._soon.isActive(), what="the list of rewards")
        breathe(2)

    def press(self, *names: str) -> None:
        """Press keys by name: `F12`, `Ctrl+Z`, `Alt+1`."""
        for name in names:
            *held, key = name.replace("++", "+plus").split("+") if len(name) > 1 else [name]
            key = key.replace("plus", "+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for word in held:
                modifiers |= getattr(Qt.KeyboardModifier, {"Ctrl": "ControlModifier", "Alt": "AltModifier"}[word])
            self.pace.wait(PERSON_MS)
            QTest.keyClick(self.window.windowHandle(), KEYS[key], modifiers)
            self.settle()

    def type(self, text: str) -> None:
        """Type as a person does: too slowly to be a scanner."""
        for character in text:
            self.pace.wait(PERSON_MS)
            press_character(self.window.windowHandle(), character)
        self.settle()

    def enter(self, text: str) -> None:
        """Type, then Enter."""
        self.type(text)
        self.press("Enter")

    def scan(self, *codes: str, wait: bool = True) -> None:
        """Scan as a scanner does: quick keys, then Enter."""
        handle = self.window.windowHandle()
        for code in codes:
            self.pace.wait(PERSON_MS)
            for character in code:
                self.pace.wait(SCANNER_MS)
                QTest.keyClick(handle, character)
            self.pace.wait(SCANNER_MS)
            QTest.keyClick(handle, Qt.Key.Key_Return)
            if wait:
                self.settle()

    def sign_in(self, pin: str) -> None:
        """Type a PIN at the locked till: its last digit signs in."""
        self.type(pin)
        self.qtbot.waitUntil(lambda: self.window.desk.till.staff is not None, timeout=5000)
        self.settle()

    def pay(self, *, amount: str = "", key: str = "Enter") -> Receipt:
        """F12, an amount, and the key of a tender; returns the receipt that was kept."""
        self.press("F12")
        self.wait_for_guard()
        if amount:
            self.type(amount)
        if key == "Enter":
            self.press("Enter")
        else:
            self.type(key)
        self.settle()
        return self.receipt()

    def wait_for_guard(self) -> None:
        """Money keys are dead for a moment after payment was first seen."""
        until(lambda: self.counter.mode.painted_ms is not None, what="the painting of the payment")
        self.pace.wait(GUARD_MS + 20)

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
