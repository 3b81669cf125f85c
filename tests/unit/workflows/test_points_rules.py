"""Every rule of when points begin and end, at the till: what may be spent when, and what the statement says."""

from __future__ import annotations

import datetime as dt

import pytest

from app.devices.paper.statement_pdf import statement_pdf
from app.devices.paper.statement_text import statement_text
from app.values.locales import Words
from app.workflows.shop_now import moment_of
from app.workflows.statement_view import statement_view
from tests.unit.workflows.selling import CLUB, Till, reward

RULE = '"points": {"expiry": {"after_days": 180}}'
HOUR = 1 / 24


@pytest.fixture
def till(counter):
    made = Till(counter)
    made.settle(cash_step_minor=0)
    return made


def joined(till, points: str, **settings: object) -> str:
    """A member of a program with these options for its points."""
    assert RULE in CLUB
    till.publish(CLUB.replace(RULE, f'"points": {{{points}}}'))
    if settings:
        till.settle(**settings)
    return till.join()


def seen(till, member):
    with till.books.reads() as reads:
        return statement_view(reads, member, moment_of(till.acting().shop, till.counter.clock.now()))


def told(till, member) -> list[tuple[str, int, str]]:
    """Day, points and why of every line; checked to sum, and to be the same on paper and as a page."""
    view, words = seen(till, member), Words("en", "Europe/Amsterdam")
    [statement] = view.statements
    balance, lines = statement.opening_milli, []
    for row in statement.rows:
        balance += row.points_milli
        assert row.balance_milli == balance
        lines.append((row.business_on.isoformat()[5:], row.points_milli // 1000, words.say(view.why(row))))
    assert balance == statement.closing_milli == till.points(member)
    paper = statement_text(view, words, 48).replace("\n", " ")
    assert all(why.split(",")[0].split(" with")[0] in " ".join(paper.split()) for _, _, why in lines)
    assert statement_pdf(view, words).startswith(b"%PDF")
    return lines


def usable(till, member) -> int:
    with till.books.reads() as reads:
        [row] = reads.points(member, moment_of(till.acting().shop, till.counter.clock.now()))
    return row.usable_milli // 1000


# The first sale is on 21 November 2026 and earns 11 points.
@pytest.mark.parametrize(
    ("rule", "last", "why"),
    [
        ('"after_days": 10', "2026-11-30", "ended unspent, last day 30.11.2026"),
        ('"after_months": 1', "2026-12-20", "ended unspent, last day 20.12.2026"),
        ('"after_months": 1, "month_end": true', "2026-12-31", "ended unspent, last day 31.12.2026"),
        ('"yearly": ["03-31", "12-15"]', "2026-12-15", "ended unspent, last day 15.12.2026"),
        ('"inactive_months": 1', "2026-12-20", "ended unspent: nothing moved for too long, last day 20.12.2026"),
    ],
)
def test_points_end_after_their_last_day_and_the_statement_says_why(till, rule, last, why):
    member = joined(till, f'"expiry": {{{rule}}}')
    till.sell(("coffee", 1), member=member)
    left = (dt.date.fromisoformat(last) - dt.date(2026, 11, 21)).days
    till.later(left)
    assert usable(till, member) == 11
    assert len(told(till, member)) == 1
    till.later(1)
    assert usable(till, member) == 0
    lines = told(till, member)
    after = (dt.date.fromisoformat(last) + dt.timedelta(1)).isoformat()[5:]
    assert lines[1:] == [(after, -11, why)]


def test_points_without_a_rule_never_end(till):
    member = joined(till, "")
    till.sell(("coffee", 1), member=member)
    till.later(3650)
    assert usable(till, member) == 11
    assert len(told(till, member)) == 1


def test_a_movement_keeps_everything_from_ending_by_silence(till):
    member = joined(till, '"expiry": {"inactive_months": 1}')
    till.sell(("coffee", 1), member=member)
    till.later(25)
    till.sell(("mug", 1), member=member)
    till.later(25)
    assert usable(till, member) == 19
    till.later(10)
    assert usable(till, member) == 0
    till.sell(("coffee", 1), member=member)
    assert [(day, points) for day, points, _ in told(till, member)] == [
        ("11-21", 11), ("12-16", 8), ("01-16", -11), ("01-16", -8), ("01-20", 11),
    ]  # fmt: skip


def test_a_debt_does_not_end_by_silence(till):
    member = joined(till, '"expiry": {"inactive_months": 1}')
    sold = till.sell(("coffee", 1), member=member).receipt
    till.sell(("mug", 1), member=member, asked=(reward("pay", points_milli=11_000),))
    till.take_back(sold.sale, (sold.lines[0].key, 1), approved_by=till.counter.owner)
    owed = till.points(member)
    assert owed < 0
    till.later(60)
    assert till.points(member) == owed


@pytest.mark.parametrize(
    ("rule", "settings", "hours"),
    [
        ("", {}, 0),
        ('"active_after_hours": 3', {}, 3),
        ('"active_after_days": 2', {}, 48),
        ('"active_after_returns": true', {"return_days": 5}, 6 * 24 - 12),
        ('"active_after_returns": true, "active_after_days": 30', {"return_days": 5}, 720),
        ('"active_after_returns": true', {"return_days": 0}, 0),
    ],
)
def test_points_begin_at_once_or_later_and_never_in_the_receipt_that_earned_them(till, rule, settings, hours):
    member = joined(till, rule, **settings)
    sold = till.sell(("coffee", 1), member=member, asked=(reward("pay", points_milli=5_000),)).receipt
    assert sold.points[0].spent_milli == 0
    if hours:
        till.later((hours - 0.5) * HOUR)
        assert usable(till, member) == 0
        assert "to be spent from" in told(till, member)[0][2]
        till.later(0.5 * HOUR)
    assert usable(till, member) == 11
    assert told(till, member)[0][2] == "earned with receipt 02-000001"


def test_goods_come_back_as_they_were_priced_where_points_wait_for_the_end_of_the_window(till):
    member = joined(till, '"active_after_returns": true', return_days=5)
    sold = till.sell(("coffee", 2), member=member).receipt
    document = till.take_back(sold.sale, (sold.lines[0].key, 1)).document
    assert not document.proportional
    assert (document.points[0].taken_milli, till.points(member)) == (12_000, 11_000)


def test_what_began_waiting_is_spent_in_the_order_of_its_end(till):
    member = joined(till, '"expiry": {"after_days": 10}')
    till.sell(("mug", 1), member=member)
    till.later(2)
    till.sell(("coffee", 1), member=member)
    spent = till.sell(("mug", 1), member=member, asked=(reward("pay", points_milli=8_000),)).receipt
    assert spent.points[0].spent_milli == 8_000
    till.later(9)
    # The eight that would have ended on the 30th were spent; of the rest nothing has ended yet.
    assert all("ended" not in why for _, _, why in told(till, member))


def test_the_statement_is_said_in_the_readers_language(till):
    member = joined(till, '"expiry": {"inactive_months": 1}')
    till.sell(("coffee", 1), member=member)
    till.later(60)
    view, words = seen(till, member), Words("ru", "Europe/Amsterdam")
    spoken = [words.say(view.why(row)) for row in view.statements[0].rows]
    assert spoken == [
        "начислено по чеку 02-000001",
        "сгорело: слишком долго не было движений, последний день 20.12.2026",
    ]
