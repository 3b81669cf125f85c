"""Identifiers that are made at the till: UUIDv7 (RFC 9562), sortable by the time they were made.

The random part comes from the operating system unless a seed is given (demo shop, tests), and within
one millisecond a counter keeps the order, so that ids of one maker always rise.
"""

from __future__ import annotations

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
