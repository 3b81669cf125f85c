"""The Z reports so far, and the paper of the one that is looked at, to be printed again."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.forms.listing import ListCard
from app.ui.forms.paper import PaperPanel
from app.ui.forms.table import Cell, Column
from app.ui.widgets.button import Button
from app.values.words import Message, msg
from app.workflows.oversight_ports import ClosedShift
from app.workflows.shift_papers import end_of


class ReportsCard(QStackedWidget):
    """A list of closed shifts, and one report over it.

    Attributes:
        wanted: Emitted with a shift's id: its report is to be shown. print_wanted: The shown one on paper.
    """

    wanted = Signal(str)
    print_wanted = Signal()

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self.list: ListCard[ClosedShift] = ListCard(face, self._columns(), sample=None, name=msg("Z reports"))
        self.paper = PaperPanel(face)
        self.print = self.paper.add_button(
            Button(face, msg("Print"), "soft", icon="printer", key="Ctrl+P", focusable=True)
        )
        self.back = self.paper.add_button(Button(face, msg("All reports"), "ghost", focusable=True), stretch=True)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.paper)
        self.addWidget(self.list)
        self.addWidget(page)
        self.print.clicked.connect(self.print_wanted)
        self.back.clicked.connect(self.show_list)
        self.list.opened.connect(self._on_opened)

    @property
    def is_reading(self) -> bool:
        """Whether one report is on show."""
        return self.currentIndex() == 1

    def show_closed(self, closed: tuple[ClosedShift, ...]) -> None:
        """List the closed shifts, the latest first."""
        if closed:
            self.list.show_listed(list(closed))
        else:
            self.list.show_empty("receipt", msg("No Z report yet"), msg("Closing a shift makes one."))

    def show_list(self) -> None:
        """Back to the list."""
        self.setCurrentIndex(0)

    def show_paper(self, title: Message, text: str) -> None:
        """Show one report."""
        self.paper.head(title, icon="receipt")
        self.setCurrentIndex(1)
        # the paper takes its width from a page that is on show
        QTimer.singleShot(0, self, lambda: self.paper.paper.show_text(text))

    def _on_opened(self, place: int) -> None:
        row = self.list.table.row(place)
        if row is not None:
            self.wanted.emit(row.shift.id)

    def _columns(self) -> tuple[Column[ClosedShift], ...]:
        face = self._face

        def number(row: ClosedShift) -> Cell:
            end = end_of(row)
            day = face.words.date(row.shift.business_on)
            return Cell(day, detail=f"Z {end.number:04d}" if end is not None else "")

        def net(row: ClosedShift) -> Cell:
            end = end_of(row)
            return Cell(face.money(end.report.net_minor) if end is not None else "")

        def difference(row: ClosedShift) -> Cell:
            end = end_of(row)
            if end is None or end.difference_minor is None:
                return Cell(face.say(msg("not counted")), tone="text2")
            amount = end.difference_minor
            return Cell(face.money(amount), tone="err" if amount < 0 else "warn" if amount else "ok")

        return (
            Column(msg("Shift"), number),
            Column(msg("Net"), net, ems=6.5, align="right"),
            Column(msg("Difference"), difference, ems=7, align="right"),
        )
