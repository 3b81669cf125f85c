"""Who changed what, and when: the shop's settings as their history has them, newest first."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.people.staff import StaffMember
from app.ui.face import Face
from app.ui.forms.panel import ScrollColumn
from app.ui.forms.states import StateNote
from app.ui.settings.values import option_words, value_words
from app.ui.widgets.frames import Card, space
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import Message, msg, plain
from app.workflows.rows import SettingChange

MOST_SHOWN = 100


class ChangesPage(ScrollColumn):
    """The list."""

    def __init__(self, face: Face, changes: Sequence[SettingChange], staff: Mapping[str, StaffMember]) -> None:
        super().__init__(face, margins=(4, 1, 4, 3), spacing=1.5)
        for change in changes[:MOST_SHOWN]:
            self.add(ChangeRow(face, change, staff))
        if not changes:
            note = StateNote(face)
            note.show_state("history", msg("Nothing was changed yet"), msg("All is as the shop was founded."))
            self.add(note)
        self.finish()


class ChangeRow(Card):
    """One change: who and when above, the option and its values below."""

    def __init__(self, face: Face, change: SettingChange, staff: Mapping[str, StaffMember]) -> None:
        super().__init__(face, inset=True)
        person = staff.get(change.staff)
        who = plain(person.name) if person is not None else msg("the program")
        at = face.words.date_time(change.at)
        self.option = TextLabel(face, option_words("shop", change.name), "body")
        self.about = TextLabel(face, msg("{at} · {who}", at=at, who=who), "small", tone="text2")
        self.values = wrapped(TextLabel(face, values_words(change), "small"))
        self._head, self._column = QHBoxLayout(), QVBoxLayout(self)
        self._head.addWidget(self.option, 1)
        self._head.addWidget(self.about)
        self._column.addLayout(self._head)
        self._column.addWidget(self.values)
        face.restyled.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        space(self._face, self._column, (2.5, 1.5, 2.5, 1.5), 0.5)
        space(self._face, self._head, (0, 0, 0, 0), 2)


def values_words(change: SettingChange) -> Message:
    """From what to what."""
    old, new = (value_words(change.name, json.loads(text)) for text in (change.old, change.new))
    return msg("{old} → {new}", old=old, new=new)
