"""A shop far larger than any real one, filled in seconds: a million members, a hundred thousand products.

The rows are written straight into the tables in bulk (every value follows from its number), indexes built
afterwards, since a million recorded facts would take longer than what is measured. The benchmarks of one run
share it: the runner names a folder in `REGULARS_BENCH_HOME`, and each gets a copy of its own to write in.
"""

import atexit
import datetime as dt
import itertools
import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

from app.facts.bodies import ShopSettingsChanged
from app.facts.effects.goods import product_fields
from app.sales.basket import Goods
from app.storage.connection import Connection, open_raw
from app.storage.store import Store
from app.values.barcodes import gs1_check_digit
from app.values.clock import SetClock

SEED = 20261121
FIRST_INSTANT = 1_790_000_000_000
HOME = "REGULARS_BENCH_HOME"
_GIVEN_STARTS = ("An", "Be", "Ca", "Da", "El", "Fe", "Ga", "He", "Iv", "Jo", "Ka", "Le", "Ma", "Ni", "Ol", "Pe")
_GIVEN_ENDS = ("na", "rto", "lina", "vid", "ena", "lix", "bor", "lga", "an", "sef", "tya", "onid", "rk", "kita", "ya")
_STARTS = ("Kuz", "Iva", "Jans", "Mul", "Schmi", "Bak", "Vis", "Smir", "Pop", "Mei", "Ber", "Lind", "Nov", "Her", "Dub")
_MIDDLES = (
    "ne",
    "no",
    "se",
    "le",
    "dt",
    "ke",
    "ser",
    "nov",
    "ov",
    "jer",
    "gstr",
    "qvi",
    "ak",
    "mann",
    "ois",
    "ri",
    "to",
)
_ENDS = ("tsov", "va", "n", "r", "man", "ski", "ek", "om", "st", "son", "berg", "lund", "dahl", "wicz", "enko", "uk")
_GIVEN = [start + end for start in _GIVEN_STARTS for end in _GIVEN_ENDS]
_FAMILY = ["".join(parts) for parts in itertools.product(_STARTS, _MIDDLES, _MIDDLES, _ENDS)]
_INDEXES = ("members_phone_back", "members_external", "cards_member", "products_barcode")
_TRIGGERS = ("members_found", "products_found")


@cache
def shop(*, members: int = 1_000_000, products: int = 0) -> Path:
    """The folder of a shop of this size, this process's own; removed at its end."""
    own = Path(tempfile.mkdtemp(prefix="regulars-bench-"))
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    if HOME not in os.environ:
        return _make(own / "shop", members, products)
    shared = Path(os.environ[HOME]) / f"shop-{members}-{products}"
    if not shared.exists():
        _make(shared, members, products)
    return Path(shutil.copytree(shared, own / "shop"))


def name_of(number: int) -> str:
    """The name of the n-th member: one of 240 given names and one of 69,360 family names, by a fixed law."""
    mixed = number * 2654435761 & 0xFFFFFFFF
    return f"{_GIVEN[mixed % 240]} {_FAMILY[mixed // 240 % 69360]}"


def phone_of(number: int) -> str:
    """The n-th member's phone, E.164."""
    return f"+316{(number * 7919 + 10_000_000) % 100_000_000:08d}"


def card_of(number: int) -> str:
    """The n-th member's card."""
    body = f"29{number * 6364136223 % 10**10:010d}"
    return body + gs1_check_digit(body)


def member_id(number: int) -> str:
    """The n-th member's id."""
    return f"01a0c450-0000-7000-8000-{number:012x}"


def goods_of(number: int) -> Goods:
    """The n-th product."""
    body = f"40{number:010d}"
    name = f"{_FAMILY[number * 7 % 69360]} {number % 997} g"
    return Goods(
        sku=f"P-{number:06d}",
        name=name,
        price_minor=99 + number * 37 % 4900,
        barcode=body + gs1_check_digit(body),
        category=f"shelf {number % 40}",
    )


def _make(folder: Path, members: int, products: int) -> Path:
    with Store.create(folder, SetClock(FIRST_INSTANT), entropy=random.Random(SEED)) as store:
        with store.unit_of_work() as unit:
            terms = {"name": '"Bench"', "country": '"NL"', "currency": '"EUR"'}
            unit.record(ShopSettingsChanged(values=terms), business_on=dt.date(2026, 9, 21))
        database = store.folder.database
    _fill(database, members, products)
    return folder


def _fill(database: Path, members: int, products: int) -> None:
    connection = open_raw(database, mode="rw")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = OFF").fetchall()
    connection.execute("PRAGMA cache_size = -200000")
    connection.execute("BEGIN IMMEDIATE")
    parked = _park(connection)
    connection.executemany(
        "INSERT INTO members (id, list, joined_on, joined_stamp, shown_name, masked_phone, phone_back, folded,"
        " person_stamp) VALUES (?, '', '2026-01-15', 's', ?, ?, ?, ?, 's')",
        _members(members),
    )
    connection.executemany("INSERT INTO cards (number, list, member, stamp) VALUES (?, '', ?, 's')", _cards(members))
    connection.executemany(
        "INSERT INTO products (sku, list, barcode, retired, goods, names, folded, stamp)"
        " VALUES (?, '', ?, ?, ?, ?, ?, 's')",
        ((goods.sku, *product_fields(goods, {}).values()) for goods in map(goods_of, range(products))),
    )
    for sql in parked:
        connection.execute(sql)
    connection.execute("INSERT INTO member_words (member_words) VALUES ('rebuild')")
    connection.execute("INSERT INTO product_words (product_words) VALUES ('rebuild')")
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
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
        name, phone = name_of(n), phone_of(n)
        given, _, family = name.partition(" ")
        yield member_id(n), f"{given} {family[0]}.", f"+31 •••• {phone[-4:]}", phone[::-1], name.lower()


def _cards(count: int) -> Iterator[tuple[str, str]]:
    """Numbers in rising order, which is how their table lies."""
    numbers = np.arange(count, dtype=np.int64)
    bodies = 29 * 10**10 + numbers * 6364136223 % 10**10
    weighed = sum(bodies // 10**place % 10 * (3 if place % 2 == 0 else 1) for place in range(12))
    cards = bodies * 10 + -weighed % 10
    for card, number in zip(*(part[np.argsort(cards)].tolist() for part in (cards, numbers)), strict=True):
        yield str(card), member_id(number)
