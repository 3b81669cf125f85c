"""The live code of a phone card: 71, digits only, signed, good for half a minute.

The phone holds a private Ed25519 key; a till holds public keys only, so no till, stolen or not, can make a code.
What is signed says what it is for (a domain of its own), of which shop, for which member and in which slot of
thirty seconds, so that a code of another shop, another kind or another time never fits. The algorithm is fixed:
nothing in a code chooses it.

    71  member (39 digits)  key (5)  slot (11)  signature (155)  check (2)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Literal

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.people.codes import compact, own_kind
from app.values.barcodes import with_mod97
from app.values.clock import Instant

PREFIX = "71"
SLOT_MS = 30_000
MEMBER_DIGITS, KEY_DIGITS, SLOT_DIGITS, SIGNATURE_DIGITS = 39, 5, 11, 155
LENGTH = len(PREFIX) + MEMBER_DIGITS + KEY_DIGITS + SLOT_DIGITS + SIGNATURE_DIGITS + 2
EARN_SLOTS = range(-2, 2)
SPEND_SLOTS = range(-1, 2)
_DOMAIN = b"regulars live code 1"
_SIGNATURE_BYTES = 64

Purpose = Literal["earn", "spend"]
Wrong = Literal["shape", "unknown_key", "forged", "expired", "early", "replayed"]
PublicKeys = Mapping[tuple[str, int], bytes]
"""32 bytes by member id and number of the key."""


class LiveCode(msgspec.Struct, frozen=True):
    """A code that is whole, signed and in time."""

    member: str
    key: int
    slot: int


class NotLive(msgspec.Struct, frozen=True):
    """Why a code is none: each reason has its own words, and all of them count as a try."""

    why: Wrong


def slot_of(at: Instant) -> int:
    """The slot of an instant: half minutes since 1970."""
    return at // SLOT_MS


def live_code(private: Ed25519PrivateKey, shop: str, member: str, *, key: int, at: Instant) -> str:
    """The code that a phone shows now.

    Args:
        member: Id (UUID) of the member. key: Number of the phone's key, 0 to 99,999.
    """
    slot = slot_of(at)
    signature = private.sign(_signed(shop, member, key, slot))
    body = (
        f"{PREFIX}{_number(member):0{MEMBER_DIGITS}d}{key:0{KEY_DIGITS}d}{slot:0{SLOT_DIGITS}d}"
        f"{int.from_bytes(signature, 'big'):0{SIGNATURE_DIGITS}d}"
    )
    return with_mod97(body)


def read_live_code(
    text: str,
    shop: str,
    keys: PublicKeys,
    *,
    at: Instant,
    purpose: Purpose = "earn",
    is_used: Callable[[str, int], bool] = lambda _member, _slot: False,
) -> LiveCode | NotLive:
    """Read a scanned code.

    Args:
        shop: Id of the shop; a code of another one is forged here.
        purpose: Earning takes a code up to a minute old, spending half a minute.
        is_used: Asks whether this member and slot were spent with already.
    """
    code = compact(text)
    if len(code) != LENGTH or own_kind(code) != "live":
        return NotLive("shape")
    parts = _Parts.of(code)
    if parts is None:
        return NotLive("shape")
    public = keys.get((parts.member, parts.key))
    if public is None:
        return NotLive("unknown_key")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            parts.signature, _signed(shop, parts.member, parts.key, parts.slot)
        )
    except (InvalidSignature, ValueError):
        return NotLive("forged")
    late = slot_of(at) - parts.slot
    allowed = SPEND_SLOTS if purpose == "spend" else EARN_SLOTS
    if -late not in allowed:
        return NotLive("expired" if late > 0 else "early")
    if purpose == "spend" and is_used(parts.member, parts.slot):
        return NotLive("replayed")
    return LiveCode(parts.member, parts.key, parts.slot)


class _Parts(msgspec.Struct, frozen=True):
    member: str
    key: int
    slot: int
    signature: bytes

    @staticmethod
    def of(code: str) -> _Parts | None:
        ends = [len(PREFIX)]
        for width in (MEMBER_DIGITS, KEY_DIGITS, SLOT_DIGITS, SIGNATURE_DIGITS):
            ends.append(ends[-1] + width)
        member, key, slot, signature = (int(code[a:b]) for a, b in pairwise(ends))
        if member >> 128 or signature >> (8 * _SIGNATURE_BYTES):
            return None
        return _Parts(_uuid(member), key, slot, signature.to_bytes(_SIGNATURE_BYTES, "big"))


def _signed(shop: str, member: str, key: int, slot: int) -> bytes:
    return msgspec.msgpack.encode((_DOMAIN, "live", shop, member, key, slot))


def _number(member: str) -> int:
    return int(member.replace("-", ""), 16)


def _uuid(number: int) -> str:
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
