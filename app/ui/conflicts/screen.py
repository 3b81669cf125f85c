"""The screen "To decide": goods that came back twice and codes that paid twice, each with what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.forms.listing import ListCard
from app.ui.forms.page import SidePanelPage, key
from app.ui.forms.panel import Panel
from app.ui.forms.table import Cell, Column
from app.ui.shell.actions import KeyAction
from app.ui.shell.screen import Desk
from app.ui.tasks import Changes
from app.ui.widgets.button import Button
from app.ui.widgets.frames import hairline, space
from app.ui.widgets.text import TextLabel, wrapped
from app.values.errors import Expected
from app.values.words import Message, msg, msgn, plain
from app.workflows.conflicts import Conflict, list_conflicts


class ConflictsScreen(SidePanelPage):
    """A list at the left, what happened and what to do at the right."""

    title = msg("To decide")
    icon = "triangle-alert"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._row: Conflict | None = None
        self.list: ListCard[Conflict] = ListCard(self.face, _columns(self.face), sample=None, name=msg("To decide"))
        self.panel = Panel(self.face, msg("To decide"), "triangle-alert")
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self.panel.add(self._inside)
        self.panel.rows.finish()
        self.receipt_button = self.panel.add_button(
            Button(self.face, msg("Show the receipt"), "primary", icon="receipt", key="F9", focusable=True),
            stretch=True,
        )
        self.receipt_button.clicked.connect(self.show_receipt)
        self.list.opened.connect(self._on_row_opened)
        self.list.table.current_moved.connect(self._on_row_opened)
        self.set_sides(self.list, self.panel)
        self.face.restyled.connect(self._dress_conflicts)
        self.face.reworded.connect(self._resay_conflicts)
        self._dress_conflicts()
        self._fill()

    # -- what the shell calls

    def page_keys(self) -> tuple[KeyAction, ...]:
        if self._row is None or not self._row.sale:
            return ()
        return (key("F9", msg("Receipt"), self.show_receipt),)

    def on_shown(self) -> None:
        super().on_shown()
        self.list.show_loading()
        self._read()
        self.list.table.setFocus()

    def refresh(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches("sales", "members"):
            self._read()

    # -- what is shown

    def show_receipt(self) -> None:
        """The receipt that it is about."""
        if self._row is not None and self._row.sale:
            self.desk.open_screen("receipts", self._row.sale)

    def _read(self) -> None:
        currency, language = self.desk.till.shop.settings.currency, self.face.words.language
        self.desk.tasks.read(
            lambda reads: list_conflicts(reads, currency, language),
            self._show,
            key="conflicts",
            on_refused=self._on_unread,
        )

    def _on_unread(self, refused: Expected) -> None:
        self.list.show_trouble(refused.message, self._read)

    def _show(self, rows: tuple[Conflict, ...]) -> None:
        self.rename(
            self.title, msgn("{n} to decide between tills", "{n} to decide between tills", len(rows)) if rows else None
        )
        if not rows:
            self._row = None
            detail = msg("Goods that come back at two tills and codes that pay twice would stand here.")
            self.list.show_empty("circle-check", msg("Everything adds up"), detail)
            self._fill()
            return
        kept = self._row.id if self._row is not None else ""
        self.list.show_listed(rows, current=next((n for n, row in enumerate(rows) if row.id == kept), 0))

    def _on_row_opened(self, place: int) -> None:
        row = self.list.table.row(place) if place >= 0 else None
        if row is not None:
            self._row = row
            self._fill()

    def _fill(self) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        row, face = self._row, self.face
        self.receipt_button.setEnabled(row is not None and bool(row.sale))
        self.panel.show_foot(row is not None)
        self.receipt_button.setVisible(row is not None)
        if row is None:
            self.panel.head(msg("To decide"))
            self.panel.say_state(None)
        else:
            self.panel.head(plain(_title(face, row)), detail=plain(row.member) if row.member else None)
            self.panel.say_state(row.over, "err")
            self._say(msg("What happened"), row.happened)
            for party in row.parties:
                words = msg("{number}, {day}", number=party.number, day=party.business_on)
                self._add(TextLabel(face, plain(f"{face.say(words)}   {face.money(party.amount_minor)}"), "body"))
            self._add(hairline())
            self._say(msg("What to do"), row.advice)
        self.keys_changed.emit()

    def _resay_conflicts(self) -> None:
        self._fill()
        if self.isVisible():
            self._read()

    def _say(self, title: Message, words: Message) -> None:
        self._add(TextLabel(self.face, title, "small", tone="text2", weight=QFont.Weight.DemiBold))
        self._add(wrapped(TextLabel(self.face, words, "body")))

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)

    def _dress_conflicts(self) -> None:
        space(self.face, self._column, (0, 1, 0, 2), 2)


def _title(face: Face, row: Conflict) -> str:
    return row.names.get(face.words.language) or row.title


def _columns(face: Face) -> Sequence[Column[Conflict]]:
    def what(row: Conflict) -> Cell:
        words = msg("Came back twice") if row.kind == "goods" else msg("Paid twice")
        return Cell(
            _title(face, row), face.say(words), icon="package" if row.kind == "goods" else "ticket", strong=True
        )

    def number(row: Conflict) -> Cell:
        return Cell(row.number, row.member, detail_tone="points")

    def over(row: Conflict) -> Cell:
        return Cell(face.say(row.over), tone="err", strong=True)

    return (
        Column(msg("What"), what),
        Column(msg("Receipt"), number, ems=8.4, from_ems=26),
        Column(msg("Too much"), over, ems=9.5, align="right"),
    )
