"""Lots: points that were earned together and end together.

Nothing of this is kept: lots are computed from the member's entries in canonical order, as of an
instant, so that entries may arrive late and expiry is never recorded.
"""

from __future__ import annotations

import datetime as dt

import msgspec


class Lot(msgspec.Struct, frozen=True):
    """What is left of points earned together.

    Attributes:
        entry: Id of the entry that made it.
        earned_milli, left_milli: Made, and still there.
        active_from: Instant from which it may be spent.
        last_valid_on: Last business date on which it may be spent; None never ends.
    """

    entry: str
    earned_milli: int
    left_milli: int
    active_from: int = 0
    last_valid_on: dt.date | None = None
