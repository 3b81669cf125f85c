"""Identifiers that are made at the till: UUIDv7 (RFC 9562), sortable by the time they were made.

The random part comes from the operating system unless a seed is given (demo shop, tests), and within
one millisecond a counter keeps the order, so that ids of one maker always rise.
"""

from __future__ import annotations

import hashlib
import random
import secrets
from typing import Protocol

from app.values.clock import Clock


class Entropy(Protocol):
    """A source of random bits: `secrets.SystemRandom()` or a seeded `random.Random`."""

    def getrandbits(self, count: int, /) -> int: ...


class IdMaker:
    """Makes UUIDv7 texts, each larger than the one before."""

    def __init__(self, clock: Clock, entropy: Entropy | None = None) -> None:
        self._clock = clock
        self._entropy: Entropy = entropy if entropy is not None else secrets.SystemRandom()
        self._last_ms = 0
        self._counter = 0

    def new(self) -> str:
        """A new id: 36 characters, lower case."""
        now = max(self._clock.now(), 0)
        if now > self._last_ms:
            self._last_ms, self._counter = now, self._entropy.getrandbits(11)
        else:
            self._counter += 1
            if self._counter > 0xFFF:
                self._last_ms, self._counter = self._last_ms + 1, 0
        tail = self._entropy.getrandbits(62)
        bits = (self._last_ms & 0xFFFFFFFFFFFF) << 80 | 0x7 << 76 | self._counter << 64 | 0b10 << 62 | tail
        text = f"{bits:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def seeded(seed: int) -> random.Random:
    """A repeatable source for demos and tests; never for cards or keys."""
    return random.Random(seed)  # noqa: S311 - repeatability is the point


def new_salt() -> bytes:
    """16 random bytes of the operating system, for a person's record."""
    return secrets.token_bytes(16)


def named_id(*parts: str) -> str:
    """The id that follows from what it stands for: the same parts always give the same id (UUIDv8 of a SHA-256).

    For what is brought in from outside and may come again. The parts must not be guessable where they are
    personal: an id stays in the facts for ever.
    """
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"
