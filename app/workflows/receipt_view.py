"""What a printed receipt shows, in one frozen value: the receipt, and what paper says beside it.

Whoever prints (text, PDF, printer) needs nothing else, no database and no clock, so the same view gives
the same paper. It holds no personal data beyond a first name, an initial and the last digits of a card.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from app.people.member import short_name
from app.sales.receipt import Names, PointsChange, Receipt, ReceiptLine, TokenKind
from app.settings.shop import ShopSettings
from app.values.clock import Instant


class RewardGap(msgspec.Struct, frozen=True):
    """The next reward of a points program and how many points it still takes.

    Attributes:
        names: The reward's words by language (`10.00 off`).
        short_milli: Points missing after this sale; above zero.
    """

    program: str
    names: Names
    short_milli: int


class EndingPoints(msgspec.Struct, frozen=True):
    """Points that end soon; `last_valid_on` is the last day on which they can be spent."""

    program: str
    points_milli: int
    last_valid_on: dt.date


class CardLeft(msgspec.Struct, frozen=True):
    """What was left on a gift card or store credit right after this sale, which it had paid for."""

    code: str
    kind: TokenKind
    left_minor: int
    last_valid_on: dt.date | None = None


class ReceiptView(msgspec.Struct, frozen=True):
    """A receipt ready to be printed.

    Attributes:
        at: Instant of the sale; `business_on` the trading day it belongs to.
        language: Language of the receipt: the member's, else the shop's.
        staff: Name of who served, as customers may see it; empty for none.
        member: `Anna K. *8906`, empty for an anonymous customer (see `shown_member`).
        copied_at: Instant of a reprint, which says COPY; 0 for the first print.
        gaps: At most one for each points program.
        ending: Points that end soon, earliest first.
        cards: Gift cards and store credit that paid, with what was left on each.
        serials: Serial numbers registered since, by the line's key.
        goods_names: Names of goods in this receipt's language, by sku, where the price list has them.
    """

    receipt: Receipt
    at: Instant
    business_on: dt.date
    shop: ShopSettings
    language: str = "en"
    staff: str = ""
    member: str = ""
    copied_at: Instant = 0
    gaps: tuple[RewardGap, ...] = ()
    ending: tuple[EndingPoints, ...] = ()
    cards: tuple[CardLeft, ...] = ()
    serials: dict[str, str] = {}
    goods_names: dict[str, str] = {}

    @property
    def is_copy(self) -> bool:
        """Whether this is a reprint."""
        return self.copied_at > 0

    def goods_name(self, line: ReceiptLine) -> str:
        """What the line's goods are called here: in the reader's language, else as sold, else by number."""
        return self.goods_names.get(line.goods.sku) or line.goods.name or line.goods.sku

    def with_points(self, points: tuple[PointsChange, ...], member: str) -> ReceiptView:
        """The view after a member was attached to the sale: same goods and money, now with points."""
        receipt = msgspec.structs.replace(self.receipt, points=points)
        return msgspec.structs.replace(self, receipt=receipt, member=member)


def shown_member(name: str, card: str) -> str:
    """`Anna K. *8906` from a full name and card number, either of which may be empty; never the phone."""
    return " ".join(part for part in (short_name(name), f"*{card[-4:]}" if card else "") if part)
