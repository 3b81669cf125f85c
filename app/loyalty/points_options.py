"""Points options: how the points of a program are shown, when they can first be spent, when they end."""

from __future__ import annotations

import datetime as dt

import msgspec

from app.ledger.periods import last_of_days, last_of_months
from app.loyalty.moment import Moment

_HOUR_MS = 3_600_000


class Expiry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """When points end; nothing set: never. The earliest of what is set counts.

    Attributes:
        after_days: So many days, the day of earning being the first: 180 from 1 March is up to 27 August.
        after_months: So many calendar months; `month_end` stretches to the end of that month.
        yearly: Fixed days `MM-DD`: the next one after the day of earning is the last.
        inactive_months: All points end so many months after the member's last movement.
    """

    after_days: int = 0
    after_months: int = 0
    month_end: bool = False
    yearly: tuple[str, ...] = ()
    inactive_months: int = 0

    def last_valid_on(self, earned_on: dt.date) -> dt.date | None:
        """The last day of points earned on a day; None where none is fixed then."""
        days = []
        if self.after_days:
            days.append(last_of_days(earned_on, self.after_days))
        if self.after_months:
            days.append(last_of_months(earned_on, self.after_months, to_month_end=self.month_end))
        for text in self.yearly:
            month, day = int(text[:2]), int(text[3:])
            years = (earned_on.year, earned_on.year + 1)
            days.append(min(d for year in years if (d := dt.date(year, month, day)) > earned_on))
        return min(days, default=None)


class PointsOptions(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How points behave.

    Attributes:
        digits: Decimals that people see; accounts keep thousandths.
        expiry: When they end.
        active_after_hours, active_after_days: When they can first be spent; both 0: from the next receipt on.
        active_after_returns: Not before the goods can no longer be returned, by the shop's days for a return.
    """

    digits: int = 0
    expiry: Expiry = Expiry()
    active_after_hours: int = 0
    active_after_days: int = 0
    active_after_returns: bool = False

    def active_from(self, now: Moment) -> int:
        """Instant from which points earned now can be spent; 0 is at once."""
        hours = self.active_after_hours + 24 * self.active_after_days
        later = now.at + hours * _HOUR_MS if hours else 0
        return max(later, now.returns_over()) if self.active_after_returns and now.return_days else later
