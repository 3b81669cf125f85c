"""Forgetting: no byte of a person is left in the database once they asked for it.

What names a person lies in three places: versions of the record, the member's rows, and notes on held
baskets. All are overwritten (`secure_delete`, also in the word index) in the same transaction that records
the erasure; `empty_log` then takes them out of the write-ahead log. Facts hold digests, and stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from app.people.member import PersonRecord
from app.sales.basket import Basket
from app.storage.connection import Connection

Beside = TypeVar("Beside")

_BLANK = """
UPDATE members SET shown_name = '', masked_phone = '', phone_back = '', external = '', folded = ''
WHERE id = ? AND list <> ''
"""
_basket = msgspec.msgpack.Decoder(Basket)


def is_forgotten(connection: Connection, member: str) -> bool:
    """Whether the member asked to be forgotten."""
    return connection.execute("SELECT 1 FROM erasures WHERE member = ?", (member,)).fetchone() is not None


def forget(connection: Connection, member: str) -> None:
    """Destroy what is kept of a person beside the facts, within a unit of work."""
    connection.execute("DELETE FROM person_versions WHERE member = ?", (member,))
    connection.execute(_BLANK, (member,))
    for sale, data in connection.execute("SELECT sale, basket FROM held_baskets").fetchall():
        basket = _basket.decode(data)
        if basket.member == member:
            without = msgspec.msgpack.encode(msgspec.structs.replace(basket, member="", proof="none"))
            connection.execute("UPDATE held_baskets SET basket = ?, note = '' WHERE sale = ?", (without, sale))


def still_known(
    connection: Connection, people: Mapping[bytes, tuple[str, PersonRecord]]
) -> dict[bytes, tuple[str, PersonRecord]]:
    """Of records that come in, by digest with whose they are: those of nobody who was forgotten."""
    return {digest: each for digest, each in people.items() if not is_forgotten(connection, each[0])}


def known_records(connection: Connection, people: Iterable[tuple[str, PersonRecord]]) -> list[tuple[str, PersonRecord]]:
    """As `still_known`, for records in a row."""
    return [each for each in people if not is_forgotten(connection, each[0])]


def empty_log(connection: Connection) -> bool:
    """Move the write-ahead log into the database and cut it to nothing.

    Returns:
        False where a reader still held on to it; the next opening of the shop does it then.
    """
    busy, _pages, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
