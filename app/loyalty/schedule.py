"""Schedule: when an offer runs, on the shop's own wall clock.

Dates are whole days, both inclusive. Happy hours are windows of weekdays and minutes: from 17:00 to 19:00
holds at 17:00:00 and no longer at 19:00:00; 22:00 to 02:00 goes over midnight and belongs to the day it
starts on. Since the wall clock decides, an hour that daylight saving repeats counts twice and one that it
skips not at all. What ran when the sale began is honoured for a while (policy `grace_minutes`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from app.loyalty.reasons import Reason, fixed, says
from app.loyalty.situation import Situation
from app.values.clock import local
from app.values.words import msg

_DAY = 24 * 60
_MINUTE_MS = 60_000


class Window(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Some hours of some weekdays.

    Attributes:
        weekdays: 1 is Monday, 7 Sunday; none means every day.
        starts, ends: `HH:MM`, from inclusive, to exclusive; `ends` at or before `starts` goes over midnight.
    """

    weekdays: tuple[int, ...] = ()
    starts: str = "00:00"
    ends: str = "24:00"

    def holds(self, wall: dt.datetime) -> bool:
        """Whether the wall clock is inside."""
        minute = wall.hour * 60 + wall.minute
        first, last = minutes(self.starts), minutes(self.ends)
        if first < last:
            return first <= minute < last and self._on(wall.isoweekday())
        return (minute >= first and self._on(wall.isoweekday())) or (
            minute < last and self._on((wall.isoweekday() - 2) % 7 + 1)
        )

    def _on(self, weekday: int) -> bool:
        return not self.weekdays or weekday in self.weekdays


class Schedule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """When an offer runs.

    Attributes:
        from_on, to_on: First and last day, both inclusive.
        windows: Happy hours; none means the whole day.
        not_on: Days left out.
    """

    from_on: dt.date | None = None
    to_on: dt.date | None = None
    windows: tuple[Window, ...] = ()
    not_on: tuple[dt.date, ...] = ()

    def reasons(self, situation: Situation) -> Iterator[Reason]:
        """All that speaks against this moment."""
        if self.from_on is None and self.to_on is None and not self.windows and not self.not_on:
            return
        if self._began_in_time(situation):
            return
        yield from self._against(situation.wall)

    def _against(self, wall: dt.datetime) -> Iterator[Reason]:
        today = wall.date()
        if self.from_on is not None and today < self.from_on:
            yield Reason("schedule.before", on=(self.from_on,))
        if self.to_on is not None and today > self.to_on:
            yield Reason("schedule.after", on=(self.to_on,))
        if today in self.not_on:
            yield Reason("schedule.not_on", on=(today,))
        if self.windows and not any(window.holds(wall) for window in self.windows):
            yield Reason("schedule.hours", about=tuple(f"{w.starts}-{w.ends}" for w in self.windows))

    def _began_in_time(self, situation: Situation) -> bool:
        """Whether it ran when the sale began, not longer ago than the shop honours."""
        began, now = situation.basket.opened_at, situation.now
        if not began or not 0 <= now.at - began <= situation.policies.grace_minutes * _MINUTE_MS:
            return False
        return not any(True for _ in self._against(local(began, now.zone)))


def minutes(text: str) -> int:
    """`HH:MM` as minutes of the day, 24:00 allowed; raises ValueError for anything else."""
    hours, _, rest = text.partition(":")
    if len(hours) != 2 or len(rest) != 2 or not (hours + rest).isascii() or not (hours + rest).isdigit():
        raise ValueError(f"{text!r} is not a time of day like 17:30")
    total = int(hours) * 60 + int(rest)
    if total > _DAY or int(rest) > 59:
        raise ValueError(f"{text!r} is not a time of day like 17:30")
    return total


ALWAYS = Schedule()

says("schedule.before", lambda r, _: msg("from {date}", date=r.on[0]))
says("schedule.after", lambda r, _: msg("ended on {date}", date=r.on[0]))
says("schedule.not_on", fixed(msg("not today")))
says("schedule.hours", lambda r, _: msg("only at {hours}", hours=", ".join(r.about)))
