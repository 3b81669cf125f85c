"""Paints one cell of the basket: name with its offers, quantity, price, discount, sum."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui.checkout.lines import LineRow
from app.ui.face import Face
from app.ui.theme.fonts import font, measured
from app.ui.theme.icons import goods_icon
from app.ui.theme.sizes import TypeRole
from app.ui.widgets.paint import box, draw_icon

# widths of the columns in base font heights; the first takes what is left
COLUMNS: dict[str, tuple[float, ...]] = {
    "regular": (0, 7.4, 5.0, 5.4, 6.0),
    "compact": (0, 7.2, 4.9, 5.2, 5.7),
}
MOST_CELLS = 1500
SEMIBOLD = QFont.Weight.DemiBold
MEDIUM = QFont.Weight.Medium
NORMAL = QFont.Weight.Normal


class LinePainter(QStyledItemDelegate):
    """The delegate of the basket table."""

    def __init__(self, face: Face, parent: QWidget) -> None:
        super().__init__(parent)
        self._face = face
        self._cells: dict[tuple[LineRow, int, bool, int, int, float], QPixmap] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(40, self._face.metrics.row)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: LineRow = index.data(Qt.ItemDataRole.UserRole)
        where: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        column, ratio = index.column(), painter.device().devicePixelRatioF()
        key = (row, column, selected, where.width(), where.height(), ratio)
        cell = self._cells.get(key)
        if cell is None:
            if len(self._cells) >= MOST_CELLS:
                self._cells.clear()
            cell = self._cells[key] = self._drawn(row, column, where.size(), selected=selected, ratio=ratio)
        painter.drawPixmap(where.topLeft(), cell)

    def forget(self) -> None:
        """Colours or sizes changed: every cell is drawn anew."""
        self._cells.clear()

    def _drawn(self, row: LineRow, column: int, size: QSize, *, selected: bool, ratio: float) -> QPixmap:
        """A cell as a picture: drawn once, so that scrolling and the next scan only copy it."""
        cell = QPixmap(size * ratio)
        cell.setDevicePixelRatio(ratio)
        cell.fill(self._face.colour("surface"))
        painter = QPainter(cell)
        where = QRect(QPoint(0, 0), size)
        self._ground(painter, where, row, selected=selected, first=column == 0)
        draw = (self._item, self._quantity, self._price, self._discount, self._sum)[column]
        draw(painter, QRectF(where), row, selected)
        painter.end()
        return cell

    def step_at(self, cell: QRect, point: QPoint) -> int:
        """What a tap in a quantity cell means: -1, +1, or 0 in the middle."""
        stepper = self._stepper(QRectF(cell))
        if not stepper.adjusted(-6, -12, 6, 12).contains(QPointF(point)):
            return 0
        third = stepper.width() / 3
        return -1 if point.x() < stepper.left() + third else 1 if point.x() > stepper.right() - third else 0

    # -- cells

    def _ground(self, painter: QPainter, where: QRect, row: LineRow, *, selected: bool, first: bool) -> None:
        if row.kind == "unresolved":
            painter.fillRect(where, self._face.colour("err_bg"))
        elif selected:
            painter.fillRect(where, self._face.colour("info_bg"))
        if first and (selected or row.kind == "unresolved"):
            edge = "err" if row.kind == "unresolved" else "primary"
            painter.fillRect(where.x(), where.y(), 4, where.height(), self._face.colour(edge))
        painter.setPen(self._face.colour("hair"))
        painter.drawLine(where.bottomLeft(), where.bottomRight())

    def _item(self, painter: QPainter, where: QRectF, row: LineRow, selected: bool) -> None:
        metrics = self._face.metrics
        edge = metrics.row * 0.62
        tile = QRectF(where.x() + metrics.gap(3), where.center().y() - edge / 2, edge, edge)
        is_unknown = row.kind == "unresolved"
        if is_unknown:
            draw_icon(painter, "octagon-alert", self._face.palette.err, _inset(tile, edge * 0.14))
        else:
            ground = "surface" if selected else "bg"
            box(painter, tile, self._face.colour(ground), None, radius=8)
            name = {"free": "gift", "offer": "badge-percent"}.get(row.kind) or goods_icon(row.category)
            ink = self._face.palette.primary if selected else self._face.palette.text2
            ink = self._face.palette.ok if row.kind == "offer" else ink
            draw_icon(painter, name, ink, _inset(tile, edge * 0.22))
        left = tile.right() + metrics.gap(2.5)
        self._two_lines(painter, QRectF(left, where.y(), where.right() - left - metrics.gap(1), where.height()), row)

    def _two_lines(self, painter: QPainter, where: QRectF, row: LineRow) -> None:
        unknown = row.kind == "unresolved"
        upper, lower = self._px("line"), self._px("caption")
        middle = where.center().y() + 1
        name_height = measured(upper, MEDIUM).height()
        if not (row.detail or row.offers):
            middle += name_height / 2
        self._text(
            painter, QRectF(where.x(), middle - name_height, where.width(), name_height), row.name,
            px=upper, weight=SEMIBOLD if unknown else MEDIUM, tone="err" if unknown else "text",
        )  # fmt: skip
        detail = QRectF(where.x(), middle + 1, where.width(), measured(lower).height())
        if unknown:
            self._text(painter, detail, f"{row.detail} · {row.offers}", px=lower, weight=NORMAL, tone="text")
        elif row.offers:
            self._text(painter, detail, row.offers, px=lower, weight=MEDIUM, tone="ok")
        else:
            self._text(painter, detail, row.detail, px=lower, weight=NORMAL, tone="text2")

    def _quantity(self, painter: QPainter, where: QRectF, row: LineRow, selected: bool) -> None:
        if not row.quantity:
            return
        if row.kind == "goods" and row.quantity.isdigit():
            stepper = self._stepper(where)
            if selected:
                box(painter, stepper, self._face.colour("surface"), self._face.colour("line"), radius=8)
                self._signs(painter, stepper)
        self._text(
            painter,
            where,
            row.quantity,
            px=self._px("line"),
            weight=SEMIBOLD,
            tone="text",
            side=Qt.AlignmentFlag.AlignHCenter,
        )

    def _stepper(self, where: QRectF) -> QRectF:
        height = self._face.metrics.row * 0.6
        width = min(where.width() - 8, self._face.metrics.base * 6.2)
        return QRectF(where.center().x() - width / 2, where.center().y() - height / 2, width, height)

    def _signs(self, painter: QPainter, stepper: QRectF) -> None:
        painter.setPen(QPen(self._face.colour("text2"), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        arm, middle = self._face.metrics.base * 0.26, stepper.center().y()
        offset = self._face.metrics.base * 0.9
        for centre, is_plus in ((stepper.left() + offset, False), (stepper.right() - offset, True)):
            painter.drawLine(QPointF(centre - arm, middle), QPointF(centre + arm, middle))
            if is_plus:
                painter.drawLine(QPointF(centre, middle - arm), QPointF(centre, middle + arm))

    def _price(self, painter: QPainter, where: QRectF, row: LineRow, _selected: bool) -> None:
        self._right(painter, where, row.price, weight=NORMAL, tone="text2")

    def _discount(self, painter: QPainter, where: QRectF, row: LineRow, _selected: bool) -> None:
        self._right(painter, where, row.discount, weight=MEDIUM, tone="ok")

    def _sum(self, painter: QPainter, where: QRectF, row: LineRow, _selected: bool) -> None:
        tone = {"unresolved": "err", "offer": "ok"}.get(row.kind, "text")
        self._right(painter, where, row.total, weight=SEMIBOLD, tone=tone)

    def _right(self, painter: QPainter, where: QRectF, text: str, *, weight: QFont.Weight, tone: str) -> None:
        inside = where.adjusted(0, 0, -self._face.metrics.gap(2.5), 0)
        self._text(
            painter, inside, text, px=self._px("line"), weight=weight, tone=tone, side=Qt.AlignmentFlag.AlignRight
        )

    def _text(
        self,
        painter: QPainter,
        where: QRectF,
        text: str,
        *,
        px: int,
        weight: QFont.Weight,
        tone: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        metrics = measured(px, weight)
        painter.setFont(font(px, weight))
        painter.setPen(QColor(getattr(self._face.palette, tone)))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(where.width()))
        painter.drawText(where, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)

    def _px(self, role: TypeRole) -> int:
        return self._face.metrics.font_px(role)


def _inset(where: QRectF, by: float) -> QRectF:
    return where.adjusted(by, by, -by, -by)
