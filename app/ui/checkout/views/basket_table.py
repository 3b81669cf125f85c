"""The basket: a table whose rows are painted by a delegate, so that 200 lines scroll like ten."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.ui.checkout.lines import LineRow
from app.ui.checkout.views.line_painter import COLUMNS, LinePainter
from app.ui.face import Face
from app.values.words import Message, msg

Index = QModelIndex | QPersistentModelIndex
HEADINGS: tuple[Message, ...] = (msg("Item"), msg("Qty"), msg("Price"), msg("Discount"), msg("Sum"))
ROW_ROLE = Qt.ItemDataRole.UserRole


class BasketModel(QAbstractTableModel):
    """Rows as they are shown; only those that changed are drawn again."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self.rows: list[LineRow] = []
        face.reworded.connect(lambda: self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(HEADINGS) - 1))

    def show_rows(self, rows: list[LineRow]) -> None:
        """Take new rows with the least change: edits in place, and rows added or taken at the end."""
        shared = min(len(rows), len(self.rows))
        changed = [place for place in range(shared) if rows[place] != self.rows[place]]
        if len(rows) < len(self.rows):
            self.beginRemoveRows(QModelIndex(), shared, len(self.rows) - 1)
            self.rows = rows[:shared]
            self.endRemoveRows()
        elif len(rows) > len(self.rows):
            self.beginInsertRows(QModelIndex(), shared, len(rows) - 1)
            self.rows = rows
            self.endInsertRows()
        self.rows = rows
        for place in changed:
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(HEADINGS) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._face.say(HEADINGS[section])
            if role == Qt.ItemDataRole.FontRole:
                return self._face.font("small", QFont.Weight.Medium)
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignLeft if section == 0 else Qt.AlignmentFlag.AlignRight
                side = Qt.AlignmentFlag.AlignHCenter if section == 1 else side
                return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.name, row.quantity, row.price, row.discount, row.total)[index.column()]
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return row.spoken()
        return None


class BasketTable(QTableView):
    """The table; a tap selects a line, taps on the quantity's ends change it.

    Attributes:
        line_chosen: Emitted with the key of a line that was tapped.
        stepped: Emitted with a key and +1 or -1.
        painted: Emitted at the end of each painting: what the scan benchmark waits for.
    """

    line_chosen = Signal(str)
    stepped = Signal(str, int)
    painted = Signal()

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self.lines = BasketModel(face)
        self.painter = LinePainter(face, self)
        self.setModel(self.lines)
        self.setItemDelegate(self.painter)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(10)
        self.clicked.connect(self._on_cell_clicked)
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self._dress()
        self._resay()

    def show_rows(self, rows: list[LineRow], selected: str) -> None:
        """Show these rows with one selected, and scrolled to."""
        self.lines.show_rows(rows)
        place = next((place for place, row in enumerate(rows) if row.key and row.key == selected), -1)
        if place < 0:
            self.clearSelection()
            return
        index = self.lines.index(place, 0)
        if index != self.currentIndex() or not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        self.scrollTo(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        header, metrics = self.horizontalHeader(), self._face.metrics
        widths = [round(metrics.base * share) for share in COLUMNS[metrics.density][1:]]
        room = self.viewport().width() - sum(widths)
        header.resizeSection(0, max(80, room))
        for section, width in enumerate(widths, 1):
            header.resizeSection(section, width)

    def _on_cell_clicked(self, index: QModelIndex) -> None:
        row = self.lines.rows[index.row()]
        if not row.key:
            return
        self.line_chosen.emit(row.key)
        if index.column() == 1 and row.kind == "goods":
            where = self.visualRect(index)
            step = self.painter.step_at(where, self.viewport().mapFromGlobal(self.cursor().pos()))
            if step:
                self.stepped.emit(row.key, step)

    def _resay(self) -> None:
        self.setAccessibleName(self._face.say(msg("Basket")))

    def _dress(self) -> None:
        metrics = self._face.metrics
        self.painter.forget()
        header = self.horizontalHeader()
        header.setFixedHeight(round(metrics.base * 2.0))
        self.verticalHeader().setDefaultSectionSize(metrics.row)
        for place in range(len(self.lines.rows)):
            self.setRowHeight(place, metrics.row)
        self._share_width()
        self.viewport().update()
