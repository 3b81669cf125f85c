"""How money goes back where it should not go as it came: what the rules let, and why they do not let the rest."""

from __future__ import annotations

from typing import cast

from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.checkout.tenders import TENDER_WORDS
from app.ui.returns.asked import OpenReturn
from app.ui.returns.words import MARKS, TENDER_REASON_WORDS
from app.values.words import Message, msg, plain
from app.workflows.return_requests import RefundAs

STORED = {"gift_card", "store_credit"}


class RefundAsMode(Mode):
    """First the tender, then (where card and cash change places) why."""

    name = "refund_as"
    place = "return"
    takes_digits = True

    def __init__(self, floor: Floor, back: OpenReturn) -> None:
        super().__init__(floor)
        self._back = back
        self._kind: RefundAs | None = None
        self._paid = {tender.kind for tender in back.sale.receipt.tenders}

    def prompt(self) -> Message:
        return msg("Why this way? 1 to {n}", n=len(TENDER_REASON_WORDS)) if self._kind else msg("How does it go back?")

    def board(self) -> Board:
        if self._kind:
            rows = tuple(
                Choice(words, mark=mark, run=lambda reason=reason: self._because(reason))  # type: ignore[misc]
                for (reason, words), mark in zip(TENDER_REASON_WORDS.items(), MARKS, strict=False)
            )
            title = msg("Another tender needs a reason")
            return Board(title, "wallet", TENDER_WORDS[self._kind], None, (Section(rows),), chosen=self.chosen)
        rows = tuple(
            self._row(kind, mark) for kind, mark in zip(("", "cash", "card", "store_credit"), MARKS, strict=False)
        )
        note = self._why_not()
        return Board(msg("Give back as"), "wallet", None, None, (Section(rows),), note, chosen=self.chosen)

    def opened(self) -> None:
        self.floor.type("")

    def enter(self, text: str, *, scanned: bool) -> None:
        if not text.strip():
            self.run_chosen()

    def _row(self, kind: str, mark: str) -> Choice:
        words = TENDER_WORDS[kind] if kind else msg("As it was paid")
        detail = None
        if kind == "store_credit":
            detail = msg("a new code on the slip; the member's, where there is one")
        elif kind and kind not in self._paid:
            detail = msg("was not paid so: needs a reason")
        elif not kind:
            detail = plain(" · ".join(sorted(TENDER_WORDS[each].english() for each in self._paid if each != "points")))
            detail = None if len(self._paid) != 1 else TENDER_WORDS[next(iter(self._paid))]
        can = not kind or not self._only_stored()
        checked = self._back.asked.refund_as == kind
        return Choice(
            words, detail=detail, mark=mark, run=(lambda: self._choose(kind)) if can else None, checked=checked
        )

    def _only_stored(self) -> bool:
        return not self._paid - STORED - {"points"}

    def _why_not(self) -> Message | None:
        """What the rules do not let, said before anybody tries."""
        if self._only_stored():
            return msg("Gift cards, store credit and points paid: they get it back, never money.")
        if self._paid & STORED:
            return msg("What a gift card or store credit paid goes back on it; the rest may change.")
        if "elsewhere" in self._paid:
            return msg("The money was taken at the other till: give it back there, or here with a reason.")
        return None

    def _choose(self, kind: str) -> None:
        wanted = cast("RefundAs", kind)
        if wanted in {"cash", "card"} and wanted not in self._paid:
            self._kind, self.chosen = wanted, 0
            self.floor.show()
            return
        self._take(wanted, "")

    def _because(self, reason: str) -> None:
        assert self._kind is not None
        self._take(self._kind, reason)

    def _take(self, kind: RefundAs, reason: str) -> None:
        self.floor.close()
        self._back.put(self._back.asked.refunded_as(kind, reason))
