"""The chain of facts, checked on any connection without replaying anything: quick enough for a start and a copy."""

from __future__ import annotations

from collections.abc import Callable

from app.facts.envelope import GENESIS, Fact, chain_hash, entry_hash
from app.storage.connection import Connection
from app.storage.reads.history import FACT_COLUMNS, fact_of

TAIL = 200
BREATH = 250
"""Facts between two moments at which others may go on."""

_TAIL = f"""
SELECT * FROM (SELECT n, {FACT_COLUMNS} FROM facts WHERE till = ? AND epoch = ? ORDER BY seq DESC LIMIT ?)
ORDER BY n
"""


def place_of(fact: Fact) -> str:
    """How a fact is named to people: till, epoch, sequence and kind."""
    return f"{fact.till}/{fact.epoch}/{fact.seq} {fact.kind}"


def first_break(connection: Connection, breathe: Callable[[], None] = lambda: None) -> str:
    """Where a fact was changed or does not follow the one before it; empty where all do.

    Args:
        breathe: Called every few hundred facts, so that a thread beside a selling till can give way.
    """
    seq, prev, life = 0, GENESIS, (0, 0)
    rows = connection.execute(f"SELECT {FACT_COLUMNS} FROM facts ORDER BY till, epoch, seq")
    for count, row in enumerate(rows, 1):
        fact = fact_of(row)
        if (fact.till, fact.epoch) != life:
            life, seq, prev = (fact.till, fact.epoch), 0, GENESIS
        if not _follows(fact, seq, prev):
            return place_of(fact)
        seq, prev = fact.seq, fact.chain_hash
        if count % BREATH == 0:
            breathe()
    return ""


def break_in_tail(connection: Connection, length: int = TAIL) -> str:
    """As `first_break`, of this till's newest facts only."""
    till, epoch = connection.execute("SELECT till, epoch FROM identity").fetchone()
    facts = [fact_of(row[1:]) for row in connection.execute(_TAIL, (till, epoch, length))]
    for before, fact in zip([None, *facts], facts, strict=False):
        seq, prev = (before.seq, before.chain_hash) if before else (fact.seq - 1, fact.prev)
        if not _follows(fact, seq, prev):
            return place_of(fact)
    return ""


def _follows(fact: Fact, seq: int, prev: bytes) -> bool:
    entry = entry_hash(fact)
    return (
        fact.seq == seq + 1
        and fact.prev == prev
        and fact.entry_hash == entry
        and fact.chain_hash == chain_hash(fact, entry)
    )
