"""What the slips of the way back show, each in one frozen value: a return, a void, a note of goodwill.

Whoever prints (text, PDF, printer) needs nothing else, no database and no clock, so the same view gives the
same paper. An exchange is the return with the new receipt and the one net amount of both.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from app.facts.bodies import SaleVoided
from app.sales.returned import ReturnDocument
from app.settings.shop import ShopSettings
from app.values.clock import Instant
from app.values.words import Message
from app.workflows.ports import Reads
from app.workflows.shop_now import ShopNow


class Heading(msgspec.Struct, frozen=True):
    """What stands on every slip.

    Attributes:
        at: Instant of what it tells; `business_on` its trading day.
        copied_at: Instant of a reprint, which says COPY; 0 for the first print.
    """

    shop: ShopSettings
    at: Instant
    business_on: dt.date
    staff: str = ""
    language: str = "en"
    copied_at: Instant = 0


class Traded(msgspec.Struct, frozen=True):
    """The other half of an exchange; `net_minor` above zero was paid by the customer, below given back."""

    number: str
    new_goods_minor: int
    net_minor: int


class ReturnView(msgspec.Struct, frozen=True):
    """A return ready to be printed; `goods_names` are words of its language by sku."""

    heading: Heading
    document: ReturnDocument
    traded: Traded | None = None
    goods_names: dict[str, str] = {}


class VoidView(msgspec.Struct, frozen=True):
    """A voided sale ready to be printed."""

    heading: Heading
    number: str
    currency: str
    body: SaleVoided


class NoteView(msgspec.Struct, frozen=True):
    """A note of goodwill ready to be printed: what it is for, its words, and a code where one was given."""

    heading: Heading
    name: str
    member: str
    about: str
    note: Message
    code: str = ""


def return_view(reads: Reads, shop: ShopNow, document: str, *, copied_at: Instant = 0) -> ReturnView | None:
    """A return ready to be printed; None where these books have none."""
    found = reads.return_document(document)
    if found is None:
        return None
    kept, fact = found
    language = language_of(reads, kept.member, shop.settings)
    staff = shop.staff.get(fact.staff)
    heading = Heading(
        shop.settings, fact.at, fact.business_on, staff.name if staff else "", language, copied_at=copied_at
    )
    rows = (reads.product(sku) for sku in {line.goods.sku for line in kept.lines})
    names = {row.goods.sku: row.names[language] for row in rows if row is not None and row.names.get(language)}
    return ReturnView(heading, kept, _traded(reads, kept), names)


def _traded(reads: Reads, document: ReturnDocument) -> Traded | None:
    found = reads.receipt(document.exchange) if document.exchange else None
    if found is None:
        return None
    receipt = found[0]
    by_value = {"points", "gift_card", "store_credit"}
    due = receipt.total_minor - sum(each.amount_minor for each in receipt.tenders if each.kind in by_value)
    return Traded(receipt.number, due, due - document.refund_minor)


def void_view(reads: Reads, shop: ShopNow, body: SaleVoided, heading: Heading) -> VoidView | None:
    """A void ready to be printed; None for a sale that is not in these books."""
    found = reads.receipt(body.sale)
    if found is None:
        return None
    receipt = found[0]
    language = language_of(reads, body.member, shop.settings)
    return VoidView(msgspec.structs.replace(heading, language=language), receipt.number, receipt.currency, body)


def language_of(reads: Reads, member: str, settings: ShopSettings) -> str:
    """The member's language where it is known, else the shop's."""
    view = reads.member(member) if member else None
    return (view.person.language if view is not None and view.person is not None else "") or settings.language
