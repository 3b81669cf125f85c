"""What the doctor found: one check after another, each with the places where it failed."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from app.values.words import Message

MOST_PLACES = 20

Found = tuple[tuple[str, ...], int]
"""Places where a check fails, and how much was looked at."""


class Check(msgspec.Struct, frozen=True):
    """One thing that was looked at.

    Attributes:
        code: Stable (`chain`, `replay`), for JSON and tests.
        title: What should hold, in words.
        where: Places where it does not, at most 20; empty where all is well.
        count: How much was looked at, in the check's own unit.
        words: What is wrong as a whole, where that can be said to people; the places are then its English.
    """

    code: str
    title: Message
    where: tuple[str, ...] = ()
    count: int = 0
    words: Message | None = None

    @property
    def ok(self) -> bool:
        """Nothing was found."""
        return not self.where


class Report(msgspec.Struct, frozen=True):
    """The whole examination."""

    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Every check holds."""
        return all(check.ok for check in self.checks)


class Places:
    """Gathers places, keeping the first few and counting the rest."""

    def __init__(self) -> None:
        self._found: list[str] = []
        self._more = 0

    def add(self, place: str) -> None:
        """One more place."""
        if len(self._found) < MOST_PLACES - 1:
            self._found.append(place)
        else:
            self._more += 1

    def extend(self, places: Iterable[str]) -> None:
        """Several more."""
        for place in places:
            self.add(place)

    def found(self) -> tuple[str, ...]:
        """The first places, and how many more there are."""
        return (*self._found, f"and {self._more} more") if self._more else tuple(self._found)
