"""The strip that sends a receipt by e-mail, and says what became of every letter about it."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.ui.forms.fields import TextField
from app.ui.shell.screen import Desk
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, space
from app.ui.widgets.pill import Pill
from app.ui.widgets.text import ElidedLabel, TextLabel
from app.values.words import Message, msg
from app.workflows.mailing import MAIL_DESK, LetterState, MailDesk

MOST_SHOWN = 3
_FATES: dict[str, tuple[Message, str]] = {
    "waiting": (msg("waits"), "warn"),
    "sent": (msg("sent"), "ok"),
    "refused": (msg("refused"), "err"),
}


def mail_of(desk: Desk) -> MailDesk | None:
    """Whoever sends letters, where a mail server is set up."""
    door = desk.services.get(MAIL_DESK)
    mail = cast("MailDesk", door()) if door is not None else None
    return mail if mail is not None and mail.is_set_up else None


class MailStrip(Card):
    """An address, Enter, and the letters of the receipt that is shown."""

    def __init__(self, desk: Desk) -> None:
        face = desk.face
        super().__init__(face, inset=True)
        self._desk, self._sale = desk, ""
        self._is_followed = False
        self.field = TextField(face, msg("Receipt by e-mail"), sample="name@example.org", longest=254)
        self.send = Button(face, msg("Send"), "primary", icon="mail", size="small", focusable=True)
        self.cancel = Button(face, msg("Cancel"), "ghost", size="small", focusable=True)
        self._lines: list[tuple[Pill, ElidedLabel]] = []
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.send)
        self._buttons.addWidget(self.cancel)
        self._buttons.addStretch(1)
        self._letters = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.field)
        self._column.addLayout(self._buttons)
        self._column.addLayout(self._letters)
        self.why = TextLabel(face, "", "caption", tone="text2")
        self.why.setWordWrap(True)
        self._column.addWidget(self.why)
        self.field.line.returnPressed.connect(self.post)
        self.send.clicked.connect(self.post)
        self.cancel.clicked.connect(self.hide)
        face.restyled.connect(self._dress)
        self._dress()
        self.hide()

    def ask(self, sale: str) -> None:
        """Begin, with the member's own address where there is one."""
        mail = mail_of(self._desk)
        if mail is None:
            return
        if not self._is_followed:
            self._is_followed = True
            mail.listen(self.show_letters)
        self._sale = sale
        self.field.put("")
        mail.address_of(sale, self._offer)
        self.show_letters()
        self.show()
        self.field.editor.setFocus()

    def follow(self, sale: str) -> None:
        """Another receipt is shown."""
        if sale != self._sale:
            self._sale = sale
            self.hide()

    def post(self) -> None:
        """Send it to what is typed."""
        mail, typed = mail_of(self._desk), self.field.text().strip()
        if mail is None or not typed:
            return
        if "@" not in typed:
            self.field.refuse(msg("{text} is no e-mail address. Check it with the customer.", text=typed[:60]))
            return
        mail.send_receipt(self._sale, typed, self._posted)

    def show_letters(self) -> None:
        """Say what became of each letter about this receipt."""
        mail = mail_of(self._desk)
        letters = mail.states(self._sale)[:MOST_SHOWN] if mail is not None and self._sale else ()
        while len(self._lines) < len(letters):
            self._add_line()
        for place, (pill, label) in enumerate(self._lines):
            pill.setVisible(place < len(letters))
            label.setVisible(place < len(letters))
            if place < len(letters):
                words, tone = _FATES[letters[place].fate]
                pill.say(words, tone)
                label.say(letters[place].to)
        self.why.say(next((letter.why for letter in letters if letter.why), ""))
        self.why.setVisible(bool(self.why.text()))

    def _offer(self, address: str) -> None:
        if not self.field.text():
            self.field.put(address)

    def _posted(self, letter: LetterState) -> None:
        self.field.put("")
        self.field.tell(msg("The receipt goes to {address}.", address=letter.to), "ok")
        self.show_letters()

    def _add_line(self) -> None:
        pill, label = Pill(self._face, "", "ok"), ElidedLabel(self._face, "", "small")
        line = QHBoxLayout()
        line.addWidget(pill)
        line.addWidget(label, 1)
        self._letters.addLayout(line)
        self._lines.append((pill, label))

    def _dress(self) -> None:
        space(self._face, self._column, (3, 2, 3, 2.5), 1.5)
