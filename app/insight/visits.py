"""How a member comes: the usual days between visits, and what was spent month by month.

The rhythm is the median of the gaps between days on which the member bought something: one holiday does
not change it. Two visits make one gap, which is no rhythm; three do.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence

import msgspec

FEWEST_DAYS = 3


class MonthSpend(msgspec.Struct, frozen=True):
    """What was paid in a calendar month, and on how many receipts."""

    year: int
    month: int
    spent_minor: int = 0
    receipts: int = 0


def usual_gap_days(days: Iterable[dt.date]) -> int | None:
    """The usual number of days between visits; None where there are too few to tell.

    >>> usual_gap_days([dt.date(2026, 3, 1), dt.date(2026, 3, 8), dt.date(2026, 3, 8), dt.date(2026, 3, 18)])
    8
    """
    distinct = sorted(set(days))
    if len(distinct) < FEWEST_DAYS:
        return None
    gaps = sorted((later - earlier).days for earlier, later in itertools.pairwise(distinct))
    middle = len(gaps) // 2
    return gaps[middle] if len(gaps) % 2 else (gaps[middle - 1] + gaps[middle]) // 2


def spend_by_month(sales: Iterable[tuple[dt.date, int]], last: dt.date, months: int = 12) -> Sequence[MonthSpend]:
    """Spending of the months up to and including that of `last`, oldest first; empty months are there too.

    Args:
        sales: Business date and minor units paid, in any order.
    """
    first = _place(last) - months + 1
    sums = [[0, 0] for _ in range(months)]
    for day, paid in sales:
        place = _place(day) - first
        if 0 <= place < months:
            sums[place][0] += paid
            sums[place][1] += 1
    return tuple(
        MonthSpend((first + place) // 12, (first + place) % 12 + 1, spent, count)
        for place, (spent, count) in enumerate(sums)
    )


def _place(day: dt.date) -> int:
    return day.year * 12 + day.month - 1
