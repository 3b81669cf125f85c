"""What follows when members turn out to be one person, or two after all.

A merge is a row, and its undoing a mark on it, whichever arrives first; who stands for whom is read from all
rows that have no mark, so that the order of arrival does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.facts.effects.changes import Effect, Settle
from app.facts.envelope import Fact
from app.facts.same_person import MembersMerged, MembersParted


def members_merged(fact: Fact, body: MembersMerged) -> Iterator[Effect]:
    """Both are one from here on."""
    low, high = sorted((body.low, body.high))
    yield Settle(
        "member_merges",
        {"merge": fact.id},
        {
            "low": low,
            "high": high,
            "at": fact.at,
            "business_on": fact.business_on.isoformat(),
            "staff": fact.staff,
        },
        fact.stamp,
        "made_stamp",
    )


def members_parted(fact: Fact, body: MembersParted) -> Iterator[Effect]:
    """The merge stays, and counts no more."""
    yield Settle(
        "member_merges",
        {"merge": body.merge},
        {"undone_at": fact.at, "undone_on": fact.business_on.isoformat()},
        fact.stamp,
        "undone_stamp",
    )
