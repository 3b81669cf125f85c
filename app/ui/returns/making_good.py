"""Something was wrong with a line: why, what is given for it, and no more than four steps in all.

F11, the reason, the way (the same again, the money, points, a coupon, store credit), Enter. Nothing is given
before its amount, the budget that is left and the note to the member stand there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from app.people.staff import Permission
from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.look import Looked
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.held.mode import acting_at
from app.ui.returns.approving import approve, asked_of
from app.ui.returns.asked import OpenReturn
from app.ui.returns.making_good_boards import Giving, amount_board, amounts_of, made_good_board, ways_board
from app.ui.returns.notes import write_note
from app.ui.returns.sale import attempted
from app.ui.returns.words import MARKS
from app.ui.shell.actions import KeyAction
from app.ui.tasks import Changes
from app.values.errors import Expected
from app.values.numbers import MILLI, parse_decimal
from app.values.words import Message, msg, plain
from app.workflows.goodwill import (
    GOODWILL_REASONS,
    Goodwill,
    GoodwillDone,
    GoodwillView,
    grant_goodwill,
    preview_goodwill,
)
from app.workflows.look_up import MemberHit
from app.workflows.ports import Books
from app.workflows.scans.routing import Route
from app.workflows.statement_view import REASON_WORDS

Kind = Literal["points", "coupon", "store_credit"]
BACK_FOR = {"faulty": "faulty", "out_of_stock": "late_delivery"}
"""Why goods come back, by what was wrong; everything else is another reason."""


class SomethingWrongMode(Mode):
    """Why, what, how much.

    Attributes:
        giving: What was chosen so far.
    """

    name = "making_good"
    place = "return"

    def __init__(self, floor: Floor, back: OpenReturn) -> None:
        super().__init__(floor)
        self._back, self._line = back, back.line
        points = [program for program in floor.till.shop.published if program.kind == "points"]
        coupons = [each for each in floor.till.shop.published if each.applies == "future" and each.occasion is None]
        self.giving = Giving(
            name=back.sale.name_of(self._line, floor.till.settings.language),
            member=back.sale.member or floor.session.basket.member,
            sale=back.sale.receipt.sale,
            points_program=points[0].id if points else "",
            coupon_program=coupons[0] if coupons else None,
        )
        self._view: GoodwillView | None = None
        self._done: tuple[GoodwillDone, Message] | None = None

    @property
    def takes_digits(self) -> bool:  # type: ignore[override]
        """Digits choose; only where an amount is asked for they type."""
        return self._done is not None or self.giving.kind == ""

    # -- what is said

    def prompt(self) -> Message:
        if self._done is not None:
            return msg("Enter: back to selling")
        if not self.giving.reason:
            return msg("What was wrong? 1 to {n}", n=len(GOODWILL_REASONS))
        if not self.giving.kind:
            return msg("What makes it good? 1 to 5")
        return msg("How many points?") if self.giving.kind == "points" else msg("How much?")

    def actions(self) -> tuple[KeyAction, ...]:
        return () if self._done is not None else (KeyAction("F11", msg("Close"), self.floor.close),)

    def board(self) -> Board:
        giving = self.giving
        if self._done is not None:
            return made_good_board(giving, *self._done, home=self.floor.home)
        if not giving.reason:
            rows = tuple(
                Choice(REASON_WORDS[reason], mark=mark, run=lambda reason=reason: self._because(reason))  # type: ignore[misc]
                for reason, mark in zip(GOODWILL_REASONS, MARKS, strict=False)
            )
            title, section = msg("Something was wrong"), Section(rows, msg("What was wrong?"))
            return Board(title, "hand-coins", plain(giving.name), None, (section,), chosen=self.chosen)
        if not giving.kind:
            return ways_board(giving, self._view, self._ways(), chosen=self.chosen)
        return amount_board(giving, self._view, self.floor.till.shop, self._amounts(), chosen=self.chosen)

    # -- what keys do

    def opened(self) -> None:
        self.floor.type("")

    def enter(self, text: str, *, scanned: bool) -> None:
        if self._done is not None:
            self.floor.home()
        elif not text.strip():
            self.run_chosen()
        elif self.giving.kind:
            self._typed(text)

    def perform(self, act: Route, looked: Looked) -> None:
        """A card says who gets it."""
        if self._done is None and isinstance(looked.found, MemberHit):
            self._card(looked.found)
        else:
            super().perform(act, looked)

    def back(self) -> bool:
        if self._done is None:
            return False
        self.floor.home()
        return True

    # -- steps

    def _because(self, reason: str) -> None:
        self.giving, self.chosen = self.giving.because(reason), 0
        self._look_at_budget()

    def _card(self, hit: MemberHit) -> None:
        self.giving = self.giving.to(hit.row.id)
        self._look_at_budget()

    def _look_at_budget(self) -> None:
        gift, acting = self._gift("points", MILLI), acting_at(self.floor)
        self.floor.ask(attempted(lambda reads: preview_goodwill(reads, gift, acting)), self._budgeted)

    def _budgeted(self, found: GoodwillView | Expected) -> None:
        self._view = None if isinstance(found, Expected) else found
        self.floor.show()

    def _ways(self) -> tuple[tuple[Message, Message | None, Callable[[], None] | None], ...]:
        """The five ways: words, why not (or what it is), and what choosing it does."""
        giving, left = self.giving, self._back.sale.left(self._line)
        gone = None if left else msg("all of it came back already")
        nobody = None if giving.member else msg("goes to a member: scan the card first")
        no_points = nobody or (None if giving.points_program else msg("there is no points programme now"))
        no_coupon = nobody or (None if giving.coupon_program else msg("there is no coupon programme now"))
        return (
            (msg("The same again"), gone, self._replace if left else None),
            (msg("The money back"), gone, self._refund if left else None),
            (msg("Points"), no_points, None if no_points else lambda: self._kind("points")),
            (msg("A coupon"), no_coupon, None if no_coupon else lambda: self._kind("coupon")),
            (msg("Store credit"), nobody, None if nobody else lambda: self._kind("store_credit")),
        )

    def _refund(self) -> None:
        """One of the line comes back, for this reason; the return stands ready for F12."""
        self._prepare_return()
        self.floor.close()

    def _prepare_return(self) -> None:
        back, line = self._back, self._line
        back.asked = back.asked.because(BACK_FOR.get(self.giving.reason, "other"))
        one = MILLI if line.goods.unit == "pc" else back.sale.left(line)
        back.set_back(line, max(one, back.asked.back.get(line.key, 0)))

    def _replace(self) -> None:
        from app.ui.returns.replacing import replace_line

        if not self.floor.session.basket.is_empty:
            self.floor.say(msg("A sale is open: hold it with F6 or pay it first, then replace."), "warn")
            return
        self._prepare_return()
        self.floor.close()
        replace_line(self.floor, self._back, self._line)

    def _kind(self, kind: Kind) -> None:
        self.giving, self.chosen = self.giving.by(kind), 0
        self.floor.show()

    def _amounts(self) -> tuple[tuple[int, Callable[[], None]], ...]:
        amounts = amounts_of(self.giving, self.floor.till.shop, self._line)
        return tuple((amount, lambda amount=amount: self._give(amount)) for amount in amounts)

    def _typed(self, text: str) -> None:
        is_points = self.giving.kind == "points"
        amount = parse_decimal(text, 3 if is_points else self.floor.till.shop.digits)
        if amount is None or amount <= 0:
            words = msg("Type how many points, like 100.") if is_points else msg("Type an amount, like 20 or 20.50.")
            self.floor.say(words, "warn")
            return
        self._give(amount)

    # -- giving

    def _gift(self, kind: Kind, amount: int, approved_by: str = "") -> Goodwill:
        giving = self.giving
        coupon = giving.coupon_program.id if giving.coupon_program is not None else ""
        return Goodwill(
            kind,
            giving.member,
            giving.reason,
            {"points": giving.points_program, "coupon": coupon, "store_credit": ""}[kind],
            points_milli=amount if kind == "points" else 0,
            amount_minor=amount if kind == "store_credit" else 0,
            sale=self._back.sale.receipt.sale,
            line=self._line.key,
            approved_by=approved_by,
        )

    def _give(self, amount: int) -> None:
        kind = self.giving.kind
        if kind == "":
            return
        gift, acting = self._gift(kind, amount), acting_at(self.floor)

        def looked(found: GoodwillView | Expected) -> None:
            if isinstance(found, Expected):
                self.floor.refuse(found)
                return
            what = msg("Goodwill for {name}", name=plain(self.giving.name))
            request = asked_of(
                found.needs, what, permission=Permission.APPROVE_GOODWILL, about=gift.sale, member=gift.member,
                amount_minor=gift.amount_minor,
            )  # fmt: skip
            approve(self.floor, request, lambda approver: self._grant(kind, amount, approver))

        self.floor.ask(attempted(lambda reads: preview_goodwill(reads, gift, acting)), looked)

    def _grant(self, kind: Kind, amount: int, approver: str) -> None:
        gift, acting = self._gift(kind, amount, approver), acting_at(self.floor)

        def workflow(books: Books) -> GoodwillDone:
            return grant_goodwill(books, gift, acting)

        self.floor.work(workflow, self._granted, self.floor.refuse, Changes.of("members", member=gift.member))

    def _granted(self, done: GoodwillDone) -> None:
        def said(way: Message) -> None:
            self._done = (done, way)
            self.floor.show()

        write_note(self.floor, self.giving, done, said)
