"""What is left on a gift card or store credit, by its scanned or typed code."""

from __future__ import annotations

from app.people.codes import compact, own_kind
from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.checkout.tenders import TENDER_WORDS
from app.ui.held.mode import acting_at
from app.ui.returns.sale import attempted
from app.values.errors import Expected
from app.values.money import Money
from app.values.words import Message, msg, plain
from app.workflows.ports import Reads
from app.workflows.tokens_now import CardBalance, card_balance
from app.workflows.way_back_rows import TokenMove

MOVED: dict[str, Message] = {
    "issued": msg("Put on it"),
    "used": msg("Paid with it"),
    "refunded": msg("Given back on it"),
    "ended": msg("Ended"),
    "restored": msg("Usable again"),
}
MOST_MOVES = 6


class BalanceMode(Mode):
    """Scan or type; the next code asks for the next card."""

    name = "balance"
    place = "return"

    def __init__(self, floor: Floor, code: str = "") -> None:
        super().__init__(floor)
        self._code = code
        self._found: tuple[CardBalance, tuple[TokenMove, ...]] | None = None
        self._refused: Expected | None = None

    def prompt(self) -> Message:
        return msg("Scan the gift card, or type its code")

    def board(self) -> Board:
        title = msg("Balance of a gift card")
        if self._refused is not None:
            return Board(title, "wallet", self.prompt(), None, (), self._refused.message, "err", chosen=-1, keypad=True)
        if self._found is None:
            return Board(title, "wallet", self.prompt(), chosen=-1, keypad=True)
        card, moves = self._found
        currency = self.floor.till.shop.settings.currency
        rows = [Choice(TENDER_WORDS.get(card.kind, plain(card.kind)), right=plain(f"*{card.code[-4:]}"))]
        if card.last_valid_on is not None:
            rows.append(Choice(msg("Last day"), right=msg("{day}", day=card.last_valid_on)))
        moved = tuple(
            Choice(
                msg("{what} · {day}", what=MOVED.get(move.kind, plain(move.kind)), day=move.business_on),
                right=msg("{amount}", amount=Money(move.amount_minor, currency)),
            )
            for move in moves[-MOST_MOVES:]
            if move.amount_minor
        )
        note = None if card.counts else msg("It no longer counts.")
        lead = msg("{amount} is left", amount=Money(card.balance_minor, currency))
        return Board(title, "wallet", None, lead, (Section(tuple(rows)), Section(moved)), note, "warn", chosen=-1)

    def opened(self) -> None:
        self.floor.type("")
        if self._code:
            self._look(self._code)

    def enter(self, text: str, *, scanned: bool) -> None:
        if text.strip():
            self._look(text)

    def scanned(self, code: str) -> None:
        if own_kind(compact(code)) == "badge":
            super().scanned(code)
            return
        self._look(code)

    def back(self) -> bool:
        if self._found is None and self._refused is None:
            return False
        self._found = self._refused = None
        self.floor.show()
        return True

    def _look(self, code: str) -> None:
        on = acting_at(self.floor).business_on

        def look(reads: Reads) -> tuple[CardBalance, tuple[TokenMove, ...]]:
            card = card_balance(reads, code, on)
            return card, reads.token_moves(card.code)

        self.floor.ask(attempted(look), self._answered)

    def _answered(self, found: tuple[CardBalance, tuple[TokenMove, ...]] | Expected) -> None:
        self._found = self._refused = None
        if isinstance(found, Expected):
            self._refused = found
        else:
            self._found = found
        self.floor.show()
