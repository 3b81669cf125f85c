"""How a member comes: the usual gap is a median of days, and months add up to what was paid."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from app.insight.visits import spend_by_month, usual_gap_days

DAY = dt.date(2026, 11, 21)
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31))


def days(*back: int) -> list[dt.date]:
    return [DAY - dt.timedelta(days=each) for each in back]


def test_two_visits_are_no_rhythm() -> None:
    assert usual_gap_days([]) is None
    assert usual_gap_days(days(0, 7)) is None
    assert usual_gap_days(days(0, 0, 0, 7)) is None


def test_the_gap_is_the_median_and_one_holiday_does_not_change_it() -> None:
    assert usual_gap_days(days(0, 7, 14, 21)) == 7
    assert usual_gap_days(days(0, 7, 14, 74, 81)) == 7
    assert usual_gap_days(days(0, 5, 14)) == 7


def test_two_receipts_on_a_day_are_one_visit() -> None:
    assert usual_gap_days(days(0, 0, 9, 9, 18)) == 9


@given(st.lists(DAYS, max_size=40))
def test_the_order_of_visits_does_not_matter(dates: list[dt.date]) -> None:
    assert usual_gap_days(dates) == usual_gap_days(sorted(dates, reverse=True))


@given(st.lists(st.tuples(DAYS, st.integers(0, 10**6)), max_size=60), st.integers(1, 36))
def test_months_add_up_to_what_was_paid_in_them(sales: list[tuple[dt.date, int]], months: int) -> None:
    rows = spend_by_month(sales, DAY, months)
    assert len(rows) == months
    assert (rows[-1].year, rows[-1].month) == (2026, 11)
    first = rows[0]
    inside = [
        paid for day, paid in sales if (first.year, first.month) <= (day.year, day.month) <= (DAY.year, DAY.month)
    ]
    assert sum(row.spent_minor for row in rows) == sum(inside)
    assert sum(row.receipts for row in rows) == len(inside)


def test_empty_months_are_there_and_years_turn() -> None:
    rows = spend_by_month([(dt.date(2025, 12, 31), 500)], dt.date(2026, 2, 1), 4)
    assert [(row.year, row.month, row.spent_minor) for row in rows] == [
        (2025, 11, 0), (2025, 12, 500), (2026, 1, 0), (2026, 2, 0),
    ]  # fmt: skip
