"""Which offers may act together: exclusive ones, groups, and the one offer on the whole receipt.

Two offers conflict when one is exclusive, when they are of one group, when one names the other in
`not_with`. Every largest set without a conflict is a candidate. Where the receipt takes one offer, those on
the whole receipt conflict unless both name the other in `combines_with`; that choice is made apart, after the
lines, since it cannot change what is best for them.
"""

from __future__ import annotations

from collections.abc import Callable

from app.loyalty.acts import Act
from app.loyalty.policies import Policies

MOST_SETS = 512
"""Candidate sets looked at; beyond it the result is marked as not proven best."""


def conflict(one: Act, other: Act) -> bool:
    """Whether two acts may not stand on one receipt."""
    mine, theirs = one.one.program.combination, other.one.program.combination
    if one.one.id == other.one.id:
        return False
    if mine.exclusive or theirs.exclusive:
        return True
    if mine.group and mine.group == theirs.group:
        return True
    return other.one.id in mine.not_with or one.one.id in theirs.not_with


def crowd(one: Act, other: Act) -> bool:
    """Whether two offers on the whole receipt do not stand beside each other where it takes one."""
    return one.one.id != other.one.id and not _combine(one, other)


def _combine(one: Act, other: Act) -> bool:
    mine, theirs = one.one.program.combination.combines_with, other.one.program.combination.combines_with
    return ("*" in mine or other.one.id in mine) and ("*" in theirs or one.one.id in theirs)


def restricted(acts: list[Act]) -> list[Act]:
    """Acts that can conflict with any other at all."""
    terms = [(act, act.one.program.combination) for act in acts]
    if any(combination.exclusive for _, combination in terms):
        return acts
    named = {name for _, combination in terms for name in combination.not_with}
    return [act for act, combination in terms if combination.group or combination.not_with or act.one.id in named]


def legal_sets(acts: list[Act]) -> tuple[list[list[Act]], bool]:
    """All largest sets of acts without a conflict, and whether these are all of them."""
    return _largest(acts, restricted(acts), conflict)


def order_sets(acts: list[Act], policies: Policies) -> tuple[list[list[Act]], bool]:
    """The ways to choose among offers on the whole receipt, and whether these are all of them."""
    if policies.order_offers == "all" or len(acts) < 2:
        return [acts], True
    if not any(act.one.program.combination.combines_with for act in acts):
        ids = {act.one.id: act for act in acts}
        if len(ids) == len(acts):
            return [[act] for act in acts], True
    return _largest(acts, acts, crowd)


def _largest(acts: list[Act], knotted: list[Act], apart: Callable[[Act, Act], bool]) -> tuple[list[list[Act]], bool]:
    if len(knotted) < 2:
        return [acts], True
    friends: list[set[int]] = [
        {j for j, other in enumerate(knotted) if j != i and not apart(act, other)} for i, act in enumerate(knotted)
    ]
    cliques = _Cliques(friends)
    inside = {id(act) for act in knotted}
    out = []
    for clique in sorted(cliques.found, key=sorted):
        chosen = {id(knotted[index]) for index in clique}
        out.append([act for act in acts if id(act) not in inside or id(act) in chosen])
    return out, cliques.complete


class _Cliques:
    """All largest sets of friends, by Bron and Kerbosch with a pivot; stops at `MOST_SETS`."""

    def __init__(self, friends: list[set[int]]) -> None:
        self._friends = friends
        self.found: list[set[int]] = []
        self.complete = self._grow(set(), set(range(len(friends))), set())

    def _grow(self, chosen: set[int], open_: set[int], shut: set[int]) -> bool:
        if len(self.found) >= MOST_SETS:
            return False
        if not open_ and not shut:
            self.found.append(chosen)
            return True
        friends = self._friends
        pivot = max(open_ | shut, key=lambda index: (len(friends[index] & open_), -index))
        for index in sorted(open_ - friends[pivot]):
            if not self._grow(chosen | {index}, open_ & friends[index], shut & friends[index]):
                return False
            open_ = open_ - {index}
            shut = shut | {index}
        return True
