"""What follows from the fraud review: a case when a rule saw something, and what somebody made of it.

The case and its verdict are set apart from each other, so a verdict may arrive before the case it is about.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from app.facts.bodies import CaseCleared, CaseFlagged
from app.facts.effects.changes import Effect, Settle
from app.facts.envelope import Fact


def case_flagged(fact: Fact, body: CaseFlagged) -> Iterator[Effect]:
    """The case; seen again with more behind it, the later sight counts."""
    yield Settle(
        "review_cases",
        {"id": body.case},
        {
            "rule": body.rule,
            "till": fact.till,
            "staff": body.subject,
            "member": body.member,
            "sales": msgspec.json.encode(body.sales).decode(),
            "figures": msgspec.json.encode(dict(sorted(body.figures.items()))).decode(),
            "at": fact.at,
            "business_on": fact.business_on.isoformat(),
        },
        fact.stamp,
        "flagged_stamp",
    )


def case_cleared(fact: Fact, body: CaseCleared) -> Iterator[Effect]:
    """What it was, who said so, and why."""
    yield Settle(
        "review_cases",
        {"id": body.case},
        {"verdict": body.verdict, "reason": body.reason, "cleared_by": fact.staff, "cleared_at": fact.at},
        fact.stamp,
        "cleared_stamp",
    )
