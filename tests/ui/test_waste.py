"""The collector never stops a till in the middle of its work, and nothing is left lying for ever."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app.main.waste import WasteKeeping
from tests.ui.pace import until


class Hand(QObject):
    """Somebody who touches the till."""

    used = Signal()


class Ring:
    """A thing that refers to itself: only the collector takes it away."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def keep(qapp: QApplication) -> Iterator[Callable[..., WasteKeeping]]:
    made: list[WasteKeeping] = []

    def begin(hand: Hand, **times: int) -> WasteKeeping:
        made.append(WasteKeeping(hand.used, **times))
        return made[-1]

    yield begin
    for each in made:
        each.stop()


def whole_looks(work: Callable[[], object]) -> int:
    """How often everything is looked through while work is done beside the screen."""
    seen: list[int] = []

    def note(phase: str, about: dict[str, int]) -> None:
        if phase == "start":
            seen.append(about["generation"])

    gc.callbacks.append(note)
    try:
        thread = Thread(target=work)
        thread.start()
        thread.join()
    finally:
        gc.callbacks.remove(note)
    assert seen, "what is young is looked at"
    return seen.count(2)


def long_import() -> list[list[int]]:
    return [[number] for number in range(300_000)]


def test_an_import_never_makes_the_collector_look_through_everything(keep: Callable[..., WasteKeeping]) -> None:
    assert whole_looks(long_import) > 0, "as Python does on its own"
    keep(Hand())
    assert whole_looks(long_import) == 0


def test_waste_goes_once_the_till_is_left_alone(keep: Callable[..., WasteKeeping]) -> None:
    hand = Hand()
    keeping = keep(hand, quiet_ms=1)
    until(lambda: keeping.looked == 1)
    ring = weakref.ref(Ring())
    gc.collect(0)
    hand.used.emit()
    until(lambda: keeping.looked == 2)
    assert ring() is None


def test_what_was_set_aside_goes_after_a_long_quiet(keep: Callable[..., WasteKeeping]) -> None:
    hand, ring = Hand(), Ring()
    gone = weakref.ref(ring)
    keeping = keep(hand, quiet_ms=1)
    until(lambda: keeping.looked == 1)
    del ring
    hand.used.emit()
    until(lambda: keeping.looked == 2)
    assert gone() is not None, "it had been set aside"
    keeping.look_through()
    assert gone() is None


def test_it_leaves_the_collector_as_it_was(keep: Callable[..., WasteKeeping]) -> None:
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    keeping = keep(Hand())
    assert gc.get_threshold() != before
    keeping.stop()
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)
    assert frozen == 0
