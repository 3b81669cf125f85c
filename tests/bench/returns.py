"""How long the way back takes: a member with 5,000 receipts, a return's preview, and what a large shop owes.

The floor of each is the least that must be read: the member's entries as plain rows, the sale's fact, and all
members' entries as plain rows.
"""

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import thread_time
from typing import Any

from app.facts.bodies import SaleCompleted
from app.facts.effects.sales import sale_completed
from app.facts.envelope import Fact
from app.loyalty.moment import Moment
from app.sales.receipt import PointsChange, Receipt, ReceiptLine, Tender
from app.storage import projector
from app.storage.connection import open_raw
from app.storage.store import Store
from app.values.clock import SetClock
from app.workflows.acting import Acting
from app.workflows.complete_sale import complete_sale
from app.workflows.return_preview import preview
from app.workflows.return_requests import Back, ReturnRequest
from app.workflows.shop_now import load_shop, moment_of
from tests.counter import Counter, article, found, member_id

RECEIPTS = 5000
MEMBERS, LOTS = 10_000, 50
"""Each movement has two entries: 10,000 members with 50 movements are 1,000,000 entries."""
NOON = 1_795_258_800_000
FIRST = dt.date(2025, 1, 1)
_ENTRY = "INSERT INTO points_entries VALUES (?, 'points-100', ?, ?, '', ?, ?, ?, ?, 0, ?, '', '', '')"


def rows() -> list[dict[str, Any]]:
    """Balance and statement, return preview, and liability, with what was promised for each."""
    with (
        tempfile.TemporaryDirectory(prefix="regulars-bench-") as home,
        Store.create(Path(home) / "shop", SetClock(NOON)) as store,
    ):
        found(store, members=2, products=40)
        whose = member_id(0)
        _history(store, whose)
        sale = _newest_sale(store, whose)
        with store.reads() as reads:
            shop = load_shop(reads, NOON)
        acting, moment = Acting(shop, "", NOON + 60_000), moment_of(shop, NOON + 60_000)
        back = ReturnRequest("return-1", sale, (Back("1", 1000),))
        entries = "SELECT * FROM points_entries WHERE account = ?"
        with store.reads() as reads:
            balance = _times(lambda: (reads.points(whose, moment), reads.statements(whose, moment)))
            plain = _times(lambda: reads.look.all(entries, whose))
        first = median(_cold(store, whose, moment) for _ in range(7))
        with store.reads() as reads:
            asked = _times(lambda: preview(reads, back, acting))
            fact = _times(lambda: reads.receipt(sale))
        _crowd(store)
        with store.reads() as reads:
            owed = _times(lambda: reads.liability(FIRST + dt.timedelta(600)), 3)
            every = "SELECT * FROM points_entries WHERE account < 'shop:'"
            all_rows = _times(lambda: reads.look.all(every), 3)
    return [
        _row("statement of 5,000 receipts", "ms p50", balance, floor=plain, limit=20),
        _row("statement read the first time", "ms p50", first, floor=plain, limit=20),
        _row("return preview", "ms p50", asked, floor=fact, limit=50),
        _row("liability of 1,000,000 entries", "ms p50", owed, floor=all_rows, limit=2000),
    ]


def _times(work: Callable[[], object], rounds: int = 9) -> float:
    """The median of some runs, in milliseconds of this thread's own time: what else runs here does not count."""
    found = []
    for _ in range(rounds):
        began = thread_time()
        work()
        found.append((thread_time() - began) * 1000)
    return median(found)


def _cold(store: Store, whose: str, moment: Moment) -> float:
    """Balance and statement by a program that has just opened the shop and read nothing of this member."""
    opened = Store.look(store.folder.root, SetClock(NOON))
    try:
        with opened.reads() as reads:
            return _times(lambda: (reads.points(whose, moment), reads.statements(whose, moment)), 1)
    finally:
        opened.close()


def _history(store: Store, whose: str) -> None:
    """5,000 receipts of one member, eight a day, every fifth spending 100 points that it earned."""
    connection = open_raw(store.folder.database)
    connection.execute("BEGIN IMMEDIATE")
    for number in range(RECEIPTS):
        day = FIRST + dt.timedelta(number // 8)
        at = NOON - (RECEIPTS - number) * 3_600_000
        change = PointsChange(
            "points-100", {}, 0, 100_000 if number % 5 == 4 else 0, 31_000, 0, day + dt.timedelta(179)
        )
        line = ReceiptLine("1", article(1), 1000, 3100, 3100, (), 3100, 3100, 3100, 0)
        receipt = Receipt(
            f"old-{number}", 9, 1, number + 1, "EUR", (line,), (), 3100, 0, 3100, (Tender("cash", 3100),),
            member=whose, points=(change,),
        )  # fmt: skip
        hlc = at << 16
        fact = Fact(f"{number:032x}", "SaleCompleted", 1, "s", 9, 1, number + 1, b"", hlc, at, day, "", b"")
        projector.write(connection, sale_completed(fact, SaleCompleted(receipt)))
    connection.execute("COMMIT")
    connection.close()


def _newest_sale(store: Store, whose: str) -> str:
    """A sale of eight lines by the workflows, to be returned from."""
    import random

    counter = Counter(store, random.Random(7), members=1, products=40)
    basket = counter.ring_up("sale-1", 8)
    assert basket.member == whose
    return complete_sale(store, counter.request(basket)).receipt.sale


def _crowd(store: Store) -> None:
    """Members who earn every fortnight and spend now and then, with points that end after 180 days."""
    connection = open_raw(store.folder.database)
    connection.execute("BEGIN IMMEDIATE")
    for member in range(MEMBERS):
        account = f"02{member:034x}"
        found = []
        for lot in range(LOTS):
            day = FIRST + dt.timedelta(lot * 11)
            spends = lot % 4 == 3
            points, kind = (-50_000, "spend") if spends else (31_000, "earn")
            ends = "" if spends else (day + dt.timedelta(179)).isoformat()
            stamp = f"{(NOON + lot) << 16:016x}:{member:020x}{lot:012x}"
            at, on = NOON + lot, day.isoformat()
            found.append((account, stamp, 0, kind, points, at, on, ends))
            found.append(("shop:marketing", stamp, 1, kind, -points, at, on, ""))
        connection.executemany(_ENTRY, found)
    connection.execute("COMMIT")
    connection.close()


def _row(name: str, unit: str, ours: float, *, floor: float, limit: float | None) -> dict[str, Any]:
    return {
        "name": name,
        "unit": unit,
        "ours": round(ours, 3),
        "floor": round(floor, 3),
        "ratio": round(ours / floor, 3),
        "limit": None,
        "limit_ours": limit,
    }
