"""Rot: bits flip, sectors go, pages land in the wrong place or are never written; whatever changes must be found.

The content before and after is compared by plain reading. What changed it and was found by nobody (neither
SQLite's own look at the pages nor the doctor) is a miss; one in a thousand is allowed.
"""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.storage.connection import DatabaseError, open_raw
from app.storage.doctor import doctor
from app.storage.store import Store
from app.values.clock import SystemClock
from app.values.errors import Expected
from tests.crash.outcome import Outcome
from tests.crash.tape import Work
from tests.crash.work import WORKS, make_shop

PAGE, SECTOR = 4096, 512
LEAST_FOUND = 0.999
SABOTAGES = ("pages_only",)
"""Looks that must be caught: SQLite's own look at its pages, without chain, digests and sums."""

Content = dict[str, list[tuple[Any, ...]]]


def corrupt(home: Path, times: int, seed: int, sabotage: str = "") -> Outcome:
    """So many corruptions of one shop, each by itself."""
    draw, found, missed = random.Random(seed), Outcome(), list[str]()
    folder = home / "shop"
    older = _shop(folder)
    database = folder / "shop.db"
    base = database.read_bytes()
    truth = content(database)
    for _turn in range(times):
        kind = draw.choices(tuple(KINDS), [4, 4, 4, 4, 4, 4, 1])[0]
        data = bytearray(base)
        KINDS[kind](data, older, draw)
        found.done += 1
        if bytes(data) == base:
            continue
        shutil.rmtree(folder / "backups", ignore_errors=True)
        for beside in folder.glob("shop.db*"):
            beside.unlink()
        database.write_bytes(data)
        changed = content(database) != truth
        by_pages = _pages_complain(database)
        is_found = by_pages or (changed and not sabotage and _doctor_complains(folder, found))
        found.promises += changed
        found.tally[kind] += changed
        found.tally["found"] += is_found and changed
        found.tally["found by pages"] += by_pages and changed
        if changed and not is_found:
            missed.append(f"{kind} number {found.done}: {_difference(truth, content(database))}")
    if found.promises and found.tally["found"] / found.promises < LEAST_FOUND:
        found.wrong.append(f"found only {found.tally['found']} of {found.promises}: {missed[:3]}")
    return found


def _bit(data: bytearray, _older: bytes, draw: random.Random) -> None:
    data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)


def _byte(data: bytearray, _older: bytes, draw: random.Random) -> None:
    at = draw.randrange(len(data))
    data[at] = (data[at] + draw.randint(1, 255)) % 256


def _empty_sector(data: bytearray, _older: bytes, draw: random.Random) -> None:
    at = draw.randrange(len(data)) // SECTOR * SECTOR
    data[at : at + SECTOR] = bytes(SECTOR)


def _wild_sector(data: bytearray, _older: bytes, draw: random.Random) -> None:
    at = draw.randrange(len(data)) // SECTOR * SECTOR
    data[at : at + SECTOR] = draw.randbytes(SECTOR)


def _misdirected(data: bytearray, _older: bytes, draw: random.Random) -> None:
    """Another page's content lands here."""
    pages = len(data) // PAGE
    here, there = draw.randrange(pages) * PAGE, draw.randrange(pages) * PAGE
    data[here : here + PAGE] = data[there : there + PAGE]


def _never_written(data: bytearray, older: bytes, draw: random.Random) -> None:
    """A page is as it was a while ago."""
    here = draw.randrange(len(older) // PAGE) * PAGE
    data[here : here + PAGE] = older[here : here + PAGE]


def _cut(data: bytearray, _older: bytes, draw: random.Random) -> None:
    del data[draw.randrange(1, len(data) // PAGE) * PAGE :]


KINDS: dict[str, Callable[[bytearray, bytes, random.Random], None]] = {
    "bit": _bit,
    "byte": _byte,
    "empty sector": _empty_sector,
    "wild sector": _wild_sector,
    "misdirected page": _misdirected,
    "page never written": _never_written,
    "cut": _cut,
}


def content(database: Path) -> Content | str:
    """All that anybody would read, row numbers left out; what cannot be read says so."""
    try:
        connection = open_raw(database, mode="ro", immutable="1")
    except DatabaseError as error:
        return str(error)
    try:
        found: Content = {}
        tables = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
        for name, sql in tables:
            if str(sql).startswith("CREATE VIRTUAL") or "_words_" in name or name.startswith("sqlite_"):
                continue
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})") if row[1] != "n"]
            found[name] = sorted(connection.execute(f"SELECT {', '.join(columns)} FROM {name}").fetchall(), key=repr)
        return found
    except (DatabaseError, UnicodeDecodeError) as error:
        return str(error)
    finally:
        connection.close()


def _pages_complain(database: Path) -> bool:
    try:
        connection = open_raw(database, mode="ro", immutable="1")
    except DatabaseError:
        return True
    try:
        return [row[0] for row in connection.execute("PRAGMA integrity_check(1)")] != ["ok"]
    except (DatabaseError, UnicodeDecodeError):
        return True
    finally:
        connection.close()


def _doctor_complains(folder: Path, found: Outcome) -> bool:
    try:
        return not doctor(folder).ok
    except Expected:
        return True
    except Exception as defect:  # noqa: BLE001 - a damaged shop is described, never raised
        found.wrong.append(f"the doctor fell over: {type(defect).__name__}: {defect}")
        return True


def _difference(before: Content | str, after: Content | str) -> str:
    if isinstance(before, str) or isinstance(after, str):
        return str(after)[:120]
    for name, rows in before.items():
        if after.get(name) != rows:
            mine, theirs = set(map(repr, rows)), set(map(repr, after.get(name, [])))
            return f"{name}: {sorted(mine - theirs)[:1]} became {sorted(theirs - mine)[:1]}"
    return "another table"


def _shop(folder: Path) -> bytes:
    """A shop in which something of everything happened; returns its database as it was before the last of it."""
    make_shop(folder, members=60)
    draw = random.Random(11)
    works: list[Work] = [WORKS[name] for name in ("sale", "redeem", "return", "shift", "import", "settings")]
    for work in works[:4]:
        work(folder, draw, lambda _word: None)
    older = (folder / "shop.db").read_bytes()
    for work in works[4:]:
        work(folder, draw, lambda _word: None)
    with Store.open(folder, SystemClock()) as store, store.unit_of_work() as unit:
        unit.look.connection.execute("DELETE FROM drafts")
    return older
