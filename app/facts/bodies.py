"""What can happen: one typed body per fact kind.

Bodies are encoded as msgpack maps, so an older program keeps and forwards fields it does not know. A body
never holds personal data: a member's record travels beside the fact, and the body has its digest.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from app.facts.body import Body
from app.facts.machine import ClockJumped, ClockTrusted, ShopRestored
from app.facts.oversight import (
    ApprovalGiven,
    CashCounted,
    CashMoved,
    ChainSigned,
    DocumentPrinted,
    DrawerOpened,
    KeysRenewed,
    SignInFailed,
)
from app.facts.same_person import MembersMerged, MembersParted
from app.loyalty.used_standing import UsedStanding
from app.people.member import CardStatus, ConsentPurpose
from app.people.staff import Role
from app.sales.basket import Goods
from app.sales.receipt import PointsChange, ProgramUse, PromiseKind, Receipt, Tender, Token
from app.sales.returned import PointsBack, ReturnDocument
from app.sales.shift import ShiftEnd

ListOf = Literal["products", "members"]


class ShopSettingsChanged(Body, frozen=True, omit_defaults=True):
    """Shop-wide settings took these values (encoded as JSON texts by name)."""

    values: dict[str, str]


class StaffSaved(Body, frozen=True, omit_defaults=True):
    """Somebody on the staff was added or changed; `app.people.staff.StaffMember` says what the fields are."""

    id: str
    name: str
    role: Role
    pin_hash: str = ""
    member: str = ""
    active: bool = True
    badge_hash: str = ""
    must_change: bool = False
    recovery_hash: str = ""


class ProductSaved(Body, frozen=True, omit_defaults=True):
    """A product was added or changed by hand; `retired` takes it off the price list."""

    goods: Goods
    names: dict[str, str] = {}
    retired: bool = False


class ListPublished(Body, frozen=True, omit_defaults=True):
    """An imported list went live: all of its batches, at once.

    The rows lie beside the fact in batches of at most 500; `batches` are their SHA-256 digests, in order.
    """

    list: str
    of: ListOf
    rows: int
    batches: tuple[bytes, ...]
    source: str = ""


class MemberEnrolled(Body, frozen=True, omit_defaults=True):
    """Somebody joined; `person` is the digest of the record beside this fact."""

    member: str
    joined_on: dt.date
    person: bytes
    card: str = ""
    consents: dict[ConsentPurpose, bool] = {}
    consent_version: str = ""
    channel: str = "till"
    consent_language: str = ""
    consent_texts: dict[ConsentPurpose, str] = {}


class MemberChanged(Body, frozen=True, omit_defaults=True):
    """A person's record has a new version; `changed` names the fields that differ, never what they say."""

    member: str
    person: bytes
    changed: tuple[str, ...] = ()


class MemberErased(Body, frozen=True, omit_defaults=True):
    """A member asked to be forgotten: no record of the person is kept from here on, whatever arrives later.

    Attributes:
        act: Number of the act that says so; reason: why, one of `app.people.member.ERASURE_REASONS`.
        counts: How many things of each kind were destroyed; numbers only.
    """

    member: str
    act: str
    reason: str = "asked"
    counts: dict[str, int] = {}


class DataExported(Body, frozen=True, omit_defaults=True):
    """Data left the shop's books: whose or what, in which form, and the files' digests.

    Attributes:
        what: `member`, or the name of a list or report.
        about: Member id, or empty.
        files: Names without their folder; digests: SHA-256 of each, hex.
        rows: How many people or rows it held.
    """

    what: str
    about: str = ""
    files: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    rows: int = 0
    reason: str = ""


class CardIssued(Body, frozen=True, omit_defaults=True):
    """A member got a card, perhaps in place of another."""

    member: str
    number: str
    replaces: str = ""


class CardStatusChanged(Body, frozen=True, omit_defaults=True):
    """A card was lost, blocked or found again."""

    number: str
    status: CardStatus
    reason: str = ""


class ConsentChanged(Body, frozen=True, omit_defaults=True):
    """A member allowed or withdrew something.

    Attributes:
        text: Digest of the words that were shown (`ConsentTextShown`).
        after: For a yes: stamp of the last withdrawal that was known when it was given. A yes that did not know
            of a withdrawal never undoes it.
    """

    member: str
    purpose: ConsentPurpose
    granted: bool
    version: str = ""
    language: str = ""
    channel: str = "till"
    text: str = ""
    after: str = ""


class ConsentTextShown(Body, frozen=True, omit_defaults=True):
    """The words of a consent as they were shown, kept the first time; answers name them by `digest`."""

    digest: str
    purpose: ConsentPurpose
    language: str
    version: str
    text: str


class ProgramPublished(Body, frozen=True, omit_defaults=True):
    """A version of a program is in force from an instant on; `program` is its canonical JSON."""

    id: str
    version: int
    valid_from: int
    program: bytes


class ShiftOpened(Body, frozen=True, omit_defaults=True):
    """The till's trading day began; `float_counted` where somebody counted what lies in the drawer."""

    shift: str
    business_on: dt.date
    float_minor: int = 0
    float_counted: bool = False


