"""A kept sale as it was priced: what a return needs to price what the customer keeps.

Programs, settings and policies are those that were known before the sale; what was used of the member's
standing lies in the sale's own fact.
"""

from __future__ import annotations

import msgspec

from app.facts.bodies import SaleCompleted
from app.facts.envelope import Fact
from app.facts.upcast import read_body
from app.loyalty.compile import compile_programs
from app.loyalty.moment import Moment
from app.loyalty.program import read_program
from app.loyalty.quote import Quote
from app.loyalty.returns import Sold
from app.loyalty.used_standing import UsedStanding, as_standing
from app.sales.basket import Basket, Line, ManualReduction
from app.sales.receipt import Receipt, ReceiptLine
from app.workflows.ports import Reads
from app.workflows.shop_now import policies_of


def basket_of(receipt: Receipt) -> Basket:
    """The basket that became this receipt; free products on top were never in it."""
    lines = tuple(
        Line(line.key, line.goods, line.quantity_milli, line.price_minor, _by_hand(line, receipt))
        for line in receipt.lines
        if not line.free_by
    )
    return Basket(
        id=receipt.sale,
        currency=receipt.currency,
        taxes=receipt.tax_profile,
        lines=lines,
        member=receipt.member,
        proof=receipt.proof,
        intents=receipt.intents,
        opened_at=receipt.opened_at,
        mode=receipt.mode,
    )


def _by_hand(line: ReceiptLine, receipt: Receipt) -> ManualReduction | None:
    """The line's own manual reduction: it acts before the share of one on the whole receipt."""
    given = [each.manual for each in line.reductions if each.manual is not None]
    if len(given) == 1 and given[0] == receipt.intents.reduction:
        return None
    return given[0] if given else None


def quote_of(receipt: Receipt) -> Quote:
    """What was agreed, as a quote."""
    stored = tuple(tender for tender in receipt.tenders if tender.kind in {"points", "gift_card", "store_credit"})
    return Quote(
        lines=receipt.lines,
        taxes=receipt.taxes,
        subtotal_minor=receipt.subtotal_minor,
        discount_minor=receipt.discount_minor,
        total_minor=receipt.total_minor,
        untaxed_minor=sum(line.net_minor for line in receipt.lines),
        tax_minor=sum(line.tax_minor for line in receipt.lines),
        tenders=stored,
        due_minor=receipt.total_minor - sum(tender.amount_minor for tender in stored),
        points=receipt.points,
        uses=receipt.uses,
        proven_best=receipt.proven_best,
        issues=tuple(token.program for token in receipt.tokens if token.kind == "coupon"),
    )


def sold_again(reads: Reads, receipt: Receipt, fact: Fact) -> Sold:
    """Everything that priced a sale, put together again."""
    settings = reads.settings_then(fact.stamp)
    policies = policies_of(settings)
    used = used_standing(fact)
    moment = Moment(used.priced_at or fact.at, fact.business_on, settings.zone, settings.return_days)
    published = [
        msgspec.structs.replace(read_program(row.program), version=row.version)
        for row in reads.programs_then(moment.at, fact.stamp)
    ]
    basket = basket_of(receipt)
    # The birthday is personal and is not kept with the sale: it is the member's own, as it is known now.
    birthday = reads.birthday_of(receipt.member) if receipt.member else None
    standing = as_standing(used, basket, birthday=birthday)
    return Sold(basket, standing, compile_programs(published, policies), policies, moment, quote_of(receipt))


def used_standing(fact: Fact) -> UsedStanding:
    """What was used of the member's standing when the sale was priced."""
    body = read_body(fact)
    return body.standing if isinstance(body, SaleCompleted) else UsedStanding()
