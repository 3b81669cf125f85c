"""Instants are UTC milliseconds, and the shop's wall clock follows from its zone."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.clock import SetClock, SystemClock, instant, iso, local

EVENING = dt.datetime(2026, 11, 21, 18, 4, tzinfo=dt.UTC)


def test_the_machines_clock_is_in_milliseconds():
    before = time.time() * 1000
    now = SystemClock().now()
    assert before - 1 <= now <= time.time() * 1000 + 1


def test_a_set_clock_stands_until_it_is_moved():
    clock = SetClock(1000)
    assert clock.now() == clock.now() == 1000
    clock.advance(250)
    assert clock.now() == 1250
    clock.advance(-1000)
    assert clock.now() == 250


def test_a_moment_without_a_zone_is_no_instant():
    with pytest.raises(ValueError, match="without a time zone"):
        instant(dt.datetime(2026, 11, 21, 18, 4))  # noqa: DTZ001 - that is what is refused


def test_the_wall_clock_is_the_shops():
    at = instant(EVENING)
    assert local(at, "Europe/Amsterdam").hour == 19
    assert local(at, "Europe/Moscow").hour == 21
    assert local(at, "America/New_York").hour == 13


def test_the_hour_that_comes_twice_is_two_instants():
    first = instant(dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC))
    again = first + 3_600_000
    assert local(first, "Europe/Amsterdam").hour == local(again, "Europe/Amsterdam").hour == 2


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (0, "1970-01-01T00:00:00.000Z"),
        (instant(EVENING) + 7, "2026-11-21T18:04:00.007Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
    ],
)
def test_an_instant_is_written_in_utc(at, text):
    assert iso(at) == text


@given(st.integers(-(10**12), 4 * 10**12))
def test_what_is_written_is_the_same_instant(at):
    assert instant(dt.datetime.fromisoformat(iso(at))) == at
