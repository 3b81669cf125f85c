"""Consents with their history, who was forgotten, and what a person's own log says."""

from __future__ import annotations

import datetime as dt

from app.people.member import ConsentPurpose
from app.sales.receipt import receipt_number
from app.storage.reads.look import Look, visible
from app.workflows.privacy_ports import Alteration, ConsentEntry, ConsentText, Erasure, LogEntry

_ANSWERS = f"""
SELECT purpose, granted, at, version, text, language, channel, till, staff, stamp, after
FROM consent_answers WHERE member @whom
UNION ALL
SELECT k.purpose, k.granted, coalesce((SELECT at FROM lists WHERE id = k.list), k.at), k.version, '', k.language,
    k.channel, 0, '', coalesce((SELECT stamp FROM lists WHERE id = k.list), ''), ''
FROM consents k WHERE k.member @whom AND k.list <> '' AND {visible("k")}
ORDER BY stamp
"""
_ERASURE = "SELECT member, act, reason, till, staff, at, business_on FROM erasures"
_OWN_KINDS = (
    "MemberEnrolled",
    "MemberChanged",
    "ConsentChanged",
    "CardIssued",
    "MembersMerged",
    "MembersParted",
    "DataExported",
    "MemberErased",
)
_LOG = f"""
SELECT at, kind, till, epoch, seq, staff, hex(entry_hash) FROM facts
WHERE kind IN ({", ".join(f"'{kind}'" for kind in _OWN_KINDS)}) AND instr(body, CAST(?1 AS BLOB)) > 0 ORDER BY hlc, id
"""
_PAPER = """
SELECT till, epoch, sequence FROM receipts WHERE member @whom AND member <> ''
UNION SELECT r.till, r.epoch, r.sequence FROM receipt_attachments a JOIN receipts r ON r.sale = a.sale
    WHERE a.member @whom
UNION SELECT till, epoch, sequence FROM returns WHERE member @whom AND member <> ''
ORDER BY 1, 2, 3
"""


class PrivacyQueries:
    """Fulfils `privacy_ports.PrivacyReads`."""

    look: Look

    def consent_history(self, member: str) -> tuple[ConsentEntry, ...]:
        rows = self.look.whose(_ANSWERS, member)
        return tuple(ConsentEntry(row[0], bool(row[1]), *row[2:]) for row in rows)

    def last_withdrawal(self, member: str, purpose: ConsentPurpose) -> str:
        entries = (entry for entry in self.consent_history(member) if entry.purpose == purpose and not entry.granted)
        return max((entry.stamp for entry in entries), default="")

    def consent_text(self, digest: str) -> ConsentText | None:
        row = self.look.one(
            "SELECT digest, purpose, language, version, text, at FROM consent_texts WHERE digest = ?", digest
        )
        return ConsentText(*row) if row else None

    def erasure(self, member: str) -> Erasure | None:
        row = self.look.one(f"{_ERASURE} WHERE member = ?", member)
        return _erasure(row) if row else None

    def erasures(self) -> tuple[Erasure, ...]:
        return tuple(_erasure(row) for row in self.look.all(f"{_ERASURE} ORDER BY stamp DESC"))

    def alterations(self, member: str) -> tuple[Alteration, ...]:
        rows = self.look.whose(
            "SELECT at, what, till, staff FROM member_alterations WHERE member @whom ORDER BY stamp", member
        )
        return tuple(Alteration(at, tuple(what.split()), till, staff) for at, what, till, staff in rows)

    def log_of(self, member: str) -> tuple[LogEntry, ...]:
        found = {row: None for each in self.look.people.all_of(member) for row in self.look.all(_LOG, each)}
        return tuple(LogEntry(*row) for row in sorted(found, key=lambda row: (row[0], row[2:5])))

    def record_count(self, member: str) -> int:
        return int(self.look.whose_first("SELECT count(*) FROM person_versions WHERE member @whom", member)[0])

    def paper_numbers(self, member: str) -> tuple[str, ...]:
        return tuple(receipt_number(*row) for row in self.look.whose(_PAPER, member))


def _erasure(row: tuple[str, str, str, int, str, int, str]) -> Erasure:
    return Erasure(*row[:6], dt.date.fromisoformat(row[6]))
