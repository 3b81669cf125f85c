"""What the doctor found: one check after another, each with the places where it failed."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from app.values.words import Message, msgn

MOST_PLACES = 20

Found = tuple[tuple[Message, ...], int]
"""Places where a check fails, and how much was looked at."""


class Check(msgspec.Struct, frozen=True):
    """One thing that was looked at.

    Attributes:
        code: Stable (`chain`, `replay`), for JSON and tests.
        title: What should hold, in words.
        places: Where it does not, at most 20; empty where all is well.
        count: How much was looked at, in the check's own unit.
    """

    code: str
    title: Message
    places: tuple[Message, ...] = ()
    count: int = 0

    @property
    def ok(self) -> bool:
        """Nothing was found."""
        return not self.places

    @property
    def where(self) -> tuple[str, ...]:
        """The places in English: for tests and for whoever compares two reports."""
        return tuple(place.english() for place in self.places)


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
        self._found: list[Message] = []
        self._more = 0

    def add(self, place: Message) -> None:
        """One more place."""
        if len(self._found) < MOST_PLACES - 1:
            self._found.append(place)
        else:
            self._more += 1

    def extend(self, places: Iterable[Message]) -> None:
        """Several more."""
        for place in places:
            self.add(place)

    def found(self) -> tuple[Message, ...]:
        """The first places, and how many more there are."""
        more = (msgn("and {n} more", "and {n} more", self._more),) if self._more else ()
        return (*self._found, *more)
