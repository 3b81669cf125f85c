"""Double entry: every transfer sums to zero; what the shop owes is what its members hold."""

import datetime as dt

from app.ledger.entries import PointsEntry
from app.ledger.transfers import Side, balances, breakage_of, liability, transfers_of

DAY = dt.date(2026, 3, 1)


def entry(number, kind, points, ends=None, reverses="", day=0):
    last = DAY + dt.timedelta(ends) if ends is not None else None
    return PointsEntry(f"e{number}", "p", kind, points, number, DAY + dt.timedelta(day), number, 0, last, "", reverses)


ENTRIES = [
    entry(1, "opening", 500), entry(2, "earn", 1000, ends=10), entry(3, "spend", -300), entry(4, "goodwill", 50),
    entry(5, "adjust", -20), entry(6, "reverse", -100, reverses="e2"), entry(7, "reverse", 30, reverses="e3"),
]  # fmt: skip


def test_every_transfer_sums_to_zero():
    transfers = transfers_of("m", ENTRIES)
    assert len(transfers) == len(ENTRIES)
    assert all(one.points_milli + other.points_milli == 0 for one, other in transfers)
    assert sum(balances(transfers).values()) == 0


def test_the_other_side_says_why():
    assert [other.account for _, other in transfers_of("m", ENTRIES)] == [
        "opening", "marketing", "redemption", "goodwill", "goodwill", "marketing", "redemption",
    ]  # fmt: skip
    assert balances(transfers_of("m", ENTRIES))["member", "m"] == 1160


def test_a_reversal_of_what_is_not_known_is_goodwill():
    assert transfers_of("m", [entry(1, "reverse", 5, reverses="gone")])[0][1].account == "goodwill"


def test_breakage_is_computed():
    sides = breakage_of("m", [entry(1, "earn", 900, ends=10)], 99, DAY + dt.timedelta(11))
    assert sides == (Side("member", "m", -900), Side("breakage", "", 900))


def test_liability_counts_what_happened_before_the_day_and_has_not_ended():
    one = [entry(1, "earn", 900, ends=10), entry(2, "earn", 100, day=5)]
    two = [entry(1, "spend", -50)]
    assert liability([one, two], DAY + dt.timedelta(5)) == 900
    assert liability([one, two], DAY + dt.timedelta(6)) == 1000
    assert liability([one, two], DAY + dt.timedelta(11)) == 100
    assert liability([[]], DAY) == 0