class ShiftClosed(Body, frozen=True, omit_defaults=True):
    """The till's trading day ended, with what was sold in it and, from Z reports on, the whole report."""

    shift: str
    receipts: int
    total_minor: int
    tenders_minor: dict[str, int] = {}
    end: ShiftEnd | None = None


class SaleCompleted(Body, frozen=True, omit_defaults=True):
    """A sale with all its results; nobody prices it again to know them.

    `standing` is the part of the member's standing that priced it, so that a return can price what is kept.
    """

    receipt: Receipt
    standing: UsedStanding = UsedStanding()


class SaleAttached(Body, frozen=True, omit_defaults=True):
    """A member was attached to a sale just made, and earned its points."""

    sale: str
    member: str
    points: tuple[PointsChange, ...] = ()


class PointsGranted(Body, frozen=True, omit_defaults=True):
    """Points that no sale earned: an opening balance or a goodwill gift, with its reason."""

    member: str
    program: str
    points_milli: int
    reason: str
    kind: Literal["opening", "goodwill"] = "goodwill"
    last_valid_on: dt.date | None = None
    approved_by: str = ""
    sale: str = ""
    line: str = ""


class GoodsReturned(Body, frozen=True, omit_defaults=True):
    """Goods or money went back, with all that followed; nobody works it out again to know it."""

    document: ReturnDocument


class SaleVoided(Body, frozen=True, omit_defaults=True):
    """A whole sale was cancelled in its own shift: nothing of it counts any more.

    Attributes:
        total_minor: What the sale came to; refunds: how the money went back.
        points: As for a return. coupons: codes that may be used again. revoked: codes that no longer count.
        uses: Programs that get their use back.
    """

    sale: str
    total_minor: int
    refunds: tuple[Tender, ...] = ()
    member: str = ""
    points: tuple[PointsBack, ...] = ()
    coupons: tuple[str, ...] = ()
    revoked: tuple[Token, ...] = ()
    uses: tuple[ProgramUse, ...] = ()
    uses_on: dt.date | None = None
    reason: str = ""
    approved_by: str = ""


class TenderCorrected(Body, frozen=True, omit_defaults=True):
    """Another tender paid than was typed; the price stays, nothing goes back."""

    sale: str
    tenders: tuple[Tender, ...]
    rounding_minor: int = 0
    reason: str = ""
    approved_by: str = ""


class TokenIssued(Body, frozen=True, omit_defaults=True):
    """A code was given outside a sale: a coupon or store credit out of goodwill, with its reason."""

    token: Token
    reason: str
    sale: str = ""
    approved_by: str = ""


class WarrantyRegistered(Body, frozen=True, omit_defaults=True):
    """A promise for a line that was sold, registered by hand, with the article's serial number."""

    sale: str
    line: str
    sku: str
    kind: PromiseKind
    until: dt.date
    serial: str = ""
    member: str = ""


class ReferralMade(Body, frozen=True, omit_defaults=True):
    """A member brought a friend; of several the first counts."""

    friend: str
    referrer: str


class HeldDiscarded(Body, frozen=True, omit_defaults=True):
    """A basket that had been put aside was thrown away; nothing of it was sold.

    Attributes:
        sale: The id it would have been sold under; put back again it may still be.
        total_minor: What its goods cost by the price list. held_by: staff id; held_at: instant.
    """

    sale: str
    lines: int
    total_minor: int
    held_by: str
    held_at: int
    reason: str = ""


class CaseFlagged(Body, frozen=True, omit_defaults=True):
    """A rule of the fraud review saw something; two tills that see the same give it the same id.

    Attributes:
        rule: `F1` to `F30`.
        subject: Staff id it concerns, empty where it concerns a member alone.
        sales: Sales behind it, newest last; figures: what was counted, by name.
    """

    case: str
    rule: str
    subject: str = ""
    member: str = ""
    sales: tuple[str, ...] = ()
    figures: dict[str, int] = {}


class CaseCleared(Body, frozen=True, omit_defaults=True):
    """Somebody looked at a case and said what it was, with a reason."""

    case: str
    verdict: Literal["fine", "fraud"]
    reason: str


__all__ = [
    "ApprovalGiven",
    "Body",
    "CashCounted",
    "CashMoved",
    "ChainSigned",
    "ClockJumped",
    "ClockTrusted",
    "DocumentPrinted",
    "DrawerOpened",
    "KeysRenewed",
    "MembersMerged",
    "MembersParted",
    "ShopRestored",
    "SignInFailed",
]

BODIES: dict[str, type[Body]] = {body.__name__: body for body in Body.__subclasses__()}
SCHEMAS: dict[str, int] = dict.fromkeys(BODIES, 1)


def encode(body: Body) -> bytes:
    """The bytes that are hashed and kept; keys in declared order."""
    return msgspec.msgpack.encode(body)


def decode(kind: str, body: bytes) -> Body:
    """Read a body; `KeyError` for a kind this program does not know, `msgspec.MsgspecError` for a wrong shape."""
    return msgspec.msgpack.decode(body, type=BODIES[kind])
