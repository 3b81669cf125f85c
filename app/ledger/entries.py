"""Entries: one side of a movement of points, as it was recorded and never changed."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

EntryKind = Literal["earn", "spend", "adjust", "reverse", "opening", "goodwill"]


class PointsEntry(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A member's entry.

    Attributes:
        id: Unique; with `hlc` it gives the canonical order.
        program: Whose points.
        kind: `reverse` undoes the entry named by `reverses`, in part or whole; `opening` was brought along.
        points_milli: Signed thousandths: earned is above zero, spent below.
        at: Instant of the movement; business_on: its trading day.
        hlc: Orders movements of all tills, causally.
        active_from: Instant from which earned points may be spent; 0 is at once.
        last_valid_on: Last business date on which earned points may be spent; None never ends.
        receipt: The sale concerned, if any.
        account: Whose entry, where a person has several accounts that are one now; else it may be left out.
    """

    id: str
    program: str
    kind: EntryKind
    points_milli: int
    at: int
    business_on: dt.date
    hlc: int
    active_from: int = 0
    last_valid_on: dt.date | None = None
    receipt: str = ""
    reverses: str = ""
    account: str = ""


class Joining(msgspec.Struct, frozen=True):
    """Two accounts are one from here on, whichever till said so; the order counts them in among the entries.

    What each had by then is added up: nothing that had ended comes back, nothing is lost.

    Attributes:
        id: Of the fact; with `hlc` its place in the canonical order.
        low, high: The accounts, in the order of their ids.
    """

    id: str
    hlc: int
    at: int
    business_on: dt.date
    low: str
    high: str


def canonical(entry: PointsEntry | Joining) -> tuple[int, str]:
    """The order in which entries count: causal across tills, the same after a re-emission."""
    return (entry.hlc, entry.id)
