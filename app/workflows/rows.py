"""Frozen rows that screens read: what a query gives, nothing that can be changed."""

from __future__ import annotations

import datetime as dt

import msgspec

from app.ledger.lots import Lot
from app.people.member import Card, CardStatus, PersonRecord
from app.sales.basket import Goods
from app.values.clock import Instant


class ProductRow(msgspec.Struct, frozen=True):
    """A product on the price list."""

    goods: Goods
    names: dict[str, str] = {}


class MemberRow(msgspec.Struct, frozen=True):
    """A member in a list: enough to choose by, never more than a counter may show."""

    id: str
    shown_name: str
    masked_phone: str
    shown_card: str
    card: str = ""
    card_status: CardStatus = "active"


class MergeRow(msgspec.Struct, frozen=True):
    """Two members were found to be one person; `id` names the merge, so that it can be taken back."""

    id: str
    low: str
    high: str
    at: int
    business_on: dt.date


class ConsentAnswer(msgspec.Struct, frozen=True):
    """What a member last said to one purpose, when, and to which version of the text."""

    granted: bool
    at: int
    version: str = ""


class MemberView(msgspec.Struct, frozen=True):
    """A member opened: record, cards, consents (`answers` has each with its date and the text's version)."""

    id: str
    joined_on: dt.date
    person: PersonRecord | None
    cards: tuple[Card, ...]
    consents: dict[str, bool]
    visits: int
    spent_minor: int
    last_visit_at: int = 0
    answers: dict[str, ConsentAnswer] = {}


class PointsRow(msgspec.Struct, frozen=True):
    """A member's points in one program, as of now."""

    program: str
    names: dict[str, str]
    digits: int
    usable_milli: int
    pending_milli: int
    lots: tuple[Lot, ...]


class StatementRow(msgspec.Struct, frozen=True, gc=False):
    """One movement of a points statement; `balance_milli` is the balance after it, `active_from` as of a lot."""

    at: int
    business_on: dt.date
    kind: str
    points_milli: int
    balance_milli: int
    receipt: str = ""
    last_valid_on: dt.date | None = None
    reason: str = ""
    active_from: int = 0


class Statement(msgspec.Struct, frozen=True):
    """A points statement that sums: opening + every movement = closing."""

    program: str
    names: dict[str, str]
    opening_milli: int
    rows: tuple[StatementRow, ...]
    closing_milli: int


class ReceiptRow(msgspec.Struct, frozen=True):
    """A receipt in a member's history or in the list of receipts."""

    sale: str
    number: str
    at: int
    business_on: dt.date
    till: int
    total_minor: int
    discount_minor: int
    lines: int
    tenders: tuple[tuple[str, int], ...]
    points: tuple[tuple[str, int], ...]
    member: str = ""
    what: str = ""


class SettingChange(msgspec.Struct, frozen=True):
    """One setting that took another value.

    Attributes:
        at: Instant; `staff` who did it, empty for the program itself.
        old, new: As JSON text.
    """

    at: Instant
    staff: str
    name: str
    old: str
    new: str


class ShiftRow(msgspec.Struct, frozen=True):
    """The till's open trading day."""

    id: str
    business_on: dt.date
    opened_at: int
    staff: str
    float_minor: int = 0


class ShiftTotals(msgspec.Struct, frozen=True):
    """What was sold in a shift."""

    receipts: int
    total_minor: int
    tenders_minor: dict[str, int]


class PublishedProgram(msgspec.Struct, frozen=True):
    """A program version as published; `program` is its canonical JSON."""

    id: str
    version: int
    valid_from: int
    program: bytes
