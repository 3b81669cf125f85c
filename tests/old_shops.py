"""Shops as every earlier version of the program left them, made by the frozen migrations."""

from pathlib import Path

import msgspec

from app.facts.bodies import MemberEnrolled, ProductSaved, SaleCompleted, encode
from app.facts.effects import effects
from app.facts.envelope import GENESIS, Fact, sealed
from app.storage import projector
from app.storage.connection import library, open_raw
from db.terminal.registry import APPLICATION_ID, VERSION, migrations
from tests.samples import DAY, NOON, goods, make_store, person, receipt

EARLIER = range(1, VERSION)


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
