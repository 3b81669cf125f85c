"""Two accounts that become one: what both had is added up, in any order of arrival, and nothing ended comes back."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from app.ledger.entries import Joining, PointsEntry
from app.ledger.lots import balance_as_of, lots_as_of
from app.ledger.statement import statement

DAY = dt.date(2026, 3, 1)
LATE = 10**12


def entry(number, account, points, day=0, ends=None, *, reverses=""):
    last = DAY + dt.timedelta(ends) if ends is not None else None
    kind = "reverse" if reverses else "earn" if points > 0 else "spend"
    return PointsEntry(
        f"e{number:03d}", "p", kind, points * 1000, number, DAY + dt.timedelta(day), number, 0, last, "", reverses,
        account,
    )  # fmt: skip


def joined(number, low, high, day=0):
    return Joining(f"j{number:03d}", number, number, DAY + dt.timedelta(day), low, high)


def balance(entries, day, joinings=(), **how):
    return balance_as_of(entries, LATE, DAY + dt.timedelta(day), joinings=joinings, **how) // 1000


MOVES = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(-60, 90).filter(bool), st.integers(0, 6), st.integers(0, 30)),
    max_size=30,
)


def made(moves):
    day, found = 0, []
    for number, (account, points, gap, lasts) in enumerate(moves, 1):
        day += gap
        found.append(entry(number * 2, account, points, day, day + lasts if points > 0 and lasts else None))
    return found, day


@given(MOVES, st.integers(0, 40), st.sampled_from([0, 1]))
def test_joining_adds_up_what_each_had(moves, later, months):
    entries, day = made(moves)
    on = day + later
    apart = sum(
        balance([each for each in entries if each.account == account], on, inactive_months=months) for account in "abc"
    )
    end = 2 * len(moves) + 1
    ones = [joined(end, "a", "b", on), joined(end + 1, "b", "c", on)]
    assert balance(entries, on, ones, inactive_months=months) == apart


@given(MOVES, st.integers(1, 60), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_lots(moves, place, chance):
    entries, day = made(moves)
    ones = [joined(place, "a", "b"), joined(place + 2, "a", "c"), joined(place + 4, "b", "c")]
    on = DAY + dt.timedelta(day)
    expected = lots_as_of(entries, LATE, on, joinings=ones)
    told = statement(entries, DAY, on, joinings=ones)
    assert told.closing_milli == sum(lot.left_milli for lot in expected)
    assert told.opening_milli + sum(line.points_milli for line in told.lines) == told.closing_milli
    chance.shuffle(entries)
    chance.shuffle(ones)
    assert lots_as_of(entries, LATE, on, joinings=ones) == expected


def test_what_one_owes_is_paid_by_what_the_other_has():
    entries = [entry(1, "a", -30), entry(2, "b", 50, ends=5)]
    assert balance(entries, 0, [joined(3, "a", "b")]) == 20
    # The debt was paid before the lot ended.
    assert balance(entries, 6, [joined(3, "a", "b")]) == 0


def test_a_reversal_after_the_merge_finds_the_lot_of_before():
    entries = [entry(1, "b", 50, ends=9), entry(2, "b", -50), entry(4, "a", 50, reverses="e002")]
    [lot] = lots_as_of(entries, LATE, DAY, joinings=[joined(3, "a", "b")])
    assert (lot.entry, lot.left_milli, lot.last_valid_on) == ("e001", 50_000, DAY + dt.timedelta(9))


def test_the_silence_of_one_is_over_where_the_other_moved():
    entries = [entry(1, "a", 50), entry(2, "b", 20, day=20)]
    ones = [joined(3, "a", "b", day=25)]
    assert balance(entries, 40, ones, inactive_months=1) == 70
    assert balance(entries, 52, ones, inactive_months=1) == 0
    # Too late: what had ended by then does not come back.
    assert balance(entries, 40, [joined(3, "a", "b", day=35)], inactive_months=1) == 20
