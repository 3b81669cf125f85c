"""Bodies of finding out that two members are one person, and of taking that back."""

from __future__ import annotations

from app.facts.body import Body


class MembersMerged(Body, frozen=True, omit_defaults=True):
    """Two members are the same person; nothing that either did is written anew.

    They are named in the order of their ids, so that it does not matter which of them was shown first, and of
    all who are one the lowest id stands for them: two tills that say it the other way round agree.
    """

    low: str
    high: str


class MembersParted(Body, frozen=True, omit_defaults=True):
    """They were two after all: this merge (the id of its fact) does not count any more, for good."""

    merge: str
