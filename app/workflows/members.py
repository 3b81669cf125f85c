"""Members: joining, changing, cards, consents, and attaching one to the sale just made."""

from __future__ import annotations

import datetime as dt

import msgspec

from app.facts.bodies import (
    CardIssued,
    CardStatusChanged,
    MemberChanged,
    MemberEnrolled,
    SaleAttached,
)
from app.people.cards import is_card_number, new_card_number
from app.people.member import Card, CardStatus, ConsentPurpose, PersonRecord, changed_fields
from app.people.phones import require_phone
from app.people.staff import Permission
from app.sales.receipt import PointsChange
from app.settings.shop import ShopSettings
from app.values.bank_cards import BANK_CARD, holds_bank_card
from app.values.errors import Refusal
from app.values.folding import clean, clean_code
from app.values.ids import new_salt
from app.values.words import msg
from app.workflows.acting import Acting, require
from app.workflows.late_points import late_points
from app.workflows.ports import Books, Unit
from app.workflows.privacy.consent_texts import CONSENT_VERSION, Shown
from app.workflows.privacy.consents import keep_texts
from app.workflows.review.holds import check_member
from app.workflows.rows import MemberView
from app.workflows.scans.shop_rules import other_card
from app.workflows.shop_now import calendar_day

LATE_SECONDS = 60
LONGEST_NOTES = 500


class Joining(msgspec.Struct, frozen=True):
    """What somebody gives to join; a phone number alone is enough.

    Attributes:
        phone: As typed, in any spelling.
        card: A blank card that was scanned; empty makes a new number.
        consents: Only what was answered; nothing is taken for granted. shown: The words they answered to.
        channel: Where it was answered: `till` (aloud), `display` (by touch).
    """

    phone: str = ""
    name: str = ""
    email: str = ""
    birthday: dt.date | None = None
    language: str = ""
    card: str = ""
    consents: dict[ConsentPurpose, bool] = {}
    shown: dict[ConsentPurpose, Shown] = {}
    notes: str = ""
    external: str = ""
    channel: str = "till"


class MemberExists(Refusal):
    """The phone belongs to a member already; `member` is their id."""

    def __init__(self, member: str) -> None:
        super().__init__(
            "member.exists", msg("This number already belongs to a member. They were found, not joined twice.")
        )
        self.member = member


def enrol_member(books: Books, joining: Joining, acting: Acting) -> MemberView:
    """Join somebody; returns the new member.

    Raises:
        MemberExists: the phone is a member's.
        Refusal: `phone.invalid`, `card.taken`, `card.misread`, `right.missing`.
    """
    require(acting, Permission.ENROL)
    with books.unit_of_work() as unit:
        member = enrol_in(unit, joining, acting)
        view = unit.member(member)
        assert view is not None
        return view


def enrol_in(unit: Unit, joining: Joining, acting: Acting) -> str:
    """Join somebody within a unit of work; returns the member id."""
    person = person_record(joining, acting)
    if person.phone:
        taken = unit.member_by_phone(person.phone)
        if taken is not None:
            raise MemberExists(taken.id)
    if not (person.phone or person.external or joining.card or person.name):
        raise Refusal("member.empty", msg("Type a phone number, or scan a card, to join somebody."))
    card = _card_for(unit, joining.card, acting.shop.settings)
    member = unit.new_id()
    day = calendar_day(acting.shop.settings, acting.at)
    shown = {purpose: joining.shown[purpose] for purpose in joining.consents if purpose in joining.shown}
    texts = keep_texts(unit, shown, acting)
    unit.record(
        MemberEnrolled(
            member=member,
            joined_on=day,
            person=person.digest(),
            card=card,
            consents=joining.consents,
            consent_version=CONSENT_VERSION,
            channel=joining.channel,
            consent_language=next((each.language for each in shown.values()), ""),
            consent_texts=texts,
        ),
        business_on=acting.business_on,
        staff=acting.staff,
        at=acting.at,
        person=person,
    )
    return member


def person_record(joining: Joining, acting: Acting) -> PersonRecord:
    """The record to keep: cleaned, the phone in E.164."""
    country = acting.shop.settings.country
    day = calendar_day(acting.shop.settings, acting.at)
    if joining.birthday and not dt.date(1900, 1, 1) <= joining.birthday <= day:
        raise Refusal("member.birthday", msg("The birthday must be a date in the past. Nothing was saved."))
    email = clean(joining.email, 254)
    if email and (email.count("@") != 1 or " " in email or email.startswith("@") or email.endswith("@")):
        raise Refusal("member.email", msg("{email} is not an e-mail address. Nothing was saved.", email=email))
    return PersonRecord(
        salt=new_salt(),
        name=clean(joining.name),
        phone=require_phone(joining.phone, country) if joining.phone.strip() else "",
        email=email,
        birthday=joining.birthday,
        notes=clean(joining.notes, LONGEST_NOTES),
        language=joining.language,
        external=_external(joining.external),
    )


def _external(text: str) -> str:
    number = clean_code(text, 64)
    if holds_bank_card(number):
        raise Refusal("external.bank_card", BANK_CARD)
    return number


