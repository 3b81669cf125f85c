"""Finding rows by words: exact words first, then beginnings, the other keyboard layout, then typing errors.

Every word is quoted by one builder, so that nothing a person types is ever read as a query. No ranking
function of the index is used: it would read every match, and a single letter matches half a million.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from app.storage.reads.look import Look
from app.values.folding import layout_twins, tokens

Row = TypeVar("Row", bound=tuple[Any, ...])

LONGEST_TEXT = 64
MOST_WORDS = 8
MOST_CANDIDATES = 2000
MOST_SCORED = 120


def quoted(word: str, *, beginning: bool = False) -> str:
    """A word as the index's query language has it; only letters and digits ever get here."""
    return f'"{word}"*' if beginning else f'"{word}"'


def query_words(text: str) -> list[str]:
    """The folded words of a text, cut to what is worth looking for."""
    return list(dict.fromkeys(tokens(text[:LONGEST_TEXT])))[:MOST_WORDS]


def find_rows(look: Look, index: str, text: str, *, limit: int, fetch: Callable[[int], Row | None]) -> list[Row]:
    """Rows that fit the text, best first.

    Args:
        index: The word index.
        fetch: Row by its number in the index, its folded words last; None for one that does not count.
    """
    readings = [words for words in map(query_words, (text[:LONGEST_TEXT], *layout_twins(text[:LONGEST_TEXT]))) if words]
    found: dict[int, Row] = {}
    for beginning in (False, True):
        for words in readings:
            query = " AND ".join(quoted(word, beginning=beginning) for word in words)
            _collect(_matches(look, index, query), fetch, limit, found)
    if not found:
        for words in readings:
            before = len(found)
            _collect(_mistyped(look, index, words, fetch), fetch, limit, found)
            if len(found) > before:
                break
    return list(found.values())[:limit]


def _collect(numbers: Iterator[int], fetch: Callable[[int], Row | None], limit: int, found: dict[int, Row]) -> None:
    for looked, n in enumerate(numbers):
        if len(found) >= limit or looked >= MOST_CANDIDATES:
            return
        if n not in found:
            row = fetch(n)
            if row is not None:
                found[n] = row


def _matches(look: Look, index: str, query: str) -> Iterator[int]:
    for (n,) in look.connection.execute(f"SELECT rowid FROM {index} WHERE {index} MATCH ?", (query,)):
        yield n


def _mistyped(look: Look, index: str, words: list[str], fetch: Callable[[int], Row | None]) -> Iterator[int]:
    """Rows that have a word near each of these, nearest first."""
    vocabulary = look.memory.vocabularies.of(index, look.connection)
    choices: list[str] = []
    for word in words:
        near = [choice for _, choice in vocabulary.near(word)]
        if not near:
            near = [word]
        choices.append(" OR ".join([*(quoted(choice) for choice in near), quoted(word, beginning=True)]))
    query = " AND ".join(f"({choice})" for choice in choices)
    scored: list[tuple[int, int]] = []
    for looked, n in enumerate(_matches(look, index, query)):
        if len(scored) >= MOST_SCORED or looked >= MOST_CANDIDATES:
            break
        row = fetch(n)
        if row is not None:
            scored.append((_distance(words, str(row[-1]).split()), n))
    return iter([n for _, n in sorted(scored)])


def _distance(words: list[str], theirs: list[str]) -> int:
    """Edits from what was typed to the nearest words of a row."""
    from rapidfuzz.distance import OSA

    return sum(min((OSA.distance(word, their) for their in theirs), default=len(word)) for word in words)
