"""What the fraud review reads and shows."""

from __future__ import annotations

import datetime as dt
from typing import Literal, Protocol

import msgspec

from app.facts.envelope import Fact

Verdict = Literal["", "fine", "fraud"]


class CaseRow(msgspec.Struct, frozen=True):
    """A case: what a rule saw, and what was made of it.

    Attributes:
        subject: Staff id it concerns; empty where it concerns a member alone.
        sales: Sales behind it, oldest first; figures: what was counted, by name.
        verdict: Empty while nobody cleared it.
    """

    id: str
    rule: str
    till: int
    subject: str
    member: str
    sales: tuple[str, ...]
    figures: dict[str, int]
    at: int
    business_on: dt.date
    verdict: Verdict = ""
    reason: str = ""
    cleared_by: str = ""
    cleared_at: int = 0


class ReviewReads(Protocol):
    """Cases, and the facts that rules look at."""

    def cases(self, *, is_open: bool, limit: int = 500) -> tuple[CaseRow, ...]:
        """Newest first."""
        ...

    def case(self, case_id: str) -> CaseRow | None: ...
    def facts_after(
        self, place: int, kinds: frozenset[str], since: int, *, limit: int = 2000
    ) -> tuple[tuple[int, Fact], ...]:
        """The next facts of these kinds after a place in the books, from an instant on, each with its place."""
        ...

    def times_together(self, member: str, staff: str, since: int) -> int:
        """Sales to this person by this cashier since an instant, those taken back left out."""
        ...

    def changed_contact_at(self, member: str) -> int:
        """Instant of the last change of phone or e-mail; 0 for none."""
        ...
