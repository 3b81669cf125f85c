"""Signed requests: who sends what to which hub, once, bound to the exact bytes of the body.

Ed25519 over a canonical text. A stolen log holds nothing that can be used again: the number of a request is
good once, the body's hash is signed, and so is the hub's incarnation. Algorithms are fixed, not negotiated.
"""

from __future__ import annotations

import hashlib

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

HEADER = "X-Regulars"
CONTEXT = b"regulars request 1\n"


class Stamp(msgspec.Struct, frozen=True, array_like=True):
    """What a request carries in its header.

    Attributes:
        nonce: Number of the request: rises, and is good once. at: The till's clock, milliseconds since 1970.
        signature: 64 bytes over all of it and the body.
    """

    tenant: str
    device: str
    nonce: int
    at: int
    signature: bytes = b""


class DeviceKey:
    """A till's private key."""

    def __init__(self, secret: bytes | None = None) -> None:
        """Args: secret: 32 bytes as `secret()` gave them; a new key if None."""
        self._key = Ed25519PrivateKey.from_private_bytes(secret) if secret else Ed25519PrivateKey.generate()

    def secret(self) -> bytes:
        """The 32 bytes to keep in the keyring."""
        return self._key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())

    def public(self) -> bytes:
        """The 32 bytes that the hub knows it by."""
        return self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
        return self._key.sign(message)

    def stamp(self, stamp: Stamp, path: str, body: bytes) -> Stamp:
        """The stamp with its signature."""
        return msgspec.structs.replace(stamp, signature=self.sign(_signed(stamp, path, body)))


def is_genuine(public: bytes, stamp: Stamp, path: str, body: bytes) -> bool:
    """Whether the holder of the key signed exactly this."""
    return verifies(public, stamp.signature, _signed(stamp, path, body))


def verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether a signature is right; wrong lengths are not."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _signed(stamp: Stamp, path: str, body: bytes) -> bytes:
    head = msgspec.msgpack.encode((path, stamp.tenant, stamp.device, stamp.nonce, stamp.at))
    return CONTEXT + head + hashlib.sha256(body).digest()
