"""The writer thread: owns the writing connection and does one piece of work after another.

The screen hands work over and goes on; what becomes of it comes back in a `Future`.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from app.storage.store import Store

T = TypeVar("T")


class WriterThread:
    """Runs work on the books, in the order in which it was handed over."""

    def __init__(self, store: Store) -> None:
        """Begin; from now on only this thread writes to `store`."""
        self._store = store
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        self._stopped = False
        store.hand_over_writing()

    def run(self, work: Callable[[Store], T]) -> Future[T]:
        """Hand work over.

        Returns:
            The future result; a Refusal, Trouble or defect raised by the work is raised by `result()`.
        """
        if self._stopped:
            raise RuntimeError("the writer has stopped")
        return self._thread.submit(work, self._store)

    def stop(self) -> None:
        """Finish what was handed over, close the books and end the thread. A second call does nothing."""
        if self._stopped:
            return
        self._stopped = True
        closing = self._thread.submit(self._store.close)
        self._thread.shutdown(wait=True)
        closing.result()
