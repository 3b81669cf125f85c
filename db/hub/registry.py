"""The hub's migrations, in order, as they lie here; the hub applies them."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def migrations() -> list[tuple[int, str, str]]:
    """Number, name and SQL of each, in order.

    >>> [(number, name) for number, name, _ in migrations()][:1]
    [(1, 'm0001_the_hub')]
    """
    found = []
    for path in sorted(FOLDER.glob("m[0-9][0-9][0-9][0-9]_*.sql")):
        found.append((int(path.stem[1:5]), path.stem, path.read_text("utf-8")))
    return found
