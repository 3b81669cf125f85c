"""The keeper: long quiet work beside a selling till, one piece at a time, its results on the screen's thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from app.main.threads import OneThread
from app.values.errors import Expected

Result = TypeVar("Result")
BREATH_S = 0.002


class Stopped(Exception):
    """The till is being closed: quiet work ends where it is."""


class Keeper(QObject):
    """Runs quiet work.

    Attributes:
        failed: Emitted with an exception that nobody expected.
    """

    failed = Signal(object)
    _delivered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._thread = OneThread("keeper")
        self._closed = False
        self.waiting = 0
        self._delivered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self, work: Callable[[], Result], on_done: Callable[[Result], None], on_refused: Callable[[Expected], None]
    ) -> None:
        """Do it later, in order; exactly one of the two is called with what came of it, on the screen's thread."""
        if self._closed:
            return

        def do() -> None:
            try:
                result = work()
            except Stopped:
                return
            except Expected as refused:
                self._delivered.emit(partial(on_refused, refused))
            except Exception as defect:  # noqa: BLE001 - the boundary of a thread: the crash handler takes it
                self._delivered.emit(partial(self.failed.emit, defect))
            else:
                self._delivered.emit(partial(on_done, result))

        self.waiting += 1
        self._thread.submit(do)

    def breathe(self, *_progress: int) -> None:
        """Let the till go on for a moment; long work calls it again and again.

        Raises:
            Stopped: the till is being closed.
        """
        if self._closed:
            raise Stopped
        time.sleep(BREATH_S)

    def stop(self) -> None:
        """Finish what was begun, drop the rest."""
        self._closed = True
        self._thread.stop()

    def _deliver(self, give: Callable[[], None]) -> None:
        self.waiting -= 1
        if not self._closed:
            give()
