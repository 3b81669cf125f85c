"""The clock that is not believed when it jumps: scripted jumps by rule, and thousands of random ones by law."""

import datetime as dt
import random

import pytest

from app.values.clock import SetClock, local
from app.values.watched_clock import MOST_AHEAD_MS, TOLERANCE_MS, Jump, Trust, WatchedClock

NOON = 1_790_000_000_000
SECOND, MINUTE, HOUR, DAY = 1000, 60_000, 3_600_000, 86_400_000
YEAR = 365 * DAY


class Machine:
    """A machine: its wall clock, and how long it has run."""

    def __init__(self, at: int = NOON) -> None:
        self.wall = SetClock(at)
        self.ran = 0
        self.clock = WatchedClock(self.wall, lambda: self.ran)

    def passes(self, ms: int) -> None:
        self.ran += ms
        self.wall.advance(ms)

    def jumps(self, ms: int) -> None:
        self.wall.advance(ms)


@pytest.fixture
def machine() -> Machine:
    made = Machine()
    made.clock.begin(NOON - HOUR)
    return made


def test_a_clock_that_goes_on_is_believed(machine: Machine) -> None:
    for _ in range(100):
        machine.passes(7 * MINUTE)
        assert machine.clock.now() == machine.wall.at
    assert machine.clock.news() == ()


@pytest.mark.parametrize("back", [-HOUR, -DAY, -YEAR, -NOON])
def test_a_clock_set_back_goes_on_steadily(machine: Machine, back: int) -> None:
    before = machine.clock.now()
    machine.jumps(back)
    machine.passes(MINUTE)
    assert machine.clock.now() == before + MINUTE
    assert machine.clock.suspect == Jump("back", before + MINUTE, before + MINUTE + back)
    machine.passes(HOUR)
    assert machine.clock.now() == before + MINUTE + HOUR
    assert len(machine.clock.news()) == 1
    machine.jumps(-back)
    assert machine.clock.now() == machine.wall.at
    assert machine.clock.suspect is None
    assert machine.clock.news() == (Trust(machine.wall.at, "source"),)


def test_ten_years_ahead_and_back_expires_nothing(machine: Machine) -> None:
    before = machine.clock.now()
    machine.jumps(10 * YEAR)
    machine.passes(5 * HOUR)
    assert machine.clock.now() == before + 5 * HOUR
    assert machine.clock.suspect.way == "ahead"
    machine.jumps(-10 * YEAR)
    assert machine.clock.now() == before + 5 * HOUR
    assert [type(each) for each in machine.clock.news()] == [Jump, Trust]


def test_a_day_of_steady_going_makes_it_believed(machine: Machine) -> None:
    machine.jumps(10 * YEAR)
    for _ in range(23):
        machine.passes(HOUR)
        assert machine.clock.now() < NOON + 2 * DAY
    machine.passes(2 * HOUR)
    assert machine.clock.now() == machine.wall.at
    assert machine.clock.news()[-1] == Trust(machine.wall.at, "steady")


def test_a_person_may_say_that_it_is_right_in_either_direction(machine: Machine) -> None:
    machine.jumps(60 * DAY)
    machine.clock.now()
    machine.clock.trust("person")
    assert machine.clock.now() == machine.wall.at
    machine.jumps(-50 * DAY)
    assert machine.clock.now() > machine.wall.at
    machine.clock.trust("person")
    assert machine.clock.now() == machine.wall.at
    assert [each.by for each in machine.clock.news() if isinstance(each, Trust)] == ["person", "person"]


def test_a_dead_battery_at_the_start_goes_on_from_the_books_until_the_network_mends_it() -> None:
    machine = Machine(at=0)
    machine.clock.begin(NOON)
    machine.passes(10 * MINUTE)
    assert machine.clock.now() == NOON + 10 * MINUTE
    assert machine.clock.suspect.way == "back"
    machine.wall.at = NOON + 3 * DAY
    assert machine.clock.now() == NOON + 3 * DAY
    assert machine.clock.suspect is None


