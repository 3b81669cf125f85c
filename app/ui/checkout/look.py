"""What the checkout asks the books, as plain queries that run on the reader's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.loyalty.standing import Standing
from app.ui.checkout.session import MemberInfo
from app.values.clock import Instant
from app.workflows.ports import Reads
from app.workflows.rows import MemberRow, ProductRow, ShiftRow
from app.workflows.shop_now import ShopNow, load_shop, moment_of

if TYPE_CHECKING:
    from app.sales.basket import Basket
    from app.workflows.look_up import Found, MembersFound


@dataclass(frozen=True, slots=True)
class Looked:
    """What a code is; with the member opened, if it is a member's."""

    found: Found
    info: MemberInfo | None = None


@dataclass(frozen=True, slots=True)
class Renewed:
    """What may have changed since the last sale: terms (None if they are the same), counters, shift.

    Attributes:
        held: Baskets that are put aside; `held_before` those of an earlier trading day.
    """

    shop: ShopNow | None
    nobody: Standing
    shift: ShiftRow | None
    held: int = 0
    held_before: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A basket that was open when the program ended, and its member."""

    basket: Basket
    info: MemberInfo | None
    names: dict[str, dict[str, str]]


def look(code: str, reads: Reads, shop: ShopNow, at: Instant) -> Looked:
    """Identify a code; opens the member of a card."""
    from app.workflows.look_up import MemberHit, identify

    found = identify(code, reads, shop)
    info = open_member(found.row.id, reads, shop, at) if isinstance(found, MemberHit) else None
    return Looked(found, info)


def open_member(member: str, reads: Reads, shop: ShopNow, at: Instant) -> MemberInfo | None:
    """A member with standing and points, in one snapshot."""
    view = reads.member(member)
    if view is None:
        return None
    moment = moment_of(shop, at)
    return MemberInfo(view, reads.standing(member, moment), reads.points(member, moment))


def find(text: str, reads: Reads, shop: ShopNow) -> MembersFound:
    """Members that a text may mean."""
    from app.workflows.look_up import find_members

    return find_members(text, reads, shop)


def find_goods(text: str, reads: Reads) -> tuple[ProductRow, ...]:
    """Products by words, part numbers, typos and the other layout."""
    return reads.search_products(text)


def find_anything(text: str, reads: Reads) -> tuple[tuple[ProductRow, ...], tuple[MemberRow, ...]]:
    """Products first, then members."""
    goods = reads.search_products(text, 7)
    return goods, reads.search_members(text, 3) if len(text) > 2 else ()


def renew(reads: Reads, shop: ShopNow | None, at: Instant) -> Renewed:
    """Terms, counters and shift as they are now; terms are compiled again only where they changed."""
    due = shop is not None and 0 < shop.next_change_at <= at
    newer = load_shop(reads, at) if shop is None or due or reads.terms_stamp() != shop.stamp else None
    now = newer or shop
    assert now is not None
    moment, held = moment_of(now, at), reads.held_baskets()
    before = sum(row.business_on < moment.business_on for row in held)
    return Renewed(newer, reads.standing("", moment), reads.open_shift(), len(held), before)


def read_draft(reads: Reads, shop: ShopNow, at: Instant) -> Draft | None:
    """The draft that a crash left, with what is needed to show it."""
    basket = reads.draft()
    if basket is None or basket.is_empty:
        return None
    info = open_member(basket.member, reads, shop, at) if basket.member else None
    names = {}
    for line in basket.lines:
        row = reads.product(line.goods.sku)
        if row is not None:
            names[line.goods.sku] = row.names
    return Draft(basket, info, names)
