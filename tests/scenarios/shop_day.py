"""The shop's own language for scenarios: who comes, what they take, how they pay, what the books say after.

Everything goes through the workflows onto a real store; nothing is reached into but to look.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from zoneinfo import ZoneInfo

from app.loyalty.program import read_program
from app.people.staff import StaffMember
from app.sales.basket import CodeIntent, Goods, RewardIntent
from app.sales.receipt import Receipt
from app.settings.shop import ShopSettings, TaxRate
from app.storage.doctor import doctor
from app.storage.store import Store
from app.values.clock import SetClock, instant
from app.values.numbers import decimal_text, parse_decimal
from app.workflows.acting import Acting
from app.workflows.complete_sale import Paid, SaleRequest, complete_sale
from app.workflows.look_up import MemberHit, ProductHit, identify
from app.workflows.members import Joining, attach_to_sale, enrol_member, issue_card, set_card_status
from app.workflows.new_shop import found_shop
from app.workflows.products import save_product
from app.workflows.programs import publish_program
from app.workflows.ring_up import add, new_basket, quote_now, with_rights
from app.workflows.rows import ShiftTotals
from app.workflows.shifts import close_shift
from app.workflows.shop_now import load_shop, moment_of
from app.workflows.staff import save_staff

ZONE = "Europe/Amsterdam"
SETTINGS = ShopSettings(
    name="Sunny Corner",
    taxes=(TaxRate("standard", "A", "21"), TaxRate("food", "B", "9")),
    cash_step_minor=5,
)


def minor(text: str) -> int:
    """`"12.50"` in cents."""
    found = parse_decimal(text, 2)
    assert found is not None
    return found


class Shop:
    """A corner shop on one till, with Olga who owns it and Maria at the counter."""

    def __init__(self, folder: Path, day: str) -> None:
        self.folder = folder
        self.clock = SetClock(0)
        self.day(day, "07:30")
        self.books = Store.create(folder, self.clock, till=2)
        self.owner = found_shop(self.books, SETTINGS, owner="Olga", pin="4821", at=self.clock.at)
        cashier = StaffMember("", "Maria", "cashier")
        self.cashier = save_staff(self.books, cashier, self.acting(self.owner), "5937", pin_is_own=True).id

    def day(self, day: str, time: str = "08:00") -> None:
        """Another day dawns."""
        self.date = dt.date.fromisoformat(day)
        self.at(time)

    def at(self, time: str) -> None:
        """The clock on the wall."""
        moment = dt.datetime.combine(self.date, dt.time.fromisoformat(time), ZoneInfo(ZONE))
        self.clock.at = instant(moment)

    def acting(self, staff: str) -> Acting:
        """Somebody doing something now."""
        with self.books.reads() as reads:
            return Acting(load_shop(reads, self.clock.at), staff, self.clock.at)

    def sells(self, sku: str, name: str, price: str, **more: object) -> None:
        """Olga puts something on the price list."""
        goods = Goods(sku=sku, name=name, price_minor=minor(price), **{"taxes": ("food",), **more})  # type: ignore[arg-type]
        save_product(self.books, goods, {}, self.acting(self.owner))

    def offers(self, **program: object) -> None:
        """Olga publishes a programme."""
        publish_program(self.books, read_program(json.dumps(program)), self.acting(self.owner))

    def joins(self, name: str, phone: str) -> str:
        """Somebody joins at the counter; returns their card."""
        view = enrol_member(self.books, Joining(phone=phone, name=name), self.acting(self.cashier))
        return view.cards[0].number

    def loses_card(self, card: str) -> str:
        """A card is reported lost and replaced; returns the new one."""
        set_card_status(self.books, card, "lost", self.acting(self.owner))
        return issue_card(self.books, self.member(card), self.acting(self.owner), replaces=card).number

    def member(self, card: str) -> str:
        """Whose card it is."""
        with self.books.reads() as reads:
            found = reads.find_member(card)
        assert found is not None
        return found

    def points(self, card: str) -> str:
        """Points that can be spent now."""
        moment = moment_of(self.acting("").shop, self.clock.at)
        with self.books.reads() as reads:
            return decimal_text(sum(row.usable_milli for row in reads.points(self.member(card), moment)), 3)

    def statement(self, card: str) -> list[tuple[str, str, str]]:
        """Date, what, and how many points, line by line; it must sum."""
        moment = moment_of(self.acting("").shop, self.clock.at)
        with self.books.reads() as reads:
            (found,) = reads.statements(self.member(card), moment)
        assert found.opening_milli + sum(row.points_milli for row in found.rows) == found.closing_milli
        return [(row.business_on.isoformat(), row.kind, decimal_text(row.points_milli, 3)) for row in found.rows]

    def comes_late(self, sale: str, card: str) -> int:
        """A card shown just after paying; returns the points it earned."""
        changes = attach_to_sale(self.books, sale, self.member(card), self.acting(self.cashier))
        return sum(change.earned_milli for change in changes) // 1000

    def customer(self) -> Customer:
        """The next customer."""
        return Customer(self)

    def closes(self) -> ShiftTotals:
        """Maria closes the till."""
        return close_shift(self.books, self.cashier, self.clock.at)[1]

    def is_sound(self) -> bool:
        """What the doctor says of the books."""
        report = doctor(self.folder)
        assert report.ok, [(check.code, check.where) for check in report.checks if not check.ok]
        return True


class Customer:
    """Somebody at the counter, with what lies on it."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.now = shop.acting("").shop
        self.basket = new_basket(shop.books.ids.new(), self.now, "basket", shop.clock.at)

    def scans(self, code: str, times: str = "1") -> Customer:
        """A code under the scanner: goods or a card."""
        with self.shop.books.reads() as reads:
            found = identify(code, reads, self.now)
        if isinstance(found, MemberHit):
            self.basket = self.basket.identified(found.row.id, found.proof)
        elif isinstance(found, ProductHit):
            quantity = parse_decimal(times, 3)
            assert quantity is not None
            self.basket, _ = add(self.basket, found.row.goods, quantity)
        else:
            self.basket = self.basket.with_unresolved(code)
        return self

    def asks(self, program: str, reward: str, **how: int) -> Customer:
        """A reward is wished for."""
        intents = (*self.basket.intents.asked, RewardIntent(program, reward, **how))
        self.basket = self.basket.wishing(asked=intents)
        return self

    def has_code(self, code: str) -> Customer:
        """A coupon code is typed."""
        self.basket = self.basket.wishing(asked=(*self.basket.intents.asked, CodeIntent(code)))
        return self

    def total(self) -> str:
        """What is left to pay, as the screen shows it."""
        return decimal_text(self._request(()).shown.due_minor, 2)

    def pays(self, *, cash: str = "", card: str = "") -> Receipt:
        """Money on the counter; returns the receipt."""
        money = [Paid("card", minor(card))] if card else []
        money += [Paid("cash", minor(cash))] if cash else []
        return complete_sale(self.shop.books, self._request(tuple(money))).receipt

    def _request(self, paid: tuple[Paid, ...]) -> SaleRequest:
        at = self.shop.clock.at
        with self.shop.books.reads() as reads:
            standing = reads.standing(self.basket.member, moment_of(self.now, at))
        standing = with_rights(standing, self.basket, self.now.staff[self.shop.cashier])
        shown = quote_now(self.basket, self.now, standing, at)
        return SaleRequest(self.basket, paid, shown, standing, self.now, self.shop.cashier, at)
