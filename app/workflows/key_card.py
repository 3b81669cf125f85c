"""The key card: what every key does, as data; a screen shows it, a printer prints it, tests press it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from app.values.words import Message

KEY_CARD = "key_card"
"""The service that writes the card into the shop's folder and prints it, where the till has a printer."""


class KeyLine(msgspec.Struct, frozen=True):
    """One key, or some that belong together.

    Attributes:
        keys: As they are printed on the keys: `F12`, `+ −`.
    """

    keys: str
    words: Message


class KeySection(msgspec.Struct, frozen=True):
    """Keys of one place."""

    title: Message
    lines: tuple[KeyLine, ...]


class KeyCardPress(Protocol):
    """Service `key_card`."""

    def __call__(self, sections: Sequence[KeySection], /) -> None:
        """Write the card as text and PDF and queue it for the printer; trouble is said by itself."""
        ...
