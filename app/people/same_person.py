"""One person with several records: which of their words count, and what is still carried over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from app.people.member import PersonRecord

_FILLED = ("name", "phone", "email", "birthday", "notes", "language", "external")


class Carried(msgspec.Struct, frozen=True):
    """Money towards the next point that a member's last receipt carried over; `stamp` says when."""

    member: str
    remainder_minor: int
    stamp: str


class Met(msgspec.Struct, frozen=True):
    """Two members were found to be one, at a place in the canonical order."""

    low: str
    high: str
    stamp: str


def completed(records: Sequence[PersonRecord]) -> PersonRecord:
    """The first record, and what it leaves empty from those after it.

    >>> completed([PersonRecord(b"1", "Anna"), PersonRecord(b"2", "Ann", "+31612344471")]).phone
    '+31612344471'
    """
    first = records[0]
    if len(records) == 1:
        return first
    filled = {}
    for name in _FILLED:
        values = [value for each in records if (value := getattr(each, name))]
        if values:
            filled[name] = values[0]
    return msgspec.structs.replace(first, **filled)


def still_carried(carried: Iterable[Carried], merges: Sequence[Met]) -> int:
    """What is carried over of one person's ids, each part once.

    A receipt that was made after a merge took up what the other had carried until then; so of two ids that were
    one by then only the later counts, and of two that had not met yet both do.
    """
    total = 0
    later: list[Carried] = []
    for each in sorted(carried, key=lambda one: one.stamp, reverse=True):
        if not any(_were_one(each.member, other, merges) for other in later):
            total += each.remainder_minor
        later.append(each)
    return total


def _were_one(member: str, later: Carried, merges: Sequence[Met]) -> bool:
    """Whether both were one person when the later receipt was made."""
    reached, grown = {member}, True
    while grown:
        before = len(reached)
        for each in merges:
            if each.stamp < later.stamp and reached & {each.low, each.high}:
                reached |= {each.low, each.high}
        grown = len(reached) > before
    return later.member in reached
