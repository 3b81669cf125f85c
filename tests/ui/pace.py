"""Time for hands that do not wait: the clock of keys stands until a test moves it, and screens are waited for."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEventLoop

from app.ui.shell.keys import SCAN_GAP_MS

PERSON_MS = SCAN_GAP_MS + 65.0
"""Between two keys of a person who is quick."""
SCANNER_MS = 4.0
LONGEST_WAIT_S = 5.0
_ALL = QEventLoop.ProcessEventsFlag.AllEvents


class Pace:
    """The clock that tells a scanner's keys from a person's; give it to a desk as its `steady_ms`."""

    def __init__(self) -> None:
        self.now_ms = 1_000.0

    def __call__(self) -> float:
        return self.now_ms

    def wait(self, milliseconds: float) -> None:
        """Let time pass."""
        self.now_ms += milliseconds


def until(holds: Callable[[], bool], *, what: str = "what was waited for", seconds: float = LONGEST_WAIT_S) -> None:
    """Let the window live until something holds; fails after `seconds`."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"{what} did not come within {seconds} s"
        QCoreApplication.processEvents(_ALL, 2)
        time.sleep(0.0002)


def breathe(times: int = 3) -> None:
    """Let the window do what it has put off: everything that needs no time of its own."""
    for _ in range(times):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents(_ALL, 2)
