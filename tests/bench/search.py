"""How long a mistyped name takes among a million members, against a bare look into the same word index.

One error each (a letter left out, swapped, wrong or too many), in the family name, in a name of two words, or
typed under the wrong keyboard layout. The words for typing errors are read at the first of them; that once is
a row of its own.
"""

import random
from statistics import quantiles
from time import perf_counter
from typing import Any

from app.people.member import short_name
from app.storage.store import Store
from app.values.clock import SystemClock
from app.values.folding import layout_twins
from tests.bench import big_shop

MEMBERS = 1_000_000
ASKED = 400
MOST_MS = 50
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def rows() -> list[dict[str, Any]]:
    """The p95 as `search`; then the first search of all, and how many of the meant members were on the list."""
    draw = random.Random(big_shop.SEED)
    with Store.look(big_shop.shop(members=MEMBERS), SystemClock()) as store, store.reads() as reads:
        began = perf_counter()
        reads.search_members("zzyzzx")
        first = (perf_counter() - began) * 1000
        times, found = [], 0
        for number in draw.sample(range(MEMBERS), ASKED):
            typed = mistyped(big_shop.name_of(number), draw)
            began = perf_counter()
            hits = reads.search_members(typed)
            times.append((perf_counter() - began) * 1000)
            found += short_name(big_shop.name_of(number)) in {row.shown_name for row in hits}
        floor = []
        for number in draw.sample(range(MEMBERS), ASKED):
            words = big_shop.name_of(number).lower().split()
            query = " AND ".join(f'"{word}"' for word in words)
            began = perf_counter()
            reads.look.all("SELECT rowid FROM member_words WHERE member_words MATCH ? LIMIT 9", query)
            floor.append((perf_counter() - began) * 1000)
    ours, bare = quantiles(times, n=20)[-1], quantiles(floor, n=20)[-1]
    return [
        _row("search", "ms p95", ours, floor=bare, limit_ours=MOST_MS),
        _row("search.first", "ms", first),
        _row("search.found", "share", found / ASKED),
    ]


def mistyped(name: str, draw: random.Random) -> str:
    """The name as a hurried hand types it."""
    given, _, family = name.lower().partition(" ")
    kind = draw.randrange(10)
    if kind < 4:
        return f"{given} {_with_error(family, draw)}"
    if kind < 7:
        return f"{_with_error(given, draw)} {family}"
    if kind < 9:
        return _with_error(family, draw)
    return layout_twins(f"{given} {_with_error(family, draw)}")[0]


def _with_error(word: str, draw: random.Random) -> str:
    place, kind = draw.randrange(1, len(word) - 1), draw.randrange(4)
    head, letter, tail = word[:place], word[place], word[place + 1 :]
    if kind == 0:
        return head + tail
    if kind == 1:
        return head + tail[:1] + letter + tail[1:]
    if kind == 2:
        return head + draw.choice(_LETTERS) + tail
    return head + draw.choice(_LETTERS) + letter + tail


def _row(
    name: str, unit: str, ours: float, *, floor: float | None = None, limit_ours: float | None = None
) -> dict[str, Any]:
    return {
        "name": name,
        "unit": unit,
        "ours": round(ours, 4),
        "floor": None if floor is None else round(floor, 4),
        "ratio": None if floor is None else round(ours / floor, 3),
        "limit": None,
        "limit_ours": limit_ours,
    }
