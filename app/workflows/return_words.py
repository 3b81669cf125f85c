"""What a return has to say before it happens: what the customer should know, and what a manager decides."""

from __future__ import annotations

from app.loyalty.returns import GivenBack
from app.sales.receipt import Receipt
from app.sales.returned import ReturnDocument
from app.values.money import Money
from app.values.numbers import decimal_text
from app.values.words import Message, msg
from app.workflows.acting import Acting
from app.workflows.return_rules import Need


def notices_of(document: ReturnDocument, given: GivenBack, receipt: Receipt) -> tuple[Message, ...]:
    """All that should be said of this return."""
    found = []
    if given.proportional:
        found.append(msg("The offers of that day can no longer be worked out: shares of what was paid go back."))
    if document.lines and not document.value_minor:
        found.append(msg("No money goes back: what stays costs as much as was paid."))
    if document.withheld_minor > 0:
        found.append(
            msg(
                "{amount} is kept back: coupons of this sale, or its points, were used meanwhile.",
                amount=Money(document.withheld_minor, document.currency),
            )
        )
    if document.withheld_minor < 0:
        paid_out = Money(-document.withheld_minor, document.currency)
        found.append(
            msg("{amount} that was kept back for the coupon goes back too. The coupon is gone.", amount=paid_out)
        )
    after = given.after.lines if given.after is not None else ()
    still = {line.goods.sku for line in after if line.free_by}
    for line in receipt.lines:
        if line.free_by and line.goods.sku not in still:
            found.append(msg("{name} was free with these goods: it comes back too.", name=line.goods.name))
    for back in document.points:
        if back.after_milli < 0:
            short = decimal_text(-back.after_milli, 3)
            found.append(msg("The balance goes below zero by {points}: the next points make it up.", points=short))
    if document.coupons:
        found.append(msg("The coupon may be used again until its own last day."))
    if any(token.kind == "coupon" for token in document.revoked):
        found.append(msg("The coupon that this sale gave ends with it."))
    return tuple(found)


def negative_needs(document: ReturnDocument, acting: Acting) -> tuple[Need, ...]:
    """Where the shop wants a manager to decide when points that were spent are taken back."""
    if acting.shop.settings.return_negative != "manager":
        return ()
    short = [back for back in document.points if back.taken_milli and back.after_milli < 0]
    if not short:
        return ()
    points = decimal_text(-short[0].after_milli, 3)
    return (
        Need("return.negative", msg("The balance would go below zero by {points}: a manager decides.", points=points)),
    )
