"""Pills, avatars, icons and progress: small painted things that say one thing each."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.face import Face
from app.ui.widgets.paint import box, draw_icon
from app.values.words import Message


class Pill(QWidget):
    """A short word on a tinted ground: a state, a hint, a gain."""

    def __init__(self, face: Face, words: Message | str = "", tone: str = "ok", icon: str = "") -> None:
        super().__init__()
        self._face, self._tone, self._icon = face, tone, icon
        self._message: Message | str = ""
        self.text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self.say(words)

    def say(self, words: Message | str, tone: str = "", icon: str | None = None) -> None:
        """Change words and, where given, tone (`ok`, `warn`, `err`, `points`, `primary`) and icon."""
        self._message, self._tone = words, tone or self._tone
        self._icon = self._icon if icon is None else icon
        self._resay()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        width = metrics.horizontalAdvance(self.text) + self._face.metrics.gap(5)
        if self._icon:
            width += metrics.height() + self._face.metrics.gap(1.2)
        return QSize(width, round(metrics.height() * 1.5))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        where = QRectF(self.rect())
        ground = "info_bg" if self._tone == "primary" else f"{self._tone}_bg"
        box(painter, where, self._face.colour(ground), None, radius=where.height() / 2)
        ink = self._face.colour(self._tone)
        left = where.left() + self._face.metrics.gap(2.5)
        if self._icon:
            size = QFontMetrics(self._font()).height()
            draw_icon(painter, self._icon, ink.name(), QRectF(left, where.center().y() - size / 2, size, size))
            left += size + self._face.metrics.gap(1.2)
        painter.setFont(self._font())
        painter.setPen(ink)
        painter.drawText(
            QRectF(left, where.top(), where.right() - left, where.height()), Qt.AlignmentFlag.AlignVCenter, self.text
        )

    def _font(self) -> QFont:
        return self._face.font("small", QFont.Weight.DemiBold)

    def _resay(self) -> None:
        self.text = self._face.say(self._message) if isinstance(self._message, Message) else self._message
        self.setAccessibleName(self.text)
        self._dress()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()


class IconMark(QWidget):
    """An icon in a colour token."""

    def __init__(self, face: Face, name: str, tone: str = "text2", scale: float = 1.0) -> None:
        super().__init__()
        self._face, self._name, self._tone, self._scale = face, name, tone, scale
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        face.restyled.connect(self._dress)

    def show_icon(self, name: str, tone: str = "") -> None:
        """Change the icon."""
        self._name, self._tone = name, tone or self._tone
        self.update()

    def sizeHint(self) -> QSize:
        edge = round(self._face.metrics.icon * self._scale)
        return QSize(edge, edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), self._name, self._face.colour(self._tone).name(), QRectF(self.rect()))

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()


class Avatar(QWidget):
    """Initials in a circle; an icon where there is no name."""

    def __init__(self, face: Face, scale: float = 2.6) -> None:
        super().__init__()
        self._face, self._scale, self._initials = face, scale, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        face.restyled.connect(self._dress)

    def show_name(self, name: str) -> None:
        """Take the initials of a short name (`Anna K.`)."""
        self._initials = "".join(word[0] for word in name.split()[:2]).upper()
        self.update()

    def sizeHint(self) -> QSize:
        edge = round(self._face.metrics.base * self._scale)
        return QSize(edge, edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        where = QRectF(self.rect())
        box(painter, where, self._face.colour("points_bg"), None, radius=where.height() / 2)
        ink = self._face.colour("points")
        if self._initials:
            painter.setPen(ink)
            painter.setFont(self._face.font("body", QFont.Weight.Bold))
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, self._initials)
        else:
            edge = where.width() * 0.5
            draw_icon(
                painter,
                "user",
                ink.name(),
                QRectF(where.center().x() - edge / 2, where.center().y() - edge / 2, edge, edge),
            )

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()
