"""A member's cards: their state, and what can be done with each - print, lost, blocked, active again, replace."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from app.people.cards import is_card_number, looks_like_card
from app.people.codes import grouped
from app.people.member import Card, CardStatus
from app.ui.face import Face
from app.ui.forms.fields import TextField
from app.ui.forms.panel import ScrollColumn
from app.ui.forms.states import StateNote
from app.ui.members.browse import CARD_WORDS
from app.ui.members.twice import TwiceBlock
from app.ui.theme.fonts import mono_font
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card as Frame
from app.ui.widgets.frames import space
from app.ui.widgets.pill import IconMark, Pill
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import Message, msg, plain


class CardTile(Frame):
    """One card.

    Attributes:
        wanted: Somebody wants something done: `print`, `lost`, `blocked`, `active`, `replace`.
    """

    wanted = Signal(str, str)

    def __init__(self, face: Face, card: Card, *, may_change: bool) -> None:
        super().__init__(face, inset=True)
        self.card = card
        self._number = TextLabel(face, plain(grouped(card.number)), "body")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words, tone = CARD_WORDS[card.status]
        self.pill = Pill(face, words, "warn" if tone == "text2" else tone)
        self.buttons: dict[str, Button] = {}
        head = QHBoxLayout()
        head.addWidget(IconMark(face, "id-card"))
        head.addWidget(self._number, 1)
        head.addWidget(self.pill)
        # Two by two: four beside one another are wider than the panel in longer languages.
        self._head, self._tools, self._column = head, QGridLayout(), QVBoxLayout(self)
        self._column.addLayout(head)
        if card.replaced_by:
            note = msg("Replaced by {number}", number=grouped(card.replaced_by))
            self._column.addWidget(TextLabel(face, note, "caption", tone="text2"))
        self._add_tools(may_change=may_change)
        face.restyled.connect(self._dress)
        self._dress()

    def _add_tools(self, *, may_change: bool) -> None:
        status = self.card.status
        if status == "replaced":
            return
        if status == "active" and is_card_number(self.card.number):
            self._add("print", msg("Print"), "printer")
        if may_change:
            if status == "active":
                self._add("lost", msg("Lost"), "circle-help")
                self._add("blocked", msg("Block"), "lock")
            else:
                self._add("active", msg("Active again"), "circle-check")
            self._add("replace", msg("Replace"), "redo-2")
        self._column.addLayout(self._tools)

    def _add(self, what: str, words: Message, icon: str) -> None:
        button = Button(self._face, words, "plain", icon=icon, size="small", focusable=True)
        button.clicked.connect(lambda: self.wanted.emit(what, self.card.number))
        place = len(self.buttons)
        self.buttons[what] = button
        self._tools.addWidget(button, place // 2, place % 2)

    def _dress(self) -> None:
        space(self._face, self._column, (3, 2.5, 3, 2.5), 2)
        space(self._face, self._head, (0, 0, 0, 0), 2)
        space(self._face, self._tools, (0, 0, 0, 0), 1.5)
        self._number.setFont(mono_font(self._face.metrics.font_px("body")))


class CardsTab(ScrollColumn):
    """All cards of a member, and the strip on which a new number is taken.

    Attributes:
        wanted: As `CardTile.wanted`.
        card_given: A card is to be issued: its number (empty for a new one) and the number it replaces (or empty).
    """

    wanted = Signal(str, str)
    card_given = Signal(str, str)

    def __init__(self, face: Face) -> None:
        super().__init__(face, margins=(4, 1, 4, 3), spacing=2.5)
        self.tiles: list[CardTile] = []
        self.new_card = NewCard(face)
        self.new_card.given.connect(self.card_given)
        self.new_card.hide()
        self._none = StateNote(face)
        self._none.show_state("id-card", msg("No card yet"), msg("Scan a blank card, or give a new number."))
        self._note = wrapped(
            TextLabel(face, msg("Cards are stopped and replaced by a manager."), "caption", tone="text2")
        )
        self._add_button = Button(face, msg("Another card"), "soft", icon="plus", focusable=True)
        self._add_button.clicked.connect(lambda: self.ask_for_card(""))
        self.add(self.new_card)
        self.add(self._none)
        self._list = QVBoxLayout()
        self.add(self._list)
        self.add(self._add_button)
        self.add(self._note)
        self.twice = TwiceBlock(face)
        self.add(self.twice)
        self.finish()
        face.restyled.connect(self._dress_list)
        self._dress_list()

    def show_cards(self, cards: Sequence[Card], *, may_change: bool) -> None:
        """Show a member's cards, newest first."""
        for tile in self.tiles:
            tile.hide()
            tile.deleteLater()
        self.tiles = []
        for card in reversed(cards):
            tile = CardTile(self._face, card, may_change=may_change)
            tile.wanted.connect(self._on_wanted)
            self._list.addWidget(tile)
            self.tiles.append(tile)
        self._none.setVisible(not cards)
        self._note.setVisible(not may_change)
        self.new_card.hide()

    def ask_for_card(self, replaces: str) -> None:
        """Show the strip on which a blank card is scanned or a new number made."""
        self.new_card.ask(replaces)
        self._none.hide()
        self.ensureVisible(0, 0)

    def _on_wanted(self, what: str, number: str) -> None:
        if what == "replace":
            self.ask_for_card(number)
        else:
            self.wanted.emit(what, number)

    def _dress_list(self) -> None:
        space(self._face, self._list, (0, 0, 0, 0), 2)


