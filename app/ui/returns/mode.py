"""A sale that was found, and what comes back of it; every figure stands there before F12.

The preview is worked out by the workflow on every change; nothing is computed here. What else can be done
with the sale (cancel it, correct its payment, make good, warranty) lies behind one key, `*`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sales.receipt import ReceiptLine
from app.ui.checkout.boards import Board
from app.ui.checkout.further import further
from app.ui.checkout.look import Looked
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.held.mode import acting_at
from app.ui.returns.approving import approve, asked_of
from app.ui.returns.asked import Asked
from app.ui.returns.boards import kept_board
from app.ui.returns.sale import OpenSale, attempted
from app.ui.returns.sale_board import sale_board
from app.ui.returns.words import MARKS
from app.ui.shell.actions import KeyAction, Press
from app.ui.tasks import Changes
from app.values.errors import Expected
from app.values.numbers import MILLI, parse_decimal
from app.values.words import Message, msg, plain
from app.workflows.look_up import ProductHit
from app.workflows.paper import RETURN_COPY, RETURN_KEPT
from app.workflows.return_goods import return_goods
from app.workflows.return_preview import preview
from app.workflows.return_requests import Back, ReturnDone, ReturnPreview, ReturnRequest
from app.workflows.return_rules import RETURN_REASONS
from app.workflows.scans.routing import Route

if TYPE_CHECKING:
    from app.workflows.ports import Books, Reads


class ReturnMode(Mode):
    """One return: choose what comes back, look, finish.

    Attributes:
        sale: The sale it is of.
        asked: What was chosen so far: goods or a sum, the reason, how it goes back.
    """

    name = "return"
    place = "return"

    def __init__(self, floor: Floor, sale: OpenSale) -> None:
        super().__init__(floor)
        self.sale = sale
        self.asked = Asked(reason=RETURN_REASONS[0])
        self._document = floor.till.ids.new()
        self._shown: ReturnPreview | None = None
        self._refused: Expected | None = None
        self._done: ReturnDone | None = None
        self._scanned = ""

    @property
    def takes_digits(self) -> bool:  # type: ignore[override]
        """Digits choose lines; of a bill rung up elsewhere they type the sum."""
        return not self.sale.is_bill or self._done is not None

    @property
    def line(self) -> ReceiptLine:
        """The line that is marked."""
        return self.sale.lines[min(self.chosen, len(self.sale.lines) - 1)]

    # -- what is said

    def prompt(self) -> Message:
        if self._done is not None:
            return msg("Enter: back to selling")
        if self.sale.is_bill:
            return msg("Type the sum that goes back; F12 finishes")
        return msg("Scan what comes back, or 1 to 9; F12 finishes")

    def actions(self) -> tuple[KeyAction, ...]:
        if self._done is not None:
            return (KeyAction("F9", msg("Slip again"), self._print_again),)
        return (
            KeyAction("F5", msg("Reason"), self._next_reason),
            KeyAction("F6", msg("All of it"), self.take_all),
            KeyAction("F7", msg("More"), self.show_more),
            KeyAction("F8", msg("Close"), self.floor.close),
            KeyAction("F11", msg("Wrong?"), self._something_wrong),
            KeyAction("F12", msg("Give back"), self.finish, hidden=True),
        )

    def board(self) -> Board:
        floor = self.floor
        if self._done is not None:
            return kept_board(self._done, floor.till.settings.language, floor.home, self._print_again)
        has_new = bool(floor.session.basket.lines)
        return sale_board(self, self._shown, self._refused, net_of=floor.session.quote.due_minor if has_new else None)

    # -- what keys do

    def opened(self) -> None:
        self.floor.type("")
        if self.sale.marks.voided:
            self.look_again(all_of_it=True)

    def press(self, press: Press, text: str) -> bool:
        if self._done is None and not text and not press.repeat:
            if press.text == "/":
                self.finish()
                return True
            if press.text == "*":
                self.show_more()
                return True
            if press.text in {"+", "-", "−"} and not self.sale.is_bill:
                self._step(1 if press.text == "+" else -1)
                return True
            if press.text == "0" and len(self.sale.lines) > len(MARKS):
                self.chosen = (self.chosen + 1) % len(self.sale.lines)
                self.floor.show()
                return True
        return super().press(press, text)

    def enter(self, text: str, *, scanned: bool) -> None:
        if self._done is not None:
            self.floor.home()
        elif not text.strip():
            self.run_chosen()
        elif self.sale.is_bill:
            self._type_sum(text)
        else:
            self.typed_code(text.strip())

    def scanned(self, code: str) -> None:
        self._scanned = code
        super().scanned(code)

    def perform(self, act: Route, looked: Looked) -> None:
        """Goods come back or are new ones; a card, a receipt and a serial number find another sale."""
        if self._done is None and act in {"load_return", "find_sales_of_member", "find_in_sales", "error_tone"}:
            self._identified(self._scanned, looked)
        else:
            super().perform(act, looked)

    def back(self) -> bool:
        if self._done is not None:
            self.floor.home()
            return True
        return False

    # -- what comes back

    def more_of(self, line: ReceiptLine) -> None:
        """One more of a line comes back; after the last one, none. Weighed goods come whole."""
        left = self.sale.left(line)
        if self.sale.is_bill:
            self.floor.say(msg("A bill from another till: type the sum that goes back."))
            return
        if not left:
            words = msg("{name}: all of it came back already.", name=plain(self.sale.name_of(line, self._language)))
            self.floor.say(words, "warn")
            return
        step = MILLI if line.goods.unit == "pc" else left
        now = self.asked.back.get(line.key, 0) + step
        self.set_back(line, now if now <= left else 0)

    def set_back(self, line: ReceiptLine, quantity_milli: int) -> None:
        """So many thousandths of a line come back; what is too many is refused by the rules, in words."""
        self.chosen = self.sale.lines.index(line)
        self.put(self.asked.with_back(line.key, quantity_milli))

    def _step(self, by: int) -> None:
        """One more or one less of the marked line."""
        line = self.line
        now = self.asked.back.get(line.key, 0) + by * MILLI
        if line.goods.unit != "pc":
            now = self.sale.left(line) if by > 0 else 0
        self.set_back(line, max(now, 0))

    def take_all(self) -> None:
        """Everything that is still with the customer."""
        if self.sale.is_bill:
            self.put(self.asked.with_sum(self.sale.left_minor))
        else:
            self.put(self.asked.with_all({line.key: self.sale.left(line) for line in self.sale.lines}))

    def put(self, asked: Asked) -> None:
        """Something else was chosen: work the preview out anew."""
        self.asked = asked
        self.look_again()

    def request(self, approved_by: str = "") -> ReturnRequest:
        """What is asked now."""
        asked = self.asked
        return ReturnRequest(
            document=self._document,
            sale=self.sale.receipt.sale,
            lines=tuple(Back(key, milli, asked.reason) for key, milli in asked.back.items() if milli),
            amount_minor=asked.sum_minor,
            reason=asked.reason,
            refund_as=asked.refund_as,
            tender_reason=asked.tender_reason,
            approved_by=approved_by,
        )

    def look_again(self, *, all_of_it: bool = False) -> None:
        """Work the preview out anew."""
        self._shown = self._refused = None
        request, acting = self.request(), acting_at(self.floor)
        if not (request.lines or request.amount_minor or all_of_it):
            self.floor.show()
            return

        def look(reads: Reads) -> ReturnPreview:
            return preview(reads, request, acting)

        self.floor.ask(attempted(look), self._previewed)

    def finish(self) -> None:
        """F12: what was shown happens, once somebody allowed what has to be allowed."""
        shown = self._shown
        if shown is None:
            why = self._refused.message if self._refused is not None else msg("Choose what comes back first.")
            self.floor.say(why, "warn")
        elif self.floor.session.basket.lines:
            from app.ui.returns.trading import TradeMode

            self.floor.open(TradeMode(self.floor, self.request()))
        else:
            document = shown.document
            what = msg("Return of receipt {number}", number=self.sale.receipt.number)
            request = asked_of(
                shown.needs, what, about=document.sale, member=document.member, amount_minor=document.refund_minor
            )
            approve(self.floor, request, lambda approver: self._keep(shown, approver))

    def _keep(self, shown: ReturnPreview, approver: str) -> None:
        request, acting = self.request(approver), acting_at(self.floor)

        def workflow(books: Books) -> ReturnDone:
            return return_goods(books, request, acting, shown)

        self.floor.work(workflow, self._kept, self._not_kept, Changes.of("sales", "members", "shift"))

    def _kept(self, done: ReturnDone) -> None:
        self._done = done
        keep = self.floor.service(RETURN_KEPT)
        if keep is not None:
            keep(done.document.id)
        self.floor.show()

    def _not_kept(self, why: Expected) -> None:
        self.floor.refuse(why)
        self.look_again()

    def _previewed(self, found: ReturnPreview | Expected) -> None:
        if isinstance(found, Expected):
            self._refused = found
        else:
            self._shown = found
        self.floor.show()

    def _print_again(self) -> None:
        press, done, at = self.floor.service(RETURN_COPY), self._done, self.floor.till.now()
        if press is not None and done is not None:
            document = done.document.id
            words = msg("The slip of {number} was made again, as a copy.", number=done.document.number)
            self.floor.ask(lambda reads: press(reads, document, at), lambda _files: self.floor.say(words, "ok"))

    # -- typing and scanning

    def typed_code(self, text: str) -> None:
        """A code, or so much of the marked line as `2*`."""
        if self._is_quantity(text):
            return
        self.floor.identify(text, lambda looked: self._identified(text, looked))

    def _is_quantity(self, text: str) -> bool:
        """`2*` or `0.5*`: so much of the marked line."""
        milli = parse_decimal(text[:-1], 3) if text.endswith("*") else None
        if milli is None or milli < 0:
            return False
        self.set_back(self.line, milli)
        return True

    def _type_sum(self, text: str) -> None:
        amount = parse_decimal(text, self.floor.till.shop.digits)
        if amount is None or amount <= 0:
            self.floor.say(msg("Type an amount, like 20 or 20.50."), "warn")
            return
        self.put(self.asked.with_sum(amount))

    def _identified(self, text: str, looked: Looked) -> None:
        found = looked.found
        if not isinstance(found, ProductHit):
            self.floor.close()
            self.floor.open(further("return")(self.floor, text))
            return
        sku = found.row.goods.sku
        line = next((each for each in self.sale.lines if each.goods.sku == sku), None)
        if line is not None:
            self.more_of(line)
            return
        # goods that were not on the receipt are the new ones of an exchange
        self.floor.take(looked, MILLI, scanned=True)
        name = plain(found.row.names.get(self._language) or found.row.goods.name)
        self.floor.say(msg("New goods of the exchange: {name}. F12 settles the difference.", name=name))
        self.floor.show()

    # -- the rest

    @property
    def _language(self) -> str:
        return self.floor.till.settings.language

    def _next_reason(self) -> None:
        place = RETURN_REASONS.index(self.asked.reason)
        self.put(self.asked.because(RETURN_REASONS[(place + 1) % len(RETURN_REASONS)]))

    def show_more(self) -> None:
        """What else can be done with this sale."""
        from app.ui.returns.more import MoreMode

        self.floor.open(MoreMode(self.floor, self))

    def _something_wrong(self) -> None:
        from app.ui.returns.making_good import SomethingWrongMode

        self.floor.open(SomethingWrongMode(self.floor, self))
