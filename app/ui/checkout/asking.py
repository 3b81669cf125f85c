"""Asking the books in turn: what acts waits until what is awaited has come.

So ten fast scans and an F12 do what they would have done slowly, and a defect on another thread leaves no
till that waits for ever.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from app.ui.shell.actions import Notice
from app.values.words import Message, msg

if TYPE_CHECKING:
    from app.ui.shell.screen import Desk
    from app.ui.tasks import Changes
    from app.values.errors import Expected
    from app.workflows.ports import Books, Reads

Result = TypeVar("Result")
MOST_WAITING = 32


class Asking:
    """Questions to the books and workflows, one after the other, with what has to wait for them.

    Attributes:
        desk: What every screen is given.
        is_holding: A digit that would choose something is held for a moment.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._waiting: deque[Callable[[], None]] = deque()
        self._under_way = 0
        self.is_holding = False

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is awaited, or a digit may still be the beginning of a code."""
        return self._under_way > 0 or self.is_holding

    def do(self, action: Callable[[], None]) -> None:
        """Act now, or as soon as what is awaited has come."""
        if self._under_way and len(self._waiting) < MOST_WAITING:
            self._waiting.append(action)
        elif self._under_way:
            self.say(msg("Too many at once: the last one was not taken. Wait a moment, then repeat it."), "warn")
        else:
            action()

    def ask(self, query: Callable[[Reads], Result], done: Callable[[Result], None]) -> None:
        """Ask the books; keys that come meanwhile wait their turn."""
        self._under_way += 1
        self.desk.tasks.read(
            query,
            lambda rows: self._answered(done, rows),
            on_refused=lambda why: self._answered(self.refuse, why),
            on_failed=self._failed,
        )

    def work(
        self,
        workflow: Callable[[Books], Result],
        done: Callable[[Result], None],
        refused: Callable[[Expected], None],
        changes: Changes,
    ) -> None:
        """Run a workflow; keys that come meanwhile wait their turn."""
        self._under_way += 1
        self.desk.tasks.run(
            workflow,
            lambda result: self._answered(done, result),
            lambda why: self._answered(refused, why),
            changes=changes,
            on_failed=self._failed,
        )

    def say(self, words: Message, tone: str = "info") -> None:
        """Show a message."""
        self.desk.notify(Notice(words, tone))

    def refuse(self, refused: Expected) -> None:
        """Show a refusal."""
        self.desk.refuse(refused)

    def key_ms(self) -> float:
        """Now, by the clock of the keys."""
        return self.desk.key_ms()

    def service(self, name: str) -> Callable[..., Any] | None:
        """A door to the outside that the program offers, by name."""
        return self.desk.services.get(name)

    def given_up(self) -> None:
        """What was awaited will not come: a defect took it."""

    def _answered(self, done: Callable[[Any], None], result: Any) -> None:
        self._under_way -= 1
        done(result)
        self._go_on()

    def _failed(self) -> None:
        self._under_way -= 1
        self.given_up()
        self._go_on()

    def _go_on(self) -> None:
        while self._waiting and not self._under_way:
            self._waiting.popleft()()
