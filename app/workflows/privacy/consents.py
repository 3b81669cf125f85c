"""Consents: allowed or withdrawn with one and the same press, each answer with the words that were shown."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from app.facts.bodies import ConsentChanged, ConsentTextShown
from app.people.member import ConsentPurpose
from app.people.staff import Permission
from app.values.errors import Refusal
from app.values.words import Message, msg
from app.workflows.acting import Acting, require
from app.workflows.ports import Books, Reads, Unit
from app.workflows.privacy.consent_texts import CONSENT_VERSION, PURPOSE_WORDS, Shown
from app.workflows.privacy_ports import ConsentEntry

CHANNEL_WORDS: dict[str, Message] = {
    "till": msg("at the till"),
    "display": msg("on the customer's screen"),
    "phone": msg("on the phone card"),
    "import": msg("brought along"),
    "erasure": msg("forgotten"),
    "letter": msg("by letter"),
}


class ConsentLine(msgspec.Struct, frozen=True):
    """One answer of the history, as people read it."""

    entry: ConsentEntry
    words: Message
    where: Message
    text: str


def change_consent(
    books: Books,
    member: str,
    acting: Acting,
    *,
    purpose: ConsentPurpose,
    granted: bool,
    shown: Shown | None = None,
    channel: str = "till",
) -> None:
    """Keep that a member allowed or withdrew something.

    Args:
        shown: The words on the screen; None where none were shown (another program asked).

    Raises:
        Refusal: `right.missing`, `member.unknown` (also where they were forgotten).
    """
    require(acting, Permission.ENROL)
    with books.unit_of_work() as unit:
        if unit.member(member) is None:
            raise Refusal("member.unknown", msg("This member is not known here. Nothing was saved."))
        if shown is not None:
            keep_text(unit, shown, acting)
        body = ConsentChanged(
            member=member,
            purpose=purpose,
            granted=granted,
            version=shown.version if shown else CONSENT_VERSION,
            language=shown.language if shown else acting.shop.settings.language,
            channel=channel,
            text=shown.digest if shown else "",
            after=unit.last_withdrawal(member, purpose) if granted else "",
        )
        unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)


def keep_text(unit: Unit, shown: Shown, acting: Acting) -> None:
    """Keep the words of a consent, unless they are kept already."""
    if unit.consent_text(shown.digest) is None:
        body = ConsentTextShown(shown.digest, shown.purpose, shown.language, shown.version, shown.text)
        unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)


def keep_texts(unit: Unit, shown: Mapping[ConsentPurpose, Shown], acting: Acting) -> dict[ConsentPurpose, str]:
    """Keep the words of several; returns their digests by purpose."""
    for each in shown.values():
        keep_text(unit, each, acting)
    return {purpose: each.digest for purpose, each in shown.items()}


def consent_lines(reads: Reads, member: str) -> tuple[ConsentLine, ...]:
    """A person's answers, newest first."""
    names = {person.id: person.name for person in reads.staff()}
    return tuple(_line(reads, entry, names) for entry in reversed(reads.consent_history(member)))


def _line(reads: Reads, entry: ConsentEntry, names: Mapping[str, str]) -> ConsentLine:
    purpose = PURPOSE_WORDS[entry.purpose][0]
    words = msg("{purpose}: yes", purpose=purpose) if entry.granted else msg("{purpose}: no", purpose=purpose)
    where = CHANNEL_WORDS.get(entry.channel, msg("at the till"))
    if entry.till:
        who = names.get(entry.staff, "")
        where = msg("{where} {till}, {who}", where=where, till=entry.till, who=who or msg("the program"))
    kept = reads.consent_text(entry.text) if entry.text else None
    return ConsentLine(entry, words, where, kept.text if kept else "")
