"""What screens ask of the mail: a protocol that `main` fulfils with the outbox, so that screens know no server.

A letter is kept before anybody is told that it goes; whatever becomes of it then, the sale stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol

import msgspec

from app.sales.receipt import PointsChange
from app.values.clock import Instant

MAIL_DESK = "mail_desk"
"""The service's name."""
LetterFate = Literal["waiting", "sent", "refused"]


class LetterState(msgspec.Struct, frozen=True):
    """What became of one letter.

    Attributes:
        to: The address with its middle left out.
        sale: What it is about; empty for a test.
        why: What the mail server said, where it did not take it yet or never will.
        at: When it was written or sent.
    """

    id: str
    to: str
    sale: str
    fate: LetterFate
    why: str = ""
    at: Instant = 0


class MailDesk(Protocol):
    """Receipts by e-mail; all of it returns at once."""

    @property
    def is_set_up(self) -> bool:
        """Whether a mail server and an address to write from are set."""
        ...

    @property
    def has_password(self) -> bool:
        """Whether a password for the mail server is kept on this machine."""
        ...

    def keep_password(self, password: str, on_kept: Callable[[str], None]) -> None:
        """Keep it outside the shop's folder (empty: forget it); `on_kept` gets where: `keyring` or `folder`."""
        ...

    def address_of(self, sale: str, then: Callable[[str], None]) -> None:
        """The address of the member whose sale it was; empty where there is none."""
        ...

    def send_receipt(
        self, sale: str, to: str, then: Callable[[LetterState], None], *, points: tuple[PointsChange, ...] = ()
    ) -> None:
        """Write the receipt to an address (empty: the member's own); a refusal is said by itself."""
        ...

    def send_test(self, to: str, then: Callable[[LetterState], None]) -> None:
        """Write a letter that says that letters work."""
        ...

    def states(self, sale: str = "") -> tuple[LetterState, ...]:
        """Letters that wait, were refused or were sent lately, newest first; of one sale, or all."""
        ...

    def forget_refused(self, letter: str) -> None:
        """It was seen."""
        ...

    def listen(self, listener: Callable[[], None]) -> None:
        """Call this whenever a letter's state has changed."""
        ...
