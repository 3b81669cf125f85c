"""The mail's own rows on the devices page: the password, a test letter, and what became of letters lately."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.ui.forms.fields import TextField
from app.ui.forms.panel import Heading
from app.ui.shell.actions import Notice
from app.ui.shell.screen import Desk
from app.ui.widgets.button import Button
from app.ui.widgets.frames import space
from app.ui.widgets.pill import Pill
from app.ui.widgets.text import ElidedLabel, TextLabel, wrapped
from app.values.words import Message, msg
from app.workflows.mailing import MAIL_DESK, LetterState, MailDesk

MOST_SHOWN = 12
FATES: dict[str, tuple[Message, str]] = {
    "waiting": (msg("waits"), "warn"),
    "sent": (msg("sent"), "ok"),
    "refused": (msg("refused"), "err"),
}
"""What became of a letter, in words, and the tone of it."""


def mail_desk(desk: Desk) -> MailDesk | None:
    """Whoever sends letters; None where a till has no mail."""
    door = desk.services.get(MAIL_DESK)
    return cast("MailDesk", door()) if door is not None else None


class MailRows(QWidget):
    """Password, test and letters; it works on its own, beside the options that Save keeps."""

    def __init__(self, desk: Desk, mail: MailDesk) -> None:
        super().__init__()
        face = desk.face
        self._desk, self._face, self._mail = desk, face, mail
        hint = msg("a password is kept") if mail.has_password else msg("no password is kept")
        self.password = TextField(face, msg("Password at the mail server"), hint=hint, longest=200)
        self.password.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.keep = Button(face, msg("Keep the password"), "soft", size="small", focusable=True)
        self.address = TextField(face, msg("Test letter to"), sample="name@example.org", longest=254)
        self.send = Button(face, msg("Send a test letter"), "soft", icon="mail", size="small", focusable=True)
        self._column = QVBoxLayout(self)
        for field, button in ((self.password, self.keep), (self.address, self.send)):
            self._column.addWidget(field)
            line = QHBoxLayout()
            line.addWidget(button)
            line.addStretch(1)
            self._column.addLayout(line)
        self._column.addWidget(Heading(face, msg("Letters lately")))
        self._add_letters(mail.states())
        self.keep.clicked.connect(self.keep_password)
        self.send.clicked.connect(self.send_test)
        self.send.setEnabled(mail.is_set_up)
        if not mail.is_set_up:
            self.address.tell(msg("Set the mail server and the address below first, and save."))
        space(face, self._column, (0, 0, 0, 0), 1.5)

    @property
    def is_typed(self) -> bool:
        """Whether something stands in a field that would be lost."""
        return bool(self.password.text() or self.address.text())

    def keep_password(self) -> None:
        """Keep what is typed; an empty field forgets the password."""
        self._mail.keep_password(self.password.text(), self._on_kept)

    def send_test(self) -> None:
        """Send a letter that says that letters work."""
        self._mail.send_test(self.address.text().strip(), self._on_sent)

    def _on_kept(self, place: str) -> None:
        had_one = bool(self.password.text())
        self.password.put("")
        if not had_one:
            self._tell(msg("There is no password any more."))
        elif place == "keyring":
            self._tell(msg("The password lies in the keyring of this machine."))
        else:
            self._tell(msg("The password lies in a file of your account, outside the shop's folder."))

    def _on_sent(self, letter: LetterState) -> None:
        self.address.put("")
        self._tell(msg("The test letter to {address} is on its way; it is listed below.", address=letter.to))

    def _tell(self, words: Message) -> None:
        self._desk.notify(Notice(words, "ok"))

    def _add_letters(self, letters: tuple[LetterState, ...]) -> None:
        if not letters:
            self._column.addWidget(TextLabel(self._face, msg("No letters yet."), "small", tone="text2"))
        for letter in letters[:MOST_SHOWN]:
            words, tone = FATES[letter.fate]
            line = QHBoxLayout()
            line.addWidget(Pill(self._face, words, tone))
            at = self._face.words.date_time(letter.at) if letter.at else ""
            line.addWidget(ElidedLabel(self._face, f"{letter.to} {at}".strip(), "small"), 1)
            self._column.addLayout(line)
            if letter.why:
                self._column.addWidget(wrapped(TextLabel(self._face, letter.why, "caption", tone="text2")))
