"""Which backups stay: the newest of each of seven days, five weeks and twelve months, and always the last three.

Counted over the days on which there are backups and never from today: a clock that jumps ten years ahead must
not clear the shelf.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from app.values.clock import Instant, local

DAYS, WEEKS, MONTHS, ALWAYS = 7, 5, 12, 3


def kept(instants: Iterable[Instant], zone: str = "UTC") -> frozenset[Instant]:
    """Of the moments at which backups were made, those whose backups stay."""
    newest_first = sorted(set(instants), reverse=True)
    stay = set(newest_first[:ALWAYS])
    for period, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        newest: dict[tuple[int, ...], Instant] = {}
        for at in newest_first:
            newest.setdefault(period(local(at, zone).date()), at)
        stay |= set(list(newest.values())[:most])
    return frozenset(stay)


def _day(day: dt.date) -> tuple[int, ...]:
    return (day.toordinal(),)


def _week(day: dt.date) -> tuple[int, ...]:
    return day.isocalendar()[:2]


def _month(day: dt.date) -> tuple[int, ...]:
    return (day.year, day.month)
