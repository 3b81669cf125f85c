"""Backup: a whole copy under its name or none, of one moment, beside a till that goes on selling."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage import copying as module
from app.storage.backup import backup
from app.storage.connection import open_raw
from app.storage.doctor import doctor
from app.storage.store import Store
from app.values.errors import Refusal, Trouble
from tests.samples import clock, enrol, make_store, person, sell


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "shop") as made:
        enrol(made, "m", person())
        for number in range(20):
            sell(made, f"s{number}", member="m", lines=8)
        yield made


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file()}


def test_a_backup_is_a_whole_shop_in_one_private_file(store: Store, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    done = backup(store, tmp_path / "copy.db", lambda pages, total: seen.append((pages, total)))
    assert (done.facts, done.receipts, done.size) == (21, 20, (tmp_path / "copy.db").stat().st_size)
    assert files(tmp_path) == {"copy.db"}
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    assert seen[-1][0] == seen[-1][1] > 0
    restored = tmp_path / "restored"
    restored.mkdir()
    (tmp_path / "copy.db").rename(restored / "shop.db")
    assert doctor(restored).ok
    with Store.open(restored, clock()) as other, other.reads() as reads, store.reads() as mine:
        assert reads.recent_receipts() == mine.recent_receipts()
        assert reads.identity() == mine.identity()


def test_the_shop_stays_as_it_was(store: Store, tmp_path: Path) -> None:
    before = files(store.folder.root)
    backup(store, tmp_path / "copy.db")
    assert files(store.folder.root) == before
    sell(store, "after")
    assert doctor(store).ok


def test_a_backup_is_of_one_moment_while_sales_go_on(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAGES_AT_ONCE", 4)
    sold, begun, looker = [], threading.Event(), Store.look(store.folder.root, clock())

    def in_the_background() -> None:
        backup(looker, tmp_path / "copy.db", lambda _done, _total: begun.set())

    copying = threading.Thread(target=in_the_background)
    copying.start()
    begun.wait(10)
    while copying.is_alive() or not sold:
        sold.append(sell(store, f"during-{len(sold)}").sale)
    copying.join()
    looker.close()
    copy = open_raw(tmp_path / "copy.db", mode="ro")
    count = copy.execute("SELECT count(*) FROM receipts").fetchone()[0]
    assert count == copy.execute("SELECT count(*) FROM facts WHERE kind = 'SaleCompleted'").fetchone()[0]
    assert 20 <= count < 20 + len(sold) + 1
    copy.close()


def test_a_file_that_exists_is_left_alone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(Refusal, match="exists already") as caught:
        backup(store, tmp_path / "copy.db")
    assert caught.value.code == "backup.exists"
    assert (tmp_path / "copy.db").read_text() == "mine"
    assert files(tmp_path) == {"copy.db"}


def test_a_file_that_appears_meanwhile_is_left_alone_too(store: Store, tmp_path: Path) -> None:
    def appear(_done: int, _total: int) -> None:
        (tmp_path / "copy.db").write_text("mine")

    with pytest.raises(Refusal, match="exists already"):
        backup(store, tmp_path / "copy.db", appear)
    assert (tmp_path / "copy.db").read_text() == "mine"
    assert files(tmp_path) == {"copy.db"}


@pytest.mark.parametrize("name", ["shop.db", "shop.db-wal", "shop.db-shm", "shop.lock", "till.toml", "../shop/shop.db"])
def test_the_shop_itself_is_never_written_over(store: Store, name: str) -> None:
    with pytest.raises(Refusal) as caught:
        backup(store, store.folder.root / name)
    assert caught.value.code == "backup.inside"
    assert doctor(store).ok


def test_through_a_link_neither(store: Store, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(store.folder.database)
    with pytest.raises(Refusal):
        backup(store, tmp_path / "link.db")
    (tmp_path / "dangling.db").symlink_to(tmp_path / "nowhere.db")
    with pytest.raises(Refusal):
        backup(store, tmp_path / "dangling.db")


def test_a_folder_that_is_not_there_is_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no folder"):
        backup(store, tmp_path / "no" / "copy.db")


def test_a_copy_that_is_not_right_gets_no_name(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = module._sync

    def spoil(path: Path) -> None:
        honest(path)
        with path.open("r+b") as raw:
            raw.seek(path.stat().st_size // 2)
            raw.write(os.urandom(4096))

    monkeypatch.setattr(module, "_sync", spoil)
    with pytest.raises(Trouble, match="not right") as caught:
        backup(store, tmp_path / "copy.db")
    assert caught.value.code == "backup.wrong"
    assert files(tmp_path) == set()


def test_a_copy_of_fewer_receipts_gets_no_name(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forget(path: Path) -> None:
        connection = open_raw(path)
        connection.execute("DROP TRIGGER receipts_are_kept")
        connection.execute("DELETE FROM receipts WHERE sale = 's7'")
        connection.close()

    monkeypatch.setattr(module, "_sync", forget)
    with pytest.raises(Trouble, match="not right"):
        backup(store, tmp_path / "copy.db")
    assert files(tmp_path) == set()


def test_a_disk_that_is_full_is_said_and_nothing_stays(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = module.open_raw

    def small(path: Path, **options: str) -> object:
        connection = honest(path, **options)
        if path.name.endswith(".part"):
            connection.execute("PRAGMA max_page_count = 3")
        return connection

    monkeypatch.setattr(module, "open_raw", small)
    with pytest.raises(Trouble) as caught:
        backup(store, tmp_path / "copy.db")
    assert caught.value.code == "disk.full"
    assert files(tmp_path) == set()


def test_what_a_killed_backup_left_is_in_nobodys_way(store: Store, tmp_path: Path) -> None:
    (tmp_path / ".copy.db.part").write_bytes(b"half")
    (tmp_path / ".copy.db.part-journal").write_bytes(b"half")
    backup(store, tmp_path / "copy.db")
    assert files(tmp_path) == {"copy.db"}


def test_a_stick_without_links_takes_a_backup_too(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    backup(store, tmp_path / "copy.db")
    assert files(tmp_path) == {"copy.db"}
