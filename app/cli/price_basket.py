"""A basket written as JSON: the shape, and how it becomes a basket of this shop."""

from __future__ import annotations

import datetime as dt

import msgspec

from app.sales.basket import Basket, CodeIntent, Goods, Intent, Intents, Line, Proof, RewardIntent
from app.values.clock import Instant, instant
from app.values.errors import Refusal
from app.values.numbers import LARGEST_MINOR, line_amount, parse_decimal
from app.values.words import msg
from app.workflows.entry import LARGEST_TYPED_MILLI
from app.workflows.ports import Reads
from app.workflows.ring_up import MOST_LINES
from app.workflows.shop_now import ShopNow


class WishedLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line: an article of the shop by sku or barcode, or goods of its own with name and price."""

    sku: str
    quantity: str | int = 1
    price: str | int | None = None
    name: str = ""
    unit: str = "pc"
    category: str = ""
    tags: tuple[str, ...] = ()
    taxes: tuple[str, ...] = ()


class WishedReward(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A reward that is asked for; `times` 0 is as often as is useful, `points` 0 all that are."""

    program: str
    reward: str
    times: int = 1
    points: str | int = 0
    choice: str = ""


class Wish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A basket as it is asked about.

    Attributes:
        member: Card, phone, member id or external number.
        at: ISO 8601 with its offset; empty is now.
    """

    lines: tuple[WishedLine, ...]
    member: str = ""
    proof: Proof = "card"
    codes: tuple[str, ...] = ()
    rewards: tuple[WishedReward, ...] = ()
    refuse: tuple[str, ...] = ()
    at: str = ""

    def instant(self) -> Instant:
        """When; 0 for now."""
        if not self.at:
            return 0
        try:
            return instant(dt.datetime.fromisoformat(self.at))
        except ValueError as error:
            raise Refusal(
                "usage.instant",
                msg("{text} is no moment with its offset. Write it like 2026-12-01T08:00+01:00.", text=self.at),
            ) from error


def read_wish(data: bytes) -> Wish:
    """Read the file, or say what is wrong with it."""
    try:
        return msgspec.json.decode(data, type=Wish)
    except msgspec.DecodeError as error:
        raise Refusal("usage.basket", msg("The basket cannot be read: {why}.", why=str(error))) from error


def to_basket(wish: Wish, reads: Reads, shop: ShopNow, at: Instant) -> Basket:
    """The basket that is meant, with the shop's own prices where the wish names none.

    Raises:
        Refusal: `usage.basket` for what no till would ring up: too many lines, too much of one, half a piece.
    """
    if len(wish.lines) > MOST_LINES:
        raise Refusal(
            "usage.basket",
            msg("The basket has {count} lines; a till takes {most}.", count=len(wish.lines), most=MOST_LINES),
        )
    lines = tuple(_line(str(place), wished, reads, shop) for place, wished in enumerate(wish.lines, 1))
    member = ""
    if wish.member:
        from app.cli.history import member_named

        member = member_named(reads, wish.member)
    rewards = (
        RewardIntent(reward.program, reward.reward, reward.times, _figure(reward.points, 3), reward.choice)
        for reward in wish.rewards
    )
    asked: tuple[Intent, ...] = (*map(CodeIntent, wish.codes), *rewards)
    return Basket(
        id="price",
        currency=shop.settings.currency,
        taxes=shop.taxes,
        lines=lines,
        member=member,
        proof=wish.proof if member else "none",
        intents=Intents(asked=asked, refused=wish.refuse),
        opened_at=at,
        next_key=len(lines) + 1,
    )


def _line(key: str, wished: WishedLine, reads: Reads, shop: ShopNow) -> Line:
    row = reads.product_by_code(wished.sku)
    price = None if wished.price is None else _figure(wished.price, shop.digits)
    if row is not None:
        goods = row.goods
    elif price is not None:
        unknown = [tax for tax in wished.taxes if tax not in {known.id for known in shop.taxes.taxes}]
        if unknown:
            raise Refusal("usage.basket", msg("There is no tax named {tax} in the settings.", tax=unknown[0]))
        goods = Goods(
            sku=wished.sku,
            name=wished.name or wished.sku,
            price_minor=price,
            unit=wished.unit,
            category=wished.category,
            tags=wished.tags,
            taxes=wished.taxes,
        )
    else:
        raise Refusal("usage.basket", msg("Article {sku} is not on the price list; give it a price.", sku=wished.sku))
    quantity = _figure(wished.quantity, 3)
    if quantity <= 0:
        raise Refusal("usage.basket", msg("A quantity must be more than 0: {sku}.", sku=wished.sku))
    line = Line(key, goods, quantity, goods.price_minor if price is None else price)
    _check_size(line, str(wished.quantity))
    return line


def _check_size(line: Line, told: str) -> None:
    """The counter's own limits: what it refuses to ring up is not priced here either."""
    name = line.goods.name or line.goods.sku
    if line.quantity_milli % 1000 and line.goods.unit == "pc":
        raise Refusal(
            "usage.basket",
            msg("{name} is sold by the piece: {text} of it cannot be sold. Give a whole number.", name=name, text=told),
        )
    if line.quantity_milli > LARGEST_TYPED_MILLI:
        raise Refusal(
            "usage.basket", msg("{text} of {name} is more than a till can sell at once (9,999).", name=name, text=told)
        )
    if line_amount(line.price_minor, line.quantity_milli) > LARGEST_MINOR:
        raise Refusal(
            "usage.basket", msg("{text} of {name} would cost more than a till can sell at once.", name=name, text=told)
        )


def _figure(told: str | int, digits: int) -> int:
    value = parse_decimal(str(told), digits)
    if value is None or value < 0:
        raise Refusal("usage.basket", msg("{text} is no figure here.", text=str(told)))
    return value
