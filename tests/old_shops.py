"""Shops as every earlier version of the program left them.

Small ones are made by the frozen migrations; `tests/fixtures/shops` has those that the program itself wrote when
that version was the newest. Before a migration is added, `python -m tests.old_shops` keeps one of the present
version there.
"""

import lzma
import random
import tempfile
from pathlib import Path

import msgspec

from app.facts.bodies import MemberEnrolled, ProductSaved, SaleCompleted, encode
from app.facts.effects import effects
from app.facts.envelope import GENESIS, Fact, sealed
from app.storage import projector
from app.storage.connection import library, open_raw
from app.storage.store import Store
from app.values.clock import SetClock
from app.workflows.shifts import close_shift
from db.terminal.registry import APPLICATION_ID, VERSION, migrations
from tests.counter import Counter, found
from tests.samples import DAY, NOON, goods, make_store, person, receipt

EARLIER = range(1, VERSION)
FIXTURES = Path(__file__).parent / "fixtures" / "shops"


def fixture_versions() -> tuple[int, ...]:
    """Versions of which there is a shop that the program wrote itself, and that have been left behind."""
    return tuple(sorted(version for path in FIXTURES.glob("v*.db.xz") if (version := int(path.name[1:3])) < VERSION))


def keep_fixture() -> Path:
    """Make a shop with this version of the program, and keep it small."""
    clock = SetClock(NOON)
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "shop"
        with Store.create(folder, clock, entropy=random.Random(VERSION)) as store:
            found(store, members=4, products=8)
            counter = Counter(store, random.Random(3), members=4, products=8)
            for number in range(5):
                clock.advance(60_000)
                counter.sell(counter.ring_up(f"old-{number}", 3, with_member=number % 2 == 0))
            close_shift(store, "", clock.now())
            clock.advance(60_000)
            counter.sell(counter.ring_up("old-5", 2))
            counter.keep_draft(counter.ring_up("open", 2))
        file = FIXTURES / f"v{VERSION:02d}.db.xz"
        file.write_bytes(lzma.compress((folder / "shop.db").read_bytes(), preset=9))
    return file


def shop_of(version: int, folder: Path) -> Path:
    """A shop as a program of that version left it: a member, a product and two sales, by today's effects.

    A fact's rows that a later migration made room for are left out, as the older program did not write them.
    """
    with make_store(folder):
        pass
    (folder / "shop.db").unlink()
    connection = open_raw(folder / "shop.db")
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    later = next(made.name for made in migrations().pending(library(connection)) if int(made.name[:4]) > version)
    migrations().apply(library(connection), stop_before=later)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("INSERT INTO identity (id, shop, till, epoch) VALUES (1, 'shop', 1, 1)")
    known = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    prev = GENESIS
    who = person()
    bodies = [
        ProductSaved(goods(1)),
        MemberEnrolled("m", DAY, who.digest(), "2900000000018"),
        SaleCompleted(receipt("s1", 1)),
        SaleCompleted(receipt("s2", 2, member="m")),
    ]
    for seq, body in enumerate(bodies, 1):
        kind = type(body).__name__
        plain = Fact(f"f{seq}", kind, 1, "shop", 1, 1, seq, prev, (NOON << 16) + seq, NOON, DAY, "", encode(body))
        fact = sealed(plain)
        prev = fact.chain_hash
        values = [value.isoformat() if value == DAY else value for value in msgspec.structs.astuple(fact)]
        connection.execute(
            f"INSERT INTO facts ({', '.join(Fact.__struct_fields__)}) VALUES ({', '.join('?' * 15)})", values
        )
        beside = who if isinstance(body, MemberEnrolled) else None
        projector.write(connection, [change for change in effects(fact, body, beside) if change.table in known])
    connection.execute(
        "INSERT INTO person_versions VALUES (?, 'm', 'f2', ?)", (who.digest(), msgspec.msgpack.encode(who))
    )
    connection.close()
    return folder


if __name__ == "__main__":
    print(keep_fixture())
