"""Hands and a scanner at the same keyboard, under any layout, on a clock that nobody waits for."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from app.devices.scanner.layouts import LayoutName, typed_under
from app.devices.scanner.scan_codes import key_of, native_of, strokes_of
from app.devices.scanner.wedge import Wedge, WedgeTerms
from app.ui.shell.scan_filter import ScanFilter
from app.workflows.scans.keys import Scan
from tests.gallery.stage import Stage
from tests.ui.pace import breathe, until

End = Literal["cr", "lf", "crlf", "tab", "none"]
ENDS: tuple[End, ...] = ("cr", "lf", "crlf", "tab", "none")
ENTER, TAB, KEY_J, LEFT_CTRL = 28, 15, 36, 29
SIGNS = "0123456789ABCDEFabcdef-_./:"
LETTERS = "abcdefghijklmnoprstuvyz0123456789"


@dataclass
class Seen:
    """What came of it."""

    made: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    typed: int = 0
    replayed: int = 0
    torn: int = 0


class ScannerHands:
    """Strikes keys at a stage's window through the real scan filter."""

    def __init__(self, stage: Stage, layout: LayoutName, *, caps: bool) -> None:
        self.stage, self.layout, self.caps = stage, layout, caps
        self.seen = Seen()
        equipment = stage.terminal._equipment
        assert equipment is not None
        self._equipment = equipment
        self._filter = ScanFilter(Wedge(WedgeTerms()), lambda native: key_of(native, "x11"), stage.window, stage.pace)
        self._filter.scanned.connect(self._on_scanned)
        self._filter.torn.connect(self._on_torn)
        self._inner = self._filter._replay
        self._filter._replay = self._replayed  # type: ignore[method-assign]

    def close(self) -> None:
        """Filter no more."""
        self._filter.stop()
        self._filter.deleteLater()

    def scan(self, code: str, end: End) -> None:
        """A scanner's keys, then its end."""
        self._pause(180)
        self.seen.made.append(code)
        for key, shift in strokes_of(code):
            self.stage.pace.wait(random.Random(len(code) + key).choice((2, 5, 9)))
            self._strike(key, shift=shift)
        self.stage.pace.wait(4)
        if end in ("cr", "crlf"):
            self._strike(ENTER, text="\r")
        if end in ("lf", "crlf"):
            self.stage.pace.wait(3)
            self._strike(KEY_J, ctrl=True, text="\n")
        if end == "tab":
            self._strike(TAB, text="\t")
        self._pause(60)
        breathe(1)
        until(lambda: len(self._equipment.inbox) == 0, what="the scan")
        self.stage.settle()

    def type(self, text: str) -> None:
        """A person's keys."""
        for key, shift in strokes_of(text):
            self._pause(100)
            self.seen.typed += 1
            self._strike(key, shift=shift)
        self._pause(60)
        self.stage.settle()

    def _strike(self, key: int, *, shift: bool = False, ctrl: bool = False, text: str = "") -> None:
        held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        held = Qt.KeyboardModifier.ControlModifier if ctrl else held
        text = text or typed_under(self.layout, key, shift=shift, caps=self.caps)
        named = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\n": Qt.Key.Key_J}
        code = int(named.get(text, ord(text.upper()[0]) if text else 0))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, held, native_of(key, "x11"), 0, 0, text)
            QGuiApplication.sendEvent(self.stage.window.windowHandle(), event)

    def _pause(self, milliseconds: float) -> None:
        """Silence: what was held is decided on."""
        wait = self._filter.sieve.wait_ms + 1
        self.stage.pace.wait(wait)
        self._filter.on_silence_lasted()
        self.stage.pace.wait(max(milliseconds - wait, 0))

    def _on_scanned(self, scan: Scan) -> None:
        self.seen.read.append(scan.text)
        self._equipment.on_keys_scanned(scan)

    def _on_torn(self) -> None:
        self.seen.torn += 1

    def _replayed(self, token: object) -> None:
        self.seen.replayed += 1
        self._inner(token)


@contextmanager
def nothing_pressed(window: QWidget, code: str) -> Iterator[None]:
    """No button is pressed and no field is typed into, but for a field that takes codes."""
    clicked: list[str] = []
    buttons = [each for each in window.findChildren(QAbstractButton) if each.isVisible()]
    links = [button.clicked.connect(partial(_note, clicked, button)) for button in buttons]
    fields = [each for each in window.findChildren(QLineEdit) if each.isVisible()]
    notes = [each for each in window.findChildren(QPlainTextEdit) if each.isVisible()]
    before = [each.text() for each in fields], [each.toPlainText() for each in notes]
    yield
    for button, link in zip(buttons, links, strict=True):
        if isValid(button):
            button.disconnect(link)
    assert clicked == [], f"{code} pressed {clicked}"
    for each, text in zip(fields, before[0], strict=True):
        if not isValid(each):
            continue  # the screen was built anew, or left
        assert each.text() in {text, code, ""}, f"{code} was typed into {each.accessibleName()!r}: {each.text()!r}"
    for note, text in zip(notes, before[1], strict=True):
        if not isValid(note):
            continue
        assert note.toPlainText() in {text, code}, f"{code} was typed into {note.accessibleName()!r}"


def _note(clicked: list[str], button: QAbstractButton, _is_on: bool = False) -> None:
    clicked.append(button.accessibleName())
