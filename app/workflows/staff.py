"""Keeping who works here: roles, PINs and badges, and what stays forbidden whoever asks."""

from __future__ import annotations

import msgspec

from app.facts.bodies import StaffSaved
from app.people.codes import new_code
from app.people.pin_rules import check_pin
from app.people.staff import Permission, StaffMember
from app.values.errors import Refusal
from app.values.folding import clean, fold
from app.values.words import msg
from app.workflows.acting import Acting, require
from app.workflows.pins import keeper_for, new_recovery_code, recovery_hash
from app.workflows.ports import Books, Reads
from app.workflows.sign_in import birthday

LONGEST_NAME = 40


def save_staff(
    books: Books, person: StaffMember, acting: Acting, pin: str | None = None, *, pin_is_own: bool = False
) -> StaffMember:
    """Add or change somebody; the last owner stays an owner, and nobody lowers themselves.

    Args:
        pin: A new PIN; None keeps the one they have.
        pin_is_own: Whether they chose it themselves; a PIN given by somebody else is changed at the next sign-in.

    Raises:
        Refusal: `right.missing`, `staff.name`, `staff.same_name`, `staff.last_owner`, `staff.own_role`, `pin.*`,
            `keys.lost`. Trouble: `secrets.*`.
    """
    require(acting, Permission.MANAGE_STAFF)
    name = _checked_name(person.name)
    with books.reads() as reads:
        hashed = None if pin is None else _new_pin(books, reads, person, pin)
    if hashed is not None:
        is_own = pin_is_own or bool(acting.staff and person.id == acting.staff)
        person = msgspec.structs.replace(person, pin_hash=hashed, must_change=not is_own)
    with books.unit_of_work() as unit:
        others = [each for each in unit.staff() if each.id != person.id]
        _check_roles(person, next((each for each in unit.staff() if each.id == person.id), None), others, acting)
        if person.active and any(each.active and fold(each.name) == fold(name) for each in others):
            raise Refusal("staff.same_name", msg("Somebody of this name works here already. Add a letter or surname."))
        if not person.active:
            person = msgspec.structs.replace(person, pin_hash="", badge_hash="", recovery_hash="", must_change=False)
        kept = msgspec.structs.replace(person, id=person.id or unit.new_id(), name=name)
        body = StaffSaved(**msgspec.structs.asdict(kept))
        unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)
    return kept


def issue_badge(books: Books, person: str, acting: Acting) -> str:
    """Give somebody a new badge; the one before opens nothing more. Returns its code: it is shown only now.

    Raises:
        Refusal: `right.missing`, `staff.unknown`, `keys.lost`. Trouble: `secrets.*`.
    """
    require(acting, Permission.MANAGE_STAFF)
    with books.reads() as reads:
        people, shop = reads.staff(), reads.identity().shop
    code = new_code("badge")
    _change(books, person, acting, badge_hash=keeper_for(books.secrets, shop, people).badge_hash(code))
    return code


def end_badge(books: Books, person: str, acting: Acting) -> None:
    """A badge that was lost opens nothing more."""
    require(acting, Permission.MANAGE_STAFF)
    _change(books, person, acting, badge_hash="")


def issue_recovery_code(books: Books, owner: str, acting: Acting) -> str:
    """Give an owner a new recovery code, for the day the machine's keys are lost. Returns it: it is shown only now.

    Raises:
        Refusal: `right.missing`, `staff.unknown`, `recovery.owner`.
    """
    require(acting, Permission.MANAGE_STAFF)
    with books.reads() as reads:
        person = next((each for each in reads.staff() if each.id == owner and each.active), None)
    if person is None or person.role != "owner":
        raise Refusal("recovery.owner", msg("Only an owner has a recovery code."))
    code = new_recovery_code()
    _change(books, owner, acting, recovery_hash=recovery_hash(code))
    return code


def _new_pin(books: Books, reads: Reads, person: StaffMember, pin: str) -> str:
    people = reads.staff()
    check_pin(pin, length=reads.shop_settings().pin_length, born_on=birthday(reads, person))
    keeper = keeper_for(books.secrets, reads.identity().shop, people)
    taken = keeper.by_pin((each for each in people if each.id != person.id), pin)
    if taken is not None:
        raise Refusal("pin.taken", msg("Choose another PIN."))
    return keeper.pin_hash(pin)


def _checked_name(name: str) -> str:
    if any(character in name for character in "\r\n\t\v\f\x00\x85\u2028\u2029"):
        raise Refusal("staff.name", msg("A name is one line without tabs. Nothing was changed."))
    kept = clean(name, LONGEST_NAME)
    if not kept:
        raise Refusal("staff.name", msg("A name is missing."))
    return kept


def _check_roles(person: StaffMember, before: StaffMember | None, others: list[StaffMember], acting: Acting) -> None:
    is_owner = person.role == "owner" and person.active
    if not is_owner and not any(each.role == "owner" and each.active for each in others):
        raise Refusal("staff.last_owner", msg("A shop keeps at least one owner. Nothing was changed."))
    if before is not None and person.id == acting.staff and (person.role != before.role or not person.active):
        raise Refusal(
            "staff.own_role",
            msg("Nobody takes away their own rights: another owner does that. Nothing was changed."),
        )


def _change(books: Books, person: str, acting: Acting, **fields: object) -> None:
    with books.unit_of_work() as unit:
        now = next((each for each in unit.staff() if each.id == person and each.active), None)
        if now is None:
            raise Refusal("staff.unknown", msg("This person does not work here. Nothing was changed."))
        body = StaffSaved(**msgspec.structs.asdict(msgspec.structs.replace(now, **fields)))
        unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)
