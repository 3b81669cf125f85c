"""When an offer runs: whole days, happy hours over midnight, daylight saving, the shop's own wall clock."""

import datetime as dt

import pytest

from app.loyalty.moment import Moment
from app.loyalty.reasons import words_of
from app.loyalty.schedule import Schedule, Window, minutes
from tests.unit.loyalty.judging import situation
from tests.unit.loyalty.shop import NEUTRAL, basket


def moment(text, zone="Europe/Berlin"):
    at = dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)
    return Moment(int(at.timestamp() * 1000), at.date(), zone)


def codes(schedule, utc, zone="Europe/Berlin"):
    return [reason.code for reason in schedule.reasons(situation(basket(), now=moment(utc, zone)))]


def test_days_are_inclusive_on_the_shops_clock():
    week = Schedule(from_on=dt.date(2026, 3, 2), to_on=dt.date(2026, 3, 8))
    assert codes(week, "2026-03-01T22:59:59") == ["schedule.before"]
    assert codes(week, "2026-03-01T23:00:00") == []
    assert codes(week, "2026-03-08T22:59:59") == []
    assert codes(week, "2026-03-08T23:00:00") == ["schedule.after"]
    assert codes(week, "2026-03-08T23:00:00", "UTC") == []


def test_days_left_out():
    assert codes(Schedule(not_on=(dt.date(2026, 3, 3),)), "2026-03-03T10:00:00") == ["schedule.not_on"]


@pytest.mark.parametrize(
    ("utc", "holds"), [("15:59:59", False), ("16:00:00", True), ("17:59:59", True), ("18:00:00", False)]
)
def test_happy_hours(utc, holds):
    happy = Schedule(windows=(Window(starts="17:00", ends="19:00"),))
    assert (codes(happy, f"2026-03-03T{utc}") == []) is holds


@pytest.mark.parametrize(("utc", "holds"), [
    ("2026-03-06T21:00:00", True), ("2026-03-07T00:59:00", True), ("2026-03-07T01:00:00", False),
    ("2026-03-07T21:00:00", False), ("2026-03-06T00:30:00", False),
])  # fmt: skip
def test_over_midnight_it_belongs_to_the_day_it_starts_on(utc, holds):
    friday_night = Schedule(windows=(Window(weekdays=(5,), starts="22:00", ends="02:00"),))
    assert (codes(friday_night, utc) == []) is holds


def test_an_hour_that_daylight_saving_skips_never_comes():
    night = Schedule(windows=(Window(starts="02:00", ends="03:00"),))
    assert all(codes(night, f"2026-03-29T{hour:02}:30:00") for hour in (0, 1, 2))
    assert codes(night, "2026-03-28T01:30:00") == []


def test_an_hour_that_daylight_saving_repeats_counts_twice():
    night = Schedule(windows=(Window(starts="02:00", ends="03:00"),))
    assert [codes(night, f"2026-10-25T{hour:02}:30:00") == [] for hour in (0, 1, 2)] == [True, True, False]


@pytest.mark.parametrize("text", ["7:30", "25:00", "24:01", "12:60", "noon", "12-30", "１２:00", ""])
def test_what_is_no_time_of_day(text):
    with pytest.raises(ValueError, match="time of day"):
        minutes(text)


def test_a_day_has_1440_minutes():
    assert (minutes("00:00"), minutes("17:30"), minutes("24:00")) == (0, 1050, 1440)


def test_the_reasons_have_words():
    schedule = Schedule(from_on=dt.date(2027, 1, 1), windows=(Window(weekdays=(1,), starts="10:00", ends="12:00"),))
    found = schedule.reasons(situation(basket(), now=moment("2026-03-03T10:00:00")))
    assert [words_of(r, "EUR").english() for r in found] == ["from 2027-01-01", "only at 10:00-12:00"]
    ended = Schedule(to_on=dt.date(2020, 1, 1)).reasons(situation(basket(), now=moment("2026-03-03T10:00:00")))
    assert [words_of(r, "EUR").english() for r in ended] == ["ended on 2020-01-01"]


@pytest.mark.parametrize(("began", "ends", "holds"), [
    ("17:55:00", "18:05:00", True), ("17:55:00", "18:10:00", True), ("17:55:00", "18:10:01", False),
    ("18:00:00", "18:05:00", False), ("15:55:00", "16:05:00", True),
])  # fmt: skip
def test_what_ran_when_the_sale_began_is_honoured_for_a_while(began, ends, holds):
    happy = Schedule(windows=(Window(starts="17:00", ends="19:00"),))
    opened = moment(f"2026-03-03T{began}").at
    found = situation(basket(opened_at=opened), now=moment(f"2026-03-03T{ends}"))
    assert (list(happy.reasons(found)) == []) is holds


def test_the_neutral_profile_honours_nothing():
    happy = Schedule(windows=(Window(starts="17:00", ends="19:00"),))
    opened = moment("2026-03-03T17:55:00").at
    found = situation(basket(opened_at=opened), now=moment("2026-03-03T18:05:00"), policies=NEUTRAL)
    assert [reason.code for reason in happy.reasons(found)] == ["schedule.hours"]
