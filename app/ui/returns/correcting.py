"""Correcting how a sale was paid: no refund, no second receipt; before and after stand there first."""

from __future__ import annotations

from app.facts.bodies import TenderCorrected
from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.look import Looked
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.checkout.tenders import TENDER_WORDS
from app.ui.held.mode import acting_at
from app.ui.returns.approving import approve, asked_of
from app.ui.returns.boards import refund_rows
from app.ui.returns.sale import attempted
from app.ui.returns.words import CORRECTION_WORDS, MARKS
from app.ui.shell.actions import KeyAction, Press
from app.ui.tasks import Changes
from app.values.errors import Expected, Refusal
from app.values.words import Message, msg
from app.workflows.correct_tender import (
    CORRECTION_REASONS,
    CorrectionPreview,
    PaidBy,
    correct_tender,
    preview_correction,
)
from app.workflows.ports import Books, Reads
from app.workflows.scans.routing import Route


class CorrectMode(Mode):
    """What paid in truth, why, F12."""

    name = "correct_tender"
    takes_money = True
    place = "return"
    takes_digits = True

    def __init__(self, floor: Floor, sale: str) -> None:
        super().__init__(floor)
        self._sale = sale
        self._reason = ""
        self._ways: tuple[CorrectionPreview, ...] = ()
        self._way = 0
        self._refused: Expected | None = None

    def prompt(self) -> Message:
        return msg("F12 corrects it") if self._reason else msg("Why? 1 to {n}", n=len(CORRECTION_REASONS))

    def actions(self) -> tuple[KeyAction, ...]:
        return (KeyAction("F5", msg("Other way"), self._swap),) if len(self._ways) > 1 else ()

    def board(self) -> Board:
        title = msg("It was paid another way")
        if self._refused is not None:
            return Board(title, "credit-card", None, None, (), self._refused.message, "err", chosen=-1)
        if not self._ways:
            return Board(title, "credit-card", chosen=-1)
        shown, currency = self._ways[self._way], self.floor.till.shop.settings.currency
        reasons = tuple(
            Choice(words, mark=mark, run=lambda reason=reason: self._because(reason), checked=reason == self._reason)  # type: ignore[misc]
            for (reason, words), mark in zip(CORRECTION_WORDS.items(), MARKS, strict=False)
        )
        sections = [
            Section(tuple(refund_rows(shown.before, currency)), msg("Kept now")),
            Section(tuple(refund_rows(shown.body.tenders, currency)), msg("Paid in truth")),
        ]
        if len(self._ways) > 1:
            other = TENDER_WORDS[self._ways[1 - self._way].body.tenders[-1].kind]
            sections.append(Section((Choice(msg("All of it: {tender}", tender=other), mark="*", run=self._swap),)))
        sections.append(Section(reasons, msg("Why?")))
        note = shown.needs[0].message if shown.needs else msg("The price stays and nothing goes back.")
        return Board(
            title, "credit-card", msg("Receipt {number}", number=shown.number), None, tuple(sections),
            note, "warn" if shown.needs else "info", self.chosen,
            (msg("Correct it"), "F12", self._finish) if self._reason else None,
        )  # fmt: skip

    def opened(self) -> None:
        self.floor.type("")
        sale, acting = self._sale, acting_at(self.floor)

        def ways(reads: Reads) -> tuple[CorrectionPreview, ...]:
            found, why = [], None
            for paid_by in _WAYS:
                try:
                    found.append(preview_correction(reads, sale, paid_by, acting, reason=CORRECTION_REASONS[0]))
                except Refusal as refused:
                    why = refused
            if not found and why is not None:
                raise why
            return tuple(found)

        self.floor.ask(attempted(ways), self._previewed)

    def press(self, press: Press, text: str) -> bool:
        if press.name == "F12" or (press.text == "/" and not text):
            if not press.repeat:
                self._finish()
            return True
        return super().press(press, text)

    def enter(self, text: str, *, scanned: bool) -> None:
        if text.strip():
            return
        if self._reason:
            self._finish()
        else:
            self.run_chosen()

    def perform(self, act: Route, looked: Looked) -> None:
        """Only a badge means something here; anything else is said, and nothing happens."""
        super().perform(act if act == "switch_staff" else "hint", looked)

    def _previewed(self, found: tuple[CorrectionPreview, ...] | Expected) -> None:
        if isinstance(found, Expected):
            self._refused = found
        else:
            self._ways = found
        self.floor.show()

    def _swap(self) -> None:
        self._way = (self._way + 1) % max(len(self._ways), 1)
        self.floor.show()

    def _because(self, reason: str) -> None:
        self._reason = reason
        self.floor.show()

    def _finish(self) -> None:
        if not self._ways:
            return
        if not self._reason:
            self.floor.say(msg("Choose a reason: 1 to {count}.", count=len(CORRECTION_REASONS)), "warn")
            return
        shown = self._ways[self._way]
        what = msg("Correct how receipt {number} was paid", number=shown.number)
        approve(self.floor, asked_of(shown.needs, what, about=shown.body.sale), self._correct)

    def _correct(self, approver: str) -> None:
        shown, sale, reason, acting = self._ways[self._way], self._sale, self._reason, acting_at(self.floor)
        paid_by: PaidBy = "card" if shown.body.tenders[-1].kind == "card" else "cash"

        def workflow(books: Books) -> TenderCorrected:
            return correct_tender(books, sale, paid_by, acting, reason=reason, approved_by=approver)

        def done(_body: TenderCorrected) -> None:
            self.floor.home()
            words = msg(
                "{number}: paid by {tender}. No money moved.", number=shown.number, tender=TENDER_WORDS[paid_by]
            )
            self.floor.say(words, "ok")

        self.floor.work(workflow, done, self.floor.refuse, Changes.of("sales", "shift"))


_WAYS: tuple[PaidBy, ...] = ("cash", "card")
