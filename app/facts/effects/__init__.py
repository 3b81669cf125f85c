"""Effects: which row changes follow from a fact, as data; storage only writes them.

One small function per fact kind. The same function runs for a fact made here, for one read back by
`doctor`, and for one that came from elsewhere, so the tables cannot disagree with the facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from app.facts.bodies import (
    Body,
    CardIssued,
    CardStatusChanged,
    CaseCleared,
    CaseFlagged,
    ConsentChanged,
    ConsentTextShown,
    DataExported,
    GoodsReturned,
    HeldDiscarded,
    ListPublished,
    MemberChanged,
    MemberEnrolled,
    MemberErased,
    MembersMerged,
    MembersParted,
    PointsGranted,
    ProductSaved,
    ProgramPublished,
    ReferralMade,
    SaleAttached,
    SaleCompleted,
    SaleVoided,
    ShiftClosed,
    ShiftOpened,
    ShopSettingsChanged,
    StaffSaved,
    TenderCorrected,
    TokenIssued,
    WarrantyRegistered,
)
from app.facts.effects import (
    consents,
    goods,
    lists,
    members,
    points,
    privacy,
    promises,
    review,
    sales,
    same_person,
    shop,
    tokens,
    way_back,
)
from app.facts.effects.changes import Add, Effect, Put, Settle
from app.facts.envelope import Fact
from app.facts.machine import BEFELL
from app.facts.oversight import LOOKED_INTO
from app.people.member import PersonRecord

__all__ = ["WITHOUT_ROWS", "Add", "Effect", "Put", "Settle", "effects"]

_PLAIN: dict[type[Body], Callable[[Fact, Any], Iterator[Effect]]] = {
    ShopSettingsChanged: shop.shop_settings_changed,
    StaffSaved: shop.staff_saved,
    ProgramPublished: shop.program_published,
    ShiftOpened: shop.shift_opened,
    ShiftClosed: shop.shift_closed,
    ProductSaved: goods.product_saved,
    ListPublished: lists.list_published,
    CardIssued: members.card_issued,
    CardStatusChanged: members.card_status_changed,
    ConsentChanged: consents.consent_changed,
    ConsentTextShown: consents.consent_text_shown,
    MemberErased: privacy.member_erased,
    DataExported: privacy.data_exported,
    CaseFlagged: review.case_flagged,
    CaseCleared: review.case_cleared,
    SaleCompleted: sales.sale_completed,
    SaleAttached: points.sale_attached,
    PointsGranted: points.points_granted,
    GoodsReturned: way_back.goods_returned,
    SaleVoided: way_back.sale_voided,
    TenderCorrected: way_back.tender_corrected,
    TokenIssued: tokens.token_issued,
    WarrantyRegistered: promises.warranty_registered,
    ReferralMade: promises.referral_made,
    MembersMerged: same_person.members_merged,
    MembersParted: same_person.members_parted,
    **dict.fromkeys((*LOOKED_INTO, *BEFELL, HeldDiscarded), shop.looked_into),
}
WITHOUT_ROWS: frozenset[type[Body]] = frozenset({DataExported, HeldDiscarded, *LOOKED_INTO, *BEFELL})
"""Kinds from which no row follows: only the audit reads them, from the facts themselves."""
_OF_PEOPLE: dict[type[Body], Callable[[Fact, Any, PersonRecord | None], Iterator[Effect]]] = {
    MemberEnrolled: members.member_enrolled,
    MemberChanged: members.member_changed,
}


def effects(fact: Fact, body: Body, person: PersonRecord | None = None) -> Iterator[Effect]:
    """All row changes that follow from a fact, in the order in which they are written.

    Args:
        person: The private record whose digest the body carries; None where it was forgotten.
    """
    of_person = _OF_PEOPLE.get(type(body))
    if of_person is not None:
        return of_person(fact, body, person)
    return _PLAIN[type(body)](fact, body)
