"""Imported lists on their way: staged in small transactions with sales between them, live by one fact.

Until the fact is recorded no query sees their rows. Dropping a list takes its batches back one by one, so
a program that was killed in an import finishes dropping it at its next start.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, cast

import msgspec

from app.facts.bodies import ListOf, ListPublished
from app.facts.effects import Put
from app.facts.effects.lists import (
    ListedMember,
    ListedProduct,
    batch_digest,
    batch_effects,
    decode_members,
    decode_products,
    encode_batch,
)
from app.facts.envelope import Fact
from app.people.member import PersonRecord
from app.storage import projector
from app.storage.connection import Connection
from app.storage.forgetting import still_known
from app.storage.reads.members import person_decoder
from app.storage.tables import BY_NAME
from app.storage.unit import UnitOfWork
from app.values.clock import Clock, local
from app.values.errors import Refusal
from app.values.words import msg
from app.workflows.ports import MemberImportRow
from app.workflows.rows import ProductRow

MOST_ROWS = 500
TIDIED_PAGES = 200
LONGEST_HOLD_S = 0.08
"""How long a list that is given up may hold up a sale."""
_LAST_BATCH = """
SELECT b.batch, b.rows, s.kind FROM staged_lists s LEFT JOIN list_batches b ON b.list = s.id
WHERE s.id = ? ORDER BY b.batch DESC LIMIT 1
"""
_WORDS = {"products": "product_words", "members": "member_words"}


class Opener(Protocol):
    """What staging needs of the store."""

    clock: Clock

    @property
    def unit_of_work(self) -> Callable[[], AbstractContextManager[UnitOfWork]]: ...

    def empty_log(self) -> bool: ...


class Staging:
    """Fulfils `ports.ListStaging`; every call is one or more short transactions."""

    def __init__(self, store: Opener) -> None:
        self._store = store

    def begin_list(self, of: ListOf, source: str) -> str:
        with self._store.unit_of_work() as unit:
            list_id = unit.new_id()
            unit.look.connection.execute(
                "INSERT INTO staged_lists (id, kind, source, rows) VALUES (?, ?, ?, 0)", (list_id, of, source[:200])
            )
            return list_id

    def stage_products(self, list_id: str, rows: Sequence[ProductRow]) -> None:
        for some in _batches(rows):
            self._stage(list_id, "products", [ListedProduct(row.goods, row.names) for row in some], {})

    def stage_members(self, list_id: str, rows: Iterable[MemberImportRow]) -> None:
        for some in _batches(rows):
            people = {row.person.digest(): (row.member, row.person) for row in some}
            listed = [
                ListedMember(row.member, row.joined_on, row.person.digest(), row.card, row.points_milli, row.consents)
                for row in some
            ]
            self._stage(list_id, "members", listed, people)

    def publish_list(self, list_id: str, *, staff: str = "") -> Fact:
        with self._store.unit_of_work() as unit:
            of, source, rows = _staged(unit.look.connection, list_id)
            digests = unit.look.all("SELECT digest FROM list_batches WHERE list = ? ORDER BY batch", list_id)
            body = ListPublished(
                list=list_id, of=of, rows=rows, batches=tuple(row[0] for row in digests), source=source
            )
            fact = unit.record(body, business_on=self._business_on(unit), staff=staff)
            unit.look.connection.execute("DELETE FROM staged_lists WHERE id = ?", (list_id,))
            return fact

    def drop_list(self, list_id: str) -> None:
        """Take every batch back, the last one first.

        Taking words out of an index so that no trace is left costs far more than putting them in. So here the
        index forgets quickly, and where the words were people's it is tidied afterwards, in small steps. Then the
        log is emptied too: what was overwritten in the database still lay there.
        """
        with self._store.unit_of_work() as unit:
            found = unit.look.one("SELECT kind FROM staged_lists WHERE id = ?", list_id)
        while self._drop_last_batches(list_id):
            pass
        if found is not None and found[0] == "members":
            self._tidy_words(_WORDS["members"])
            self._store.empty_log()

    def _tidy_words(self, index: str) -> None:
        """Merge an index until nothing of what was taken out is left in it."""
        pages = -TIDIED_PAGES
        while True:
            with self._store.unit_of_work() as unit:
                before = unit.look.one("SELECT total_changes()")[0]
                unit.look.connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('merge', ?)", (pages,))
                if unit.look.one("SELECT total_changes()")[0] - before < 2:
                    return
            pages = TIDIED_PAGES

    def _business_on(self, unit: UnitOfWork) -> dt.date:
        shift = unit.open_shift()
        if shift is not None:
            return shift.business_on
        return local(self._store.clock.now(), unit.shop_settings().zone).date()

    def _stage(
        self,
        list_id: str,
        of: ListOf,
        rows: list[ListedProduct] | list[ListedMember],
        people: dict[bytes, tuple[str, PersonRecord]],
    ) -> None:
        batch = encode_batch(rows)
        with self._store.unit_of_work() as unit:
            connection = unit.look.connection
            if _staged(connection, list_id)[0] != of:
                raise ValueError(f"list {list_id} does not hold {of}")
            people = still_known(connection, people)
            number = unit.look.one("SELECT coalesce(max(batch), 0) + 1 FROM list_batches WHERE list = ?", list_id)[0]
            connection.execute(
                "INSERT INTO list_batches (list, batch, digest, rows) VALUES (?, ?, ?, ?)",
                (list_id, number, batch_digest(batch), batch),
            )
            connection.executemany(
                "INSERT INTO person_versions (digest, member, source, record) VALUES (?, ?, ?, ?)",
                [(digest, who, list_id, msgspec.msgpack.encode(person)) for digest, (who, person) in people.items()],
            )
            written = list(batch_effects(list_id, of, batch, {digest: one for digest, (_, one) in people.items()}))
            projector.write(connection, written)
            connection.execute("UPDATE staged_lists SET rows = rows + ? WHERE id = ?", (len(rows), list_id))
            unit.learn(written)

    def _drop_last_batches(self, list_id: str) -> bool:
        """Take back as many of the last batches as fit between two sales; False when the list is gone."""
        with self._store.unit_of_work() as unit:
            connection = unit.look.connection
            if unit.look.one("SELECT 1 FROM lists WHERE id = ?", list_id):
                raise Refusal("list.live", msg("This list is in use already. Import a corrected one instead."))
            until = time.perf_counter() + LONGEST_HOLD_S
            while True:
                row = unit.look.one(_LAST_BATCH, list_id)
                if row is None:
                    return False
                batch, rows, kind = row
                if batch is None:
                    connection.execute("DELETE FROM staged_lists WHERE id = ?", (list_id,))
                    return False
                _take_batch_back(connection, list_id, kind, rows)
                connection.execute("DELETE FROM list_batches WHERE list = ? AND batch = ?", (list_id, batch))
                if time.perf_counter() > until:
                    return True


def _take_batch_back(connection: Connection, list_id: str, of: ListOf, batch: bytes) -> None:
    """Delete what a staged batch wrote; every row of a list carries its id in the key."""
    _forget_securely(connection, _WORDS[of], securely=False)
    for table, keys in _keys_of(list_id, of, batch).items():
        where = " AND ".join(f"{name} = ?" for name in BY_NAME[table].key)
        connection.executemany(f"DELETE FROM {table} WHERE {where}", keys)
    _forget_securely(connection, _WORDS[of], securely=True)
    if of == "members":
        connection.executemany(
            "DELETE FROM person_versions WHERE digest = ? AND source = ?",
            [(row.person, list_id) for row in decode_members(batch)],
        )


def _keys_of(list_id: str, of: ListOf, batch: bytes) -> dict[str, list[tuple[object, ...]]]:
    """The keys of the rows that a batch wrote, by table; what else stood in them need not be worked out again."""
    if of == "products":
        return {"products": [(row.goods.sku, list_id) for row in decode_products(batch)]}
    found: dict[str, list[tuple[object, ...]]] = {}
    for effect in batch_effects(list_id, of, batch, {}):
        row = effect.row if isinstance(effect, Put) else effect.key
        found.setdefault(effect.table, []).append(tuple(row[name] for name in BY_NAME[effect.table].key))
    return found


def _forget_securely(connection: Connection, index: str, *, securely: bool) -> None:
    """Whether words taken out of an index are overwritten at once; only ever changed within a transaction."""
    connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('secure-delete', ?)", (int(securely),))


def drop_leftovers(store: Any) -> None:
    """Drop lists whose import never ended."""
    with store.unit_of_work() as unit:
        left = unit.look.all("SELECT id FROM staged_lists")
    for (list_id,) in left:
        Staging(store).drop_list(list_id)


def people_of(connection: Connection, batch: bytes, database: str = "main") -> dict[bytes, PersonRecord]:
    """The records beside a batch of members, by digest; forgotten ones are missing."""
    found = {}
    for row in decode_members(batch):
        record = connection.execute(
            f"SELECT record FROM {database}.person_versions WHERE digest = ?", (row.person,)
        ).fetchone()
        if record is not None:
            found[row.person] = person_decoder.decode(record[0])
    return found


def _staged(connection: Connection, list_id: str) -> tuple[ListOf, str, int]:
    row = connection.execute("SELECT kind, source, rows FROM staged_lists WHERE id = ?", (list_id,)).fetchone()
    if row is None:
        raise Refusal("list.unknown", msg("This import was dropped or is finished already. Start it again."))
    return cast("tuple[ListOf, str, int]", row)


def _batches(rows: Iterable[Any]) -> Iterable[list[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == MOST_ROWS:
            yield batch
            batch = []
    if batch:
        yield batch
