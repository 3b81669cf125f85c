"""The shift screen: the open trading day, what was taken by tender, and closing it with a clear result."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.forms.page import OfficePage, key
from app.ui.forms.panel import Panel
from app.ui.forms.states import StateNote
from app.ui.members.history import TENDER_WORDS
from app.ui.shell.actions import KeyAction
from app.ui.shell.screen import Desk
from app.ui.tasks import Changes
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, hairline, space
from app.ui.widgets.pill import IconMark
from app.ui.widgets.text import TextLabel
from app.values.errors import Expected
from app.values.words import Message, msg, msgn, plain
from app.workflows.ports import Reads
from app.workflows.rows import ShiftRow, ShiftTotals
from app.workflows.shifts import close_shift

TENDER_ICONS = {"cash": "banknote", "card": "credit-card", "points": "coins", "elsewhere": "store"}
WIDEST_EMS = 38


class TotalRow(QWidget):
    """A name at the left, an amount at the right."""

    def __init__(self, face: Face, icon: str, words: Message, amount: str, *, strong: bool = False) -> None:
        super().__init__()
        self._face = face
        weight = QFont.Weight.Bold if strong else None
        self.amount = TextLabel(face, amount, "title" if strong else "body", weight=weight)
        self._row = QHBoxLayout(self)
        self._row.addWidget(IconMark(face, icon, "text2"))
        self._row.addWidget(TextLabel(face, words, "title" if strong else "body", weight=weight), 1)
        self._row.addWidget(self.amount)
        face.restyled.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        space(self._face, self._row, (0, 1, 0, 1), 2.5)


class ShiftScreen(OfficePage):
    """X at any time, and the close of the day."""

    title = msg("Shift")
    icon = "calendar"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.shift: ShiftRow | None = None
        self._is_asked = False
        self._held = 0
        self.closed: tuple[ShiftRow, ShiftTotals] | None = None
        self.panel = Panel(self.face, msg("Open shift"), "calendar")
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self.panel.hold(self._rows)
        self.state = StateNote(self.face)
        self._state_card = Card(self.face)
        QVBoxLayout(self._state_card).addWidget(self.state)
        self.close_button = self.panel.add_button(
            Button(self.face, msg("Close the shift"), "primary", icon="lock", key="Ctrl+S", focusable=True),
            stretch=True,
        )
        self.close_button.clicked.connect(self.close_now)
        middle = QVBoxLayout()
        middle.addWidget(self.panel)
        middle.addWidget(self._state_card)
        middle.addStretch(1)
        self.body.addStretch(1)
        self.body.addLayout(middle, 100)
        self.body.addStretch(1)
        self.panel.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.face.restyled.connect(self._dress_shift)
        self.face.reworded.connect(self._say_again)
        self._last: tuple[ShiftRow, ShiftTotals] | None = None
        self._dress_shift()

    # -- what the shell calls

    def page_keys(self) -> tuple[KeyAction, ...]:
        keys = [key("Ctrl+S", msg("Close the shift"), self.close_now)] if self.shift is not None else []
        if self._held and "show_held" in self.desk.services:
            keys.append(key("F7", msg("Held {count}", count=self._held), self.show_held))
        return tuple(keys)

    def show_held(self) -> None:
        """What is put aside, at the counter: to take back or to discard."""
        self.desk.go_home()
        self.desk.services["show_held"]()

    def on_shown(self) -> None:
        super().on_shown()
        self.closed = None
        self._ask_no_more()
        self._read()

    def step_back(self) -> bool:
        was_asked = self._is_asked
        self._ask_no_more()
        return was_asked

    def refresh(self, changes: Changes) -> None:
        if changes.touches("sales", "shift") and self.isVisible() and self.closed is None:
            self._read()

    def _ask_no_more(self) -> None:
        self._is_asked = False
        self.panel.banner.say(None)

    # -- reading and closing

    def _read(self) -> None:
        def query(reads: Reads) -> tuple[ShiftRow, ShiftTotals] | None:
            shift = reads.open_shift()
            return (shift, reads.shift_totals(shift.id)) if shift else None

        self.desk.tasks.read(query, self._show, key="shift", on_refused=self._on_unread)
        self.desk.tasks.read(lambda reads: len(reads.held_baskets()), self._on_held_counted, key="shift.held")

    def _on_held_counted(self, count: int) -> None:
        self._held = count
        self.keys_changed.emit()

    def close_now(self) -> None:
        """Close the shift: nothing holds it up, but it cannot be undone, so the key is pressed twice."""
        if self.shift is None:
            return
        if not self._is_asked:
            self._is_asked = True
            words = msg("Closing cannot be undone. Press again to close; Esc goes back.")
            if self._held:
                words = msgn(
                    "{n} sale is held: F7 takes it back or discards it, else it moves to the next day. Press again to"
                    " close; Esc goes back.",
                    "{n} sales are held: F7 takes them back or discards them, else they move to the next day. Press"
                    " again to close; Esc goes back.",
                    self._held,
                )
            self.panel.banner.say(words, "warn")
            return
        staff = self.desk.till.staff.id if self.desk.till.staff else ""
        at = self.desk.till.now()
        self.desk.tasks.run(
            lambda books: close_shift(books, staff, at), self._on_closed, self.refuse, changes=Changes.of("shift")
        )

    def _on_closed(self, result: tuple[ShiftRow, ShiftTotals]) -> None:
        self.closed = result
        self._is_asked = False
        self.panel.banner.say(None)
        self.shift = None
        self.desk.till.close_shift()
        self._fill(*result, is_closed=True)
        self.tell(msg("The shift of {day} is closed. The next sale opens a new one.", day=result[0].business_on))
        self.keys_changed.emit()

    def _on_unread(self, refused: Expected) -> None:
        self._show_state("octagon-alert", msg("This could not be read"), refused.message)

    def _show(self, found: tuple[ShiftRow, ShiftTotals] | None) -> None:
        self.shift = found[0] if found else None
        if found is None:
            self._show_state("calendar", msg("No shift is open"), msg("The first sale of the day opens one."))
        else:
            self._fill(*found, is_closed=False)
        self.keys_changed.emit()

    def _show_state(self, icon: str, title: Message, detail: Message) -> None:
        self._last = None
        self.state.show_state(icon, title, detail)
        self.panel.hide()
        self._state_card.show()

    def _fill(self, shift: ShiftRow, totals: ShiftTotals, *, is_closed: bool) -> None:
        face = self.face
        self._last = (shift, totals)
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        opened = msg("open since {at}", at=face.words.date_time(shift.opened_at))
        who = self.desk.till.shop.staff.get(shift.staff)
        detail = msg("{opened} · opened by {name}", opened=opened, name=plain(who.name)) if who else opened
        self.panel.head(
            msg("Shift of {day}", day=shift.business_on),
            detail=detail,
            icon="circle-check" if is_closed else "calendar",
        )
        self.panel.say_state(msg("closed") if is_closed else msg("open"), "ok" if is_closed else "primary")
        self._add(TotalRow(face, "receipt", msg("Receipts"), face.words.number(totals.receipts)))
        if totals.receipts:
            average = face.money(totals.total_minor // totals.receipts)
            self._add(TotalRow(face, "shopping-basket", msg("Average receipt"), average))
        self._column.addWidget(hairline())
        for kind, amount in sorted(totals.tenders_minor.items()):
            words = TENDER_WORDS.get(kind, plain(kind))
            self._add(TotalRow(face, TENDER_ICONS.get(kind, "wallet"), words, face.money(amount)))
        if not totals.tenders_minor:
            self._add(TextLabel(face, msg("Nothing was sold in this shift."), "body", tone="text2"))
        self._column.addWidget(hairline())
        self._add(TotalRow(face, "wallet", msg("Sold in all"), face.money(totals.total_minor), strong=True))
        if shift.float_minor:
            self._add(TotalRow(face, "coins", msg("Float at the beginning"), face.money(shift.float_minor)))
        self._column.addStretch(1)
        self.close_button.setVisible(not is_closed)
        self.panel.show_foot(not is_closed)
        self._state_card.hide()
        self.panel.show()

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)

    def _say_again(self) -> None:
        if self._last is not None:
            self._fill(*self._last, is_closed=self.closed is not None)

    def _dress_shift(self) -> None:
        width = round(self.face.metrics.base * WIDEST_EMS)
        self.panel.setMaximumWidth(width)
        self._state_card.setMaximumWidth(width)
        space(self.face, self._column, (4, 2, 4, 4), 2)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
