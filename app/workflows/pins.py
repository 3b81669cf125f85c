"""PINs and badges as they are kept: so that a copy of the database opens nothing.

A PIN has ten thousand values, which no hash can hide by itself. So it is mixed with a pepper first, a secret
of this shop that lies outside its folder (`workflows.secrets`), and what comes out is hashed with argon2id
(64 MiB, 3 passes, 4 lanes) under one salt for the shop, so that one hash says whose PIN it is. A kept hash
begins with `pin1$`, the name of the pepper and the number of digits; what earlier programs kept is plain
argon2id, and is kept anew at its next sign-in. A badge's code is 16 random digits; it is only mixed.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets as random_source
from collections.abc import Iterable
from dataclasses import dataclass

from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type, hash_secret, verify_secret

from app.people.staff import StaffMember
from app.values.errors import Refusal
from app.values.words import msg
from app.workflows.secrets import PEPPER, Secrets

PIN_MARK, BADGE_MARK = "pin1", "badge1"
RECOVERY_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
RECOVERY_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Cost:
    """How dear one guess is; raised some day, hashes follow at the next sign-in."""

    passes: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4


COST = Cost()


@dataclass(frozen=True, slots=True)
class PinKeeper:
    """Hashes and compares for one shop.

    Attributes:
        shop: Shop id, from which the salt follows. pepper: The secret.
    """

    shop: str
    pepper: bytes

    @property
    def name(self) -> str:
        """Which pepper this is; says nothing about it."""
        return pepper_name(self.pepper)

    def pin_hash(self, pin: str) -> str:
        """A PIN as it is kept; the caller has checked its shape."""
        kept = hash_secret(
            self._mixed(pin),
            hashlib.sha256(b"regulars pin salt/" + self.shop.encode()).digest()[:16],
            time_cost=COST.passes,
            memory_cost=COST.memory_kib,
            parallelism=COST.lanes,
            hash_len=32,
            type=Type.ID,
        )
        return f"{PIN_MARK}${self.name}${len(pin)}{kept.decode()}"

    def badge_hash(self, code: str) -> str:
        """A badge's code as it is kept."""
        mixed = hmac.new(self.pepper, b"badge/" + self.shop.encode() + b"/" + code.encode(), hashlib.sha256)
        return f"{BADGE_MARK}${self.name}${mixed.hexdigest()}"

    def by_pin(self, people: Iterable[StaffMember], pin: str) -> StaffMember | None:
        """Whose PIN this is; one hash for everybody of today's kind, one more for each older one."""
        people = [person for person in people if person.active and person.pin_hash]
        mine = [person for person in people if _is_named(person.pin_hash, PIN_MARK, self.name, len(pin))]
        made = self.pin_hash(pin) if mine else ""
        found = None
        for person in mine:
            is_same = hmac.compare_digest(person.pin_hash, made)
            if is_same or (not _has_todays_cost(person.pin_hash) and self._verified(person.pin_hash, pin)):
                found = person
        return found or next((each for each in people if fits_old(each.pin_hash, pin)), None)

    def by_badge(self, people: Iterable[StaffMember], code: str) -> StaffMember | None:
        """Whose badge this is."""
        made, found = self.badge_hash(code), None
        for person in people:
            if person.active and person.badge_hash and hmac.compare_digest(person.badge_hash, made):
                found = person
        return found

    def is_todays(self, kept: str) -> bool:
        """Whether a kept hash is of today's kind and cost; otherwise it is made anew at the next sign-in."""
        return kept.startswith(f"{PIN_MARK}${self.name}$") and _has_todays_cost(kept)

    def _mixed(self, pin: str) -> bytes:
        return hmac.new(self.pepper, b"pin/" + self.shop.encode() + b"/" + pin.encode(), hashlib.sha256).digest()

    def _verified(self, kept: str, pin: str) -> bool:
        return _fits(kept[kept.index("$argon2") :], self._mixed(pin))


def pepper_name(pepper: bytes) -> str:
    """Which pepper it is, in eight hexadecimal digits."""
    return hashlib.sha256(b"regulars pepper name/" + pepper).hexdigest()[:8]


