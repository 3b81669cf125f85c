"""The audit: what an owner looks into, read from the facts as rows that can be said in words.

Nothing is written for it: each row is a fact that was recorded anyway, so none can be missing and none can be
taken out without the chain showing it. Sales appear only where somebody reduced by hand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from app.people.staff import Permission
from app.values.errors import Refusal
from app.values.words import Message, msg
from app.workflows.acting import Acting, require
from app.workflows.audit_rows import KIND_OF, KINDS, AuditRow, Kind, Teller
from app.workflows.ports import Reads

MOST_DAYS = 3660


class AuditQuery(msgspec.Struct, frozen=True):
    """What is looked for: days (both inclusive), kinds (all if empty), one person (as doer or approver)."""

    first: dt.date
    last: dt.date
    kinds: tuple[Kind, ...] = ()
    staff: str = ""
    limit: int = 500


def read_audit(reads: Reads, query: AuditQuery, acting: Acting) -> tuple[AuditRow, ...]:
    """What happened, the latest first.

    Raises:
        Refusal: `right.missing`, `audit.days`.
    """
    require(acting, Permission.VIEW_AUDIT)
    if not 0 <= (query.last - query.first).days <= MOST_DAYS:
        raise Refusal("audit.days", msg("Choose a first day that is not after the last, ten years at most."))
    kinds = query.kinds or KINDS
    names = [name for name, kind in KIND_OF.items() if kind in kinds]
    teller = Teller(reads)
    rows = (row for fact in reads.facts_of(names, query.first, query.last) for row in teller.rows(fact))
    found = (
        row for row in rows if row.kind in kinds and (not query.staff or query.staff in (row.staff, row.approved_by))
    )
    return tuple(_first(found, query.limit))


def audit_as_json(row: AuditRow, names: dict[str, str], said: Callable[[Message], str]) -> dict[str, Any]:
    """A row as plain data with stable names, for the command line and for export."""
    from app.values.clock import iso

    return {
        "at": iso(row.at),
        "business_on": row.business_on.isoformat(),
        "till": row.till,
        "kind": row.kind,
        "staff": row.staff,
        "name": names.get(row.staff, ""),
        "approved_by": row.approved_by,
        "approver": names.get(row.approved_by, ""),
        "receipt": row.number,
        "said": said(row.said),
        "fact": row.fact,
    }


def _first(rows: Iterable[AuditRow], limit: int) -> list[AuditRow]:
    found: list[AuditRow] = []
    for row in rows:
        if limit and len(found) >= limit:
            break
        found.append(row)
    return found
