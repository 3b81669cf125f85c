"""A flag: that a rule saw something, of whom, and the sales behind it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from app.insight.fraud.happenings import Happening
from app.values.ids import named_id

MOST_SALES = 40


class Flag(msgspec.Struct, frozen=True):
    """What a rule saw.

    Attributes:
        subject: Staff id it concerns; empty where it concerns a member alone.
        period: The day or week it belongs to: the same rule speaks once in it of the same people.
    """

    rule: str
    period: str
    subject: str = ""
    member: str = ""
    sales: tuple[str, ...] = ()
    figures: dict[str, int] = {}

    @property
    def case(self) -> str:
        """The same flag has the same id, whichever till or hub worked it out."""
        return named_id("review", self.rule, self.period, self.subject, self.member)


def sales_of(happenings: Iterable[Happening]) -> tuple[str, ...]:
    """The sales behind happenings, each once, the newest few."""
    found = dict.fromkeys(each.sale for each in happenings if each.sale)
    return tuple(found)[-MOST_SALES:]
