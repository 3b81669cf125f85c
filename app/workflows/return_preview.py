"""The preview of a return: money, points, coupons and tier, before anything happens.

What the customer keeps is priced again by the engine (`app.loyalty.returns`); nothing is worked out a second
time here. Keeping the return runs this again and writes its document.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from app.loyalty.returns import GivenBack, Sold, money_paid, preview_return
from app.loyalty.standing import Standing
from app.sales.basket import Basket, Goods
from app.sales.receipt import Receipt, Tender, Token
from app.sales.returned import ReturnDocument, ReturnedLine
from app.values.errors import Refusal
from app.values.money import Money
from app.values.numbers import divide_half_up, share_out
from app.values.words import msg
from app.workflows.acting import Acting
from app.workflows.ports import Reads
from app.workflows.refunding import refund
from app.workflows.return_codes import KeptBack, coupons_again, ended_coupons, ended_value
from app.workflows.return_points import points_back, reduced_by_money
from app.workflows.return_requests import ReturnPreview, ReturnRequest
from app.workflows.return_rules import check_sale, needs_for, returned_so_far, sold_line
from app.workflows.return_words import negative_needs, notices_of
from app.workflows.ring_up import cash_due
from app.workflows.shop_now import moment_of
from app.workflows.sold_again import sold_again
from app.workflows.tier_now import points_worth, tiers_after
from app.workflows.traded import paid_in_truth

_NO_GOODS = Goods("", "", 0)


class _Sale(msgspec.Struct, frozen=True):
    """A sale with what went back of it before."""

    receipt: Receipt
    sold: Sold
    given: GivenBack
    earlier: tuple[ReturnDocument, ...]


def preview(reads: Reads, request: ReturnRequest, acting: Acting) -> ReturnPreview:
    """What a return would give back; nothing happens.

    Raises:
        Refusal: `return.unknown`, `return.void`, `return.clock`, `return.nothing`, `return.no_line`,
            `return.free_item`, `return.too_many`, `return.fraction`, `return.gift_spent`, `return.amount`,
            `return.tender_reason`.
    """
    found = reads.receipt(request.sale)
    if found is None:
        raise Refusal("return.unknown", msg("That sale is not on this till. Nothing was changed."))
    receipt, fact = found
    check_sale(reads, receipt, fact, acting)
    earlier = tuple(document for document, _ in reads.returns_of_sale(receipt.sale))
    lines = _lines_of(receipt, request, earlier)
    sold = sold_again(reads, receipt, fact)
    sale = _Sale(receipt, sold, _given(sold, request, earlier), earlier)
    member = reads.receipt_member(receipt.sale)
    standing = reads.standing(member, moment_of(acting.shop, acting.at)) if member else Standing()
    document = _document(reads, request, acting, sale=sale, lines=lines, standing=standing)
    # Points go back to the account they were written to, also where that is one of several of this person.
    document = msgspec.structs.replace(document, member=member)
    sold_lines = tuple(line for line in receipt.lines if any(back.line == line.key for back in lines))
    needs = needs_for(sold_lines, fact, acting) + negative_needs(document, acting)
    tiers = tiers_after(reads, acting, standing, goods_minor=document.goods_minor, document=document, fact=fact)
    return ReturnPreview(document, tiers, needs, notices_of(document, sale.given, receipt))


def _lines_of(receipt: Receipt, request: ReturnRequest, earlier: Iterable[ReturnDocument]) -> tuple[ReturnedLine, ...]:
    """The goods that come back, each once, checked; amounts are settled later."""
    if not request.lines and request.amount_minor <= 0:
        raise Refusal("return.nothing", msg("Choose what comes back first."))
    if request.amount_minor and (request.lines or receipt.mode != "amount"):
        raise Refusal("return.amount", msg("A sum goes back only for a bill rung up elsewhere. Choose goods instead."))
    gone = returned_so_far(earlier)
    wanted: dict[str, int] = {}
    for back in request.lines:
        wanted[back.line] = wanted.get(back.line, 0) + back.quantity_milli
    reasons = {back.line: back.reason for back in request.lines}
    return tuple(
        ReturnedLine(key, sold_line(receipt, key, quantity, gone.get(key, 0)).goods, quantity, 0, reasons[key])
        for key, quantity in wanted.items()
    )


def _given(sold: Sold, request: ReturnRequest, earlier: tuple[ReturnDocument, ...]) -> GivenBack:
    """What the engine says goes back."""
    kept = _without(sold.basket, (line for document in earlier for line in document.lines))
    so_far = GivenBack(
        kept,
        sum(document.value_minor for document in earlier),
        _summed(earlier, taken=True),
        _summed(earlier, taken=False),
    )
    if request.amount_minor:
        left = money_paid(sold.quote) - so_far.refund_minor
        if request.amount_minor > left:
            over = Money(max(left, 0), sold.basket.currency)
            raise Refusal("return.amount", msg("At most {left} can go back of this sale.", left=over))
        return preview_return(sold, so_far, kept, request.amount_minor)
    now = _without(kept, (ReturnedLine(back.line, _NO_GOODS, back.quantity_milli, 0) for back in request.lines))
    return preview_return(sold, so_far, now)


def _without(basket: Basket, lines: Iterable[ReturnedLine]) -> Basket:
    for back in lines:
        line = basket.line(back.line)
        if line is not None:
            basket = basket.with_quantity(back.line, line.quantity_milli - back.quantity_milli)
    return basket


def _summed(earlier: Iterable[ReturnDocument], *, taken: bool) -> dict[str, int]:
    found: dict[str, int] = {}
    for document in earlier:
        for back in document.points:
            points = back.taken_milli if taken else back.restored_milli
            found[back.program] = found.get(back.program, 0) + points
    return found


def _document(
    reads: Reads,
    request: ReturnRequest,
    acting: Acting,
    *,
    sale: _Sale,
    lines: tuple[ReturnedLine, ...],
    standing: Standing,
) -> ReturnDocument:
    """The document as it would be kept, its number and new codes apart."""
    receipt, given, earlier = sale.receipt, sale.given, sale.earlier
    whole = not given.kept.lines or _all_paid_back(sale)
    points = points_back(reads, sale.sold, given, earlier, receipt=receipt, standing=standing)
    withheld = 0
    if acting.shop.settings.return_negative == "reduce":
        points, withheld = reduced_by_money(points, points_worth(acting.shop))
    lines = _with_amounts(lines, receipt, given.refund_minor)
    ending, kept_back = ended_coupons(reads, receipt, given, earlier)
    kept_back = _up_to(given.refund_minor - withheld, kept_back)
    coupons, paid_again = coupons_again(reads, receipt, given, earlier)
    withheld = min(withheld, given.refund_minor) + sum(minor for _, minor in (*kept_back, *paid_again))
    back_minor = given.refund_minor - withheld
    refunds, rounding, tokens = _refunds(reads, request, acting, sale=sale, amount_minor=back_minor, whole=whole)
    return ReturnDocument(
        id=request.document,
        till=receipt.till,
        epoch=receipt.epoch,
        sequence=0,
        currency=receipt.currency,
        sale=receipt.sale,
        sale_number=receipt.number,
        lines=lines,
        value_minor=given.refund_minor,
        withheld_minor=withheld,
        goods_minor=_goods_minor(sale, whole=whole),
        refund_minor=back_minor,
        rounding_minor=rounding,
        refunds=refunds,
        member=standing.member,
        points=points,
        coupons=coupons,
        revoked=ending + ended_value(reads, receipt, lines, earlier),
        kept_back=kept_back + paid_again,
        tokens=tuple(msgspec.structs.replace(token, member=standing.member) for token in tokens),
        whole=whole,
        proportional=given.proportional,
        reason=request.reason or (lines[0].reason if lines else ""),
        tender_reason=request.tender_reason,
        approved_by=request.approved_by,
        exchange=request.exchange,
    )


def _up_to(most_minor: int, amounts: KeptBack) -> KeptBack:
    """As much of the amounts as there is to keep back."""
    found, left = [], max(most_minor, 0)
    for code, minor in amounts:
        part = min(minor, left)
        left -= part
        if part:
            found.append((code, part))
    return tuple(found)


def _all_paid_back(sale: _Sale) -> bool:
    """For a bill rung up elsewhere: whether all that was paid has gone back."""
    before = sum(document.value_minor for document in sale.earlier)
    return sale.receipt.mode == "amount" and before + sale.given.refund_minor >= money_paid(sale.sold.quote)


def _goods_minor(sale: _Sale, *, whole: bool) -> int:
    """What the sale's total comes down by."""
    total, given = sale.receipt.total_minor, sale.given
    if whole:
        kept = 0
    elif given.after is not None:
        kept = given.after.total_minor
    else:
        kept = total - divide_half_up(total * _gone_gross(sale), max(_all_gross(sale), 1))
    return max(total - kept - sum(document.goods_minor for document in sale.earlier), 0)


