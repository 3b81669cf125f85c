"""Periods: when a lot's last day is, counted in days or calendar months from the day it was earned."""

from __future__ import annotations

import calendar
import datetime as dt


def month_end(day: dt.date) -> dt.date:
    """The last day of the month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def plus_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; a day the month does not have becomes its last.

    >>> plus_months(dt.date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def last_of_days(day: dt.date, days: int) -> dt.date:
    """The last of so many days, the first one being `day`: 180 days from D end on D + 179."""
    return day + dt.timedelta(days - 1)


def last_of_months(day: dt.date, months: int, *, to_month_end: bool = False) -> dt.date:
    """The last day of so many calendar months, the first day being `day`.

    One month from 10 January ends on 9 February (with `to_month_end` on 28 February); from 31 January on
    28 February.
    """
    if to_month_end:
        return month_end(plus_months(day, months))
    there = plus_months(day, months)
    return there if there.day < day.day else there - dt.timedelta(1)
