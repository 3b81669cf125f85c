"""Random keys, scans, late answers and crashes on the checkout: no sale twice, and Esc always leads home."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.fuzz.machine import MOST_ESCAPES, Machine, Seen
from tests.ui.shop import make_shop

STEPS, NIGHTLY_STEPS = 20_000, 1_000_000
MOST_STEPS_OF_A_SHOP = 10_000
"""Then a new shop: thousands of sales would only make the books larger, not the states more."""
EVERY_MODE = {
    "basket", "member", "goods", "reduce", "rewards", "payment", "done", "paper", "menu", "help", "held", "return",
    "resolve", "points",
}  # fmt: skip


def play(folder: Path, seed: int, steps: int) -> Seen:
    """So many random steps at one till; then the books are counted."""
    machine = Machine(make_shop(folder), seed)
    try:
        for _ in range(steps):
            machine.step()
        machine.escape()
        receipts = sold(machine)
        assert receipts == machine.seen.baskets, "every sale lies in the books once, as it was shown"
        assert machine.seen.commits == len(receipts)
    finally:
        machine.close()
    return machine.seen


def sold(machine: Machine) -> dict[str, int]:
    """All sales of the books with their totals."""
    with machine.store.reads() as reads:
        return {row.sale: row.total_minor for row in reads.recent_receipts(100_000)}


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: states are looked for here, not what a disk keeps."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as made:
        yield Path(made)


def test_twenty_thousand_steps_sell_nothing_twice_and_end_nowhere(qapp: QApplication, quick_folder: Path) -> None:
    began = time.monotonic()
    seen = play(quick_folder / "shop", 5, STEPS)
    print(f"{seen.steps} steps, {seen.commits} sales, {seen.crashes} crashes, {time.monotonic() - began:.1f} s")
    assert seen.steps == STEPS
    assert seen.commits > 8
    assert seen.crashes > 100
    assert 0 < seen.escapes <= MOST_ESCAPES
    assert seen.modes >= EVERY_MODE, "the steps reach every panel"


@pytest.mark.nightly
def test_a_million_steps(qapp: QApplication, quick_folder: Path) -> None:
    base, done, sales = random.SystemRandom().randrange(10**9), 0, 0
    while done < NIGHTLY_STEPS:
        seen = play(quick_folder / "shop", base + done, MOST_STEPS_OF_A_SHOP)
        shutil.rmtree(quick_folder / "shop")
        done, sales = done + seen.steps, sales + seen.commits
    print(f"seed {base}: {done} steps, {sales} sales")
