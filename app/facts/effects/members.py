"""What follows from joining, changing, cards and consents.

The person's record comes from beside the fact; where it was forgotten the row stays, without a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.facts.bodies import CardIssued, CardStatusChanged, MemberChanged, MemberEnrolled
from app.facts.effects.changes import Effect, Put, Row, Settle
from app.facts.effects.consents import Answer, answered
from app.facts.envelope import Fact
from app.people.member import PersonRecord, masked_phone, short_name
from app.values.folding import tokens


def person_fields(digest: bytes, person: PersonRecord | None) -> Row:
    """The columns by which a member is shown and found; the phone lies reversed, so that its end can be looked up."""
    known = person or PersonRecord(salt=b"")
    return {
        "person": digest,
        "shown_name": short_name(known.name),
        "masked_phone": masked_phone(known.phone),
        "phone_back": known.phone[::-1],
        "external": known.external,
        "folded": " ".join(tokens(known.name)),
    }


def member_enrolled(fact: Fact, body: MemberEnrolled, person: PersonRecord | None) -> Iterator[Effect]:
    """A member, perhaps with a card and with the consents that were answered."""
    key: Row = {"id": body.member, "list": ""}
    joined: Row = {"joined_on": body.joined_on.isoformat(), "channel": body.channel}
    yield Settle("members", key, joined, fact.stamp, "joined_stamp")
    yield Settle("members", key, person_fields(body.person, person), fact.stamp, "person_stamp")
    if body.card:
        yield Settle("cards", {"number": body.card, "list": ""}, {"member": body.member}, fact.stamp)
    for purpose, granted in body.consents.items():
        text = body.consent_texts.get(purpose, "")
        yield from answered(
            fact,
            body.member,
            Answer(purpose, granted, body.consent_version, text, body.consent_language, body.channel),
        )


def member_changed(fact: Fact, body: MemberChanged, person: PersonRecord | None) -> Iterator[Effect]:
    """Another version of the record."""
    key: Row = {"id": body.member, "list": ""}
    yield Settle("members", key, person_fields(body.person, person), fact.stamp, "person_stamp")
    if body.changed:
        yield Put(
            "member_alterations",
            {
                "member": body.member,
                "stamp": fact.stamp,
                "what": " ".join(body.changed),
                "till": fact.till,
                "staff": fact.staff,
                "at": fact.at,
                "business_on": fact.business_on.isoformat(),
            },
        )


def card_issued(fact: Fact, body: CardIssued) -> Iterator[Effect]:
    """A card of the member's; the one it stands for is replaced."""
    yield Settle("cards", {"number": body.number, "list": ""}, {"member": body.member}, fact.stamp)
    if body.replaces:
        yield Settle(
            "card_statuses",
            {"number": body.replaces},
            {"status": "replaced", "reason": "", "replaced_by": body.number},
            fact.stamp,
        )


def card_status_changed(fact: Fact, body: CardStatusChanged) -> Iterator[Effect]:
    """Lost, blocked, or found again."""
    fields: Row = {"status": body.status, "reason": body.reason, "replaced_by": ""}
    yield Settle("card_statuses", {"number": body.number}, fields, fact.stamp)
