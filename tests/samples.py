"""Small true-to-life values for tests: goods, people, receipts, and shops in a folder."""

import datetime as dt
from pathlib import Path

import msgspec

from app.facts.bodies import Body, MemberEnrolled, SaleCompleted
from app.people.member import PersonRecord
from app.sales.basket import Basket, Goods
from app.sales.receipt import PointsChange, ProgramUse, Receipt, ReceiptLine, Tender
from app.sales.tax import TaxProfile
from app.storage.store import Store
from app.values.clock import SetClock
from app.values.ids import seeded

DAY = dt.date(2026, 9, 21)
NOON = 1_790_000_000_000
CLUB = "club"


def clock() -> SetClock:
    """A clock that stands at noon of the sample day."""
    return SetClock(NOON)


def make_store(folder: Path, *, at: SetClock | None = None, till: int = 1, seed: int = 1) -> Store:
    """An empty shop, its ids the same every time."""
    return Store.create(folder, at or clock(), till=till, entropy=seeded(seed))


def goods(number: int = 1, **changes: object) -> Goods:
    """A product; every number has its own article number, and no barcode unless one is given."""
    product = Goods(sku=f"S-{number:03d}", name=f"Coffee {number}", price_minor=399 + number, category="drinks")
    return msgspec.structs.replace(product, **changes)


def person(name: str = "Anna Kuznetsova", phone: str = "+31612344471", **changes: object) -> PersonRecord:
    """A person's record with a salt that follows from name and phone."""
    salt = (name + phone).encode()[-16:].rjust(16, b"s")
    return msgspec.structs.replace(PersonRecord(salt=salt, name=name, phone=phone), **changes)


def enrolled(member: str, who: PersonRecord, **changes: object) -> MemberEnrolled:
    """The fact that somebody joined."""
    body = MemberEnrolled(member=member, joined_on=DAY, person=who.digest())
    return msgspec.structs.replace(body, **changes)


def receipt(sale: str, sequence: int = 1, *, lines: int = 2, member: str = "", **changes: object) -> Receipt:
    """A receipt of so many lines at 4.00, paid in cash; a member's earns 1 point per whole euro."""
    sold = tuple(ReceiptLine(str(n + 1), goods(n + 1), 1000, 400, 400, (), 400, 400, 331, 69) for n in range(lines))
    total = 400 * lines
    made = Receipt(
        sale=sale,
        till=1,
        epoch=1,
        sequence=sequence,
        currency="EUR",
        lines=sold,
        taxes=(),
        subtotal_minor=total,
        discount_minor=0,
        total_minor=total,
        tenders=(Tender("cash", total, given_minor=total),),
        member=member,
        points=(PointsChange(CLUB, {}, earned_milli=total * 10),) if member else (),
        uses=(ProgramUse(CLUB, 1, {}),) if member else (),
    )
    return msgspec.structs.replace(made, **changes)


def basket(sale: str = "sale-1") -> Basket:
    """A basket with one line."""
    return Basket(id=sale, currency="EUR", taxes=TaxProfile()).joined(goods(), 1000)[0]


def record(store: Store, body: Body, who: PersonRecord | None = None, *, at: int | None = None) -> str:
    """Record one fact in a unit of work of its own; returns its id."""
    with store.unit_of_work() as unit:
        return unit.record(body, business_on=DAY, person=who, at=at).id


def enrol(store: Store, member: str, who: PersonRecord, **changes: object) -> None:
    """Record that somebody joined."""
    record(store, enrolled(member, who, **changes), who)


def sell(store: Store, sale: str, **changes: object) -> Receipt:
    """Record a sale with the next number; returns its receipt."""
    with store.unit_of_work() as unit:
        made = receipt(sale, unit.next_sequence(), **changes)
        unit.record(SaleCompleted(receipt=made), business_on=DAY)
        return made
