"""The pages being edited, as values: every change gives new pages, so that what was can be shown again."""

from __future__ import annotations

import datetime as dt

import msgspec

from app.settings.quick_keys import LONGEST_LABEL, MOST_KEYS, MOST_PAGES, QuickKey, QuickPage
from app.values.folding import clean
from app.workflows.ports import Reads
from app.workflows.rows import ProductRow

PROPOSED = 16
PROPOSED_FROM_DAYS = 90
Pages = tuple[QuickPage, ...]


def with_page(pages: Pages, name: str = "") -> Pages:
    """One page more, at the end; the same where there are as many as there may be."""
    return (*pages, QuickPage(clean(name, LONGEST_LABEL))) if len(pages) < MOST_PAGES else pages


def without_page(pages: Pages, page: int) -> Pages:
    """A page less."""
    return pages[:page] + pages[page + 1 :]


def renamed(pages: Pages, page: int, name: str) -> Pages:
    """A page under another name."""
    return _replaced(pages, page, msgspec.structs.replace(pages[page], name=clean(name, LONGEST_LABEL)))


def with_key(pages: Pages, page: int, key: QuickKey) -> Pages:
    """One key more on a page, at its end; the same where it is full."""
    keys = pages[page].keys
    if len(keys) >= MOST_KEYS:
        return pages
    return _replaced(pages, page, msgspec.structs.replace(pages[page], keys=(*keys, key)))


def changed(pages: Pages, page: int, place: int, key: QuickKey) -> Pages:
    """Another key in a place."""
    keys = pages[page].keys
    kept = (*keys[:place], key, *keys[place + 1 :])
    return _replaced(pages, page, msgspec.structs.replace(pages[page], keys=kept))


def without_key(pages: Pages, page: int, place: int) -> Pages:
    """A key less; those behind it move up."""
    keys = pages[page].keys
    return _replaced(pages, page, msgspec.structs.replace(pages[page], keys=keys[:place] + keys[place + 1 :]))


def moved(pages: Pages, page: int, place: int, to: int) -> Pages:
    """A key in another place of its page; the others keep their order."""
    keys = list(pages[page].keys)
    to = max(0, min(len(keys) - 1, to))
    keys.insert(to, keys.pop(place))
    return _replaced(pages, page, msgspec.structs.replace(pages[page], keys=tuple(keys)))


def without_empty(pages: Pages) -> Pages:
    """The pages without keys that were never filled in."""
    return tuple(
        msgspec.structs.replace(page, keys=tuple(key for key in page.keys if key.what.strip())) for page in pages
    )


def proposal(reads: Reads, today: dt.date) -> tuple[QuickKey, ...]:
    """Keys for what most receipts of the last three months have on them; each category keeps a colour."""
    rows = reads.best_sellers(today - dt.timedelta(PROPOSED_FROM_DAYS), PROPOSED)
    return tuple(keys_for([row for row in rows if row.goods.kind == "goods"]))


def keys_for(rows: list[ProductRow]) -> list[QuickKey]:
    """A key for each of these goods: those of the commonest categories in a colour of their own."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.goods.category] = counts.get(row.goods.category, 0) + 1
    common = sorted((name for name in counts if name), key=lambda name: (-counts[name], name))
    colours = dict(zip(common, ("primary", "ok", "warn", "points"), strict=False))
    return [QuickKey("goods", row.goods.sku, colour=colours.get(row.goods.category, "")) for row in rows]  # type: ignore[arg-type]


def _replaced(pages: Pages, place: int, page: QuickPage) -> Pages:
    return (*pages[:place], page, *pages[place + 1 :])
