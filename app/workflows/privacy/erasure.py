"""Forgetting a member: what goes, what stays, and the act that says so.

Identity goes: every version of the record, the words by which the person was found, notes on held sales, and
whatever was printed or posted with the name. Receipts, points and codes stay as what the shop sold and owes,
under a number that nobody can be told from. It cannot be undone, and no later entry brings it back; who joins
again is a new member.
"""

from __future__ import annotations

import msgspec

from app.facts.bodies import MemberErased
from app.people.member import ERASURE_REASONS, short_name
from app.people.staff import Permission
from app.settings.shop import ShopSettings
from app.values.clock import local
from app.values.errors import Refusal
from app.values.folding import fold
from app.values.words import Message, msg
from app.workflows.acting import Acting, require
from app.workflows.ports import Books, Reads
from app.workflows.privacy_ports import LogEntry
from app.workflows.rows import MemberView
from app.workflows.shop_now import moment_of

REASON_WORDS: dict[str, Message] = {
    "asked": msg("the person asked for it"),
    "withdrawn": msg("the consent was taken back"),
    "no_purpose": msg("the data is no longer needed"),
    "mistake": msg("the person should never have been recorded"),
}


class ErasurePreview(msgspec.Struct, frozen=True):
    """What forgetting would take and what it would leave.

    Attributes:
        act: Number of the act that would say so.
        typed: What has to be typed to go on: the end of the card, or of the member's number.
        points_milli: Points that end, by program; stored_minor: money on their codes, which they lose hold of.
    """

    act: str
    view: MemberView
    typed: str
    records: int
    consents: int
    cards: int
    receipts: int
    points_milli: dict[str, int]
    stored_minor: int


class Traces(msgspec.Struct, frozen=True):
    """Where else the person may stand written: never kept, only handed to whoever cleans the folders.

    Attributes:
        numbers: Receipts and returns; their printed files bear the name.
        cards: Card numbers, which name the files of printed cards.
        words: Name, phone, e-mail and the rest, as they were ever spelt here.
    """

    members: tuple[str, ...]
    numbers: tuple[str, ...]
    cards: tuple[str, ...]
    words: tuple[str, ...]


class ErasureAct(msgspec.Struct, frozen=True):
    """The act: who destroyed what of whom, when and why, with an extract of the log. It names no person.

    Attributes:
        backups: Files that may still hold the person, each with the day by which it is gone.
    """

    number: str
    shop: ShopSettings
    member: str
    cards: tuple[str, ...]
    at: int
    staff: str
    reason: str
    counts: dict[str, int]
    log: tuple[LogEntry, ...]
    backups: tuple[tuple[str, str], ...] = ()


def preview_erasure(reads: Reads, member: str, acting: Acting) -> ErasurePreview:
    """What would go and what would stay; nothing happens.

    Raises:
        Refusal: `right.missing`, `member.unknown`, `erase.in_sale`.
    """
    require(acting, Permission.ERASE_MEMBER)
    view = reads.member(member)
    if view is None:
        raise Refusal("member.unknown", msg("This member is not known here. Nothing was changed."))
    draft = reads.draft()
    if draft is not None and draft.member in reads.same_person(view.id):
        raise Refusal("erase.in_sale", msg("They are in the open sale on this till. Finish or clear it first."))
    end = view.cards[-1].number if view.cards else view.id
    moment = moment_of(acting.shop, acting.at)
    day = local(acting.at, acting.shop.settings.zone).date()
    return ErasurePreview(
        act=f"{day:%Y%m%d}-{reads.identity().till:02d}-{len(reads.erasures()) + 1:03d}",
        view=view,
        typed=end[-4:],
        records=reads.record_count(view.id),
        consents=len(reads.consent_history(view.id)),
        cards=len(view.cards),
        receipts=len(reads.paper_numbers(view.id)),
        points_milli={row.program: row.usable_milli + row.pending_milli for row in reads.points(view.id, moment)},
        stored_minor=sum(max(token.amount_minor, 0) for token in reads.tokens_of(view.id) if token.units > 0),
    )


def check_erasure(shown: ErasurePreview, *, reason: str, typed: str) -> None:
    """Refuse (`erase.reason`, `erase.typed`) what was not confirmed."""
    if reason not in ERASURE_REASONS:
        raise Refusal("erase.reason", msg("Choose why they are forgotten."))
    if typed.strip() != shown.typed:
        raise Refusal("erase.typed", msg("To confirm, type {typed}. Nothing was changed.", typed=shown.typed))


def traces_of(reads: Reads, member: str) -> Traces:
    """Where else the person may stand written."""
    view = reads.member(member)
    person = view.person if view else None
    words: set[str] = set()
    if person is not None:
        spelt = (person.name, short_name(person.name), person.phone, person.email, person.external, person.notes)
        words = {word for word in spelt if len(word.strip()) > 2}
        words |= {fold(word) for word in words} | {person.phone[1:]} - {""}
    return Traces(
        members=reads.same_person(member),
        numbers=reads.paper_numbers(member),
        cards=tuple(card.number for card in view.cards) if view else (),
        words=tuple(sorted(words)),
    )


def erase_member(books: Books, member: str, acting: Acting, *, reason: str, typed: str) -> ErasureAct:
    """Forget a member, all ids of the person at once; overwrites what named them and empties the log.

    Args:
        typed: What was typed to confirm, as `ErasurePreview.typed` asks.

    Raises:
        Refusal: as `preview_erasure`, `erase.reason`, `erase.typed`.
    """
    with books.unit_of_work() as unit:
        shown = preview_erasure(unit, member, acting)
        check_erasure(shown, reason=reason, typed=typed)
        ids, log = unit.same_person(shown.view.id), unit.log_of(shown.view.id)
        counts = {"records": shown.records, "consents": shown.consents, "receipts_kept": shown.receipts}
        for each in ids:
            body = MemberErased(each, shown.act, reason, counts)
            unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)
        log = (*log, *(entry for entry in unit.log_of(shown.view.id) if entry not in log))
        name = acting.shop.staff[acting.staff].name if acting.staff in acting.shop.staff else ""
    books.empty_log()
    return ErasureAct(
        number=shown.act,
        shop=acting.shop.settings,
        member=shown.view.id,
        cards=tuple(card.number for card in shown.view.cards),
        at=acting.at,
        staff=name,
        reason=reason,
        counts=counts,
        log=log,
    )
