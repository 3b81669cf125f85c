"""A member's record as it stands in the form, and what can be said of it while it is typed. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass

from app.people.member import ConsentPurpose
from app.people.phones import parse_phone, phone_digits, spoken_phone
from app.ui.forms.figures import parse_date
from app.values.locales import Words
from app.values.words import Message, msg
from app.workflows.members import Joining
from app.workflows.rows import MemberView

FIELD_OF = {
    "phone.invalid": "phone",
    "member.exists": "phone",
    "member.empty": "phone",
    "member.email": "email",
    "member.birthday": "birthday",
}
"""Which field a refusal of the workflow belongs to."""


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """What is typed; texts as they stand in the fields."""

    name: str = ""
    phone: str = ""
    email: str = ""
    birthday: str = ""
    language: str = ""
    notes: str = ""


def draft_of(view: MemberView, words: Words) -> MemberDraft:
    """A member as the form shows them; the phone as people write it."""
    person = view.person
    if person is None:
        return MemberDraft()
    return MemberDraft(
        name=person.name,
        phone=spoken_phone(person.phone) if person.phone else "",
        email=person.email,
        birthday=words.date(person.birthday) if person.birthday else "",
        language=person.language,
        notes=person.notes,
    )


def wrong_fields(draft: MemberDraft) -> dict[str, Message]:
    """What is wrong before the workflow looks; empty where it can."""
    wrong: dict[str, Message] = {}
    if draft.birthday.strip() and parse_date(draft.birthday) is None:
        wrong["birthday"] = msg("Type the day as dd.mm.yyyy, or leave it empty.")
    return wrong


def joining_of(
    draft: MemberDraft,
    *,
    before: MemberView | None = None,
    card: str = "",
    consents: dict[ConsentPurpose, bool] | None = None,
) -> Joining:
    """What the workflow takes; what the form does not show stays as it was."""
    person = before.person if before else None
    return Joining(
        phone=draft.phone,
        name=draft.name,
        email=draft.email,
        birthday=parse_date(draft.birthday) if draft.birthday.strip() else None,
        language=draft.language,
        card=card,
        consents=consents or {},
        notes=draft.notes,
        external=person.external if person else "",
    )


def judge_phone(text: str, country: str) -> tuple[Message, str]:
    """What to say of a number while it is typed, and in which tone.

    >>> judge_phone("0612344471", "NL")[0].english()
    'Understood as +31 6 12344471'
    """
    if not text.strip():
        return msg(""), "text2"
    found = parse_phone(text, country)
    if found:
        return msg("Understood as {number}", number=spoken_phone(found)), "ok"
    digits = phone_digits(text)
    if not digits:
        return msg("Digits, spaces, + and brackets only."), "warn"
    return msg("{count} digits so far", count=len(digits)), "text2"
