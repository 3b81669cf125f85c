"""Upgrades: a shop of every earlier version is brought up to date with all it holds, a checked copy kept first."""

import os
import shutil
from pathlib import Path

import msgspec
import pytest

from app.facts.bodies import MemberEnrolled, ProductSaved, SaleCompleted, encode
from app.facts.effects import effects
from app.facts.envelope import GENESIS, Fact, sealed
from app.storage import projector
from app.storage import store as module
from app.storage.connection import library, open_raw
from app.storage.doctor import doctor
from app.storage.store import Store
from app.values.errors import Trouble
from db.terminal.registry import APPLICATION_ID, VERSION, migrations
from tests.samples import DAY, NOON, clock, goods, make_store, person, receipt, sell

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


@pytest.fixture(params=EARLIER)
def shop(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return shop_of(request.param, tmp_path / "shop")


def test_there_is_an_earlier_version() -> None:
    assert list(EARLIER)


def test_an_earlier_shop_is_brought_up_to_date_with_all_it_holds(shop: Path) -> None:
    with Store.open(shop, clock()) as store:
        with store.reads() as reads:
            assert [row.sale for row in reads.recent_receipts()] == ["s2", "s1"]
            assert reads.member_by_phone("+31612344471").id == "m"
        assert sell(store, "s3", member="m").number == "01-000003"
    assert doctor(shop).ok


def test_a_checked_copy_is_kept_first(shop: Path) -> None:
    shutil.rmtree(shop / "backups")
    Store.open(shop, clock()).close()
    [copy] = (shop / "backups").iterdir()
    assert copy.name.startswith(f"before-version-{VERSION}-")
    assert copy.stat().st_mode & 0o777 == 0o600
    connection = open_raw(copy, mode="ro", immutable="1")
    assert connection.execute("PRAGMA user_version").fetchone()[0] in EARLIER
    assert connection.execute("SELECT count(*) FROM receipts").fetchone()[0] == 2
    connection.close()
    Store.open(shop, clock()).close()
    assert len(list((shop / "backups").iterdir())) == 1


def test_without_room_for_the_copy_nothing_is_upgraded(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise Trouble("disk.full", "The disk is full")

    before = (shop / "shop.db").read_bytes()
    monkeypatch.setattr(module, "copy_checked", full)
    with pytest.raises(Trouble, match="full"):
        Store.open(shop, clock())
    assert (shop / "shop.db").read_bytes() == before


def test_an_upgrade_that_was_killed_is_finished_at_the_next_start(shop: Path) -> None:
    """Killed between the last migration and the header that says so."""
    child = os.fork()
    if child == 0:
        connection = open_raw(shop / "shop.db")
        migrations().apply(library(connection))
        os._exit(0)
    os.waitpid(child, 0)
    with Store.open(shop, clock()) as store:
        assert sell(store, "s3").number == "01-000003"
    assert doctor(shop).ok
