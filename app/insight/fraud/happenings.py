"""What the rules look at: a fact cut down to who, where, when, and how much."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import msgspec

from app.facts.bodies import (
    Body,
    GoodsReturned,
    MemberChanged,
    MemberEnrolled,
    PointsGranted,
    ReferralMade,
    SaleAttached,
    SaleCompleted,
    SaleVoided,
    SignInFailed,
    StaffSaved,
    TokenIssued,
)
from app.facts.envelope import Fact
from app.sales.receipt import Receipt
from app.values.clock import local

Kind = Literal["sale", "attach", "return", "void", "grant", "join", "change", "refer", "staff", "pin"]
STORED = ("gift_card", "store_credit")


class Happening(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that happened.

    Attributes:
        day: Business date, ISO. staff: Who did it.
        sale: The sale it is or concerns.
        before_milli: For a sale that spends points: the balance it spent from.
        cash: Whether cash paid, or went back.
        issued, paid_with: Gift cards sold, and those that paid.
        what: For a change: names of fields. about: For a referral the referrer, for staff their id.
        hour: By the shop's wall clock, 0 to 23.
    """

    kind: Kind
    at: int
    day: str
    till: int
    staff: str = ""
    member: str = ""
    sale: str = ""
    total_minor: int = 0
    earned_milli: int = 0
    spent_milli: int = 0
    before_milli: int = 0
    cash: bool = False
    issued: tuple[str, ...] = ()
    paid_with: tuple[str, ...] = ()
    what: tuple[str, ...] = ()
    about: str = ""
    hour: int = 12


def happening_of(fact: Fact, body: Body, zone: str) -> Happening | None:
    """The happening of a fact; None for what no rule looks at. `zone` is the shop's."""
    made = _MADE.get(type(body))
    told = made(body) if made is not None else None
    if told is None:
        return None
    kind, more = told
    hour = local(fact.at, zone).hour
    day = fact.business_on.isoformat()
    return Happening(kind, fact.at, day, fact.till, fact.staff, hour=hour, **more)


Told = tuple[Kind, dict[str, Any]]


def _returned(body: GoodsReturned) -> Told:
    back = body.document
    cash = any(tender.kind == "cash" for tender in back.refunds)
    return "return", {"member": back.member, "sale": back.sale, "total_minor": back.refund_minor, "cash": cash}


def _voided(body: SaleVoided) -> Told:
    cash = any(tender.kind == "cash" for tender in body.refunds)
    return "void", {"member": body.member, "sale": body.sale, "total_minor": body.total_minor, "cash": cash}


def _granted(body: PointsGranted) -> Told | None:
    if body.kind != "goodwill":
        return None
    return "grant", {"member": body.member, "earned_milli": body.points_milli, "sale": body.sale}


def _attached(body: SaleAttached) -> Told:
    earned = sum(change.earned_milli for change in body.points)
    return "attach", {"member": body.member, "sale": body.sale, "earned_milli": earned}


_MADE: dict[type[Body], Callable[[Any], Told | None]] = {
    SaleCompleted: lambda body: ("sale", _of_receipt(body.receipt)),
    SaleAttached: _attached,
    GoodsReturned: _returned,
    SaleVoided: _voided,
    PointsGranted: _granted,
    TokenIssued: lambda body: (
        ("grant", {"member": body.token.member, "total_minor": body.token.amount_minor, "sale": body.sale})
        if body.token.member
        else None
    ),
    MemberEnrolled: lambda body: ("join", {"member": body.member}),
    MemberChanged: lambda body: ("change", {"member": body.member, "what": body.changed}),
    ReferralMade: lambda body: ("refer", {"member": body.friend, "about": body.referrer}),
    StaffSaved: lambda body: ("staff", {"member": body.member, "about": body.id}),
    SignInFailed: lambda body: ("pin", {"about": body.tile}),
}
KINDS: frozenset[str] = frozenset(kind.__name__ for kind in _MADE)
"""Names of the facts that the rules look at."""


def _of_receipt(receipt: Receipt) -> dict[str, Any]:
    spending = [change for change in receipt.points if change.spent_milli]
    return {
        "member": receipt.member,
        "sale": receipt.sale,
        "total_minor": receipt.total_minor,
        "earned_milli": sum(change.earned_milli for change in receipt.points),
        "spent_milli": sum(change.spent_milli for change in spending),
        "before_milli": sum(change.before_milli for change in spending),
        "cash": any(tender.kind == "cash" for tender in receipt.tenders),
        "issued": tuple(token.code for token in receipt.tokens if token.kind in STORED),
        "paid_with": tuple(tender.reference for tender in receipt.tenders if tender.kind in STORED),
    }
