"""The connection recipe: set, read back, and missed where SQLite does not keep it."""

from pathlib import Path

import pytest

from app.storage import connection as recipe
from app.storage.connection import DatabaseError, check_version, open_reader, open_writer, sqlite_version, uri
from app.values.errors import Trouble
from tests.samples import make_store

EXPECTED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "secure_delete": 1,
    "cell_size_check": 1,
    "temp_store": 2,
    "busy_timeout": 5000,
    "recursive_triggers": 1,
}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    with make_store(tmp_path / "shop") as store:
        return store.folder.database


@pytest.mark.parametrize("opener", [open_writer, open_reader])
def test_the_recipe_holds(database: Path, opener: object) -> None:
    connection = opener(database)
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in EXPECTED}
    connection.close()
    assert found == EXPECTED


def test_the_disk_is_not_trusted_to_write_whole_sectors(database: Path) -> None:
    assert uri(database).endswith("psow=0")
    assert uri(Path("/a b/c?d#e.db")) == "file:/a%20b/c%3Fd%23e.db?psow=0"


def test_a_reader_cannot_write_and_never_checkpoints(database: Path) -> None:
    connection = open_reader(database)
    assert connection.execute("PRAGMA wal_autocheckpoint").fetchone()[0] == 0
    with pytest.raises(DatabaseError, match="readonly"):
        connection.execute("DELETE FROM drafts")
    connection.close()


def test_the_sqlite_that_is_linked_has_the_wal_mended() -> None:
    assert sqlite_version() >= (3, 51, 3)
    check_version(sqlite_version())


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2)])
def test_an_older_sqlite_is_refused_in_words(version: tuple[int, ...]) -> None:
    with pytest.raises(Trouble, match=r"3\.51\.3 or newer is needed") as caught:
        check_version(version)
    assert caught.value.code == "sqlite.old"


def test_a_setting_that_sqlite_does_not_keep_is_noticed(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipe, "RECIPE", (("synchronous", "NORMAL", 2),))
    with pytest.raises(Trouble, match="does not keep the setting synchronous: it says 1"):
        open_writer(database)


def test_words_are_deleted_from_the_index_for_good(database: Path) -> None:
    connection = open_writer(database)
    for index in ("member_words", "product_words"):
        row = connection.execute(f"SELECT v FROM {index}_config WHERE k = 'secure-delete'").fetchone()
        assert row[0] == 1
    connection.close()
