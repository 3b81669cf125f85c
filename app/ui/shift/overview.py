"""The open shift at a glance: since when, by whom, the float - and never what should be in the drawer."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.people.staff import Permission
from app.ui.forms.panel import Beside, Panel
from app.ui.shell.screen import Desk
from app.ui.shift.rows import TotalRow
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.frames import hairline, space
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import Message, msg, plain
from app.workflows.rows import ShiftRow


class ShiftGlance(msgspec.Struct, frozen=True):
    """What everybody may know of a shift. carried_minor: what the last close left in the drawer."""

    shift: ShiftRow | None
    receipts: int = 0
    held: int = 0
    counts: int = 0
    carried_minor: int = 0
    is_forgotten: bool = False


class OverviewPanel(Panel):
    """What is open, and what can be done.

    Attributes:
        wanted: Emitted with `open`, `close`, `x`, `in`, `out` or `drawer`.
    """

    wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        face = desk.face
        super().__init__(face, msg("Shift"), "calendar")
        self._desk = desk
        self._facts = QWidget()
        self._column = QVBoxLayout(self._facts)
        self.add(self._facts)
        self._buttons = {
            "open": self._button("open", msg("Count and open"), icon="coins", legend="Ctrl+O", kind="primary"),
            "close": self._button("close", msg("Count and close"), icon="lock", legend="Ctrl+S", kind="primary"),
            "x": self._button("x", msg("X report"), icon="receipt", legend="Ctrl+T", kind="soft"),
            "in": self._button("in", msg("Put cash in"), icon="plus", legend="Ctrl+N"),
            "out": self._button("out", msg("Take cash out"), icon="minus", legend="Ctrl+U"),
            "drawer": self._button("drawer", msg("Open the drawer"), icon="lock-open", legend="Ctrl+D"),
        }
        for one, other in (("open", "close"), ("in", "out"), ("drawer", "x")):
            self.add(Beside(face, self._buttons[one], self._buttons[other]))
        self.rows.finish()
        face.restyled.connect(self._dress_facts)
        self._dress_facts()

    @property
    def offered(self) -> tuple[str, ...]:
        """What can be done now."""
        return tuple(name for name, button in self._buttons.items() if not button.isHidden())

    def show_glance(self, glance: ShiftGlance) -> None:
        """Show a shift, or that none is open."""
        face, till, shift = self._face, self._desk.till, glance.shift
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.banner.say(None)
        if shift is None:
            self.head(msg("No shift is open"), icon="calendar")
            self.say_state(None)
            self._say(msg("The first sale of the day opens one. Counting the float now makes its close exact."))
            self._add("coins", msg("The last close left in the drawer"), face.money(glance.carried_minor))
        else:
            who = till.shop.staff.get(shift.staff)
            opened = msg("open since {at}", at=face.words.date_time(shift.opened_at))
            detail = msg("{opened} · opened by {name}", opened=opened, name=plain(who.name)) if who else opened
            self.head(msg("Shift of {day}", day=shift.business_on), detail=detail, icon="calendar")
            self.say_state(msg("open"), "primary")
            self._add("receipt", msg("Receipts"), face.words.number(glance.receipts))
            self._add("coins", msg("Float at the beginning"), face.money(shift.float_minor))
            if glance.held:
                self._add("pause", msg("Sales put aside"), face.words.number(glance.held))
            self._say(msg("What should be in the drawer is said after it was counted."))
        self._column.addWidget(hairline())
        if glance.is_forgotten:
            self.banner.say(
                msg("This shift was not closed on its own day. Count and close it; selling works meanwhile."), "warn"
            )
        self._offer(glance)

    def _offer(self, glance: ShiftGlance) -> None:
        may, is_open = self._desk.till.may, glance.shift is not None
        shown = {
            "open": not is_open and may(Permission.SELL),
            "close": is_open and may(Permission.CLOSE_SHIFT),
            "x": is_open and may(Permission.VIEW_TAKINGS),
            "in": may(Permission.MOVE_CASH),
            "out": may(Permission.MOVE_CASH),
            "drawer": may(Permission.OPEN_DRAWER),
        }
        for name, is_shown in shown.items():
            self._buttons[name].setVisible(is_shown)

    def _button(self, name: str, words: Message, *, icon: str, legend: str, kind: Kind = "plain") -> Button:
        button = Button(self._face, words, kind, icon=icon, key=legend, focusable=True)
        button.clicked.connect(lambda: self.wanted.emit(name))
        return button

    def _add(self, icon: str, words: Message, amount: str) -> None:
        self._column.addWidget(TotalRow(self._face, icon, words, amount))

    def _say(self, words: Message) -> None:
        self._column.addWidget(wrapped(TextLabel(self._face, words, "small", tone="text2", weight=QFont.Weight.Normal)))

    def _dress_facts(self) -> None:
        space(self._face, self._column, (0, 0, 0, 1), 1.5)
