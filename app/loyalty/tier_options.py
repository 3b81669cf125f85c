"""Tier options: what counts towards a tier, over what time, and how a tier that is no longer reached is lost."""

from __future__ import annotations

from typing import Literal

import msgspec


class TierOptions(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How tiers come and go; up is always at once, at the end of the day.

    Attributes:
        measure: Money paid, points earned, or visits (days with a receipt); a step's `min_spent_minor` is in
            minor units, in thousandths of points, or in visits.
        points_of: The program whose points count, for measure `points`.
        window: `rolling` the last `days` calendar days, the day itself included; or the current `year`,
            `quarter` or `month`.
        down: `never`; `at_once` (every day's tier is what the window says); `monthly`, on the 1st before that
            day's sales, one level, if the window at the end of the day before is lower than the tier held.
        grace_days: With `monthly`: so many days after the tier was reached it is not lost.
    """

    measure: Literal["spend", "points", "visits"] = "spend"
    points_of: str = ""
    window: Literal["rolling", "year", "quarter", "month"] = "rolling"
    days: int = 365
    down: Literal["never", "at_once", "monthly"] = "monthly"
    grace_days: int = 0
