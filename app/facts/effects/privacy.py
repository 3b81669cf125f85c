"""What follows when a member is forgotten, or data is handed out.

Erasing ranks above everything: its stamp begins with a tilde, which sorts after every digit, so that no fact
of the same member that arrives later brings a name or a consent back. The records themselves, which lie
beside the facts, are destroyed by whoever keeps them.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.facts.bodies import DataExported, MemberErased
from app.facts.effects.changes import Effect, Settle
from app.facts.effects.members import person_fields
from app.facts.envelope import Fact
from app.people.member import CONSENT_PURPOSES

FOR_EVER = "~"


def member_erased(fact: Fact, body: MemberErased) -> Iterator[Effect]:
    """The member's row stays, without a person; all consents end."""
    last = FOR_EVER + fact.stamp
    yield Settle(
        "erasures",
        {"member": body.member},
        {
            "act": body.act,
            "reason": body.reason,
            "till": fact.till,
            "staff": fact.staff,
            "at": fact.at,
            "business_on": fact.business_on.isoformat(),
        },
        fact.stamp,
    )
    yield Settle("members", {"id": body.member, "list": ""}, person_fields(b"", None), last, "person_stamp")
    for purpose in CONSENT_PURPOSES:
        yield Settle(
            "consents",
            {"member": body.member, "purpose": purpose, "list": ""},
            {"granted": 0, "version": "", "language": "", "channel": "erasure", "at": fact.at},
            last,
        )


def data_exported(_fact: Fact, _body: DataExported) -> Iterator[Effect]:
    """Nothing but the fact itself: the audit reads it."""
    return iter(())
