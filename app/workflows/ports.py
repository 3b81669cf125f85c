"""What workflows and screens need from the outside, as protocols; storage fulfils them.

`Reads` is one consistent look at the shop (a reader's snapshot, or the writing transaction itself).
`Unit` is a unit of work: a `Reads` that can also record facts; all of it is kept or none of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import msgspec

from app.facts.bodies import Body, ListOf
from app.facts.envelope import Fact
from app.loyalty.moment import Moment
from app.loyalty.standing import Standing
from app.people.member import Card, PersonRecord
from app.people.staff import StaffMember
from app.sales.basket import Basket
from app.sales.receipt import PointsChange, Receipt
from app.sales.returned import ReturnDocument
from app.settings.shop import ShopSettings
from app.values.clock import RunningTime
from app.workflows.oversight_ports import KeptLadder, OversightReads
from app.workflows.privacy_ports import PrivacyReads
from app.workflows.review_ports import ReviewReads
from app.workflows.rows import (
    MemberRow,
    MemberView,
    MergeRow,
    PointsRow,
    ProductRow,
    PublishedProgram,
    ReceiptRow,
    SettingChange,
    ShiftRow,
    ShiftTotals,
    Statement,
)
from app.workflows.secrets import Secrets
from app.workflows.way_back_rows import (
    CorrectionRow,
    DayOfMember,
    HeldRow,
    ProgramLiability,
    PromiseRow,
    ReturnConflict,
    SaleMarks,
    SoldHit,
    StoredLiability,
    TokenConflict,
    TokenMove,
    TokenRow,
    VoidRow,
)


class Identity(msgspec.Struct, frozen=True):
    """Who records here: shop id, till number, epoch of the till's life."""

    shop: str
    till: int
    epoch: int


class ShopReads(Protocol):
    """The shop's terms and programs."""

    def identity(self) -> Identity: ...
    def shop_settings(self) -> ShopSettings: ...
    def programs_at(self, at: int) -> tuple[PublishedProgram, ...]:
        """The version of each program in force at an instant, by id."""
        ...

    def published_programs(self) -> tuple[PublishedProgram, ...]: ...
    def setting_changes(self, limit: int = 100) -> tuple[SettingChange, ...]:
        """Who changed which of the shop's settings, newest first; the values the shop was founded with are left out."""
        ...

    def terms_stamp(self) -> str:
        """Changes whenever settings or programs change: a cached snapshot with the same stamp is current."""
        ...

    def staff(self) -> tuple[StaffMember, ...]: ...
    def open_shift(self) -> ShiftRow | None: ...
    def shift_totals(self, shift: str) -> ShiftTotals: ...
    def last_business_on(self) -> dt.date | None: ...
    def last_at(self) -> int:
        """The latest instant any fact was recorded at; 0 for none."""
        ...

    def recorded_at(self) -> int:
        """When this till recorded something last, by the shop's time; 0 for nothing yet."""
        ...


class ProductReads(Protocol):
    """The price list."""

    def product_by_code(self, code: str) -> ProductRow | None:
        """By barcode (any GTIN length) or sku."""
        ...

    def product(self, sku: str) -> ProductRow | None: ...
    def search_products(self, text: str, limit: int = 9) -> tuple[ProductRow, ...]:
        """By folded words, prefixes, part numbers, typos and the other keyboard layout; best first."""
        ...

    def product_page(self, after_sku: str, limit: int, text: str = "") -> tuple[ProductRow, ...]: ...
    def count_products(self) -> int: ...
    def best_sellers(self, since: dt.date, limit: int) -> tuple[ProductRow, ...]:
        """What most receipts since a business date have on them, most first; voided sales left out."""
        ...


