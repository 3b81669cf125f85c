"""Restoring: from each honest backup a whole shop in a new life, from each hostile file nothing but words."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.facts.bodies import ShopRestored
from app.facts.upcast import read_body
from app.storage.backups import swap
from app.storage.backups.drill import drills, keep_drill, run_drill
from app.storage.backups.making import make_backup
from app.storage.backups.restoring import Restoring, restore
from app.storage.backups.shelf import Shelf
from app.storage.backups.swap import finish, is_unfinished, restore_instead
from app.storage.connection import open_raw
from app.storage.doctor import doctor
from app.storage.reads.history import FACT_COLUMNS, fact_of
from app.storage.store import Store
from app.storage.unit import UnitOfWork
from app.values.errors import Expected, Refusal, Trouble
from db.terminal.registry import VERSION
from tests.crash.pictures import database_digest
from tests.old_shops import EARLIER, shop_of
from tests.samples import NOON, clock, enrol, make_store, person, sell

KEY = "x'" + "ab" * 32 + "'"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A shop with a backup on its shelf and two sales after it."""
    folder = tmp_path / "shop"
    with make_store(folder) as store:
        enrol(store, "m", person())
        for number in range(8):
            sell(store, f"s{number}", member="m", lines=5)
        make_backup(store, "asked", NOON)
        sell(store, "after-1", member="m")
        sell(store, "after-2")
    return folder


@pytest.fixture
def copy(shop: Path) -> Path:
    return Path(Shelf(shop / "backups").kept()[0].file)


def sales(folder: Path) -> set[str]:
    with Store.open(folder, clock()) as store, store.reads() as reads:
        return {row.sale for row in reads.recent_receipts(100)}


def newest_fact(folder: Path) -> object:
    with Store.look(folder, clock()) as store, store.reads() as reads:
        return fact_of(reads.look.one(f"SELECT {FACT_COLUMNS} FROM facts ORDER BY n DESC LIMIT 1"))


def test_a_backup_becomes_a_whole_shop_in_a_new_life(copy: Path, tmp_path: Path) -> None:
    restored = restore(Restoring(copy, tmp_path / "new"), clock())
    assert (restored.who.epoch, restored.taken.receipts) == (2, 8)
    assert sales(tmp_path / "new") == {f"s{number}" for number in range(8)}
    fact = newest_fact(tmp_path / "new")
    assert (fact.epoch, fact.seq) == (2, 1)
    assert read_body(fact) == ShopRestored(1, restored.taken.last_seq, NOON)
    with Store.open(tmp_path / "new", clock()) as store, store.unit_of_work() as unit:
        # A series of its own: no number of the old life is given twice.
        assert (unit.identity().epoch, unit.next_sequence()) == (2, 1)
    assert doctor(tmp_path / "new").ok
    assert (tmp_path / "new" / "shop.db").stat().st_mode & 0o777 == 0o600


def test_what_happened_after_the_backup_is_taken_over_from_the_old_books(
    shop: Path, copy: Path, tmp_path: Path
) -> None:
    before = database_digest(shop / "shop.db")
    restored = restore(Restoring(copy, tmp_path / "new", old_shop=shop), clock())
    assert (restored.salvaged.taken_over, restored.salvaged.left_behind) == (2, 0)
    assert sales(tmp_path / "new") == sales(shop)
    assert doctor(tmp_path / "new").ok
    assert database_digest(shop / "shop.db") == before


def test_what_comes_after_a_break_is_counted_and_not_taken(shop: Path, copy: Path, tmp_path: Path) -> None:
    raw = open_raw(shop / "shop.db")
    raw.execute("DROP TRIGGER facts_stay")
    seq = raw.execute("SELECT max(seq) FROM facts").fetchone()[0]
    raw.execute("UPDATE facts SET at = at + 1 WHERE seq = ?", (seq - 1,))
    raw.close()
    restored = restore(Restoring(copy, tmp_path / "new", old_shop=shop), clock())
    assert (restored.salvaged.taken_over, restored.salvaged.left_behind) == (0, 2)
    assert restored.salvaged.listed[-1] == f"1/1/{seq} SaleCompleted"
    assert doctor(tmp_path / "new").ok


