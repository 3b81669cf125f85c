"""Goods and members as rows to choose from, the same wherever they are found."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.ui.checkout import look
from app.ui.checkout.boards import Choice
from app.values.money import Money
from app.values.words import msg, plain

if TYPE_CHECKING:
    from app.ui.checkout.modes.base import Floor
    from app.ui.checkout.session import MemberInfo
    from app.workflows.rows import MemberRow, ProductRow


def goods_choice(floor: Floor, row: ProductRow, mark: str, run: Callable[[], None]) -> Choice:
    """A product as a row to choose."""
    currency = floor.till.shop.settings.currency
    return Choice(
        title=plain(row.goods.name),
        names=row.names,
        detail=plain(row.goods.barcode or row.goods.sku),
        right=msg("{price}", price=Money(row.goods.price_minor, currency)),
        icon=row.goods.category or "goods",
        mark=mark,
        run=run,
    )


def member_choice(row: MemberRow, mark: str, run: Callable[[], None]) -> Choice:
    """A member as a row to choose: never more than a counter may show."""
    return Choice(
        title=plain(row.shown_name) if row.shown_name else msg("Member without a name"),
        detail=plain(" · ".join(part for part in (row.masked_phone, row.shown_card) if part)),
        icon="user",
        mark=mark,
        run=run,
    )


def open_member(floor: Floor, row: MemberRow, done: Callable[[MemberInfo], None]) -> None:
    """Open a chosen member."""
    shop, at = floor.till.shop, floor.till.now()
    floor.ask(lambda reads: look.open_member(row.id, reads, shop, at), lambda info: done(info) if info else None)
