"""Lint: what is suspicious in a shop's programs, before anybody is promised anything.

A finding is not an error: the program can be published. It says what will surprise: offers that never act,
always act, give more than they take, wait for a tier that nobody can reach, or exclude each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

import msgspec

from app.loyalty.accruals.per_money import PerMoney
from app.loyalty.audience import EVERYONE
from app.loyalty.conditions.forbids import Forbids
from app.loyalty.conditions.max_amount import MaxAmount
from app.loyalty.conditions.min_amount import MinAmount
from app.loyalty.program_limits import UNLIMITED
from app.loyalty.program_shape import Program, Rule
from app.loyalty.rewards.amount_off import AmountOff
from app.loyalty.rewards.base import Reward
from app.loyalty.rewards.percent_off import PercentOff
from app.loyalty.rewards.points_payment import PointsPayment
from app.loyalty.schedule import ALWAYS
from app.loyalty.selector import EVERYTHING, Selector
from app.loyalty.situation import code_key
from app.sales.basket import Goods
from app.values.words import Message, msg, plain

GENEROUS = Fraction(1, 2)
"""Points that are worth more than this part of what earned them are suspicious."""


class Finding(msgspec.Struct, frozen=True):
    """One suspicion.

    Attributes:
        program: Id of the program concerned.
        code: Stable (`never.goods`).
        message: What will surprise.
    """

    program: str
    code: str
    message: Message


def lint(
    programs: Sequence[Program], *, goods: Sequence[Goods] = (), today: dt.date | None = None
) -> tuple[Finding, ...]:
    """Look at all programs of a shop together.

    Args:
        programs: Those in force or about to be.
        goods: The price list; without it nothing is said about goods.
        today: To tell what has ended.

    Returns:
        Findings, by program in the order given.
    """
    out: list[Finding] = []
    for program in programs:
        for check in _CHECKS:
            out += [Finding(program.id, code, words) for code, words in check(program)]
        if today is not None and program.schedule.to_on is not None and program.schedule.to_on < today:
            out.append(Finding(program.id, "never.ended", msg("it has ended and never acts")))
        if goods:
            out += [Finding(program.id, code, words) for code, words in _unknown_goods(program, goods)]
        out += [Finding(program.id, code, words) for code, words in _with_others(program, programs)]
    return tuple(out)


Found = Iterator[tuple[str, Message]]


def _no_effect(program: Program) -> Found:
    if not program.enabled:
        yield "never.disabled", msg("it is switched off and never acts")
    earns = any(rule.earn is not None for rule in program.rules)
    stored = program.trigger == "card" or program.kind in {"tier", "gift_card", "wallet"}
    if not program.rewards and not earns and program.boost is None and not stored:
        yield "never.nothing", msg("it gives nothing: add a reward or points")
    if set(program.audience.segments_any) & set(program.audience.segments_none):
        yield "never.audience", msg("nobody can be in a group and not in it: it never acts")


def _contradictions(program: Program) -> Found:
    for rule in program.rules:
        least = max((c.amount_minor + c.strict for c in rule.conditions if isinstance(c, MinAmount)), default=0)
        most = min((c.amount_minor - c.strict for c in rule.conditions if isinstance(c, MaxAmount)), default=least)
        if most < least:
            yield "never.amounts", msg("its smallest basket is larger than its largest: it never acts")
        if _forbids_itself(rule):
            yield "never.forbidden", msg("it forbids the goods it needs: it never acts")


def _forbids_itself(rule: Rule) -> bool:
    needed = rule.products
    return any(
        isinstance(condition, Forbids)
        and (condition.products == EVERYTHING or (needed.names_goods and condition.products == needed))
        for condition in rule.conditions
    )


def _always(program: Program) -> Found:
    free = program.trigger == "automatic" and program.audience == EVERYONE and program.schedule == ALWAYS
    conditional = any(rule != Rule() for rule in program.rules) or program.limits != UNLIMITED
    if free and not conditional and any(_on_receipt(reward) for reward in program.rewards):
        yield "always.acts", msg("every receipt gets it, for ever: set a condition, dates or a budget")


def _on_receipt(reward: Reward) -> bool:
    """Whether it takes something off the whole receipt without costing points."""
    return isinstance(reward, PercentOff | AmountOff) and reward.scope == "order" and not reward.cost_milli


def _generous(program: Program) -> Found:
    least = min((_least_amount(rule) for rule in program.rules), default=0)
    for reward in program.rewards:
        if isinstance(reward, PercentOff) and _on_receipt(reward) and reward.percent == 100:
            yield "gives.everything", msg("it makes the whole receipt free")
        if isinstance(reward, AmountOff) and not reward.cost_milli and 0 < least <= reward.value_minor:
            yield "gives.more", msg("it takes off as much as the smallest basket that gets it")
    rate = return_rate(program)
    if rate > GENEROUS:
        yield "gives.points", msg("points give back {percent} % of what earns them", percent=str(int(rate * 100)))


def _least_amount(rule: Rule) -> int:
    return max((c.amount_minor for c in rule.conditions if isinstance(c, MinAmount)), default=0)


def return_rate(program: Program) -> Fraction:
    """What points are worth, as a part of the money that earns them; above 1 the shop pays for being bought from."""
    earns = [Fraction(r.earn.points_milli, r.earn.per_minor) for r in program.rules if isinstance(r.earn, PerMoney)]
    worth = [
        Fraction(r.value_minor, r.cost_milli) for r in program.rewards if isinstance(r, AmountOff) and r.cost_milli
    ]
    worth += [Fraction(r.value_minor, r.per_milli) for r in program.rewards if isinstance(r, PointsPayment)]
    return max(earns, default=Fraction(0)) * max(worth, default=Fraction(0))


_CHECKS: tuple[Callable[[Program], Found], ...] = (_no_effect, _contradictions, _always, _generous)


def _unknown_goods(program: Program, goods: Sequence[Goods]) -> Found:
    meant = [rule.products for rule in program.rules] + [reward.products_meant for reward in program.rewards]
    for selector in dict.fromkeys(meant):
        if selector.names_goods and not any(selector.matches(one, one.price_minor) for one in goods):
            yield "never.goods", msg("no goods of the shop are meant by {goods}", goods=plain(_called(selector)))


def _called(selector: Selector) -> str:
    return ", ".join((selector.skus + selector.categories + selector.tags)[:3])


def _with_others(program: Program, programs: Sequence[Program]) -> Found:
    others = [other for other in programs if other.id != program.id]
    ids = {other.id for other in others}
    if program.code and any(_same_code(program, other) for other in others):
        yield "code.twice", msg("another programme has the same code: both will act on it")
    if program.boost is not None and program.boost.target not in ids:
        yield "never.target", msg("the programme it boosts is not there: it never acts")
    for tier_program, names in program.audience.tiers.items():
        known = {tier.name for other in others if other.id == tier_program for tier in other.tiers}
        if not known.intersection(names):
            yield "never.tier", msg("it waits for a tier that nobody can reach")
    terms = program.combination
    if terms.exclusive and program.trigger == "automatic":
        rivals = [o for o in others if o.combination.exclusive and o.trigger == "automatic" and _meet(program, o)]
        if rivals:
            called = plain(", ".join(o.id for o in rivals[:3]))
            yield "overlap.exclusive", msg("it wants to act alone, and so does {others}", others=called)
    for name in (*terms.not_with, *(name for name in terms.combines_with if name != "*")):
        if name not in ids:
            yield "combination.unknown", msg("it names a programme that is not there: {name}", name=plain(name))


def _same_code(one: Program, other: Program) -> bool:
    return one.trigger == other.trigger == "code" and code_key(one.code) == code_key(other.code)


def _meet(one: Program, other: Program) -> bool:
    """Whether both can run on some day."""
    first = max((p.schedule.from_on for p in (one, other) if p.schedule.from_on), default=None)
    last = min((p.schedule.to_on for p in (one, other) if p.schedule.to_on), default=None)
    return first is None or last is None or first <= last
