"""What is looked at at the start and before each transaction, and what a full disk leaves room for."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.storage import ballast
from app.storage.connection import Connection, open_raw
from app.storage.starting import _statements, odd_shape
from app.storage.store import Store
from app.values.errors import Trouble
from tests.samples import clock, make_store, sell
from tests.unit.storage.databases import empty_database


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    with make_store(tmp_path / "shop") as store:
        for number in range(5):
            sell(store, f"s{number}")
    return tmp_path / "shop"


def test_the_shape_that_is_known_is_the_shape_that_is_made(tmp_path: Path) -> None:
    connection = empty_database(tmp_path / "shop.db")
    assert odd_shape(connection) == ""
    assert len(_statements()) > 60


def changed_fact(raw: Connection) -> None:
    [guard] = raw.execute("SELECT sql FROM sqlite_schema WHERE name = 'facts_stay'").fetchone()
    raw.execute("DROP TRIGGER facts_stay")
    raw.execute("UPDATE facts SET staff = 'thief' WHERE seq = 3")
    raw.execute(guard)


SPOILT: dict[str, tuple[Callable[[Connection], object], str]] = {
    "guard": (lambda raw: raw.execute("DROP TRIGGER facts_stay"), "TRIGGER facts_stay"),
    "trigger": (
        lambda raw: raw.execute("CREATE TRIGGER evil AFTER INSERT ON facts BEGIN DELETE FROM cards; END"),
        "trigger evil",
    ),
    "column": (lambda raw: raw.execute("ALTER TABLE cards ADD COLUMN evil TEXT"), "table cards"),
    "identity": (lambda raw: raw.execute("DELETE FROM identity"), "table identity"),
    "fact": (changed_fact, "fact 1/1/3"),
}


@pytest.mark.parametrize("what", SPOILT)
def test_a_shop_that_was_changed_is_not_opened_and_not_touched(shop: Path, what: str) -> None:
    spoil, where = SPOILT[what]
    raw = open_raw(shop / "shop.db")
    spoil(raw)
    raw.close()
    with pytest.raises(Trouble) as caught:
        Store.open(shop, clock())
    assert caught.value.code == "shop.changed"
    assert where in caught.value.message.english()


@pytest.mark.parametrize("name", ["shop.db", "shop.db-wal", "shop.db-shm"])
@pytest.mark.parametrize("how", ["deleted", "renamed", "exchanged"])
def test_files_that_go_from_under_us_stop_the_selling(shop: Path, name: str, how: str) -> None:
    with Store.open(shop, clock()) as store:
        sell(store, "before")
        file = shop / name
        if how == "deleted":
            file.unlink()
        else:
            file.rename(shop / "elsewhere")
        if how == "exchanged":
            file.write_bytes((shop / "elsewhere").read_bytes())
        with pytest.raises(Trouble) as caught:
            sell(store, "after")
        assert caught.value.code == "shop.gone"


def test_a_file_that_is_put_back_is_sold_on(shop: Path) -> None:
    with Store.open(shop, clock()) as store:
        sell(store, "before")
        (shop / "shop.db").rename(shop / "elsewhere")
        with pytest.raises(Trouble):
            sell(store, "meanwhile")
        (shop / "elsewhere").rename(shop / "shop.db")
        assert sell(store, "after").number == "01-000007"


def test_a_full_disk_frees_the_reserve_once(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(shop, clock()) as store:
        ballast.make(shop, 1 << 20)

        def full(_connection: object) -> None:
            raise Trouble("disk.full", "The disk is full")

        monkeypatch.setattr(store, "_commit", full)
        with pytest.raises(Trouble, match="reserve was freed"):
            sell(store, "one")
        assert not ballast.is_there(shop, 1)
        with pytest.raises(Trouble, match="The disk is full"):
            sell(store, "one")
        monkeypatch.undo()
        sell(store, "one")


def test_a_slow_commit_is_noticed(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(shop, clock()) as store:
        sell(store, "one")
        assert 0 < store.take_slowest_commit_ms() < 1000
        assert store.take_slowest_commit_ms() == 0
        times = iter((10.0, 12.5))
        monkeypatch.setattr(time, "perf_counter", lambda: next(times))
        sell(store, "two")
        monkeypatch.undo()
        assert store.take_slowest_commit_ms() == 2500


def test_a_database_locked_by_another_program_is_said(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(shop, clock()) as store:
        sell(store, "one")
        other = open_raw(shop / "shop.db")
        other.execute("BEGIN IMMEDIATE")
        store._writing().execute("PRAGMA busy_timeout = 20").fetchall()
        with pytest.raises(Trouble) as caught:
            sell(store, "two")
        assert caught.value.code == "disk.busy"
        other.execute("ROLLBACK")
        other.close()
        assert sell(store, "two").number == "01-000007"


def test_a_disk_that_fails_at_the_last_step_of_a_new_shop_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by failing the n-th operation: the rename's own error came out bare."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Trouble) as caught:
        make_store(tmp_path / "shop")
    assert caught.value.code == "disk.failed"
    monkeypatch.undo()
    make_store(tmp_path / "shop").close()
