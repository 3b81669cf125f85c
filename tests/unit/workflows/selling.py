"""A counter that sells and takes back in one line each, for tests of the way back."""

from __future__ import annotations

import dataclasses

from app.loyalty.program import read_program
from app.sales.basket import CodeIntent, Goods, RewardIntent, StoredIntent
from app.workflows import members, ring_up
from app.workflows.complete_sale import Paid, SaleDone, SaleRequest, complete_sale
from app.workflows.members import Joining
from app.workflows.products import save_product
from app.workflows.programs import publish_program
from app.workflows.return_goods import return_goods
from app.workflows.return_preview import preview
from app.workflows.return_requests import Back, ReturnDone, ReturnPreview, ReturnRequest
from app.workflows.settings import save_shop_settings
from app.workflows.shop_now import moment_of
from app.workflows.tokens_now import with_tokens
from tests.unit.workflows.conftest import Counter

CLUB = """{"schema": 1, "id": "club", "names": {"en": "Sunny Club"}, "kind": "points", "trigger": "claim",
 "rules": [{"earn": {"type": "per_money", "points_milli": 1000, "per_minor": 100, "rounding": "floor"}}],
 "rewards": [
  {"type": "amount_off", "id": "five", "cost_milli": 10000, "value_minor": 500, "names": {"en": "5.00 off"}},
  {"type": "points_payment", "id": "pay", "value_minor": 10, "per_milli": 1000}],
 "points": {"expiry": {"after_days": 180}}}"""
DAY_MS = 86_400_000


class Till:
    """Selling and taking back at a counter."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.books = counter.books

    def publish(self, *programs: str) -> None:
        for program in programs:
            publish_program(self.books, read_program(program), self.acting(), loss_accepted=True)

    def settle(self, **changes: object) -> None:
        save_shop_settings(self.books, dataclasses.replace(self.acting().shop.settings, **changes), self.acting())

    def stock(self, *goods: Goods) -> None:
        for each in goods:
            save_product(self.books, each, {}, self.acting())

    def join(self, phone: str = "0612344471", **more: object) -> str:
        return members.enrol_member(self.books, Joining(phone=phone, **more), self.acting()).id

    def acting(self, staff: str = ""):
        return self.counter.acting(staff)

    @property
    def cashier(self):
        return self.acting(self.counter.cashier)

    def later(self, days: float) -> None:
        self.counter.clock.advance(round(days * DAY_MS))

    def request(
        self,
        *what: tuple[str, float],
        member: str = "",
        asked: tuple = (),
        card: int = 0,
        given: int = 1_000_000,
        **more,
    ) -> SaleRequest:
        shop, at = self.acting().shop, self.counter.clock.now()
        with self.books.unit_of_work() as unit:
            basket = ring_up.new_basket(unit.new_id(), shop, "basket", at).identified(member, "card")
        with self.books.reads() as reads:
            for sku, quantity in what:
                basket, _ = ring_up.add(basket, reads.product(sku).goods, round(quantity * 1000))
            basket = basket.wishing(asked=asked)
            moment = moment_of(shop, at)
            standing = ring_up.with_rights(reads.standing(member, moment), basket, shop.staff[self.counter.cashier])
            standing = with_tokens(standing, reads, basket, shop=shop, moment=moment)
        shown = ring_up.quote_now(basket, shop, standing, at)
        card = shown.due_minor if card < 0 else card
        paid = (
            *((Paid("card", card),) if card else ()),
            *((Paid("cash", given),) if given and shown.due_minor > card else ()),
        )
        return SaleRequest(basket, paid, shown, standing, shop, self.counter.cashier, at, **more)

    def sell(self, *what: tuple[str, float], **how) -> SaleDone:
        return complete_sale(self.books, self.request(*what, **how))

    def asking(self, sale: str, *lines: tuple[str, float], **more) -> ReturnRequest:
        with self.books.unit_of_work() as unit:
            backs = tuple(Back(line, round(quantity * 1000)) for line, quantity in lines)
            return ReturnRequest(unit.new_id(), sale, backs, **more)

    def preview(self, request: ReturnRequest, acting=None) -> ReturnPreview:
        with self.books.reads() as reads:
            return preview(reads, request, acting or self.cashier)

    def take_back(self, sale: str, *lines: tuple[str, float], **more) -> ReturnDone:
        request = self.asking(sale, *lines, **more)
        return return_goods(self.books, request, self.cashier, self.preview(request))

    def points(self, member: str, program: str = "club") -> int:
        """Balance in thousandths, points not yet active included."""
        with self.books.reads() as reads:
            rows = reads.points(member, moment_of(self.acting().shop, self.counter.clock.now()))
        return sum(lot.left_milli for row in rows if row.program == program for lot in row.lots)


def reward(name: str, **how: object) -> RewardIntent:
    return RewardIntent("club", name, **how)


def code(text: str) -> CodeIntent:
    return CodeIntent(text)


def stored(text: str, amount: int = 0) -> StoredIntent:
    return StoredIntent(text, amount)
