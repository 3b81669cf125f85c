"""A list to find something in: a search line, a virtual table, and a state where there are no rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.forms.fields import SearchLine
from app.ui.forms.pages import ListedRows, Rows
from app.ui.forms.states import StateNote
from app.ui.forms.table import Column
from app.ui.forms.table_view import RowTable
from app.ui.widgets.frames import Card, space
from app.values.words import Message, msg

Row = TypeVar("Row")
SEARCH_AFTER_MS = 120


class ListCard(Card, Generic[Row]):
    """A card with a search line over a table.

    Attributes:
        searched: Emitted with the text a moment after the typing stopped; empty when it was cleared.
        opened: Emitted with the place of the row that somebody opened.
        search: The search line; hidden where there is nothing to search by.
    """

    searched = Signal(str)
    opened = Signal(int)

    def __init__(self, face: Face, columns: Sequence[Column[Row]], *, sample: Message | None, name: Message) -> None:
        super().__init__(face)
        self.search = SearchLine(face, sample or name)
        self.search.setVisible(sample is not None)
        self.table: RowTable[Row] = RowTable(face, columns, name=name)
        self.state = StateNote(face)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.state)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_AFTER_MS)
        self._timer.timeout.connect(self._search_now)
        self._tools = QHBoxLayout()
        self._tools.addWidget(self.search, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._tools)
        self._column.addWidget(self._stack, 1)
        self.search.textEdited.connect(lambda _text: self._timer.start())
        self.search.moved.connect(self.table.move_by)
        self.search.entered.connect(self._on_entered)
        self.table.chosen.connect(self.opened)
        face.restyled.connect(self._dress_list)
        self._dress_list()

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.search.text().strip()

    def add_tool(self, tool: QWidget, *, share: int = 0) -> None:
        """Put something beside the search line; `share` is its part of the width, the line's being 2."""
        self._tools.setStretch(0, 2)
        self._tools.addWidget(tool, share)
        self._dress_list()

    def search_for(self, text: str) -> None:
        """Search for something as if it had been typed."""
        self.search.setText(text)
        self._search_now()

    def focus_search(self) -> None:
        """Put the focus into the search line, its text marked."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_rows(self, rows: Rows[Row], *, current: int = -1) -> None:
        """Show rows."""
        self._stack.setCurrentWidget(self.table)
        self.table.take(rows, current=current)

    def show_listed(self, rows: Sequence[Row], *, current: int = -1) -> None:
        """Show rows that are all here."""
        self.show_rows(ListedRows(rows), current=current)

    def show_loading(self) -> None:
        """Say that the rows are on their way."""
        self._show_state("clock", msg("Reading…"))

    def show_empty(
        self,
        icon: str,
        title: Message,
        detail: Message | None = None,
        action: tuple[Message, str, Callable[[], None]] | None = None,
    ) -> None:
        """Say that there is nothing, and what to do."""
        self._show_state(icon, title, detail, action=action)

    def show_trouble(self, words: Message, again: Callable[[], None]) -> None:
        """Say that the rows could not be read."""
        title = msg("This could not be read")
        self._show_state("octagon-alert", title, words, tone="err", action=(msg("Try again"), "", again))

    @property
    def is_showing_rows(self) -> bool:
        """Whether rows (not a state) are shown."""
        return self._stack.currentWidget() is self.table

    def _show_state(
        self,
        icon: str,
        title: Message,
        detail: Message | None = None,
        *,
        tone: str = "line",
        action: tuple[Message, str, Callable[[], None]] | None = None,
    ) -> None:
        self.table.take(ListedRows())
        self.state.show_state(icon, title, detail, tone=tone, action=action)
        self._stack.setCurrentWidget(self.state)

    def _search_now(self) -> None:
        self._timer.stop()
        self.searched.emit(self.text)

    def _on_entered(self) -> None:
        """Enter in the search line: search at once, or open the row that is current."""
        if self._timer.isActive():
            self._search_now()
        elif self.is_showing_rows and self.table.rows_model.rowCount():
            self.opened.emit(max(0, self.table.place))

    def _dress_list(self) -> None:
        face = self._face
        has_tools = not self.search.isHidden() or self._tools.count() > 1
        space(face, self._tools, (2.5, 2.5, 2.5, 2) if has_tools else (0, 0, 0, 0), 2)
        space(face, self._column, (0, 0, 0, 0), 0)
        self._column.setContentsMargins(1, 1, 1, face.metrics.gap(1))
