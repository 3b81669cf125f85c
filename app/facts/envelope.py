"""The envelope of a fact: who recorded what, when, and where it stands in its till's chain.

Two hashes (SHA-256). The entry hash covers what happened: id, kind, schema, hlc, at, business date, staff
and the encoded body. The chain hash covers where it stands: till, epoch, seq, the chain hash before, and
the entry hash. So a fact keeps its entry hash when it is issued again under a new epoch, and any change,
gap or reordering within a till shows. Across tills the canonical order is (hlc, id).
"""

from __future__ import annotations

import datetime as dt
import hashlib

import msgspec

from app.values.clock import Instant

GENESIS = b"\x00" * 32
HLC_COUNTER_BITS = 16


class Fact(msgspec.Struct, frozen=True):
    """One thing that happened, recorded for ever.

    Attributes:
        id: UUIDv7.
        kind: Name of the body's type (`SaleCompleted`); `schema` its version.
        shop: Shop id. till, epoch: Who recorded it, in which life. seq: From 1, without gaps.
        prev: Chain hash of the fact before it in this till and epoch; 32 zero bytes for the first.
        hlc: Hybrid logical clock: milliseconds << 16 | counter; only orders.
        at: Instant by the till's clock. business_on: Trading day. staff: Who did it, or empty.
        body: msgpack, exactly the bytes that are hashed.
    """

    id: str
    kind: str
    schema: int
    shop: str
    till: int
    epoch: int
    seq: int
    prev: bytes
    hlc: int
    at: Instant
    business_on: dt.date
    staff: str
    body: bytes
    entry_hash: bytes = b""
    chain_hash: bytes = b""

    @property
    def stamp(self) -> str:
        """Sortable text of the canonical order: 16 hex digits of hlc, then the id."""
        return f"{self.hlc:016x}:{self.id}"


def entry_hash(fact: Fact) -> bytes:
    """Hash of what happened."""
    head = msgspec.msgpack.encode(
        (fact.id, fact.kind, fact.schema, fact.hlc, fact.at, fact.business_on.isoformat(), fact.staff)
    )
    return hashlib.sha256(len(head).to_bytes(4, "big") + head + fact.body).digest()


def chain_hash(fact: Fact, entry: bytes) -> bytes:
    """Hash of where it stands."""
    place = msgspec.msgpack.encode((fact.till, fact.epoch, fact.seq, fact.prev, entry))
    return hashlib.sha256(place).digest()


def sealed(fact: Fact) -> Fact:
    """The fact with both hashes filled in."""
    entry = entry_hash(fact)
    return msgspec.structs.replace(fact, entry_hash=entry, chain_hash=chain_hash(fact, entry))


def next_hlc(last: int, now: Instant) -> int:
    """The hybrid logical clock after `last` at wall time `now` (ms): never goes back, never repeats."""
    return max(last + 1, max(now, 0) << HLC_COUNTER_BITS)
