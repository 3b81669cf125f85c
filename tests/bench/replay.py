"""How many real baskets a second go through the till's own workflows with every commit on the disk.

The baskets are a seeded street of households; the floor writes what a sale leaves behind - a fact, a receipt,
its lines and three entries - by bare statements, one durable transaction a basket, with the same settings.
"""

import datetime as dt
import random
import tempfile
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from app.loyalty.program import read_program
from app.storage.connection import apply_recipe, open_raw
from app.storage.store import Store
from app.values.clock import SetClock, instant
from app.workflows.new_shop import found_shop
from app.workflows.replay import Replay, replay_settings
from app.workflows.replay_lines import SourceBasket

SEED = 20261121
BASKETS, HOUSEHOLDS, PRODUCTS = 1500, 300, 4000
LEAST_A_SECOND = 150
_PROGRAM = Path(__file__).resolve().parents[2] / "resources" / "examples" / "points-100.json"
_BARE = """
CREATE TABLE facts (id INTEGER PRIMARY KEY, body BLOB) STRICT;
CREATE TABLE receipts (sale INTEGER PRIMARY KEY, member INTEGER, total INTEGER, at INTEGER) STRICT;
CREATE TABLE lines (sale INTEGER, place INTEGER, sku TEXT, amount INTEGER, PRIMARY KEY (sale, place)) STRICT;
CREATE TABLE entries (sale INTEGER, place INTEGER, account INTEGER, points INTEGER, PRIMARY KEY (sale, place)) STRICT;
"""


def rows() -> list[dict[str, object]]:
    """One row: baskets a second."""
    baskets = street()
    ours = _replayed(baskets)
    floor = _bare(baskets)
    return [
        {
            "name": "replay",
            "unit": "baskets/s",
            "ours": round(ours, 1),
            "floor": round(floor, 1),
            "ratio": round(floor / ours, 3),
            "limit": None,
            "limit_ours": LEAST_A_SECOND,
        }
    ]


def street() -> list[SourceBasket]:
    """Baskets of some weeks: about nine lines each, at what lines of a grocer come to."""
    rng = random.Random(SEED)
    begin = instant(dt.datetime(2026, 3, 2, 8, tzinfo=ZoneInfo("America/New_York")))
    found = []
    for number in range(BASKETS):
        at = begin + number * 600_000
        day = dt.datetime.fromtimestamp(at / 1000, ZoneInfo("America/New_York")).date()
        products = rng.sample(range(PRODUCTS), 1 + min(60, int(rng.expovariate(1 / 8.3))))
        lines = [(str(product), 50 + int(rng.expovariate(1 / 260))) for product in products]
        found.append(SourceBasket(str(number), f"h{rng.randrange(HOUSEHOLDS)}", at, day, lines))
    return found


def _replayed(baskets: list[SourceBasket]) -> float:
    with tempfile.TemporaryDirectory(prefix="regulars-bench-") as home:
        clock = SetClock(baskets[0].at)
        with Store.create(Path(home) / "shop", clock) as store:
            found_shop(store, replay_settings(), owner="Owner", pin=None, at=clock.at)
            began = perf_counter()
            Replay(store, clock, redeem="greedy").run(baskets, read_program(_PROGRAM.read_bytes()))
            return len(baskets) / (perf_counter() - began)


def _bare(baskets: list[SourceBasket]) -> float:
    with tempfile.TemporaryDirectory(prefix="regulars-bench-") as home:
        connection = open_raw(Path(home) / "bare.db")
        apply_recipe(connection)
        for statement in _BARE.strip().split(";\n"):
            connection.execute(statement.rstrip(";"))
        began = perf_counter()
        for number, basket in enumerate(baskets):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO facts VALUES (?, ?)", (number, b"x" * (200 + 120 * len(basket.lines))))
            connection.execute("INSERT INTO receipts VALUES (?, 1, ?, ?)", (number, basket.net_minor, basket.at))
            connection.executemany(
                "INSERT INTO lines VALUES (?, ?, ?, ?)",
                [(number, place, sku, amount) for place, (sku, amount) in enumerate(basket.lines)],
            )
            connection.executemany("INSERT INTO entries VALUES (?, ?, 1, 1)", [(number, place) for place in range(3)])
            connection.execute("COMMIT")
        seconds = perf_counter() - began
        connection.close()
        return len(baskets) / seconds
