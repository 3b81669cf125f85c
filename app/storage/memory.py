"""What a store keeps in memory for all its looks: the words for typing errors, and programs read once."""

from __future__ import annotations

from collections.abc import Iterable

from app.loyalty.program import Program, read_program
from app.storage.vocabulary import Vocabularies

Published = tuple[str, int, int, bytes]
"""Id, version, instant from which it is in force, canonical JSON."""


class Memory:
    """Shared by the threads of a store.

    Attributes:
        vocabularies: Distinct words of the word indexes.
    """

    def __init__(self) -> None:
        self.vocabularies = Vocabularies()
        self._programs: dict[bytes, Program] = {}

    def program(self, data: bytes) -> Program:
        """A published program, read once: its text never changes."""
        known = self._programs.get(data)
        if known is None:
            known = self._programs[data] = read_program(data)
        return known

    def programs(self, rows: Iterable[Published]) -> dict[str, Program]:
        """Programs by id."""
        return {row[0]: self.program(row[3]) for row in rows}
