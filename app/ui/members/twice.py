"""The same person twice: find the other entry, see what becomes of both, make them one - and part them again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.forms.fields import TextField
from app.ui.forms.states import Banner
from app.ui.members.twice_words import Fact, OneMerge
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card as Frame
from app.ui.widgets.frames import space
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import Message, msg, plain
from app.workflows.rows import MemberRow

MOST_FOUND = 5


class TwiceBlock(QWidget):
    """Stands under a member's cards.

    Attributes:
        find_wanted: A text was typed or a code scanned that means the other entry.
        merge_wanted: The preview was confirmed.
        part_wanted, part_confirmed: A merge (by its id) is to be taken back; its preview was confirmed.
        chosen: Somebody was chosen as the other entry.
    """

    find_wanted = Signal(str)
    chosen = Signal(str)
    merge_wanted = Signal()
    part_wanted = Signal(str)
    part_confirmed = Signal(str)

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self._part = ""
        self.begin = Button(face, msg("The same person twice…"), "ghost", icon="users", focusable=True)
        self.begin.clicked.connect(self.ask)
        self.asking = Asking(face)
        self.asking.find_wanted.connect(self.find_wanted)
        self.asking.chosen.connect(self.chosen)
        self.asking.cancel.clicked.connect(self.show_idle)
        self.preview = Comparison(face)
        self.preview.confirm.clicked.connect(self._on_confirmed)
        self.preview.cancel.clicked.connect(self.show_idle)
        self.merges: list[MergeTile] = []
        self._list = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._list)
        for widget in (self.begin, self.asking, self.preview):
            self._column.addWidget(widget)
        face.restyled.connect(self._dress)
        self._dress()
        self.show_idle()

    @property
    def is_open(self) -> bool:
        """Whether something is being asked or shown."""
        return self.begin.isHidden()

    def show_idle(self) -> None:
        """Nothing is under way."""
        self._part = ""
        self.asking.hide()
        self.preview.hide()
        self.begin.show()

    def ask(self) -> None:
        """Ask for the other entry."""
        self.begin.hide()
        self.preview.hide()
        self.asking.ask()

    def take_scan(self, code: str) -> None:
        """A card was scanned: it is the other entry's."""
        self.ask()
        self.asking.other.put(code)
        self.find_wanted.emit(code)

    def show_merge(self, title: Message, facts: Sequence[Fact], doubts: Sequence[Message]) -> None:
        """Show what becomes of both."""
        self._part = ""
        self.begin.hide()
        self.asking.hide()
        self.preview.show_facts(title, facts, doubts, (msg("Make them one"), "primary"))

    def show_part(self, merge: str, title: Message, facts: Sequence[Fact], doubts: Sequence[Message]) -> None:
        """Show what there would be after taking a merge back."""
        self._part = merge
        self.begin.hide()
        self.asking.hide()
        doubt = msg("What was bought and spent while they were one stays where it was written.")
        self.preview.show_facts(title, facts, (*doubts, doubt), (msg("Part them again"), "warn"))

    def show_merges(self, merges: Sequence[OneMerge], *, may_change: bool) -> None:
        """List what made this member one; with a way back for who may."""
        for tile in self.merges:
            tile.hide()
            tile.deleteLater()
        self.merges = [MergeTile(self._face, each, may_change=may_change) for each in merges]
        for tile in self.merges:
            tile.part.clicked.connect(lambda _checked=False, merge=tile.merge.id: self.part_wanted.emit(merge))
            self._list.addWidget(tile)

    def _on_confirmed(self) -> None:
        if self._part:
            self.part_confirmed.emit(self._part)
        else:
            self.merge_wanted.emit()

    def _dress(self) -> None:
        space(self._face, self._column, (0, 1, 0, 0), 2)
        space(self._face, self._list, (0, 0, 0, 0), 1.5)


