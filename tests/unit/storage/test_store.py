"""The store: made whole, opened once, one writer, many readers, private files."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.facts.bodies import ProductSaved
from app.storage.backup import backup
from app.storage.connection import DatabaseError, open_raw
from app.storage.doctor import doctor
from app.storage.store import Store
from app.storage.unit import UnitOfWork
from app.storage.writer import WriterThread
from app.values.errors import Refusal, Trouble
from tests.samples import DAY, clock, goods, make_store, record, sell


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "shop") as made:
        yield made


def test_a_shop_and_its_files_are_for_their_owner_alone(store: Store) -> None:
    record(store, ProductSaved(goods()))
    with store.reads():
        modes = {path.name: path.stat().st_mode & 0o777 for path in store.folder.root.iterdir()}
    assert store.folder.root.stat().st_mode & 0o777 == 0o700
    assert {"shop.db", "shop.db-wal", "shop.db-shm", "backups", "receipts", "logs"} <= modes.keys()
    for name, mode in modes.items():
        assert mode == (0o700 if (store.folder.root / name).is_dir() else 0o600), name


def test_a_second_shop_in_the_folder_is_refused(store: Store) -> None:
    store.close()
    with pytest.raises(Refusal, match="already holds a shop"):
        make_store(store.folder.root)
    Store.open(store.folder.root, clock()).close()


@pytest.mark.parametrize("opener", [Store.open, make_store])
def test_a_second_start_is_refused_while_the_first_is_open(store: Store, opener: object) -> None:
    with pytest.raises(Refusal, match="open in another window") as caught:
        opener(store.folder.root, **({"clock": clock()} if opener is not make_store else {}))
    assert caught.value.code == "shop.in_use"
    record(store, ProductSaved(goods()))


def test_a_second_process_is_refused_and_let_in_when_the_first_was_killed(store: Store) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom app.storage.store import Store\n"
        "from app.values.clock import SetClock\nfrom app.values.errors import Refusal\n"
        "try:\n    Store.open(Path(sys.argv[1]), SetClock(1))\n    print('open', flush=True)\n    sys.stdin.read()\n"
        "except Refusal as refusal:\n    print(refusal.code, flush=True)\n"
    )
    command = [sys.executable, "-c", script, str(store.folder.root)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    refused = subprocess.run(command, capture_output=True, text=True, env=env, check=True, stdin=subprocess.DEVNULL)
    assert refused.stdout.strip() == "shop.in_use"
    store.close()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env) as holder:
        assert holder.stdout.readline().strip() == "open"
        with pytest.raises(Refusal, match="open in another window"):
            Store.open(store.folder.root, clock())
        holder.kill()
    Store.open(store.folder.root, clock()).close()


def test_a_till_that_sells_can_be_looked_at(store: Store) -> None:
    record(store, ProductSaved(goods(1)))
    with Store.look(store.folder.root, clock()) as looking:
        with looking.reads() as reads:
            assert reads.count_products() == 1
            record(store, ProductSaved(goods(2)))
            assert reads.count_products() == 1
        with looking.reads() as reads:
            assert reads.count_products() == 2
        with pytest.raises(RuntimeError, match="reading only"), looking.unit_of_work():
            pass


PROBE = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
        print("free")
    except OSError:
        print("held")
"""


def lock_of(store: Store) -> str:
    """Whether another process could take SQLite's lock on the database, as it would to delete the log."""
    command = [sys.executable, "-c", PROBE, str(store.folder.database)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_looking_at_a_live_shop_drops_none_of_its_locks(store: Store) -> None:
    sell(store, "s")
    with store.reads() as reads, store.unit_of_work() as unit:
        assert reads.count_products() == 0
        assert doctor(store).ok
        Store.look(store.folder.root, clock()).close()
        with pytest.raises(Refusal):
            Store.open(store.folder.root, clock())
        backup(store, store.folder.backups / "copy.db")
        assert lock_of(store) == "held"
        unit.record(ProductSaved(goods()), business_on=DAY)
    assert doctor(store).ok


def test_an_ordinary_file_call_on_a_live_shop_would_drop_them(store: Store) -> None:
    """The control, and the reason why no program of ours ever reads a live database as a file."""
    sell(store, "s")
    with store.reads() as reads:
        assert reads.count_products() == 0
        store.folder.database.read_bytes()
        assert lock_of(store) == "free"


def test_the_till_has_its_number(tmp_path: Path) -> None:
    with make_store(tmp_path / "shop", till=7) as store, store.reads() as reads:
        assert reads.identity().till == 7
    with pytest.raises(Refusal):
        make_store(tmp_path / "other", till=100)
    assert not (tmp_path / "other" / "shop.db").exists()


def test_a_start_that_was_killed_leaves_no_half_shop(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / ".shop.db.new").write_bytes(b"half")
    (folder / ".shop.db.new-wal").write_bytes(b"half")
    with make_store(folder) as store:
        sell(store, "s")
    assert not list(folder.glob(".shop.db.new*"))


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(Trouble, match="cannot be used"):
        make_store(tmp_path / "file" / "shop")


def test_readers_in_other_threads_see_what_was_committed(store: Store) -> None:
    def count(_: int) -> int:
        with store.reads() as reads:
            return reads.count_products()

    record(store, ProductSaved(goods(1)))
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(count, range(40))) == {1}


def test_writing_belongs_to_one_thread(store: Store) -> None:
    record(store, ProductSaved(goods(1)))
    with ThreadPoolExecutor(1) as thread, pytest.raises(DatabaseError, match="thread"):
        thread.submit(record, store, ProductSaved(goods(2))).result()
    with store.reads() as reads:
        assert reads.count_products() == 1


