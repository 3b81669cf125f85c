"""What a store keeps in memory for all its looks: the words for typing errors, and programs read once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from app.loyalty.program import Program, read_program
from app.storage.vocabulary import Vocabularies

Key = TypeVar("Key")
Value = TypeVar("Value")

Published = tuple[str, int, int, bytes]
"""Id, version, instant from which it is in force, canonical JSON."""


class Latest(Generic[Key, Value]):
    """The few things that were kept last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """What was kept under this key, if it still is."""
        with self._lock:
            return self._kept.get(key)

    def keep(self, key: Key, value: Value) -> None:
        """Keep it; what was kept longest ago goes."""
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


MOST_MEMBERS = 16
"""Members with very many entries that are remembered; each takes a few megabytes."""


class Memory:
    """Shared by the threads of a store.

    Attributes:
        vocabularies: Distinct words of the word indexes.
    """

    def __init__(self) -> None:
        self.vocabularies = Vocabularies()
        self._programs: dict[bytes, Program] = {}
        self._of_members: Latest[tuple[str, tuple[Any, ...]], Any] = Latest(MOST_MEMBERS)

    def program(self, data: bytes) -> Program:
        """A published program, read once: its text never changes."""
        known = self._programs.get(data)
        if known is None:
            known = self._programs[data] = read_program(data)
        return known

    def programs(self, rows: Iterable[Published]) -> dict[str, Program]:
        """Programs by id."""
        return {row[0]: self.program(row[3]) for row in rows}

    def of_member(self, member: str, mark: tuple[Any, ...], read: Callable[[], Any]) -> Any:
        """What was read of a member with very many entries, while `mark` is the same.

        Args:
            mark: Counts of rows that are only ever added to, and the newest: the same mark is the same rows.
        """
        known = self._of_members.get((member, mark))
        if known is None:
            known = read()
            self._of_members.keep((member, mark), known)
        return known