class MemberReads(Protocol):
    """Members, found and opened."""

    def member_by_card(self, number: str) -> tuple[MemberRow, Card] | None: ...
    def member_by_phone(self, phone: str) -> MemberRow | None: ...
    def members_by_phone_end(self, digits: str, limit: int = 9) -> tuple[MemberRow, ...]: ...
    def search_members(self, text: str, limit: int = 9) -> tuple[MemberRow, ...]: ...
    def find_member(self, text: str) -> str | None:
        """Member id by card number, phone, member id or external number."""
        ...

    def member(self, member_id: str) -> MemberView | None: ...
    def birthday_of(self, member: str) -> tuple[int, int] | None:
        """Month and day, where they are known."""
        ...

    def same_person(self, member: str) -> tuple[str, ...]:
        """Every id of this person: those that were merged, the one that stands for them first."""
        ...

    def merges_of(self, member: str) -> tuple[MergeRow, ...]:
        """The merges that make this person one, in order; empty for most."""
        ...

    def supposing(
        self, *, merged: tuple[str, str] | None = None, parted: tuple[str, ...] = (), moment: Moment
    ) -> Reads:
        """The same look as if two members had been merged now, or merges (by their ids) taken back."""
        ...

    def is_card_taken(self, number: str) -> bool: ...
    def card(self, number: str) -> Card | None: ...
    def count_members(self) -> int: ...
    def member_page(self, after_id: str, limit: int, text: str = "") -> tuple[MemberRow, ...]: ...


class HistoryReads(Protocol):
    """What members and the shop did."""

    def standing(self, member: str, moment: Moment) -> Standing:
        """All pricing may know of the member; proof, rights and allowance are filled in by the workflow."""
        ...

    def points(self, member: str, moment: Moment) -> tuple[PointsRow, ...]: ...
    def statements(self, member: str, moment: Moment) -> tuple[Statement, ...]: ...
    def receipts_of(self, member: str, limit: int = 0) -> tuple[ReceiptRow, ...]:
        """Newest first; 0 for all."""
        ...

    def receipt(self, sale: str) -> tuple[Receipt, Fact] | None: ...
    def receipt_by_number(self, number: str) -> tuple[Receipt, Fact] | None: ...
    def recent_receipts(self, limit: int = 50) -> tuple[ReceiptRow, ...]: ...
    def receipt_member(self, sale: str) -> str:
        """Who the receipt was written for, late attaching included; empty for nobody.

        That id is kept even where it is one of several of a person: what goes back, goes back to the same account.
        """
        ...

    def attached_points(self, sale: str) -> tuple[PointsChange, ...]:
        """What a sale earned for the member who was attached after it; empty where nobody was."""
        ...

    def draft(self) -> Basket | None:
        """The basket that was open when the program ended, unless its sale is already a receipt."""
        ...


class WayBackReads(Protocol):
    """What a return, a void or an exchange has to know."""

    def returns_of_sale(self, sale: str) -> tuple[tuple[ReturnDocument, Fact], ...]:
        """Oldest first."""
        ...

    def returns_of(self, member: str) -> tuple[tuple[ReturnDocument, Fact], ...]: ...
    def return_document(self, document: str) -> tuple[ReturnDocument, Fact] | None: ...
    def return_by_number(self, number: str) -> tuple[ReturnDocument, Fact] | None: ...
    def sale_void(self, sale: str) -> VoidRow | None: ...
    def marks_of(self, sales: Sequence[str]) -> dict[str, SaleMarks]:
        """What became of these sales; one of which nothing became is left out."""
        ...

    def tender_correction(self, sale: str) -> CorrectionRow | None: ...
    def programs_then(self, at: int, stamp: str) -> tuple[PublishedProgram, ...]:
        """The versions in force at an instant, as they were known before the fact with this stamp."""
        ...

    def settings_then(self, stamp: str) -> ShopSettings:
        """The shop's settings as they were before the fact with this stamp."""
        ...

    def entries_of_sale(self, member: str, sale: str) -> dict[tuple[str, str], tuple[str, int]]:
        """By program and kind (`earn`, `spend`): the entry's id and its points."""
        ...

    def sold_to(self, member: str, sku: str) -> tuple[SoldHit, ...]:
        """A member's sales with this article, newest first, at most nine."""
        ...

    def sold_on(self, day: dt.date, sku: str) -> tuple[SoldHit, ...]: ...
    def lowest_price(self, sku: str, since: dt.date) -> int | None:
        """The least that one unit was sold for since a day; None where it was not sold."""
        ...

    def return_conflicts(self, sale: str = "") -> tuple[ReturnConflict, ...]:
        """Lines of which more came back than was sold; of one sale, or of all."""
        ...

    def held_baskets(self) -> tuple[HeldRow, ...]:
        """Newest first."""
        ...


