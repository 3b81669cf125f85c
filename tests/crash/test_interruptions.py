"""An exception at any line of the sale: half a sale is never kept, and the till goes on.

Out of memory and Ctrl+C can strike anywhere. A tracer raises at the n-th line of our own code that a sale
runs through, for every n in turn.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Self

import pytest

from app.storage import projector
from app.storage.doctor import doctor
from app.storage.store import Store
from app.values.clock import SetClock
from tests.counter import Counter, found
from tests.samples import NOON

APP = str(Path(projector.__file__).parents[1])
LEAST_LINES = 300


class Struck(BaseException):
    """What is raised in the middle of things."""


class Striker:
    """Raises at the n-th line of our code; counts them all where n is 0."""

    def __init__(self, at: int = 0) -> None:
        self._at = at
        self.lines = 0

    def __enter__(self) -> Self:
        self._before = sys.gettrace()
        sys.settrace(self._enter)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._before)

    def _enter(self, frame: FrameType, _event: str, _value: object) -> object:
        return self._line if frame.f_code.co_filename.startswith(APP) else None

    def _line(self, frame: FrameType, event: str, _value: object) -> object:
        if event == "line":
            self.lines += 1
            if self.lines == self._at:
                raise Struck(f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}")
        return self._line


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "shop", SetClock(NOON)) as made:
        found(made)
        yield made


def receipts(store: Store) -> set[str]:
    with store.reads() as reads:
        return {row[0] for row in reads.look.all("SELECT sale FROM receipts")}


def test_an_exception_at_any_line_keeps_all_of_a_sale_or_nothing(store: Store) -> None:
    counter = Counter(store, random.Random(1))
    counter.sell(counter.ring_up("first", 3))
    with Striker() as striker:
        counter.sell(counter.ring_up("counted", 3))
    assert striker.lines >= LEAST_LINES
    kept = receipts(store)
    finished = 0
    for place in range(1, striker.lines + 1):
        sale = f"struck-{place}"
        basket = counter.ring_up(sale, 3)
        counter.keep_draft(basket)
        with pytest.raises(Struck), Striker(place):
            counter.sell(basket)
        now = receipts(store)
        assert now - kept <= {sale}
        with store.reads() as reads:
            # What was not kept is still on the screen; what was kept is not sold twice.
            assert (sale in now) is (reads.draft() is None)
        done = counter.sell(basket)
        assert done.again is (sale in now)
        finished += done.again
        kept = now | {sale}
    assert receipts(store) == kept
    assert finished < striker.lines
    assert doctor(store).ok
