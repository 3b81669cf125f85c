"""The chain: every fact's hashes, every link, every number in its sequence; and what lies beside the facts."""

from __future__ import annotations

import msgspec

from app.facts.bodies import ListPublished
from app.facts.effects.lists import batch_digest
from app.facts.envelope import GENESIS, Fact, chain_hash, entry_hash
from app.sales.receipt import receipt_number
from app.storage.connection import Connection
from app.storage.doctor.report import Found, Places
from app.storage.reads.history import FACT_COLUMNS, fact_of
from app.storage.reads.members import person_decoder
from app.values.words import Message, msg


def place_of(fact: Fact) -> Message:
    """How a fact is named to people: till, epoch, sequence and kind."""
    name = f"{fact.till}/{fact.epoch}/{fact.seq} {fact.kind} {fact.id}"
    return msg("fact {name}", name=name)


def check_chain(connection: Connection) -> Found:
    """Hashes, links and sequence numbers of every till and epoch."""
    places, count = Places(), 0
    seq, prev, till_life = 0, GENESIS, (0, 0)
    for row in connection.execute(f"SELECT {FACT_COLUMNS} FROM live.facts ORDER BY till, epoch, seq"):
        count += 1
        fact = fact_of(row)
        if (fact.till, fact.epoch) != till_life:
            till_life, seq, prev = (fact.till, fact.epoch), 0, GENESIS
        entry = entry_hash(fact)
        if entry != fact.entry_hash:
            places.add(msg("{place}: its content was changed", place=place_of(fact)))
        if chain_hash(fact, entry) != fact.chain_hash:
            places.add(msg("{place}: its chain hash is wrong", place=place_of(fact)))
        if fact.seq != seq + 1:
            missing = str(fact.seq - seq - 1)
            places.add(msg("{place}: {missing} before it missing", place=place_of(fact), missing=missing))
        elif fact.prev != prev:
            places.add(msg("{place}: it does not follow the one before it", place=place_of(fact)))
        seq, prev = fact.seq, fact.chain_hash
    return places.found(), count


def check_numbers(connection: Connection) -> Found:
    """Receipt numbers without gaps; returns and receipts share one series."""
    places, count = Places(), 0
    expected, till_life = 1, (0, 0)
    rows = connection.execute(
        "SELECT till, epoch, sequence FROM live.receipts UNION ALL SELECT till, epoch, sequence FROM live.returns"
        " ORDER BY till, epoch, sequence"
    )
    for till, epoch, sequence in rows:
        count += 1
        if (till, epoch) != till_life:
            expected, till_life = 1, (till, epoch)
        if sequence != expected:
            number, missing = receipt_number(till, epoch, sequence), str(sequence - expected)
            places.add(msg("receipt {number}: {missing} before it missing", number=number, missing=missing))
        expected = sequence + 1
    return places.found(), count


def check_people(connection: Connection) -> Found:
    """Every person's record is the one its digest was made of, and every digest has its record."""
    places, count = Places(), 0
    for digest, member, record in connection.execute("SELECT digest, member, record FROM live.person_versions"):
        count += 1
        try:
            changed = person_decoder.decode(record).digest() != digest
        except msgspec.MsgspecError:
            changed = True
        if changed:
            places.add(msg("member {member}: the record was changed", member=member))
    rows = connection.execute(
        "SELECT id FROM live.members m WHERE NOT EXISTS"
        " (SELECT 1 FROM live.person_versions v WHERE v.digest = m.person)"
        " AND NOT EXISTS (SELECT 1 FROM live.erasures e WHERE e.member = m.id)"
    )
    places.extend(msg("member {member}: the record is missing", member=row[0]) for row in rows)
    return places.found(), count


def list_problems(connection: Connection, fact: Fact, body: ListPublished) -> list[Message]:
    """What is wrong with the batches of a published list."""
    rows = connection.execute("SELECT digest, rows FROM live.list_batches WHERE list = ? ORDER BY batch", (body.list,))
    found = tuple(batch_digest(batch) for _, batch in rows)
    if found == body.batches:
        return []
    return [msg("{place}: the rows of list {list} were changed or are missing", place=place_of(fact), list=body.list)]
