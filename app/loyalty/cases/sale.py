"""A completed sale of a case: what it booked, so that it can be returned from or voided."""

from __future__ import annotations

import datetime as dt

import msgspec

from app.loyalty.cases.books import CaseBooks
from app.loyalty.cases.reading import Raw, milli, minor
from app.loyalty.cases.shop import CaseShop
from app.loyalty.price import Priced
from app.loyalty.returns import GivenBack, Sold, added, kept_after, preview_return
from app.sales.basket import Basket, CodeIntent
from app.values.errors import Refusal
from app.values.words import msg


class CompletedSale:
    """One sale in the books.

    Attributes:
        priced: Its quote with the book behind it.
    """

    def __init__(self, shop: CaseShop, books: CaseBooks, priced: Priced, sold: Sold) -> None:
        self._shop = shop
        self._books = books
        self._programs = sold.programs
        self.priced = priced
        self._sold = sold
        self._back = GivenBack(sold.basket)
        self._earned: dict[str, str] = {}
        self._spent: dict[str, str] = {}
        self._cards: list[str] = []
        self._topped: list[tuple[str, int]] = []
        self._coupons: list[str] = []
        self._used: list[tuple[str, tuple[str, dt.date]]] = []
        self._voided = False
        self._book()

    @property
    def member(self) -> str:
        """Whose sale it was."""
        return self._sold.basket.member

    def _book(self) -> None:
        books, quote, basket = self._books, self.priced.quote, self._sold.basket
        for change in quote.points:
            owner = books.owner(basket, change.program)
            if change.spent_milli:
                self._spent[change.program] = books.move(owner, change.program, "spend", -change.spent_milli)
            if change.earned_milli:
                ends = change.last_valid_on
                self._earned[change.program] = books.move(owner, change.program, "earn", change.earned_milli, ends=ends)
        for tender in quote.tenders:
            if tender.reference:
                books.cards[tender.reference].balance -= tender.amount_minor
        self._sell_value()
        for use in quote.uses:
            mark = (basket.member, books.today)
            books.uses.setdefault(use.program, []).append(mark)
            self._used.append((use.program, mark))
        for intent in basket.intents.asked:
            if isinstance(intent, CodeIntent) and intent.code in books.coupons:
                books.coupons[intent.code].used = True
        self._coupons = [books.issue_coupon(program) for program in quote.issues]
        customer = self._shop.customers.get(basket.member)
        if customer is not None:
            customer.visits += 1
            customer.spent_minor += quote.total_minor

    def _sell_value(self) -> None:
        for line in self._sold.basket.lines:
            goods = line.goods
            units = line.quantity_milli // 1000
            if goods.kind == "gift_card":
                self._cards += [self._books.issue_card(goods.program, line.price_minor) for _ in range(units)]
            elif goods.kind == "wallet_topup":
                wallet = self._books.wallet(goods.program, self._sold.basket.member)
                wallet.balance += line.price_minor * units
                self._topped.append((wallet.code, line.price_minor * units))

    def refund(self, raw: Raw) -> None:
        """Take goods or a sum back."""
        if self._voided:
            raise Refusal("refund.void", msg("the sale was voided"))
        kept, amount = self._kept(raw)
        back = preview_return(self._sold, self._back, kept, amount)
        for program, points in back.taken_milli.items():
            self._take(program, points)
        for program, points in back.restored_milli.items():
            owner = self._books.owner(self._sold.basket, program)
            self._books.move(owner, program, "reverse", points, reverses=self._spent[program])
        self._back = added(self._back, back)
        self._give_back_value(back.refund_minor)
        if not kept.lines:
            self._empty_cards()

    def _kept(self, raw: Raw) -> tuple[Basket, int]:
        kept = self._back.kept
        if raw.get("amount") is not None:
            amount = minor(raw["amount"])
            if amount > self.priced.quote.total_minor - self._back.refund_minor:
                raise Refusal("refund.over", msg("more than was paid"))
            return kept, amount
        if raw.get("all"):
            return msgspec.structs.replace(kept, lines=()), 0
        back: dict[str, int] = {}
        for line in raw.get("lines") or ():
            back[line["sku"]] = back.get(line["sku"], 0) + milli(line["qty"])
        there: dict[str, int] = {}
        for row in kept.lines:
            there[row.goods.sku] = there.get(row.goods.sku, 0) + row.quantity_milli
        if any(quantity > there.get(sku, 0) for sku, quantity in back.items()):
            raise Refusal("refund.over", msg("more than was sold"))
        return kept_after(kept, back), 0

    def _take(self, program: str, points: int) -> None:
        owner = self._books.owner(self._sold.basket, program)
        if self._shop.policies.negative_balance == "floor_at_zero":
            points = min(points, max(self._books.balance(owner, program), 0))
        if points:
            self._books.move(owner, program, "reverse", -points, reverses=self._earned.get(program, ""))

    def _give_back_value(self, money: int) -> None:
        """Stored value first gets back what it paid."""
        for tender in self.priced.quote.tenders:
            if tender.reference and money:
                back = min(money, tender.amount_minor)
                self._books.cards[tender.reference].balance += back
                money -= back

    def _empty_cards(self) -> None:
        for code in self._cards:
            self._books.cards[code].balance = 0
        for code, amount in self._topped:
            self._books.cards[code].balance -= amount
        self._cards, self._topped = [], []

    def void(self) -> None:
        """Cancel the whole sale."""
        if self._voided:
            raise Refusal("cancel.again", msg("the sale was voided already"))
        self._voided = True
        quote, basket = self.priced.quote, self._sold.basket
        for change in quote.points:
            self._take(change.program, change.earned_milli - self._back.taken_milli.get(change.program, 0))
            spent = change.spent_milli - self._back.restored_milli.get(change.program, 0)
            if spent:
                owner = self._books.owner(basket, change.program)
                self._books.move(owner, change.program, "reverse", spent, reverses=self._spent[change.program])
        self._give_back_value(quote.total_minor - self._back.refund_minor)
        self._empty_cards()
        for code in self._coupons:
            self._books.coupons[code].used = True
        for intent in basket.intents.asked:
            if isinstance(intent, CodeIntent) and intent.code in self._books.coupons:
                self._books.coupons[intent.code].used = False
        for program, mark in self._used:
            if self._frees_use(program):
                self._books.uses[program].remove(mark)
        customer = self._shop.customers.get(basket.member)
        if customer is not None:
            customer.visits -= 1
            customer.spent_minor -= quote.total_minor

    def _frees_use(self, program: str) -> bool:
        policy = self._shop.policies.cancel_frees_use
        if policy != "program":
            return policy == "true"
        one = self._programs.get(program)
        return one is not None and one.program.cancel_frees_use
