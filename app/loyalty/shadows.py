"""Shadows: offers that can never be the best because another one always gives more on the same goods.

20 % off tea stands in the shadow of 25 % off tea: where a unit takes one line offer and the best is chosen,
the first never acts, whatever the basket. Such offers are not looked at while pricing (they are still
explained), unless the cashier switched something off. Only plain offers cast or stand in shadows: no rules,
dates, audience, limits or terms of combination, and nobody's `not_with` names them.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol

from app.loyalty.program_shape import FREELY, Program
from app.loyalty.rewards.amount_off_each import AmountOffEach
from app.loyalty.rewards.fixed_price import FixedPrice
from app.loyalty.rewards.percent_off import PercentOff
from app.loyalty.rewards.registry import AnyReward

Strength = tuple[Fraction, int, str]


class Plain(Protocol):
    """What must be known of a program that is ready."""

    id: str
    place: int
    program: Program
    stands_free: bool
    simple: frozenset[str]


def shadowed(ready: Sequence[Plain]) -> frozenset[int]:
    """Places of programs that never act while all others may."""
    named = {name for one in ready for name in one.program.combination.not_with}
    best: dict[tuple[object, ...], tuple[Strength, int]] = {}
    hidden: set[int] = set()
    for one in ready:
        strength = _strength(one)
        if strength is None or one.id in named:
            continue
        key, how_strong = strength
        before = best.get(key)
        if before is None:
            best[key] = (how_strong, one.place)
        elif _stronger(how_strong, before[0]):
            hidden.add(before[1])
            best[key] = (how_strong, one.place)
        else:
            hidden.add(one.place)
    return frozenset(hidden)


def _stronger(one: Strength, other: Strength) -> bool:
    """More for the customer; of equal ones the higher priority, then the earlier id, as everywhere."""
    return (-one[0], -one[1], one[2]) < (-other[0], -other[1], other[2])


def _strength(one: Plain) -> tuple[tuple[object, ...], Strength] | None:
    """What it is compared within, and how much it gives there; None where it is not plain."""
    program = one.program
    plain = one.stands_free and not program.rules and program.combination == FREELY and len(program.rewards) == 1
    if not plain or program.trigger != "automatic" or program.applies == "future":
        return None
    reward: AnyReward = program.rewards[0]
    if reward.id not in one.simple or reward.cost_milli:
        return None
    if isinstance(reward, PercentOff):
        return (("percent", reward.products), (Fraction(reward.percent), program.priority, program.id))
    if isinstance(reward, AmountOffEach):
        return (("each", reward.products, reward.gross), (Fraction(reward.value_minor), program.priority, program.id))
    if isinstance(reward, FixedPrice):
        return (("price", reward.products), (Fraction(-reward.value_minor), program.priority, program.id))
    return None
