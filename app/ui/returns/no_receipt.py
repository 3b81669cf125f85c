"""Goods without a receipt: scanned, valued at the lowest price of the last month, and allowed by a manager."""

from __future__ import annotations

from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.look import Looked
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.held.mode import acting_at
from app.ui.returns.approving import approve, asked_of
from app.ui.returns.boards import kept_board, refund_rows
from app.ui.returns.sale import attempted
from app.ui.returns.words import MARKS, REASON_WORDS
from app.ui.shell.actions import KeyAction, Press
from app.ui.tasks import Changes
from app.values.errors import Expected
from app.values.money import Money
from app.values.numbers import MILLI, decimal_text
from app.values.words import Message, msg, plain
from app.workflows.look_up import MemberHit, ProductHit
from app.workflows.no_receipt import NoReceiptRequest, preview_without_receipt, return_without_receipt
from app.workflows.paper import RETURN_COPY, RETURN_KEPT
from app.workflows.ports import Books, Reads
from app.workflows.return_requests import ReturnDone, ReturnPreview
from app.workflows.return_rules import RETURN_REASONS
from app.workflows.rows import ProductRow
from app.workflows.scans.routing import Route


class NoReceiptMode(Mode):
    """Scan what comes back; a digit takes one more, `-` one less; F12 finishes."""

    name = "no_receipt"
    place = "return"
    takes_digits = True

    def __init__(self, floor: Floor) -> None:
        super().__init__(floor)
        self._goods: dict[str, tuple[ProductRow, int]] = {}
        self._reason = RETURN_REASONS[-1]
        self._member = floor.session.basket.member
        self._document = floor.till.ids.new()
        self._shown: ReturnPreview | None = None
        self._refused: Expected | None = None
        self._done: ReturnDone | None = None

    # -- what is said

    def prompt(self) -> Message:
        if self._done is not None:
            return msg("Enter: back to selling")
        return msg("Scan what comes back, or type its name; F12 finishes")

    def actions(self) -> tuple[KeyAction, ...]:
        if self._done is not None:
            return (KeyAction("F9", msg("Slip again"), self._print_again),)
        return (
            KeyAction("F5", msg("Reason"), self._next_reason),
            KeyAction("F8", msg("Close"), self.floor.close),
            KeyAction("F12", msg("Give back"), self._finish, hidden=True),
        )

    def board(self) -> Board:
        if self._done is not None:
            return kept_board(self._done, self.floor.till.settings.language, self.floor.home, self._print_again)
        title, shown = msg("Without a receipt"), self._shown
        rows = tuple(self._row(*each, place) for place, each in enumerate(self._goods.values()))
        sections = [Section(rows)] if rows else []
        currency = self.floor.till.shop.settings.currency
        lead = None
        if shown is not None:
            sections.append(Section(tuple(refund_rows(shown.document.refunds, currency)), msg("What happens")))
            lead = msg("Give back {amount}", amount=Money(shown.document.refund_minor, currency))
        typing = Choice(msg("Type an article number"), icon="keyboard", mark="*", run=self._type)
        sections.append(Section((typing,)))
        note, tone = self._note(shown)
        hint = msg("{reason} · {member}", reason=REASON_WORDS[self._reason], member=self._whose())
        return Board(
            title, "circle-help", hint, lead, tuple(sections), note, tone, self.chosen,
            (msg("Give back"), "F12", self._finish) if shown is not None else None,
        )  # fmt: skip

    # -- what keys do

    def opened(self) -> None:
        self.floor.type("")
        self._look_again()

    def press(self, press: Press, text: str) -> bool:
        if self._done is None and not text and not press.repeat:
            if press.text == "/":
                self._finish()
                return True
            if press.text in {"+", "-", "−"} and self._goods:
                self._step(1 if press.text == "+" else -1)
                return True
        return super().press(press, text)

    def enter(self, text: str, *, scanned: bool) -> None:
        if self._done is not None:
            self.floor.home()
        elif text.strip():
            self._find(text.strip())
        else:
            self.run_chosen()

    def perform(self, act: Route, looked: Looked) -> None:
        """Goods come back, a card says whose credit it is; a receipt makes this needless."""
        found = looked.found
        if self._done is not None:
            super().perform(act, looked)
        elif isinstance(found, ProductHit):
            self._add(found.row)
        elif isinstance(found, MemberHit):
            self._whose_is(found.row.id)
        elif act == "load_return":
            self.floor.take(looked, MILLI, scanned=True)
        else:
            super().perform(act, looked)

    def back(self) -> bool:
        if self._done is None:
            return False
        self.floor.home()
        return True

    # -- goods

    def _type(self) -> None:
        from app.ui.returns.typing import TypeMode

        def typed(text: str) -> None:
            self.floor.close()
            self._find(text)

        self.floor.open(TypeMode(self.floor, msg("Without a receipt"), msg("Article number or bar code"), typed))

    def _find(self, text: str) -> None:
        def looked(found: Looked) -> None:
            if isinstance(found.found, ProductHit):
                self._add(found.found.row)
            elif isinstance(found.found, MemberHit):
                self._whose_is(found.found.row.id)
            else:
                self.floor.ask(lambda reads: reads.search_products(text, 1), self._searched)

        self.floor.identify(text, looked)

    def _whose_is(self, member: str) -> None:
        self._member = member
        self._look_again()

    def _searched(self, rows: tuple[ProductRow, ...]) -> None:
        if rows:
            self._add(rows[0])
        else:
            self.floor.say(msg("This article is not on the price list."), "err")

    def _add(self, row: ProductRow) -> None:
        had = self._goods.get(row.goods.sku)
        self._goods[row.goods.sku] = (row, (had[1] if had else 0) + MILLI)
        self.chosen = list(self._goods).index(row.goods.sku)
        self._look_again()

    def _step(self, by: int) -> None:
        sku = list(self._goods)[min(self.chosen, len(self._goods) - 1)]
        row, milli = self._goods[sku]
        if milli + by * MILLI <= 0:
            del self._goods[sku]
            self.chosen = max(0, self.chosen - 1)
        else:
            self._goods[sku] = (row, milli + by * MILLI)
        self._look_again()

    def _request(self, approved_by: str = "") -> NoReceiptRequest:
        goods = tuple((sku, milli) for sku, (_, milli) in self._goods.items())
        return NoReceiptRequest(self._document, goods, self._reason, self._member, approved_by)

    def _look_again(self) -> None:
        self._shown = self._refused = None
        request, acting = self._request(), acting_at(self.floor)

        def look(reads: Reads) -> ReturnPreview:
            return preview_without_receipt(reads, request, acting)

        self.floor.ask(attempted(look), self._previewed)

    def _previewed(self, found: ReturnPreview | Expected) -> None:
        if isinstance(found, Expected):
            self._refused = found
        else:
            self._shown = found
        self.floor.show()

    def _finish(self) -> None:
        shown = self._shown
        if shown is None:
            self.floor.say(self._refused.message if self._refused else msg("Choose what comes back first."), "warn")
            return
        what = msg("Return without a receipt")
        request = asked_of(shown.needs, what, member=self._member, amount_minor=shown.document.refund_minor)
        approve(self.floor, request, self._keep)

    def _keep(self, approver: str) -> None:
        request, acting = self._request(approver), acting_at(self.floor)

        def workflow(books: Books) -> ReturnDone:
            return return_without_receipt(books, request, acting)

        self.floor.work(workflow, self._kept, self.floor.refuse, Changes.of("sales", "members", "shift"))

    def _kept(self, done: ReturnDone) -> None:
        self._done = done
        keep = self.floor.service(RETURN_KEPT)
        if keep is not None:
            keep(done.document.id)
        self.floor.show()

    def _print_again(self) -> None:
        press, done, at = self.floor.service(RETURN_COPY), self._done, self.floor.till.now()
        if press is not None and done is not None:
            document = done.document.id
            words = msg("The slip of {number} was made again, as a copy.", number=done.document.number)
            self.floor.ask(lambda reads: press(reads, document, at), lambda _files: self.floor.say(words, "ok"))

    # -- words

    def _next_reason(self) -> None:
        place = RETURN_REASONS.index(self._reason)
        self._reason = RETURN_REASONS[(place + 1) % len(RETURN_REASONS)]
        self._look_again()

    def _whose(self) -> Message:
        return msg("the credit is a member's") if self._member else msg("the credit is whoever's holds its code")

    def _row(self, row: ProductRow, milli: int, place: int) -> Choice:
        lines = self._shown.document.lines if self._shown is not None else ()
        worth = next((line.amount_minor for line in lines if line.goods.sku == row.goods.sku), None)
        right = None
        if worth is not None:
            right = msg("{amount}", amount=Money(worth, self.floor.till.shop.settings.currency))
        return Choice(
            plain(row.goods.name),
            names=row.names or None,
            detail=msg("back: {count}", count=decimal_text(milli, 3)),
            right=right,
            mark=MARKS[place] if place < len(MARKS) else "",
            run=lambda: self._add(row),
        )

    def _note(self, shown: ReturnPreview | None) -> tuple[Message | None, str]:
        if self._refused is not None and self._refused.code != "return.nothing":
            return self._refused.message, "err"
        if shown is not None and shown.needs:
            return shown.needs[0].message, "warn"
        return msg("Without a receipt a manager takes it back, at the lowest price of 30 days."), "info"
