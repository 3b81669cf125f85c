"""The page of a member: points, what this sale earns, rewards as far as there is room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.checkout.member_card import MemberCard, RewardRow
from app.ui.checkout.views.points_card import PointsCard
from app.ui.checkout.views.reward_tile import RewardTile
from app.ui.face import Face
from app.ui.widgets.button import Button
from app.ui.widgets.frames import space
from app.ui.widgets.pill import Avatar, Pill
from app.ui.widgets.text import ElidedLabel, TextLabel
from app.values.words import msg


class MemberPage(QWidget):
    """A member with points and rewards."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self.avatar = Avatar(face)
        self.name = ElidedLabel(face, "", "title")
        self.known_by = ElidedLabel(face, "", "small", tone="text2")
        self.change = Button(face, "", "ghost", icon="log-out", size="small")
        self.points = PointsCard(face)
        self.earns = Pill(face, "", "points", "star")
        self.hint = Pill(face, "", "warn", "cake")
        self.heading = TextLabel(face, msg("Rewards"), "title")
        self.count = TextLabel(face, "", "small", tone="text2")
        self.rewards = Button(face, msg("Rewards"), "primary", icon="gift", key="F5")
        self.history = Button(face, "", "plain", icon="history")
        self._tiles: list[RewardTile] = []
        self._tile_column = QVBoxLayout()
        self._lay_out()
        face.restyled.connect(self._dress)
        face.restyled.connect(self._fit_tiles)
        face.reworded.connect(self._resay)
        self._dress()
        self._resay()

    def show_card(self, card: MemberCard, *, with_history: bool) -> None:
        """Show this member."""
        self.avatar.show_name(card.name)
        self.name.say(card.name or msg("Member without a name"))
        self.known_by.say(card.known_by)
        self.points.setVisible(bool(card.points))
        self.points.show_card(card)
        self.earns.setVisible(bool(card.earns))
        self.earns.say(msg("+{points} this sale", points=card.earns))
        self.hint.setVisible(card.hint is not None)
        self.hint.say(card.hint or "")
        usable = sum(row.state in {"can", "applied"} for row in card.rewards)
        self.count.say(msg("{count} can be used", count=usable) if usable else "")
        self.heading.setVisible(bool(card.rewards))
        self.history.setVisible(with_history)
        self.rewards.setEnabled(bool(card.rewards))
        self.rewards.set_kind("primary" if usable else "soft")
        self._show_rewards(card.rewards)
        self._fit_pills()
        self._fit_tiles()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit_pills()
        self._fit_tiles()

    def _show_rewards(self, rows: tuple[RewardRow, ...]) -> None:
        order = {"applied": 0, "can": 1, "waste": 2, "not": 3}
        best = sorted(rows, key=lambda row: order[row.state])[:6]
        while len(self._tiles) < len(best):
            tile = RewardTile(self._face)
            self._tiles.append(tile)
            self._tile_column.addWidget(tile)
        for place, tile in enumerate(self._tiles):
            tile.show_reward(best[place] if place < len(best) else None)

    def _fit_pills(self) -> None:
        """Beside each other where there is room, else one under the other."""
        shown = [pill for pill in (self.earns, self.hint) if pill.isVisibleTo(self)]
        gaps = self._face.metrics.gap(2) + self._face.metrics.gap(8)
        fits = sum(pill.sizeHint().width() for pill in shown) + gaps <= self.width()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._pills.setDirection(across if fits else down)

    def _fit_tiles(self) -> None:
        """As many rewards as there is room for; the chooser (F5) has them all."""
        top = self._tile_column.geometry().top()
        foot = self.rewards.geometry().top() if self.rewards.isVisibleTo(self) else self.height()
        room = foot - top - self._face.metrics.gap(1)
        each = RewardTile.height_for(self._face) + self._face.metrics.gap(2)
        fits = max(0, room // each) if self.height() > 60 else len(self._tiles)
        for place, tile in enumerate(self._tiles):
            tile.setVisible(tile.reward is not None and place < fits)

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(self.name)
        names.addWidget(self.known_by)
        names.addStretch(1)
        self._head.addWidget(self.avatar)
        self._head.addLayout(names, 1)
        self._head.addWidget(self.change)
        self._pills = QHBoxLayout()
        self._pills.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._pills.addWidget(self.earns, 0, Qt.AlignmentFlag.AlignLeft)
        self._pills.addWidget(self.hint, 0, Qt.AlignmentFlag.AlignLeft)
        self._title = QHBoxLayout()
        self._title.addWidget(self.heading)
        self._title.addStretch(1)
        self._title.addWidget(self.count)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.rewards, 1)
        self._foot.addWidget(self.history)
        self._column = QVBoxLayout(self)
        for part in (self._head, self.points, self._pills, self._title, self._tile_column):
            if isinstance(part, QWidget):
                self._column.addWidget(part)
            else:
                self._column.addLayout(part)
        self._column.addStretch(1)
        self._column.addLayout(self._foot)

    def _resay(self) -> None:
        for button, words in ((self.change, msg("Another member, or none")), (self.history, msg("History"))):
            button.setAccessibleName(self._face.say(words))
            button.setToolTip(self._face.say(words))
        self.heading.setFont(self._face.font("title", QFont.Weight.DemiBold))

    def _dress(self) -> None:
        gap = self._face.metrics.gap
        space(self._face, self._column, (4, 4, 4, 4), 3)
        for row in (self._head, self._pills, self._title, self._foot, self._tile_column):
            row.setSpacing(gap(2))