def test_a_basket_of_the_old_life_does_not_come_back(shop: Path, tmp_path: Path) -> None:
    from tests.samples import basket

    with Store.open(shop, clock()) as store:
        with store.unit_of_work() as unit:
            unit.save_draft(basket("open"))
        made = make_backup(store, "asked", NOON + 5000)
    restore(Restoring(Path(made.done.file), tmp_path / "new"), clock())
    with Store.open(tmp_path / "new", clock()) as store, store.reads() as reads:
        assert reads.draft() is None


def test_the_tills_own_settings_come_along(shop: Path, copy: Path, tmp_path: Path) -> None:
    (shop / "till.toml").write_text('language = "ru"\n')
    restore(Restoring(copy, tmp_path / "new", old_shop=shop), clock())
    assert (tmp_path / "new" / "till.toml").read_text() == 'language = "ru"\n'


@pytest.mark.parametrize("version", EARLIER)
def test_a_backup_of_every_earlier_version_comes_back(version: int, tmp_path: Path) -> None:
    old = shop_of(version, tmp_path / "old")
    (tmp_path / "copy.db").write_bytes((old / "shop.db").read_bytes())
    restored = restore(Restoring(tmp_path / "copy.db", tmp_path / "new"), clock())
    assert (restored.taken.version, restored.who.epoch) == (version, 2)
    assert len(sales(tmp_path / "new")) == 2
    assert doctor(tmp_path / "new").ok


def test_never_over_a_shop_that_is_there(shop: Path, copy: Path) -> None:
    before = database_digest(shop / "shop.db")
    with pytest.raises(Refusal) as caught:
        restore(Restoring(copy, shop), clock())
    assert caught.value.code == "shop.exists"
    assert database_digest(shop / "shop.db") == before


def random_bytes(file: Path) -> None:
    file.write_bytes(random.Random(1).randbytes(80_000))


def empty(file: Path) -> None:
    file.write_bytes(b"")


def encrypted(file: Path) -> None:
    plain = open_raw(file)
    plain.execute("ATTACH DATABASE ? AS locked KEY ?", (f"{file}.locked", KEY))
    plain.execute("SELECT sqlcipher_export('locked')").fetchall()
    plain.close()
    Path(f"{file}.locked").replace(file)


def newer(file: Path) -> None:
    raw = open_raw(file)
    raw.execute(f"PRAGMA user_version = {VERSION + 1}")
    raw.close()


def version_nought(file: Path) -> None:
    raw = open_raw(file)
    raw.execute("PRAGMA user_version = 0")
    raw.close()


def of_another_program(file: Path) -> None:
    file.unlink()
    raw = open_raw(file)
    raw.execute("CREATE TABLE notes (text)")
    raw.close()


def evil(*statements: str) -> Callable[[Path], None]:
    """Somebody put this into a backup of ours."""

    def spoil(file: Path) -> None:
        raw = open_raw(file)
        for statement in statements:
            raw.execute(statement)
        raw.close()

    spoil.__name__ = statements[0].split(" AS ")[0][:40]
    return spoil


def a_link(file: Path) -> None:
    real = file.with_name("real.db")
    file.rename(real)
    file.symlink_to(real)


def a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def a_log_beside(file: Path) -> None:
    """As when somebody points at a live shop, or at a copy with the log of another one beside it."""
    file.with_name(file.name + "-wal").write_bytes(b"x" * 100)


def no_identity(file: Path) -> None:
    raw = open_raw(file)
    raw.execute("DELETE FROM identity")
    raw.close()


def a_changed_fact(file: Path) -> None:
    """Content that the pages' own check finds nothing wrong with, the guard put back as it was."""
    raw = open_raw(file)
    [guard] = raw.execute("SELECT sql FROM sqlite_schema WHERE name = 'facts_stay'").fetchone()
    raw.execute("DROP TRIGGER facts_stay")
    raw.execute("UPDATE facts SET staff = 'thief' WHERE seq = 3")
    raw.execute(guard)
    raw.close()


