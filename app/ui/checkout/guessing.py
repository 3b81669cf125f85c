"""The counter's guard against guessed cards: it makes look-ups wait, and tells the review."""

from __future__ import annotations

from app.ui.checkout.look import Looked
from app.ui.shell.screen import Desk
from app.ui.tasks import Changes
from app.values.words import Message, msg
from app.workflows.acting import Acting
from app.workflows.look_up import NotKnown
from app.workflows.review.cases import keep_cases
from app.workflows.review.guessing import Guesses
from app.workflows.review.holds import limits_of


class GuessGuard:
    """Watches the codes of one counter."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._guesses: Guesses | None = None
        self._texts: tuple[str, ...] = ()

    def too_soon(self, code: str) -> Message | None:
        """Why this code has to wait; None where it may be looked up."""
        till = self._desk.till
        texts = till.shop.settings.review_limits
        if self._guesses is None or texts != self._texts:
            self._guesses, self._texts = Guesses(limits_of(till.shop)), texts
        wait = self._guesses.wait_ms(code, till.now())
        if not wait:
            return None
        return msg(
            "Many unknown cards one after the other: the next look-up waits {seconds} s.", seconds=-(-wait // 1000)
        )

    def answered(self, code: str, looked: Looked) -> None:
        """A code was looked up."""
        if self._guesses is None or not isinstance(looked.found, NotKnown):
            return
        till = self._desk.till
        staff = till.staff.id if till.staff else ""
        case = self._guesses.unknown(code, till=till.shop.identity.till, staff=staff, at=till.now())
        if case is not None:
            acting = Acting(till.shop, "", till.now())
            self._desk.tasks.run(
                lambda books: keep_cases(books, [case], acting),
                lambda _new: None,
                lambda _refused: None,
                changes=Changes.of("review"),
            )
