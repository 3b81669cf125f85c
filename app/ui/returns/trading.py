"""Paying the difference of an exchange: the returned goods pay first, what is missing comes in cash or by card."""

from __future__ import annotations

import msgspec

from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.checkout.tenders import TENDER_WORDS
from app.ui.held.mode import acting_at
from app.ui.returns.approving import approve, asked_of
from app.ui.shell.actions import KeyAction, Press
from app.ui.tasks import Changes
from app.values.errors import Expected, Refusal
from app.values.money import Money
from app.values.numbers import parse_decimal
from app.values.words import Message, msg
from app.workflows.complete_sale import Paid, SaleRequest
from app.workflows.exchange import Exchanged, ExchangePreview, exchange, net_cash, preview_exchange
from app.workflows.ports import Reads
from app.workflows.return_requests import ReturnRequest


class TradeMode(Mode):
    """One net amount; Enter takes cash (typed, or exact), + the card; below zero Enter gives it back."""

    name = "trade"
    place = "approval"
    takes_money = True

    def __init__(self, floor: Floor, back: ReturnRequest) -> None:
        super().__init__(floor)
        self._back = back
        self._sale = self._request()
        self._shown: ExchangePreview | None = None
        self._done: Exchanged | None = None
        self._change = 0

    def prompt(self) -> Message:
        if self._done is not None:
            return msg("Enter: back to selling")
        if self._net > 0:
            return msg("Cash given, then Enter; + for card")
        return msg("Enter gives the difference back")

    def actions(self) -> tuple[KeyAction, ...]:
        return ()

    def opened(self) -> None:
        self.floor.type("")
        back, sale, acting = self._back, self._sale, acting_at(self.floor)

        def look(reads: Reads) -> ExchangePreview | Expected:
            try:
                return preview_exchange(reads, back, sale, acting)
            except Refusal as why:
                return why

        self.floor.ask(look, self._previewed)

    def board(self) -> Board:
        currency = self.floor.session.basket.currency
        if self._done is not None:
            return self._done_board(self._done)
        if self._shown is None:
            return Board(msg("Exchange"), "redo-2", chosen=-1)
        document = self._shown.returned.document
        rows = (
            Choice(msg("Goods returned"), right=msg("{amount}", amount=Money(document.refund_minor, currency))),
            Choice(msg("New goods"), right=msg("{amount}", amount=Money(self._sale.shown.due_minor, currency))),
        )
        ways = self._ways(currency)
        amount = Money(abs(self._net), currency)
        lead = msg("To pay {amount}", amount=amount) if self._net > 0 else msg("Give back {amount}", amount=amount)
        needs = self._shown.returned.needs
        return Board(
            msg("Exchange"), "redo-2", None, lead, (Section(rows), *ways), needs[0].message if needs else None,
            "warn", -1, (msg("Exchange"), "Enter", self._finish_exact), keypad=self._net > 0,
        )  # fmt: skip

    def _ways(self, currency: str) -> tuple[Section, ...]:
        """How the difference may be paid, to tap."""
        if self._net <= 0:
            return ()
        cash = Money(max(net_cash(self._shown, acting_at(self.floor)), 0) if self._shown else 0, currency)
        rows = (
            Choice(msg("Cash, exactly {amount}", amount=cash), icon="banknote", mark="Enter", run=self._finish_exact),
            Choice(msg("By card"), icon="credit-card", mark="+", run=lambda: self._finish((Paid("card", self._net),))),
        )
        return (Section(rows),)

    def press(self, press: Press, text: str) -> bool:
        if press.name == "F12" or (press.text == "/" and not text):
            if self._done is None and self.may_commit(press):
                self._finish_exact()
            return True
        if press.text == "+" and self._shown is not None and self._done is None and self._net > 0:
            if self.may_commit(press):
                self.floor.type("")
                self._finish((Paid("card", self._net),))
            return True
        return False

    def enter(self, text: str, *, scanned: bool) -> None:
        if self._done is not None:
            self.floor.home()
        elif not text.strip():
            self._finish_exact()
        else:
            given = parse_decimal(text, self.floor.till.shop.digits)
            if given is None or self._net <= 0:
                self.floor.say(msg("Type an amount, like 20 or 20.50."), "warn")
            else:
                self._finish((Paid("cash", given),))

    def back(self) -> bool:
        if self._done is not None:
            self.floor.home()
            return True
        return False

    @property
    def _net(self) -> int:
        return self._shown.net_minor if self._shown is not None else 0

    def _request(self) -> SaleRequest:
        session, till = self.floor.session, self.floor.till
        acting = acting_at(self.floor)
        return SaleRequest(session.basket, (), session.quote, session.standing, till.shop, acting.staff, acting.at)

    def _previewed(self, found: ExchangePreview | Expected) -> None:
        if isinstance(found, Expected):
            self.floor.close()
            self.floor.refuse(found)
            return
        self._shown = found
        # what was struck before the difference stood there was not meant for it
        self.opened_ms = self.floor.key_ms()
        self.floor.show()

    def _finish_exact(self) -> None:
        if self._shown is None:
            return
        cash = net_cash(self._shown, acting_at(self.floor))
        self._finish((Paid("cash", cash),) if cash > 0 else ())

    def _finish(self, paid: tuple[Paid, ...]) -> None:
        shown = self._shown
        if shown is None or self._done is not None:
            return
        document = shown.returned.document
        what = msg("Exchange of receipt {number}", number=document.sale_number)
        request = asked_of(
            shown.returned.needs, what, about=document.sale, member=document.member, amount_minor=document.refund_minor
        )
        approve(self.floor, request, lambda approver: self._keep(shown, paid, approver))

    def _keep(self, shown: ExchangePreview, paid: tuple[Paid, ...], approver: str) -> None:
        acting = acting_at(self.floor)
        back = msgspec.structs.replace(self._back, approved_by=approver)
        sale = msgspec.structs.replace(self._sale, paid=paid)
        self.floor.work(
            lambda books: exchange(books, back, sale, acting, shown=shown),
            self._kept,
            self.floor.refuse,
            Changes.of("sales", "members", "shift"),
        )

    def _kept(self, done: Exchanged) -> None:
        self._done = done
        for name, about in (("return_kept", (done.returned.document.id,)), ("sale_kept", (done.sale.receipt.sale, ()))):
            paper = self.floor.service(name)
            if paper is not None:
                paper(*about)
        free = self.floor.service("next_sale")
        if free is not None:
            free()
        self.floor.show()

    def _done_board(self, done: Exchanged) -> Board:
        receipt, document = done.sale.receipt, done.returned.document
        currency = receipt.currency
        rows = [
            Choice(
                TENDER_WORDS.get(tender.kind, msg("Other")),
                right=msg("{amount}", amount=Money(tender.amount_minor, currency)),
            )
            for tender in (*receipt.tenders, *(each for each in document.refunds if each.kind != "exchange"))
        ]
        back = sum(tender.amount_minor for tender in document.refunds if tender.kind == "cash")
        out = receipt.change_minor + back
        lead = msg("Give {amount} in cash", amount=Money(out, currency)) if out else None
        title = msg("Exchanged: {back} and {sale}", back=document.number, sale=receipt.number)
        return Board(
            title, "circle-check", None, lead, (Section(tuple(rows)),), chosen=-1,
            primary=(msg("Back to selling"), "Enter", self.floor.home),
        )  # fmt: skip
