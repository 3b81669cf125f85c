"""The look through the whole file beside a selling till: its pages, then its chain.

A till opens in milliseconds and cannot look at everything then; damage in the middle is found here, minutes later,
and said.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.storage.chain import first_break
from app.storage.connection import open_reader
from app.storage.failures import in_words
from app.values.errors import Expected, Trouble
from app.values.words import msg


def look_through(database: Path, breathe: Callable[[], None] = lambda: None) -> Expected | None:
    """What is wrong with an open shop's database; None where all is well.

    Args:
        breathe: Called every few hundred facts, so that others can go on.
    """
    try:
        with in_words():
            connection = open_reader(database)
            try:
                pages = [str(row[0]) for row in connection.execute("PRAGMA quick_check(3)")]
                broken = first_break(connection, breathe) if pages == ["ok"] else ""
            finally:
                connection.close()
    except Expected as expected:
        return expected
    except (ValueError, TypeError) as error:
        return damage_inside(str(error))
    if pages != ["ok"]:
        return damage_inside("; ".join(pages))
    return damage_inside(f"fact {broken}") if broken else None


def damage_inside(where: str) -> Trouble:
    """What is said where the file is damaged in the middle."""
    return Trouble(
        "shop.damaged",
        msg(
            "The shop's database is damaged inside ({where}). Stop selling on this till, close the program and restore "
            "a backup: what was recorded after it is taken over as far as it is whole.",
            where=where[:160],
        ),
        msg("The database is damaged"),
    )
