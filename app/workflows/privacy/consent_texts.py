"""The words of each consent, and their digest: what somebody answered can be shown years later.

The English texts are the source; what is shown is their translation, and the digest is of exactly those words
in that language. The first answer to a text keeps it as a fact, so that a later change of words changes nothing
about what was agreed to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import msgspec

from app.people.member import ConsentPurpose
from app.values.words import Message, msg

CONSENT_VERSION = "2026-11"
PURPOSE_WORDS: dict[ConsentPurpose, tuple[Message, Message]] = {
    "terms": (msg("Membership terms"), msg("to collect and spend points")),
    "personal_data": (msg("Keeping personal data"), msg("name, phone and birthday, to be known at the counter")),
    "messages": (msg("Messages"), msg("offers and points by e-mail, SMS or messenger")),
    "profiling": (msg("Personal offers"), msg("purchases may be looked at to find fitting offers")),
}


class Shown(msgspec.Struct, frozen=True):
    """A consent's text as it was shown: exactly these words, in this language."""

    purpose: ConsentPurpose
    text: str
    language: str
    version: str = CONSENT_VERSION

    @property
    def digest(self) -> str:
        """SHA-256 of purpose, version, language and words, as hex."""
        said = f"{self.purpose}\x1f{self.version}\x1f{self.language}\x1f{self.text}"
        return hashlib.sha256(said.encode()).hexdigest()


def shown_text(purpose: ConsentPurpose, say: Callable[[Message], str], language: str) -> Shown:
    """What a screen shows of a purpose in its language."""
    title, what_for = PURPOSE_WORDS[purpose]
    return Shown(purpose, f"{say(title)}: {say(what_for)}", language)
