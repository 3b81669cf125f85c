"""Hands for the demo: keys and scans as the window gets them from a keyboard, and pictures of what follows."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from app.ui.checkout.modes.payment import PaymentMode
from app.ui.checkout.money_keys import GUARD_MS
from app.ui.checkout.screen import CheckoutScreen
from app.ui.shell.keys import SCAN_GAP_MS
from app.ui.shell.window import TerminalWindow
from app.ui.tasks import Tasks

LONGEST_WAIT_MS = 4000.0
SETTLED_MS = 70.0
_KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Del": Qt.Key.Key_Delete,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    **{f"F{n}": getattr(Qt.Key, f"Key_F{n}") for n in range(1, 13)},
    **{letter: getattr(Qt.Key, f"Key_{letter}") for letter in "ZYL"},
}


class Stage(Protocol):
    """What is played on: the `Terminal` of `app.main`."""

    window: TerminalWindow
    checkout: CheckoutScreen
    tasks: Tasks


class Hands:
    """A cashier's hands.

    Attributes:
        steps: What was done so far: name, picture and milliseconds.
    """

    def __init__(self, stage: Stage, out: Path) -> None:
        self.stage = stage
        self.steps: list[dict[str, object]] = []
        self._out = out
        self._began = time.perf_counter()

    def press(self, *names: str) -> None:
        """Press keys by name (`F12`, `Ctrl+Z`), each answered before the next."""
        for name in names:
            *held, key = name.split("+")
            modifiers = Qt.KeyboardModifier.ControlModifier if "Ctrl" in held else Qt.KeyboardModifier.NoModifier
            self._send(int(_KEYS[key]), modifiers, "")
            self.settle()

    def type(self, text: str) -> None:
        """Type at a person's pace: slower than a scanner."""
        for character in text:
            self.wait(SCAN_GAP_MS + 4)
            self._character(character)
        self.wait(SCAN_GAP_MS + 4)
        self.settle()

    def enter(self, text: str) -> None:
        """Type, then Enter."""
        self.type(text)
        self.press("Enter")

    def scan(self, *codes: str) -> None:
        """Scan: all digits at once, then Enter."""
        for code in codes:
            self.wait(SCAN_GAP_MS + 4)
            for character in code:
                self._character(character)
            self.press("Enter")

    def pay(self) -> None:
        """F12, and wait until money keys are alive."""
        self.press("F12")
        mode = self.stage.checkout.counter.mode
        if isinstance(mode, PaymentMode):
            self._until(lambda: mode.painted_ms is not None)
            self.wait(GUARD_MS + 30)

    def settle(self) -> None:
        """Wait until nothing is under way and everything is drawn."""
        tasks, counter = self.stage.tasks, self.stage.checkout.counter
        self._until(lambda: tasks.is_idle and not counter.is_waiting)

    def wait(self, milliseconds: float) -> None:
        """Let time pass."""
        end = time.perf_counter() + milliseconds / 1000
        while time.perf_counter() < end:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)

    def begin(self) -> None:
        """The next step's time begins now."""
        self._began = time.perf_counter()

    def picture(self, name: str) -> None:
        """Keep a picture of the window, and how long the step took."""
        self.settle()
        taken = round((time.perf_counter() - self._began) * 1000)
        self.wait(SETTLED_MS)
        words = "-".join(re.findall(r"[a-z0-9]+", name.lower()))
        file = f"{len(self.steps) + 1:02d}-{words}.png"
        self.stage.window.grab().save(str(self._out / file))
        self.steps.append({"name": name, "picture": file, "ms": taken})
        self.begin()

    def _character(self, character: str) -> None:
        key = ord(character.upper()) if character.isascii() else 0
        self._send(key, Qt.KeyboardModifier.NoModifier, character)

    def _send(self, key: int, modifiers: Qt.KeyboardModifier, text: str) -> None:
        handle = self.stage.window.windowHandle()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QGuiApplication.sendEvent(handle, QKeyEvent(kind, key, modifiers, text))

    def _until(self, holds: Callable[[], bool]) -> None:
        end = time.perf_counter() + LONGEST_WAIT_MS / 1000
        self.wait(2)
        while not holds() and time.perf_counter() < end:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
