"""Salvage: what the old books recorded after the backup, read as far as it proves whole, and kept.

Facts are chained: those that follow the backup's last one without a break are exactly what happened next. They
are taken over with the rows that follow from them, in their own life of the till. What cannot be read, or comes
after a break, is not guessed; it is counted, and the old folder stays as it is.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from app.facts.bodies import ListPublished
from app.facts.envelope import GENESIS, Fact, sealed
from app.facts.upcast import read_body
from app.people.member import PersonRecord
from app.storage.connection import Connection, DatabaseError, open_raw
from app.storage.reads.history import FACT_COLUMNS, fact_of
from app.storage.reads.members import person_decoder
from app.storage.store import Store
from app.values.errors import Refusal

MOST_LISTED = 50
_COLUMNS = FACT_COLUMNS.split(", ")
_AFTER = f"SELECT {FACT_COLUMNS} FROM facts WHERE till = ? AND epoch = ? AND seq > ? ORDER BY seq"
_HEAD = "SELECT seq, chain_hash FROM facts WHERE till = ? AND epoch = ? ORDER BY seq DESC LIMIT 1"


class Salvaged(msgspec.Struct, frozen=True):
    """What could be taken over.

    Attributes:
        taken_over: Facts. last_seq: Number of the last of them.
        left_behind: Facts that could still be counted, but not be trusted or read.
        listed: Those that were left behind, as far as they have a name.
    """

    taken_over: int = 0
    last_seq: int = 0
    left_behind: int = 0
    listed: tuple[str, ...] = ()


def salvage(store: Store, old_shop: Path | None) -> Salvaged:
    """Take over what follows the store's last fact in the old books of the same till and life."""
    if old_shop is None or not (old_shop / "shop.db").is_file():
        return Salvaged()
    try:
        connection = open_raw(old_shop / "shop.db", mode="ro")
    except DatabaseError:
        return Salvaged()
    try:
        return _take_over(store, connection)
    finally:
        connection.close()


def _take_over(store: Store, old: Connection) -> Salvaged:
    with store.reads() as reads:
        who = reads.identity()
        head = reads.look.one(_HEAD, who.till, who.epoch)
    seq, prev = head if head is not None else (0, GENESIS)
    rows, taken = _rows(old, (who.till, who.epoch, seq)), 0
    for row in rows:
        fact = _sound(row, seq + 1, prev)
        if fact is None or not _keep(store, old, fact):
            break
        seq, prev, taken = fact.seq, fact.chain_hash, taken + 1
    left = rows[taken:]
    return Salvaged(taken, seq if taken else 0, len(left), tuple(_name(row) for row in left[:MOST_LISTED]))


def _rows(old: Connection, after: tuple[int, int, int]) -> list[tuple[Any, ...]]:
    """Rows that can still be read, in order, up to the first that cannot."""
    found: list[tuple[Any, ...]] = []
    with suppress(DatabaseError, UnicodeDecodeError):
        found.extend(old.execute(_AFTER, after))
    return found


def _sound(row: tuple[Any, ...], seq: int, prev: bytes) -> Fact | None:
    try:
        fact = fact_of(row)
        whole = fact.seq == seq and fact.prev == prev and sealed(fact) == fact
    except (ValueError, TypeError, msgspec.MsgspecError):
        return None
    return fact if whole else None


def _keep(store: Store, old: Connection, fact: Fact) -> bool:
    """Keep one fact with all that follows from it; False where something that belongs to it cannot be read.

    Raises:
        Trouble: The new disk does not keep it; then nothing is restored, rather than half of what there was.
    """
    try:
        body = read_body(fact)
        if isinstance(body, ListPublished):
            # Its thousands of rows lie elsewhere; the file can be imported again.
            return False
        person = _person(old, getattr(body, "person", None))
        with store.unit_of_work() as unit:
            unit.keep(fact, body, person)
    except (KeyError, msgspec.MsgspecError, DatabaseError, Refusal):
        return False
    return True


def _person(old: Connection, digest: bytes | None) -> PersonRecord | None:
    """The record beside a fact; None for a fact that has none, or of somebody who was forgotten since.

    Raises:
        KeyError: The record is there and is not the one that was recorded.
    """
    if digest is None:
        return None
    row = old.execute("SELECT record FROM person_versions WHERE digest = ?", (digest,)).fetchone()
    if row is None:
        return None
    record = person_decoder.decode(row[0])
    if record.digest() != digest:
        raise KeyError(digest.hex())
    return record


def _name(row: tuple[Any, ...]) -> str:
    """Till, life, number and kind of a fact, by its columns."""
    named = dict(zip(_COLUMNS, row, strict=True))
    return f"{named['till']}/{named['epoch']}/{named['seq']} {named['kind']}"