HOSTILE = {
    random_bytes: "restore.no_backup",
    empty: "restore.no_backup",
    encrypted: "restore.no_backup",
    newer: "restore.newer",
    version_nought: "restore.not_ours",
    of_another_program: "restore.not_ours",
    evil(
        "CREATE TRIGGER evil AFTER INSERT ON facts BEGIN DELETE FROM cards; END",
    ): "restore.shape",
    evil(
        "CREATE VIEW evil AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 1000000000)"
        " SELECT count(*) FROM n"
    ): "restore.shape",
    evil("ALTER TABLE cards ADD COLUMN evil TEXT AS (hex(zeroblob(1000000000)))"): "restore.shape",
    evil("DROP TRIGGER facts_stay"): "restore.shape",
    evil("CREATE TABLE extra (bytes BLOB)"): "restore.shape",
    evil("CREATE INDEX evil ON cards (hex(number))"): "restore.shape",
    evil(
        "DROP TABLE card_statuses",
        "CREATE VIEW card_statuses AS SELECT number, 'a' AS status, '' AS reason, '' AS replaced_by, '' AS stamp"
        " FROM cards",
    ): "restore.shape",
    a_link: "restore.no_file",
    a_pipe: "restore.no_file",
    a_folder: "restore.no_file",
    a_log_beside: "restore.live",
    no_identity: "restore.damaged",
    a_changed_fact: "restore.damaged",
}


