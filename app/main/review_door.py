"""The door to the watch: it looks by itself a moment after something was sold, and when the review is opened.

The rules look on the paper thread, a piece at a time; only what they saw goes to the writer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.ui.review.door import REVIEW
from app.ui.tasks import Changes
from app.values.errors import Expected
from app.workflows.acting import Acting

if TYPE_CHECKING:
    from app.main.reviewing import Reviewer
    from app.ui.shell.screen import Desk
    from app.ui.tasks import Tasks
    from app.workflows.review.cases import NewCase

AFTER_MS = 20_000
WATCHED = ("sales", "members", "staff", "shift")


class ReviewDoor(QObject):
    """Fulfils `ui.review.door`."""

    def __init__(self, desk: Desk, paper: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._paper = desk, paper
        self._reviewer: Reviewer | None = None
        self._waiting: list[Callable[[int], None]] = []
        self._is_looking = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self._look)
        desk.tasks.changed.connect(self.on_shop_changed)

    def open(self) -> None:
        """Offer it."""
        self._desk.services[REVIEW] = self.look_now

    def on_shop_changed(self, changes: Changes) -> None:
        """Something happened: look at it in the next quiet moment."""
        if changes.touches(*WATCHED) and not self._timer.isActive():
            self._timer.start()

    def look_now(self, on_done: Callable[[int], None]) -> None:
        """Look at once; `on_done` gets how many new cases there are, when all of the books was looked at."""
        self._waiting.append(on_done)
        self._look()

    def _look(self) -> None:
        if self._is_looking:
            return
        from app.main.reviewing import Reviewer

        self._is_looking = True
        reviewer = self._reviewer = self._reviewer or Reviewer()
        till = self._desk.till
        acting = Acting(till.shop, "", till.now())
        self._paper.read(
            lambda reads: reviewer.look(reads, acting), partial(self._keep, acting), on_refused=self._give_up,
            on_failed=self._done,
        )  # fmt: skip

    def _keep(self, acting: Acting, found: list[NewCase]) -> None:
        from app.workflows.review.cases import keep_cases

        self._is_looking = False
        if not found:
            self._go_on(0)
            return
        self._desk.tasks.run(
            lambda books: keep_cases(books, found, acting), self._go_on, self._give_up, changes=Changes.of("review")
        )

    def _go_on(self, count: int) -> None:
        if self._reviewer is not None and not self._reviewer.is_up_to_date:
            self._look()
            return
        self._done(count)

    def _give_up(self, _refused: Expected) -> None:
        """The disk does not answer: the next look finds the same again."""
        self._reviewer = None
        self._done()

    def _done(self, count: int = 0) -> None:
        self._is_looking = False
        waiting, self._waiting = self._waiting, []
        for on_done in waiting:
            on_done(count)
