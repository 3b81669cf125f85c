"""The schema: declared tables, strict and without NULLs; the file that shows it; frozen migrations."""

import ast
import re
from pathlib import Path

import pytest

from app.storage.connection import Connection, library, open_raw
from app.storage.tables import TABLES, compared_views, word_indexes
from db.terminal.registry import APPLICATION_ID, VERSION, migrate, migrations
from tests.unit.storage.databases import empty_database

TERMINAL = Path(__file__).parents[3] / "db" / "terminal"
SCHEMA_FILE = TERMINAL / "schema.sql"
LIBRARYS_OWN = {"_sqlite_migrations"}


@pytest.fixture
def database(tmp_path: Path) -> Connection:
    return empty_database(tmp_path / "shop.db")


def schema_of(connection: Connection) -> str:
    """The schema as `db/terminal/schema.sql` shows it."""
    rows = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        " AND NOT (type = 'table' AND name GLOB '*_words_*' AND sql NOT LIKE '%VIRTUAL%')"
        " ORDER BY type = 'trigger', name"
    )
    head = "-- Generated from the migrations; compared by tests/unit/storage/test_schema.py.\n\n"
    return head + "\n\n".join(f"{row[0]};" for row in rows) + "\n"


def test_the_schema_file_shows_what_the_migrations_make(database: Connection) -> None:
    assert SCHEMA_FILE.read_text("utf-8") == schema_of(database)


def test_every_table_is_declared_and_every_declared_table_is_there(database: Connection) -> None:
    rows = database.execute("PRAGMA main.table_list").fetchall()
    made = {row[1] for row in rows if row[2] in {"table", "virtual"} and not row[1].startswith("sqlite_")}
    made -= {name for name in made if name.endswith("_vocabulary")}
    assert made == {table.name for table in TABLES}


def test_every_table_of_ours_is_strict_and_takes_no_null(database: Connection) -> None:
    for table in TABLES:
        if table.index_of or table.name in LIBRARYS_OWN:
            continue
        strict = database.execute("SELECT strict FROM pragma_table_list WHERE name = ?", (table.name,)).fetchone()[0]
        assert strict == 1, table.name
        for column in database.execute(f"PRAGMA table_info({table.name})").fetchall():
            assert column[3] == 1, f"{table.name}.{column[1]} takes NULL"
            assert column[2] in {"INTEGER", "TEXT", "BLOB"}, f"{table.name}.{column[1]} is {column[2]}"


def test_the_declared_keys_are_unique_in_the_database(database: Connection) -> None:
    for table in TABLES:
        if table.index_of or table.name in LIBRARYS_OWN:
            continue
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({table.name})").fetchall()]
        assert set(table.key) <= set(columns)
        assert table.rowid in {*columns, ""}
        uniques = [
            {row[2] for row in database.execute(f"PRAGMA index_info({index[1]})").fetchall()}
            for index in database.execute(f"PRAGMA index_list({table.name})").fetchall()
            if index[2]
        ]
        primary = {row[1] for row in database.execute(f"PRAGMA table_info({table.name})").fetchall() if row[5]}
        assert set(table.key) in [primary, *uniques], table.name


def test_word_indexes_are_compared_by_themselves() -> None:
    assert {table.index_of for table in word_indexes()} == {"members", "products"}
    assert not {table.name for table in compared_views()} & {table.name for table in word_indexes()}


def test_the_header_says_whose_database_it_is(database: Connection) -> None:
    assert database.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert database.execute("PRAGMA user_version").fetchone()[0] == VERSION


def test_the_version_is_the_last_migrations_number(tmp_path: Path) -> None:
    connection = open_raw(tmp_path / "none.db")
    names = [migration.name for migration in migrations().pending(library(connection))]
    connection.close()
    assert [int(name[:4]) for name in names] == list(range(1, VERSION + 1))
    assert [path.stem for path in sorted(TERMINAL.glob("m[0-9]*.py"))] == [f"m{name}" for name in names]


def test_migrating_again_changes_nothing(database: Connection) -> None:
    before = schema_of(database)
    migrate(library(database))
    assert schema_of(database) == before


def test_a_migration_is_frozen_it_imports_nothing_of_ours() -> None:
    for path in TERMINAL.glob("m[0-9]*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
                assert not [name for name in names if re.match(r"(app|db|resources)\b", name)], path.name


def test_numbers_stay_whole(database: Connection) -> None:
    from app.storage.connection import IntegrityError

    for value in ("10,50", 10.5, None):
        with pytest.raises(IntegrityError):
            database.execute(
                "INSERT INTO receipt_lines (sale, place, sku, quantity_milli, total_minor, discount_minor)"
                " VALUES ('s', 0, 'x', 1000, ?, 0)",
                (value,),
            )
