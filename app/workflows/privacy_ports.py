"""What the workflows of privacy read: answers with their texts, who was forgotten, what was handed out."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

import msgspec

from app.people.member import ConsentPurpose


class ConsentEntry(msgspec.Struct, frozen=True):
    """One answer as it was given.

    Attributes:
        text: Digest of the words that were shown; empty where none were kept (an import).
        till, staff: Where and before whom; 0 and empty for an import.
        after: Stamp of the withdrawal this yes knew of; stamp: this answer's own.
    """

    purpose: ConsentPurpose
    granted: bool
    at: int
    version: str = ""
    text: str = ""
    language: str = ""
    channel: str = ""
    till: int = 0
    staff: str = ""
    stamp: str = ""
    after: str = ""


class ConsentText(msgspec.Struct, frozen=True):
    """The words of a consent as they were shown."""

    digest: str
    purpose: str
    language: str
    version: str
    text: str
    at: int


class Erasure(msgspec.Struct, frozen=True):
    """That a member was forgotten."""

    member: str
    act: str
    reason: str
    till: int
    staff: str
    at: int
    business_on: dt.date


class Alteration(msgspec.Struct, frozen=True):
    """That fields of a member's record changed; which, never what they said."""

    at: int
    what: tuple[str, ...]
    till: int
    staff: str


class LogEntry(msgspec.Struct, frozen=True):
    """A fact about a member, for the extract that goes with an act: `hash` proves that it is the one kept."""

    at: int
    kind: str
    till: int
    epoch: int
    seq: int
    staff: str
    hash: str


class PrivacyReads(Protocol):
    """What is known of consents, erasures and exports."""

    def consent_history(self, member: str) -> tuple[ConsentEntry, ...]:
        """Every answer of a person, oldest first."""
        ...

    def last_withdrawal(self, member: str, purpose: ConsentPurpose) -> str:
        """Stamp of the last no that is known here; empty for none."""
        ...

    def consent_text(self, digest: str) -> ConsentText | None: ...
    def erasure(self, member: str) -> Erasure | None: ...
    def erasures(self) -> tuple[Erasure, ...]:
        """Newest first."""
        ...

    def alterations(self, member: str) -> tuple[Alteration, ...]:
        """Oldest first."""
        ...

    def log_of(self, member: str) -> tuple[LogEntry, ...]:
        """Facts about the person alone (joining, changes, consents, exports, erasure), in order."""
        ...

    def record_count(self, member: str) -> int:
        """How many versions of the person's record are kept."""
        ...

    def paper_numbers(self, member: str) -> tuple[str, ...]:
        """Numbers of the person's receipts and returns: their printed files bear them."""
        ...