def test_a_snapshot_stays_the_same_while_it_is_read(store: Store) -> None:
    begun, written = threading.Event(), threading.Event()

    def read_twice() -> tuple[int, int]:
        with store.reads() as reads:
            before = reads.count_products()
            begun.set()
            written.wait(10)
            return before, reads.count_products()

    with ThreadPoolExecutor(1) as thread:
        reading = thread.submit(read_twice)
        begun.wait(10)
        record(store, ProductSaved(goods(1)))
        written.set()
        assert reading.result() == (0, 0)


def test_reads_within_reads_share_the_snapshot(store: Store) -> None:
    with store.reads() as outer:
        assert outer.count_products() == 0
        record(store, ProductSaved(goods(1)))
        with store.reads() as inner:
            assert inner.count_products() == 0
        assert outer.count_products() == 0


def test_reads_end_with_an_error_and_begin_again(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.reads():
        _ = 1 // 0
    record(store, ProductSaved(goods(1)))
    with store.reads() as reads:
        assert reads.count_products() == 1


def test_the_writer_thread_works_in_order(store: Store) -> None:
    record(store, ProductSaved(goods(0)))
    writer = WriterThread(store)
    futures = [writer.run(lambda books, n=n: sell(books, f"s{n}").sequence) for n in range(20)]
    assert [future.result() for future in futures] == list(range(1, 21))
    refused = writer.run(lambda books: sell(books, "s0"))
    assert isinstance(refused.exception(), Refusal)
    defect = writer.run(lambda _: 1 // 0)
    assert isinstance(defect.exception(), ZeroDivisionError)
    assert writer.run(lambda books: sell(books, "after").sequence).result() == 21
    writer.stop()
    writer.stop()
    with pytest.raises(RuntimeError, match="stopped"):
        writer.run(lambda _: None)
    Store.open(store.folder.root, clock()).close()


def test_closed_books_stay_closed(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(RuntimeError, match="closed"), store.reads():
        pass
    with pytest.raises(RuntimeError, match="closed"), store.unit_of_work():
        pass


def test_every_write_of_a_unit_of_work_is_in_its_one_transaction(store: Store) -> None:
    statements: list[str] = []
    with store.unit_of_work():
        pass
    store._writer.set_trace_callback(statements.append)
    sell(store, "s", member="m", lines=8)
    verbs = [statement.split()[0].upper() for statement in statements if not statement.startswith("--")]
    assert statements[0] == "BEGIN IMMEDIATE"
    assert (verbs[-1], verbs.count("COMMIT"), verbs.count("BEGIN"), "SAVEPOINT" in verbs) == ("COMMIT", 1, 1, False)
    assert verbs.count("INSERT") >= 12


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SQLITE_FULL", "disk.full"),
        ("SQLITE_IOERR_WRITE", "disk.failed"),
        ("SQLITE_BUSY_SNAPSHOT", "disk.busy"),
        ("SQLITE_READONLY_DBMOVED", "disk.read_only"),
        ("SQLITE_CORRUPT_VTAB", "shop.damaged"),
        ("SQLITE_NOTADB", "shop.damaged"),
        ("SQLITE_CONSTRAINT_TRIGGER", "fact.refused"),
    ],
)
def test_what_sqlite_says_is_said_in_words(name: str, code: str) -> None:
    from app.storage.failures import trouble_of

    error = DatabaseError("why")
    error.sqlite_errorname = name
    said = trouble_of(error)
    assert said.code == code
    assert len(said.message.english()) > 40


@pytest.mark.parametrize("name", ["SQLITE_ERROR", "SQLITE_MISUSE", "SQLITE_RANGE"])
def test_a_defect_of_ours_is_not_dressed_up_as_trouble(name: str) -> None:
    from app.storage.failures import in_words, trouble_of

    error = DatabaseError("no such table: lots")
    error.sqlite_errorname = name
    assert trouble_of(error) is None
    with pytest.raises(DatabaseError, match="no such table"), in_words():
        raise error


def test_a_busy_database_is_said_and_the_work_can_be_tried_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.storage import connection

    monkeypatch.setattr(connection, "BUSY_MS", 50)
    other = open_raw(store.folder.database)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Trouble, match="Another program holds"):
        sell(store, "s")
    other.execute("ROLLBACK")
    other.close()
    assert sell(store, "s").sequence == 1


def _sell_many(store: Store) -> None:
    for number in range(100):
        sell(store, f"s{number}", lines=20)


def test_a_full_disk_loses_nothing(store: Store) -> None:
    """SQLite's own page limit says exactly what a full disk says."""
    sell(store, "before")
    with store.unit_of_work() as unit:
        pages = unit.look.one("PRAGMA page_count")[0]
    store._writer.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Trouble, match="disk is full") as caught:
        _sell_many(store)
    assert caught.value.code == "disk.full"
    store._writer.execute("PRAGMA max_page_count = 1000000")
    with store.reads() as reads:
        known = {row.sale for row in reads.recent_receipts(200)}
        assert "before" in known
    done = sell(store, "after")
    assert done.sequence == len(known) + 1


def test_a_unit_of_work_is_what_the_port_says(store: Store) -> None:
    with store.unit_of_work() as unit:
        assert isinstance(unit, UnitOfWork)
        assert len({unit.new_id() for _ in range(50)}) == 50
        assert unit.record(ProductSaved(goods()), business_on=DAY).shop == unit.identity().shop
