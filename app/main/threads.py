"""The threads beside the screen's: one that writes, one that reads, one for paper."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.storage.writer import WriterThread
    from app.ui.tasks import Work


class OneThread:
    """An executor of one thread, as `Tasks` wants it."""

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)

    def submit(self, work: Work) -> None:
        """Do it later, in order."""
        self._pool.submit(work)

    def stop(self) -> None:
        """Finish what was begun, drop the rest."""
        self._pool.shutdown(wait=True, cancel_futures=True)


class Writing:
    """The writer's thread as `Tasks` wants it."""

    def __init__(self, writer: WriterThread) -> None:
        self._writer = writer

    def submit(self, work: Work) -> None:
        """Do it later, in order, on the thread that may write."""
        self._writer.run(lambda _store: work())
