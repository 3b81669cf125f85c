"""Completing a sale: the one moment at which a basket becomes a receipt.

Inside the writing transaction the member's standing is read again. If it is what the shown price was
computed from, that price is kept as it is; if not, the sale is priced anew: refused with the new price
while no money was taken, and otherwise kept as shown, with an incident for the owner. Everything that
follows (printing, drawer, display) happens after the commit and can fail without undoing anything.
"""

from __future__ import annotations

import msgspec

from app.facts.bodies import SaleCompleted
from app.facts.effects.tokens import STORED
from app.facts.envelope import Fact
from app.loyalty.quote import Notice, Quote
from app.loyalty.situation import code_key
from app.loyalty.standing import Standing
from app.loyalty.used_standing import used_part
from app.people.codes import compact
from app.sales.basket import Basket, CodeIntent
from app.sales.receipt import Receipt, Tender, TenderKind
from app.values.clock import Instant
from app.values.errors import Refusal
from app.values.money import Money
from app.values.words import msg
from app.workflows.handing_out import promised, tokens_of
from app.workflows.ports import Books, Unit
from app.workflows.review.holds import check_sale
from app.workflows.ring_up import cash_due, quote_now, with_rights
from app.workflows.rows import ShiftRow
from app.workflows.shifts import ensure_shift
from app.workflows.shop_now import ShopNow, moment_of
from app.workflows.tokens_now import with_tokens


class Paid(msgspec.Struct, frozen=True):
    """Money on the counter: for cash what was handed over, for a card what was charged."""

    kind: TenderKind
    amount_minor: int
    reference: str = ""


class SaleRequest(msgspec.Struct, frozen=True):
    """All that completing needs.

    Attributes:
        shown: The quote on the screen, computed from `standing` at `priced_at`.
        money_taken: True once money has changed hands: then what was shown is kept.
        blank_cards: Gift cards that were scanned for lines that sell them, by line key.
        exchange: The return whose goods pay a part of it.
        approved_by: Staff id of a manager who allowed what the review holds.
    """

    basket: Basket
    paid: tuple[Paid, ...]
    shown: Quote
    standing: Standing
    shop: ShopNow
    staff: str
    at: Instant
    money_taken: bool = False
    blank_cards: dict[str, tuple[str, ...]] = {}
    exchange: str = ""
    approved_by: str = ""


class SaleDone(msgspec.Struct, frozen=True):
    """The sale is kept; `again` is True where it had been completed before."""

    receipt: Receipt
    fact: Fact
    notices: tuple[Notice, ...] = ()
    again: bool = False


class SaleChanged(Refusal):
    """What the member may have changed since the price was shown; `quote` and `standing` are the new ones."""

    def __init__(self, quote: Quote, standing: Standing) -> None:
        super().__init__(
            "sale.changed",
            msg("The member's points or offers have just changed. The price was worked out anew; look, then pay."),
        )
        self.quote = quote
        self.standing = standing


def complete_sale(books: Books, request: SaleRequest) -> SaleDone:
    """Keep the sale as a receipt, in one transaction.

    Completing the same basket again gives the first receipt back.

    Raises:
        Refusal: `sale.unresolved`, `sale.empty`, `sale.short`, `sale.overpaid`, `sale.changed`, `review.own_card`.
        NeedsManager: `review.often`, `review.changed`: again with `approved_by`.
        Trouble: it could not be saved; nothing is kept and no money should be taken.
    """
    _check_basket(request.basket)
    with books.unit_of_work() as unit:
        before = unit.receipt(request.basket.id)
        if before is not None:
            return SaleDone(before[0], before[1], again=True)
        return complete_in(unit, request)


def complete_in(unit: Unit, request: SaleRequest) -> SaleDone:
    """Keep the sale within a unit of work (see `complete_sale`)."""
    shift = ensure_shift(unit, request.shop, request.at, request.staff)
    quote, standing, incident = _agreed_quote(unit, request, shift)
    check_sale(
        unit,
        request.shop,
        request.basket.member,
        staff=request.staff,
        at=request.at,
        spends=any(change.spent_milli for change in quote.points),
        approved_by=request.approved_by,
    )
    _check_codes(unit, request.basket, quote, standing)
    tenders, rounding = settle(quote, request)
    receipt = _receipt(unit, request, quote, tenders)
    basket, shop = request.basket, request.shop
    receipt = msgspec.structs.replace(
        receipt,
        rounding_minor=rounding,
        incident=incident,
        lines=promised(receipt.lines, shift.business_on),
        tokens=tokens_of(unit, basket, quote, shop, blank=request.blank_cards, on=shift.business_on),
        coupons=_coupons_asked(basket, standing),
        exchange=request.exchange,
    )
    used = used_part(standing, basket, shop.programs, moment_of(shop, request.at, shift.business_on))
    fact = unit.record(
        SaleCompleted(receipt=receipt, standing=used),
        business_on=shift.business_on,
        staff=request.staff,
        at=request.at,
    )
    unit.drop_draft()
    unit.drop_held(basket.id)
    return SaleDone(receipt, fact, quote.notices)


