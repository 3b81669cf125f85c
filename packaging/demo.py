"""Makes the demo shop: three months of a corner shop, played through the till's own workflows.

    python packaging/demo.py            writes resources/demo/larch-corner.books

Everything in it is invented: goods and prices are our own words (`demo_data/goods.csv`), barcodes lie in the
range that a shop may give away itself (20), people are made up, and their telephone numbers come from the
thousand that the German regulator keeps free for films (030 23125 000 to 999), so they are nobody's. The same
seed gives the same shop but for the salts of personal records and PINs.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from demo_street import CURRENCY, DATA, Person, Street, read_goods, read_people  # noqa: E402 - its folder is found first
from demo_till import Till  # noqa: E402

from app.loyalty.program import read_program  # noqa: E402
from app.people.member import PersonRecord  # noqa: E402
from app.people.staff import Role, StaffMember  # noqa: E402
from app.sales.basket import Goods  # noqa: E402
from app.settings.shop import ShopSettings, TaxRate  # noqa: E402
from app.storage.demo_shop import DEMO_PINS  # noqa: E402
from app.storage.doctor import doctor  # noqa: E402
from app.storage.store import Store  # noqa: E402
from app.storage.transfer import pack_books, unpack_books  # noqa: E402
from app.values.clock import SetClock, instant  # noqa: E402
from app.values.ids import new_salt, seeded  # noqa: E402
from app.workflows.complete_sale import SaleDone  # noqa: E402
from app.workflows.members import attach_to_sale, issue_card, set_card_status  # noqa: E402
from app.workflows.new_shop import found_shop  # noqa: E402
from app.workflows.pins import portable_pin_hash  # noqa: E402
from app.workflows.ports import MemberImportRow  # noqa: E402
from app.workflows.privacy.consents import change_consent  # noqa: E402
from app.workflows.products import save_product  # noqa: E402
from app.workflows.programs import publish_program  # noqa: E402
from app.workflows.rows import ProductRow  # noqa: E402
from app.workflows.shifts import close_shift  # noqa: E402
from app.workflows.staff import save_staff  # noqa: E402

TARGET = ROOT / "resources" / "demo" / "larch-corner.books"
SEED = 20261120
ZONE = "Europe/Berlin"
FIRST_DAY, LAST_DAY = dt.date(2026, 8, 20), dt.date(2026, 11, 20)
SETTINGS = ShopSettings(
    name="Larch Corner",
    address="12 Larch Street, Neuhain",
    tax_id="Tax no. 00/000/00000",
    club="Larch Club",
    footer="Open Monday to Saturday, 8 to 20. Thank you for coming by!",
    currency=CURRENCY,
    country="DE",
    zone=ZONE,
    taxes=(
        TaxRate("standard", "A", "19", names={"en": "VAT", "ru": "НДС"}),
        TaxRate("food", "B", "7", names={"en": "VAT, food", "ru": "НДС, продукты"}),
    ),
)
ANONYMOUS_A_DAY = 5.4
OPEN_HOURS, BUSY = range(8, 20), (5, 3, 3, 3, 5, 4, 2, 2, 4, 6, 6, 3)


def found(till: Till) -> None:
    """The shop on its first morning: staff, price list, programmes, and the members of the old paper club."""
    store, clock = till.store, till.clock
    owner, manager, cashier = DEMO_PINS
    # the books go to other machines, where a PIN kept with this machine's pepper would open nothing
    kept = {name: portable_pin_hash(pin) for name, pin in DEMO_PINS.items()}
    till.staff[owner] = found_shop(store, SETTINGS, owner=owner, pin=None, at=clock.at)
    save_staff(store, StaffMember(till.staff[owner], owner, "owner", kept[owner]), till.acting(owner))
    others: tuple[tuple[str, Role], ...] = ((manager, "manager"), (cashier, "cashier"))
    for name, role in others:
        till.staff[name] = save_staff(store, StaffMember("", name, role, kept[name]), till.acting(owner)).id
    lists = store.lists()
    products = lists.begin_list("products", "goods.csv")
    lists.stage_products(products, till.street.goods)
    lists.publish_list(products, staff=till.staff[owner])
    for path in sorted((DATA / "programs").glob("*.json")):
        publish_program(store, read_program(path.read_bytes()), till.acting(owner))
    members = lists.begin_list("members", "paper-club.csv")
    lists.stage_members(members, [_brought(person, till) for person in till.street.people if not person.week])
    lists.publish_list(members, staff=till.staff[owner])


def _brought(person: Person, till: Till) -> MemberImportRow:
    rng = till.street.rng
    person.member, person.card = till.store.ids.new(), till.card_number()
    record = PersonRecord(
        salt=new_salt(),
        name=person.name,
        phone=person.phone,
        email=person.email,
        birthday=person.birthday,
        language=person.language,
    )
    points = rng.randrange(0, 900, 5) * 1000 if rng.random() < 0.6 else 0
    return MemberImportRow(
        member=person.member,
        person=record,
        joined_on=FIRST_DAY - dt.timedelta(days=rng.randrange(20, 900)),
        card=person.card,
        points_milli={"larch-club": points} if points else {},
        consents={"terms": True, "messages": rng.random() < 0.3},
    )


def play_day(till: Till, day: dt.date) -> None:
    """One day from the first customer to the closed shift."""
    street, rng = till.street, till.street.rng
    till.clock.at = _at(day, 7, 45)
    till.look()
    visitors: list[Person | None] = [p for p in street.people if p.member and rng.random() < p.visits(day)]
    visitors += [p for p in street.people if not p.member and _joins_on(p, day)]
    visitors += [None] * round(rng.gauss(ANONYMOUS_A_DAY, 2))
    rng.shuffle(visitors)
    for place, second in enumerate(sorted(_second(rng) for _ in visitors)):
        till.clock.at = max(till.clock.at + 45_000, _at(day, 0, 0) + second * 1000)
        person = visitors[place]
        if person is not None and not person.member:
            till.join(person)
            till.clock.advance(20_000)
        done = till.serve(person)
        if person is None and street.chance(0.02):
            _come_late(till, done)
    till.clock.at = max(till.clock.at + 300_000, _at(day, 20, 5))
    if visitors:
        close_shift(till.store, till.staff["Marek"], till.clock.at)


def _come_late(till: Till, done: SaleDone) -> None:
    """Somebody shows the card just after paying."""
    person = till.street.rng.choice([person for person in till.street.people if person.member])
    till.clock.advance(20_000)
    attach_to_sale(till.store, done.receipt.sale, person.member, till.acting("Marek"))


def office_work(till: Till, day: dt.date) -> None:
    """What is done before opening, now and then: cards, prices, consents."""
    rng = till.street.rng
    till.clock.at = _at(day, 7, 15)
    members = [person for person in till.street.people if person.member]
    if day.isoweekday() == 3 and rng.random() < 0.5:
        person = rng.choice(members)
        set_card_status(till.store, person.card, "lost", till.acting("Marek"), reason="reported by phone")
        number = till.card_number()
        issue_card(till.store, person.member, till.acting("Marek"), number=number, replaces=person.card)
        person.card = number
    if day.isoweekday() == 1 and rng.random() < 0.6:
        place = rng.randrange(len(till.street.goods))
        row = till.street.goods[place]
        price = row.goods.price_minor + rng.choice((-20, -10, 10, 20))
        if price > max(row.goods.min_price_minor, 50):
            save_product(till.store, _priced(row.goods, price), row.names, till.acting("Vera"))
            till.street.goods[place] = ProductRow(_priced(row.goods, price), row.names)
    if day.isoweekday() == 5 and rng.random() < 0.6:
        person = rng.choice(members)
        granted = rng.random() < 0.5
        change_consent(till.store, person.member, till.acting("Vera"), purpose="messages", granted=granted)


def _priced(goods: Goods, price_minor: int) -> Goods:
    return msgspec.structs.replace(goods, price_minor=price_minor)


def _joins_on(person: Person, day: dt.date) -> bool:
    """A weekday of the week in which they join, the same every time."""
    week, place = divmod((day - FIRST_DAY).days, 7)
    open_places = [n for n in range(7) if (FIRST_DAY + dt.timedelta(days=n)).isoweekday() != 7]
    return week == person.week and place == open_places[sum(map(ord, person.phone)) % len(open_places)]


def _second(rng: random.Random) -> int:
    return rng.choices(OPEN_HOURS, BUSY)[0] * 3600 + rng.randrange(3600)


def _at(day: dt.date, hour: int, minute: int) -> int:
    return instant(dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(ZONE)))


def make(folder: Path, seed: int) -> bytes:
    """Play the three months; returns the books."""
    rng = seeded(seed)
    goods, weights = read_goods()
    clock = SetClock(_at(FIRST_DAY, 6, 30))
    with Store.create(folder, clock, entropy=rng) as store:
        till = Till(store, clock, Street(rng, read_people(), goods, weights))
        found(till)
        day = FIRST_DAY
        while day <= LAST_DAY:
            if day.isoweekday() != 7:
                office_work(till, day)
                play_day(till, day)
            day += dt.timedelta(days=1)
        return pack_books(store)


def main() -> int:
    """Make the books, prove them, keep them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=TARGET)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        books = make(Path(scratch) / "played", told.seed)
        copy = Path(scratch) / "copy"
        with unpack_books(books, copy, SetClock(_at(LAST_DAY, 21, 0))) as store, store.reads() as reads:
            figures = (reads.count_products(), reads.count_members(), len(reads.recent_receipts(100_000)))
        report = doctor(copy)
    if not report.ok:
        sys.stderr.write("the doctor found something: " + str([c.where for c in report.checks if not c.ok]) + "\n")
        return 1
    told.out.parent.mkdir(parents=True, exist_ok=True)
    told.out.write_bytes(books)
    sys.stdout.write(f"{told.out}: {len(books)} bytes, goods/members/receipts {figures}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
