"""Digits that choose, told from digits that are the beginning of a scanned code.

Where a scanner types like a keyboard its first digit would choose a row. So a digit is held for a scanner's
gap; the next key, or the end of the gap, tells what it was. And while a list is still being worked out its
keys wait in order; should they turn out to be a code, none of them chooses anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.ui.shell.actions import Press
from app.ui.shell.keys import SCAN_GAP_MS

if TYPE_CHECKING:
    from app.ui.checkout.counter import Counter

CHOOSING = "0123456789+-*/.,"


class ChoiceHold:
    """Holds at most one digit, and the keys that wait for a list."""

    def __init__(
        self,
        counter: Counter,
        use: Callable[[Press], bool],
        after_gap: Callable[[Callable[[], None]], None],
    ) -> None:
        """`use` does what a key means; `after_gap` does something when a scanner's gap has passed."""
        self._counter, self._use, self._after_gap = counter, use, after_gap
        self._held: Press | None = None
        self._later: list[Press] = []

    def settle(self, press: Press, scan: str) -> None:
        """The next key tells what the held digit was: at a scanner's pace the beginning of a code, else a choice."""
        held, self._held = self._held, None
        if held is None:
            return
        self._counter.is_holding = False
        if scan or (press.text and press.at_ms - held.at_ms < SCAN_GAP_MS):
            self._counter.entry.insert(held.text)
        else:
            self._use(held)

    def takes(self, press: Press) -> bool:
        """Hold this key, or have it wait; False for one that acts at once."""
        counter = self._counter
        if not press.text or press.repeat or not counter.mode.takes_digits or counter.entry.text():
            return False
        if counter.is_waiting:
            if press.text in CHOOSING:
                self._later.append(press)
                counter.do(lambda: self._choose_late(press))
                return True
            return False
        if not press.text.isdigit():
            return False
        self._held, counter.is_holding = press, True
        self._after_gap(lambda: self._release(press))
        return True

    def was_code(self) -> bool:
        """Whether the keys that wait were a code all along; then none of them chooses anything."""
        was, self._later = bool(self._later), []
        return was

    def _release(self, press: Press) -> None:
        if self._held is press:
            self._held, self._counter.is_holding = None, False
            self._use(press)

    def _choose_late(self, press: Press) -> None:
        if press in self._later:
            self._later.remove(press)
            self._use(press)
