"""What a till signs when it puts its name to its chain: who it is, where the chain stands, and its hash there.

Ed25519. The text begins with its own purpose, so that a signature of ours for anything else can never be
passed off as one of these.
"""

from __future__ import annotations

import hashlib

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.facts.envelope import Fact
from app.facts.oversight import ChainSigned

PURPOSE = b"regulars chain head 1\x00"


class Head(msgspec.Struct, frozen=True):
    """Where a chain stands: shop, till, epoch, number and chain hash of its last fact."""

    shop: str
    till: int
    epoch: int
    seq: int
    head: bytes


def signed_bytes(head: Head) -> bytes:
    """The bytes that are signed."""
    return PURPOSE + msgspec.msgpack.encode((head.shop, head.till, head.epoch, head.seq, head.head))


def new_key() -> bytes:
    """A new private key, 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(private: bytes) -> bytes:
    """The public key of a private one."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sign(private: bytes, head: Head, *, report: int = 0) -> ChainSigned:
    """The body that keeps a signature over the head."""
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(signed_bytes(head))
    return ChainSigned(seq=head.seq, head=head.head, key=public_key(private), signature=signature, report=report)


def is_signed(fact: Fact, body: ChainSigned) -> bool:
    """Whether the signature in this fact is over its own till's chain up to the fact before it, by the key it names."""
    head = Head(fact.shop, fact.till, fact.epoch, body.seq, body.head)
    try:
        Ed25519PublicKey.from_public_bytes(body.key).verify(body.signature, signed_bytes(head))
    except (InvalidSignature, ValueError):
        return False
    return body.seq == fact.seq - 1


def key_name(key: bytes) -> str:
    """Sixteen hexadecimal digits by which people compare public keys."""
    return hashlib.sha256(key).hexdigest()[:16]
