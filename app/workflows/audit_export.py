"""Handing the audit out: a JSON file in the shop's folder, and the fact that it was made."""

from __future__ import annotations

import msgspec

from app.people.staff import Permission
from app.values.locales import Words
from app.workflows.acting import Acting, require
from app.workflows.audit import audit_as_json
from app.workflows.audit_rows import AuditRow

AUDIT_FILE = "audit_file"
"""The door that keeps audit rows as a file; gets the books, the rows and who acts, gives an `AuditFile`."""


class AuditFile(msgspec.Struct, frozen=True):
    """A file that was made: where it lies and how many rows it has."""

    path: str
    rows: int


def audit_document(rows: tuple[AuditRow, ...], acting: Acting) -> bytes:
    """The rows as JSON, in the shop's language.

    Raises:
        Refusal: `right.missing`.
    """
    require(acting, Permission.VIEW_AUDIT)
    settings = acting.shop.settings
    words = Words(settings.language, settings.zone)
    names = {person.id: person.name for person in acting.shop.staff.values()}
    told = [audit_as_json(row, names, words.say) for row in rows]
    return msgspec.json.format(msgspec.json.encode(told), indent=1)
