"""`points-100.json` against the canonical loop: earn, redeem all whole blocks, lots of 180 days."""

import datetime as dt
import random
from pathlib import Path

import msgspec
import pytest

from app.ledger.entries import PointsEntry
from app.ledger.lots import expired_as_of, lots_as_of
from app.loyalty.compile import compile_programs
from app.loyalty.moment import Moment
from app.loyalty.price import price
from app.loyalty.program import read_program
from app.loyalty.standing import Standing
from tests.unit.loyalty.shop import NEUTRAL, SHOP, ask, basket, goods

EXAMPLE = Path(__file__).parents[3] / "resources" / "examples" / "points-100.json"
FIRST = dt.date(2025, 1, 1)


def canonical(baskets, as_of):
    """The rule in its own words: a queue of [ends on, points], front first."""
    lots, earned, redeemed, expired, cost = [], 0, 0, 0, 0
    for day, net in baskets:
        while lots and lots[0][0] <= day:
            expired += lots.pop(0)[1]
        balance, blocks = sum(points for _, points in lots), 0
        if balance >= 100 and net >= 500:
            blocks = min(balance // 100, net // 500)
        wanted = 100 * blocks
        redeemed, cost = redeemed + wanted, cost + 500 * blocks
        while wanted:
            taken = min(wanted, lots[0][1])
            lots[0][1] -= taken
            wanted -= taken
            if not lots[0][1]:
                lots.pop(0)
        points = (net - 500 * blocks) // 100
        if points > 0:
            lots.append([day + dt.timedelta(180), points])
            earned += points
    while lots and lots[0][0] <= as_of:
        expired += lots.pop(0)[1]
    return earned, redeemed, expired, sum(points for _, points in lots), cost


def through_the_engine(baskets, as_of, policies):
    programs = compile_programs([read_program(EXAMPLE.read_bytes())], policies)
    entries, earned, redeemed, cost = [], 0, 0, 0
    for number, (day, lines) in enumerate(baskets, 1):
        at = int(dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC).timestamp() * 1000) + number
        standing = Standing(member="m", lots={"points-100": lots_as_of(entries, at, day)})
        what = basket(*[(goods(f"s{n}", amount), "1") for n, amount in enumerate(lines)], member="m",
                      asked=[ask("five-off", "points-100", times=0)])  # fmt: skip
        result = price(what, standing, programs, policies, Moment(at, day, "America/New_York"))
        (change,) = result.points
        cost += result.discount_minor
        for place, (kind, points) in enumerate((("spend", -change.spent_milli), ("earn", change.earned_milli))):
            if points:
                ends = change.last_valid_on if kind == "earn" else None
                entries.append(PointsEntry(f"{number:05}{place}", "points-100", kind, points, at, day,
                                           2 * number + place, 0, ends))  # fmt: skip
        earned, redeemed = earned + change.earned_milli // 1000, redeemed + change.spent_milli // 1000
    late = 10**14
    expired = expired_as_of(entries, late, as_of) // 1000
    left = sum(lot.left_milli for lot in lots_as_of(entries, late, as_of)) // 1000
    return earned, redeemed, expired, left, cost


@pytest.mark.parametrize("policies", [SHOP, NEUTRAL], ids=["shop", "neutral"])
@pytest.mark.parametrize("seed", range(12))
def test_engine_and_lots_agree_with_the_canonical_loop(seed, policies):
    chance = random.Random(seed)
    day, baskets = FIRST, []
    for _ in range(70):
        day += dt.timedelta(chance.choice((0, 0, 1, 2, 5, 9, 30, 61)))
        lines = [chance.choice((0, 99, chance.randrange(1, 9000))) for _ in range(chance.randrange(1, 6))]
        baskets.append((day, lines))
    as_of = day + dt.timedelta(1)
    wanted = canonical([(on, sum(lines)) for on, lines in baskets], as_of)
    free = msgspec.structs.replace(policies, proof_required=False)
    assert through_the_engine(baskets, as_of, free) == wanted
    assert wanted[0] == wanted[1] + wanted[2] + wanted[3]


def test_lots_of_a_day_may_be_used_on_its_180th_day_and_not_after():
    program = read_program(EXAMPLE.read_bytes())
    assert program.points.expiry.last_valid_on(FIRST) == FIRST + dt.timedelta(179)
