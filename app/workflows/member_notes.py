"""A note to a member about something that was made good: by e-mail where they want it, else on paper.

Nobody gets a message who did not allow messages. Where none can be sent the till says so, and the words go
home on the slip instead; so a note is never promised and not given.
"""

from __future__ import annotations

from typing import Protocol

import msgspec

from app.people.member import short_name
from app.values.clock import Instant
from app.values.locales import Words
from app.values.words import Message, msg, plain
from app.workflows.rows import MemberView
from app.workflows.shop_now import ShopNow

POST_NOTE = "post_note"
"""The service's name: it gives a `NotePost`, or None while no mail server is set up; absent without devices."""


class MemberNote(msgspec.Struct, frozen=True):
    """A note that goes out, in the member's language.

    Attributes:
        id: Stable over all tries.
        to: Their e-mail address.
        sale: The receipt that it is about; empty for none.
    """

    id: str
    to: str
    subject: str
    text: str
    made_at: Instant
    sale: str = ""


class NotePost(Protocol):
    """Whoever posts: keeps a note for sending and returns at once; sending is tried until it works."""

    def __call__(self, note: MemberNote, /) -> None:
        """Raises `Refusal` for an address that is none, `Trouble` where the disk did not take the note."""
        ...


class NoteWay(msgspec.Struct, frozen=True):
    """How a note reaches somebody: `address`, or empty for paper; `words` say it to the cashier."""

    address: str
    words: Message


def way_of_note(view: MemberView | None, *, can_post: bool) -> NoteWay:
    """By e-mail with their consent, else on paper with the reason."""
    person = view.person if view is not None else None
    if view is None or person is None:
        return NoteWay("", msg("The note is printed."))
    if not can_post:
        return NoteWay("", msg("E-mail is not set up on this till: the note is printed."))
    if not person.email:
        return NoteWay("", msg("No e-mail address is known: the note is printed."))
    if not view.consents.get("messages"):
        return NoteWay("", msg("This member did not allow messages: the note is printed."))
    return NoteWay(person.email, msg("The note goes to {address}.", address=plain(masked(person.email))))


def masked(address: str) -> str:
    """As much of an address as a counter may show.

    >>> masked("anna.k@example.com")
    'a…@example.com'
    """
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}"


def note_letter(
    note_id: str, view: MemberView, shop: ShopNow, *, note: Message, about: str, at: Instant, sale: str = ""
) -> MemberNote:
    """The note as a letter.

    Args:
        about: What was wrong, in the shop's words (the article); may be empty.
    """
    person = view.person
    language = (person.language if person else "") or shop.settings.language
    words = Words(language, shop.settings.zone)
    name = short_name(person.name) if person else ""
    greeting = words.say(msg("Hello {name},", name=plain(name))) if name else words.say(msg("Hello,"))
    lines = [greeting, "", *([about] if about else []), words.say(note), "", shop.settings.name]
    subject = words.say(msg("{shop}: we are sorry", shop=plain(shop.settings.name)))
    return MemberNote(note_id, person.email if person else "", subject, "\n".join(lines), at, sale)
