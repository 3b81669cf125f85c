"""How long a card or a whole phone number takes among a million members, against a bare SELECT by the same index.

Ours opens a snapshot, finds the row that counts and gives everything the counter shows; the floor is one
prepared statement of the driver on a connection of its own. Every question is about another member, so that
neither finds the other's pages warm.
"""

import random
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

from app.storage.connection import open_reader
from app.storage.store import Store
from app.values.clock import SystemClock
from tests.bench import big_shop

MEMBERS = 1_000_000
ASKED = 3000
MOST_TIMES = 5
_BARE_CARD = "SELECT member FROM cards WHERE number = ?"
_BARE_PHONE = "SELECT id, shown_name, masked_phone FROM members WHERE phone_back = ? AND phone_back <> ''"


def rows() -> list[dict[str, Any]]:
    """The worse of both as `lookup`, then each by itself, and the last four digits without a promise."""
    with Store.look(big_shop.shop(members=MEMBERS), SystemClock()) as store:
        bare = open_reader(store.folder.database)

        def by_card(card: str) -> object:
            with store.reads() as reads:
                return reads.member_by_card(card)

        def by_phone(phone: str) -> object:
            with store.reads() as reads:
                return reads.member_by_phone(phone)

        def by_end(digits: str) -> object:
            with store.reads() as reads:
                return reads.members_by_phone_end(digits)

        card = _compared(by_card, lambda text: bare.execute(_BARE_CARD, (text,)).fetchone(), big_shop.card_of)
        phone = _compared(by_phone, lambda text: bare.execute(_BARE_PHONE, (text[::-1],)).fetchone(), big_shop.phone_of)
        end = _median(by_end, [big_shop.phone_of(number)[-4:] for number in _asked(3, 300)])
        bare.close()
    worse = max((card, phone), key=lambda times: times[0] / times[1])
    return [
        _row("lookup", worse, MOST_TIMES),
        _row("lookup.card", card, MOST_TIMES),
        _row("lookup.phone", phone, MOST_TIMES),
        {
            "name": "lookup.last4",
            "unit": "ms p50",
            "ours": end * 1000,
            "floor": None,
            "ratio": None,
            "limit": None,
            "limit_ours": None,
        },
    ]


def _compared(
    ours: Callable[[str], object], floor: Callable[[str], object], text_of: Callable[[int], str]
) -> tuple[float, float]:
    """Medians of ours and the floor, asked in turn about different members."""
    times: tuple[list[float], list[float]] = ([], [])
    for place, number in enumerate(_asked(len(text_of(0)), 2 * ASKED)):
        ask = floor if place % 2 else ours
        text = text_of(number)
        began = perf_counter()
        found = ask(text)
        times[place % 2].append(perf_counter() - began)
        assert found, f"{text} was not found"
    return median(times[0]), median(times[1])


def _median(ask: Callable[[str], object], texts: list[str]) -> float:
    times = []
    for text in texts:
        began = perf_counter()
        ask(text)
        times.append(perf_counter() - began)
    return median(times)


def _asked(salt: int, count: int) -> list[int]:
    return random.Random(big_shop.SEED + salt).sample(range(MEMBERS), count)


def _row(name: str, times: tuple[float, float], limit: float) -> dict[str, Any]:
    ours, floor = times
    return {
        "name": name,
        "unit": "ms p50",
        "ours": round(ours * 1000, 5),
        "floor": round(floor * 1000, 5),
        "ratio": round(ours / floor, 3),
        "limit": limit,
        "limit_ours": None,
    }
