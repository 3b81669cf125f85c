"""Painting that several widgets share: rounded boxes, key caps, focus rings, icons in place."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from app.ui.face import Face
from app.ui.theme.icons import icon_pixmap


def box(
    painter: QPainter, where: QRectF, fill: QColor | None, edge: QColor | None = None, *, radius: float = 8
) -> None:
    """A rounded box, its edge one pixel wide inside `where`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, 1) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    inside = where.adjusted(0.5, 0.5, -0.5, -0.5) if edge is not None else where
    painter.drawRoundedRect(inside, radius, radius)


def draw_icon(painter: QPainter, name: str, colour: str, where: QRectF) -> None:
    """An icon centred in `where`, as large as its shorter side."""
    size = round(min(where.width(), where.height()))
    picture = icon_pixmap(name, colour, size, painter.device().devicePixelRatioF())
    centre = where.center()
    painter.drawPixmap(QPointF(round(centre.x() - size / 2), round(centre.y() - size / 2)), picture)


def keycap_width(face: Face, key: str) -> int:
    """How wide a key cap with this legend is."""
    metrics = QFontMetrics(face.font("caption"))
    return max(metrics.horizontalAdvance(key) + face.metrics.gap(2.5), round(metrics.height() * 1.25))


def draw_keycap(painter: QPainter, face: Face, key: str, where: QRectF, *, ink: QColor) -> None:
    """A key cap: the legend in a thin box, in the ink of the text beside it."""
    edge = QColor(ink)
    edge.setAlphaF(0.45)
    fill = QColor(ink)
    fill.setAlphaF(0.06)
    box(painter, where, fill, edge, radius=5)
    painter.setPen(ink)
    painter.setFont(face.font("caption"))
    painter.drawText(where, Qt.AlignmentFlag.AlignCenter, key)


def draw_focus(painter: QPainter, face: Face, where: QRectF, radius: float) -> None:
    """The focus ring, two pixels inside the widget's own edge so that it is never clipped."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(face.colour("focus"), 3))
    painter.drawRoundedRect(where.adjusted(1.5, 1.5, -1.5, -1.5), radius, radius)
