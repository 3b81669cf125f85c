"""Parts of the customer's display: lines that fit, the list of goods, the bar of points, and large buttons.

All of them paint themselves from a `Dress` (style and sizes), so that a change of either is one call.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui.display.style import DisplayStyle, Role, Sizes, Tone
from app.ui.theme.fonts import font

BOLD, MEDIUM = QFont.Weight.Bold, QFont.Weight.Medium
LEAST_SHRINK = 0.5
POINTS_MOMENT_MS = 900


@dataclass(slots=True)
class Dress:
    """Style and sizes in force, shared by all parts of one window."""

    style: DisplayStyle
    sizes: Sizes


class FitLine(QWidget):
    """One line of text, made smaller where it has no room, to half its size at most; then it is cut."""

    def __init__(
        self,
        dress: Dress,
        role: Role = "body",
        tone: Tone = "ink",
        *,
        weight: QFont.Weight = MEDIUM,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        super().__init__()
        self._dress, self.role, self.tone, self._weight, self._align = dress, role, tone, weight, align
        self.text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Show a text; nothing at all where it is empty."""
        self.setVisible(bool(text))
        if text != self.text:
            self.text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def wanted_width(self) -> int:
        """Width at which it stands in its full size."""
        return QFontMetrics(self._dress.sizes.font(self.role, self._weight)).horizontalAdvance(self.text)

    @property
    def is_cut(self) -> bool:
        """Whether some of it cannot be seen."""
        return QFontMetrics(self._fitted()).horizontalAdvance(self.text) > self.width() + 1

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._dress.sizes.font(self.role, self._weight))
        return QSize(self.wanted_width(), round(metrics.height() * 1.06))

    def minimumSizeHint(self) -> QSize:
        return QSize(20, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fitted = self._fitted()
        painter.setFont(fitted)
        painter.setPen(self._dress.style.colour(self.tone))
        shown = QFontMetrics(fitted).elidedText(self.text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self._align) | int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _fitted(self) -> QFont:
        sizes = self._dress.sizes
        wanted = self.wanted_width()
        share = 1.0 if wanted <= self.width() or not wanted else max(LEAST_SHRINK, self.width() / wanted * 0.99)
        return font(max(10, int(sizes.px(self.role) * share)), self._weight)


class Pair(QWidget):
    """Words at the left and a figure at the right of one line."""

    def __init__(self, dress: Dress, role: Role = "body", tone: Tone = "ink", *, weight: QFont.Weight = MEDIUM) -> None:
        super().__init__()
        self._dress, self.role, self.tone, self._weight = dress, role, tone, weight
        self.left, self.right = "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, left: str, right: str) -> None:
        """Show both; nothing at all without a figure."""
        self.setVisible(bool(right))
        self.left, self.right = left, right
        self.setAccessibleName(f"{left} {right}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._dress.sizes.font(self.role, self._weight))
        return QSize(metrics.horizontalAdvance(f"{self.left}    {self.right}"), round(metrics.height() * 1.12))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    @property
    def is_cut(self) -> bool:
        """Whether some of it cannot be seen."""
        metrics = QFontMetrics(self._fitted())
        return metrics.horizontalAdvance(self.left) + metrics.horizontalAdvance(self.right) > self.width() + 1

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._fitted())
        painter.setPen(self._dress.style.colour(self.tone))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(self.rect(), middle | int(Qt.AlignmentFlag.AlignRight), self.right)
        painter.setFont(self._fitted(self._weight if self.role == "total" else MEDIUM))
        painter.drawText(self.rect(), middle | int(Qt.AlignmentFlag.AlignLeft), self.left)

    def _fitted(self, weight: QFont.Weight | None = None) -> QFont:
        wanted = self.sizeHint().width()
        share = 1.0 if wanted <= self.width() or not wanted else max(LEAST_SHRINK, self.width() / wanted * 0.99)
        return font(max(10, int(self._dress.sizes.px(self.role) * share)), weight or self._weight)


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """One line of the list: name, how much, and its sum, as they are said."""

    name: str
    quantity: str
    total: str


class GoodsList(QWidget):
    """The newest goods, as many as fit; how many more there are stands over them."""

    def __init__(self, dress: Dress) -> None:
        super().__init__()
        self._dress = dress
        self.rows: Sequence[GoodsRow] = ()
        self._more: Callable[[int], str] = str
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_rows(self, rows: Sequence[GoodsRow], more: Callable[[int], str]) -> None:
        """Show these; `more` says that some stand above."""
        self.rows, self._more = rows, more
        self.setAccessibleName("; ".join(f"{row.name} {row.quantity} {row.total}" for row in rows))
        self.update()

    def row_height(self) -> int:
        """Of one line."""
        return round(QFontMetrics(self._dress.sizes.font("body")).height() * 1.32)

    def shown_count(self) -> int:
        """How many lines fit."""
        fits = max(1, self.height() // self.row_height())
        return len(self.rows) if len(self.rows) <= fits else max(1, fits - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        sizes, style = self._dress.sizes, self._dress.style
        count, height = self.shown_count(), self.row_height()
        hidden = len(self.rows) - count
        top = 0
        if hidden:
            painter.setFont(sizes.font("small"))
            painter.setPen(style.colour("soft"))
            painter.drawText(QRectF(0, 0, self.width(), height), int(Qt.AlignmentFlag.AlignVCenter), self._more(hidden))
            top = height
        for row in self.rows[hidden:]:
            self._paint_row(painter, row, QRectF(0, top, self.width(), height))
            top += height

    def _paint_row(self, painter: QPainter, row: GoodsRow, where: QRectF) -> None:
        sizes, style = self._dress.sizes, self._dress.style
        bold, plain = sizes.font("body", QFont.Weight.DemiBold), sizes.font("body")
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(style.colour("ink"))
        painter.setFont(bold)
        painter.drawText(where, middle | int(Qt.AlignmentFlag.AlignRight), row.total)
        right = max(QFontMetrics(bold).horizontalAdvance(row.total), sizes.body * 3.6) + sizes.gap(3)
        small = sizes.font("small")
        painter.setFont(small)
        painter.setPen(style.colour("soft"))
        room = QRectF(where.left(), where.top(), where.width() - right, where.height())
        painter.drawText(room, middle | int(Qt.AlignmentFlag.AlignRight), row.quantity)
        taken = QFontMetrics(small).horizontalAdvance(row.quantity) + sizes.gap(3)
        painter.setFont(plain)
        painter.setPen(style.colour("ink"))
        left = QRectF(room.left(), room.top(), room.width() - taken, room.height())
        name = QFontMetrics(plain).elidedText(row.name, Qt.TextElideMode.ElideRight, int(left.width()))
        painter.drawText(left, middle, name)
        painter.setPen(QPen(QColor(style.hair), 1))
        painter.drawLine(where.bottomLeft(), where.bottomRight())


class PointsBar(QWidget):
    """How far it is to the next reward; it grows from before to now unless motion is unwanted."""

    def __init__(self, dress: Dress) -> None:
        super().__init__()
        self._dress = dress
        self._from, self._to, self._share = 0.0, 0.0, 0.0
        self._on_step: Callable[[float], None] = lambda share: None
        self._moving = QVariantAnimation(self)
        self._moving.setDuration(POINTS_MOMENT_MS)
        self._moving.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._moving.setStartValue(0.0)
        self._moving.setEndValue(1.0)
        self._moving.valueChanged.connect(self._step)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def is_moving(self) -> bool:
        """Whether it still grows."""
        return self._moving.state() == QVariantAnimation.State.Running

    @property
    def share(self) -> float:
        """How much of it is filled, 0 to 1."""
        return self._from + (self._to - self._from) * self._share

    def grow(self, before: float, now: float, on_step: Callable[[float], None], *, still: bool) -> None:
        """Fill it from one share to another; `on_step` gets 0 to 1, at once 1 where it stays still."""
        self._from, self._to, self._on_step = before, now, on_step
        self._moving.stop()
        if still:
            self._step(1.0)
        else:
            self._step(0.0)
            self._moving.start()

    def sizeHint(self) -> QSize:
        return QSize(self._dress.sizes.body * 8, round(self._dress.sizes.body * 0.62))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        style = self._dress.style
        painter.setBrush(QColor(style.hair))
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setBrush(style.colour("accent"))
        width = max(self.height(), self.width() * min(1.0, max(0.0, self.share)))
        painter.drawRoundedRect(QRectF(0, 0, width, self.height()), radius, radius)

    def _step(self, share: float) -> None:
        self._share = float(share)
        self._on_step(self._share)
        self.update()


class TouchButton(QPushButton):
    """A button for a customer's finger: at least 20 mm of an ordinary panel high, never the default of anything."""

    def __init__(self, dress: Dress, *, is_strong: bool = False) -> None:
        super().__init__()
        self._dress, self._is_strong = dress, is_strong
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Change its words."""
        self.setText(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        sizes = self._dress.sizes
        width = QFontMetrics(sizes.font("body", BOLD)).horizontalAdvance(self.text()) + sizes.gap(6)
        return QSize(width, max(76, round(sizes.body * 2.5)) if not self.isCheckable() else round(sizes.body * 2.1))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def needed_width(self) -> int:
        """Least width at which nothing is cut."""
        return self.sizeHint().width()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sizes, style = self._dress.sizes, self._dress.style
        where = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(style.colour("soft"), 2) if not self._is_strong else Qt.PenStyle.NoPen)
        painter.setBrush(style.band if self._is_strong else QColor(style.surface))
        if self.isDown():
            painter.setBrush(style.band_light if self._is_strong else QColor(style.hair))
        painter.drawRoundedRect(where, sizes.gap(2), sizes.gap(2))
        if self.isCheckable():
            self._paint_tick(painter, where)
            return
        painter.setPen(style.colour("onaccent" if self._is_strong else "ink"))
        painter.setFont(sizes.font("body", BOLD if self._is_strong else MEDIUM))
        painter.drawText(where, int(Qt.AlignmentFlag.AlignCenter), self.text())

    def _paint_tick(self, painter: QPainter, where: QRectF) -> None:
        """A square at the left, ticked or not; never ticked beforehand."""
        sizes, style = self._dress.sizes, self._dress.style
        size = sizes.body
        box = QRectF(where.left() + sizes.gap(3), where.center().y() - size / 2, size, size)
        painter.setPen(QPen(style.colour("ink"), 3))
        painter.setBrush(style.band if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        if self.isChecked():
            painter.setPen(QPen(style.colour("onaccent"), max(3, size // 8)))
            steps = ((0.2, 0.5), (0.43, 0.74), (0.82, 0.28))
            painter.drawPolyline([QPointF(box.left() + size * x, box.top() + size * y) for x, y in steps])
        painter.setPen(style.colour("ink"))
        left = box.right() + sizes.gap(3)
        room = QRectF(left, where.top(), where.right() - left - sizes.gap(2), where.height())
        wanted = QFontMetrics(sizes.font("body")).horizontalAdvance(self.text())
        share = min(1.0, max(LEAST_SHRINK, room.width() / max(wanted, 1) * 0.98))
        painter.setFont(font(max(10, int(sizes.px("body") * share)), MEDIUM))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), self.text())
