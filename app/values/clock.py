"""Time as the shop sees it: instants in UTC, and the one place where they are asked for.

An instant is a whole number of milliseconds since 1970 in UTC (`Instant`). Nothing else in the program
calls the system clock, so that a test, a replay or a demo can hand in its own.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import Protocol
from zoneinfo import ZoneInfo

Instant = int

FIRST_YEAR, LAST_YEAR = 1000, 2999
"""Years that a moment can name; nearer to the calendar's ends a time zone would leave it."""


class Clock(Protocol):
    """Where an instant comes from."""

    def now(self) -> Instant:
        """Milliseconds since 1970-01-01 00:00 UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> Instant:
        return time.time_ns() // 1_000_000


class SetClock:
    """A clock that stands where it was put: for replays, demos and tests."""

    def __init__(self, at: Instant) -> None:
        self.at = at

    def now(self) -> Instant:
        return self.at

    def advance(self, milliseconds: int) -> None:
        """Move on; a negative number sets the clock back."""
        self.at += milliseconds


def instant(moment: dt.datetime) -> Instant:
    """An aware datetime as an instant; raises ValueError for one without a zone or far from our days."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone is not an instant")
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError("no shop was or will be open in that year")
    return round(moment.timestamp() * 1000)


def local(at: Instant, zone: str) -> dt.datetime:
    """The wall clock of the shop at this instant; `zone` is an IANA name."""
    return dt.datetime.fromtimestamp(at / 1000, ZoneInfo(zone))


def wall_offset_ms(at: Instant) -> int:
    """How far the machine's own wall clock is ahead of UTC: for a moment in which no shop's zone is known."""
    return (time.localtime(at / 1000).tm_gmtoff or 0) * 1000


def iso(at: Instant) -> str:
    """`2026-11-21T18:04:00.000Z`: how an instant is written in JSON."""
    moment = dt.datetime.fromtimestamp(at // 1000, dt.UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{at % 1000:03d}Z"


class RunningTime:
    """How long this run of the program has lasted; setting the clock does not change it.

    Attributes:
        session: Tells this run of the program from every other.
    """

    def __init__(self, session: str, tick: Callable[[], int] = time.monotonic_ns) -> None:
        self.session = session
        self._tick = tick
        self._began = tick()

    def ms(self) -> int:
        """Milliseconds since this run began; never goes back."""
        return (self._tick() - self._began) // 1_000_000
