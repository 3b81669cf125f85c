"""Staff: a first sign-in by PIN, and keeping who works here."""

from __future__ import annotations

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from app.facts.bodies import StaffSaved
from app.people.staff import Permission, StaffMember
from app.values.barcodes import is_digits
from app.values.errors import Refusal
from app.values.folding import clean
from app.values.words import msg
from app.workflows.acting import Acting, require
from app.workflows.ports import Books, Reads

PIN_LENGTHS = (4, 5, 6)
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def pin_hash(pin: str) -> str:
    """argon2id of a PIN of 4 to 6 digits; refuses what anybody would guess first."""
    if not is_digits(pin) or len(pin) not in PIN_LENGTHS:
        raise Refusal("pin.shape", msg("A PIN has 4 to 6 digits."))
    if len(set(pin)) == 1 or pin in "01234567890" or pin in "09876543210":
        raise Refusal("pin.easy", msg("This PIN is guessed first. Choose another."))
    return _hasher.hash(pin)


def sign_in(reads: Reads, pin: str) -> StaffMember:
    """Who has this PIN; a refusal never says whose it nearly was."""
    for person in reads.staff():
        if person.active and person.pin_hash and _fits(person.pin_hash, pin):
            return person
    raise Refusal("pin.wrong", msg("Wrong PIN. A manager can set a new one: F10."))


def save_staff(books: Books, person: StaffMember, acting: Acting, pin: str | None = None) -> StaffMember:
    """Add or change somebody; the last owner stays an owner."""
    require(acting, Permission.MANAGE_STAFF)
    name = clean(person.name, 40)
    if not name:
        raise Refusal("staff.name", msg("A name is missing."))
    if pin is not None:
        person = msgspec.structs.replace(person, pin_hash=pin_hash(pin))
    with books.unit_of_work() as unit:
        others = [each for each in unit.staff() if each.id != person.id]
        is_owner = person.role == "owner" and person.active
        if not is_owner and not any(each.role == "owner" and each.active for each in others):
            raise Refusal("staff.last_owner", msg("A shop keeps at least one owner. Nothing was changed."))
        if pin is not None and any(_fits(each.pin_hash, pin) for each in others if each.active and each.pin_hash):
            raise Refusal("pin.taken", msg("Choose another PIN."))
        kept = msgspec.structs.replace(person, id=person.id or unit.new_id(), name=name)
        body = StaffSaved(**msgspec.structs.asdict(kept))
        unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)
    return kept


def _fits(hashed: str, pin: str) -> bool:
    try:
        return _hasher.verify(hashed, pin)
    except VerificationError:
        return False
