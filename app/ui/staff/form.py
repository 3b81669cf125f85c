"""The form of somebody on the staff: name, role, PIN, and whether they work here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLineEdit

from app.people.staff import Role, StaffMember
from app.ui.forms.fields import Field, TextField
from app.ui.forms.panel import Beside, Panel
from app.ui.forms.picks import Pick, PickField
from app.ui.forms.switches import Switch
from app.ui.shell.screen import Desk
from app.ui.staff.roles import ROLE_RIGHTS, ROLE_WORDS
from app.ui.widgets.button import Button
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import Message, msg, plain


class StaffForm(Panel):
    """Fields of one person.

    Attributes:
        save_wanted: Save was pressed.
    """

    save_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        face = desk.face
        super().__init__(face, msg("New on the staff"), "user-plus")
        self.name = TextField(face, msg("Name"), longest=40, hint=msg("as it stands on receipts"))
        self.role = PickField(face, msg("Role"), [Pick(role, words) for role, words in ROLE_WORDS.items()])
        self.pin = TextField(face, msg("PIN"), longest=6)
        self.pin.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.badge = Button(face, msg("New badge"), "soft", icon="id-card", focusable=True)
        self.no_badge = Button(face, msg("Badge was lost"), "plain", icon="x", focusable=True)
        self.recovery = Button(face, msg("New recovery code"), "soft", icon="lock-open", focusable=True)
        self.secret = wrapped(TextLabel(face, "", "title", weight=QFont.Weight.Bold))
        self.secret.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.active = Switch(face, msg("Works here"), msg("off: can no longer sign in; what they did stays"))
        extras = (Beside(face, self.badge, self.no_badge), self.recovery, self.secret)
        for row in (self.name, self.role, self.pin, *extras, self.active):
            self.add(row)
        self.rows.finish()
        self.save = self.add_button(
            Button(face, msg("Save"), "primary", icon="save", key="Ctrl+S", focusable=True), stretch=True
        )
        self.save.clicked.connect(self.save_wanted)
        self.role.changed.connect(self._say_rights)
        self.fields: dict[str, Field] = {"name": self.name, "role": self.role, "pin": self.pin}

    def show_person(self, person: StaffMember | None) -> None:
        """Show somebody; None is somebody new."""
        self.name.put(person.name if person else "")
        self.role.put(person.role if person else "cashier")
        self.pin.put("")
        self.active.put(person.active if person else True)
        self.active.setVisible(person is not None)
        self.secret.say("")
        self.secret.hide()
        is_here = person is not None and person.active
        self.badge.setVisible(is_here)
        self.no_badge.setVisible(is_here and bool(person and person.badge_hash))
        self.recovery.setVisible(is_here and bool(person and person.role == "owner"))
        if person is None:
            self.head(msg("New on the staff"), icon="user-plus")
        else:
            self.head(plain(person.name), icon="user")
        if person is not None and person.pin_hash:
            self.pin.tell(msg("Has a PIN. Typing another one here gives them one to be changed at the next sign-in."))
        else:
            self.pin.tell(msg("They change it at their first sign-in; without one nobody can sign in by PIN."))
        self._say_rights()

    def show_secret(self, words: Message) -> None:
        """Show a code that is shown only now."""
        self.secret.say(words)
        self.secret.show()
        self.rows.show_row(self.secret)

    def typed(self) -> tuple[str, Role, str, bool]:
        """Name, role, new PIN (empty to keep the old one), and whether they work here."""
        roles: dict[str, Role] = {"cashier": "cashier", "manager": "manager", "owner": "owner"}
        return self.name.text().strip(), roles[self.role.value()], self.pin.text(), self.active.isChecked()

    def refuse(self, field: str, words: Message) -> None:
        """Show a refusal at its field."""
        self.fields[field].refuse(words)
        self.fields[field].editor.setFocus()

    def _say_rights(self) -> None:
        _, role, _, _ = self.typed()
        self.role.tell(ROLE_RIGHTS[role])
