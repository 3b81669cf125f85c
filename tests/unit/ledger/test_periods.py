"""Last days of lots: in days, in calendar months, at the month's end."""

import datetime as dt

import pytest

from app.ledger.periods import last_of_days, last_of_months, month_end, plus_months


@pytest.mark.parametrize(
    ("day", "months", "there"),
    [("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-12-15", 1, "2027-01-15"),
     ("2026-03-31", 13, "2027-04-30"), ("2026-05-10", 0, "2026-05-10")],
)  # fmt: skip
def test_months_later(day, months, there):
    assert plus_months(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(there)


def test_days_count_the_first():
    assert last_of_days(dt.date(2026, 3, 1), 180) == dt.date(2026, 8, 27)
    assert last_of_days(dt.date(2026, 3, 1), 1) == dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [("2026-01-10", 1, "2026-02-09"), ("2026-01-31", 1, "2026-02-28"), ("2025-05-10", 12, "2026-05-09"),
     ("2026-01-01", 1, "2026-01-31")],
)  # fmt: skip
def test_calendar_months_count_the_first_day(day, months, last):
    assert last_of_months(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(last)


def test_to_the_end_of_the_month():
    assert last_of_months(dt.date(2026, 1, 10), 1, to_month_end=True) == dt.date(2026, 2, 28)
    assert month_end(dt.date(2024, 2, 1)) == dt.date(2024, 2, 29)
