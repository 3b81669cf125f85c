"""Sales, rewards, returns, exchanges, voids, gifts and days in any order against an independent model."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from app.storage.store import Store
from app.values.clock import SetClock
from tests.stateful_points import PointsMachine
from tests.unit.workflows.conftest import NOON, Counter
from tests.unit.workflows.selling import Till


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """In memory where the machine has such a place: what is tested here is arithmetic, not the disk."""
    if not Path("/dev/shm").is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir="/dev/shm", prefix="regulars-") as there:
        yield Path(there)


@pytest.fixture
def machine(folder: Path) -> type[PointsMachine]:
    numbers = itertools.count()
    first = Till(Counter(Store.create(folder / "first", SetClock(NOON), till=2), SetClock(NOON)))
    joined = PointsMachine.prepare(first)
    first.books.close()

    def make_till() -> Till:
        clock, shop = SetClock(NOON), folder / f"shop-{next(numbers)}"
        shutil.copytree(folder / "first", shop)
        return Till(Counter.going_on(Store.open(shop, clock), clock, first.counter))

    class Machine(PointsMachine):
        pass

    Machine.make_till = staticmethod(make_till)
    Machine.joined = joined
    return Machine


def play(machine: type[PointsMachine], steps: int, examples: int, *, seed: bool) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps // examples,
            deadline=None,
            derandomize=seed,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_2000_steps_without_a_difference(machine):
    play(machine, 2000, 10, seed=True)


@pytest.mark.nightly
def test_20000_steps_without_a_difference(machine):
    play(machine, 20_000, 80, seed=False)
