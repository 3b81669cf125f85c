"""Limits: how often a program may act and how much it may give away.

Counted over the receipts the till knows. Each limit that is used up is a reason of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from app.loyalty.reasons import Reason
from app.loyalty.standing import Uses


class Limits(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How often and how much; 0 is no limit.

    Attributes:
        per_receipt: Applications in one sale (groups, free units, bundles, times a reward is given).
        per_member, per_member_day: Receipts of one member, in all and on one business date.
        total: Receipts in all.
        budget_minor: What the program may give in money, in all; the last use is cut to what is left.
        used_before: Uses from before the program came here, added to `total`.
    """

    per_receipt: int = 0
    per_member: int = 0
    per_member_day: int = 0
    total: int = 0
    budget_minor: int = 0
    used_before: int = 0

    def reasons(self, uses: Uses) -> Iterator[Reason]:
        """Each limit that is used up."""
        if self.per_member_day and uses.by_member_today >= self.per_member_day:
            yield Reason("limit.day", self.per_member_day, uses.by_member_today)
        if self.per_member and uses.by_member >= self.per_member:
            yield Reason("limit.member", self.per_member, uses.by_member)
        if self.total and uses.in_all + self.used_before >= self.total:
            yield Reason("limit.total", self.total, uses.in_all + self.used_before)
        if self.budget_minor and uses.given_minor >= self.budget_minor:
            yield Reason("limit.budget", self.budget_minor, uses.given_minor)


UNLIMITED = Limits()
