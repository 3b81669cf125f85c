"""Which column of a file is which of ours: by the same name, or as the shopkeeper says; never by position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from app.facts.bodies import ListOf
from app.values.errors import Refusal
from app.values.words import msg


class Wanted(msgspec.Struct, frozen=True):
    """The columns a kind of list may have.

    Attributes:
        required: Without these nothing can be brought in.
        one_of: At least one of these must be there.
    """

    of: ListOf
    known: tuple[str, ...]
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()


PRODUCT_COLUMNS = Wanted(
    "products",
    ("sku", "name", "price", "barcode", "category", "tax", "unit", "min_price"),
    required=("sku", "name", "price"),
)
MEMBER_COLUMNS = Wanted(
    "members",
    ("number", "name", "phone", "email", "birthday", "points", "consent"),
    one_of=("number", "phone", "email"),
)

Places = dict[str, tuple[tuple[int, ...], ...]]
"""Our column names, each with its alternatives: the places in the file whose texts together make it up."""


def find_columns(header: Sequence[str], wanted: Wanted, told: Mapping[str, str]) -> Places:
    """Where each of our columns is in the file.

    Args:
        told: Ours to theirs. Theirs may join columns (`First Name+Last Name`), fall back on another where one is
            empty (`Mobile|Phone`), and pick one of several of the same name (`phone#2`).

    Raises:
        Refusal: a name that does not exist, stands twice, or is missing; names what the file has.
    """
    unknown = sorted(set(told) - set(wanted.known))
    if unknown:
        raise Refusal(
            "usage.map",
            msg("There is no column {name} to map; ours are {known}.", name=unknown[0], known=", ".join(wanted.known)),
        )
    places: Places = {}
    for ours in wanted.known:
        if ours in told:
            places[ours] = _told_places(header, told[ours], ours)
        elif ours in _folded(header):
            places[ours] = ((_place(header, ours, ours),),)
    _require(header, wanted, places)
    return places


def cells_of(fields: Sequence[str], places: Places) -> dict[str, str]:
    """One row's texts under our names: the first alternative that is not empty, joined with spaces."""
    return {ours: _first_text(fields, alternatives) for ours, alternatives in places.items()}


def _first_text(fields: Sequence[str], alternatives: tuple[tuple[int, ...], ...]) -> str:
    texts = (" ".join(text for at in joined if (text := fields[at].strip())) for joined in alternatives)
    return next(filter(None, texts), "")


def _told_places(header: Sequence[str], theirs: str, ours: str) -> tuple[tuple[int, ...], ...]:
    if theirs.strip().lower() in _folded(header):
        return ((_place(header, theirs.strip(), ours),),)
    return tuple(
        tuple(_place(header, part.strip(), ours) for part in joined.split("+")) for joined in theirs.split("|")
    )


def _place(header: Sequence[str], name: str, ours: str) -> int:
    wanted, nth = name.lower(), 0
    stem, mark, digits = name.rpartition("#")
    if mark and digits.isascii() and digits.isdigit() and wanted not in _folded(header):
        wanted, nth = stem.strip().lower(), int(digits)
    found = [at for at, heading in enumerate(_folded(header)) if heading == wanted]
    if not found or nth > len(found):
        raise Refusal(
            "import.column",
            msg("The file has no column {name}. It has: {header}.", name=name, header=_listed(header)),
        )
    if len(found) > 1 and not nth:
        raise Refusal(
            "import.column_twice",
            msg(
                "The file has {count} columns named {name}. Say which one is meant: --map {ours}={name}#1. "
                "Nothing was read.",
                count=len(found),
                name=name,
                ours=ours,
            ),
        )
    return found[max(nth, 1) - 1]


def _require(header: Sequence[str], wanted: Wanted, places: Places) -> None:
    missing = [name for name in wanted.required if name not in places]
    if missing:
        raise Refusal(
            "import.column_missing",
            msg(
                "The file has no column {names}. It has: {header}. Say which of them it is: --map {name}=THEIRS. "
                "Nothing was read.",
                names=", ".join(missing),
                name=missing[0],
                header=_listed(header),
            ),
        )
    if wanted.one_of and not any(name in places for name in wanted.one_of):
        raise Refusal(
            "import.column_missing",
            msg(
                "The file has none of the columns {names}. It has: {header}. Say which of them is one: "
                "--map {name}=THEIRS. Nothing was read.",
                names=", ".join(wanted.one_of),
                name=wanted.one_of[0],
                header=_listed(header),
            ),
        )


def _folded(header: Sequence[str]) -> list[str]:
    return [heading.lower() for heading in header]


def _listed(header: Sequence[str], most: int = 24) -> str:
    named = [heading for heading in header if heading]
    return ", ".join(named[:most]) + (" …" if len(named) > most else "")
