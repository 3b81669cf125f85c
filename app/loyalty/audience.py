"""Audience: whom an offer is for.

Everyone; members; members of some tier, segment or group; staff left out; the first or every n-th purchase;
around the birthday; soon after joining. Each that does not fit is a reason of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

import msgspec

from app.loyalty.reasons import Reason, fixed, listed, says
from app.loyalty.situation import Situation
from app.values.words import msg


class Audience(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Whom an offer is for; all that is set must hold.

    Attributes:
        who: `everyone`, `members`, or `anonymous` customers only.
        tiers: Per tier program, the tiers that may have it.
        segments_any, segments_none: In one of these, in none of those.
        staff: Whether members of staff are `included`, `excluded`, or the `only` ones.
        purchase: The n-th purchase only (1 is the first); 0 for any.
        every_purchase: Every n-th purchase; 0 for any.
        birthday_before_days, birthday_after_days: Window around the birthday, both inclusive; None is no window.
        joined_within_days: Only so long after joining, the joining day counted as 0.
    """

    who: Literal["everyone", "members", "anonymous"] = "everyone"
    tiers: dict[str, tuple[str, ...]] = {}
    segments_any: tuple[str, ...] = ()
    segments_none: tuple[str, ...] = ()
    staff: Literal["included", "excluded", "only"] = "included"
    purchase: int = 0
    every_purchase: int = 0
    birthday_before_days: int | None = None
    birthday_after_days: int | None = None
    joined_within_days: int | None = None

    def reasons(self, situation: Situation) -> Iterator[Reason]:
        """All that keeps this customer out, in the order in which one would ask."""
        standing = situation.standing
        if self.who == "members" and not standing.member:
            yield Reason("audience.members")
        if self.who == "anonymous" and standing.member:
            yield Reason("audience.anonymous")
        for program, names in self.tiers.items():
            if standing.tiers.get(program) not in names:
                yield Reason("audience.tier", about=names)
        if self.segments_any and not standing.segments.intersection(self.segments_any):
            yield Reason("audience.segment", about=self.segments_any)
        if self.segments_none and standing.segments.intersection(self.segments_none):
            yield Reason("audience.not_segment", about=self.segments_none)
        if self.staff != "included" and standing.staff_member is not (self.staff == "only"):
            yield Reason("audience.staff" if self.staff == "excluded" else "audience.staff_only")
        yield from self._visits(standing.visits + 1)
        if self.birthday_before_days is not None or self.birthday_after_days is not None:
            yield from self._birthday(standing.birthday, situation.now.business_on)
        if self.joined_within_days is not None:
            yield from self._joined(standing.joined_on, situation.now.business_on)

    def _visits(self, purchase: int) -> Iterator[Reason]:
        if self.purchase and purchase != self.purchase:
            yield Reason("audience.purchase", self.purchase, purchase)
        if self.every_purchase and purchase % self.every_purchase:
            yield Reason("audience.every_purchase", self.every_purchase, purchase % self.every_purchase)

    def _birthday(self, birthday: tuple[int, int] | None, today: dt.date) -> Iterator[Reason]:
        if birthday is None:
            yield Reason("audience.birthday_unknown")
            return
        before, after = self.birthday_before_days or 0, self.birthday_after_days or 0
        for year in (today.year - 1, today.year, today.year + 1):
            day = birthday_in(year, birthday)
            if day - dt.timedelta(before) <= today <= day + dt.timedelta(after):
                return
        yield Reason("audience.birthday")

    def _joined(self, joined_on: dt.date | None, today: dt.date) -> Iterator[Reason]:
        days = self.joined_within_days or 0
        if joined_on is None or not 0 <= (today - joined_on).days <= days:
            yield Reason("audience.joined", days)


def birthday_in(year: int, birthday: tuple[int, int]) -> dt.date:
    """The day on which a birthday (month, day) is kept in a year; 29 February is kept on the 28th."""
    month, day = birthday
    try:
        return dt.date(year, month, day)
    except ValueError:
        return dt.date(year, 2, 28)


EVERYONE = Audience()

says("audience.members", fixed(msg("for members only")))
says("audience.anonymous", fixed(msg("for customers who are not members")))
says("audience.tier", lambda r, _: msg("for {tiers} only", tiers=listed(r.about)))
says("audience.segment", lambda r, _: msg("for {groups} only", groups=listed(r.about)))
says("audience.not_segment", lambda r, _: msg("not for {groups}", groups=listed(r.about)))
says("audience.staff", fixed(msg("not for staff")))
says("audience.staff_only", fixed(msg("for staff only")))
says("audience.purchase", lambda r, _: msg("on purchase {needed} only: this is {has}", needed=r.needed, has=r.has))
says("audience.every_purchase", lambda r, _: msg("every {needed} purchases: {short} to go", needed=r.needed,
                                                 short=r.needed - r.has))  # fmt: skip
says("audience.birthday_unknown", fixed(msg("the birthday is not known")))
says("audience.birthday", fixed(msg("around the birthday only")))
says("audience.joined", lambda r, _: msg("only within {days} days of joining", days=r.needed))
