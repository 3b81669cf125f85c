"""Something was wrong with a line: points for the member, with the reason and what is left of the budget.

F8, the receipt, F11, a reason, the amount: at most four steps from the receipt to the gift.
"""

from __future__ import annotations

from app.sales.receipt import ReceiptLine
from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.held.mode import acting_at
from app.ui.returns.sale import OpenSale
from app.ui.tasks import Changes
from app.values.numbers import decimal_text, parse_decimal
from app.values.words import Message, msg, plain
from app.workflows.goodwill import (
    GOODWILL_REASONS,
    Goodwill,
    GoodwillDone,
    GoodwillView,
    grant_goodwill,
    preview_goodwill,
)
from app.workflows.statement_view import REASON_WORDS

MARKS = "123456789"


class MakingGoodMode(Mode):
    """A reason by its number, then how many points."""

    name = "making_good"
    takes_digits = True

    def __init__(self, floor: Floor, sale: OpenSale, line: ReceiptLine) -> None:
        super().__init__(floor)
        self._sale, self._line = sale, line
        self._reason = ""
        self._view: GoodwillView | None = None
        programs = [program for program in floor.till.shop.published if program.kind == "points"]
        self._program = programs[0].id if programs else ""

    def prompt(self) -> Message:
        return msg("How many points?") if self._reason else msg("What was wrong? 1 to {n}", n=len(GOODWILL_REASONS))

    def board(self) -> Board:
        title = msg("Make good: {name}", name=plain(self._line.goods.name))
        if not self._reason:
            rows = tuple(
                Choice(REASON_WORDS[reason], mark=mark, run=lambda reason=reason: self._because(reason))  # type: ignore[misc]
                for reason, mark in zip(GOODWILL_REASONS, MARKS, strict=False)
            )
            return Board(title, "hand-coins", msg("What was wrong?"), None, (Section(rows),), chosen=self.chosen)
        note = None
        if self._view is not None:
            left = decimal_text(self._view.left_milli, 3)
            note = msg("{points} points are left of this month.", points=left)
        return Board(
            title, "hand-coins", REASON_WORDS[self._reason], msg("Type the points, then Enter"), (), note, chosen=-1
        )

    def opened(self) -> None:
        self.floor.type("")
        if not self._program:
            self.floor.close()
            self.floor.say(msg("There is no points programme now."), "warn")

    def enter(self, text: str, *, scanned: bool) -> None:
        if not self._reason:
            self.run_chosen()
            return
        points = parse_decimal(text, 3)
        if points is None or points <= 0:
            self.floor.say(msg("Type how many points, like 100."), "warn")
            return
        gift, acting = self._gift(points), acting_at(self.floor)
        self.floor.work(
            lambda books: grant_goodwill(books, gift, acting), self._given, self.floor.refuse, Changes.of("members")
        )

    def back(self) -> bool:
        if not self._reason:
            return False
        self._reason = ""
        self.floor.show()
        return True

    def press(self, press, text: str) -> bool:  # type: ignore[no-untyped-def]
        return False if self._reason else self.choose_by_key(press, text)

    def _because(self, reason: str) -> None:
        self._reason = reason
        gift, acting = self._gift(1), acting_at(self.floor)
        self.floor.ask(lambda reads: preview_goodwill(reads, gift, acting), self._budgeted)

    def _budgeted(self, view: GoodwillView) -> None:
        self._view = view
        self.floor.show()

    def _gift(self, points_milli: int) -> Goodwill:
        return Goodwill(
            "points", self._sale.member, self._reason, self._program, points_milli,
            sale=self._sale.receipt.sale, line=self._line.key,
        )  # fmt: skip

    def _given(self, done: GoodwillDone) -> None:
        self.floor.close()
        self.floor.say(done.note, "ok")