class Asking(Frame):
    """Takes what means the other entry, and shows who was found.

    Attributes:
        find_wanted: The text.
        chosen: The member id of one who was found.
    """

    find_wanted = Signal(str)
    chosen = Signal(str)

    def __init__(self, face: Face) -> None:
        super().__init__(face, inset=True)
        words = msg("Did this person join twice? Find the other entry: both become one, and that can be taken back.")
        self.other = TextField(face, msg("The other entry"), longest=60, sample=msg("scan a card, or name or phone"))
        self.other.line.returnPressed.connect(self._find)
        self.look_up = Button(face, msg("Find"), "primary", focusable=True)
        self.look_up.clicked.connect(self._find)
        self.cancel = Button(face, msg("Cancel"), "ghost", focusable=True)
        self.found: list[Button] = []
        self._hits = QVBoxLayout()
        self._tools = QHBoxLayout()
        for button in (self.look_up, self.cancel):
            self._tools.addWidget(button)
        self._tools.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(wrapped(TextLabel(face, words, "small", tone="text2")))
        self._column.addWidget(self.other)
        self._column.addLayout(self._hits)
        self._column.addLayout(self._tools)
        face.restyled.connect(self._dress)
        self._dress()

    def ask(self) -> None:
        """Begin anew."""
        self.other.put("")
        self.show_found(())
        self.show()
        self.other.editor.setFocus()

    def show_found(self, rows: Sequence[MemberRow]) -> None:
        """Who may be meant, to choose from."""
        for button in self.found:
            button.hide()
            button.deleteLater()
        self.found = []
        for row in rows[:MOST_FOUND]:
            name = row.shown_name or self._face.say(msg("No name"))
            told = " · ".join(part for part in (name, row.masked_phone, row.shown_card) if part)
            button = Button(self._face, plain(told), "plain", icon="user", focusable=True)
            button.clicked.connect(lambda _checked=False, member=row.id: self.chosen.emit(member))
            self._hits.addWidget(button)
            self.found.append(button)
        if self.found:
            self.found[0].setFocus()

    def refuse(self, words: Message) -> None:
        """Say why nobody can be chosen."""
        self.other.refuse(words)

    def _find(self) -> None:
        if text := self.other.text().strip():
            self.find_wanted.emit(text)

    def _dress(self) -> None:
        space(self._face, self._column, (3, 3, 3, 3), 2)
        space(self._face, self._tools, (0, 0, 0, 0), 1.5)
        space(self._face, self._hits, (0, 0, 0, 0), 1)


class Comparison(Frame):
    """What becomes of both, line by line, with what speaks against it."""

    def __init__(self, face: Face) -> None:
        super().__init__(face, inset=True)
        self.title = wrapped(TextLabel(face, "", "body", weight=QFont.Weight.DemiBold))
        self.banners: list[Banner] = []
        self.values: list[TextLabel] = []
        self._labels: list[TextLabel] = []
        self.confirm = Button(face, msg("Make them one"), "primary", focusable=True)
        self.cancel = Button(face, msg("Cancel"), "ghost", focusable=True)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._notes = QVBoxLayout()
        # One above the other: side by side they are wider than the panel in longer languages.
        self._tools = QVBoxLayout()
        for button in (self.confirm, self.cancel):
            self._tools.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.title)
        for layout in (self._grid, self._notes, self._tools):
            self._column.addLayout(layout)
        face.restyled.connect(self._dress)
        self._dress()

    def show_facts(
        self, title: Message, facts: Sequence[Fact], doubts: Sequence[Message], confirm: tuple[Message, str]
    ) -> None:
        """Show a preview, and what its button does."""
        self._clear()
        self.title.say(title)
        for place, (label, value) in enumerate(facts):
            name = TextLabel(self._face, label, "small", tone="text2")
            told = wrapped(TextLabel(self._face, value, "small"))
            self._grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(told, place, 1)
            self._labels.append(name)
            self.values.append(told)
        for doubt in doubts:
            banner = Banner(self._face)
            banner.say(doubt, "warn")
            self._notes.addWidget(banner)
            self.banners.append(banner)
        words, kind = confirm
        self.confirm.say(words)
        self.confirm.kind = "primary" if kind == "primary" else "warn"
        self.confirm.update()
        self.show()
        self.confirm.setFocus()

    def _clear(self) -> None:
        for widget in (*self._labels, *self.values, *self.banners):
            widget.hide()
            widget.deleteLater()
        self._labels, self.values, self.banners = [], [], []

    def _dress(self) -> None:
        space(self._face, self._column, (3, 3, 3, 3), 2.5)
        space(self._face, self._tools, (0, 0, 0, 0), 1.5)
        space(self._face, self._notes, (0, 0, 0, 0), 1.5)
        self._grid.setHorizontalSpacing(self._face.metrics.gap(3))
        self._grid.setVerticalSpacing(self._face.metrics.gap(1))


class MergeTile(Frame):
    """One merge that made this member one, and its way back."""

    def __init__(self, face: Face, merge: OneMerge, *, may_change: bool) -> None:
        super().__init__(face, inset=True)
        self.merge = merge
        self.words = wrapped(TextLabel(face, merge.words, "small"))
        self.part = Button(face, msg("Take back"), "plain", icon="undo-2", size="small", focusable=True)
        self.part.setVisible(may_change)
        self._row = QVBoxLayout(self)
        self._row.addWidget(self.words)
        self._row.addWidget(self.part)
        face.restyled.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        space(self._face, self._row, (3, 2, 3, 2), 2)