@pytest.mark.parametrize(("closed", "is_believed"), [(3 * DAY, True), (13 * DAY, True), (30 * DAY, False)])
def test_a_shop_that_was_closed(closed: int, is_believed: bool) -> None:
    machine = Machine(at=NOON + closed)
    machine.clock.begin(NOON)
    assert (machine.clock.suspect is None) is is_believed
    assert machine.clock.now() == (NOON + closed if is_believed else NOON)


def test_a_jump_that_was_recorded_is_not_recorded_again_at_the_next_start() -> None:
    jump = Jump("ahead", NOON, NOON + 10 * YEAR)
    machine = Machine(at=NOON + 10 * YEAR + HOUR)
    machine.clock.begin(NOON + HOUR, jump)
    assert machine.clock.suspect == jump
    assert machine.clock.news() == ()
    machine = Machine(at=NOON + 10 * YEAR + DAY + HOUR)
    machine.clock.begin(NOON + HOUR, jump)
    assert machine.clock.now() == machine.wall.at
    assert machine.clock.suspect is None


def test_a_second_here_or_there_is_no_jump(machine: Machine) -> None:
    before = machine.clock.now()
    machine.jumps(-SECOND)
    assert machine.clock.now() == before
    assert machine.clock.suspect is None
    machine.jumps(MINUTE)
    assert machine.clock.now() == before + MINUTE - SECOND


def test_a_clock_that_was_set_right_ahead_by_an_hour_is_taken(machine: Machine) -> None:
    machine.jumps(HOUR)
    assert machine.clock.now() == machine.wall.at
    assert machine.clock.suspect is None


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Europe/Moscow"])
@pytest.mark.parametrize(
    "day", [dt.date(2026, 3, 29), dt.date(2026, 10, 25), dt.date(2026, 4, 5), dt.date(2028, 2, 29)]
)
def test_daylight_saving_is_no_jump(zone: str, day: dt.date) -> None:
    """The fold, the gap and a leap day, minute by minute: instants go on, whatever the wall shows."""
    start = int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp() * 1000) - 12 * HOUR
    machine = Machine(at=start)
    machine.clock.begin(start)
    shown = []
    for _ in range(36 * 12):
        machine.passes(5 * MINUTE)
        shown.append(local(machine.clock.now(), zone))
    assert machine.clock.news() == ()
    assert [moment.timestamp() for moment in shown] == sorted(moment.timestamp() for moment in shown)


def storm(seed: int, jumps: int) -> None:
    """Random jumps and restarts; the laws hold after each."""
    draw = random.Random(seed)
    machine = Machine(at=NOON)
    machine.clock.begin(NOON)
    before, unsettled = machine.clock.now(), None
    trusted = False
    for _ in range(jumps):
        kind = draw.choice(("back", "ahead", "little", "pass", "pass", "restart", "trust"))
        if kind == "back":
            machine.jumps(-draw.choice((HOUR, DAY, YEAR, 10 * YEAR)))
        elif kind == "ahead":
            machine.jumps(draw.choice((HOUR, 20 * DAY, YEAR, 10 * YEAR)))
        elif kind == "little":
            machine.jumps(draw.randrange(-MINUTE, MINUTE))
        elif kind == "trust":
            machine.clock.trust("person")
            trusted = True
        elif kind == "restart":
            at = machine.wall.at
            machine = Machine(at=max(0, at))
            machine.clock.begin(before, unsettled)
        passed = draw.randrange(0, 3 * HOUR)
        machine.passes(passed)
        now = machine.clock.now()
        news = machine.clock.news()
        for each in news:
            unsettled = each if isinstance(each, Jump) else None
        settled = trusted or any(isinstance(each, Trust) for each in news)
        if not settled:
            assert now >= before, "time never runs back by itself"
            assert now - before <= MOST_AHEAD_MS + passed + TOLERANCE_MS, "and never leaps ahead by itself"
        if abs(machine.wall.at - now) > MOST_AHEAD_MS:
            assert machine.clock.suspect is not None, "and who is not believed is said"
        before, trusted = now, False


def test_random_jumps_keep_the_laws() -> None:
    for seed in range(25):
        storm(seed, 20)


@pytest.mark.nightly
def test_five_thousand_jumps_keep_the_laws() -> None:
    for seed in range(100, 350):
        storm(seed, 20)