class NewCard(Frame):
    """Takes the number of a blank card by scan or by hand, or makes a new one.

    Attributes:
        given: The number (empty for a new one) and the number it replaces.
        partner_of: Asks the shop's rules whose card a number is; None for nobody's.
    """

    given = Signal(str, str)

    def __init__(self, face: Face) -> None:
        super().__init__(face, inset=True)
        self._replaces = ""
        self.partner_of: Callable[[str], str | None] = lambda _number: None
        self.title = wrapped(TextLabel(face, "", "body"))
        self.number = TextField(face, msg("Number of the blank card"), longest=40, sample=msg("scan it"))
        self.take = Button(face, msg("Take it"), "primary", focusable=True)
        self.make = Button(face, msg("New number"), "plain", icon="plus", focusable=True)
        self.cancel = Button(face, msg("Cancel"), "ghost", focusable=True)
        self.take.clicked.connect(self._on_taken)
        self.make.clicked.connect(lambda: self.given.emit("", self._replaces))
        self.cancel.clicked.connect(self.hide)
        self.number.line.returnPressed.connect(self._on_taken)
        self.number.changed.connect(self._judge)
        self._tools = QVBoxLayout()
        for button in (self.take, self.make, self.cancel):
            self._tools.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.title)
        self._column.addWidget(self.number)
        self._column.addLayout(self._tools)
        face.restyled.connect(self._dress)
        self._dress()

    def ask(self, replaces: str) -> None:
        """Begin; `replaces` is the old card's number, or empty for another card."""
        self._replaces = replaces
        if replaces:
            words = msg("The card *{end} will stop working. Its points stay with the member.", end=replaces[-4:])
            self.title.say(words)
        else:
            self.title.say(msg("Another card for the same member and the same points."))
        self.number.put("")
        self.show()
        self.number.editor.setFocus()

    def take_scan(self, code: str) -> None:
        """A blank card was scanned."""
        self.number.line.setText(code)
        self._on_taken()

    def refuse(self, words: Message) -> None:
        """Say why this number cannot be given."""
        self.number.refuse(words)

    def _on_taken(self) -> None:
        number = "".join(self.number.text().split())
        if not is_card_number(number) and self.partner_of(number) is None:
            self.number.refuse(msg("A card has 13 digits and begins with 29. Scan it, or press New number."))
            return
        self.given.emit(number, self._replaces)

    def _judge(self) -> None:
        number = "".join(self.number.text().split())
        if is_card_number(number):
            self.number.tell(msg("A card of ours; the check digit is right."), "ok")
        elif (partner := self.partner_of(number)) is not None:
            self.number.tell(msg("Another shop's card: {name}. It will find this member.", name=plain(partner)), "ok")
        elif looks_like_card(number):
            self.number.refuse(msg("The check digit is wrong. Scan the card again."))
        else:
            self.number.clear_note()

    def _dress(self) -> None:
        space(self._face, self._column, (3, 3, 3, 3), 2)
        space(self._face, self._tools, (0, 0, 0, 0), 1.5)


STATUS_DONE: dict[CardStatus, Message] = {
    "active": msg("The card *{end} works again."),
    "lost": msg("The card *{end} is lost: nobody can use it. The points are safe."),
    "blocked": msg("The card *{end} is blocked. The points are safe."),
}
