"""The projector: writes what effects say, and decides nothing.

Statements are made once from the declared tables and kept, so a sale costs plain prepared executions.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from app.facts.effects import Add, Effect, Put
from app.storage.connection import Connection
from app.storage.tables import BY_NAME

Columns = tuple[str, ...]


def write(connection: Connection, effects: Iterable[Effect]) -> None:
    """Write effects in their order; neighbours with the same statement go together."""
    pending_sql = ""
    pending: list[tuple[object, ...]] = []
    for effect in effects:
        sql, values = statement(effect)
        if sql != pending_sql:
            _flush(connection, pending_sql, pending)
            pending_sql, pending = sql, []
        pending.append(values)
    _flush(connection, pending_sql, pending)


def _flush(connection: Connection, sql: str, rows: list[tuple[object, ...]]) -> None:
    if len(rows) == 1:
        connection.execute(sql, rows[0])
    elif rows:
        connection.executemany(sql, rows)


def statement(effect: Effect) -> tuple[str, tuple[object, ...]]:
    """The statement and its values."""
    if isinstance(effect, Put):
        return _put_sql(effect.table, tuple(effect.row)), tuple(effect.row.values())
    if isinstance(effect, Add):
        sql = _add_sql(effect.table, tuple(effect.key), tuple(effect.amounts))
        return sql, (*effect.key.values(), *effect.amounts.values())
    sql = _settle_sql(effect.table, tuple(effect.key), tuple(effect.fields), effect.stamped)
    return sql, (*effect.key.values(), *effect.fields.values(), effect.stamp)


@cache
def _put_sql(table: str, columns: Columns) -> str:
    return f"INSERT INTO {_known(table)} ({', '.join(columns)}) VALUES ({_marks(columns)})"


@cache
def _add_sql(table: str, key: Columns, amounts: Columns) -> str:
    columns = (*key, *amounts)
    sums = ", ".join(f"{name} = {name} + excluded.{name}" for name in amounts)
    return (
        f"INSERT INTO {_known(table, key)} ({', '.join(columns)}) VALUES ({_marks(columns)}) "
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {sums}"
    )


@cache
def _settle_sql(table: str, key: Columns, fields: Columns, stamped: str) -> str:
    columns = (*key, *fields, stamped)
    changes = ", ".join(f"{name} = excluded.{name}" for name in (*fields, stamped))
    return (
        f"INSERT INTO {_known(table, key)} ({', '.join(columns)}) VALUES ({_marks(columns)}) "
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes} WHERE excluded.{stamped} > {table}.{stamped}"
    )


def _known(table: str, key: Columns | None = None) -> str:
    declared = BY_NAME[table]
    if declared.kind != "view" or (key is not None and set(key) != set(declared.key)):
        raise KeyError(f"effects may not write {table} by {key}")
    return table


def _marks(columns: Columns) -> str:
    return ", ".join("?" * len(columns))
