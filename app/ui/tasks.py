"""The one bridge between threads: screens hand over work and get results back on their own thread.

Workflows go to the writer's thread, queries to the reader's; neither is ever waited for. After a workflow
has succeeded one `Changes` is broadcast, and screens read again what they show. What is refused goes to
`on_refused` as words; anything else is a defect of ours and goes to the crash handler.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from app.values.errors import Expected
from app.workflows.ports import Books, Reads

Result = TypeVar("Result")
Work = Callable[[], None]


class Executor(Protocol):
    """A thread that does one piece of work after the other; `main` gives two of them."""

    def submit(self, work: Work, /) -> None:
        """Do it later, on that thread; never blocks."""
        ...


@dataclass(frozen=True, slots=True)
class Changes:
    """What a workflow changed: screens that show any of it read again.

    Attributes:
        kinds: Words of the rooms: `sales`, `members`, `products`, `programs`, `settings`, `staff`, `shift`.
        member: The one member concerned; empty for any.
    """

    kinds: frozenset[str] = frozenset()
    member: str = ""

    @staticmethod
    def of(*kinds: str, member: str = "") -> Changes:
        """`Changes.of("sales", "members")`."""
        return Changes(frozenset(kinds), member)

    def touches(self, *kinds: str) -> bool:
        """Whether any of these kinds changed."""
        return bool(self.kinds.intersection(kinds))


NOTHING = Changes()


class Tasks(QObject):
    """Runs workflows and queries off the screen's thread.

    Attributes:
        changed: Emitted with a `Changes` after a workflow that changed something.
        failed: Emitted with an exception that nobody expected.
    """

    changed = Signal(object)
    failed = Signal(object)
    _delivered = Signal(object)

    def __init__(self, writer: Executor, reader: Executor, books: Books) -> None:
        super().__init__()
        self._writer, self._reader, self._books = writer, reader, books
        self._newest: dict[str, int] = {}
        self._waiting = 0
        self._closed = False
        self._delivered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Nothing is under way."""
        return self._waiting == 0

    def run(
        self,
        workflow: Callable[[Books], Result],
        on_done: Callable[[Result], None],
        on_refused: Callable[[Expected], None],
        *,
        changes: Changes = NOTHING,
        on_failed: Work | None = None,
    ) -> None:
        """Run a workflow on the writer's thread.

        Args:
            workflow: Gets the books, returns a value, raises `Refusal` or `Trouble`.
            on_done, on_refused: Called on the screen's thread; exactly one of them.
            changes: Broadcast after `on_done`.
            on_failed: Called after a defect has gone to the crash handler: whoever waits can go on.
        """
        if self._closed:
            return

        def work() -> None:
            try:
                result = workflow(self._books)
            except Expected as refused:
                self._hand_over(partial(on_refused, refused))
            except Exception as defect:  # noqa: BLE001 - the boundary of a thread: the crash handler takes it
                self._hand_over(partial(self._fail, defect, on_failed))
            else:
                self._hand_over(lambda: self._done(on_done, result, changes))

        self._waiting += 1
        self._writer.submit(work)

    def read(
        self,
        query: Callable[[Reads], Result],
        on_rows: Callable[[Result], None],
        *,
        key: str = "",
        on_refused: Callable[[Expected], None] | None = None,
        on_failed: Work | None = None,
    ) -> None:
        """Run a query on the reader's thread, in one consistent snapshot.

        Args:
            key: A newer read with the same key supersedes this one, whose rows are then dropped.
            on_refused: For a `Trouble` (a disk that does not answer); without it such goes to the crash handler.
            on_failed: Called after a defect has gone to the crash handler: whoever waits can go on.
        """
        if self._closed:
            return
        turn = self._newest[key] = self._newest.get(key, 0) + 1

        def is_stale() -> bool:
            return bool(key) and self._newest[key] != turn

        def work() -> None:
            if is_stale():
                self._hand_over(lambda: None)
                return
            try:
                with self._books.reads() as reads:
                    rows = query(reads)
            except Expected as refused:
                self._hand_over(partial(on_refused or self.failed.emit, refused))
            except Exception as defect:  # noqa: BLE001 - the boundary of a thread: the crash handler takes it
                self._hand_over(partial(self._fail, defect, on_failed))
            else:
                self._hand_over(lambda: None if is_stale() else on_rows(rows))

        self._waiting += 1
        self._reader.submit(work)

    def tell(self, changes: Changes) -> None:
        """Broadcast a change that was made elsewhere (an import, a sync)."""
        self.changed.emit(changes)

    def close(self) -> None:
        """Drop everything that is still on its way to the screens; what they ask from now on is not begun."""
        self._closed = True

    def _fail(self, defect: Exception, on_failed: Work | None) -> None:
        self.failed.emit(defect)
        if on_failed is not None:
            on_failed()

    def _hand_over(self, result: Work) -> None:
        if not self._closed:
            self._delivered.emit(result)

    def _deliver(self, result: Any) -> None:
        self._waiting -= 1
        if not self._closed:
            result()

    def _done(self, on_done: Callable[[Result], None], result: Result, changes: Changes) -> None:
        on_done(result)
        if changes.kinds:
            self.changed.emit(changes)
