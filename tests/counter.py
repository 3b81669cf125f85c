"""A counter without a window: a founded shop with goods, members and a points programme, selling by the workflows."""

import datetime as dt
import random
from pathlib import Path

from app.facts.bodies import MemberEnrolled, ProductSaved
from app.loyalty.program import read_program
from app.people.member import PersonRecord
from app.sales.basket import Basket, Goods
from app.settings.shop import ShopSettings
from app.storage.store import Store
from app.workflows.acting import Acting
from app.workflows.complete_sale import Paid, SaleDone, SaleRequest, complete_sale
from app.workflows.new_shop import found_shop
from app.workflows.programs import publish_program
from app.workflows.ring_up import add, cash_due, new_basket, quote_now, with_rights
from app.workflows.shop_now import ShopNow, load_shop, moment_of

PROGRAM = Path(__file__).parents[1] / "resources" / "examples" / "points-100.json"
DAY = dt.date(2026, 9, 21)


def found(store: Store, *, members: int = 20, products: int = 40) -> None:
    """Settings, goods, members and the programme of the examples."""
    at = store.clock.now()
    settings = ShopSettings(name="Counter", currency="EUR", country="NL", zone="Europe/Amsterdam", proof_required=False)
    found_shop(store, settings, owner="Owner", pin=None, at=at)
    with store.reads() as reads:
        shop = load_shop(reads, at)
    publish_program(store, read_program(PROGRAM.read_bytes()), Acting(shop, "", at))
    with store.unit_of_work() as unit:
        for number in range(products):
            unit.record(ProductSaved(article(number)), business_on=DAY, at=at)
        for number in range(members):
            person = PersonRecord(salt=b"%016d" % number, name=f"Member {number}", phone=f"+3161234{number:04d}")
            body = MemberEnrolled(member_id(number), DAY, person.digest())
            unit.record(body, business_on=DAY, at=at, person=person)


def article(number: int) -> Goods:
    """The n-th product."""
    return Goods(
        sku=f"A-{number:04d}", name=f"Article {number}", price_minor=150 + 37 * (number % 60), category="shelf"
    )


def member_id(number: int) -> str:
    """The n-th member."""
    return f"01a0c450-0000-7000-8000-{number:012x}"


class Counter:
    """Somebody at the till: rings up, keeps the draft, takes cash."""

    def __init__(self, store: Store, draw: random.Random, *, members: int = 20, products: int = 40) -> None:
        self.store = store
        self._draw = draw
        self._members = members
        self._products = products
        with store.reads() as reads:
            self.shop: ShopNow = load_shop(reads, store.clock.now())

    def ring_up(self, sale: str, lines: int, *, with_member: bool = True) -> Basket:
        """A basket of so many different products, of a member."""
        basket = new_basket(sale, self.shop, "basket", self.store.clock.now())
        for number in self._draw.sample(range(self._products), lines):
            basket, _ = add(basket, article(number), 1000 * self._draw.randrange(1, 3))
        return basket.identified(member_id(self._draw.randrange(self._members)), "card") if with_member else basket

    def keep_draft(self, basket: Basket) -> None:
        """As after every change on the screen."""
        with self.store.unit_of_work() as unit:
            unit.save_draft(basket)

    def request(self, basket: Basket) -> SaleRequest:
        """Priced for payment, the exact cash on the counter."""
        at = self.store.clock.now()
        with self.store.reads() as reads:
            standing = reads.standing(basket.member, moment_of(self.shop, at))
        standing = with_rights(standing, basket, None)
        shown = quote_now(basket, self.shop, standing, at)
        paid = (Paid("cash", cash_due(self.shop, shown.due_minor)),)
        return SaleRequest(basket, paid, shown, standing, self.shop, "", at)

    def sell(self, basket: Basket) -> SaleDone:
        """Complete the sale."""
        return complete_sale(self.store, self.request(basket))
