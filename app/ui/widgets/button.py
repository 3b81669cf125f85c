"""Buttons: one painted widget in several kinds, with its key beside its words.

Buttons of selling screens take no focus and have no default, so that a scan's Enter never presses one
(a scan into a dialog's line edit once clicked its auto-default button).
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from app.ui.face import Face
from app.ui.theme.sizes import TypeRole
from app.ui.widgets.paint import box, draw_focus, draw_icon, draw_keycap, keycap_width
from app.values.words import Message

Kind = Literal["plain", "primary", "pay", "soft", "ghost", "danger", "warn", "key"]
Size = Literal["small", "normal", "pay", "key"]

_INK: dict[Kind, str] = {
    "plain": "text",
    "primary": "onprimary",
    "pay": "onok",
    "soft": "primary",
    "ghost": "text2",
    "danger": "err",
    "warn": "warn",
    "key": "text",
}
_FILL: dict[Kind, str] = {
    "plain": "surface",
    "primary": "primary",
    "pay": "ok",
    "soft": "info_bg",
    "ghost": "",
    "danger": "err_bg",
    "warn": "warn_bg",
    "key": "",
}
_DOWN: dict[Kind, str] = {
    "plain": "surface2",
    "primary": "primary_down",
    "pay": "ok_down",
    "soft": "surface2",
    "ghost": "surface2",
    "danger": "surface2",
    "warn": "surface2",
    "key": "surface2",
}


class Button(QPushButton):
    """A button that paints itself.

    Attributes:
        kind: What it means; `pay` is green only while paying is possible.
        key: Legend of the key that does the same; empty for none.
    """

    def __init__(
        self,
        face: Face,
        words: Message | str,
        kind: Kind = "plain",
        *,
        icon: str = "",
        key: str = "",
        size: Size = "normal",
        focusable: bool = False,
    ) -> None:
        super().__init__()
        self._face, self.kind, self.icon_name, self.key, self._size = face, kind, icon, key, size
        self._message: Message | None = None
        self.setAutoDefault(False)
        self.setDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if focusable else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self.say(words)
        self._dress()

    def say(self, words: Message | str) -> None:
        """Change the words; the screen reader's name follows."""
        self._message = words if isinstance(words, Message) else None
        text = self._face.say(words) if isinstance(words, Message) else words
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()

    def set_kind(self, kind: Kind) -> None:
        """Change what it means."""
        if kind != self.kind:
            self.kind = kind
            self.update()

    def role(self) -> TypeRole:
        """The role of its words in the type scale."""
        return {"small": "small", "normal": "body", "pay": "title", "key": "small"}[self._size]  # type: ignore[return-value]

    def words_font(self) -> QFont:
        """The font of its words."""
        weight = QFont.Weight.Medium if self.kind in {"key", "ghost"} else QFont.Weight.DemiBold
        return self._face.font(self.role(), weight)

    def needed_width(self) -> int:
        """Least width at which nothing is cut."""
        metrics, parts = self._face.metrics, []
        if self.icon_name:
            parts.append(self._icon_size())
        if self.text():
            parts.append(QFontMetrics(self.words_font()).horizontalAdvance(self.text()))
        if self.key:
            parts.append(keycap_width(self._face, self.key))
        gaps = metrics.gap(2) * max(0, len(parts) - 1)
        return sum(parts) + gaps + 2 * self._margin()

    def sizeHint(self) -> QSize:
        heights = {
            "small": round(self._face.metrics.control * 0.8),
            "normal": self._face.metrics.control,
            "pay": self._face.metrics.pay,
            "key": self._face.metrics.key,
        }
        height = heights[self._size]
        return QSize(max(self.needed_width(), height), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        where = QRectF(self.rect())
        radius = min(8.0 if self._size == "small" else 10.0, where.height() / 2)
        self._paint_ground(painter, where, radius)
        self._paint_parts(painter, where, self._ink())
        if self.hasFocus() and self.focusPolicy() != Qt.FocusPolicy.NoFocus:
            draw_focus(painter, self._face, where, radius)

    def _paint_ground(self, painter: QPainter, where: QRectF, radius: float) -> None:
        token = _FILL[self.kind]
        pressed = self.isDown() or self.isChecked()
        hovered = self.underMouse() and self.isEnabled()
        fill = self._face.colour(token) if token else None
        edge = self._face.colour("line") if self.kind == "plain" else None
        if not self.isEnabled():
            fill = self._face.colour("surface2") if token else None
            edge = None
        elif pressed or (hovered and not token):
            fill = self._face.colour(_DOWN[self.kind])
        elif hovered:
            fill = _between(self._face.colour(token), self._face.colour(_DOWN[self.kind]))
        if fill is not None or edge is not None:
            box(painter, where, fill, edge, radius=radius)

    def _paint_parts(self, painter: QPainter, where: QRectF, ink: QColor) -> None:
        gap = self._face.metrics.gap(2)
        spare = max(0.0, where.width() - self.needed_width())
        left = where.left() + self._margin() + spare / 2
        if self.icon_name:
            size = self._icon_size()
            draw_icon(painter, self.icon_name, ink.name(), QRectF(left, where.center().y() - size / 2, size, size))
            left += size + gap
        if self.key and self.kind == "key":
            left += self._paint_keycap(painter, left, where, ink) + gap
        if self.text():
            painter.setFont(self.words_font())
            painter.setPen(ink)
            width = QFontMetrics(painter.font()).horizontalAdvance(self.text())
            room = QRectF(left, where.top(), width + 2, where.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
            left += width + gap
        if self.key and self.kind != "key":
            self._paint_keycap(painter, left, where, ink)

    def _paint_keycap(self, painter: QPainter, left: float, where: QRectF, ink: QColor) -> int:
        """The key's legend; before the words in the key bar, behind them elsewhere. Returns its width."""
        width = keycap_width(self._face, self.key)
        height = QFontMetrics(self._face.font("caption")).height() * 1.25
        draw_keycap(
            painter, self._face, self.key, QRectF(left, where.center().y() - height / 2, width, height), ink=ink
        )
        return width

    def _ink(self) -> QColor:
        return self._face.colour(_INK[self.kind] if self.isEnabled() else "disabled")

    def _margin(self) -> int:
        return self._face.metrics.gap(2 if self._size in {"small", "key"} else 3.5)

    def _icon_size(self) -> int:
        return round(self._face.metrics.icon * (0.9 if self._size == "small" else 1.1))

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def _resay(self) -> None:
        if self._message is not None:
            self.say(self._message)


def _between(one: QColor, other: QColor) -> QColor:
    return QColor(
        (one.red() * 2 + other.red()) // 3,
        (one.green() * 2 + other.green()) // 3,
        (one.blue() * 2 + other.blue()) // 3,
    )
