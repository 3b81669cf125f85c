"""How long the checkout's commit takes (8 lines, a member with points), against the least that must be written.

Ours is the whole workflow that F12 runs after payment: the standing read again, the receipt, its points and
counts, both hashes, one durable transaction. The floor writes 1 fact of the same size, 1 receipt, 8 lines and
3 entries by prepared statements of the driver, in one transaction with the same settings. Both in turn, so
that the disk's moods meet them alike.
"""

import random
import tempfile
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from app.storage.connection import Connection, apply_recipe, open_raw
from app.storage.store import Store
from app.values.clock import SystemClock
from app.workflows.complete_sale import complete_sale
from tests.counter import Counter, found

LINES = 8
SALES = 500
WARM_UP = 50
MOST_TIMES = 3
_TABLES = (
    "CREATE TABLE facts (n INTEGER PRIMARY KEY, id TEXT NOT NULL, body BLOB NOT NULL) STRICT",
    "CREATE TABLE receipts (n INTEGER PRIMARY KEY, sale TEXT NOT NULL, member TEXT NOT NULL, total INTEGER) STRICT",
    "CREATE TABLE lines (receipt INTEGER, place INTEGER, sku TEXT, total INTEGER, PRIMARY KEY (receipt, place)) STRICT",
    "CREATE TABLE entries (receipt INTEGER, place INTEGER, whose TEXT, n INTEGER, PRIMARY KEY (receipt, place)) STRICT",
)


def rows() -> list[dict[str, Any]]:
    """The median as `commit`, and the p95 without a promise."""
    with tempfile.TemporaryDirectory(prefix="regulars-bench-") as home:
        bare = open_raw(Path(home) / "bare.db")
        apply_recipe(bare)
        for table in _TABLES:
            bare.execute(table)
        with Store.create(Path(home) / "shop", SystemClock()) as store:
            found(store, members=200, products=400)
            counter = Counter(store, random.Random(7), members=200, products=400)
            times, floor = [], []
            for number in range(WARM_UP + SALES):
                request = counter.request(counter.ring_up(f"sale-{number}", LINES))
                began = perf_counter()
                done = complete_sale(store, request)
                times.append(perf_counter() - began)
                assert len(done.receipt.lines) == LINES
                assert done.receipt.points[0].earned_milli > 0
                began = perf_counter()
                _write_bare(bare, number, done.fact.body)
                floor.append(perf_counter() - began)
        bare.close()
    ours, least = times[WARM_UP:], floor[WARM_UP:]
    return [
        _row("commit", "ms p50", median(ours), floor=median(least), limit=MOST_TIMES),
        _row("commit.p95", "ms p95", quantiles(ours, n=20)[-1], floor=quantiles(least, n=20)[-1]),
    ]


def _write_bare(connection: Connection, number: int, body: bytes) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO facts VALUES (?, ?, ?)", (number, f"fact-{number}", body))
    connection.execute("INSERT INTO receipts VALUES (?, ?, 'member', 3192)", (number, f"sale-{number}"))
    connection.executemany(
        "INSERT INTO lines VALUES (?, ?, 'A-0001', 399)", [(number, place) for place in range(LINES)]
    )
    connection.executemany(
        "INSERT INTO entries VALUES (?, ?, 'member', 31000)", [(number, place) for place in range(3)]
    )
    connection.execute("COMMIT")


def _row(name: str, unit: str, ours: float, *, floor: float, limit: float | None = None) -> dict[str, Any]:
    return {
        "name": name,
        "unit": unit,
        "ours": round(ours * 1000, 4),
        "floor": round(floor * 1000, 4),
        "ratio": round(ours / floor, 3),
        "limit": limit,
        "limit_ours": None,
    }
