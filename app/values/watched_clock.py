"""A clock that is not believed when it jumps.

A dead battery sends a machine's clock to 1970, a wrong hand to 2036; points must not expire and receipts not
change their order because of it. So the machine's clock is compared with how long the program has run and with
the last thing that was recorded:

- behind what was recorded: time goes on from there, steadily, until the clock has caught up;
- more than two weeks ahead: time goes on steadily too, until a person or another source says that the clock is
  right, or it went on from where it jumped to for a whole day;
- anything between is taken as it is: shops close for the weekend, and systems correct their clocks.

Time zones and daylight saving are no jumps: instants are in UTC.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from app.values.clock import Clock, Instant

TOLERANCE_MS = 2 * 60_000
MOST_AHEAD_MS = 14 * 86_400_000
STEADY_MS = 24 * 3_600_000
STEADY_WITHIN_MS = 3 * STEADY_MS

Way = Literal["back", "ahead"]
By = Literal["person", "source", "steady"]


@dataclass(frozen=True, slots=True)
class Jump:
    """The clock did not go on from where it was.

    Attributes:
        was_at: What it should have said. told_at: What it said.
    """

    way: Way
    was_at: Instant
    told_at: Instant


@dataclass(frozen=True, slots=True)
class Trust:
    """The clock is believed again, at what it told."""

    told_at: Instant
    by: By


class WatchedClock:
    """Fulfils `Clock`; may be asked by any thread.

    Attributes:
        suspect: The jump because of which the machine's clock is not believed; None while it is.
    """

    def __init__(self, machine: Clock, running_ms: Callable[[], int]) -> None:
        """`running_ms` never goes back and is set by nobody (`RunningTime.ms`)."""
        self._machine, self._running = machine, running_ms
        self._lock = threading.Lock()
        self._at = machine.now()
        self._run = running_ms()
        self._steady_since = self._run
        self._news: list[Jump | Trust] = []
        self.suspect: Jump | None = None

    def begin(self, last_at: Instant, jump: Jump | None = None) -> None:
        """Go on from what the books say.

        Args:
            last_at: When the last thing was recorded; 0 for nothing yet.
            jump: The jump that was recorded last and that nobody has settled since.
        """
        with self._lock:
            self._run = self._running()
            self._steady_since = self._run
            self._at = last_at or self._machine.now()
            self.suspect = jump
            self._look()
            if self.suspect == jump:
                self._news.clear()

    def now(self) -> Instant:
        """The shop's time: never before what it said earlier, unless somebody set it right."""
        with self._lock:
            return self._look()

    def told(self) -> Instant:
        """What the machine's own clock says."""
        return self._machine.now()

    def trust(self, by: By) -> None:
        """Believe the machine's clock from now on, wherever it stands."""
        with self._lock:
            self._settle(self._machine.now(), self._running(), by)

    def news(self) -> tuple[Jump | Trust, ...]:
        """What happened since this was last asked, to be recorded."""
        with self._lock:
            self._look()
            found = tuple(self._news)
            self._news.clear()
            return found

    def _look(self) -> Instant:
        wall, run = self._machine.now(), self._running()
        steady = self._at + max(0, run - self._run)
        if wall < steady - TOLERANCE_MS:
            self._doubt(Jump("back", steady, wall))
        elif wall > steady + MOST_AHEAD_MS:
            self._doubt(Jump("ahead", steady, wall))
        else:
            if self.suspect is not None:
                # It came back to where time went on meanwhile: two sources agree.
                self._settle(wall, run, "source")
            self._at, self._run = max(wall, steady), run
            return self._at
        if self._went_on_steadily(wall, run):
            self._settle(wall, run, "steady")
            return self._at
        self._at, self._run = steady, run
        return steady

    def _doubt(self, jump: Jump) -> None:
        known = self.suspect
        if known is not None and known.way == jump.way and self._follows(known, jump):
            return
        self.suspect = jump
        self._steady_since = self._running()
        self._news.append(jump)

    def _follows(self, known: Jump, jump: Jump) -> bool:
        """Whether the clock is still where it jumped to, or went on from there; not yet somewhere else."""
        gone = jump.told_at - known.told_at
        ran = self._running() - self._steady_since
        return -TOLERANCE_MS <= gone <= max(ran + TOLERANCE_MS, STEADY_WITHIN_MS)

    def _went_on_steadily(self, wall: Instant, run: int) -> bool:
        jump = self.suspect
        if jump is None or jump.way != "ahead":
            return False
        gone = wall - jump.told_at
        return STEADY_MS <= gone <= STEADY_WITHIN_MS or run - self._steady_since >= STEADY_MS

    def _settle(self, wall: Instant, run: int, by: By) -> None:
        self._at, self._run, self._steady_since = wall, run, run
        if self.suspect is not None:
            self.suspect = None
            self._news.append(Trust(wall, by))
