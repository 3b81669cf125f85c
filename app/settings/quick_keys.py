"""Quick keys: the owner's grid of goods, departments and functions beside the basket, as data in the settings."""

from __future__ import annotations

from typing import Literal

import msgspec

from app.values.errors import Refusal
from app.values.words import msg

QuickKind = Literal["goods", "department", "function"]
QuickColour = Literal["", "primary", "ok", "warn", "points"]
QUICK_COLOURS: tuple[QuickColour, ...] = ("", "primary", "ok", "warn", "points")
MOST_PAGES = 9
"""As many as there are digits behind Alt."""
MOST_KEYS = 24
LONGEST_LABEL = 30


class QuickKey(msgspec.Struct, frozen=True, omit_defaults=True):
    """One key.

    Attributes:
        kind: What pressing it does: sell goods, look into (or sell under) a department, press a function key.
        what: Article number, category, or the function's name.
        label: Own words; empty for the name that goods, department or function have.
        colour: A colour of the theme, so that it is readable in light and dark; empty for none.
        tax: Of what is sold under a department by its price alone; empty for the shop's first tax.
    """

    kind: QuickKind
    what: str
    label: str = ""
    colour: QuickColour = ""
    tax: str = ""


class QuickPage(msgspec.Struct, frozen=True, omit_defaults=True):
    """A page of keys, in the order in which they stand: row by row."""

    name: str = ""
    keys: tuple[QuickKey, ...] = ()


def checked_pages(pages: tuple[QuickPage, ...]) -> tuple[QuickPage, ...]:
    """The pages themselves, if they can stand; raises `Refusal` `quick_keys.too_many`."""
    if len(pages) > MOST_PAGES:
        raise Refusal("quick_keys.too_many", msg("At most {count} pages of quick keys.", count=MOST_PAGES))
    if any(len(page.keys) > MOST_KEYS for page in pages):
        raise Refusal("quick_keys.too_many", msg("At most {count} quick keys on a page.", count=MOST_KEYS))
    return pages
