"""Replay: real baskets of the past, sold one by one through the same workflows as at the till.

Every basket becomes one receipt and every source line one line of it: quantity 1 at what it came to, paid in
cash, at the instant and on the business date of the file. A basket's sale id follows from the shop and the
basket's number, so that a replay that was broken off goes on where it stopped, and one that is done changes
nothing when it is run again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, Protocol

import msgspec

from app.loyalty.moment import Moment
from app.loyalty.program import Program
from app.loyalty.rewards.points_payment import PointsPayment
from app.sales.basket import Basket, Goods, Intent, Intents, Line, RewardIntent
from app.sales.receipt import Receipt
from app.settings.shop import ShopSettings
from app.values.clock import Instant
from app.values.ids import named_id
from app.values.numbers import MILLI
from app.workflows.acting import Acting
from app.workflows.complete_sale import Paid, SaleRequest, complete_sale
from app.workflows.members import Joining, enrol_in
from app.workflows.ports import Books, Reads
from app.workflows.programs import publish_program
from app.workflows.replay_lines import SourceBasket, SourceProduct
from app.workflows.ring_up import quote_now, with_rights
from app.workflows.shifts import close_shift, open_on
from app.workflows.shop_now import ShopNow, load_shop

Redeem = Literal["none", "greedy"]
_UNKNOWN = SourceProduct("", "")


class Stage(Protocol):
    """A clock that can be put where the file says."""

    at: Instant


class ReplayResult(msgspec.Struct):
    """What the baskets came to.

    Attributes:
        net_minor: What the lines came to before rewards.
        earned_milli, redeemed_milli, expired_milli, outstanding_milli: Points, the last two as of the day after
            the last basket.
        cost_minor: What the redeemed points gave.
        resumed: Baskets that had been sold by an earlier run.
    """

    baskets: int = 0
    lines: int = 0
    customers: int = 0
    net_minor: int = 0
    earned_milli: int = 0
    redeemed_milli: int = 0
    expired_milli: int = 0
    outstanding_milli: int = 0
    cost_minor: int = 0
    resumed: int = 0


def replay_settings() -> ShopSettings:
    """The terms of a shop made for a replay: dollars, New York, no tax, no cash rounding, no proof asked."""
    return ShopSettings(
        name="Replay", currency="USD", country="US", zone="America/New_York", taxes=(), proof_required=False
    )


class Replay:
    """Sells baskets of a file through a shop's books."""

    def __init__(
        self,
        books: Books,
        clock: Stage,
        *,
        products: Mapping[str, SourceProduct] | None = None,
        redeem: Redeem = "none",
    ) -> None:
        self._books = books
        self._clock = clock
        self._products = products or {}
        self._redeem = redeem
        self._goods: dict[tuple[str, int], Goods] = {}
        self._members: dict[str, str] = {}
        self._day: dt.date | None = None
        self._result = ReplayResult()

    def run(
        self,
        baskets: Sequence[SourceBasket],
        program: Program | None = None,
        progress: Callable[[int, int], None] = lambda *_: None,
    ) -> ReplayResult:
        """Sell them in order; returns what they came to.

        Args:
            program: Published first, in force from the first basket on.
            progress: Called with baskets sold and baskets in all.
        """
        self._result = ReplayResult()
        if not baskets:
            return self._result
        shop = self._open(baskets[0], program)
        for count, basket in enumerate(baskets):
            if self._day != basket.business_on:
                shop = self._begin_day(basket, shop)
            if count % 100 == 0:
                progress(count, len(baskets))
            self._sell(basket, shop)
        progress(len(baskets), len(baskets))
        self._balance(baskets[-1], shop)
        return self._result

    def _open(self, first: SourceBasket, program: Program | None) -> ShopNow:
        self._clock.at = first.at
        with self._books.reads() as reads:
            shop = load_shop(reads, first.at)
        if program is not None:
            publish_program(self._books, program, Acting(shop, "", first.at), first.at, loss_accepted=True)
            with self._books.reads() as reads:
                shop = load_shop(reads, first.at)
        return shop

    def _begin_day(self, basket: SourceBasket, shop: ShopNow) -> ShopNow:
        """Close the shift of another day and open one for this; nothing where the day was replayed before."""
        self._clock.at = basket.at
        with self._books.reads() as reads:
            shift = reads.open_shift()
            is_done = reads.receipt(self._sale_id(basket, shop)) is not None
        if not is_done and (shift is None or shift.business_on != basket.business_on):
            if shift is not None:
                close_shift(self._books, "", basket.at)
            with self._books.unit_of_work() as unit:
                shift = open_on(unit, basket.business_on, basket.at, "")
        self._day = basket.business_on
        return msgspec.structs.replace(shop, shift=shift)

    def _sell(self, source: SourceBasket, shop: ShopNow) -> None:
        self._clock.at = source.at
        moment = Moment(source.at, source.business_on, shop.settings.zone, shop.settings.return_days)
        member = self._member(source, shop)
        basket = self._basket(source, shop, member)
        with self._books.reads() as reads:
            found = reads.receipt(basket.id)
            standing = with_rights(reads.standing(member, moment), basket, None)
        if found is not None:
            self._result.resumed += 1
            self._count(source, found[0])
            return
        if self._redeem == "greedy" and any(standing.lots.values()):
            basket = basket.wishing(asked=_all_rewards(shop))
        quote = quote_now(basket, shop, standing, source.at)
        request = SaleRequest(
            basket=basket,
            paid=(Paid("cash", quote.due_minor),),
            shown=quote,
            standing=standing,
            shop=shop,
            staff="",
            at=source.at,
        )
        self._count(source, complete_sale(self._books, request).receipt)

    def _member(self, source: SourceBasket, shop: ShopNow) -> str:
        member = self._members.get(source.household)
        if member is None:
            with self._books.reads() as reads:
                member = reads.find_member(source.household)
            if member is None:
                acting = Acting(shop, "", source.at)
                with self._books.unit_of_work() as unit:
                    member = enrol_in(unit, Joining(external=source.household), acting)
            self._members[source.household] = member
        return member

    def _basket(self, source: SourceBasket, shop: ShopNow, member: str) -> Basket:
        lines = tuple(
            Line(str(place), self._product(product, amount), MILLI, amount)
            for place, (product, amount) in enumerate(source.lines, 1)
        )
        return Basket(
            id=self._sale_id(source, shop),
            currency=shop.settings.currency,
            taxes=shop.taxes,
            lines=lines,
            member=member,
            proof="card",
            intents=Intents(),
            opened_at=source.at,
            next_key=len(lines) + 1,
        )

    def _product(self, product: str, amount: int) -> Goods:
        goods = self._goods.get((product, amount))
        if goods is None:
            known = self._products.get(product, _UNKNOWN)
            goods = Goods(sku=product, name=known.name or product, price_minor=amount, category=known.category)
            self._goods[product, amount] = goods
        return goods

    @staticmethod
    def _sale_id(source: SourceBasket, shop: ShopNow) -> str:
        return named_id(shop.identity.shop, "basket", source.id)

    def _count(self, source: SourceBasket, receipt: Receipt) -> None:
        result = self._result
        result.baskets += 1
        result.lines += len(source.lines)
        result.net_minor += source.net_minor
        spending = {change.program for change in receipt.points if change.spent_milli}
        result.earned_milli += sum(change.earned_milli for change in receipt.points)
        result.redeemed_milli += sum(change.spent_milli for change in receipt.points)
        result.cost_minor += sum(use.amount_minor for use in receipt.uses if use.program in spending)
        result.cost_minor += sum(tender.amount_minor for tender in receipt.tenders if tender.kind == "points")

    def _balance(self, last: SourceBasket, shop: ShopNow) -> None:
        """Expired and outstanding points, as of the day after the last basket."""
        day = last.business_on + dt.timedelta(days=1)
        moment = Moment(last.at + 24 * 3_600_000, day, shop.settings.zone)
        self._result.customers = len(self._members)
        with self._books.reads() as reads:
            for member in self._members.values():
                expired, outstanding = points_left(reads, member, moment)
                self._result.expired_milli += expired
                self._result.outstanding_milli += outstanding


def points_left(reads: Reads, member: str, moment: Moment) -> tuple[int, int]:
    """Points of a member that have expired, and points that are still there, both in thousandths."""
    expired = outstanding = 0
    for statement in reads.statements(member, moment):
        expired -= sum(row.points_milli for row in statement.rows if row.kind == "expire")
        outstanding += statement.closing_milli
    return expired, outstanding


def _all_rewards(shop: ShopNow) -> tuple[Intent, ...]:
    """Every reward that costs points, as often as is useful."""
    return tuple(
        RewardIntent(program.id, reward.id, times=0)
        for program in shop.published
        for reward in program.rewards
        if reward.cost_milli or isinstance(reward, PointsPayment)
    )
