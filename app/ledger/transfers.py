"""Transfers: the double entry behind every movement; the entries of a transfer sum to zero.

The member's points are what the shop owes. Each movement has its other side in an account of the shop that
says why: issued points cost marketing, gifts come out of goodwill, spent points leave the debt as redemption,
points that ended are breakage (computed as of a day, never recorded).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from app.ledger.entries import PointsEntry
from app.ledger.lots import expired_as_of

Account = Literal["member", "marketing", "redemption", "goodwill", "opening", "breakage"]
_OTHER_SIDE: dict[str, Account] = {
    "earn": "marketing",
    "spend": "redemption",
    "adjust": "goodwill",
    "goodwill": "goodwill",
    "opening": "opening",
}


class Side(msgspec.Struct, frozen=True):
    """One entry of a transfer: where it lands and how much, signed thousandths."""

    account: Account
    owner: str
    points_milli: int
    entry: str = ""


def transfers_of(owner: str, entries: Iterable[PointsEntry]) -> tuple[tuple[Side, Side], ...]:
    """Each entry of a member with its other side; a reversal lands where what it reverses came from."""
    kinds: dict[str, str] = {}
    out = []
    for entry in entries:
        kind = entry.kind
        other = _OTHER_SIDE.get(kind) or _OTHER_SIDE.get(kinds.get(entry.reverses, ""), "goodwill")
        kinds[entry.id] = kind
        out.append(
            (Side("member", owner, entry.points_milli, entry.id), Side(other, "", -entry.points_milli, entry.id))
        )
    return tuple(out)


def balances(transfers: Iterable[Iterable[Side]]) -> dict[tuple[Account, str], int]:
    """What lies on each account; over all accounts it sums to zero."""
    sums: dict[tuple[Account, str], int] = {}
    for transfer in transfers:
        for side in transfer:
            sums[side.account, side.owner] = sums.get((side.account, side.owner), 0) + side.points_milli
    return sums


def breakage_of(owner: str, entries: Sequence[PointsEntry], at: int, business_on: dt.date) -> tuple[Side, Side]:
    """The computed transfer of points that ended before a day: from the member to breakage."""
    ended = expired_as_of(entries, at, business_on)
    return Side("member", owner, -ended), Side("breakage", "", ended)


def liability(members: Iterable[Sequence[PointsEntry]], business_on: dt.date) -> int:
    """What the shop owes as of a day, in thousandths of points, over all members.

    Entries with a business date before the day count; lots whose last valid day is before it have ended.
    A member below zero owes the shop and does not lower what it owes the others.
    """
    total = 0
    for entries in members:
        known = [entry for entry in entries if entry.business_on < business_on]
        moved = sum(entry.points_milli for entry in known)
        latest = max((entry.at for entry in known), default=0)
        total += max(moved - expired_as_of(known, latest, business_on), 0)
    return total
