"""The writer thread: owns the writing connection and does one piece of work after another.

The screen hands work over and goes on; what becomes of it comes back in a `Future`.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from app.storage.store import Store

T = TypeVar("T")
_Work = tuple[Callable[[Store], Any], "Future[Any]"]


class WriterThread:
    """Runs work on the books, in the order in which it was handed over."""

    def __init__(self, store: Store) -> None:
        """Start the thread; from now on only it writes to `store`."""
        self._store = store
        self._queue: queue.Queue[_Work | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run, name="writer")
        self._stopped = False
        store.hand_over_writing()
        self._thread.start()

    def run(self, work: Callable[[Store], T]) -> Future[T]:
        """Hand work over.

        Returns:
            The future result; a Refusal, Trouble or defect raised by the work is raised by `result()`.
        """
        if self._stopped:
            raise RuntimeError("the writer has stopped")
        future: Future[T] = Future()
        self._queue.put((work, future))
        return future

    def stop(self) -> None:
        """Finish what was handed over, close the books and end the thread. A second call does nothing."""
        if self._stopped:
            return
        self._stopped = True
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        try:
            while (item := self._queue.get()) is not None:
                _do(self._store, *item)
        finally:
            self._store.close()


def _do(store: Store, work: Callable[[Store], T], future: Future[T]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = work(store)
    except BaseException as error:  # noqa: BLE001 - whatever it is belongs to who handed the work over
        future.set_exception(error)
    else:
        future.set_result(result)
