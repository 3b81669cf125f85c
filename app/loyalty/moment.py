"""The moment a basket is priced at: instant, business date and the shop's zone, handed in and never asked for."""

from __future__ import annotations

import datetime as dt

import msgspec

from app.values.clock import Instant, instant, local


class Moment(msgspec.Struct, frozen=True):
    """When.

    Attributes:
        at: The instant, UTC milliseconds.
        business_on: Trading day of the open shift; lots end and limits of the day count by it.
        zone: IANA name of the shop's zone; schedules speak of its wall clock.
        return_days: For so many days after this one goods may come back.
    """

    at: Instant
    business_on: dt.date
    zone: str = "UTC"
    return_days: int = 0

    def returns_over(self) -> Instant:
        """When goods sold now can no longer be returned: midnight after the last day, on the shop's wall."""
        after = self.business_on + dt.timedelta(self.return_days + 1)
        return instant(dt.datetime.combine(after, dt.time(), self.wall_clock().tzinfo))

    def wall_clock(self) -> dt.datetime:
        """The shop's own clock at this instant, daylight saving included."""
        return local(self.at, self.zone)