def keeper_for(secrets: Secrets, shop: str, people: Iterable[StaffMember]) -> PinKeeper:
    """The shop's keeper; the first PIN of a shop makes the pepper.

    Raises:
        Refusal: `keys.lost`: PINs were kept with a pepper that this machine has not.
        Trouble: `secrets.silent`, `secrets.not_kept`.
    """
    pepper = secrets.get(PEPPER)
    kept_with = names_in_use(people)
    if pepper is None and not kept_with:
        pepper = renewed_pepper(secrets)
    if pepper is None or (kept_with and pepper_name(pepper) not in kept_with):
        raise Refusal(
            "keys.lost",
            msg(
                "The keys of this machine are lost, so no PIN and no badge can be checked here. The books are whole."
                " An owner signs in with their recovery code."
            ),
        )
    return PinKeeper(shop, pepper)


def renewed_pepper(secrets: Secrets) -> bytes:
    """A new pepper, in place of one that is lost: every PIN and badge kept with the old one opens nothing more."""
    pepper = random_source.token_bytes(32)
    secrets.put(PEPPER, pepper)
    return pepper


def names_in_use(people: Iterable[StaffMember]) -> frozenset[str]:
    """The peppers that kept PINs and badges name."""
    kept = [text for person in people if person.active for text in (person.pin_hash, person.badge_hash)]
    return frozenset(text.split("$")[1] for text in kept if text.startswith((f"{PIN_MARK}$", f"{BADGE_MARK}$")))


def pin_length_of(kept: str) -> int:
    """How many digits a kept PIN has; 0 where it was kept by an earlier program."""
    return int(kept.split("$")[2]) if kept.startswith(f"{PIN_MARK}$") else 0


def may_be_longer(people: Iterable[StaffMember], length: int) -> bool:
    """Whether somebody's PIN may have more digits than the shop's: kept by an earlier program or setting."""
    kept = [person.pin_hash for person in people if person.active and person.pin_hash]
    return any(pin_length_of(each) > length or not pin_length_of(each) for each in kept)


def portable_pin_hash(pin: str) -> str:
    """A PIN kept without the machine's pepper: only for the demo shop, whose PINs are printed beside it."""
    salt = random_source.token_bytes(16)
    return hash_secret(
        pin.encode(), salt, time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=32, type=Type.ID
    ).decode()


def new_recovery_code() -> str:
    """A code to be written down: 20 letters and digits in groups of four (100 bits)."""
    text = "".join(random_source.choice(RECOVERY_LETTERS) for _ in range(RECOVERY_LENGTH))
    return "-".join(text[start : start + 4] for start in range(0, RECOVERY_LENGTH, 4))


def recovery_hash(code: str) -> str:
    """A recovery code as it is kept: no secret of the machine is in it, since that is what may be lost."""
    return hashlib.scrypt(
        _plain_code(code).encode(), salt=b"regulars recovery code", n=2**14, r=8, p=1, maxmem=2**26
    ).hex()


def fits_recovery(kept: str, code: str) -> bool:
    """Whether a typed recovery code is the one that was kept; spaces, dashes and small letters do not matter."""
    return bool(kept) and hmac.compare_digest(kept, recovery_hash(code))


def _plain_code(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter in RECOVERY_LETTERS)


def fits_old(kept: str, pin: str) -> bool:
    """Whether a PIN is the one that an earlier program kept without a pepper."""
    return kept.startswith("$argon2") and _fits(kept, pin.encode())


def _fits(kept: str, secret: bytes) -> bool:
    try:
        return verify_secret(kept.encode(), secret, Type.ID)
    except (VerificationError, InvalidHashError):
        return False


def _is_named(kept: str, mark: str, name: str, digits: int) -> bool:
    return kept.startswith(f"{mark}${name}${digits}$")


def _has_todays_cost(kept: str) -> bool:
    return f"$m={COST.memory_kib},t={COST.passes},p={COST.lanes}$" in kept
