"""The membership card: tier, points, what they are worth, and how far the next reward is."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QLinearGradient, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.checkout.member_card import MemberCard
from app.ui.face import Face
from app.ui.widgets.paint import draw_icon
from app.values.words import msg


class PointsCard(QWidget):
    """Painted by hand on a gradient of the points' colour."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self._card: MemberCard | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self._dress()

    def show_card(self, card: MemberCard) -> None:
        """Show this member's points; nothing is drawn where nothing has changed."""
        shown = dataclasses.replace(card, earns="", hint=None, rewards=())
        if shown == self._card:
            return
        self._card = shown
        self._dress()
        self._resay()

    def paintEvent(self, event: QPaintEvent) -> None:
        card = self._card
        if card is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        where = QRectF(self.rect())
        self._ground(painter, where)
        pad = self._face.metrics.gap(4)
        inside = where.adjusted(pad, pad * 0.9, -pad, -pad * 0.9)
        painter.setPen(self._face.colour("oncard"))
        y = self._heading(painter, inside, card)
        self._figures(painter, inside, y, card)
        if card.progress is not None:
            self._bar(painter, inside, card)

    # -- parts

    def _ground(self, painter: QPainter, where: QRectF) -> None:
        path = QPainterPath()
        radius = self._face.metrics.radius + 3
        path.addRoundedRect(where, radius, radius)
        gradient = QLinearGradient(where.topLeft(), where.bottomRight())
        gradient.setColorAt(0, self._face.colour("card_from"))
        gradient.setColorAt(1, self._face.colour("card_to"))
        painter.fillPath(path, gradient)
        painter.setClipPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(255, 255, 255, 16))
        size = where.height() * 1.25
        painter.drawEllipse(QRectF(where.right() - size * 0.62, where.top() - size * 0.5, size, size))
        painter.drawEllipse(QRectF(where.right() - size * 1.1, where.bottom() - size * 0.35, size, size))
        painter.setClipping(False)

    def _heading(self, painter: QPainter, where: QRectF, card: MemberCard) -> float:
        font = self._face.font("small", QFont.Weight.DemiBold)
        height = QFontMetrics(font).height()
        edge = round(height * 0.95)
        icon = "crown" if card.tier else "star"
        draw_icon(
            painter, icon, self._face.palette.oncard, QRectF(where.x(), where.y() + (height - edge) / 2, edge, edge)
        )
        painter.setFont(font)
        text = card.tier or self._face.words.name(card.program)
        room = where.width() - edge - self._face.metrics.gap(2)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(where.x() + edge + self._face.metrics.gap(1.5), where.y(), room, height), 0, shown)
        return where.y() + height

    def _figures(self, painter: QPainter, where: QRectF, y: float, card: MemberCard) -> None:
        font = self._figure_font()
        metrics = QFontMetrics(font)
        baseline = y + metrics.height() * 0.95
        painter.setFont(font)
        painter.drawText(round(where.x()), round(baseline), card.points)
        left = where.x() + metrics.horizontalAdvance(card.points) + self._face.metrics.gap(2)
        painter.setFont(self._face.font("body", QFont.Weight.Medium))
        painter.drawText(round(left), round(baseline), self._unit_words(card))

    def _unit_words(self, card: MemberCard) -> str:
        words = self._face.say(msg("points"))
        return f"{words}  ≈ {self._face.money(card.worth)}" if card.worth else words

    def _bar(self, painter: QPainter, where: QRectF, card: MemberCard) -> None:
        font = self._face.font("caption", QFont.Weight.Medium)
        height = QFontMetrics(font).height()
        bar = QRectF(where.x(), where.bottom() - height - self._face.metrics.gap(2.5), where.width(), 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(255, 255, 255, 60))
        painter.drawRoundedRect(bar, 3, 3)
        bar.setWidth(max(6.0, bar.width() * min(1.0, card.progress or 0.0)))
        painter.setBrush(self._face.colour("oncard"))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setPen(self._face.colour("oncard"))
        painter.setFont(font)
        text = self._face.say(card.goal) if card.goal else ""
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(where.width()))
        painter.drawText(QRectF(where.x(), where.bottom() - height, where.width(), height), 0, shown)

    def _figure_font(self) -> QFont:
        px = round(self._face.metrics.base * 1.75)
        from app.ui.theme.fonts import font

        return font(px, QFont.Weight.Bold)

    def _resay(self) -> None:
        if self._card is not None:
            self.setAccessibleName(f"{self._card.tier} {self._card.points} {self._unit_words(self._card)}".strip())
        self.update()

    def _dress(self) -> None:
        metrics = self._face.metrics
        heading = QFontMetrics(self._face.font("small")).height()
        figures = QFontMetrics(self._figure_font()).height()
        height = metrics.gap(4) * 1.8 + heading + figures
        if self._card is not None and self._card.progress is not None:
            height += QFontMetrics(self._face.font("caption")).height() + metrics.gap(5.5)
        self.setFixedHeight(round(height))
        self.update()
