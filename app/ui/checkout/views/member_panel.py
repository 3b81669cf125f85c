"""The right column while selling: who the customer is, and what they may have."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, space
from app.ui.widgets.pill import IconMark
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import msg

if TYPE_CHECKING:
    from app.ui.checkout.member_card import MemberCard
    from app.ui.checkout.views.member_page import MemberPage


class MemberPanel(Card):
    """The member, or how to find one.

    Attributes:
        find_wanted, rewards_wanted, history_wanted: The buttons.
    """

    find_wanted = Signal()
    rewards_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, face: Face) -> None:
        super().__init__(face)
        self._card: MemberCard | None = None
        self._nobody = _NobodyPage(face)
        self._face = face
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._nobody)
        self._nobody.find_button.clicked.connect(self.find_wanted)

    @cached_property
    def somebody(self) -> MemberPage:
        """The page of a member, made when the first one comes."""
        from app.ui.checkout.views.member_page import MemberPage

        page = MemberPage(self._face)
        page.change.clicked.connect(self.find_wanted)
        page.rewards.clicked.connect(self.rewards_wanted)
        page.history.clicked.connect(self.history_wanted)
        self._stack.addWidget(page)
        return page

    def show_member(self, card: MemberCard | None, *, with_history: bool, is_done: bool = False) -> None:
        """Show a member, or (None) how to find one; after the sale there is nothing to change."""
        self._card = card
        self._stack.setCurrentWidget(self.somebody if card else self._nobody)
        if card is not None:
            self.somebody.show_card(card, with_history=with_history)
            self.somebody.change.setVisible(not is_done)
            self.somebody.rewards.setVisible(not is_done)


class _NobodyPage(QWidget):
    """No member yet: what to do, and why it is worth asking."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        mark = IconMark(face, "id-card", "text2", 2.4)
        head = TextLabel(face, msg("No member yet"), "title")
        words = wrapped(
            TextLabel(face, msg("Scan the card at any time, or find by phone or name."), "small", tone="text2")
        )
        for label in (head, words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.find_button = Button(face, msg("Find or join"), "soft", icon="users", key="F2")
        self._column = QVBoxLayout(self)
        self._column.addStretch(2)
        self._column.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(head)
        self._column.addWidget(words)
        self._column.addWidget(self.find_button)
        self._column.addStretch(3)
        face.restyled.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        space(self._face, self._column, (7, 5, 7, 5), 3)
