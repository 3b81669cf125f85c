"""A member's details: name, phone, e-mail, birthday, language and notes."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.ui.forms.fields import Field, NotesField, TextField
from app.ui.forms.figures import DateField
from app.ui.forms.panel import Beside, ScrollColumn
from app.ui.forms.picks import Pick, PickField
from app.ui.members.draft import MemberDraft, judge_phone
from app.ui.shell.screen import Desk
from app.values.words import Message, msg
from app.workflows.members import LONGEST_NOTES


class DetailsTab(ScrollColumn):
    """Fields of a member's record.

    Attributes:
        changed: Somebody typed.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        face = desk.face
        super().__init__(face, margins=(4, 1, 4, 2), spacing=2.5)
        self._till = desk.till
        self.name = TextField(face, msg("Name"), longest=120, sample=msg("as the member wants to be called"))
        self.phone = TextField(face, msg("Phone"), longest=24)
        self.email = TextField(face, msg("E-mail"), longest=254)
        self.birthday = DateField(face, msg("Birthday"))
        self.language = PickField(
            face,
            msg("Language of receipts"),
            (Pick("", msg("the shop's")), Pick("en", msg("English")), Pick("ru", msg("Russian"))),
        )
        self.notes = NotesField(face, msg("Notes"), lines=2, longest=LONGEST_NOTES)
        for row in (
            self.name,
            Beside(face, self.phone, self.birthday, weights=(3, 2)),
            self.email,
            self.language,
            self.notes,
        ):
            self.add(row)
        self.finish()
        self.fields: dict[str, Field] = {
            "name": self.name,
            "phone": self.phone,
            "email": self.email,
            "birthday": self.birthday,
            "notes": self.notes,
        }
        self.phone.changed.connect(self._judge)
        for field in (*self.fields.values(), self.language):
            field.changed.connect(self.changed)

    def show_draft(self, draft: MemberDraft) -> None:
        """Show a record."""
        self.name.put(draft.name)
        self.phone.put(draft.phone)
        self.email.put(draft.email)
        self.birthday.put(draft.birthday)
        self.language.put(draft.language)
        self.notes.put(draft.notes)

    def draft(self) -> MemberDraft:
        """What is typed now."""
        return MemberDraft(
            name=self.name.text(),
            phone=self.phone.text(),
            email=self.email.text(),
            birthday=self.birthday.text(),
            language=self.language.value(),
            notes=self.notes.text(),
        )

    def refuse(self, wrong: dict[str, Message]) -> None:
        """Show refusals at their fields and go to the first."""
        first: Field | None = None
        for name, field in self.fields.items():
            if name in wrong:
                field.refuse(wrong[name])
                first = first or field
        if first is not None:
            first.editor.setFocus()
            self.show_row(first)

    def _judge(self) -> None:
        words, tone = judge_phone(self.phone.text(), self._till.shop.settings.country)
        self.phone.tell(words, tone)
