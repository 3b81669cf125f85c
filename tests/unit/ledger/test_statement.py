"""The statement: every movement, the points that ended between them, and sums that hold."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from app.ledger.entries import PointsEntry
from app.ledger.lots import balance_as_of
from app.ledger.statement import statement

DAY = dt.date(2026, 3, 1)


def entry(number, kind, points, day, ends=None):
    on = DAY + dt.timedelta(day)
    last = DAY + dt.timedelta(ends) if ends is not None else None
    return PointsEntry(f"e{number}", "p", kind, points * 1000, number, on, number, 0, last, f"r{number}")


def shown(entries, first=0, last=400):
    found = statement(entries, DAY + dt.timedelta(first), DAY + dt.timedelta(last))
    rows = [((line.business_on - DAY).days, line.kind, line.points_milli // 1000, line.balance_milli // 1000)
            for line in found.lines]  # fmt: skip
    return found.opening_milli // 1000, rows, found.closing_milli // 1000


def test_expiry_stands_where_it_happened():
    entries = [entry(1, "earn", 100, 0, ends=179), entry(2, "spend", -60, 40), entry(3, "earn", 10, 200)]
    assert shown(entries) == (0, [(0, "earn", 100, 100), (40, "spend", -60, 40), (180, "expire", -40, 0),
                                  (200, "earn", 10, 10)], 10)  # fmt: skip


def test_a_window_has_an_opening_balance():
    entries = [entry(1, "earn", 100, 0), entry(2, "spend", -60, 40), entry(3, "earn", 5, 60)]
    assert shown(entries, 41, 50) == (40, [], 40)
    assert shown(entries, 40, 60) == (100, [(40, "spend", -60, 40), (60, "earn", 5, 45)], 45)


def test_what_ends_later_is_not_shown_yet():
    assert shown([entry(1, "earn", 100, 0, ends=30)], 0, 30) == (0, [(0, "earn", 100, 100)], 100)
    assert shown([entry(1, "earn", 100, 0, ends=30)], 0, 31)[1][-1] == (31, "expire", -100, 0)


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 99), st.integers(0, 20), st.integers(0, 50)), max_size=20))
def test_opening_and_movements_make_the_closing_which_is_the_balance(moves):
    entries, day = [], 0
    for number, (earn, points, gap, lasts) in enumerate(moves, 1):
        day += gap
        entries.append(entry(number, "earn" if earn else "spend", points if earn else -points, day,
                             day + lasts if earn and lasts else None))  # fmt: skip
    for first, last in ((0, day + 60), (day // 2, day), (day, day)):
        found = statement(entries, DAY + dt.timedelta(first), DAY + dt.timedelta(last))
        assert found.opening_milli + sum(line.points_milli for line in found.lines) == found.closing_milli
        running = found.opening_milli
        for line in found.lines:
            running += line.points_milli
            assert line.balance_milli == running
    end = DAY + dt.timedelta(day)
    assert statement(entries, DAY, end).closing_milli == balance_as_of(entries, 10**9, end)
