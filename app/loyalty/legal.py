"""Which offers may act together: exclusive ones, groups, and the one offer on the whole receipt.

Two offers conflict when one is exclusive, when they are of one group, when one names the other in
`not_with`, or (where the receipt takes one offer) when both act on the whole receipt and do not name each
other in `combines_with`. Every largest set without a conflict is a candidate.
"""

from __future__ import annotations

from app.loyalty.acts import Act
from app.loyalty.policies import Policies

MOST_SETS = 512
"""Candidate sets looked at; beyond it the result is marked as not proven best."""


def conflict(one: Act, other: Act, policies: Policies) -> bool:
    """Whether two acts may not stand on one receipt."""
    mine, theirs = one.one.program.combination, other.one.program.combination
    if one.one.id == other.one.id:
        return False
    if mine.exclusive or theirs.exclusive:
        return True
    if mine.group and mine.group == theirs.group:
        return True
    if other.one.id in mine.not_with or one.one.id in theirs.not_with:
        return True
    return policies.order_offers == "one" and _on_order(one) and _on_order(other) and not _combine(one, other)


def _on_order(act: Act) -> bool:
    return any(reward.lane == "order" for reward in act.rewards)


def _combine(one: Act, other: Act) -> bool:
    mine, theirs = one.one.program.combination.combines_with, other.one.program.combination.combines_with
    return ("*" in mine or other.one.id in mine) and ("*" in theirs or one.one.id in theirs)


def restricted(acts: list[Act], policies: Policies) -> list[Act]:
    """Acts that can conflict with any other at all."""
    one_order = policies.order_offers == "one"
    named = {name for act in acts for name in act.one.program.combination.not_with}
    return [
        act
        for act in acts
        if act.one.program.combination.exclusive
        or act.one.program.combination.group
        or act.one.program.combination.not_with
        or act.one.id in named
        or (one_order and _on_order(act))
    ]


def legal_sets(acts: list[Act], policies: Policies) -> tuple[list[list[Act]], bool]:
    """All largest sets of acts without a conflict, and whether these are all of them."""
    some_exclusive = any(act.one.program.combination.exclusive for act in acts)
    knotted = acts if some_exclusive else restricted(acts, policies)
    if len(knotted) < 2:
        return [acts], True
    friends: list[set[int]] = [
        {j for j, other in enumerate(knotted) if j != i and not conflict(act, other, policies)}
        for i, act in enumerate(knotted)
    ]
    found: list[set[int]] = []
    complete = _cliques(set(), set(range(len(knotted))), set(), friends, found)
    inside = {id(act) for act in knotted}
    out = []
    for clique in sorted(found, key=sorted):
        chosen = {id(knotted[index]) for index in clique}
        out.append([act for act in acts if id(act) not in inside or id(act) in chosen])
    return out, complete


def _cliques(chosen: set[int], open_: set[int], shut: set[int], friends: list[set[int]], found: list[set[int]]) -> bool:
    """Bron and Kerbosch with a pivot, stopped at `MOST_SETS`."""
    if len(found) >= MOST_SETS:
        return False
    if not open_ and not shut:
        found.append(chosen)
        return True
    pivot = max(open_ | shut, key=lambda index: (len(friends[index] & open_), -index))
    for index in sorted(open_ - friends[pivot]):
        if not _cliques(chosen | {index}, open_ & friends[index], shut & friends[index], friends, found):
            return False
        open_ = open_ - {index}
        shut = shut | {index}
    return True
