"""Signatures: every one fits the chain it was put under, and the witness outside the shop's folder agrees.

The chain by itself can be made to fit again by whoever changes the file; the till's key and the witness are
not in the file. So an entry that was changed, taken out or put in before the last Z report shows here, and so
does a file whose end was cut off, or that is an older copy.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.facts import signing
from app.facts.bodies import ChainSigned
from app.facts.upcast import read_body
from app.storage.connection import Connection
from app.storage.doctor.chain import place_of
from app.storage.doctor.report import Found, Places
from app.storage.reads.history import FACT_COLUMNS, fact_of
from app.storage.secrets import secrets_of
from app.values.errors import Trouble
from app.values.words import msg
from app.workflows.chain_signing import Seen, seen

Witness = Callable[[str, int], Seen | None]
_SIGNED = f"SELECT {FACT_COLUMNS} FROM live.facts WHERE kind = 'ChainSigned' ORDER BY till, epoch, seq"
_HASH = "SELECT chain_hash FROM live.facts WHERE till = ? AND epoch = ? AND seq = ?"


def witness_of(folder: Path) -> Witness:
    """What this machine's witness says of a shop in a folder; None where there is none, or it is silent."""

    def ask(shop: str, till: int) -> Seen | None:
        try:
            return seen(secrets_of(shop, folder), till)
        except Trouble:
            return None

    return ask


def check_signatures(connection: Connection, witness: Witness) -> Found:
    """Every signature over its own till's chain, and the witness of this till."""
    places, count = Places(), 0
    keys: dict[tuple[int, int], bytes] = {}
    for row in connection.execute(_SIGNED):
        count += 1
        fact = fact_of(row)
        body = read_body(fact)
        assert isinstance(body, ChainSigned)
        if not signing.is_signed(fact, body):
            places.add(msg("{place}: its signature is not the till's", place=place_of(fact)))
        if _hash_at(connection, fact.till, fact.epoch, body.seq) != body.head:
            places.add(msg("{place}: what it signed was changed since", place=place_of(fact)))
        if keys.setdefault((fact.till, fact.epoch), body.key) != body.key:
            places.add(msg("{place}: it is signed with another key than before", place=place_of(fact)))
    who = connection.execute("SELECT shop, till, epoch FROM live.identity").fetchone()
    saw = witness(who[0], who[1]) if who is not None else None
    if saw is not None:
        count += 1
        _check_witness(connection, saw, till=who[1], epoch=who[2], key=keys.get((who[1], saw.epoch)), places=places)
    return places.found(), count


def _check_witness(
    connection: Connection, saw: Seen, *, till: int, epoch: int, key: bytes | None, places: Places
) -> None:
    """A till whose life began anew (it was restored) may have lost the end of its life before."""
    if epoch > saw.epoch:
        return
    found = _hash_at(connection, till, saw.epoch, saw.seq)
    if epoch < saw.epoch or not found:
        places.add(
            msg(
                "The books end before entry {seq}, which this till had signed: an older copy, or its end was cut off",
                seq=saw.seq,
            )
        )
    elif found != saw.head:
        places.add(msg("Entry {seq} is not the one that this till had signed", seq=saw.seq))
    elif key is not None and key != saw.key:
        places.add(msg("The signatures are of another key than this till's ({name})", name=signing.key_name(saw.key)))


def _hash_at(connection: Connection, till: int, epoch: int, seq: int) -> bytes:
    row = connection.execute(_HASH, (till, epoch, seq)).fetchone()
    return bytes(row[0]) if row is not None else b""
