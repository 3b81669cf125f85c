"""What else can be done with a sale that was found: behind one key, so that a number pad reaches all of it."""

from __future__ import annotations

from collections.abc import Callable

from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.checkout.tenders import TENDER_WORDS
from app.ui.returns.asked import OpenReturn
from app.ui.returns.words import MARKS, REASON_WORDS
from app.ui.shell.actions import KeyAction
from app.values.numbers import parse_decimal
from app.values.words import Message, msg, plain


class MoreMode(Mode):
    """A digit each; lines are meant that are marked in the return beneath."""

    name = "return_more"
    place = "return"
    takes_digits = True

    def __init__(self, floor: Floor, back: OpenReturn) -> None:
        super().__init__(floor)
        self._back = back

    def prompt(self) -> Message:
        return msg("A number, or arrows and Enter")

    def actions(self) -> tuple[KeyAction, ...]:
        return (KeyAction("F7", msg("Close"), self.floor.close),)

    def board(self) -> Board:
        back = self._back
        called = back.sale.name_of(back.line, self.floor.till.settings.language)
        name = plain(called) if called else msg("Bill")
        of_line = [
            (msg("Something was wrong"), "hand-coins", self._wrong),
            (msg("How much of it comes back"), "package", self._how_much),
            (msg("Warranty, trial, serial number"), "calendar", self._promise),
        ]
        of_sale = [
            (msg("Why it comes back: {reason}", reason=REASON_WORDS[back.asked.reason]), "circle-help", self._reason),
            (msg("Give back as: {tender}", tender=self._tender()), "wallet", self._refund_as),
            (msg("Cancel the whole sale"), "x", self._void),
            (msg("It was paid another way"), "credit-card", self._correct),
            (msg("All of it comes back"), "undo-2", self._all),
            (msg("New goods for an exchange"), "redo-2", self._new_goods),
        ]
        marks = iter(MARKS)
        sections = [
            Section(tuple(self._choice(next(marks), *row) for row in rows), title)
            for rows, title in ((of_line, name), (of_sale, msg("The whole sale")))
        ]
        title = msg("Receipt {number}", number=back.sale.receipt.number)
        return Board(title, "ellipsis", None, None, tuple(sections), chosen=self.chosen)

    def opened(self) -> None:
        self.floor.type("")

    def enter(self, text: str, *, scanned: bool) -> None:
        if not text.strip():
            self.run_chosen()

    # -- rows

    def _choice(self, mark: str, words: Message, icon: str, run: Callable[[], None]) -> Choice:
        return Choice(words, icon=icon, mark=mark, run=lambda: self._go(run))

    def _go(self, run: Callable[[], None]) -> None:
        self.floor.close()
        run()

    def _tender(self) -> Message:
        kind = self._back.asked.refund_as
        return TENDER_WORDS[kind] if kind else msg("as it was paid")

    def _wrong(self) -> None:
        from app.ui.returns.making_good import SomethingWrongMode

        self.floor.open(SomethingWrongMode(self.floor, self._back))

    def _how_much(self) -> None:
        from app.ui.returns.typing import TypeMode

        back, line = self._back, self._back.line

        def typed(text: str) -> None:
            milli = parse_decimal(text, 3)
            if milli is None or milli < 0:
                self.floor.say(msg("Type how much comes back, like 2 or 0.5."), "warn")
                return
            self.floor.close()
            back.set_back(line, milli)

        prompt = msg(
            "{name}: type how much, like 2 or 0.5",
            name=plain(back.sale.name_of(line, self.floor.till.settings.language)),
        )
        self.floor.open(TypeMode(self.floor, msg("How much of it comes back"), prompt, typed))

    def _promise(self) -> None:
        from app.ui.returns.promising import PromiseMode

        self.floor.open(PromiseMode(self.floor, self._back.sale, self._back.line))

    def _reason(self) -> None:
        self.floor.open(ReasonMode(self.floor, self._back))

    def _refund_as(self) -> None:
        from app.ui.returns.refunding import RefundAsMode

        self.floor.open(RefundAsMode(self.floor, self._back))

    def _void(self) -> None:
        from app.ui.returns.voiding import VoidMode

        self.floor.open(VoidMode(self.floor, self._back.sale.receipt.sale))

    def _correct(self) -> None:
        from app.ui.returns.correcting import CorrectMode

        self.floor.open(CorrectMode(self.floor, self._back.sale.receipt.sale))

    def _new_goods(self) -> None:
        from app.ui.returns.typing import TypeMode

        def typed(text: str) -> None:
            self.floor.close()
            self._back.typed_code(text)

        prompt = msg("Article number or bar code")
        self.floor.open(TypeMode(self.floor, msg("New goods for an exchange"), prompt, typed))

    def _all(self) -> None:
        self._back.take_all()


class ReasonMode(Mode):
    """Why goods come back."""

    name = "return_reason"
    place = "return"
    takes_digits = True

    def __init__(self, floor: Floor, back: OpenReturn) -> None:
        super().__init__(floor)
        self._back = back

    def prompt(self) -> Message:
        return msg("A number, or arrows and Enter")

    def board(self) -> Board:
        now = self._back.asked.reason
        rows = tuple(
            Choice(words, mark=mark, run=lambda reason=reason: self._because(reason), checked=reason == now)  # type: ignore[misc]
            for (reason, words), mark in zip(REASON_WORDS.items(), MARKS, strict=False)
        )
        return Board(msg("Why does it come back?"), "circle-help", None, None, (Section(rows),), chosen=self.chosen)

    def enter(self, text: str, *, scanned: bool) -> None:
        if not text.strip():
            self.run_chosen()

    def _because(self, reason: str) -> None:
        self.floor.close()
        self._back.put(self._back.asked.because(reason))
