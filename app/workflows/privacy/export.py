"""All that is kept of a member, as data to hand out: for the person to read, and for another program.

One document, from which both the JSON and the readable page are made, so that they cannot differ. What is in
it: the record with its consents and their words, cards, every receipt and return with its lines, points with
the reason of each movement, codes, promises, whom they brought, and who looked after the record when.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from app.facts.bodies import DataExported
from app.people.member import PersonRecord
from app.people.staff import Permission
from app.values.clock import iso
from app.values.errors import Refusal
from app.values.numbers import decimal_text
from app.values.words import msg
from app.workflows.acting import Acting, require
from app.workflows.ports import Books, Reads
from app.workflows.privacy.consents import consent_lines
from app.workflows.shop_now import moment_of

FORMAT = 1
Plain = dict[str, Any]


def member_document(reads: Reads, member: str, acting: Acting) -> Plain:
    """Everything of a member, in plain JSON values.

    Raises:
        Refusal: `right.missing`, `member.unknown`.
    """
    require(acting, Permission.EXPORT_DATA)
    view = reads.member(member)
    if view is None:
        raise Refusal("member.unknown", msg("This member is not known here. Nothing was saved."))
    moment = moment_of(acting.shop, acting.at)
    return {
        "format": FORMAT,
        "made_at": iso(acting.at),
        "shop": {"name": acting.shop.settings.name, "address": acting.shop.settings.address},
        "member": {"id": view.id, "joined_on": view.joined_on.isoformat(), "ids": list(reads.same_person(view.id))},
        "record": _record(view.person),
        "cards": [msgspec.to_builtins(card) for card in view.cards],
        "consents": _consents(reads, view.id),
        "changes": [
            {"at": iso(each.at), "fields": list(each.what), "till": each.till, "staff": each.staff}
            for each in reads.alterations(view.id)
        ],
        "receipts": [_receipt(reads, row.sale) for row in reversed(reads.receipts_of(view.id))],
        "returns": [
            {"number": document.number, "at": iso(fact.at), **msgspec.to_builtins(document)}
            for document, fact in reads.returns_of(view.id)
        ],
        "points": {
            statement.program: {
                "opening": decimal_text(statement.opening_milli, 3),
                "closing": decimal_text(statement.closing_milli, 3),
                "movements": [
                    {
                        "at": iso(row.at),
                        "kind": row.kind,
                        "points": decimal_text(row.points_milli, 3),
                        "balance": decimal_text(row.balance_milli, 3),
                        "receipt": row.receipt,
                        "reason": row.reason,
                        "last_valid_on": row.last_valid_on.isoformat() if row.last_valid_on else "",
                    }
                    for row in statement.rows
                ],
            }
            for statement in reads.statements(view.id, moment)
        },
        "codes": [msgspec.to_builtins(token) for token in reads.tokens_of(view.id)],
        "promises": [msgspec.to_builtins(promise) for promise in reads.promises_of(view.id)],
        "brought_by": reads.referrer_of(view.id),
        "brought": list(reads.friends_of(view.id)),
        "log": [
            {"at": iso(each.at), "kind": each.kind, "till": each.till, "seq": each.seq, "hash": each.hash}
            for each in reads.log_of(view.id)
        ],
    }


def record_export(
    books: Books, acting: Acting, *, what: str, about: str = "", files: dict[str, str], rows: int = 0
) -> None:
    """Keep that data left the books: `files` are names with the SHA-256 of what is in them."""
    with books.unit_of_work() as unit:
        body = DataExported(what, about, tuple(files), tuple(files.values()), rows)
        unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)


def _record(person: PersonRecord | None) -> Plain:
    if person is None:
        return {}
    fields: Plain = msgspec.structs.asdict(person)
    del fields["salt"]
    return {name: value.isoformat() if isinstance(value, dt.date) else value or "" for name, value in fields.items()}


def _consents(reads: Reads, member: str) -> list[Plain]:
    return [
        {
            "purpose": line.entry.purpose,
            "granted": line.entry.granted,
            "at": iso(line.entry.at),
            "version": line.entry.version,
            "language": line.entry.language,
            "channel": line.entry.channel,
            "till": line.entry.till,
            "staff": line.entry.staff,
            "text": line.text,
            "text_sha256": line.entry.text,
        }
        for line in reversed(consent_lines(reads, member))
    ]


def _receipt(reads: Reads, sale: str) -> Plain:
    found = reads.receipt(sale)
    if found is None:
        return {"sale": sale}
    receipt, fact = found
    return {
        "number": receipt.number,
        "at": iso(fact.at),
        "business_on": fact.business_on.isoformat(),
        "currency": receipt.currency,
        "total_minor": receipt.total_minor,
        "discount_minor": receipt.discount_minor,
        "lines": [
            {
                "name": line.goods.name,
                "sku": line.goods.sku,
                "quantity": decimal_text(line.quantity_milli, 3),
                "total_minor": line.total_minor,
                "discount_minor": line.discount_minor,
            }
            for line in receipt.lines
        ],
        "tenders": [{"kind": tender.kind, "amount_minor": tender.amount_minor} for tender in receipt.tenders],
        "points": [
            {
                "program": change.program,
                "spent": decimal_text(change.spent_milli, 3),
                "earned": decimal_text(change.earned_milli, 3),
            }
            for change in receipt.points
        ],
    }
