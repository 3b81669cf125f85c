"""A virtual table: rows that are painted, not made, so that a hundred thousand scroll like ten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.ui.face import Face
from app.ui.forms.pages import ListedRows, Rows
from app.values.words import Message

Row = TypeVar("Row")
Align = Literal["left", "right", "centre"]
Place = QModelIndex | QPersistentModelIndex

CELL = int(Qt.ItemDataRole.UserRole) + 1
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_ALIGN: dict[Align, int] = {"left": _LEFT, "right": _RIGHT, "centre": _CENTRE}


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell.

    Attributes:
        detail: A smaller second line.
        tone, detail_tone: Colour tokens.
        icon: Drawn before the text, in a tinted square.
        pill: Tone of a pill around the text; empty for none.
    """

    text: str
    detail: str = ""
    tone: str = "text"
    detail_tone: str = "text2"
    icon: str = ""
    pill: str = ""
    strong: bool = False
    mono: bool = False


WAITING = Cell("…", tone="disabled")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column.

    Attributes:
        cell: What it shows of a row.
        ems: Width in heights of body text; 0 takes what is left.
        from_ems: The table must be this wide for the column to be shown at all.
    """

    title: Message
    cell: Callable[[Row], Cell]
    ems: float = 0
    align: Align = "left"
    from_ems: float = 0


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Qt's view of some rows.

    Attributes:
        rows: Where the rows come from.
    """

    def __init__(self, face: Face, columns: Sequence[Column[Row]]) -> None:
        super().__init__()
        self._face, self.columns = face, tuple(columns)
        self.rows: Rows[Row] = ListedRows()

    def take(self, rows: Rows[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def arrived(self, first: int, last: int) -> None:
        """Rows of these places have come."""
        last = min(last, self.rowCount() - 1)
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def resay(self) -> None:
        """The language changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.arrived(0, self.rowCount() - 1)

    def rowCount(self, parent: Place | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.rows.count

    def columnCount(self, parent: Place | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def cell(self, place: int, column: int) -> Cell:
        """What stands there; three dots while the row is on its way."""
        row = self.rows.row(place)
        if row is None:
            return WAITING if column == 0 else Cell("")
        return self.columns[column].cell(row)

    def data(self, index: Place, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        if role == CELL:
            return self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index.row(), index.column()).text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (self.cell(index.row(), n).text for n in range(len(self.columns)))))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._face.say(self.columns[section].title)
        if role == Qt.ItemDataRole.FontRole:
            return self._face.font("caption")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[self.columns[section].align]
        return None
