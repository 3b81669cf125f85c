"""The till that is killed: sells by the real workflows, and says on a pipe what the customer was told.

One line a happening, written only after the transaction that keeps it has returned: `draft SALE LINES`,
`sale SALE`. Sabotaged tills must be caught by the same checks: those that say so before it is so, and one that
keeps a sale in several transactions.
"""

import os
import random
import signal
from pathlib import Path

from app.storage import projector
from app.storage.backup import backup
from app.storage.store import Store
from app.values.clock import SystemClock
from app.workflows.complete_sale import complete_sale
from tests.counter import Counter

SABOTAGES = ("ack_early", "split", "draft_early")


def sell_until_killed(folder: Path, pipe: int, seed: int, sabotage: str = "") -> None:
    """Open the shop and sell for ever."""
    draw = random.Random(seed)
    if sabotage == "split":
        split_transactions()
    store = Store.open(folder, SystemClock())
    os.write(pipe, b"open\n")
    counter = Counter(store, draw)
    while True:
        sale = f"sale-{draw.getrandbits(64):016x}"
        lines = draw.randrange(1, 9)
        basket = counter.ring_up(sale, lines, with_member=draw.random() < 0.7)
        told = f"draft {sale} {len(basket.lines)}\n".encode()
        if sabotage == "draft_early":
            os.write(pipe, told)
        counter.keep_draft(basket)
        if sabotage != "draft_early":
            os.write(pipe, told)
        request = counter.request(basket)
        if sabotage == "ack_early":
            os.write(pipe, f"sale {sale}\n".encode())
            complete_sale(store, request)
        else:
            complete_sale(store, request)
            os.write(pipe, f"sale {sale}\n".encode())


def back_up_until_killed(folder: Path, pipe: int, seed: int, sabotage: str = "") -> None:
    """Open the shop and back it up under one new name after another."""
    store = Store.look(folder, SystemClock())
    os.write(pipe, b"open\n")
    for number in range(10_000):
        name = f"backup-{seed}-{number}.db"
        backup(store, folder / "backups" / name)
        os.write(pipe, f"backup {name}\n".encode())


def create_until_killed(folder: Path, pipe: int, seed: int, sabotage: str = "") -> None:
    """Make one new shop after another."""
    os.write(pipe, b"open\n")
    for number in range(10_000):
        name = f"shop-{seed}-{number}"
        Store.create(folder / name, SystemClock()).close()
        os.write(pipe, f"shop {name}\n".encode())


def spawn(work: object, folder: Path, seed: int, sabotage: str = "") -> tuple[int, int]:
    """Start a till in a process of its own; returns its process id and the reading end of its pipe."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(folder, writing, seed, sabotage)
        except BaseException as error:
            os.write(writing, f"defect {type(error).__name__} {error}\n".replace("\n", " ").encode() + b"\n")
            raise
        finally:
            os._exit(70)
    os.close(writing)
    return child, reading


def kill(child: int, reading: int, before: bytes = b"") -> list[list[str]]:
    """End the till without a warning; returns what it had said, one list of words a line."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        said = (before + pipe.read()).decode()
    return [line.split(" ") for line in said.split("\n")[:-1]]


def split_transactions() -> None:
    """The sabotage: every statement of a sale is kept by itself."""
    honest = projector._flush

    def flush(connection: object, sql: str, rows: list) -> None:
        honest(connection, sql, rows)
        if rows:
            connection.execute("COMMIT")
            connection.execute("BEGIN IMMEDIATE")

    projector._flush = flush
