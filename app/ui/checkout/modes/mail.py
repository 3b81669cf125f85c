"""The receipt of the sale just made by e-mail: to the member's address at once, or to one that is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from app.sales.receipt import Receipt
from app.ui.checkout.boards import Board
from app.ui.checkout.modes.base import Floor, Mode
from app.values.words import Message, msg, plain
from app.workflows.mailing import MAIL_DESK, LetterState, MailDesk

FATES: dict[str, Message] = {
    "waiting": msg("By e-mail to {address}: on its way"),
    "sent": msg("By e-mail to {address}: sent"),
    "refused": msg("By e-mail to {address}: refused ({why})"),
}


def mail_of(floor: Floor) -> MailDesk | None:
    """Whoever sends letters, where a mail server is set up."""
    door = floor.service(MAIL_DESK)
    desk = cast("MailDesk", door()) if door is not None else None
    return desk if desk is not None and desk.is_set_up else None


def fate_words(letter: LetterState) -> Message:
    """What became of a letter."""
    return FATES[letter.fate].saying(address=letter.to, why=letter.why)


class MailMode(Mode):
    """Takes an address."""

    name = "mail"

    def __init__(self, floor: Floor, receipt: Receipt, sent: Callable[[LetterState], None]) -> None:
        super().__init__(floor)
        self._receipt, self._sent = receipt, sent

    def prompt(self) -> Message:
        return msg("E-mail address, then Enter")

    def board(self) -> Board:
        return Board(
            msg("Receipt by e-mail"),
            "mail",
            msg("Ask the customer for the address and read it back."),
            plain(self._receipt.number),
            chosen=-1,
        )

    def opened(self) -> None:
        self.floor.type("")

    def enter(self, text: str, *, scanned: bool) -> None:
        desk = mail_of(self.floor)
        if not text.strip() or desk is None:
            return
        if "@" not in text:
            self.floor.type(text)
            words = msg("{text} is no e-mail address. Check it with the customer.", text=plain(text[:60]))
            self.floor.say(words, "warn")
            return
        self.floor.type(text)  # stays until it is taken: a refused address is corrected, not typed again
        desk.send_receipt(self._receipt.sale, text.strip(), self._posted)

    def _posted(self, letter: LetterState) -> None:
        self.floor.type("")
        self.floor.close()
        self._sent(letter)
