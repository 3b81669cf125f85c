"""F8: goods come back. The receipt first, then how much of each line; every figure stands there before F12.

The preview is worked out by the workflow on every change; nothing is computed here. Something that was
wrong leads from the marked line to a gift for the member, with its reason and the budget that is left.
"""

from __future__ import annotations

from app.people.codes import own_kind
from app.sales.receipt import ReceiptLine
from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.look import Looked
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.held.mode import acting_at
from app.ui.returns.boards import figures, kept_board
from app.ui.returns.sale import OpenSale, finding, opened_sale
from app.ui.shell.actions import KeyAction
from app.ui.tasks import Changes
from app.values.errors import Expected
from app.values.money import Money
from app.values.numbers import MILLI, decimal_text
from app.values.words import Message, msg, plain
from app.workflows.look_up import MemberHit, ProductHit
from app.workflows.return_goods import return_goods
from app.workflows.return_preview import preview
from app.workflows.return_requests import Back, ReturnDone, ReturnPreview, ReturnRequest
from app.workflows.return_rules import RETURN_REASONS
from app.workflows.rows import ReceiptRow

MARKS = "123456789"


def _name(looked: Looked) -> Message:
    found = looked.found
    return plain(found.row.goods.name if isinstance(found, ProductHit) else "")


REASON_WORDS: dict[str, Message] = {
    "unused": msg("not used"),
    "faulty": msg("faulty"),
    "wrong_item": msg("the wrong item"),
    "late_delivery": msg("came too late"),
    "other": msg("another reason"),
}


