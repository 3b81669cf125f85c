"""Transfer: a shop's books as one compact file, and back into a new folder under the same chain.

What travels is what happened: facts without what can be computed again (numbers, links, hashes), the batches
of imported lists, and the personal records beside them. Arriving, every fact is sealed anew; the chain's last
hash in the file proves that nothing was lost, changed or put elsewhere.
"""

from __future__ import annotations

import datetime as dt
import shutil
import zlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from app.facts.bodies import ListPublished
from app.facts.effects.lists import batch_digest, batch_effects
from app.facts.envelope import GENESIS, Fact, sealed
from app.facts.upcast import read_body
from app.people.member import PersonRecord
from app.storage import projector
from app.storage.forgetting import known_records
from app.storage.lists import people_of
from app.storage.reads import SqlReads
from app.storage.reads.history import FACT_COLUMNS, fact_of
from app.storage.reads.members import person_decoder
from app.storage.shop_folder import ShopFolder, sync_folder
from app.storage.store import Store
from app.storage.unit import UnitOfWork
from app.values.clock import Clock, Instant
from app.values.errors import Refusal, Trouble
from app.values.words import msg
from app.workflows.ports import Identity

FORMAT = 1
_MARK = b"regulars-books\n"


class Happened(msgspec.Struct, frozen=True, array_like=True):
    """A fact without its place in the chain, which follows from the order."""

    id: str
    kind: str
    schema: int
    hlc: int
    at: Instant
    business_on: dt.date
    staff: str
    body: bytes


class Books(msgspec.Struct, frozen=True):
    """The books of one till's one life.

    Attributes:
        batches: Of every published list, in order.
        people: Personal records: whose, of which fact or list, and the record.
        head: Chain hash of the last fact.
    """

    format: int
    who: Identity
    facts: list[Happened]
    batches: dict[str, list[bytes]]
    people: list[tuple[str, str, PersonRecord]]
    head: bytes


def pack_books(store: Store) -> bytes:
    """A shop's books as a file.

    Raises:
        Refusal: `books.several`: the shop has facts of several tills or of a restored one; those travel by sync.
    """
    with store.reads() as reads:
        who = reads.identity()
        facts = [fact_of(row) for row in reads.look.all(f"SELECT {FACT_COLUMNS} FROM facts ORDER BY till, epoch, seq")]
        if any((fact.till, fact.epoch) != (who.till, who.epoch) for fact in facts):
            raise Refusal("books.several", msg("This shop has more than one till; its books travel by sync."))
        books = Books(
            format=FORMAT,
            who=who,
            facts=[_happened(fact) for fact in facts],
            batches=_batches(reads),
            people=_people(reads),
            head=facts[-1].chain_hash if facts else GENESIS,
        )
    return _MARK + zlib.compress(msgspec.msgpack.encode(books), 9)


def unpack_books(data: bytes, folder: Path, clock: Clock) -> Store:
    """Make a shop of a file's books in a folder and open it.

    It arrives in a folder beside and moves over when it is whole: a program that is killed leaves no half shop.

    Raises:
        Refusal: there is a shop already. Trouble: `books.damaged`; no shop was made.
    """
    books = _read(data)
    target = ShopFolder(folder)
    if target.exists:
        raise Refusal("shop.exists", msg("This folder already holds a shop. Nothing was changed."))
    target.prepare()
    work = ShopFolder(folder / ".arriving")
    shutil.rmtree(work.root, ignore_errors=True)
    try:
        with Store.create(work.root, clock, identity=books.who) as store, store.unit_of_work() as unit:
            _arrive(unit, books)
        work.database.replace(target.database)
        sync_folder(folder)
    finally:
        shutil.rmtree(work.root, ignore_errors=True)
    return Store.open(folder, clock)


def _read(data: bytes) -> Books:
    try:
        if not data.startswith(_MARK):
            raise _damaged()
        books = msgspec.msgpack.decode(zlib.decompress(data[len(_MARK) :]), type=Books)
    except (zlib.error, msgspec.MsgspecError) as error:
        raise _damaged() from error
    if books.format != FORMAT:
        raise Trouble("books.newer", msg("This file was made by a newer version of the program. Nothing was made."))
    return books


def _arrive(unit: UnitOfWork, books: Books) -> None:
    people = {record.digest(): (member, record) for member, _, record in books.people}
    by_list: dict[str, list[tuple[str, PersonRecord]]] = {}
    for member, source, record in books.people:
        by_list.setdefault(source, []).append((member, record))
    prev = GENESIS
    for seq, happened in enumerate(books.facts, 1):
        fact = _placed(happened, books.who, seq, prev)
        body = read_body(fact)
        if isinstance(body, ListPublished):
            _arrive_list(unit, body, books.batches.get(body.list, []), by_list.get(body.list, []))
        beside = people.get(getattr(body, "person", b""))
        unit.keep(fact, body, beside[1] if beside else None)
        prev = fact.chain_hash
    if prev != books.head:
        raise _damaged()


def _arrive_list(
    unit: UnitOfWork, body: ListPublished, batches: list[bytes], people: Iterable[tuple[str, PersonRecord]]
) -> None:
    connection = unit.look.connection
    connection.executemany(
        "INSERT INTO person_versions (digest, member, source, record) VALUES (?, ?, ?, ?)",
        [
            (record.digest(), member, body.list, msgspec.msgpack.encode(record))
            for member, record in known_records(connection, people)
        ],
    )
    for number, batch in enumerate(batches, 1):
        connection.execute(
            "INSERT INTO list_batches (list, batch, digest, rows) VALUES (?, ?, ?, ?)",
            (body.list, number, batch_digest(batch), batch),
        )
        known = people_of(connection, batch) if body.of == "members" else {}
        projector.write(connection, batch_effects(body.list, body.of, batch, known))


def _happened(fact: Fact) -> Happened:
    return Happened(fact.id, fact.kind, fact.schema, fact.hlc, fact.at, fact.business_on, fact.staff, fact.body)


def _placed(happened: Happened, who: Identity, seq: int, prev: bytes) -> Fact:
    return sealed(
        Fact(
            id=happened.id,
            kind=happened.kind,
            schema=happened.schema,
            shop=who.shop,
            till=who.till,
            epoch=who.epoch,
            seq=seq,
            prev=prev,
            hlc=happened.hlc,
            at=happened.at,
            business_on=happened.business_on,
            staff=happened.staff,
            body=happened.body,
        )
    )


def _batches(reads: SqlReads) -> dict[str, list[bytes]]:
    rows = reads.look.all(
        "SELECT list, rows FROM list_batches WHERE list IN (SELECT id FROM lists) ORDER BY list, batch"
    )
    found: dict[str, list[bytes]] = {}
    for list_id, batch in rows:
        found.setdefault(list_id, []).append(batch)
    return found


def _people(reads: SqlReads) -> list[tuple[str, str, PersonRecord]]:
    rows = reads.look.all("SELECT member, source, record FROM person_versions ORDER BY source, digest")
    return [(member, source, person_decoder.decode(record)) for member, source, record in rows]


def _damaged() -> Trouble:
    return Trouble("books.damaged", msg("The file of the shop's books is damaged. No shop was made."))
