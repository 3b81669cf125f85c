"""Upgrades: a shop of every earlier version is brought up to date with all it holds, a checked copy kept first."""

import os
import shutil
from pathlib import Path

import pytest

from app.storage import store as module
from app.storage.connection import library, open_raw
from app.storage.doctor import doctor
from app.storage.store import Store
from app.values.errors import Trouble
from db.terminal.registry import VERSION, migrations
from tests.old_shops import EARLIER, shop_of
from tests.samples import clock, sell


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
