"""A reward beside the member: what it is, what it costs or what is missing, and whether it is used."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from app.ui.checkout.member_card import RewardRow, RewardState
from app.ui.face import Face
from app.ui.widgets.paint import box, draw_icon
from app.values.words import Message, msg

_STATE: dict[RewardState, tuple[Message, str, str]] = {
    "applied": (msg("Used"), "ok", "ok_bg"),
    "can": (msg("Use"), "primary", "info_bg"),
    "waste": (msg("Loses value"), "warn", "warn_bg"),
    "not": (msg("Not now"), "text2", "surface2"),
}


class RewardTile(QPushButton):
    """One reward; a tap uses it or no longer uses it."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self.reward: RewardRow | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)
        face.restyled.connect(self.updateGeometry)
        face.reworded.connect(self._resay)

    @staticmethod
    def height_for(face: Face) -> int:
        """The height of one tile at the sizes in force."""
        lines = QFontMetrics(face.font("body")).height() + QFontMetrics(face.font("caption")).height()
        return lines + face.metrics.gap(3.2)

    def show_reward(self, reward: RewardRow | None) -> None:
        """Show a reward, or nothing."""
        if reward is self.reward:
            return
        self.reward = reward
        self.setVisible(reward is not None)
        can = reward is not None and reward.toggle is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if can else Qt.CursorShape.ArrowCursor)
        self._resay()

    def sizeHint(self) -> QSize:
        return QSize(100, self.height_for(self._face))

    def paintEvent(self, event: QPaintEvent) -> None:
        reward = self.reward
        if reward is None:
            return
        painter = QPainter(self)
        face, gap = self._face, self._face.metrics.gap
        where = QRectF(self.rect())
        box(painter, where, face.colour("surface2" if self.isDown() else "bg"), face.colour("hair"), radius=9)
        edge = face.metrics.icon * 1.1
        words, tone, ground = _STATE[reward.state]
        ink = "text2" if reward.state == "not" else "points"
        draw_icon(
            painter, reward.icon, getattr(face.palette, ink),
            QRectF(where.x() + gap(2.5), where.center().y() - edge / 2, edge, edge),
        )  # fmt: skip
        chip_left = self._chip(painter, where, face.say(words), tone=tone, ground=ground)
        left = where.x() + gap(2.5) + edge + gap(2.5)
        self._words(painter, QRectF(left, where.y(), chip_left - left - gap(1.5), where.height()), reward)

    def _chip(self, painter: QPainter, where: QRectF, text: str, *, tone: str, ground: str) -> float:
        face = self._face
        font = face.font("caption", QFont.Weight.DemiBold)
        width = QFontMetrics(font).horizontalAdvance(text) + face.metrics.gap(4)
        height = QFontMetrics(font).height() * 1.6
        chip = QRectF(where.right() - width - face.metrics.gap(2), where.center().y() - height / 2, width, height)
        box(painter, chip, face.colour(ground), None, radius=height / 2)
        painter.setPen(face.colour(tone))
        painter.setFont(font)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
        return chip.left()

    def _words(self, painter: QPainter, where: QRectF, reward: RewardRow) -> None:
        face = self._face
        upper, lower = face.font("body", QFont.Weight.DemiBold), face.font("caption")
        title = face.words.name(reward.names)
        detail = face.say(reward.detail) if reward.detail else ""
        top, bottom = QFontMetrics(upper).height(), QFontMetrics(lower).height()
        y = where.center().y() - (top + (bottom if detail else 0)) / 2
        for font, height, text, tone in ((upper, top, title, "text"), (lower, bottom, detail, "text2")):
            painter.setFont(font)
            painter.setPen(face.colour(tone))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(where.width()))
            painter.drawText(QRectF(where.x(), y, where.width(), height), int(Qt.AlignmentFlag.AlignVCenter), shown)
            y += height

    def _resay(self) -> None:
        if self.reward is not None:
            detail = self._face.say(self.reward.detail) if self.reward.detail else ""
            state = self._face.say(_STATE[self.reward.state][0])
            words = ", ".join(part for part in (self._face.words.name(self.reward.names), detail, state) if part)
            self.setAccessibleName(words)
            reasons = "\n".join(self._face.say(reason) for reason in self.reward.reasons)
            self.setToolTip(reasons)
        self.update()

    def _on_clicked(self) -> None:
        if self.reward is not None and self.reward.toggle is not None:
            self.reward.toggle()