def change_member(books: Books, member: str, changed: Joining, acting: Acting) -> MemberView:
    """Keep a new version of somebody's record."""
    require(acting, Permission.EDIT_MEMBER)
    person = person_record(changed, acting)
    with books.unit_of_work() as unit:
        before = unit.member(member)
        if before is None:
            raise Refusal("member.unknown", msg("This member is not known here. Nothing was saved."))
        # Of a person who was two members it is the record of the one who stands for both.
        member = before.id
        _check_birthday(unit, member, person, acting)
        taken = unit.member_by_phone(person.phone) if person.phone else None
        if taken is not None and taken.id != member:
            raise MemberExists(taken.id)
        body = MemberChanged(member=member, person=person.digest(), changed=changed_fields(before.person, person))
        unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at, person=person)
        view = unit.member(member)
        assert view is not None
        return view


def _check_birthday(unit: Unit, member: str, person: PersonRecord, acting: Acting) -> None:
    """A birthday that is known stays: its gift comes once a year, and only a manager mends a slip of the pen."""
    known = unit.birthday_of(member)
    told = (person.birthday.month, person.birthday.day) if person.birthday else None
    if known is not None and told != known and Permission.APPROVE_GOODWILL not in acting.rights:
        raise Refusal("birthday.locked", msg("The birthday stays as it was told on joining. A manager can correct it."))


def issue_card(books: Books, member: str, acting: Acting, *, number: str = "", replaces: str = "") -> Card:
    """Give a member a card (a new number unless a blank card was scanned), perhaps in place of another."""
    require(acting, Permission.CARD_STATUS if replaces else Permission.ENROL)
    with books.unit_of_work() as unit:
        if unit.member(member) is None:
            raise Refusal("member.unknown", msg("This member is not known here. Nothing was saved."))
        card = _card_for(unit, number, acting.shop.settings)
        old = unit.card(replaces) if replaces else None
        if replaces and (old is None or old.member not in unit.same_person(member)):
            raise Refusal("card.not_theirs", msg("The card to replace is not this member's. Nothing was saved."))
        body = CardIssued(member=member, number=card, replaces=replaces)
        unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)
        return Card(card, member)


def set_card_status(books: Books, number: str, status: CardStatus, acting: Acting, *, reason: str = "") -> Card:
    """Mark a card lost, blocked or active again; a replaced card stays replaced."""
    require(acting, Permission.CARD_STATUS)
    with books.unit_of_work() as unit:
        card = unit.card(number)
        if card is None:
            raise Refusal("card.unknown", msg("This card is not one of ours. Nothing was saved."))
        if card.status == "replaced":
            raise Refusal("card.replaced", msg("This card was replaced for good. Issue a new one instead."))
        body = CardStatusChanged(number=number, status=status, reason=clean(reason))
        unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)
        return msgspec.structs.replace(card, status=status)


def attach_to_sale(books: Books, sale: str, member: str, acting: Acting) -> tuple[PointsChange, ...]:
    """Attach a member to the sale just made: it earns its points; its price stays as it was paid.

    Raises:
        Refusal: `late.unknown`, `late.taken` (it has a member), `late.over` (more than a minute ago), `late.back`.
    """
    with books.unit_of_work() as unit:
        found = unit.receipt(sale)
        if found is None:
            raise Refusal("late.unknown", msg("That sale is not on this till. Nothing was changed."))
        receipt, fact = found
        if unit.receipt_member(sale):
            raise Refusal("late.taken", msg("Sale {number} already has a member.", number=receipt.number))
        if unit.sale_void(sale) is not None or unit.returns_of_sale(sale):
            raise Refusal("late.back", msg("Something of sale {number} went back already.", number=receipt.number))
        if not 0 <= acting.at - fact.at <= LATE_SECONDS * 1000:
            raise Refusal(
                "late.over",
                msg(
                    "Sale {number} was more than a minute ago. Ask a manager to grant the points.",
                    number=receipt.number,
                ),
            )
        check_member(unit, acting.shop, member, staff=fact.staff)
        points = late_points(unit, receipt, member, acting)
        body = SaleAttached(sale=sale, member=member, points=points)
        unit.record(body, business_on=fact.business_on, staff=acting.staff, at=acting.at)
        return points


def _card_for(unit: Unit, scanned: str, settings: ShopSettings) -> str:
    """The number to issue: a new one, a blank card of ours, or another shop's card that the owner's rules know."""
    if not scanned:
        return new_card_number(unit.is_card_taken)
    if not is_card_number(scanned) and other_card(scanned, settings) is None:
        raise Refusal(
            "card.misread", msg("{number} is not one of our card numbers. Scan it again.", number=scanned[:24])
        )
    if unit.is_card_taken(scanned):
        raise Refusal("card.taken", msg("This card already belongs to a member. Take another one."))
    if unit.product_by_code(scanned) is not None:
        raise Refusal("card.goods", msg("{number} is the barcode of goods, no card.", number=scanned[:24]))
    return scanned
