"""What a program's shape alone cannot say: contradictions, impossible numbers, names used twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.loyalty.program_reading import Problem
from app.loyalty.program_shape import Program, Rule
from app.loyalty.rewards.base import UnitReward
from app.loyalty.rewards.percent_off import PercentOff
from app.loyalty.rewards.points_payment import PointsPayment
from app.loyalty.rewards.registry import AnyReward
from app.loyalty.schedule import minutes
from app.loyalty.selector import Selector
from app.values.numbers import LARGEST_MINOR, LARGEST_QUANTITY_MILLI
from app.values.words import msg

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_YEARLY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
DEEPEST = 8
MOST_RULES = 200
"""Rules or rewards of one program: far more than anybody reads, far fewer than slow a till down."""
SIGNED = frozenset({"priority"})


def problems(program: Program) -> Iterator[Problem]:
    """Everything wrong with a program that was read, place by place."""
    if not _ID.fullmatch(program.id):
        yield "$.id", msg("1 to 64 letters, digits, dots, dashes and underscores")
    if len(program.rules) > MOST_RULES or len(program.rewards) > MOST_RULES:
        yield "$", msg("at most {most} rules and rewards: more would keep customers waiting", most=MOST_RULES)
        return
    yield from _numbers(program, "$")
    if program.trigger == "code" and not (program.code.strip() or program.per_card):
        yield "$.code", msg("a programme with trigger code needs the code that is entered")
    if program.proof == "live":
        yield "$.proof", msg("live codes come with the phone card: use card or manager")
    yield from _schedule(program)
    yield from _points(program)
    yield from _by_itself(program)
    for index, rule in enumerate(program.rules):
        yield from _rule(rule, f"$.rules[{index}]", 1)
    seen: set[str] = set()
    for index, reward in enumerate(program.rewards):
        if reward.id in seen:
            yield f"$.rewards[{index}].id", msg("used twice: give each reward an id of its own")
        seen.add(reward.id)
        yield from _reward(reward, f"$.rewards[{index}]")


def _numbers(value: object, place: str) -> Iterator[Problem]:
    """No number of a program is negative (but the priority) or absurdly large."""
    fields = getattr(value, "__struct_fields__", None)
    if fields is None:
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                yield from _numbers(item, f"{place}[{index}]")
        return
    for name in fields:
        item, where = getattr(value, name), f"{place}.{name}"
        if isinstance(item, int) and not isinstance(item, bool):
            if item < 0 and name not in SIGNED:
                yield where, msg("below zero: write the size without a sign")
            if abs(item) > max(LARGEST_MINOR, LARGEST_QUANTITY_MILLI):
                yield where, msg("too large to be meant: check the zeros")
        else:
            yield from _numbers(item, where)


def _schedule(program: Program) -> Iterator[Problem]:
    schedule = program.schedule
    if schedule.from_on is not None and schedule.to_on is not None and schedule.to_on < schedule.from_on:
        yield "$.schedule.to_on", msg("ends before it begins: swap the two days")
    for index, window in enumerate(schedule.windows):
        place = f"$.schedule.windows[{index}]"
        if any(not 1 <= day <= 7 for day in window.weekdays):
            yield f"{place}.weekdays", msg("days are 1 (Monday) to 7 (Sunday)")
        for name, text in (("starts", window.starts), ("ends", window.ends)):
            try:
                minutes(text)
            except ValueError:
                yield f"{place}.{name}", msg("a time of day like 17:30")


def _points(program: Program) -> Iterator[Problem]:
    if program.points is not None:
        if program.points.digits > 3:
            yield "$.points.digits", msg("0 to 3: points are kept in thousandths")
        for index, text in enumerate(program.points.expiry.yearly):
            if not _YEARLY.fullmatch(text) or text == "02-29":
                yield f"$.points.expiry.yearly[{index}]", msg("a day of every year like 12-31")
    costs = any(reward.cost_milli or isinstance(reward, PointsPayment) for reward in program.rewards)
    earns = any(rule.earn is not None for rule in program.rules)
    if (costs or earns) and program.kind in {"promotion", "buy_x_get_y"}:
        yield "$.kind", msg("a programme that earns or spends points has kind points")
    if program.kind == "points_boost" and program.boost is None:
        yield "$.boost", msg("a boost needs its target programme")
    steps = [tier.min_spent_minor for tier in program.tiers]
    if steps != sorted(set(steps)):
        yield "$.tiers", msg("tiers stand in rising order, each with a sum of its own")


def _by_itself(program: Program) -> Iterator[Problem]:
    """What members have or reach without asking."""
    if program.occasion is not None and (program.applies != "future" or not program.rewards):
        yield "$.occasion", msg("an occasion gives a coupon: it needs rewards, and applies future")
    if program.occasion is not None and any(reward.cost_milli for reward in program.rewards):
        yield "$.rewards", msg("a coupon costs no points")
    if program.tiering is not None:
        if not program.tiers:
            yield "$.tiers", msg("no tier to reach: name the steps")
        if program.tiering.measure == "points" and not program.tiering.points_of:
            yield "$.tiering.points_of", msg("whose points count: the id of a programme")
        if program.tiering.window == "rolling" and not 1 <= program.tiering.days <= 3660:
            yield "$.tiering.days", msg("1 to 3660 days")


def _rule(rule: Rule, place: str, depth: int) -> Iterator[Problem]:
    if depth > DEEPEST:
        yield f"{place}.requires", msg("nested too deeply: rules within rules go a few levels at most")
        return
    yield from _selector(rule.products, f"{place}.products")
    if rule.earn is not None and getattr(rule.earn, "per_minor", 1) < 1:
        yield f"{place}.earn.per_minor", msg("above zero: 100 is each full 1.00")
    if rule.earn is not None and rule.earn.decimals > 3:
        yield f"{place}.earn.decimals", msg("0 to 3: points are kept in thousandths")
    for index, further in enumerate(rule.requires):
        yield from _rule(further, f"{place}.requires[{index}]", depth + 1)


def _selector(selector: Selector, place: str) -> Iterator[Problem]:
    low, high = selector.min_price_minor, selector.max_price_minor
    if low is not None and high is not None and high < low:
        yield f"{place}.max_price_minor", msg("below the lowest price: no goods can match")


def _reward(reward: AnyReward, place: str) -> Iterator[Problem]:
    if isinstance(reward, UnitReward):
        yield from _selector(reward.products, f"{place}.products")
    if isinstance(reward, PercentOff):
        percents = [reward.percent, *(step.percent for step in reward.steps)]
        if any(not percent.is_finite() or not 0 <= percent <= 100 for percent in percents):
            yield f"{place}.percent", msg("0 to 100 percent, as a decimal string like 12.5")
    if isinstance(reward, PointsPayment):
        if reward.value_minor < 1 or reward.per_milli < 1:
            yield f"{place}.value_minor", msg("above zero: what per_milli points are worth")
        if not reward.cap_percent.is_finite() or not 0 <= reward.cap_percent <= 100:
            yield f"{place}.cap_percent", msg("0 to 100 percent, as a decimal string like 12.5")
    if getattr(reward, "group_size", 1) < 1 and reward.kind == "bundle_price":
        yield f"{place}.group_size", msg("a bundle has at least one unit")
