"""A shop far larger than any real one, filled in seconds: a million members, a hundred thousand products.

The rows are written straight into the tables in bulk (a seeded stream, indexes built afterwards), since a
million recorded facts would take longer than what is measured. One database serves all benchmarks of a run.
"""

import atexit
import datetime as dt
import itertools
import random
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from app.facts.bodies import ShopSettingsChanged
from app.facts.effects.goods import product_fields
from app.people.member import short_name
from app.sales.basket import Goods
from app.storage.connection import Connection, open_raw
from app.storage.store import Store
from app.values.barcodes import gs1_check_digit
from app.values.clock import SetClock
from app.values.folding import tokens

SEED = 20261121
FIRST_INSTANT = 1_790_000_000_000
_GIVEN_STARTS = ("An", "Be", "Ca", "Da", "El", "Fe", "Ga", "He", "Iv", "Jo", "Ka", "Le", "Ma", "Ni", "Ol", "Pe")
_GIVEN_ENDS = ("na", "rto", "lina", "vid", "ena", "lix", "bor", "lga", "an", "sef", "tya", "onid", "rk", "kita", "ya")
_STARTS = ("Kuz", "Iva", "Jans", "Mul", "Schmi", "Bak", "Vis", "Smir", "Pop", "Mei", "Ber", "Lind", "Nov", "Her", "Dub")
_MIDDLES = ("ne", "no", "se", "le", "dt", "ke", "ser", "nov", "ov", "jer", "gstr", "qvi", "ak", "mann", "ois", "ri", "to")
_ENDS = ("tsov", "va", "n", "r", "man", "ski", "ek", "om", "st", "son", "berg", "lund", "dahl", "wicz", "enko", "uk")
_INDEXES = ("members_phone_back", "members_external", "cards_member", "products_barcode")
_TRIGGERS = ("members_found", "products_found")


@cache
def shop(*, members: int = 1_000_000, products: int = 0) -> Path:
    """The folder of a shop of this size, made at its first use in this process and removed at its end."""
    home = Path(tempfile.mkdtemp(prefix="regulars-bench-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    folder = home / "shop"
    with Store.create(folder, SetClock(FIRST_INSTANT), entropy=random.Random(SEED)) as store:
        with store.unit_of_work() as unit:
            terms = {"name": '"Bench"', "country": '"NL"', "currency": '"EUR"'}
            unit.record(ShopSettingsChanged(values=terms), business_on=dt.date(2026, 9, 21))
        database = store.folder.database
    _fill(database, members, products)
    return folder


def name_of(number: int) -> str:
    """The name of the n-th member: about 240 given names and 65,000 family names, each by a fixed law."""
    mixed = number * 2654435761 & 0xFFFFFFFF
    given = _GIVEN_STARTS[mixed % 16] + _GIVEN_ENDS[mixed // 16 % 15]
    rest = mixed // 240
    family = [_STARTS[rest % 15], _MIDDLES[rest // 15 % 17], _MIDDLES[rest // 255 % 17], _ENDS[rest // 4335 % 16]]
    return f"{given} {''.join(family)}"


def phone_of(number: int) -> str:
    """The n-th member's phone, E.164."""
    return f"+316{(number * 7919 + 10_000_000) % 100_000_000:08d}"


def card_of(number: int) -> str:
    """The n-th member's card."""
    body = f"29{number * 6364136223 % 10**10:010d}"
    return body + gs1_check_digit(body)


def member_id(number: int) -> str:
    """The n-th member's id."""
    return f"01a0c450-{number >> 16 & 0xFFFF:04x}-7000-8000-{number:012x}"


def goods_of(number: int) -> Goods:
    """The n-th product."""
    body = f"40{number:010d}"
    name = f"{_STARTS[number % 15]}{_MIDDLES[number // 15 % 17]} {_ENDS[number // 255 % 16]} {number % 997} g"
    return Goods(
        sku=f"P-{number:06d}",
        name=name,
        price_minor=99 + number * 37 % 4900,
        barcode=body + gs1_check_digit(body),
        category=f"shelf {number % 40}",
    )


def _fill(database: Path, members: int, products: int) -> None:
    connection = open_raw(database, mode="rw")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -200000")
    connection.execute("BEGIN IMMEDIATE")
    parked = _park(connection)
    connection.executemany(
        "INSERT INTO members (id, list, joined_on, channel, joined_stamp, person, shown_name, masked_phone,"
        " phone_back, external, folded, person_stamp) VALUES (?, '', '2026-01-15', 'till', ?, x'', ?, ?, ?, '', ?, ?)",
        _members(members),
    )
    connection.executemany(
        "INSERT INTO cards (number, list, member, stamp) VALUES (?, '', ?, ?)",
        sorted((card_of(n), member_id(n), _stamp(n)) for n in range(members)),
    )
    connection.executemany(
        "INSERT INTO products (sku, list, barcode, retired, goods, names, folded, stamp) VALUES (?, '', ?, ?, ?, ?, ?, ?)",
        ((goods.sku, *product_fields(goods, {}).values(), _stamp(n)) for n, goods in _products(products)),
    )
    for sql in parked:
        connection.execute(sql)
    connection.execute("INSERT INTO member_words (member_words) VALUES ('rebuild')")
    connection.execute("INSERT INTO product_words (product_words) VALUES ('rebuild')")
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


def _park(connection: Connection) -> list[str]:
    """Take indexes and triggers away for the time of the load; returns what makes them again."""
    made = []
    for kind, names in (("INDEX", _INDEXES), ("TRIGGER", _TRIGGERS)):
        for name in names:
            made.append(connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()[0])
            connection.execute(f"DROP {kind} {name}")
    return made


def _members(count: int) -> Iterator[tuple[str, ...]]:
    for n in range(count):
        name, phone, stamp = name_of(n), phone_of(n), _stamp(n)
        masked = f"+31 •••• {phone[-4:]}"
        yield member_id(n), stamp, short_name(name), masked, phone[::-1], " ".join(tokens(name)), stamp


def _products(count: int) -> Iterator[tuple[int, Goods]]:
    return ((n, goods_of(n)) for n in itertools.islice(itertools.count(), count))


def _stamp(number: int) -> str:
    return f"{FIRST_INSTANT << 16 | number & 0xFFFF:016x}:{number:08x}"
