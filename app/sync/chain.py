"""The chain over a till's entries as they travel: the same two hashes as a fact in its envelope."""

from __future__ import annotations

import datetime as dt
import hashlib

import msgspec

from app.facts.envelope import GENESIS, Fact
from app.sync.wire import Entry

__all__ = ["GENESIS", "business_on", "device_of", "entry_digest", "entry_of", "link"]

_encode = msgspec.msgpack.Encoder().encode


def entry_digest(entry: Entry) -> bytes:
    """Hash of what happened; equal to `Fact.entry_hash`."""
    head = _encode((entry.id, entry.kind, entry.schema, entry.hlc, entry.at, entry.business_on, entry.staff))
    return hashlib.sha256(len(head).to_bytes(4, "big") + head + entry.body).digest()


Place = tuple[str, int, int]
"""Device, epoch and seq: where in which chain."""


def link(place: Place, prev: bytes, digest: bytes) -> bytes:
    """Hash at a place of the chain that a device sends in one epoch."""
    return hashlib.sha256(_encode((*place, prev, digest))).digest()


def device_of(shop: str, till: int) -> str:
    """The hub's name of a till: its shop and its number there."""
    return f"{shop}/{till}"


def entry_of(fact: Fact, record: bytes = b"") -> Entry:
    """A recorded fact as it travels.

    >>> fact = Fact("a", "K", 1, "s", 2, 3, 4, GENESIS, 5, 6, dt.date(2026, 1, 2), "", b"body")
    >>> entry_of(fact).business_on, entry_of(fact).device, entry_of(fact).epoch
    ('2026-01-02', 's/2', 3)
    """
    return Entry(
        id=fact.id,
        kind=fact.kind,
        schema=fact.schema,
        hlc=fact.hlc,
        at=fact.at,
        business_on=fact.business_on.isoformat(),
        staff=fact.staff,
        body=fact.body,
        device=device_of(fact.shop, fact.till),
        epoch=fact.epoch,
        record=record,
    )


def business_on(entry: Entry) -> dt.date:
    """Its trading day; `ValueError` where it is none."""
    return dt.date.fromisoformat(entry.business_on)
