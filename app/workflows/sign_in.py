"""Who is this? A PIN or a badge, checked behind the ladder of waits; every wrong one is recorded.

Signing in, and approving for somebody else, ask the same question here. A refusal never says whose PIN it
nearly was. While the till waits after too many wrong PINs, a badge still signs in, and so does the right PIN
of somebody whose tile is chosen and who has mistyped nothing since they last signed in.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from app.facts.bodies import KeysRenewed, SignInFailed, StaffSaved
from app.facts.oversight import How
from app.people.codes import compact, own_kind
from app.people.lock_out import Ladder
from app.people.pin_rules import check_pin
from app.people.staff import StaffMember
from app.values.clock import Instant
from app.values.errors import Refusal
from app.values.words import Message, msg, msgn
from app.workflows.oversight_ports import KeptLadder
from app.workflows.pins import (
    PinKeeper,
    fits_recovery,
    keeper_for,
    names_in_use,
    pepper_name,
    pin_length_of,
    renewed_pepper,
)
from app.workflows.ports import Books, Reads
from app.workflows.secrets import PEPPER
from app.workflows.shop_now import calendar_day

TILL = "till"
Purpose = Literal["sign_in", "approval"]


class Proof(msgspec.Struct, frozen=True):
    """What somebody shows: a PIN (with the staff id of a chosen tile, if any) or the code of a badge."""

    pin: str = ""
    badge: str = ""
    person: str = ""

    @property
    def how(self) -> How:
        """`pin` or `badge`."""
        return "badge" if self.badge else "pin"


class SignedIn(msgspec.Struct, frozen=True):
    """Somebody is signed in; with `must_change` they choose a PIN of their own first."""

    person: StaffMember
    must_change: bool = False


class MustWait(Refusal):
    """Too many wrong PINs: nothing is looked at before the wait is over.

    Attributes:
        wait_ms: How long, from now.
    """

    def __init__(self, wait_ms: int) -> None:
        super().__init__("pin.wait", wait_words(wait_ms))
        self.wait_ms = wait_ms


class WrongPin(Refusal):
    """Not a PIN or badge that opens anything here.

    Attributes:
        wait_ms: How long nobody can try again; 0 while it is free.
    """

    def __init__(self, message: Message, wait_ms: int, code: str = "pin.wrong") -> None:
        super().__init__(code, message)
        self.wait_ms = wait_ms


def sign_in(books: Books, proof: Proof, at: Instant) -> SignedIn:
    """Who shows this.

    Raises:
        Refusal: `pin.wrong`, `pin.wait`, `badge.unknown`, `keys.lost`. Trouble: `secrets.*`.
    """
    person, keeper = identify(books, proof, at, purpose="sign_in")
    must_change = person.must_change
    if proof.pin and not keeper.is_todays(person.pin_hash):
        person = _kept_anew(books, person, keeper.pin_hash(proof.pin), at)
    if proof.pin and not must_change:
        with books.reads() as reads:
            wanted = reads.shop_settings().pin_length
        must_change = pin_length_of(person.pin_hash) != wanted
    return SignedIn(person, must_change and bool(proof.pin))


def identify(
    books: Books, proof: Proof, at: Instant, *, purpose: Purpose, asked_by: str = ""
) -> tuple[StaffMember, PinKeeper]:
    """Whose PIN or badge this is, behind the ladder; a wrong one is recorded and counts.

    Raises:
        Refusal: as `sign_in`.
    """
    with books.reads() as reads:
        people, shop = reads.staff(), reads.identity().shop
        if not proof.badge:
            wait = wait_left(books, reads, proof.person)
            if wait > 0:
                raise MustWait(wait)
    keeper = keeper_for(books.secrets, shop, people)
    found = keeper.by_badge(people, _badge(proof.badge)) if proof.badge else keeper.by_pin(people, proof.pin)
    if found is not None and proof.person and found.id != proof.person:
        found = None
    if found is None:
        raise failed(books, proof, at, purpose=purpose, asked_by=asked_by)
    _forgive(books, found.id)
    return found, keeper


def failed(books: Books, proof: Proof, at: Instant, *, purpose: Purpose, asked_by: str = "") -> WrongPin:
    """Record a wrong PIN or badge; returns the refusal to raise."""
    with books.unit_of_work() as unit:
        scopes = (TILL, proof.person) if proof.person else (TILL,)
        ladders = [_now(books, unit, scope).failed() for scope in scopes] if not proof.badge else [Ladder(1)]
        for scope, ladder in zip(scopes, ladders, strict=False):
            if not proof.badge:
                unit.save_ladder(scope, KeptLadder(ladder, books.running.session, books.running.ms()))
        worst = max(ladders, key=lambda ladder: ladder.wait_ms)
        body = SignInFailed(proof.how, purpose, proof.person, worst.wrong, worst.wait_ms)
        shift = unit.open_shift()
        day = shift.business_on if shift is not None else calendar_day(unit.shop_settings(), at)
        unit.record(body, business_on=day, staff=asked_by, at=at)
    if proof.badge:
        return WrongPin(msg("This badge opens nothing here. Ask a manager for a new one."), 0, "badge.unknown")
    if worst.wait_ms:
        return WrongPin(msg("Wrong PIN. {wait}", wait=wait_words(worst.wait_ms)), worst.wait_ms)
    left = min(ladder.left for ladder in ladders) + 1
    words = msgn(
        "Wrong PIN. {n} try left before a wait. A manager can set a new one: F10.",
        "Wrong PIN. {n} tries left before a wait. A manager can set a new one: F10.",
        left,
    )
    return WrongPin(words, 0)


def wait_left(books: Books, reads: Reads, person: str = "") -> int:
    """Milliseconds until a PIN can be tried: of this person's tile, or of nobody's."""
    till = _now(books, reads, TILL)
    if not person:
        return till.wait_ms
    # who mistyped since they last signed in waits with the till, however long ago: else every tile would be
    # good for a guess an hour
    has_mistyped = reads.ladder(person) is not None
    return max(_now(books, reads, person).wait_ms, till.wait_ms if has_mistyped else 0)


def wait_words(wait_ms: int) -> Message:
    """How long to wait, in words."""
    seconds = -(-wait_ms // 1000)
    if seconds < 60:
        return msgn("Wait {n} second, or scan a badge.", "Wait {n} seconds, or scan a badge.", seconds)
    minutes = -(-seconds // 60)
    return msgn("Wait {n} minute, or scan a badge.", "Wait {n} minutes, or scan a badge.", minutes)


def change_own_pin(books: Books, person: StaffMember, pin: str, at: Instant) -> StaffMember:
    """Somebody who has just signed in chooses a PIN of their own.

    Raises:
        Refusal: `pin.shape`, `pin.easy`, `pin.same`, `pin.taken`.
    """
    with books.reads() as reads:
        people, shop, length = reads.staff(), reads.identity().shop, reads.shop_settings().pin_length
        born_on = birthday(reads, person)
    check_pin(pin, length=length, born_on=born_on)
    keeper = keeper_for(books.secrets, shop, people)
    owner = keeper.by_pin(people, pin)
    if owner is not None and owner.id == person.id:
        raise Refusal("pin.same", msg("Choose a PIN that only you know: this one was given to you."))
    if owner is not None:
        raise Refusal("pin.taken", msg("Choose another PIN."))
    return _kept_anew(books, person, keeper.pin_hash(pin), at)


def recover(books: Books, code: str, pin: str, at: Instant) -> StaffMember:
    """An owner opens the till with their recovery code after the machine's keys were lost, and chooses a new PIN.

    Everybody else gets a new PIN and badge from them; the old ones open nothing any more.

    Raises:
        Refusal: `recovery.wrong`, `pin.*`, `pin.wait`. Trouble: `secrets.*`.
    """
    with books.reads() as reads:
        wait = wait_left(books, reads)
        people, shop, length = reads.staff(), reads.identity().shop, reads.shop_settings().pin_length
    if wait:
        raise MustWait(wait)
    owners = [person for person in people if person.active and person.role == "owner"]
    owner = next((person for person in owners if fits_recovery(person.recovery_hash, code)), None)
    if owner is None:
        wrong = failed(books, Proof(pin="recovery"), at, purpose="sign_in")
        words = msg("This is no owner's recovery code. Nothing was changed.")
        raise WrongPin(words, wrong.wait_ms, "recovery.wrong")
    check_pin(pin, length=length)
    before = ", ".join(sorted(names_in_use(people)))
    pepper = books.secrets.get(PEPPER)
    if pepper is None or pepper_name(pepper) not in names_in_use(people):
        pepper = renewed_pepper(books.secrets)
    keeper = PinKeeper(shop, pepper)
    kept = msgspec.structs.replace(owner, pin_hash=keeper.pin_hash(pin), badge_hash="", must_change=False)
    with books.unit_of_work() as unit:
        day = calendar_day(unit.shop_settings(), at)
        unit.record(KeysRenewed(keeper.name, before), business_on=day, staff=owner.id, at=at)
        for person in people:
            if person.active and person.id != owner.id and (person.pin_hash or person.badge_hash):
                without = msgspec.structs.replace(person, pin_hash="", badge_hash="")
                unit.record(StaffSaved(**msgspec.structs.asdict(without)), business_on=day, staff=owner.id, at=at)
        unit.record(StaffSaved(**msgspec.structs.asdict(kept)), business_on=day, staff=owner.id, at=at)
        unit.save_ladder(TILL, None)
    return kept


def renew_keys(books: Books, at: Instant) -> None:
    """Make the machine's pepper anew from the command line, where it was lost and nobody has a recovery code.

    Every PIN and badge opens nothing more; the command line gives an owner a new PIN.

    Raises:
        Refusal: `keys.whole`: nothing was lost. Trouble: `secrets.*`.
    """
    with books.reads() as reads:
        people = reads.staff()
    pepper, named = books.secrets.get(PEPPER), names_in_use(people)
    if not named or (pepper is not None and pepper_name(pepper) in named):
        raise Refusal("keys.whole", msg("The keys of this machine are whole. Nothing was changed."))
    fresh = renewed_pepper(books.secrets)
    with books.unit_of_work() as unit:
        day = calendar_day(unit.shop_settings(), at)
        unit.record(KeysRenewed(pepper_name(fresh), ", ".join(sorted(named)), "command"), business_on=day, at=at)
        for person in people:
            if person.active and (person.pin_hash or person.badge_hash):
                without = msgspec.structs.replace(person, pin_hash="", badge_hash="")
                unit.record(StaffSaved(**msgspec.structs.asdict(without)), business_on=day, at=at)
        unit.save_ladder(TILL, None)


def birthday(reads: Reads, person: StaffMember) -> tuple[int, int, int] | None:
    """Year, month and day of somebody on the staff who is a member too."""
    view = reads.member(person.member) if person.member else None
    born = view.person.birthday if view is not None and view.person is not None else None
    return (born.year, born.month, born.day) if born is not None else None


def _kept_anew(books: Books, person: StaffMember, pin_hash: str, at: Instant) -> StaffMember:
    with books.unit_of_work() as unit:
        now = next((each for each in unit.staff() if each.id == person.id), None)
        if now is None or not now.active:
            raise Refusal("staff.gone", msg("This person does not work here any more. Nothing was changed."))
        kept = msgspec.structs.replace(now, pin_hash=pin_hash, must_change=False)
        day = calendar_day(unit.shop_settings(), at)
        unit.record(StaffSaved(**msgspec.structs.asdict(kept)), business_on=day, staff=person.id, at=at)
    return kept


def _forgive(books: Books, person: str) -> None:
    """Signing in takes one's own wrong ones off, never the till's: those may have been aimed at others."""
    with books.reads() as reads:
        own = reads.ladder(person)
    if own is not None:
        with books.unit_of_work() as unit:
            unit.save_ladder(person, None)


def _now(books: Books, reads: Reads, scope: str) -> Ladder:
    kept = reads.ladder(scope)
    if kept is None:
        return Ladder()
    began = kept.at_ms if kept.session == books.running.session else 0
    return kept.ladder.after(books.running.ms() - began)


def _badge(code: str) -> str:
    plain = compact(code)
    return plain if own_kind(plain) == "badge" else ""
