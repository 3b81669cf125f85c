"""At each Z report the till puts its name to everything it has recorded so far.

The private key lies outside the books (`workflows.secrets`), and so does a witness: where the chain stood at
the last signature. Whoever changes the file, cuts its end off or puts an older copy in its place can make the
chain fit again, but neither the signature nor the witness; the doctor compares all three.
"""

from __future__ import annotations

import contextlib
from typing import Literal

import msgspec

from app.facts import signing
from app.facts.bodies import ChainSigned, ShiftClosed
from app.facts.upcast import read_body
from app.values.clock import Instant
from app.values.errors import Trouble
from app.values.words import Message, msg
from app.workflows.ports import Books
from app.workflows.secrets import TILL_KEY, WITNESS, Secrets


class Seen(msgspec.Struct, frozen=True):
    """The witness: where the chain of this till stood when it was last signed, and by which key."""

    epoch: int
    seq: int
    head: bytes
    key: bytes


def sign_chain(books: Books, at: Instant, *, staff: str = "") -> bool:
    """Sign the chain's head if a Z report has been made since the last signature; returns whether it was.

    A keyring that is silent never holds up a close: the next start signs what is due.
    """
    with books.reads() as reads:
        closed = reads.closed_shifts(1)
        signed = reads.last_of("ChainSigned")
        if not closed or (signed is not None and signed.seq > closed[0].closed.seq):
            return False
        if closed[0].closed.epoch != reads.identity().epoch:
            return False
    try:
        private = _till_key(books.secrets)
    except Trouble:
        return False
    with books.unit_of_work() as unit:
        who, (seq, chain_hash) = unit.identity(), unit.chain_head()
        last = read_body(closed[0].closed)
        number = last.end.number if isinstance(last, ShiftClosed) and last.end is not None else 0
        head = signing.Head(who.shop, who.till, who.epoch, seq, chain_hash)
        body = signing.sign(private, head, report=number)
        kept = unit.record(body, business_on=closed[0].shift.business_on, staff=staff, at=at)
    with contextlib.suppress(Trouble):
        _witness(books.secrets, who.till, Seen(who.epoch, kept.seq, kept.chain_hash, body.key))
    return True


class SignatureState(msgspec.Struct, frozen=True):
    """Whether what is signed still stands, in words."""

    said: Message
    tone: Literal["ok", "info", "warn", "err"]


def signature_state(books: Books) -> SignatureState:
    """Compare the last signature and the witness with the chain as it is; quick, and not the whole examination."""
    with books.reads() as reads:
        who, last = reads.identity(), reads.last_of(ChainSigned.__name__)
        try:
            witness = seen(books.secrets, who.till)
        except Trouble:
            witness = None
        if witness is not None and reads.chain_hash_at(witness.epoch, witness.seq) != witness.head:
            return SignatureState(
                msg("The books end before, or differ from, what this till signed. Run the examination (doctor)."), "err"
            )
        if last is None:
            return SignatureState(msg("Nothing is signed yet: the first Z report signs what is there."), "info")
        body = read_body(last)
        assert isinstance(body, ChainSigned)
        if not signing.is_signed(last, body) or reads.chain_hash_at(last.epoch, body.seq) != body.head:
            wrong = msg("The last signature does not fit the books. Run the examination (doctor).")
            return SignatureState(wrong, "err")
        said = msg(
            "{n} entries are signed by this till (key {key}), the last on {day}.",
            n=body.seq,
            key=signing.key_name(body.key),
            day=last.business_on,
        )
        return SignatureState(said, "ok")


def seen(secrets: Secrets, till: int) -> Seen | None:
    """The witness of a till on this machine; None where it never signed here, or where it was lost."""
    kept = secrets.get(f"{WITNESS}-{till}")
    if kept is None:
        return None
    try:
        return msgspec.msgpack.decode(kept, type=Seen)
    except msgspec.MsgspecError:
        return None


def forget_witness(secrets: Secrets, till: int) -> None:
    """These books begin anew on this machine."""
    secrets.forget(f"{WITNESS}-{till}")


def _witness(secrets: Secrets, till: int, saw: Seen) -> None:
    secrets.put(f"{WITNESS}-{till}", msgspec.msgpack.encode(saw))


def _till_key(secrets: Secrets) -> bytes:
    private = secrets.get(TILL_KEY)
    if private is None:
        private = signing.new_key()
        secrets.put(TILL_KEY, private)
    return private