def _coupons_asked(basket: Basket, standing: Standing) -> tuple[tuple[str, str], ...]:
    """Single-use coupons that were entered and are held, each with its program."""
    asked = {code_key(intent.code) for intent in basket.intents.asked if isinstance(intent, CodeIntent)}
    return tuple((code, program) for code, program in sorted(standing.coupons.items()) if code_key(code) in asked)


def _check_codes(unit: Unit, basket: Basket, quote: Quote, standing: Standing) -> None:
    """What a gift card pays must be on it now, and a coupon that acts must still be there, whatever was shown."""
    for tender in quote.tenders:
        if tender.kind in STORED:
            value = standing.stored.get(tender.reference)
            there = value.balance_minor if value is not None else 0
            if there < tender.amount_minor:
                has = Money(there, basket.currency)
                raise Refusal(
                    "stored.short",
                    msg("There are only {has} left on {code}. Take another tender.", has=has, code=tender.reference),
                )
    acted = {use.program for use in quote.uses}
    for intent in basket.intents.asked:
        if not isinstance(intent, CodeIntent):
            continue
        row = unit.token(compact(intent.code))
        if row is not None and row.kind == "coupon" and row.program in acted and row.units < 1:
            raise Refusal("coupon.used", msg("Coupon {code} was used already. Take it out of the sale.", code=row.code))


def _check_basket(basket: Basket) -> None:
    if basket.unresolved:
        position = sorted([int(line.key) for line in basket.lines] + [int(row.key) for row in basket.unresolved])
        place = position.index(int(basket.unresolved[0].key)) + 1
        raise Refusal(
            "sale.unresolved",
            msg("Line {place} is not identified. Press Enter to fix it, then F12.", place=place),
        )
    if not basket.lines:
        raise Refusal("sale.empty", msg("Nothing to pay yet. Scan an item first."))


def _agreed_quote(unit: Unit, request: SaleRequest, shift: ShiftRow) -> tuple[Quote, Standing, str]:
    """The quote that both sides agreed to, the standing now, and an incident's code where it changed under it."""
    basket, shop = request.basket, request.shop
    moment = moment_of(shop, request.at, shift.business_on)
    staff = shop.staff.get(request.staff)
    standing = with_rights(unit.standing(basket.member, moment), basket, staff)
    standing = with_tokens(standing, unit, basket, shop=shop, moment=moment)
    if standing == request.standing:
        return request.shown, standing, ""
    anew = quote_now(basket, shop, standing, request.at)
    if anew == request.shown:
        return anew, standing, ""
    if not request.money_taken:
        raise SaleChanged(anew, standing)
    return request.shown, standing, "standing_changed"


def settle(quote: Quote, request: SaleRequest) -> tuple[tuple[Tender, ...], int]:
    """What paid, and the cash rounding.

    Returns:
        Points and other stored value first, then money in the order it was taken; and the signed rounding:
        cash pays `due + rounding`.
    """
    stored = quote.tenders
    currency = request.basket.currency
    if request.basket.mode == "amount":
        elsewhere = (Tender("elsewhere", quote.due_minor),) if quote.due_minor else ()
        return (*stored, *elsewhere), 0
    cards = tuple(
        Tender(paid.kind, paid.amount_minor, reference=paid.reference) for paid in request.paid if paid.kind != "cash"
    )
    left = quote.due_minor - sum(tender.amount_minor for tender in cards)
    given = sum(paid.amount_minor for paid in request.paid if paid.kind == "cash")
    if left < 0:
        raise Refusal("sale.overpaid", msg("The card was charged {over} too much.", over=Money(-left, currency)))
    cash = cash_due(request.shop, left) if given or left else 0
    if given < cash:
        raise Refusal("sale.short", msg("Still to pay: {left}.", left=Money(cash - given, currency)))
    money = (*cards, Tender("cash", cash, given_minor=given)) if cash or given else cards
    return (*stored, *money), cash - left


def _receipt(unit: Unit, request: SaleRequest, quote: Quote, tenders: tuple[Tender, ...]) -> Receipt:
    basket, identity = request.basket, unit.identity()
    return Receipt(
        sale=basket.id,
        till=identity.till,
        epoch=identity.epoch,
        sequence=unit.next_sequence(),
        currency=basket.currency,
        lines=quote.lines,
        taxes=quote.taxes,
        subtotal_minor=quote.subtotal_minor,
        discount_minor=quote.discount_minor,
        total_minor=quote.total_minor,
        tenders=tenders,
        member=basket.member,
        proof=basket.proof,
        points=quote.points,
        uses=quote.uses,
        intents=basket.intents,
        tax_profile=basket.taxes,
        mode=basket.mode,
        opened_at=basket.opened_at,
        proven_best=quote.proven_best,
    )
