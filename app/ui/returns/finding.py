"""F8: which sale? A scan of the receipt, the card, the article or its serial number says it; so does a list."""

from __future__ import annotations

from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.look import Looked
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.checkout.tenders import TENDER_WORDS
from app.ui.held.mode import acting_at
from app.ui.returns.sale import OpenSale, attempted, opened_sale
from app.ui.returns.words import MARKS, is_traded, marked
from app.ui.shell.actions import KeyAction, Press
from app.values.errors import Expected
from app.values.money import Money
from app.values.words import Message, msg, plain
from app.workflows.find_sales import SalesFound, look_for_sales, recent_sales
from app.workflows.rows import ReceiptRow
from app.workflows.scans.routing import Route

PER_PAGE = 5


class FindSaleMode(Mode):
    """The last sales, or those that were looked for; a digit opens one."""

    name = "return"
    place = "return"
    takes_digits = True

    def __init__(self, floor: Floor, text: str = "") -> None:
        super().__init__(floor)
        self._text = text
        self._found = SalesFound()
        self._first = 0
        self._is_read = False
        self._scanned = ""

    def prompt(self) -> Message:
        return msg("Scan the receipt, card or item; 8 types a number")

    def actions(self) -> tuple[KeyAction, ...]:
        keys = [KeyAction("F8", msg("Close"), self.floor.close)]
        if self._text and self._found.about is not None:
            keys.append(KeyAction("F7", msg("All receipts"), self._all))
        return tuple(keys)

    def board(self) -> Board:
        shown = self._found.rows[self._first : self._first + PER_PAGE]
        rows = tuple(self._row(row, mark) for row, mark in zip(shown, MARKS, strict=False))
        sections = [Section(rows, self._found.about or msg("Receipts"))] if rows else []
        sections.append(Section(self._otherwise(), msg("Otherwise")))
        note = msg("No receipts yet.") if self._is_read and not self._found.rows else None
        hint = msg("Scan the receipt, the member's card or the item")
        return Board(msg("Return"), "undo-2", hint, None, tuple(sections), note, chosen=self.chosen)

    def opened(self) -> None:
        self.floor.type("")
        if self._text:
            self._look(self._text)
        else:
            self._all()

    def press(self, press: Press, text: str) -> bool:
        if press.name in {"PgDown", "PgUp"}:
            self._turn(PER_PAGE if press.name == "PgDown" else -PER_PAGE)
            return True
        return super().press(press, text)

    def enter(self, text: str, *, scanned: bool) -> None:
        if text.strip():
            self._look(text)
        else:
            self.run_chosen()

    def scanned(self, code: str) -> None:
        self._scanned = code
        super().scanned(code)

    def perform(self, act: Route, looked: Looked) -> None:
        """A receipt, a card and an article find sales; what nobody knows may be a serial number."""
        if act in {"load_return", "find_sales_of_member", "find_in_sales", "error_tone"}:
            self._look(self._scanned)
        else:
            super().perform(act, looked)

    # -- finding

    def _all(self) -> None:
        self._text = ""
        self.floor.ask(recent_sales, self._listed)

    def _look(self, text: str) -> None:
        self._text = text
        acting, member = acting_at(self.floor), self.floor.session.basket.member
        self.floor.ask(attempted(lambda reads: look_for_sales(reads, text, member, acting)), self._answered)

    def _answered(self, found: SalesFound | Expected) -> None:
        if isinstance(found, Expected):
            self.floor.refuse(found)
            if not self._is_read:
                self._all()
        elif found.exact and found.rows:
            self._open(found.rows[0].sale)
        else:
            self._listed(found)

    def _listed(self, found: SalesFound) -> None:
        self._found, self._first, self.chosen, self._is_read = found, 0, 0, True
        self.floor.show()

    def _open(self, sale: str) -> None:
        acting = acting_at(self.floor)
        self.floor.ask(lambda reads: opened_sale(reads, sale, acting), self._opened)

    def _opened(self, sale: OpenSale | None) -> None:
        if sale is None:
            return
        from app.ui.returns.mode import ReturnMode

        if not self._is_read:
            # a scan led straight here: Esc goes back to where it was scanned
            self.floor.close()
        self.floor.open(ReturnMode(self.floor, sale))

    def _turn(self, by: int) -> None:
        last = max(len(self._found.rows) - 1, 0) // PER_PAGE * PER_PAGE
        self._first, self.chosen = max(0, min(last, self._first + by)), 0
        self.floor.show()

    # -- rows

    def _row(self, row: ReceiptRow, mark: str) -> Choice:
        face = self.floor.till.shop.settings
        words = marked(self._found.marks.get(row.sale), traded=is_traded(row))
        day = msg(
            "{day} · {what}", day=row.business_on, what=plain(row.what) if row.what else TENDER_WORDS["elsewhere"]
        )
        return Choice(
            plain(row.number),
            detail=day,
            right=words[0] if words else msg("{amount}", amount=Money(row.total_minor, face.currency)),
            tone=words[1] if words else "text",
            mark=mark,
            run=lambda: self._open(row.sale),
        )

    def _otherwise(self) -> tuple[Choice, ...]:
        rows = []
        if self._first + PER_PAGE < len(self._found.rows):
            rows.append(Choice(msg("Older ones"), icon="history", mark="6", run=lambda: self._turn(PER_PAGE)))
        if self._first:
            rows.append(Choice(msg("Newer ones"), icon="history", mark="7", run=lambda: self._turn(-PER_PAGE)))
        rows.append(Choice(msg("Type a number or a name"), icon="keyboard", mark="8", run=self._type_number))
        rows.append(Choice(msg("Without a receipt"), icon="circle-help", mark="9", run=self._without))
        return tuple(rows)

    def _type_number(self) -> None:
        from app.ui.returns.typing import TypeMode

        def typed(text: str) -> None:
            self.floor.close()
            self._look(text)

        prompt = msg("Receipt number, phone, name or serial number")
        self.floor.open(TypeMode(self.floor, msg("Find a sale"), prompt, typed))

    def _without(self) -> None:
        from app.ui.returns.no_receipt import NoReceiptMode

        self.floor.open(NoReceiptMode(self.floor))
