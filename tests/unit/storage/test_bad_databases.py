"""Databases that cannot be opened: each has its own words, and nothing of it is touched."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import main
from app.storage.connection import open_raw, open_writer
from app.storage.doctor import doctor
from app.storage.store import Store
from app.values.errors import Expected, Refusal, Trouble
from db.terminal.registry import APPLICATION_ID, VERSION
from tests.samples import clock, make_store, sell


def content(folder: Path) -> dict[str, str]:
    """Every file of a folder by its digest; the lock and the memory shared by readers do not count."""
    transient = {"shop.lock", "shop.db-shm"}
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in transient]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    with make_store(folder) as store:
        for number in range(30):
            sell(store, f"sale-{number}", lines=8)
    return folder


def newer(database: Path) -> None:
    connection = open_raw(database)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


def truncated(database: Path) -> None:
    os.truncate(database, database.stat().st_size // 2)


def empty(database: Path) -> None:
    database.write_bytes(b"")


def garbage(database: Path) -> None:
    database.write_bytes(hashlib.sha512(b"garbage").digest() * 1000)


def encrypted(database: Path) -> None:
    plain = open_raw(database)
    key = "x'" + "ab" * 32 + "'"
    plain.execute("ATTACH DATABASE ? AS locked KEY ?", (str(database) + ".locked", key))
    plain.execute("SELECT sqlcipher_export('locked')").fetchall()
    plain.execute("DETACH DATABASE locked")
    plain.close()
    Path(str(database) + ".locked").replace(database)


def of_another_program(database: Path) -> None:
    database.unlink()
    connection = open_raw(database)
    connection.execute("CREATE TABLE notes (text)")
    connection.close()


def of_another_program_with_a_log(database: Path) -> None:
    """As a program leaves it that was killed: the log not yet taken over."""
    script = (
        "import os, sys\nfrom sqlcipher3 import dbapi2\nc = dbapi2.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA journal_mode = WAL').fetchall()\nc.execute('CREATE TABLE notes (text)')\nos._exit(0)"
    )
    database.unlink()
    subprocess.run([sys.executable, "-c", script, str(database)], check=True)
    assert database.with_name("shop.db-wal").stat().st_size > 0


def absent(database: Path) -> None:
    database.unlink()


BAD = {
    newer: ("shop.newer", Refusal, "newer version of the program"),
    truncated: ("shop.truncated", Trouble, "cut short or damaged"),
    empty: ("shop.truncated", Trouble, "cut short or damaged"),
    garbage: ("shop.not_a_database", Trouble, "encrypted, or overwritten"),
    encrypted: ("shop.not_a_database", Trouble, "encrypted, or overwritten"),
    of_another_program: ("shop.not_ours", Refusal, "not a shop of Regulars"),
    of_another_program_with_a_log: ("shop.not_ours", Refusal, "not a shop of Regulars"),
    absent: ("shop.none", Refusal, "no shop in"),
}


@pytest.mark.parametrize("opener", [Store.open, Store.look])
@pytest.mark.parametrize("spoil", BAD, ids=lambda spoil: spoil.__name__)
def test_a_bad_database_is_refused_in_its_own_words(shop: Path, spoil: Callable, opener: Callable) -> None:
    code, kind, words = BAD[spoil]
    spoil(shop / "shop.db")
    before = content(shop)
    with pytest.raises(kind, match=words) as caught:
        opener(shop, clock())
    assert caught.value.code == code
    assert content(shop) == before
    # A second try says the same: nothing was left locked or half done.
    with pytest.raises(kind, match=words):
        opener(shop, clock())


@pytest.mark.parametrize("spoil", BAD, ids=lambda spoil: spoil.__name__)
def test_the_doctor_describes_what_cannot_be_opened(shop: Path, spoil: Callable) -> None:
    spoil(shop / "shop.db")
    report = doctor(shop)
    assert not report.ok
    assert [check.code for check in report.checks] == ["file"]
    assert BAD[spoil][2] in report.checks[0].where[0]


def test_every_refusal_says_that_nothing_was_touched_or_what_is_safe(shop: Path) -> None:
    for spoil in BAD:
        other = shop.parent / f"copy-{spoil.__name__}"
        with make_store(other):
            pass
        spoil(other / "shop.db")
        with pytest.raises(Expected) as caught:
            Store.open(other, clock())
        said = caught.value.message.english()
        assert any(part in said for part in ("not touched", "Nothing was changed", "Start `regulars`")), said


def test_a_folder_that_can_only_be_read() -> None:
    """As a user without rights, since the superuser may write everywhere."""
    with tempfile.TemporaryDirectory() as home:
        shop = Path(home) / "shop"
        with make_store(shop) as store:
            sell(store, "sale-1")
        for path in (Path(home), shop, *shop.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        before = content(shop)
        assert said_without_rights(shop) == "disk.read_only"
        assert content(shop) == before
        for path in (Path(home), shop, *shop.rglob("*")):
            path.chmod(0o755)


READING = {
    "doctor": lambda shop, _out: str(doctor(shop).ok),
    "receipts": lambda shop, _out: str(receipts_in(shop)),
    "history": lambda shop, _out: command("history", "nobody", "--shop", str(shop)),
    "programs": lambda shop, _out: command("program", "list", "--shop", str(shop)),
    "backup": lambda shop, out: command("backup", str(out / "copy.db"), "--shop", str(shop)),
}
ANSWERS = {"doctor": "True", "receipts": "1", "history": "1", "programs": "0", "backup": "0"}


def receipts_in(shop: Path) -> int:
    with Store.look(shop, clock()) as store, store.reads() as reads:
        return len(reads.recent_receipts(9))


def command(*words: str) -> str:
    return str(main(list(words)))


@pytest.mark.parametrize("what", READING)
def test_a_shop_on_a_disk_that_can_only_be_read_is_read(what: str) -> None:
    """As a user without rights; nothing is written, and no log or shared memory is left beside it."""
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as other:
        shop, out = Path(home) / "shop", Path(other)
        with make_store(shop) as store:
            sell(store, "sale-1")
        (out / "before").mkdir()
        shutil.copytree(shop, out / "shop")
        # once with all rights, so that everything is imported: a user without rights may not read the program
        assert READING[what](out / "shop", out / "before") == ANSWERS[what]
        out.chmod(0o777)
        for path in (Path(home), shop, *shop.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        before = content(shop)
        assert without_rights(lambda: READING[what](shop, out)) == ANSWERS[what]
        assert content(shop) == before
        assert not list(shop.glob("shop.db-*"))
        for path in (Path(home), shop, *shop.rglob("*")):
            path.chmod(0o755)


def said_without_rights(shop: Path) -> str:
    """The code of what a user without rights is told who opens the shop."""

    def opening() -> str:
        try:
            Store.open(shop, clock())
        except Expected as expected:
            return expected.code
        return "opened"

    return without_rights(opening)


def without_rights(work: Callable[[], str]) -> str:
    """What some work gives when a user without rights does it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            os.write(writing, work().encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        return pipe.read().decode()


def test_an_interrupted_migration_leaves_the_old_version(shop: Path) -> None:
    """A database of version 0 of ours is brought up to date; until then it can be looked at by nobody."""
    connection = open_writer(shop / "shop.db")
    connection.execute("PRAGMA user_version = 0")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    connection.close()
    with pytest.raises(Refusal, match="brought up to date first"):
        Store.look(shop, clock())
    with Store.open(shop, clock()) as store, store.reads() as reads:
        assert len(reads.recent_receipts(99)) == 30
    Store.look(shop, clock()).close()