class ReturnMode(Mode):
    """One return: find the sale, choose what comes back, look, finish."""

    name = "return"
    takes_digits = True

    def __init__(self, floor: Floor, code: str = "") -> None:
        super().__init__(floor)
        self._code = code
        self._rows: tuple[ReceiptRow, ...] = ()
        self._sale: OpenSale | None = None
        self._back: dict[str, int] = {}
        self._reason = RETURN_REASONS[0]
        self._document = floor.till.ids.new()
        self._shown: ReturnPreview | None = None
        self._refused: Expected | None = None
        self._done: ReturnDone | None = None

    # -- what is said

    def prompt(self) -> Message:
        if self._done is not None:
            return msg("Enter: back to selling")
        if self._sale is None:
            return msg("Scan the receipt, card or item; or type the number")
        return msg("Scan what comes back, or 1 to 9; F12 finishes")

    def actions(self) -> tuple[KeyAction, ...]:
        if self._done is not None:
            return ()
        keys = [KeyAction("F8", msg("Close"), self.floor.close)]
        if self._sale is not None:
            keys.append(KeyAction("F5", msg("Reason"), self._next_reason))
            keys.append(KeyAction("F6", msg("All of it"), self._all))
            keys.append(KeyAction("F11", msg("Make good"), self._make_good))
            keys.append(KeyAction("F12", msg("Give back"), self._finish, hidden=True))
        return tuple(keys)

    def board(self) -> Board:
        if self._done is not None:
            return kept_board(self._done, self.floor.till.settings.language, self.floor.home)
        if self._sale is None:
            return self._finding_board()
        return self._sale_board(self._sale)

    # -- what keys do

    def opened(self) -> None:
        self.floor.type("")
        if self._code:
            self._find(self._code)
        else:
            self.floor.ask(lambda reads: reads.recent_receipts(9), self._listed)

    def enter(self, text: str, *, scanned: bool) -> None:
        if self._done is not None:
            self.floor.home()
        elif text.strip():
            self._typed(text.strip())
        else:
            self.run_chosen()

    def scanned(self, code: str) -> None:
        if self._done is None:
            self._typed(code)

    def back(self) -> bool:
        if self._done is not None:
            self.floor.home()
            return True
        if self._sale is None:
            return False
        self._sale, self._shown, self._refused, self._back, self.chosen = None, None, None, {}, 0
        self.floor.ask(lambda reads: reads.recent_receipts(9), self._listed)
        return True

    def _typed(self, text: str) -> None:
        if own_kind(text) == "receipt" or "-" in text:
            self._find(text)
        else:
            self.floor.identify(text, self._identified)

    def _identified(self, looked: Looked) -> None:
        found, at = looked.found, acting_at(self.floor)
        if isinstance(found, MemberHit):
            member = found.row.id
            self.floor.ask(lambda reads: reads.receipts_of(member, 9), self._listed)
        elif isinstance(found, ProductHit):
            sku = found.row.goods.sku
            if self._sale is not None:
                if not self._more_of(sku):
                    self._new_goods(looked)
                return
            member = self.floor.session.basket.member
            self.floor.ask(lambda reads: finding(reads, sku, member, at.business_on), self._listed_hits)
        else:
            self.floor.say(msg("That is no receipt, card or article of ours."), "err")

    def _find(self, text: str) -> None:
        acting = acting_at(self.floor)
        self.floor.ask(lambda reads: opened_sale(reads, text, acting), self._opened_sale)

    def _choose(self, row: ReceiptRow) -> None:
        self._find(row.number)

    def _opened_sale(self, sale: OpenSale) -> None:
        self._sale, self._back, self.chosen = sale, {}, 0
        self._document = self.floor.till.ids.new()
        self._shown = self._refused = None
        self.floor.show()

    def _listed(self, rows: tuple[ReceiptRow, ...]) -> None:
        self._rows, self._sale, self.chosen = rows, None, 0
        self.floor.show()

    def _listed_hits(self, rows: tuple[ReceiptRow, ...]) -> None:
        self._listed(rows)
        if not rows:
            self.floor.say(msg("This article was not sold today. Scan the receipt or the member's card."), "warn")

    # -- what comes back

    def _more_of(self, sku: str) -> bool:
        sale = self._sale
        line = (
            next((each for each in sale.receipt.lines if each.goods.sku == sku and not each.free_by), None)
            if sale
            else None
        )
        if line is None:
            return False
        self._more(line)
        return True

    def _more(self, line: ReceiptLine) -> None:
        """One more of a line comes back; after the last one, none."""
        assert self._sale is not None
        left = line.quantity_milli - self._sale.returned.get(line.key, 0)
        step = MILLI if line.goods.unit == "pc" else left
        now = self._back.get(line.key, 0) + step
        self._back[line.key] = now if now <= left else 0
        self._look_again()

    def _new_goods(self, looked: Looked) -> None:
        """Goods that were not on the receipt are the new ones of an exchange."""
        self.floor.take(looked, MILLI, scanned=True)
        self.floor.say(msg("New goods of the exchange: {name}. F12 settles the difference.", name=_name(looked)))
        self.floor.show()

    def _all(self) -> None:
        if self._sale is None:
            return
        for line in self._sale.receipt.lines:
            left = line.quantity_milli - self._sale.returned.get(line.key, 0)
            if not line.free_by and left > 0:
                self._back[line.key] = left
        self._look_again()

    def _next_reason(self) -> None:
        place = RETURN_REASONS.index(self._reason)
        self._reason = RETURN_REASONS[(place + 1) % len(RETURN_REASONS)]
        self._look_again()

    def _request(self) -> ReturnRequest:
        assert self._sale is not None
        backs = tuple(Back(key, milli, self._reason) for key, milli in self._back.items() if milli)
        return ReturnRequest(self._document, self._sale.receipt.sale, backs, reason=self._reason)

    def _look_again(self) -> None:
        request, acting = self._request(), acting_at(self.floor)
        self._shown = self._refused = None
        if not request.lines:
            self.floor.show()
            return

        def look(reads):  # type: ignore[no-untyped-def]
            try:
                return preview(reads, request, acting)
            except Expected as why:
                return why

        self.floor.ask(look, self._previewed)

    def _previewed(self, found: ReturnPreview | Expected) -> None:
        if isinstance(found, Expected):
            self._refused = found
            self.floor.refuse(found)
        else:
            self._shown = found
        self.floor.show()

    def _finish(self) -> None:
        shown = self._shown
        if shown is None:
            self.floor.say(msg("Choose what comes back first."), "warn")
            return
        if self.floor.session.basket.lines:
            from app.ui.returns.trading import TradeMode

            self.floor.open(TradeMode(self.floor, self._request()))
            return
        request, acting = self._request(), acting_at(self.floor)
        self.floor.work(
            lambda books: return_goods(books, request, acting, shown),
            self._kept,
            self._not_kept,
            Changes.of("sales", "members", "shift"),
        )

    def _kept(self, done: ReturnDone) -> None:
        self._done = done
        paper = self.floor.service("return_kept")
        if paper is not None:
            paper(done.document.id)
        self.floor.show()

    def _not_kept(self, why: Expected) -> None:
        self.floor.refuse(why)
        self._look_again()

    def _make_good(self) -> None:
        from app.ui.returns.making_good import MakingGoodMode

        sale = self._sale
        if sale is None or not sale.member:
            self.floor.say(msg("Goodwill goes to a member. F2: find or join them first."), "warn")
            return
        lines = [line for line in sale.receipt.lines if not line.free_by]
        line = lines[min(self.chosen, len(lines) - 1)]
        self.floor.open(MakingGoodMode(self.floor, sale, line))

    # -- boards

    def _finding_board(self) -> Board:
        rows = tuple(
            Choice(
                plain(row.number),
                detail=plain(row.what) if row.what else None,
                right=msg("{amount}", amount=Money(row.total_minor, self._currency)),
                mark=mark,
                run=lambda row=row: self._choose(row),  # type: ignore[misc]
            )
            for row, mark in zip(self._rows, MARKS, strict=False)
        )
        return Board(
            msg("Return"),
            "undo-2",
            msg("Scan the receipt, the member's card or the item"),
            None,
            (Section(rows, msg("Receipts")),) if rows else (),
            None if rows else msg("No receipts yet."),
            chosen=self.chosen,
        )

    def _sale_board(self, sale: OpenSale) -> Board:
        receipt = sale.receipt
        marks = iter(MARKS)
        rows = tuple(self._line(sale, line, next(marks, "")) for line in receipt.lines if not line.free_by)
        shown = self._shown
        sections = [Section(rows)]
        if shown is not None:
            sections.append(Section(figures(shown), msg("What happens")))
        note, tone = self._note(shown)
        lead = None
        if shown is not None:
            lead = self._lead(shown)
        hint = msg(
            "Receipt {number} · day {day} of {days} · {reason}",
            number=receipt.number,
            day=sale.day,
            days=self.floor.till.shop.settings.return_days,
            reason=REASON_WORDS[self._reason],
        )
        return Board(
            msg("Return"), "undo-2", hint, lead, tuple(sections), note, tone, self.chosen,
            (self._finish_words(), "F12", self._finish) if shown is not None else None,
        )  # fmt: skip

    def _finish_words(self) -> Message:
        return msg("Exchange") if self.floor.session.basket.lines else msg("Give back")

    def _lead(self, shown: ReturnPreview) -> Message:
        """The money that goes back, or the difference to the new goods beside it."""
        session = self.floor.session
        refund = shown.document.refund_minor
        if not session.basket.lines:
            return msg("Give back {amount}", amount=Money(refund, self._currency))
        net = session.quote.due_minor - refund
        amount = Money(abs(net), self._currency)
        return msg("To pay {amount}", amount=amount) if net > 0 else msg("Give back {amount}", amount=amount)

    def _line(self, sale: OpenSale, line: ReceiptLine, mark: str) -> Choice:
        gone, back = sale.returned.get(line.key, 0), self._back.get(line.key, 0)
        each = Money(line.gross_minor * MILLI // line.quantity_milli, sale.receipt.currency)
        detail = msg("{sold} sold · {each} each", sold=decimal_text(line.quantity_milli, 3), each=each)
        if gone:
            detail = msg(
                "{sold} sold, {back} returned already",
                sold=decimal_text(line.quantity_milli, 3),
                back=decimal_text(gone, 3),
            )
        right = msg("back: {count}", count=decimal_text(back, 3)) if back else None
        return Choice(
            plain(line.goods.name),
            names=sale.names.get(line.goods.sku) or None,
            detail=detail,
            right=right,
            tone="primary",
            mark=mark,
            run=(lambda: self._more(line)) if gone < line.quantity_milli else None,
            checked=bool(back),
        )

    def _note(self, shown: ReturnPreview | None) -> tuple[Message | None, str]:
        if self._refused is not None:
            return self._refused.message, "err"
        if shown is None:
            return None, "info"
        if shown.needs:
            return msg("{why} Ctrl+L: a manager signs in.", why=shown.needs[0].message), "warn"
        return (shown.notices[0] if shown.notices else None), "info"

    @property
    def _currency(self) -> str:
        return self.floor.till.shop.settings.currency