@pytest.mark.parametrize("spoil", HOSTILE, ids=lambda spoil: spoil.__name__)
def test_a_hostile_file_is_refused_in_words_and_nothing_is_touched(
    shop: Path, copy: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    file = tmp_path / "copy.db"
    file.write_bytes(copy.read_bytes())
    spoil(file)
    before = database_digest(shop / "shop.db")
    with pytest.raises(Expected) as caught:
        restore(Restoring(file, tmp_path / "new", old_shop=shop), clock())
    assert caught.value.code == HOSTILE[spoil]
    assert "othing was changed" in caught.value.message.english()
    assert database_digest(shop / "shop.db") == before
    assert not list((tmp_path / "new").rglob("shop.db*"))
    # Nothing is in the way of the right file.
    assert restore(Restoring(copy, tmp_path / "new"), clock()).taken.receipts == 8


def test_a_file_cut_anywhere_is_refused(copy: Path, tmp_path: Path) -> None:
    data = copy.read_bytes()
    for length in range(4096, len(data), 4096):
        (tmp_path / "cut.db").write_bytes(data[:length])
        with pytest.raises((Refusal, Trouble)) as caught:
            restore(Restoring(tmp_path / "cut.db", tmp_path / "new"), clock())
        assert caught.value.code in {"restore.damaged", "restore.shape", "restore.no_backup", "restore.not_ours"}
        assert not (tmp_path / "new" / "shop.db").exists()


def test_devices_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        restore(Restoring(Path("/dev/zero"), tmp_path / "new"), clock())
    assert caught.value.code == "restore.no_file"


def test_another_shops_backup_is_asked_about(shop: Path, tmp_path: Path) -> None:
    with make_store(tmp_path / "other", seed=2) as other:
        sell(other, "theirs")
        made = make_backup(other, "asked", NOON)
    asked = Restoring(Path(made.done.file), tmp_path / "new", old_shop=shop)
    with pytest.raises(Refusal) as caught:
        restore(asked, clock())
    assert caught.value.code == "restore.other_shop"
    meant = Restoring(Path(made.done.file), tmp_path / "new", old_shop=shop, other_shop=True)
    assert restore(meant, clock()).salvaged.taken_over == 0
    assert sales(tmp_path / "new") == {"theirs"}


def test_a_disk_that_goes_away_midway_is_said(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.storage.backups import taking_in

    def pulled(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(taking_in, "_write", pulled)
    with pytest.raises(Trouble) as caught:
        restore(Restoring(copy, tmp_path / "new"), clock())
    assert caught.value.code == "restore.unread"
    assert not (tmp_path / "new" / "shop.db").exists()


def test_a_full_disk_is_said_before_anything_is_written(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(100, 99, 1))
    with pytest.raises(Trouble) as caught:
        restore(Restoring(copy, tmp_path / "new"), clock())
    assert caught.value.code == "restore.no_room"


def spoil_the_middle(shop: Path) -> None:
    with (shop / "shop.db").open("r+b") as raw:
        raw.seek(shop.joinpath("shop.db").stat().st_size // 2)
        raw.write(b"\xff" * 8192)


def test_instead_of_damaged_books_which_are_moved_aside(shop: Path, copy: Path) -> None:
    spoil_the_middle(shop)
    damaged = (shop / "shop.db").read_bytes()
    restored, aside = restore_instead(copy, shop, clock())
    assert restored.who.epoch == 2
    assert {f"s{number}" for number in range(8)} <= sales(shop)
    assert (aside / "shop.db").read_bytes() == damaged
    assert doctor(shop).ok
    assert not is_unfinished(shop)


def test_not_while_another_program_has_it_open(shop: Path, copy: Path) -> None:
    with Store.open(shop, clock()), pytest.raises(Refusal) as caught:
        restore_instead(copy, shop, clock())
    assert caught.value.code == "shop.in_use"


def test_a_stale_log_is_never_played_into_the_restored_shop(shop: Path, copy: Path) -> None:
    """A newer log beside an older database would be played into it, and nobody would notice."""
    child = os.fork()
    if child == 0:
        store = Store.open(shop, clock())
        sell(store, "in-the-log")
        os._exit(0)
    os.waitpid(child, 0)
    assert (shop / "shop.db-wal").stat().st_size > 0
    _, aside = restore_instead(copy, shop, clock())
    assert (aside / "shop.db-wal").exists()
    assert "in-the-log" in sales(shop)
    assert doctor(shop).ok


@pytest.mark.parametrize("stop", [1, 2])
def test_an_exchange_that_was_interrupted_is_finished(
    shop: Path, copy: Path, stop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil_the_middle(shop)
    restore(Restoring(copy, shop / swap.READY, old_shop=shop), clock())
    steps, honest = [0], Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        steps[0] += 1
        if steps[0] == stop:
            raise OSError(5, "Input/output error")
        return honest(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(Trouble) as caught:
        finish(shop, clock())
    assert caught.value.code == "restore.unfinished"
    assert is_unfinished(shop)
    monkeypatch.setattr(Path, "replace", honest)
    finish(shop, clock())
    assert {f"s{number}" for number in range(8)} <= sales(shop)
    assert doctor(shop).ok


def test_a_drill_restores_and_examines_and_is_kept(copy: Path, shop: Path) -> None:
    done = run_drill(copy, clock())
    assert (done.drill.wrong, done.drill.receipts, done.message) == ("", 8, None)
    keep_drill(shop / "backups", done.drill)
    assert drills(shop / "backups") == (done.drill,)
    assert drills(shop / "nowhere") == ()


def test_a_drill_of_a_spoilt_backup_says_so(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[:40960])
    done = run_drill(copy, clock())
    assert done.drill.wrong
    assert done.message is not None


def test_a_disk_that_fails_while_facts_are_taken_over_leaves_none_behind(
    shop: Path, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by failing the n-th operation: a full disk was taken for a fact that cannot be read."""
    honest, calls = UnitOfWork.keep, [0]

    def full_once(self: UnitOfWork, *told: object) -> None:
        calls[0] += 1
        if calls[0] == 1:
            raise Trouble("disk.full", "The disk is full")
        honest(self, *told)

    monkeypatch.setattr(UnitOfWork, "keep", full_once)
    with pytest.raises(Trouble, match="full"):
        restore(Restoring(copy, tmp_path / "new", old_shop=shop), clock())
    assert not (tmp_path / "new" / "shop.db").exists()
    assert restore(Restoring(copy, tmp_path / "new", old_shop=shop), clock()).salvaged.taken_over == 2