class TokenReads(Protocol):
    """Codes, promises, introductions and a member's days."""

    def token(self, code: str) -> TokenRow | None: ...
    def tokens_of(self, member: str) -> tuple[TokenRow, ...]: ...
    def tokens_of_sale(self, sale: str) -> tuple[TokenRow, ...]: ...
    def token_moves(self, code: str) -> tuple[TokenMove, ...]: ...
    def units_of(self, code: str) -> int:
        """The sum of a code's units; 0 for one that was never moved."""
        ...

    def token_conflicts(self) -> tuple[TokenConflict, ...]: ...
    def promises_of_sale(self, sale: str) -> tuple[PromiseRow, ...]: ...
    def promises_of(self, member: str) -> tuple[PromiseRow, ...]: ...
    def promises_with_serial(self, serial: str) -> tuple[PromiseRow, ...]: ...
    def promises_ending(self, since: dt.date, limit: int) -> tuple[PromiseRow, ...]:
        """Promises whose last day is this one or later, those that end first at the head."""
        ...

    def referrer_of(self, friend: str) -> str: ...
    def friends_of(self, referrer: str) -> tuple[str, ...]: ...
    def first_paid_visit(self, member: str) -> tuple[str, dt.date] | None:
        """The first sale with money in it that was neither voided nor wholly returned, and its business date."""
        ...

    def days_of(self, member: str, program: str = "") -> tuple[DayOfMember, ...]:
        """Day by day, oldest first; what went back counts on the day of its sale. `program`: whose points."""
        ...

    def liability(self, as_of: dt.date) -> tuple[ProgramLiability, ...]:
        """What the shop owes in points: business dates before the day, points that ended before it left out."""
        ...

    def stored_liability(self, as_of: dt.date) -> tuple[StoredLiability, ...]: ...
    def goodwill_milli(self, first: dt.date, last: dt.date) -> int:
        """Points given out of goodwill between two business dates, both inclusive."""
        ...


class Reads(
    ShopReads,
    ProductReads,
    MemberReads,
    HistoryReads,
    WayBackReads,
    TokenReads,
    OversightReads,
    PrivacyReads,
    ReviewReads,
    Protocol,
):
    """One consistent look at the whole shop."""


class Unit(Reads, Protocol):
    """A unit of work: everything recorded in it is kept together, or not at all."""

    def record(
        self,
        body: Body,
        *,
        business_on: dt.date,
        staff: str = "",
        at: int | None = None,
        person: PersonRecord | None = None,
    ) -> Fact:
        """Record a fact and write every row that follows from it.

        Args:
            at: Instant; the till's clock if None.
            person: The private record whose digest the body carries.
        """
        ...

    def new_id(self) -> str: ...
    def next_sequence(self) -> int:
        """The next receipt number of this till and epoch."""
        ...

    def save_draft(self, basket: Basket) -> None: ...
    def drop_draft(self) -> None: ...
    def save_held(self, held: HeldRow) -> None: ...
    def save_ladder(self, scope: str, kept: KeptLadder | None) -> None:
        """Keep where a person or the till stands after wrong PINs; None forgets it."""
        ...

    def drop_held(self, sale: str) -> None: ...


class ListStaging(Protocol):
    """Imported lists on their way: staged in batches, live by one fact, or dropped without a trace."""

    def begin_list(self, of: ListOf, source: str) -> str: ...
    def stage_products(self, list_id: str, rows: Sequence[ProductRow]) -> None: ...
    def stage_members(self, list_id: str, rows: Iterable[MemberImportRow]) -> None: ...
    def publish_list(self, list_id: str, *, staff: str = "") -> Fact: ...
    def drop_list(self, list_id: str) -> None: ...


class MemberImportRow(msgspec.Struct, frozen=True):
    """A member on an imported list, with an opening balance (program id to milli-points)."""

    member: str
    person: PersonRecord
    joined_on: dt.date
    card: str = ""
    points_milli: dict[str, int] = {}
    consents: dict[str, bool] = {}


class Books(Protocol):
    """The shop's books: the one writer, and readers beside it.

    Attributes:
        secrets: What is kept of this shop outside the books. running: How long this run of the program has lasted.
    """

    @property
    def secrets(self) -> Secrets: ...
    @property
    def running(self) -> RunningTime: ...

    def unit_of_work(self) -> AbstractContextManager[Unit]:
        """One immediate transaction; refused work leaves nothing."""
        ...

    def reads(self) -> AbstractContextManager[Reads]:
        """A consistent snapshot on a reader's connection."""
        ...

    def empty_log(self) -> bool:
        """Take what was overwritten out of the write-ahead log too; False where a reader is in the way."""
        ...

    def lists(self) -> ListStaging: ...
    def close(self) -> None: ...
