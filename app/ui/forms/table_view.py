"""The view of a virtual table: its delegate, its columns fitted to the width, its keys and touch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QScroller,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.ui.face import Face
from app.ui.forms.pages import Rows
from app.ui.forms.table import CELL, Align, Cell, Column, RowsModel
from app.ui.theme.fonts import mono_font
from app.ui.widgets.paint import box, draw_icon
from app.values.words import Message

Row = TypeVar("Row")
_FLAGS: dict[Align, Qt.AlignmentFlag] = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "centre": Qt.AlignmentFlag.AlignHCenter,
}


class RowDelegate(QStyledItemDelegate):
    """Paints cells: an icon, one or two lines, or a pill."""

    def __init__(self, face: Face, parent: QWidget, aligns: Sequence[Align]) -> None:
        super().__init__(parent)
        self._face, self._aligns = face, tuple(aligns)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            return
        where = QRectF(option.rect)
        painter.save()
        self._paint_ground(painter, where, option, first=index.column() == 0)
        pad = self._face.metrics.gap(2.5)
        inside = where.adjusted(pad, 0, -pad, 0)
        if cell.icon:
            inside.setLeft(self._paint_icon(painter, cell, inside))
        if cell.pill:
            self._paint_pill(painter, cell, inside, self._aligns[index.column()])
        else:
            self._paint_lines(painter, cell, inside, self._aligns[index.column()])
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(40, self._face.metrics.row)

    def _paint_ground(self, painter: QPainter, where: QRectF, option: QStyleOptionViewItem, *, first: bool) -> None:
        face = self._face
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(where, face.colour("info_bg"))
            if first:
                painter.fillRect(QRectF(where.left(), where.top(), 3, where.height()), face.colour("primary"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(where, face.colour("bg"))
        painter.fillRect(QRectF(where.left(), where.bottom() - 1, where.width(), 1), face.colour("hair"))

    def _paint_icon(self, painter: QPainter, cell: Cell, inside: QRectF) -> float:
        face = self._face
        edge = min(face.metrics.icon * 1.75, inside.height() - face.metrics.gap(2))
        spot = QRectF(inside.left(), inside.center().y() - edge / 2, edge, edge)
        box(painter, spot, face.colour("surface2"), None, radius=8)
        mark = edge * 0.58
        centre = spot.center()
        draw_icon(
            painter,
            cell.icon,
            face.colour("text2").name(),
            QRectF(centre.x() - mark / 2, centre.y() - mark / 2, mark, mark),
        )
        return spot.right() + face.metrics.gap(2.5)

    def _paint_lines(self, painter: QPainter, cell: Cell, inside: QRectF, align: Align) -> None:
        face = self._face
        font = (
            mono_font(face.metrics.font_px("small"))
            if cell.mono
            else face.font(
                "body", QFont.Weight.DemiBold if cell.strong else QFont.Weight.Medium if cell.detail else None
            )
        )
        first = QFontMetrics(font)
        if not cell.detail:
            self._line(painter, cell.text, inside, font=font, tone=cell.tone, align=align)
            return
        small = face.font("caption", QFont.Weight.Normal)
        second = QFontMetrics(small)
        top = inside.center().y() - (first.height() + second.height()) / 2
        upper = QRectF(inside.left(), top, inside.width(), first.height())
        self._line(painter, cell.text, upper, font=font, tone=cell.tone, align=align)
        lower = QRectF(inside.left(), upper.bottom(), inside.width(), second.height())
        self._line(painter, cell.detail, lower, font=small, tone=cell.detail_tone, align=align)

    def _line(self, painter: QPainter, text: str, where: QRectF, *, font: QFont, tone: str, align: Align) -> None:
        painter.setFont(font)
        painter.setPen(self._face.colour(tone))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(where.width())))
        painter.drawText(where, int(_FLAGS[align] | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)

    def _paint_pill(self, painter: QPainter, cell: Cell, inside: QRectF, align: Align) -> None:
        if not cell.text:
            return
        face = self._face
        font = face.font("caption", QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, int(inside.width() - face.metrics.gap(3)))
        width = metrics.horizontalAdvance(shown) + face.metrics.gap(3.5)
        height = metrics.height() * 1.5
        middle = inside.center().x() - width / 2
        left = {"left": inside.left(), "right": inside.right() - width, "centre": middle}[align]
        where = QRectF(left, inside.center().y() - height / 2, width, height)
        ground = "surface2" if cell.pill == "text2" else "info_bg" if cell.pill == "primary" else f"{cell.pill}_bg"
        box(painter, where, face.colour(ground), None, radius=height / 2)
        painter.setFont(font)
        painter.setPen(face.colour(cell.pill))
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, shown)


class RowTable(QTableView, Generic[Row]):
    """Rows that can be walked by arrows, paged, touched, and opened with Enter.

    Attributes:
        chosen: Emitted with the place of a row that somebody opened (Enter, click or tap).
        current_moved: Emitted with the place of the row that is now current; -1 for none.
    """

    chosen = Signal(int)
    current_moved = Signal(int)

    def __init__(self, face: Face, columns: Sequence[Column[Row]], *, name: Message | None = None) -> None:
        super().__init__()
        self._face, self._name = face, name
        self.rows_model: RowsModel[Row] = RowsModel(face, columns)
        self.setModel(self.rows_model)
        self.setItemDelegate(RowDelegate(face, self, [column.align for column in columns]))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        heads = self.horizontalHeader()
        heads.setSectionsClickable(False)
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setMinimumSectionSize(20)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))
        self.selectionModel().currentRowChanged.connect(lambda index, _before: self.current_moved.emit(index.row()))
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self._dress()
        self._resay()

    # -- rows

    def take(self, rows: Rows[Row], *, current: int = -1) -> None:
        """Show other rows, one of them current."""
        self.rows_model.take(rows)
        if 0 <= current < rows.count:
            self.go_to(current)

    def row(self, place: int) -> Row | None:
        """A row, if it is here."""
        return self.rows_model.rows.row(place)

    @property
    def place(self) -> int:
        """Place of the current row; -1 for none."""
        index = self.currentIndex()
        return index.row() if index.isValid() else -1

    def go_to(self, place: int) -> None:
        """Make a row current and show it."""
        place = max(0, min(place, self.rows_model.rowCount() - 1))
        index = self.rows_model.index(place, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def move_by(self, key: int) -> None:
        """Take an arrow or page key that was pressed elsewhere (in the search line)."""
        page = max(1, self.viewport().height() // max(1, self._face.metrics.row) - 1)
        steps = {
            int(Qt.Key.Key_Up): -1,
            int(Qt.Key.Key_Down): 1,
            int(Qt.Key.Key_PageUp): -page,
            int(Qt.Key.Key_PageDown): page,
        }
        if self.rows_model.rowCount():
            self.go_to(self.place + steps.get(int(key), 0))

    # -- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.place >= 0:
                self.chosen.emit(self.place)
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters never jump about in the list: they may be a scan."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        columns = self.rows_model.columns
        em = self._face.metrics.base
        width = self.viewport().width()
        shown = [place for place, column in enumerate(columns) if column.from_ems * em <= width]
        fixed = {place: round(columns[place].ems * em) for place in shown if columns[place].ems}
        open_ones = [place for place in shown if not columns[place].ems]
        left = max(0, width - sum(fixed.values()))
        heads = self.horizontalHeader()
        for place in range(len(columns)):
            heads.setSectionHidden(place, place not in shown)
            if place in fixed:
                heads.resizeSection(place, fixed[place])
        for turn, place in enumerate(open_ones):
            share = left // (len(open_ones) - turn)
            heads.resizeSection(place, max(20, share))
            left -= share

    def _resay(self) -> None:
        self.rows_model.resay()
        if self._name is not None:
            self.setAccessibleName(self._face.say(self._name))

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._face.metrics.row)
        self.horizontalHeader().setFixedHeight(round(self._face.metrics.control * 0.85))
        self._fit_columns()
        self.viewport().update()
