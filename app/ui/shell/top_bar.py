"""The top bar: whose till this is, who works at it, and whether what happens is safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.face import Face
from app.ui.widgets.button import Button
from app.ui.widgets.frames import space
from app.ui.widgets.pill import IconMark, Pill
from app.ui.widgets.text import TextLabel
from app.values.words import Message, msg, plain

if TYPE_CHECKING:
    from app.ui.till import Till

CLOCK_EVERY_MS = 5_000


class TopBar(QFrame):
    """Shop, till, staff, shift, data and clock; buttons for theme, language and lock."""

    theme_wanted = Signal()
    language_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self._face = face
        self._till: Till | None = None
        self._mark = IconMark(face, "store", "primary", 1.25)
        self._shop = TextLabel(face, "", "title", weight=QFont.Weight.Bold)
        self._where = TextLabel(face, "", "small", tone="text2")
        self._data = Pill(face, msg("Opening"), "primary", "clock")
        self._silence = Pill(face, msg("No sound"), "warn", "volume-x")
        self._silence.hide()
        self._who = TextLabel(face, "", "small", tone="text2")
        self._clock = TextLabel(face, "", "body", weight=QFont.Weight.DemiBold)
        self._suspect = Pill(face, msg("Time suspect"), "warn", "clock")
        self._suspect.hide()
        self._theme = self._tool("moon", msg("Light, dark or high contrast"), self.theme_wanted)
        self._language = self._tool("languages", msg("English or Russian"), self.language_wanted)
        self._lock = self._tool("lock", msg("Lock the till"), self.lock_wanted)
        self._row = QHBoxLayout(self)
        self._lay_out()
        self._lock.hide()
        face.restyled.connect(self._dress)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._dress()

    def follow(self, till: Till) -> None:
        """Show this till from now on; what happens at it is kept here."""
        self._till = till
        self.show_data(msg("Saved here"), "ok")
        till.changed.connect(self.show_state)
        self._face.reworded.connect(self.show_state)
        self._timer.start(CLOCK_EVERY_MS)
        self.show_state()

    def show_data(self, words: Message, tone: str) -> None:
        """Say on the chip whether what happens is kept: `ok`, `warn` or `err`."""
        icons = {"ok": "circle-check", "warn": "triangle-alert", "err": "octagon-alert"}
        self._data.say(words, tone, icons[tone])

    def show_suspect_time(self, suspect: bool) -> None:
        """Say beside the clock that the machine's own is not believed."""
        self._suspect.setVisible(suspect)

    def show_silence(self, silent: bool) -> None:
        """Whether there is no loudspeaker: the tones cannot be heard."""
        self._silence.setVisible(silent)

    def show_state(self) -> None:
        """Say shop, till, staff and shift as they are now."""
        till, face = self._till, self._face
        if till is None:
            return
        self._shop.say(till.shop.settings.name)
        self._where.say(msg("Till {number}", number=f"{till.shop.identity.till:02d}"))
        can_lock = any(person.pin_hash for person in till.shop.staff.values())
        self._lock.setVisible(till.staff is not None and can_lock)
        parts = [face.say(plain(till.staff.name))] if till.staff else [face.say(msg("Locked"))]
        if till.shift is not None:
            parts.append(face.say(msg("shift since {time}", time=face.words.time(till.shift.opened_at))))
        self._who.say(" · ".join(parts))
        self._tick()

    def _lay_out(self) -> None:
        row = self._row
        left: tuple[QWidget, ...] = (self._mark, self._shop, self._where)
        right: tuple[QWidget, ...] = (
            self._silence,
            self._data,
            self._who,
            self._suspect,
            self._clock,
            self._language,
            self._theme,
            self._lock,
        )
        for widget in left:
            row.addWidget(widget)
        row.addStretch(1)
        for widget in right:
            row.addWidget(widget)
        self._clock.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _tool(self, icon: str, words: Message, wanted: object) -> Button:
        button = Button(self._face, "", "ghost", icon=icon, size="small")
        button.setAccessibleName(self._face.say(words))
        button.setToolTip(self._face.say(words))
        button.clicked.connect(wanted)
        self._face.reworded.connect(lambda: button.setAccessibleName(self._face.say(words)))
        self._face.reworded.connect(lambda: button.setToolTip(self._face.say(words)))
        return button

    def _tick(self) -> None:
        if self._till is not None:
            self._clock.say(self._face.words.time(self._till.now()))

    def _dress(self) -> None:
        space(self._face, self._row, (4, 0, 2, 0), 2.5)
        self.setFixedHeight(self._face.metrics.bar)
        self._theme.icon_name = {"light": "moon", "dark": "contrast"}.get(self._face.look.name, "sun")
        self._theme.update()
