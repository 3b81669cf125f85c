"""A sparkline: what was spent month by month, as bars; hovering or arrows name a month."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.insight.visits import MonthSpend
from app.ui.face import Face
from app.values.words import Message, msg

MONTHS: tuple[Message, ...] = (
    msg("January"),
    msg("February"),
    msg("March"),
    msg("April"),
    msg("May"),
    msg("June"),
    msg("July"),
    msg("August"),
    msg("September"),
    msg("October"),
    msg("November"),
    msg("December"),
)


class Sparkline(QWidget):
    """Bars of the last months; the one under the mouse (else the last) is named above them."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self._months: tuple[MonthSpend, ...] = ()
        self._at = -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        face.restyled.connect(self.update)
        face.reworded.connect(self._resay)

    def show_months(self, months: Sequence[MonthSpend]) -> None:
        """Show these months, oldest first."""
        self._months = tuple(months)
        self._at = -1
        self._resay()

    def caption(self) -> str:
        """What is said above the bars: the named month and its sum."""
        if not self._months:
            return ""
        month = self._months[self._at]
        name = self._face.say(MONTHS[month.month - 1])
        return f"{name} {month.year} · {self._face.money(month.spent_minor)}"

    def sizeHint(self) -> QSize:
        return QSize(self._face.metrics.base * 14, self._face.metrics.base * 4)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._months:
            place = int(event.position().x() / max(1, self.width()) * len(self._months))
            self._at = max(0, min(len(self._months) - 1, place))
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._at = -1
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = self._face
        font = face.font("caption")
        height = QFontMetrics(font).height()
        painter.setFont(font)
        painter.setPen(face.colour("text2"))
        caption = QRectF(0, 0, self.width(), height)
        painter.drawText(caption, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.caption())
        self._paint_bars(painter, QRectF(0, height + 3, self.width(), self.height() - height - 4))

    def _paint_bars(self, painter: QPainter, where: QRectF) -> None:
        most = max((month.spent_minor for month in self._months), default=0)
        if not most or where.height() <= 0:
            return
        step = where.width() / len(self._months)
        gap = min(4.0, step * 0.25)
        named = self._at % len(self._months)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, month in enumerate(self._months):
            tall = max(2.0, where.height() * month.spent_minor / most)
            colour = self._face.colour("primary" if place == named else "line")
            if place != named:
                colour.setAlphaF(0.6)
            painter.setBrush(colour)
            bar = QRectF(where.left() + place * step + gap / 2, where.bottom() - tall, step - gap, tall)
            painter.drawRoundedRect(bar, 2, 2)

    def _resay(self) -> None:
        months = [
            f"{self._face.say(MONTHS[month.month - 1])} {month.year}: {self._face.money(month.spent_minor)}"
            for month in self._months
        ]
        self.setAccessibleName(self._face.say(msg("Spent by month")))
        self.setAccessibleDescription("; ".join(months))
        self.update()
