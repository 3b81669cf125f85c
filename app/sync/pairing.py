"""Pairing: how a till and a hub that have never met come to know each other's keys.

The owner makes a code at the hub, good once, for ten minutes and five tries. The till shows with an HMAC that it
knows the code, bound to its key; the hub's answer shows with another that it does too. So the code never crosses
the wire, and nobody between them can put keys of his own in. Both then show the same six digits to compare.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

import msgspec

from app.values.errors import Refusal
from app.values.words import msg

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no letter that reads like a digit."""
LENGTH = 10
SCHEME = "regulars-hub:"


class Invitation(msgspec.Struct, frozen=True, array_like=True):
    """What the hub shows as a QR code.

    Attributes:
        pin: SHA-256 of the public key of the hub's certificate. code: 10 characters, good once.
    """

    url: str
    pin: bytes
    tenant: str
    pairing: str
    code: str


class PairingAsked(msgspec.Struct, frozen=True, array_like=True):
    """The till's key, and the proof that it knows the code."""

    tenant: str
    pairing: str
    public_key: bytes
    nonce: bytes
    proof: bytes


class Paired(msgspec.Struct, frozen=True, array_like=True):
    """The hub's answer: which till this is, and the hub's key; `proof` as above, by the hub."""

    device: str
    shop: str
    hub_key: bytes
    hub: int
    proof: bytes


def new_code() -> str:
    """10 characters, 50 bits of the operating system's randomness."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def typed_code(text: str) -> str:
    """A code as a person types it: case, blanks, dashes, and O, I, L for the digits they look like.

    >>> typed_code("7kf3-o9il-ab")
    '7KF30911AB'
    """
    plain = "".join(text.upper().split()).replace("-", "").translate(str.maketrans("OIL", "011"))
    if len(plain) != LENGTH or set(plain) - set(ALPHABET):
        raise Refusal("pairing.code", msg("A pairing code has 10 letters and digits, as the hub shows them."))
    return plain


def ask(invitation: Invitation, public_key: bytes, nonce: bytes) -> PairingAsked:
    """The till's request."""
    proof = _proof(invitation.code, b"till", public_key, nonce)
    return PairingAsked(invitation.tenant, invitation.pairing, public_key, nonce, proof)


def knows_code(asked: PairingAsked, code: str) -> bool:
    """Whether whoever asks knows the code."""
    return hmac.compare_digest(asked.proof, _proof(code, b"till", asked.public_key, asked.nonce))


def confirm(asked: PairingAsked, code: str, answer: Paired) -> Paired:
    """The hub's answer with its proof."""
    return msgspec.structs.replace(answer, proof=_answer_proof(code, asked.public_key, asked.nonce, answer))


def is_confirmed(invitation: Invitation, asked: PairingAsked, answer: Paired) -> bool:
    """Whether the answer comes from the hub that made the code."""
    return hmac.compare_digest(answer.proof, _answer_proof(invitation.code, asked.public_key, asked.nonce, answer))


def digits(till_key: bytes, hub_key: bytes) -> str:
    """Six digits of both keys, shown on both sides.

    >>> digits(b"a" * 32, b"b" * 32)
    '301 946'
    """
    number = int.from_bytes(hashlib.sha256(b"regulars keys" + till_key + hub_key).digest()[:8], "big") % 1_000_000
    return f"{number // 1000:03d} {number % 1000:03d}"


def _answer_proof(code: str, till_key: bytes, nonce: bytes, answer: Paired) -> bytes:
    said = msgspec.msgpack.encode((answer.device, answer.shop, answer.hub_key, answer.hub))
    return _proof(code, b"hub", till_key, nonce + said)


def _proof(code: str, who: bytes, key: bytes, rest: bytes) -> bytes:
    return hmac.digest(code.encode(), b"regulars pairing 1 " + who + key + rest, "sha256")
