"""Lots computed from entries: order of spending, activation, expiry, debts, reversals, any order of arrival."""

import datetime as dt
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ledger.entries import PointsEntry
from app.ledger.lots import DEBT, Lot, balance_as_of, expired_as_of, lots_as_of, usable_milli

DAY = dt.date(2026, 3, 1)
LATE = 10**12


def entry(number, kind, points, day=0, *, ends=None, active=0, reverses="", at=None):
    return PointsEntry(f"e{number}", "p", kind, points * 1000, at if at is not None else number * 1000,
                       DAY + dt.timedelta(day), number, active,
                       DAY + dt.timedelta(ends) if ends is not None else None, "", reverses)  # fmt: skip


def left(entries, day=0, at=LATE):
    return [(lot.entry, lot.left_milli // 1000) for lot in lots_as_of(entries, at, DAY + dt.timedelta(day))]


def test_the_lot_that_ends_first_is_spent_first():
    entries = [
        entry(1, "earn", 50),
        entry(2, "earn", 50, ends=90),
        entry(3, "earn", 50, ends=30),
        entry(4, "spend", -70),
    ]
    assert left(entries) == [("e2", 30), ("e1", 50)]


def test_of_lots_that_end_on_the_same_day_the_older_goes_first():
    assert left([entry(1, "earn", 50, ends=9), entry(2, "earn", 50, ends=9), entry(3, "spend", -60)]) == [("e2", 40)]


def test_a_lot_is_there_on_its_last_day_and_gone_the_day_after():
    entries = [entry(1, "earn", 100, ends=179)]
    assert balance_as_of(entries, LATE, DAY + dt.timedelta(179)) == 100_000
    assert balance_as_of(entries, LATE, DAY + dt.timedelta(180)) == 0
    assert expired_as_of(entries, LATE, DAY + dt.timedelta(180)) == 100_000


def test_points_that_ended_cannot_be_spent_and_the_debt_says_so():
    entries = [entry(1, "earn", 100, ends=10), entry(2, "spend", -30, day=11)]
    assert lots_as_of(entries, LATE, DAY + dt.timedelta(11)) == (Lot(DEBT, 0, -30_000),)
    assert balance_as_of(entries, LATE, DAY + dt.timedelta(11)) == -30_000


def test_points_that_come_in_pay_the_debt_first():
    assert left([entry(1, "spend", -30), entry(2, "earn", 50)]) == [("e2", 20)]


def test_points_not_yet_active_are_listed_and_not_usable():
    entries = [entry(1, "earn", 10), entry(2, "earn", 90, active=5_000)]
    lots = lots_as_of(entries, 4_000, DAY)
    assert [lot.entry for lot in lots] == ["e1", "e2"]
    assert usable_milli(lots, 4_000, DAY) == 10_000
    assert usable_milli(lots, 5_000, DAY) == 100_000


def test_points_not_yet_active_are_not_spent_and_become_active():
    entries = [entry(1, "earn", 50, active=2_500), entry(2, "spend", -20), entry(3, "spend", -20)]
    assert left(entries) == [("e1", 30), (DEBT, -20)]


def test_entries_after_the_instant_do_not_count():
    assert left([entry(1, "earn", 50), entry(2, "spend", -20)], at=1_500) == [("e1", 50)]


def test_undoing_an_accrual_takes_from_its_own_lot():
    entries = [entry(1, "earn", 50, ends=5), entry(2, "earn", 50), entry(3, "reverse", -20, reverses="e2")]
    assert left(entries) == [("e1", 50), ("e2", 30)]


def test_undoing_an_accrual_that_was_spent_takes_from_the_others_and_then_owes():
    entries = [entry(1, "earn", 50), entry(2, "spend", -50), entry(3, "earn", 20),
               entry(4, "reverse", -50, reverses="e1")]  # fmt: skip
    assert left(entries) == [(DEBT, -30)]


def test_undoing_a_redemption_gives_back_to_its_lots_with_their_ends():
    entries = [entry(1, "earn", 50, ends=10), entry(2, "earn", 50, ends=20), entry(3, "spend", -80)]
    assert left(entries) == [("e2", 20)]
    assert left([*entries, entry(4, "reverse", 80, reverses="e3")]) == [("e1", 50), ("e2", 50)]
    assert left([*entries, entry(4, "reverse", 30, reverses="e3")]) == [("e2", 50)]
    assert left([*entries, entry(4, "reverse", 80, reverses="e3")], day=11) == [("e2", 50)]


def test_points_given_back_can_be_spent_again():
    entries = [entry(1, "earn", 50, ends=10), entry(2, "spend", -50), entry(3, "reverse", 50, reverses="e2"),
               entry(4, "spend", -10)]  # fmt: skip
    assert left(entries) == [("e1", 40)]


def test_undoing_a_redemption_that_was_a_debt_pays_the_debt():
    entries = [entry(1, "spend", -30), entry(2, "reverse", 30, reverses="e1")]
    assert left(entries) == []


def test_what_was_spent_beyond_the_balance_comes_back_with_the_end_of_the_points_that_paid_for_it():
    """Points given back for a debt that had been paid since never ended."""
    entries = [entry(1, "spend", -30), entry(2, "earn", 50, ends=9), entry(3, "reverse", 30, reverses="e1")]
    assert left(entries) == [("e2", 50)]
    assert left(entries, day=10) == []
    parts = [*entries[:2], entry(3, "reverse", 10, reverses="e1"), entry(4, "reverse", 20, reverses="e1")]
    assert left(parts) == [("e2", 50)]
    # A debt that was paid by points given back is a debt to the lot they would have gone back to.
    chain = [entry(1, "earn", 100, ends=9), entry(2, "spend", -100), entry(3, "spend", -50),
             entry(4, "reverse", 100, reverses="e2"), entry(5, "reverse", 50, reverses="e3")]  # fmt: skip
    assert left(chain[:4]) == [("e1", 50)]
    assert left(chain) == [("e1", 100)]


def test_a_reversal_of_what_is_not_known_makes_points_of_its_own():
    assert left([entry(1, "reverse", 30, reverses="gone")]) == [("e1", 30)]
    assert left([entry(1, "earn", 50), entry(2, "reverse", -30, reverses="gone")]) == [("e1", 20)]


def test_a_till_whose_day_lags_behind_still_finds_the_lot_that_ended_elsewhere():
    entries = [entry(1, "earn", 50, ends=5), entry(2, "earn", 50), entry(3, "spend", -10, day=6),
               entry(4, "spend", -10, day=5)]  # fmt: skip
    assert left(entries, day=5) == [("e1", 40), ("e2", 40)]


def test_inactivity_ends_everything_and_a_new_movement_begins_anew():
    entries = [entry(1, "earn", 50), entry(2, "earn", 30, day=300)]
    day = DAY + dt.timedelta(300)
    assert balance_as_of(entries, LATE, day, inactive_months=12) == 80_000
    assert balance_as_of(entries, LATE, DAY + dt.timedelta(300 + 364), inactive_months=12) == 80_000
    assert balance_as_of(entries, LATE, DAY + dt.timedelta(300 + 365), inactive_months=12) == 0
    assert expired_as_of(entries, LATE, DAY + dt.timedelta(300 + 365), inactive_months=12) == 80_000
    again = [*entries, entry(3, "earn", 7, day=700)]
    assert balance_as_of(again, LATE, DAY + dt.timedelta(700), inactive_months=12) == 7_000


MOVES = st.lists(
    st.tuples(st.sampled_from(["earn", "earn", "spend"]), st.integers(1, 300), st.integers(0, 40),
              st.one_of(st.none(), st.integers(0, 60)), st.integers(0, 9)),
    max_size=25,
)  # fmt: skip


def entries_of(moves):
    out, day = [], 0
    for number, (kind, points, ends, lasts, gap) in enumerate(moves, 1):
        day += gap
        if kind == "earn":
            out.append(entry(number, kind, points, day, ends=None if lasts is None else day + lasts,
                             active=number * 1000 + 1500 if ends % 3 == 0 else 0))  # fmt: skip
        else:
            out.append(entry(number, kind, -points, day))
    return out, day


@given(MOVES, st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_lots(moves, chance):
    entries, day = entries_of(moves)
    shuffled = list(entries)
    chance.shuffle(shuffled)
    on = DAY + dt.timedelta(day)
    assert lots_as_of(shuffled, LATE, on) == lots_as_of(entries, LATE, on)


@given(MOVES, st.integers(0, 80))
def test_moved_is_left_and_expired(moves, later):
    entries, day = entries_of(moves)
    on = DAY + dt.timedelta(day + later)
    moved = sum(one.points_milli for one in entries)
    assert balance_as_of(entries, LATE, on) + expired_as_of(entries, LATE, on) == moved
    assert expired_as_of(entries, LATE, on) >= 0


@given(MOVES)
def test_spending_and_giving_it_back_changes_nothing(moves):
    entries, day = entries_of(moves)
    on = DAY + dt.timedelta(day)
    lots = lots_as_of(entries, LATE, on)
    whole = usable_milli(lots, LATE, on)
    if whole <= 0 or lots[-1].entry == DEBT:
        return
    number = len(moves) + 1
    spent = entry(number, "spend", 0, day, at=LATE - 2)
    spent = PointsEntry(spent.id, "p", "spend", -(whole // 2) - 1, LATE - 2, on, number)
    back = PointsEntry(f"e{number + 1}", "p", "reverse", whole // 2 + 1, LATE - 1, on, number + 1, reverses=spent.id)
    if whole // 2 + 1 <= whole:
        assert lots_as_of([*entries, spent, back], LATE, on) == lots


@pytest.mark.parametrize("count", [300, 10_000])
def test_many_entries_are_one_walk(count):
    chance = random.Random(count)
    entries = []
    for number in range(count):
        day = number * 700 // count
        earn = chance.random() < 0.6
        entries.append(entry(number, "earn" if earn else "spend", 80 if earn else -100, day,
                             ends=day + 179 if earn else None))  # fmt: skip
    start = time.perf_counter()
    lots = lots_as_of(entries, LATE, DAY + dt.timedelta(700))
    assert len(lots) < count
    # far above what it takes (0.3 and 16 ms): only a walk that grows with the square would need so long
    assert time.perf_counter() - start < 2
