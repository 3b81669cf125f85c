"""A small shop on a real store, and somebody to work in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.people.staff import StaffMember
from app.sales.basket import Goods
from app.settings.shop import ShopSettings, TaxRate
from app.storage.store import Store
from app.values.clock import SetClock
from app.workflows.acting import Acting
from app.workflows.new_shop import found_shop
from app.workflows.products import save_product
from app.workflows.shop_now import load_shop
from app.workflows.staff import save_staff

NOON = 1_795_258_800_000  # 2026-11-21 12:00 in Amsterdam
SETTINGS = ShopSettings(
    name="Sunny Corner",
    taxes=(TaxRate("standard", "A", "21"), TaxRate("food", "B", "9")),
    cash_step_minor=5,
)
GOODS = (
    Goods(sku="coffee", name="Coffee beans 1 kg", price_minor=1190, barcode="2000000000015", taxes=("food",)),
    Goods(sku="mug", name="Mug", price_minor=850, barcode="2000000000022", taxes=("standard",)),
    Goods(sku="apples", name="Apples", price_minor=249, unit="kg", taxes=("food",)),
)


class Counter:
    """The shop under test: books, clock and whoever is signed in."""

    def __init__(self, books: Store, clock: SetClock) -> None:
        self.books = books
        self.clock = clock
        self.owner = found_shop(books, SETTINGS, owner="Olga", pin="4821", at=clock.now())
        for goods in GOODS:
            save_product(books, goods, {}, self.acting())
        cashier = StaffMember(id="", name="Maria", role="cashier")
        self.cashier = save_staff(books, cashier, self.acting(), pin="5937", pin_is_own=True).id

    @classmethod
    def going_on(cls, books: Store, clock: SetClock, before: Counter) -> Counter:
        """The same shop in a copy of its folder: nothing is founded again."""
        counter = cls.__new__(cls)
        counter.books, counter.clock, counter.owner, counter.cashier = books, clock, before.owner, before.cashier
        return counter

    def acting(self, staff: str = "") -> Acting:
        """Somebody (the owner by default) at the clock's time in the shop as it is now."""
        with self.books.reads() as reads:
            shop = load_shop(reads, self.clock.now())
        return Acting(shop, staff or self.owner, self.clock.now())


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    clock = SetClock(NOON)
    books = Store.create(tmp_path / "shop", clock, till=2)
    yield Counter(books, clock)
    books.close()
