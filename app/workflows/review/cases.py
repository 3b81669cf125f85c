"""Cases of the fraud review: kept when a rule saw something, cleared by somebody with a reason."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from app.facts.bodies import CaseCleared, CaseFlagged
from app.people.staff import Permission
from app.values.errors import Refusal
from app.values.folding import clean
from app.values.words import Message, msg, msgn
from app.workflows.acting import Acting, require
from app.workflows.ports import Books, Reads
from app.workflows.review_ports import CaseRow, Verdict

LONGEST_REASON = 200
RULE_WORDS: dict[str, tuple[Message, Message]] = {
    "F1": (msg("One card, one cashier, one hour"), msg("{count} times together within an hour")),
    "F2": (msg("A card earns many times a day"), msg("{count} times in a day")),
    "F3": (msg("A card that comes to one cashier"), msg("{count} of {visits} visits in a month")),
    "F4": (msg("Cards attached after payment"), msg("{count} cards at {sales} sales")),
    "F5": (msg("Own card at the own till"), msg("earned on a sale they rang up themselves")),
    "F6": (msg("A card used far more than others"), msg("{count} uses; nearly all others have at most {usual}")),
    "F7": (msg("One card at two tills"), msg("at {tills} tills within minutes, with points spent")),
    "F8": (msg("Many refunds by one cashier"), msg("{count} refunds at {sales} sales")),
    "F9": (msg("Cash sales taken back at once"), msg("{count} within minutes, without a card")),
    "F10": (msg("Points spent, then the goods returned"), msg("{count} times; {points} points at the last one")),
    "F11": (msg("Many points given by hand"), msg("{count} times in a day, {points} points")),
    "F12": (msg("Points given to the same member"), msg("{count} times in a month, {points} points")),
    "F14": (msg("Gift cards emptied at once"), msg("emptied within minutes, or many on one receipt")),
    "F15": (msg("New phone, then points spent"), msg("{hours} hours after phone or e-mail was changed")),
    "F16": (msg("Many friends brought"), msg("{count} in a month")),
    "F17": (msg("New members one after the other"), msg("{count} at one till, minutes apart")),
    "F18": (msg("Birthday changed, then points spent"), msg("{days} days after it was changed")),
    "F19": (msg("Receipts just over a bonus"), msg("{count} in a month")),
    "F20": (msg("One purchase in several receipts"), msg("{count} receipts minutes apart")),
    "F21": (msg("Unknown codes one after the other"), msg("{count} within minutes")),
    "F23": (msg("Long away, then nearly all spent"), msg("{points} points at once")),
    "F26": (msg("Wrong PINs"), msg("{count} in a day at till {till}")),
    "F27": (msg("Far more points spent than sold"), msg("{points} points in a week")),
    "F28": (msg("Points at closed hours"), msg("at {hour} o'clock")),
    "F29": (msg("Points earned on voided sales"), msg("{count} in a month")),
}


class NewCase(msgspec.Struct, frozen=True):
    """What a rule saw, ready to be kept."""

    case: str
    rule: str
    subject: str = ""
    member: str = ""
    sales: tuple[str, ...] = ()
    figures: dict[str, int] = {}


class BehindCase(msgspec.Struct, frozen=True):
    """One receipt behind a case, as the review shows it."""

    sale: str
    number: str
    at: int
    total_minor: int
    what: str


class CaseView(msgspec.Struct, frozen=True):
    """A case as people read it.

    Attributes:
        title, about: What the rule is, and what it saw. who: Name of the staff, or empty.
        member: `Anna K. *8906`, or empty.
    """

    row: CaseRow
    title: Message
    about: Message
    who: str
    member: str
    receipts: tuple[BehindCase, ...]
    cleared_by: str = ""


def keep_cases(books: Books, found: Iterable[NewCase], acting: Acting) -> int:
    """Keep what the rules saw; what is kept already is left alone. Returns how many are new."""
    count = 0
    found = tuple(found)
    if not found:
        return 0
    with books.unit_of_work() as unit:
        for each in found:
            if unit.case(each.case) is None:
                body = CaseFlagged(**msgspec.structs.asdict(each))
                unit.record(body, business_on=acting.business_on, staff="", at=acting.at)
                count += 1
    return count


def clear_case(books: Books, case: str, verdict: Verdict, acting: Acting, *, reason: str) -> CaseRow:
    """Say what a case was, with a reason; nobody clears what concerns themselves.

    Raises:
        Refusal: `right.missing`, `case.unknown`, `case.reason`, `case.own`.
    """
    require(acting, Permission.REVIEW)
    words = clean(reason, LONGEST_REASON)
    with books.unit_of_work() as unit:
        row = unit.case(case)
        if row is None or verdict not in {"fine", "fraud"}:
            raise Refusal("case.unknown", msg("This case is not known here. Nothing was changed."))
        if len(words) < 3:
            raise Refusal("case.reason", msg("Say in a few words what it was."))
        if row.subject and row.subject == acting.staff and _others(unit, acting):
            raise Refusal("case.own", msg("This concerns you: another owner looks at it."))
        body = CaseCleared(case, verdict, words)
        unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)
        kept = unit.case(case)
        assert kept is not None
        return kept


def case_views(reads: Reads, *, is_open: bool) -> tuple[CaseView, ...]:
    """Cases, newest first, each with the receipts behind it."""
    names = {person.id: person.name for person in reads.staff()}
    return tuple(_view(reads, row, names) for row in reads.cases(is_open=is_open))


def count_words(count: int) -> Message:
    """How many cases are open."""
    return msgn("{n} case to look at", "{n} cases to look at", count)


def _others(reads: Reads, acting: Acting) -> bool:
    """Whether somebody else could clear it."""
    return any(
        person.id != acting.staff and person.may(Permission.REVIEW) and person.pin_hash for person in reads.staff()
    )


def _view(reads: Reads, row: CaseRow, names: dict[str, str]) -> CaseView:
    title, about = RULE_WORDS.get(row.rule, (msg("Something unusual"), msg("seen by rule {rule}", rule=row.rule)))
    view = reads.member(row.member) if row.member else None
    shown = ""
    if view is not None:
        from app.people.member import Member

        member = Member(view.id, view.joined_on, view.person, view.cards)
        shown = f"{member.shown_name} {member.shown_card}".strip()
    return CaseView(
        row=row,
        title=title,
        about=about.saying(**row.figures),
        who=names.get(row.subject, ""),
        member=shown,
        receipts=tuple(_behind(reads, sale) for sale in row.sales if reads.receipt(sale) is not None),
        cleared_by=names.get(row.cleared_by, ""),
    )


def _behind(reads: Reads, sale: str) -> BehindCase:
    found = reads.receipt(sale)
    assert found is not None
    receipt, fact = found
    what = ", ".join(dict.fromkeys(line.goods.name for line in receipt.lines[:3] if line.goods.name))
    return BehindCase(sale, receipt.number, fact.at, receipt.total_minor, what)
