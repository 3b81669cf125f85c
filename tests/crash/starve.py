"""A disk that says no: full, broken, or failing for a moment, at any one of a work's operations.

Whatever is being done is refused in words and not half done; what was promised before is there; and when the
disk answers again, the next sale goes through.
"""

import contextlib
import errno
import os
import random
import resource
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.storage.backups.swap import go_on
from app.storage.store import Store
from app.values.clock import SystemClock
from app.values.errors import Expected
from tests.counter import Counter
from tests.crash.invariants import half_done
from tests.crash.outcome import Outcome
from tests.crash.pictures import database_digest
from tests.crash.shim import SQLITE_FULL, SQLITE_IOERR_FSYNC, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE, Shim
from tests.crash.tape import Work
from tests.crash.till import split_transactions
from tests.crash.work import MEMBERS, PRODUCTS, WORKS, copied, make_shop

SABOTAGES = ("swallow", "split")
"""Tills that must be caught: one that takes no for yes, and one that keeps a sale in several transactions."""
MARGIN_BYTES = 150_000


@dataclass
class _Plan:
    """Which operation fails, how, and whether the disk goes on failing."""

    at: int
    code: int
    stays: bool
    count: int = 0

    def hear(self, op: str, path: str, _number: int, _data: bytes) -> int:
        if op not in {"w", "t", "s"} or path.endswith("-shm"):
            return 0
        self.count += 1
        if self.count != self.at and not (self.stays and self.count > self.at):
            return 0
        return {"w": self.code, "t": SQLITE_IOERR_TRUNCATE, "s": SQLITE_IOERR_FSYNC}[op]


def fail_writes(home: Path, failures: int, seed: int, sabotage: str = "", only: str = "") -> Outcome:
    """The n-th operation of every work fails, for n over all of them (or so many, drawn)."""
    total, draw = Outcome(), random.Random(seed)
    names = [only] if only else ["sale"] if sabotage else list(WORKS)
    places = [(name, at) for name in names for at in range(1, _operations(home, name) + 1)]
    draw.shuffle(places)
    while total.done < failures and not total.wrong:
        name, at = places[total.done % len(places)]
        code = draw.choice((SQLITE_FULL, SQLITE_IOERR_WRITE, -SQLITE_IOERR_WRITE, -SQLITE_FULL))
        plan = _Plan(at, code, stays=draw.random() < 0.3)
        said = _one_life(home, name, plan, draw.getrandbits(32), sabotage)
        total.done += 1
        total.promises += sum(word.startswith("ack") for word in said)
        for word in said:
            if word.startswith("refused "):
                total.tally[word.split(" ")[1]] += 1
        wrong = _what_is_wrong(home / "shop", said)
        total.wrong += [f"{name}, operation {at}, code {code}, stays {plan.stays}: {text}" for text in wrong]
    return total


def fill_up(home: Path, failures: int, seed: int) -> Outcome:
    """Files may not grow any more: sales until one is refused, then the limit is lifted and the next one is sold."""
    total, draw = Outcome(), random.Random(seed)
    for _turn in range(failures):
        said = _child(home, lambda folder, tell: _sell_until_full(folder, draw.getrandbits(32), tell))
        total.done += 1
        total.promises += sum(word.startswith("ack") for word in said)
        if not any(word.startswith("refused disk.f") for word in said):
            total.wrong.append(f"the limit was never said: {said[-2:]}")
        total.wrong += _what_is_wrong(home / "shop", said)
        if total.wrong:
            break
    return total


def _operations(home: Path, name: str) -> int:
    """How many operations a work has."""
    plan = _Plan(0, 0, stays=False)

    def count(folder: Path, tell: Callable[[str], None]) -> None:
        Shim(plan.hear).install()
        _watch_files(plan)
        WORKS[name](folder, random.Random(1), lambda _word: None)
        tell(f"count {plan.count}")

    return int(_child(home, count)[-1].split(" ")[1])


