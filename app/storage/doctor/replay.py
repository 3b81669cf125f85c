"""The replay: all facts in canonical order into a fresh database, and every view compared with the shop's."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from app.facts.bodies import Body, ListPublished
from app.facts.effects import effects
from app.facts.effects.lists import batch_effects
from app.facts.envelope import Fact
from app.facts.upcast import read_body
from app.people.member import PersonRecord
from app.storage import projector
from app.storage.connection import Connection, DatabaseError
from app.storage.doctor.chain import list_problems, place_of
from app.storage.doctor.report import Check, Found, Places
from app.storage.lists import people_of
from app.storage.reads.history import FACT_COLUMNS, fact_of
from app.storage.reads.members import person_decoder
from app.storage.tables import Table, compared_views
from app.values.errors import Refusal
from app.values.words import Message, msg

Progress = Callable[[int, int], None]
PROGRESS_FACTS = 500


def replay(connection: Connection, progress: Progress) -> Found:
    """Write what follows from every fact of `live` into `main`."""
    places = Places()
    total = connection.execute("SELECT count(*) FROM live.facts").fetchone()[0]
    rows = connection.execute(f"SELECT {FACT_COLUMNS} FROM live.facts ORDER BY hlc, id")
    for count, row in enumerate(rows):
        if count % PROGRESS_FACTS == 0:
            progress(count, total)
        fact = fact_of(row)
        try:
            places.extend(_replay_one(connection, fact))
        except (msgspec.MsgspecError, Refusal, KeyError, DatabaseError) as error:
            places.add(msg("{place}: cannot be replayed ({why})", place=place_of(fact), why=str(error)))
    progress(total, total)
    return places.found(), total


def _replay_one(connection: Connection, fact: Fact) -> list[Message]:
    body = read_body(fact)
    projector.write(connection, effects(fact, body, _person(connection, body)))
    if not isinstance(body, ListPublished):
        return []
    batches = connection.execute("SELECT rows FROM live.list_batches WHERE list = ? ORDER BY batch", (body.list,))
    for (batch,) in batches.fetchall():
        people = people_of(connection, batch, "live") if body.of == "members" else {}
        projector.write(connection, batch_effects(body.list, body.of, batch, people))
    return list_problems(connection, fact, body)


def _person(connection: Connection, body: Body) -> PersonRecord | None:
    digest = getattr(body, "person", None)
    if digest is None:
        return None
    row = connection.execute("SELECT record FROM live.person_versions WHERE digest = ?", (digest,)).fetchone()
    return person_decoder.decode(row[0]) if row else None


def compare_views(connection: Connection) -> list[Check]:
    """One check for each view: the same rows on both sides, by key and content."""
    return [_compare(connection, table) for table in compared_views()]


def _compare(connection: Connection, table: Table) -> Check:
    sides = _Sides(connection, table)
    ours = connection.execute(f"SELECT count(*) FROM main.{table.name}").fetchone()[0]
    theirs = connection.execute(f"SELECT count(*) FROM live.{table.name} l WHERE {sides.counted}").fetchone()[0]
    equal = connection.execute(
        f"SELECT count(*) FROM main.{table.name} m CROSS JOIN live.{table.name} l ON {sides.same_key}"
        f" WHERE {sides.same}"
    ).fetchone()[0]
    where = () if ours == theirs == equal else _differences(connection, sides)
    title = msg("{table} is what the entries say", table=table.name)
    return Check(f"view.{table.name}", title, where, theirs)


class _Sides:
    """The conditions under which a row of `live` (l) and one of `main` (m) are the same.

    Attributes:
        counted: That a row of `live` counts: rows of a list that is still staged follow from no fact yet.
    """

    def __init__(self, connection: Connection, table: Table) -> None:
        rows = connection.execute(f"PRAGMA main.table_info({table.name})").fetchall()
        columns = [row[1] for row in rows if row[1] != table.rowid]
        self.table = table
        self.same_key = " AND ".join(f"l.{name} = m.{name}" for name in table.key)
        blobs = {row[1] for row in rows if row[2] == "BLOB"}
        self.same = " AND ".join(_same(name, name in blobs) for name in columns)
        self.counted = "(l.list = '' OR l.list IN (SELECT id FROM live.lists))" if "list" in columns else "1"


def _same(name: str, is_blob: bool) -> str:
    """The condition that a column says the same on both sides.

    An earlier program may have encoded a value otherwise that has gained fields since; what it says is compared.
    """
    equal = f"l.{name} = m.{name}"
    return f"({equal} OR said(l.{name}) = said(m.{name}))" if is_blob else equal


def said(blob: object) -> object:
    """What a blob says in the shortest encoding there is; one that is not msgpack says itself."""
    if not isinstance(blob, bytes):
        return blob
    try:
        return msgspec.msgpack.encode(msgspec.msgpack.decode(blob), order="sorted")
    except (msgspec.MsgspecError, TypeError, ValueError):
        return blob


def _differences(connection: Connection, sides: _Sides) -> tuple[Message, ...]:
    places, table = Places(), sides.table
    key = ", ".join(f"l.{name}" for name in table.key)
    rows = connection.execute(
        f"SELECT {key}, EXISTS (SELECT 1 FROM main.{table.name} m WHERE {sides.same_key}) FROM live.{table.name} l"
        f" WHERE {sides.counted} AND NOT EXISTS (SELECT 1 FROM main.{table.name} m WHERE {sides.same})"
    )
    for *values, known in rows:
        name = _named(table, values)
        places.add(msg("{name}: changed", name=name) if known else msg("{name}: follows from no entry", name=name))
    key = key.replace("l.", "m.")
    rows = connection.execute(
        f"SELECT {key} FROM main.{table.name} m"
        f" WHERE NOT EXISTS (SELECT 1 FROM live.{table.name} l WHERE {sides.same_key})"
    )
    for values in rows:
        places.add(msg("{name}: missing", name=_named(table, list(values))))
    return places.found()


def _named(table: Table, values: list[object]) -> str:
    key = ", ".join(f"{name}={value}" for name, value in zip(table.key, values, strict=True))
    return f"{table.name} {key}"