def _gone_gross(sale: _Sale) -> int:
    gone = 0
    for line in sale.receipt.lines:
        left = sale.given.kept.line(line.key)
        quantity = line.quantity_milli - (left.quantity_milli if left else 0)
        gone += 0 if line.free_by else divide_half_up(line.gross_minor * quantity, line.quantity_milli)
    return gone


def _all_gross(sale: _Sale) -> int:
    return sum(line.gross_minor for line in sale.receipt.lines if not line.free_by)


def _with_amounts(lines: tuple[ReturnedLine, ...], receipt: Receipt, value_minor: int) -> tuple[ReturnedLine, ...]:
    """The lines with their shares of what goes back, by what each had come to."""
    if not lines:
        return lines
    sold = {line.key: line for line in receipt.lines}
    weights = [sold[line.line].gross_minor * line.quantity_milli // sold[line.line].quantity_milli for line in lines]
    if not sum(weights):
        weights = [1] * len(lines)
    shares = share_out(value_minor, [max(weight, 0) for weight in weights])
    return tuple(msgspec.structs.replace(line, amount_minor=share) for line, share in zip(lines, shares, strict=True))


def _refunds(
    reads: Reads, request: ReturnRequest, acting: Acting, *, sale: _Sale, amount_minor: int, whole: bool
) -> tuple[tuple[Tender, ...], int, tuple[Token, ...]]:
    """How it goes back: an exchange's new goods first, then what paid, or the tender that was asked for."""
    credit = min(amount_minor, request.exchange_minor)
    traded = (Tender("exchange", credit, reference=request.exchange),) if credit else ()
    paid = paid_in_truth(reads, sale.receipt, sale.earlier)
    tenders, rounding = refund(paid, amount_minor - credit, whole=whole, rounded=lambda due: cash_due(acting.shop, due))
    if not request.refund_as:
        return (*traded, *tenders), rounding, ()
    kept = tuple(tender for tender in tenders if tender.kind in {"gift_card", "store_credit"})
    money = amount_minor - credit - sum(tender.amount_minor for tender in kept)
    if not money:
        return (*traded, *kept), 0, ()
    if request.refund_as == "store_credit":
        token = Token("", "", "store_credit", money)
        return (*traded, *kept, Tender("store_credit", money)), 0, (token,)
    if not request.tender_reason and {tender.kind for tender in tenders} - {"gift_card", "store_credit"} != {
        request.refund_as
    }:
        raise Refusal("return.tender_reason", msg("Another tender than the one that paid needs a reason."))
    if request.refund_as == "card":
        return (*traded, *kept, Tender("card", money)), 0, ()
    cash = cash_due(acting.shop, money)
    return (*traded, *kept, Tender("cash", cash)), cash - money, ()
