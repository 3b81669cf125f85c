"""Tier history: which tier a member was in on every day, worked out from what they did, never recorded.

Up at the end of the day at once, straight to the tier that the window reaches. Down as the options say;
with `monthly` on the 1st of a month, before that day's sales, by one level, if the window at the end of the
day before is lower than the tier held. Only days are walked on which something can change.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from app.loyalty.program_shape import Program, TierStep
from app.loyalty.tier_options import TierOptions

DAY = dt.timedelta(1)


class DayAmount(msgspec.Struct, frozen=True, array_like=True):
    """What counted on one day, in the measure's unit."""

    on: dt.date
    amount: int


class TierChange(msgspec.Struct, frozen=True, array_like=True):
    """A tier was reached or lost; `window` is what counted then. Steps are places, -1 is below the first."""

    on: dt.date
    old: int
    new: int
    window: int


class TierHistory(msgspec.Struct, frozen=True):
    """Where a member stands.

    Attributes:
        step: Place of the tier held at the end; -1 below the first.
        window: What the window holds at the end.
    """

    step: int
    window: int
    changes: tuple[TierChange, ...]


def tier_history(
    steps: Sequence[TierStep], options: TierOptions, days: Iterable[DayAmount], *, first: dt.date, last: dt.date
) -> TierHistory:
    """Walk from `first` to the end of `last`.

    Args:
        steps: In rising order.
        days: What counted, in rising order of days; days outside the walk do not count.
        first: The first day there is any history of; no tier is looked at again on it.
    """
    limits = [step.min_spent_minor for step in steps]
    window = _Window(options)
    held, changes = _reached(limits, 0), []
    since = first
    amounts = {day.on: day.amount for day in days if first <= day.on <= last}
    for today in _eventful(amounts, options, first, last):
        if options.down == "monthly" and today.day == 1 and today > first:
            total = window.total(today - DAY)
            if _reached(limits, total) < held and today >= since + options.grace_days * DAY:
                changes.append(TierChange(today, held, held - 1, total))
                held -= 1
        if today in amounts:
            window.add(today, amounts[today])
        total = window.total(today)
        now = _reached(limits, total)
        if now > held or (now < held and options.down == "at_once"):
            changes.append(TierChange(today, held, now, total))
            since = today if now > held else since
            held = now
    return TierHistory(held, window.total(last), tuple(changes))


def tier_held(program: Program, days: Sequence[DayAmount], on: dt.date) -> TierStep | None:
    """The tier of a member on a day, sales of that day included; None below the first."""
    if program.tiering is None or not program.tiers:
        return None
    first = days[0].on if days else on
    step = tier_history(program.tiers, program.tiering, days, first=min(first, on), last=on).step
    return program.tiers[step] if step >= 0 else None


class _Window:
    """What counts at the end of a day."""

    def __init__(self, options: TierOptions) -> None:
        self._options = options
        self._days: deque[tuple[dt.date, int]] = deque()
        self._total = 0

    def add(self, day: dt.date, amount: int) -> None:
        self._days.append((day, amount))
        self._total += amount

    def total(self, day: dt.date) -> int:
        begins = _begins(self._options, day)
        while self._days and self._days[0][0] < begins:
            self._total -= self._days.popleft()[1]
        return self._total


def _begins(options: TierOptions, day: dt.date) -> dt.date:
    """The first day of the window that ends with `day`."""
    if options.window == "rolling":
        return day - (options.days - 1) * DAY
    if options.window == "year":
        return day.replace(month=1, day=1)
    if options.window == "quarter":
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return day.replace(day=1)


def _eventful(amounts: dict[dt.date, int], options: TierOptions, first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Days on which something counts, stops counting, or is looked at again, in order."""
    found = set(amounts)
    if options.window == "rolling":
        found |= {day + options.days * DAY for day in amounts}
    month = first.replace(day=1)
    while month <= last:
        found.add(month)
        month = (month + 32 * DAY).replace(day=1)
    return iter(sorted(day for day in found if first <= day <= last))


def _reached(limits: Sequence[int], amount: int) -> int:
    """Place of the highest step reached; -1 for none."""
    place = -1
    for index, limit in enumerate(limits):
        if amount >= limit:
            place = index
    return place
