"""The word indexes against their source: each row's words, and nothing else.

Compared by a sum over all pairs of row and word, so that a million rows need no memory; only where the sums
differ is it looked at which rows do.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from app.storage.connection import Connection
from app.storage.doctor.report import Found, Places
from app.storage.tables import Table
from app.values.words import Message, msg

Pair = tuple[int, str]
_MASK = (1 << 64) - 1


def index_title(table: Table) -> Message:
    """What should hold of an index."""
    return msg("The search index {table} is what its source says", table=table.name)


def check_words(connection: Connection, table: Table) -> Found:
    """The index holds exactly the words of its source."""
    indexed, source = _sum(_indexed(connection, table)), _sum(_source(connection, table))
    places = Places()
    if indexed != source:
        places.extend(_differences(connection, table))
    return places.found(), source[0]


def _indexed(connection: Connection, table: Table) -> Iterator[Pair]:
    name = f"{table.name}_pairs"
    connection.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name} USING fts5vocab('live', '{table.name}', 'instance')"
    )
    yield from connection.execute(f"SELECT doc, term FROM temp.{name}")


def _source(connection: Connection, table: Table) -> Iterator[Pair]:
    for n, folded in connection.execute(f"SELECT n, folded FROM live.{table.index_of}"):
        for word in set(folded.split()):
            yield n, word


def _sum(pairs: Iterator[Pair]) -> tuple[int, int]:
    count = total = 0
    for n, word in pairs:
        count += 1
        digest = blake2b(f"{n}:{word}".encode(), digest_size=8).digest()
        total = (total + int.from_bytes(digest, "big")) & _MASK
    return count, total


def _differences(connection: Connection, table: Table) -> Iterator[Message]:
    indexed, source = set(_indexed(connection, table)), set(_source(connection, table))
    name = str(table.index_of)
    for n, word in sorted(indexed - source):
        yield msg(
            "{table} row {row}: found by the word {word}, which it does not have", table=name, row=str(n), word=word
        )
    for n, word in sorted(source - indexed):
        yield msg("{table} row {row}: not found by its word {word}", table=name, row=str(n), word=word)
