"""What becomes of two members as one, in words: a label and a value for each line of the preview."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from app.people.member import masked_phone, short_name
from app.ui.face import Face
from app.values.words import Message, msg, plain
from app.workflows.merge_members import MergePreview, OnePerson, PartPreview
from app.workflows.privacy.consent_texts import PURPOSE_WORDS
from app.workflows.rows import MemberView, MergeRow, PointsRow

Fact = tuple[Message, Message]
NO_NAME = msg("Member without a name")
NONE = msg("none")


class OneMerge(msgspec.Struct, frozen=True):
    """A merge in the list: its id, and what to say of it."""

    id: str
    words: Message


def merge_title(shown: MergePreview) -> Message:
    """Who they become."""
    return msg("They become one: {name}", name=name_of(shown.together.view))


def merge_facts(shown: MergePreview, face: Face) -> list[Fact]:
    """Record, cards, points and tier, of both and of one."""
    kept, other, one = shown.kept, shown.other, shown.together
    facts = [(msg("Names"), _both(name_of(kept.view), name_of(other.view), face))]
    phones = [_phone(each.view) for each in (kept, other)]
    if any(phones):
        facts.append((msg("Phones"), plain(_listed([phone for phone in phones if phone]))))
    if one.view.person is not None and one.view.person.birthday is not None:
        facts.append((msg("Birthday"), msg("{day}", day=one.view.person.birthday)))
    facts.append((msg("Cards"), _cards(one.view)))
    visits = (each.view.visits for each in (kept, other, one))
    facts.append((msg("Visits"), plain("{} + {} = {}".format(*map(face.words.number, visits)))))
    facts += _points(kept, other, one, face)
    facts += _tiers(kept, other, one, face)
    return facts


def merge_doubts(shown: MergePreview, face: Face) -> list[Message]:
    """What speaks against it, and which consents end."""
    doubts = list(shown.doubts)
    if shown.withdrawn:
        names = [face.say(words[0]) for purpose, words in PURPOSE_WORDS.items() if purpose in shown.withdrawn]
        doubts.append(msg("One of them has said no: {what}. The no counts for both.", what=", ".join(names)))
    return doubts


def part_title(shown: PartPreview) -> Message:
    """What is taken back."""
    return msg("{name} and the other entry are two again", name=name_of(shown.together.view))


def part_facts(shown: PartPreview, face: Face) -> list[Fact]:
    """Everybody who would be there then."""
    return [(name_of(part.view), plain(" · ".join(_told(part, face)))) for part in shown.parts]


def merge_told(row: MergeRow, other: MemberView | None, face: Face) -> OneMerge:
    """A merge in the list of a member's cards."""
    day = face.words.date(row.business_on)
    name = name_of(other) if other is not None else NO_NAME
    return OneMerge(row.id, msg("Was two entries until {day}; the other was {name}.", day=day, name=name))


def name_of(view: MemberView) -> Message:
    """As a list shows somebody."""
    return plain(short_name(view.person.name)) if view.person and view.person.name else NO_NAME


def _told(part: OnePerson, face: Face) -> Iterator[str]:
    yield face.say(_cards(part.view))
    for row in part.points:
        milli = row.usable_milli + row.pending_milli
        yield f"{face.name(row.names) or row.program}: {face.words.points(milli, row.digits)}"


def _both(first: Message, second: Message, face: Face) -> Message:
    told = [face.say(first), face.say(second)]
    return plain(_listed(told))


def _listed(parts: Sequence[str]) -> str:
    return " · ".join(dict.fromkeys(parts))


def _phone(view: MemberView) -> str:
    return masked_phone(view.person.phone) if view.person and view.person.phone else ""


def _cards(view: MemberView) -> Message:
    numbers = [f"*{card.number[-4:]}" for card in view.cards]
    return plain(" · ".join(numbers)) if numbers else NONE


def _points(kept: OnePerson, other: OnePerson, one: OnePerson, face: Face) -> Iterator[Fact]:
    before = [{row.program: _all(row) for row in each.points} for each in (kept, other)]
    for row in one.points:
        sums = (before[0].get(row.program, 0), before[1].get(row.program, 0), _all(row))
        if any(sums):
            told = "{} + {} = {}".format(*(face.words.points(milli, row.digits) for milli in sums))
            yield plain(face.name(row.names) or row.program), plain(told)


def _all(row: PointsRow) -> int:
    return row.usable_milli + row.pending_milli


def _tiers(kept: OnePerson, other: OnePerson, one: OnePerson, face: Face) -> Iterator[Fact]:
    for program in sorted({*kept.tiers, *other.tiers, *one.tiers}):
        names = [each.tiers.get(program) or face.say(NONE) for each in (kept, other, one)]
        yield msg("Tier"), plain("{} · {} → {}".format(*names))
