"""The unit of work: one immediate transaction in which facts are recorded and their rows written.

Nothing of it is kept unless all of it is. It reads on the writing connection, so it sees what it has just
recorded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from app.facts.bodies import SCHEMAS, Body, MemberErased, SaleCompleted, encode
from app.facts.effects import Effect, Put, effects
from app.facts.envelope import GENESIS, Fact, next_hlc, sealed
from app.people.member import PersonRecord
from app.sales.basket import Basket
from app.storage import projector
from app.storage.forgetting import forget, is_forgotten
from app.storage.reads import SqlReads
from app.storage.reads.look import Look
from app.storage.tables import word_indexes
from app.values.clock import Clock
from app.values.ids import IdMaker
from app.workflows.oversight_ports import KeptLadder
from app.workflows.ports import Identity
from app.workflows.way_back_rows import HeldRow

_INDEX_OF = {table.index_of: table.name for table in word_indexes()}
_HEAD = """
SELECT seq, chain_hash FROM facts WHERE till = ? AND epoch = ? ORDER BY seq DESC LIMIT 1
"""
_LAST_SEQUENCE = """
SELECT max(
    coalesce((SELECT max(sequence) FROM receipts WHERE till = ?1 AND epoch = ?2), 0),
    coalesce((SELECT max(sequence) FROM returns WHERE till = ?1 AND epoch = ?2), 0)
)
"""
_INSERT_FACT = """
INSERT INTO facts (
    id, kind, schema, shop, till, epoch, seq, prev, hlc, at, business_on, staff, body, entry_hash, chain_hash
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class Pen:
    """What recording needs beside the connection: clock, ids, and who records."""

    clock: Clock
    ids: IdMaker


class UnitOfWork(SqlReads):
    """Fulfils `ports.Unit`."""

    def __init__(self, look: Look, pen: Pen) -> None:
        super().__init__(look)
        self._pen = pen
        self._identity: Identity | None = None
        self._learned: list[tuple[str, str]] = []

    def identity(self) -> Identity:
        if self._identity is None:
            self._identity = super().identity()
        return self._identity

    def record(
        self,
        body: Body,
        *,
        business_on: dt.date,
        staff: str = "",
        at: int | None = None,
        person: PersonRecord | None = None,
    ) -> Fact:
        """Record a fact and write every row that follows from it (see `ports.Unit.record`)."""
        self._check_person(body, person)
        fact = self._sealed(body, business_on, staff, at)
        self.keep(fact, body, person)
        return fact

    def keep(self, fact: Fact, body: Body, person: PersonRecord | None = None) -> None:
        """Keep a sealed fact, made here or brought along, and write every row that follows from it."""
        self._insert(fact)
        self.look.people.forget()
        if person is not None and is_forgotten(self.look.connection, getattr(body, "member", "")):
            person = None
        if person is not None:
            self._keep_person(fact, body, person)
        if isinstance(body, SaleCompleted):
            projector.write(self.look.connection, effects(fact, body))
            self.look.connection.execute("DELETE FROM drafts WHERE sale = ?", (body.receipt.sale,))
        else:
            changes = list(effects(fact, body, person))
            projector.write(self.look.connection, changes)
            self.learn(changes)
            if isinstance(body, MemberErased):
                forget(self.look.connection, body.member)

    def learn(self, changes: Iterable[Effect]) -> None:
        """Remember new words of the word indexes, for the vocabularies once this work is kept."""
        for change in changes:
            index = _INDEX_OF.get(change.table)
            if index is not None:
                row = change.row if isinstance(change, Put) else getattr(change, "fields", {})
                self._learned.append((index, str(row.get("folded", ""))))

    def after_commit(self) -> None:
        """The work is kept: what was learned may be used."""
        for index, folded in self._learned:
            self.look.memory.vocabularies.learn(index, folded.split())

    def new_id(self) -> str:
        return self._pen.ids.new()

    def next_sequence(self) -> int:
        who = self.identity()
        # Receipts and returns share one series without gaps.
        return int(self.look.one(_LAST_SEQUENCE, who.till, who.epoch)[0]) + 1

    def save_draft(self, basket: Basket) -> None:
        self.look.connection.execute(
            "INSERT INTO drafts (id, sale, basket) VALUES (1, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET sale = excluded.sale, basket = excluded.basket",
            (basket.id, msgspec.msgpack.encode(basket)),
        )

    def drop_draft(self) -> None:
        self.look.connection.execute("DELETE FROM drafts")

    def save_ladder(self, scope: str, kept: KeptLadder | None) -> None:
        if kept is None:
            self.look.connection.execute("DELETE FROM sign_in_waits WHERE scope = ?", (scope,))
            return
        ladder = kept.ladder
        self.look.connection.execute(
            "INSERT INTO sign_in_waits (scope, wrong, wait_ms, calm_ms, session, at_ms) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (scope) DO UPDATE SET wrong = excluded.wrong, wait_ms = excluded.wait_ms,"
            " calm_ms = excluded.calm_ms, session = excluded.session, at_ms = excluded.at_ms",
            (scope, ladder.wrong, ladder.wait_ms, ladder.calm_ms, kept.session, kept.at_ms),
        )

    def save_held(self, held: HeldRow) -> None:
        self.look.connection.execute(
            "INSERT INTO held_baskets (sale, basket, note, staff, held_at, business_on) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (sale) DO UPDATE SET basket = excluded.basket, note = excluded.note, staff = excluded.staff,"
            " held_at = excluded.held_at, business_on = excluded.business_on",
            (
                held.basket.id,
                msgspec.msgpack.encode(held.basket),
                held.note,
                held.staff,
                held.held_at,
                held.business_on.isoformat(),
            ),
        )

    def drop_held(self, sale: str) -> None:
        self.look.connection.execute("DELETE FROM held_baskets WHERE sale = ?", (sale,))

    def _sealed(self, body: Body, business_on: dt.date, staff: str, at: int | None) -> Fact:
        who = self.identity()
        kind = type(body).__name__
        now = self._pen.clock.now()
        at = now if at is None else at
        head = self.look.one(_HEAD, who.till, who.epoch)
        last_hlc = self.look.one("SELECT max(hlc) FROM facts")[0]
        return sealed(
            Fact(
                id=self._pen.ids.new(),
                kind=kind,
                schema=SCHEMAS[kind],
                shop=who.shop,
                till=who.till,
                epoch=who.epoch,
                seq=head[0] + 1 if head else 1,
                prev=head[1] if head else GENESIS,
                hlc=next_hlc(last_hlc or 0, max(now, at)),
                at=at,
                business_on=business_on,
                staff=staff,
                body=encode(body),
            )
        )

    def _insert(self, fact: Fact) -> None:
        values = list(msgspec.structs.astuple(fact))
        values[10] = fact.business_on.isoformat()
        self.look.connection.execute(_INSERT_FACT, values)

    def _keep_person(self, fact: Fact, body: Body, person: PersonRecord) -> None:
        row = (person.digest(), getattr(body, "member", ""), fact.id, msgspec.msgpack.encode(person))
        self.look.connection.execute(
            "INSERT INTO person_versions (digest, member, source, record) VALUES (?, ?, ?, ?)", row
        )

    @staticmethod
    def _check_person(body: Body, person: PersonRecord | None) -> None:
        promised = getattr(body, "person", None)
        given = person.digest() if person is not None else None
        if promised != given:
            raise ValueError(f"{type(body).__name__} and the person's record beside it do not belong together")
