"""A member: somebody enrolled, their cards and consents.

What identifies the person (`PersonRecord`) is kept apart from what happened: facts carry only a salted
digest of it, so that a person can be forgotten while receipts and chain still verify.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Literal

import msgspec

CardStatus = Literal["active", "lost", "blocked", "replaced"]
ConsentPurpose = Literal["terms", "personal_data", "messages", "profiling"]
ERASURE_REASONS = ("asked", "withdrawn", "no_purpose", "mistake")
"""Why a member is forgotten: they asked, took their consent back, the purpose is over, or they never were one."""
CONSENT_PURPOSES: tuple[ConsentPurpose, ...] = ("terms", "personal_data", "messages", "profiling")


class PersonRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """One version of a person's record; private.

    Attributes:
        salt: 16 random bytes, so that a digest cannot be guessed from a phone number.
        name: As the member wants to be called; may be empty.
        phone: E.164 (`+31612344471`) or empty.
        language: Language of receipts and messages; empty follows the shop.
        external: Number under which another system knew this person (`household_id`), empty if none.
    """

    salt: bytes
    name: str = ""
    phone: str = ""
    email: str = ""
    birthday: dt.date | None = None
    notes: str = ""
    language: str = ""
    external: str = ""

    def digest(self) -> bytes:
        """32 bytes that stand for this version in facts."""
        return hashlib.sha256(msgspec.msgpack.encode(self)).digest()


def changed_fields(before: PersonRecord | None, after: PersonRecord) -> tuple[str, ...]:
    """Names of the fields in which two versions differ: what may be said of a change for ever."""
    old = before or PersonRecord(salt=b"")
    names = (name for name in PersonRecord.__struct_fields__ if name != "salt")
    return tuple(name for name in names if getattr(old, name) != getattr(after, name))


class Card(msgspec.Struct, frozen=True):
    """A loyalty card: 13 digits, on plastic, paper or a phone."""

    number: str
    member: str
    status: CardStatus = "active"
    replaced_by: str = ""


class Member(msgspec.Struct, frozen=True, omit_defaults=True):
    """A member as screens and pricing see them."""

    id: str
    joined_on: dt.date
    person: PersonRecord | None
    cards: tuple[Card, ...] = ()
    consents: dict[str, bool] = {}
    staff: str = ""

    @property
    def shown_name(self) -> str:
        """First name and initial (`Anna K.`): all that a screen at the counter shows."""
        return short_name(self.person.name) if self.person else ""

    @property
    def shown_card(self) -> str:
        """`*8906`: the end of the first active card."""
        active = next((card.number for card in self.cards if card.status == "active"), "")
        return f"*{active[-4:]}" if active else ""


def short_name(name: str) -> str:
    """`Anna Kuznetsova` as `Anna K.`; a single word stays."""
    words = name.split()
    return f"{words[0]} {words[1][0]}." if len(words) > 1 else name


def masked_phone(phone: str) -> str:
    """`+31 •••• 4471`: country and last four digits, never the rest."""
    if not phone:
        return ""
    import phonenumbers

    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return f"•••• {phone[-4:]}"
    return f"+{number.country_code} •••• {phone[-4:]}"
