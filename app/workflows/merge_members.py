"""The same person twice: two members become one, with a preview, and a way back.

Nothing that either of them did is written anew. Of all who are one person the lowest id stands for them, so two
tills that find it out at once, each the other way round, agree. From the merge on there is one account: what both
had is added up, every card finds it, a consent that either withdrew stays withdrawn, and what was used up by one
is used up for both. Taking it back parts them again; what was done while they were one stays with whom it was
written for. Where that leaves one of them below zero, the other keeps what paid for it: the owner allows that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from app.facts.bodies import MembersMerged, MembersParted
from app.people.staff import Permission
from app.values.errors import Refusal
from app.values.numbers import decimal_text
from app.values.words import Message, msg
from app.workflows.acting import Acting, require
from app.workflows.ports import Books, Reads
from app.workflows.return_rules import Need
from app.workflows.rows import MemberView, MergeRow, PointsRow
from app.workflows.second_person import require_second
from app.workflows.shop_now import moment_of

PART_BELOW_ZERO = Permission.REVIEW
"""Who allows it that one of two owes points which paid for the other: a manager parts them, so the owner."""


class OnePerson(msgspec.Struct, frozen=True):
    """A member as a preview shows them: record and cards, points, and the tier held in each programme with tiers."""

    view: MemberView
    points: tuple[PointsRow, ...]
    tiers: dict[str, str]


class MergePreview(msgspec.Struct, frozen=True):
    """Before two become one.

    Attributes:
        kept, other: The one whose record stays, and the one who is found under it from then on.
        together: Both as one.
        withdrawn: What one of them has allowed and will not be allowed any more, since the other withdrew it.
        doubts: What speaks against it: look again.
    """

    kept: OnePerson
    other: OnePerson
    together: OnePerson
    withdrawn: tuple[str, ...] = ()
    doubts: tuple[Message, ...] = ()


class PartPreview(msgspec.Struct, frozen=True):
    """Before one becomes two again: both as they would be, and what the owner has to allow."""

    merge: MergeRow
    together: OnePerson
    parts: tuple[OnePerson, ...]
    needs: tuple[Need, ...] = ()


def preview_merge(reads: Reads, first: str, second: str, acting: Acting) -> MergePreview:
    """What becomes of two members as one; nothing happens.

    Raises:
        Refusal: `member.unknown`, `merge.same` (they are one already), `merge.own` (whoever acts is one of them).
    """
    ids = [_known(reads, each) for each in (first, second)]
    if ids[0] == ids[1]:
        raise Refusal("merge.same", msg("That is the same member already. Choose the other one."))
    person = acting.shop.staff.get(acting.staff)
    if person is not None and person.member and reads.same_person(person.member)[0] in ids:
        raise Refusal("merge.own", msg("Nobody merges their own account. Ask a colleague."))
    kept_id, other_id = sorted(ids)
    kept, other = (_seen(reads, each, acting) for each in (kept_id, other_id))
    moment = moment_of(acting.shop, acting.at)
    together = _seen(reads.supposing(merged=(kept_id, other_id), moment=moment), kept_id, acting)
    allowed = {purpose for each in (kept, other) for purpose, granted in each.view.consents.items() if granted}
    withdrawn = tuple(sorted(purpose for purpose in allowed if not together.view.consents.get(purpose)))
    return MergePreview(kept, other, together, withdrawn, _doubts(kept.view, other.view))


def merge_members(books: Books, first: str, second: str, acting: Acting) -> MemberView:
    """Make one of two members; returns the one who stands for them.

    Raises:
        Refusal: as `preview_merge`, and `right.missing`.
    """
    require(acting, Permission.CARD_STATUS)
    with books.unit_of_work() as unit:
        shown = preview_merge(unit, first, second, acting)
        body = MembersMerged(shown.kept.view.id, shown.other.view.id)
        unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)
        view = unit.member(shown.kept.view.id)
        assert view is not None
        return view


def merges_told(reads: Reads, member: str, acting: Acting) -> tuple[tuple[MergeRow, MemberView | None], ...]:
    """The merges that make this person one, each with the one who is found under another since, as they were."""
    rows = reads.merges_of(member)
    apart = reads.supposing(parted=tuple(row.id for row in rows), moment=moment_of(acting.shop, acting.at))
    by_pair = {(row.low, row.high): row for row in reversed(rows)}
    return tuple((row, apart.member(row.high)) for row in rows if by_pair[row.low, row.high] is row)


def preview_part(reads: Reads, member: str, merge: str, acting: Acting) -> PartPreview:
    """What becomes of a person when a merge is taken back; nothing happens.

    Raises:
        Refusal: `member.unknown`, `merge.unknown` (it was taken back already, or is somebody else's).
    """
    one = _known(reads, member)
    row, ids = _told_twice(reads, one, merge)
    without = reads.supposing(parted=ids, moment=moment_of(acting.shop, acting.at))
    parts = dict.fromkeys(without.same_person(each)[0] for each in reads.same_person(one))
    seen = tuple(_seen(without, each, acting) for each in parts)
    return PartPreview(row, _seen(reads, one, acting), seen, tuple(_below_zero(seen)))


def part_members(books: Books, member: str, merge: str, acting: Acting, *, approved_by: str = "") -> tuple[str, ...]:
    """Take a merge back; returns who is there then.

    Where two tills had both made one of the same two members, both merges are taken back.

    Raises:
        Refusal: as `preview_part`, `right.missing`, and `part.negative` where the owner did not allow it.
    """
    require(acting, Permission.CARD_STATUS)
    with books.unit_of_work() as unit:
        shown = preview_part(unit, member, merge, acting)
        for need in shown.needs:
            require_second(acting, approved_by, PART_BELOW_ZERO, Refusal(need.code, need.message))
        for each in _told_twice(unit, shown.together.view.id, merge)[1]:
            unit.record(MembersParted(each), business_on=acting.business_on, staff=acting.staff, at=acting.at)
        return tuple(part.view.id for part in shown.parts)


def _below_zero(parts: Iterable[OnePerson]) -> Iterator[Need]:
    for row in (row for part in parts for row in part.points):
        milli = row.usable_milli + row.pending_milli
        if milli < 0:
            points = decimal_text(milli, 3)
            words = msg(
                "{points} points with one of them: spent while they were one. The owner allows it.", points=points
            )
            yield Need("part.negative", words)


def _told_twice(reads: Reads, member: str, merge: str) -> tuple[MergeRow, tuple[str, ...]]:
    """The merge, and the ids of all that say the same."""
    rows = reads.merges_of(member)
    row = next((each for each in rows if each.id == merge), None)
    if row is None:
        raise Refusal("merge.unknown", msg("This was taken back already. Nothing was changed."))
    return row, tuple(each.id for each in rows if (each.low, each.high) == (row.low, row.high))


def _known(reads: Reads, member: str) -> str:
    if reads.member(member) is None:
        raise Refusal("member.unknown", msg("This member is not known here. Nothing was changed."))
    return reads.same_person(member)[0]


def _seen(reads: Reads, member: str, acting: Acting) -> OnePerson:
    view = reads.member(member)
    if view is None:
        raise Refusal("member.unknown", msg("This member is not known here. Nothing was changed."))
    moment = moment_of(acting.shop, acting.at)
    return OnePerson(view, reads.points(member, moment), reads.standing(member, moment).tiers)


def _doubts(kept: MemberView, other: MemberView) -> tuple[Message, ...]:
    """What two records of one person should not disagree about."""
    if kept.person is None or other.person is None:
        return ()
    found = []
    first, second = kept.person.birthday, other.person.birthday
    if first and second and first != second:
        found.append(msg("Their birthdays differ. Make sure that it is one person."))
    if kept.person.email and other.person.email and kept.person.email.lower() != other.person.email.lower():
        found.append(msg("They have different e-mail addresses. The first one stays."))
    if kept.person.phone and other.person.phone and kept.person.phone != other.person.phone:
        found.append(msg("They have different phones. Both find them; the first one is shown."))
    return tuple(found)
