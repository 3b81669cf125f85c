"""Occasions: coupons that a member has because of a happening, worked out from the facts and never issued.

A welcome, a birthday, an anniversary or a referral gives a coupon whose code follows from program, version,
member and occasion. Every till works out the same code, so it can be used once, whichever till sees it first.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Literal

import msgspec

from app.values.barcodes import with_mod97

DAY = dt.timedelta(1)
CODE_DIGITS = 12


class Occasion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What happens, and from when to when its coupon can be used.

    Attributes:
        on: `joined` (welcome), `birthday`, `anniversary` of joining, `referred` (brought by a member) or
            `referrer` (brought somebody).
        before_days, after_days: The window around the day, both inclusive.
        hold_days: For referrals: so many days after the friend's first paid visit the coupon begins, if that
            sale still stands; the window is counted from there.
        joined_days_before: For birthdays: a member for at least so many days, so that nobody joins for it.
        most_in_30_days: For `referrer`: further friends within 30 days bring nothing; 0 is no limit.
    """

    on: Literal["joined", "birthday", "anniversary", "referred", "referrer"]
    before_days: int = 0
    after_days: int = 13
    hold_days: int = 14
    joined_days_before: int = 30
    most_in_30_days: int = 5


class Happenings(msgspec.Struct, frozen=True):
    """What is known of a member.

    Attributes:
        referred_on: Business date of the member's own first paid visit, if a member had brought them.
        friends: Friends brought along: member id and business date of their first paid visit, in order.
    """

    member: str
    joined_on: dt.date | None = None
    birthday: tuple[int, int] | None = None
    referred_on: dt.date | None = None
    friends: tuple[tuple[str, dt.date], ...] = ()


class Entitlement(msgspec.Struct, frozen=True):
    """A coupon that follows from an occasion; `occasion` tells one from the next (`birthday:2026`)."""

    occasion: str
    first_on: dt.date
    last_on: dt.date


def entitlements(occasion: Occasion, known: Happenings, on: dt.date) -> Iterator[Entitlement]:
    """All entitlements whose window holds this day."""
    for name, day in _days(occasion, known, on):
        first, last = day - occasion.before_days * DAY, day + occasion.after_days * DAY
        if first <= on <= last:
            yield Entitlement(name, first, last)


def _days(occasion: Occasion, known: Happenings, on: dt.date) -> Iterator[tuple[str, dt.date]]:
    if occasion.on == "joined" and known.joined_on is not None:
        yield "joined", known.joined_on
    elif occasion.on == "birthday" and known.birthday is not None and known.joined_on is not None:
        for year in (on.year - 1, on.year, on.year + 1):
            day = same_day(year, *known.birthday)
            if known.joined_on + occasion.joined_days_before * DAY <= day:
                yield f"birthday:{year}", day
    elif occasion.on == "anniversary" and known.joined_on is not None:
        for year in (on.year - 1, on.year, on.year + 1):
            if year > known.joined_on.year:
                yield f"anniversary:{year}", same_day(year, known.joined_on.month, known.joined_on.day)
    elif occasion.on == "referred" and known.referred_on is not None:
        yield "referred", known.referred_on + occasion.hold_days * DAY
    elif occasion.on == "referrer":
        for friend, day in _friends_that_count(occasion, known):
            yield f"referrer:{friend}", day + occasion.hold_days * DAY


def _friends_that_count(occasion: Occasion, known: Happenings) -> Iterator[tuple[str, dt.date]]:
    counted: list[dt.date] = []
    for friend, day in sorted(known.friends, key=lambda each: (each[1], each[0])):
        recent = [other for other in counted if (day - other).days < 30]
        if not occasion.most_in_30_days or len(recent) < occasion.most_in_30_days:
            counted.append(day)
            yield friend, day


def coupon_code(program: str, version: int, member: str, occasion: str) -> str:
    """The code that follows from what it is for: 16 digits of the coupons' own kind."""
    digest = hashlib.sha256("\x1f".join((program, str(version), member, occasion)).encode()).digest()
    return with_mod97(f"74{int.from_bytes(digest[:8], 'big') % 10**CODE_DIGITS:0{CODE_DIGITS}d}")


def same_day(year: int, month: int, day: int) -> dt.date:
    """A day of the year; 29 February is kept on the 28th where there is none."""
    return dt.date(year, month, 28 if (month, day) == (2, 29) and not _leap(year) else day)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
