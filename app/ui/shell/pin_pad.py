"""The PIN pad: dots and keys, for signing in and for approving; it shows how many digits, never which.

A PIN is taken at its last digit, without Enter. A scanner types digits too, only faster: keys that follow
each other faster than a person types wait a moment, and more than eight of them are a scan, not a PIN.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.shell.actions import Press
from app.ui.shell.keys import SCAN_GAP_MS
from app.ui.widgets.button import Button
from app.ui.widgets.paint import box
from app.values.words import Message, msg

LONGEST_PIN = 6
LONGEST_BURST = 8
FAST_MS, LONGER_MS = 80, 700
PAD = ("7", "8", "9", "4", "5", "6", "1", "2", "3", "Backspace", "0", "Enter")


class PinDots(QWidget):
    """A ring for each digit of a PIN, filled as they are typed."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face, self._count, self._length = face, 0, LONGEST_PIN
        face.restyled.connect(self.updateGeometry)

    def show_count(self, count: int, length: int) -> None:
        """So many digits were typed, of so many."""
        self._count, self._length = count, max(length, count)
        self.setAccessibleName(self._face.say(msg("{count} digits typed", count=count)))
        self.update()

    def sizeHint(self) -> QSize:
        base = self._face.metrics.base
        return QSize(base * 12, base * 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        size, gap = self._face.metrics.base * 0.8, self._face.metrics.base * 1.6
        left = self.width() / 2 - gap * (self._length - 1) / 2
        for place in range(self._length):
            where = QRectF(left + place * gap - size / 2, self.height() / 2 - size / 2, size, size)
            typed = place < self._count
            fill = self._face.colour("primary") if typed else None
            box(painter, where, fill, None if typed else self._face.colour("line"), radius=size / 2)


class PinPad(QWidget):
    """Takes a PIN from keys and from touch.

    Attributes:
        completed: Emitted with the PIN when it is whole.
        typed: Emitted after every key.
        scanned_over: A scanner typed into it; nothing was kept.
    """

    completed = Signal(str)
    typed = Signal()
    scanned_over = Signal()

    def __init__(self, face: Face, *, height: float = 1.0) -> None:
        super().__init__()
        self._face, self._height = face, height
        self._pin, self._length, self._may_be_longer = "", 4, False
        self._last_ms, self._burst, self._is_fast = 0.0, 0, False
        self._is_closed = False
        self.dots = PinDots(face)
        self._grid = QGridLayout()
        self.buttons = {name: self._button(name) for name in PAD}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._complete)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.dots, 0, Qt.AlignmentFlag.AlignHCenter)
        for place, button in enumerate(self.buttons.values()):
            self._grid.addWidget(button, place // 3, place % 3)
        column.addLayout(self._grid)
        self._column = column
        face.restyled.connect(self._dress)
        face.reworded.connect(self._say_names)
        self._dress()

    @property
    def count(self) -> int:
        """How many digits are typed."""
        return len(self._pin)

    def expect(self, length: int, *, may_be_longer: bool = False) -> None:
        """PINs have so many digits; `may_be_longer` where some have more, which then wait a moment."""
        self._length, self._may_be_longer = length, may_be_longer
        self.clear()

    def close_pad(self, is_closed: bool) -> None:
        """Take nothing for a while: a PIN is being looked at, or has to wait."""
        self._is_closed = is_closed
        self.clear()
        for button in self.buttons.values():
            button.setEnabled(not is_closed)

    def clear(self) -> None:
        """Forget what was typed."""
        self._pin, self._is_fast = "", False
        self._soon.stop()
        self.dots.show_count(0, self._length)

    def press(self, press: Press) -> bool:
        """Use a key; False for one that is nothing to a PIN."""
        digit = press.text if len(press.text) == 1 and press.text.isascii() and press.text.isdigit() else ""
        if not digit and press.name not in ("Backspace", "Enter", "Del"):
            return False
        if press.repeat or self._is_closed:
            return True
        if digit:
            self._digit(digit, press.at_ms)
        elif press.name == "Enter":
            if self._burst <= LONGEST_BURST and self._pin:
                self._complete()
        else:
            self._pin, self._is_fast = self._pin[:-1], False
            self._soon.stop()
        self.dots.show_count(len(self._pin), self._length)
        self.typed.emit()
        return True

    def _digit(self, digit: str, at_ms: float) -> None:
        is_fast = 0 <= at_ms - self._last_ms < SCAN_GAP_MS
        self._last_ms = at_ms
        self._burst = self._burst + 1 if is_fast else 1
        if self._burst > LONGEST_BURST:
            if self._burst == LONGEST_BURST + 1:
                self.scanned_over.emit()
            self.clear()
            return
        self._is_fast = self._is_fast or is_fast
        if len(self._pin) >= LONGEST_PIN:
            return
        self._pin += digit
        if self._is_fast and len(self._pin) > self._length and not self._may_be_longer:
            self.scanned_over.emit()
            self.clear()
            return
        self._soon.stop()
        if len(self._pin) < self._length:
            return
        if self._may_be_longer and len(self._pin) < LONGEST_PIN:
            self._soon.start(LONGER_MS)
        elif self._is_fast:
            self._soon.start(FAST_MS)
        else:
            self._complete()

    def _complete(self) -> None:
        pin = self._pin
        self.clear()
        if pin:
            self.completed.emit(pin)

    def _button(self, name: str) -> Button:
        kind = {"Enter": "primary", "Backspace": "ghost"}.get(name, "plain")
        icon = {"Enter": "arrow-right", "Backspace": "x"}.get(name, "")
        button = Button(self._face, "" if icon else name, kind, icon=icon, size="pay")  # type: ignore[arg-type]
        if name in _SPOKEN:
            button.setAccessibleName(self._face.say(_SPOKEN[name]))
        button.clicked.connect(lambda: self.press(self._tap(name)))
        return button

    def _tap(self, name: str) -> Press:
        """A tap as the key that stands on the button: no finger is as fast as a scanner."""
        at_ms = self._last_ms + 2 * SCAN_GAP_MS
        return Press("", name, at_ms=at_ms) if name.isdigit() else Press(name, at_ms=at_ms)

    def _say_names(self) -> None:
        for name, words in _SPOKEN.items():
            self.buttons[name].setAccessibleName(self._face.say(words))

    def _dress(self) -> None:
        metrics = self._face.metrics
        tight = metrics.density == "compact"
        self._grid.setSpacing(metrics.gap(2))
        self._column.setSpacing(metrics.gap(1.5 if tight else 2.5))
        for button in self.buttons.values():
            button.setFixedHeight(round(metrics.pay * (0.8 if tight else 1.0) * self._height))


_SPOKEN: dict[str, Message] = {"Enter": msg("Enter"), "Backspace": msg("Take a digit back")}
