"""Locked: who works here now? A PIN by key or by touch; the open basket waits behind it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.people.staff import StaffMember
from app.ui.face import Face
from app.ui.shell.actions import KeyAction, Press
from app.ui.shell.screen import Desk, Screen
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, space
from app.ui.widgets.paint import box
from app.ui.widgets.pill import IconMark
from app.ui.widgets.text import TextLabel, wrapped
from app.values.errors import Expected
from app.values.words import Message, msg
from app.workflows.ports import Reads

LONGEST_PIN = 6
PAD = ("7", "8", "9", "4", "5", "6", "1", "2", "3", "Backspace", "0", "Enter")


class PinDots(QWidget):
    """As many dots as digits were typed; never the digits."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face, self._count = face, 0
        face.restyled.connect(self.updateGeometry)

    def show_count(self, count: int) -> None:
        """So many digits were typed."""
        self._count = count
        self.setAccessibleName(self._face.say(msg("{count} digits typed", count=count)))
        self.update()

    def sizeHint(self) -> QSize:
        base = self._face.metrics.base
        return QSize(base * 12, base * 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        size, gap = self._face.metrics.base * 0.8, self._face.metrics.base * 1.6
        left = self.width() / 2 - gap * (LONGEST_PIN - 1) / 2
        for place in range(LONGEST_PIN):
            where = QRectF(left + place * gap - size / 2, self.height() / 2 - size / 2, size, size)
            typed = place < self._count
            fill = self._face.colour("primary") if typed else None
            box(painter, where, fill, None if typed else self._face.colour("line"), radius=size / 2)


class LockScreen(Screen):
    """Asks for a PIN.

    Attributes:
        unlocked: Emitted after somebody signed in.
    """

    title = msg("Locked")
    unlocked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        face = desk.face
        self._pin = ""
        self._is_asking = False
        self._card = Card(face)
        self._mark = IconMark(face, "lock", "primary", 2.2)
        self._shop = TextLabel(face, "", "title", weight=QFont.Weight.Bold)
        self._ask = TextLabel(face, msg("Type your PIN, then Enter"), "body", tone="text2")
        self._dots = PinDots(face)
        self._say = wrapped(TextLabel(face, "", "small", tone="err", weight=QFont.Weight.DemiBold))
        self._grid = QGridLayout()
        self._buttons = [self._pad_button(name) for name in PAD]
        self._lay_out()
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self._dress()

    def takes_typing(self) -> bool:
        return True

    def keys(self) -> tuple[KeyAction, ...]:
        return ()

    def on_shown(self) -> None:
        self._clear()
        self._say.say("")
        self._resay()

    def on_key_pressed(self, press: Press, scan: str) -> bool:
        """Digits, Backspace, Esc to begin again, Enter; a scan is no PIN."""
        if scan:
            self._clear()
            self._say.say(msg("That is not a PIN. Sign in first; the scan was not kept."))
        elif press.repeat:
            return True
        elif press.text.isdigit() and press.text.isascii() and len(self._pin) < LONGEST_PIN and not self._is_asking:
            self._pin += press.text
            self._say.say("")
        elif press.name == "Backspace":
            self._pin = self._pin[:-1]
        elif press.name == "Esc":
            self._pin = ""
        elif press.name == "Enter" and self._pin:
            self._sign_in()
        self._dots.show_count(len(self._pin))
        return True

    def _sign_in(self) -> None:
        pin = self._pin
        self._clear()
        self._is_asking = True

        def query(reads: Reads) -> StaffMember:
            from app.workflows.staff import sign_in

            return sign_in(reads, pin)

        self.desk.tasks.read(query, self._signed_in, on_refused=self._refused)

    def _signed_in(self, person: StaffMember) -> None:
        self._is_asking = False
        self.desk.till.sign(person)
        self.unlocked.emit()

    def _refused(self, why: Expected) -> None:
        self._is_asking = False
        self._say.say(why.message)

    def _clear(self) -> None:
        self._pin = ""
        self._dots.show_count(0)

    def _pad_button(self, name: str) -> Button:
        kind = {"Enter": "primary", "Backspace": "ghost"}.get(name, "plain")
        icon = {"Enter": "arrow-right", "Backspace": "x"}.get(name, "")
        button = Button(self.desk.face, "" if icon else name, kind, icon=icon, size="pay")  # type: ignore[arg-type]
        spoken: dict[str, Message] = {"Enter": msg("Sign in"), "Backspace": msg("Take a digit back")}
        if name in spoken:
            button.setAccessibleName(self.desk.face.say(spoken[name]))
        press = Press(name) if icon else Press("", name)
        button.clicked.connect(lambda: self.on_key_pressed(press, ""))
        return button

    def _lay_out(self) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter
        self._column = QVBoxLayout(self._card)
        self._column.addWidget(self._mark, 0, centre)
        for label in (self._shop, self._ask, self._say):
            label.setAlignment(centre)
        self._column.addWidget(self._shop)
        self._column.addWidget(self._ask)
        self._column.addWidget(self._dots, 0, centre)
        self._column.addWidget(self._say)
        for place, button in enumerate(self._buttons):
            self._grid.addWidget(button, place // 3, place % 3)
        self._column.addLayout(self._grid)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._card)
        across.addStretch(1)
        down = QVBoxLayout(self)
        down.addStretch(1)
        down.addLayout(across)
        down.addStretch(1)

    def _resay(self) -> None:
        till = self.desk.till
        number = f"{till.shop.identity.till:02d}"
        self._shop.say(msg("{shop} · till {number}", shop=till.shop.settings.name, number=number))

    def _dress(self) -> None:
        metrics = self.desk.face.metrics
        tight = metrics.density == "compact"
        space(self.desk.face, self._column, (9, 4 if tight else 7, 9, 4 if tight else 7), 1.5 if tight else 2.5)
        self._grid.setSpacing(metrics.gap(2))
        self._card.setFixedWidth(round(metrics.base * 21))
        self._say.setMinimumHeight(round(metrics.base * 2.3))
        for button in self._buttons:
            button.setFixedHeight(round(metrics.pay * (0.8 if tight else 1.0)))
