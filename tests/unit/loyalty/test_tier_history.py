"""Tiers over time: up at once, down as the options say, never below what was reached by spending points."""

from __future__ import annotations

import datetime as dt

from app.loyalty.program_shape import TierStep
from app.loyalty.tier_history import DayAmount, tier_history
from app.loyalty.tier_options import TierOptions

STEPS = (TierStep(name="silver", min_spent_minor=100), TierStep(name="gold", min_spent_minor=300))
JANUARY = dt.date(2026, 1, 1)


def walked(options: TierOptions, *days: tuple[int, int], last: int = 200) -> list[tuple[str, int, int]]:
    """Changes as `(date, from, to)`; days count from 1 January."""
    amounts = [DayAmount(JANUARY + dt.timedelta(day), amount) for day, amount in days]
    history = tier_history(STEPS, options, amounts, first=JANUARY, last=JANUARY + dt.timedelta(last))
    return [(change.on.isoformat(), change.old, change.new) for change in history.changes]


def test_up_is_at_once_and_straight_to_the_tier_reached():
    assert walked(TierOptions(down="never"), (4, 350)) == [("2026-01-05", -1, 1)]


def test_at_once_the_tier_is_what_the_window_says_every_day():
    options = TierOptions(days=30, down="at_once")
    assert walked(options, (4, 350), (10, 120)) == [
        ("2026-01-05", -1, 1),
        ("2026-02-04", 1, 0),
        ("2026-02-10", 0, -1),
    ]


def test_monthly_goes_down_by_one_level_on_the_first():
    options = TierOptions(days=30, down="monthly")
    assert walked(options, (4, 350)) == [("2026-01-05", -1, 1), ("2026-03-01", 1, 0), ("2026-04-01", 0, -1)]


def test_grace_keeps_a_tier_for_so_many_days():
    options = TierOptions(days=30, down="monthly", grace_days=60)
    assert walked(options, (4, 350))[1] == ("2026-04-01", 1, 0)


def test_a_calendar_window_begins_anew():
    options = TierOptions(window="quarter", down="monthly")
    assert walked(options, (80, 150)) == [("2026-03-22", -1, 0), ("2026-05-01", 0, -1)]