def _one_life(home: Path, name: str, plan: _Plan, seed: int, sabotage: str) -> list[str]:
    def live(folder: Path, tell: Callable[[str], None]) -> None:
        Shim(plan.hear).install()
        _watch_files(plan)
        if sabotage == "split":
            split_transactions()
        work: Work = _swallowing if sabotage == "swallow" else WORKS[name]
        try:
            work(folder, random.Random(seed), lambda word: tell(f"ack {word}"))
        except Expected as expected:
            tell(f"refused {expected.code}")
        except OSError as error:
            tell(f"defect {type(error).__name__} {error}")
        plan.stays = False

    return _child(home, live)


def _child(home: Path, live: Callable[[Path, Callable[[str], None]], None]) -> list[str]:
    """A life on a fresh copy of the shop in a process of its own; returns what it said."""
    shutil.rmtree(home / "shop", ignore_errors=True)
    copied(make_shop, home / "base", home / "shop")
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)

        def tell(word: str) -> None:
            os.write(writing, word.replace("\n", " ").encode() + b"\n")

        try:
            live(home / "shop", tell)
        except BaseException as defect:  # noqa: BLE001 - told to the parent
            tell(f"defect {type(defect).__name__} {defect}")
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode().splitlines()
    os.waitpid(child, 0)
    return said


def _what_is_wrong(folder: Path, said: list[str]) -> list[str]:
    wrong = [word for word in said if word.startswith("defect")]
    go_on(folder, SystemClock())
    digest = database_digest(folder / "shop.db")
    if digest.startswith(("damaged", "not opened")):
        return [*wrong, digest]
    wrong += half_done(folder)
    promised = [word.split(" ")[2] for word in said if word.startswith("ack sale ")]
    with Store.open(folder, SystemClock()) as store:
        with store.reads() as reads:
            wrong += [f"lost: {sale}" for sale in promised if reads.receipt(sale) is None]
        counter = Counter(store, random.Random(5), members=MEMBERS, products=PRODUCTS)
        counter.sell(counter.ring_up("afterwards", 2))
    for file in (folder / "backups").glob("*.db"):
        if (digest := database_digest(file)).startswith(("damaged", "not opened")):
            wrong.append(f"{file.name}: {digest}")
    return wrong


def _watch_files(plan: _Plan) -> None:
    """The few files the program writes itself fail like the others."""
    for name in ("fsync", "replace", "link"):
        real = getattr(os, name)

        def failing(*told: Any, real: Callable[..., Any] = real, **how: Any) -> Any:
            if plan.hear("w", "", 0, b""):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*told, **how)

        setattr(os, name, failing)


def _sell_until_full(folder: Path, seed: int, tell: Callable[[str], None]) -> None:
    with Store.open(folder, SystemClock()) as store:
        counter = Counter(store, random.Random(seed), members=MEMBERS, products=PRODUCTS)
        counter.sell(counter.ring_up("before", 2))
        largest = max(path.stat().st_size for path in folder.iterdir() if path.is_file())
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + MARGIN_BYTES, limits[1]))
        for number in range(2000):
            basket = counter.ring_up(f"full-{number}", 4)
            try:
                counter.sell(basket)
            except Expected as expected:
                tell(f"refused {expected.code}")
                break
            tell(f"ack sale full-{number}")
        with store.reads() as reads:
            assert reads.receipt("before") is not None, "a full disk can still be read"
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        again = counter.sell(basket)
        tell(f"ack sale {again.receipt.sale}")


def _swallowing(folder: Path, draw: random.Random, ack: Callable[[str], None]) -> None:
    """The sabotage: a refusal is taken for a receipt."""
    with Store.open(folder, SystemClock()) as store:
        counter = Counter(store, draw, members=MEMBERS, products=PRODUCTS)
        for number in range(6):
            with contextlib.suppress(Expected):
                counter.sell(counter.ring_up(f"sale-{number}", 3))
            ack(f"sale sale-{number}")
