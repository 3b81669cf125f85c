"""Mending a code that arrived as text under the wrong layout, where no scan codes say which keys were struck.

The text as received and its readings under each layout are candidates; only one that proves itself (a check
digit, a known prefix, a catalogue entry) is taken. Two that do are one too many: then nobody guesses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.devices.scanner.layouts import LayoutName, to_us
from app.people.cards import is_card_number
from app.people.codes import own_kind
from app.values.barcodes import is_gtin


@dataclass(frozen=True, slots=True)
class Mended:
    """What is taken for the code; `layout` is the one it was read back from, empty where nothing was mended."""

    code: str
    layout: str = ""


def candidates(text: str, active: LayoutName | None = None) -> list[tuple[LayoutName | None, str]]:
    """Readings of a text, best first and without repeats: as received, the active layout, then the others.

    >>> [code for _, code in candidates("фис-1")]
    ['фис-1', 'abc-1', 'abc2!']
    """
    order: list[LayoutName] = [*([active] if active else []), "ru", "ru-typewriter", "fr", "de"]
    found: dict[str, LayoutName | None] = {text: None}
    for name in order:
        if name != "us":
            reading = text.translate(to_us(name))
            if reading.isascii():
                found.setdefault(reading, name)
    return [(name, reading) for reading, name in found.items()]


def proves_itself(code: str) -> bool:
    """A check that text of another layout passes only by chance."""
    return is_gtin(code) or is_card_number(code) or own_kind(code) is not None


def mend(text: str, is_known: Callable[[str], bool] = lambda _: False, active: LayoutName | None = None) -> Mended:
    """The one reading that proves itself or is known; the raw text where none does, or more than one.

    Args:
        is_known: Asks for an exact catalogue hit, a known prefix or a code of a program.
        active: The layout that was active, if the system tells.
    """
    survivors = [(name, code) for name, code in candidates(text, active) if proves_itself(code) or is_known(code)]
    if len(survivors) != 1:
        return Mended(text)
    name, code = survivors[0]
    return Mended(code, name or "")


def known_by(prefixes: Iterable[str]) -> Callable[[str], bool]:
    """A check by the beginnings that an owner's rules know; what follows must be letters, digits and dashes."""
    known = tuple(prefix for prefix in prefixes if len(prefix) > 1)
    return lambda code: bool(known) and code.startswith(known) and code.replace("-", "").isalnum()
