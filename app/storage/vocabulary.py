"""Vocabularies: the distinct words of a word index, kept in memory for finding what was mistyped.

Read from the index at the first mistyped search, then kept up with what this program adds. A word that no
row has any more does no harm: it finds nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable

from app.storage.connection import Connection

MOST_NEAR = 24


class Vocabulary:
    """Distinct words by length and first letter, so that only words that may be meant are compared."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._by_length: dict[int, list[str]] = {}
        self._by_start: dict[tuple[int, str], list[str]] = {}
        self._known: set[str] = set()
        self.add(words)

    def __len__(self) -> int:
        return len(self._known)

    def add(self, words: Iterable[str]) -> None:
        """Learn words."""
        for word in words:
            if word not in self._known:
                self._known.add(word)
                self._by_length.setdefault(len(word), []).append(word)
                self._by_start.setdefault((len(word), word[0]), []).append(word)

    def near(self, word: str) -> list[tuple[int, str]]:
        """Words within the edits that a typing error makes, as (edits, word), nearest first.

        A swap of two neighbours is one edit. Short words allow one, longer ones two; under three letters
        everything is near everything, so nothing is. The first letter is seldom wrong: only where no word
        with the same one is a single edit away are all words compared.
        """
        edits = _allowed_edits(word)
        if not edits:
            return []
        lengths = range(len(word) - edits, len(word) + edits + 1)
        found = _nearest(word, edits, [self._by_start.get((length, word[0]), []) for length in lengths])
        if found and found[0][0] <= 1:
            return found
        return _nearest(word, edits, [self._by_length.get(length, []) for length in lengths])


def _nearest(word: str, edits: int, shelves: Iterable[list[str]]) -> list[tuple[int, str]]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found: list[tuple[int, str]] = []
    for shelf in shelves:
        hits = process.extract(word, shelf, scorer=OSA.distance, score_cutoff=edits, limit=MOST_NEAR)
        found.extend((int(distance), near) for near, distance, _ in hits)
    return sorted(found)[:MOST_NEAR]


def _allowed_edits(word: str) -> int:
    if len(word) < 3:
        return 0
    return 1 if len(word) < 5 else 2


class Vocabularies:
    """One vocabulary for each word index of a store, shared by its threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loaded: dict[str, Vocabulary] = {}

    def of(self, index: str, connection: Connection) -> Vocabulary:
        """The vocabulary of an index, read at first use."""
        with self._lock:
            if index not in self._loaded:
                rows = connection.execute(f"SELECT term FROM {index}_vocabulary")
                self._loaded[index] = Vocabulary(row[0] for row in rows)
            return self._loaded[index]

    def forget(self) -> None:
        """Forget all words; they are read anew at the next mistyped search."""
        with self._lock:
            self._loaded.clear()

    def learn(self, index: str, words: Iterable[str]) -> None:
        """Words that were just added to the index; nothing while it was not read yet."""
        with self._lock:
            if index in self._loaded:
                self._loaded[index].add(words)
