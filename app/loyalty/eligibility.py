"""Eligibility: all that stands between a customer and an offer, as reasons; none means it may act.

The same walk decides (it stops at the first reason) and explains (it goes on to the last).
"""

from __future__ import annotations

from collections.abc import Iterator

from app.loyalty.audience import EVERYONE
from app.loyalty.compile import Ready
from app.loyalty.conditions.base import names_of
from app.loyalty.program_limits import UNLIMITED
from app.loyalty.program_shape import Program, Rule
from app.loyalty.reasons import Reason, listed, says
from app.loyalty.schedule import ALWAYS
from app.loyalty.situation import Situation
from app.loyalty.standing import Uses
from app.values.words import msg

NO_USES = Uses()


def rule_reasons(rule: Rule, situation: Situation) -> Iterator[Reason]:
    """All conditions of a rule that do not hold."""
    if rule.audience is not EVERYONE:
        yield from rule.audience.reasons(situation)
    goods, conditions = rule.products, rule.conditions
    for condition in conditions:
        reason = condition.missing(goods, situation)
        if reason is not None:
            yield reason
    for further in rule.requires:
        yield from rule_reasons(further, situation)
    if not conditions and goods.names_goods and not situation.book.matching(goods):
        yield Reason("goods.missing", about=names_of(goods))


def holds(rule: Rule, situation: Situation) -> bool:
    """Whether all of a rule holds."""
    for _ in rule_reasons(rule, situation):
        return False
    return True


def holding_rule(program: Program, situation: Situation) -> Rule | None:
    """The first rule that holds; None where the program has rules and none does."""
    for rule in program.rules:
        if holds(rule, situation):
            return rule
    return None


def standing_reasons(one: Ready, situation: Situation) -> Iterator[Reason]:
    """What stands in the way apart from the basket: switched off, dates, audience, limits."""
    program = one.program
    if not program.enabled:
        yield Reason("program.disabled")
    if one.id in situation.refused:
        yield Reason("switched_off")
    if program.schedule is not ALWAYS:
        yield from program.schedule.reasons(situation)
    if program.audience is not EVERYONE:
        yield from program.audience.reasons(situation)
    if program.limits is not UNLIMITED:
        yield from program.limits.reasons(situation.standing.uses.get(one.id, NO_USES))


def basket_reasons(one: Ready, situation: Situation) -> Iterator[Reason]:
    """What the basket lacks: of alternative rules, the one that lacks least speaks."""
    program = one.program
    if not program.rules:
        return
    best: list[Reason] | None = None
    for rule in program.rules:
        reasons = list(rule_reasons(rule, situation))
        if not reasons:
            return
        if best is None or len(reasons) < len(best):
            best = reasons
    yield from best or ()


def reasons_against(one: Ready, situation: Situation) -> Iterator[Reason]:
    """Everything that keeps the program from acting by itself."""
    yield from standing_reasons(one, situation)
    if one.program.trigger == "code" and one.code not in situation.codes:
        yield Reason("code.needed")
    yield from basket_reasons(one, situation)


def first_reason(one: Ready, situation: Situation) -> Reason | None:
    """The first thing in the way; None where the program may act."""
    for reason in reasons_against(one, situation):
        return reason
    return None


says("goods.missing", lambda r, _: msg("needs {goods} in the basket", goods=listed(r.about)))
