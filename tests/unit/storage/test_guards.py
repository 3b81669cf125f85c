"""Append-only: no verb of SQL changes what was recorded."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage.connection import Connection, IntegrityError, open_raw, open_writer
from tests.samples import enrol, make_store, person, sell

GUARDED = {
    "facts": ("body", b"x"),
    "receipts": ("total_minor", 1),
    "receipt_lines": ("total_minor", 1),
    "points_entries": ("points_milli", 1),
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with make_store(tmp_path_factory.mktemp("guards") / "shop") as store:
        enrol(store, "m", person())
        sell(store, "s", member="m")
        return store.folder.database


@pytest.fixture(params=["the program's connection", "a connection without any setting"])
def connection(database: Path, request: pytest.FixtureRequest) -> Iterator[Connection]:
    found = open_writer(database) if "program" in request.param else open_raw(database)
    yield found
    found.close()


@pytest.mark.parametrize("table", GUARDED)
@pytest.mark.parametrize(
    "verb",
    [
        "UPDATE {table} SET {column} = ?",
        "UPDATE OR REPLACE {table} SET {column} = ?",
        "UPDATE OR IGNORE {table} SET {column} = ?",
        "DELETE FROM {table} WHERE ? IS NOT NULL",
        "REPLACE INTO {table} SELECT {columns_with} FROM {table}",
        "INSERT OR REPLACE INTO {table} SELECT {columns_with} FROM {table}",
        "INSERT INTO {table} SELECT {columns_with} FROM {table} WHERE 1 ON CONFLICT DO UPDATE SET {column} = {column}",
    ],
)
def test_what_was_recorded_stays(connection: Connection, table: str, verb: str) -> None:
    column, value = GUARDED[table]
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]
    columns_with = ", ".join("?" if name == column else name for name in names)
    before = connection.execute(f"SELECT * FROM {table}").fetchall()
    with pytest.raises(IntegrityError, match="never"):
        connection.execute(verb.format(table=table, column=column, columns_with=columns_with), (value,))
    assert connection.execute(f"SELECT * FROM {table}").fetchall() == before != []


@pytest.mark.parametrize("column", ["n", "id", "seq"])
def test_a_fact_is_not_replaced_through_any_of_its_keys(connection: Connection, column: str) -> None:
    row = connection.execute("SELECT * FROM facts LIMIT 1").fetchone()
    names = [info[1] for info in connection.execute("PRAGMA table_info(facts)").fetchall()]
    fresh = {"n": 99, "id": "other", "seq": 99}
    values = [fresh.get(name, value) if name != column else value for name, value in zip(names, row, strict=True)]
    with pytest.raises(IntegrityError, match="facts are never replaced"):
        connection.execute(f"INSERT OR REPLACE INTO facts VALUES ({', '.join('?' * len(values))})", values)


def test_without_the_guards_the_same_statements_would_change_it(tmp_path: Path) -> None:
    with make_store(tmp_path / "shop") as store:
        sell(store, "s")
    connection = open_raw(store.folder.database)
    for name in ("receipts_stay", "receipts_once", "receipts_are_kept"):
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE receipts SET total_minor = 1")
    assert connection.execute("SELECT total_minor FROM receipts").fetchone()[0] == 1
    connection.close()
