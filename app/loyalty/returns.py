"""Returns: what goes back when goods come back.

What the customer keeps is priced again under the programs of the receipt; the difference goes back: money,
points earned (taken back), points spent (given back). So many partial returns come to the same as one full
return, in any order, and a full return brings money and points back to where they were.

Worked: two units at 10.00, 1 point per 1.00: 20 points. One comes back: 10.00 and 10 points. A reward "5.00
off from 15.00" falls away with it: the unit kept costs 10.00 instead of 7.50, so 5.00 goes back, not 7.50.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from app.loyalty.compile import ProgramSet
from app.loyalty.moment import Moment
from app.loyalty.policies import Policies
from app.loyalty.price import price
from app.loyalty.quote import Quote
from app.loyalty.selector import Selector
from app.loyalty.standing import Standing
from app.sales.basket import Basket, ManualReduction
from app.values.numbers import MILLI, divide_half_up


class Sold(msgspec.Struct, frozen=True):
    """A completed sale with all that priced it."""

    basket: Basket
    standing: Standing
    programs: ProgramSet
    policies: Policies
    now: Moment
    quote: Quote


class GivenBack(msgspec.Struct, frozen=True, omit_defaults=True):
    """What went back so far, or goes back now.

    Attributes:
        kept: What the customer keeps.
        refund_minor: Money, never more than was paid.
        taken_milli: Earned points taken back, per program.
        restored_milli: Spent points given back, per program.
        proportional: Whether the share of what was paid counted instead of a new price.
        after: What is kept, priced again; None where it was not.
    """

    kept: Basket
    refund_minor: int = 0
    taken_milli: dict[str, int] = {}
    restored_milli: dict[str, int] = {}
    proportional: bool = False
    after: Quote | None = None


def preview_return(sold: Sold, so_far: GivenBack, kept: Basket, amount_minor: int = 0) -> GivenBack:
    """What a return gives back; nothing happens yet.

    Args:
        sold: The sale.
        so_far: What earlier returns of it gave back (`GivenBack(sold.basket)` for none).
        kept: The sale's basket without everything returned so far and now.
        amount_minor: Instead of goods, a sum of money given back, tax included.

    Returns:
        What goes back now.
    """
    paid = money_paid(sold.quote)
    again = price(sold.basket, sold.standing, sold.programs, sold.policies, sold.now)
    faithful = money_paid(again) == paid and _moved(again) == _moved(sold.quote)
    if amount_minor:
        after = _after_amount(sold, so_far.refund_minor + amount_minor)
        back = min(amount_minor, paid - so_far.refund_minor)
    elif faithful:
        after = price(kept, sold.standing, sold.programs, sold.policies, sold.now)
        back = max(min(paid - money_paid(after), paid) - so_far.refund_minor, 0)
    else:
        after = None
        back = max(_share(paid, sold, kept) - so_far.refund_minor, 0)
    total_back = so_far.refund_minor + back
    taken = {}
    restored = {}
    for change in sold.quote.points:
        name = change.program
        kept_points = next((c for c in after.points if c.program == name), None) if after is not None else None
        earned, spent = change.earned_milli, change.spent_milli
        if sold.policies.refund_points == "floor_of_refund":
            due = min(_earned_by(sold, name, back), earned - so_far.taken_milli.get(name, 0))
        elif sold.policies.refund_points == "proportional" or after is None:
            due = _part(earned, total_back, paid) - so_far.taken_milli.get(name, 0)
        else:
            due = earned - (kept_points.earned_milli if kept_points else 0) - so_far.taken_milli.get(name, 0)
        if due > 0:
            taken[name] = due
        if sold.policies.refund_spent_points == "proportional" or after is None:
            owed = _part(spent, total_back, paid)
        else:
            owed = spent - (kept_points.spent_milli if kept_points else 0)
        owed -= so_far.restored_milli.get(name, 0)
        if owed > 0:
            restored[name] = owed
    return GivenBack(kept, back, taken, restored, after is None, after)


def added(so_far: GivenBack, now: GivenBack) -> GivenBack:
    """Both together."""
    return GivenBack(
        now.kept,
        so_far.refund_minor + now.refund_minor,
        _sum(so_far.taken_milli, now.taken_milli),
        _sum(so_far.restored_milli, now.restored_milli),
        so_far.proportional or now.proportional,
    )


def kept_after(kept: Basket, returned_milli: dict[str, int]) -> Basket:
    """The basket without returned goods.

    Args:
        kept: What the customer had until now.
        returned_milli: Quantity by sku, thousandths; later lines give first.
    """
    missing = dict(returned_milli)
    for line in reversed(kept.lines):
        back = min(missing.get(line.goods.sku, 0), line.quantity_milli)
        if back:
            missing[line.goods.sku] -= back
            kept = kept.with_quantity(line.key, line.quantity_milli - back)
    return kept


def money_paid(quote: Quote) -> int:
    """What was paid in money and stored value: all but points."""
    return quote.total_minor - sum(tender.amount_minor for tender in quote.tenders if tender.kind == "points")


def _moved(quote: Quote) -> list[tuple[str, int, int]]:
    """What a quote does to points: activation and expiry may differ by the moment it was worked out."""
    return [(change.program, change.spent_milli, change.earned_milli) for change in quote.points]


def _after_amount(sold: Sold, back_minor: int) -> Quote:
    """The sale as if so much less had been asked for it."""
    gross = sold.quote.total_minor
    listed = sum(line.total_minor for line in sold.quote.lines)
    less = divide_half_up(back_minor * listed, gross) if gross else 0
    before = sold.basket.intents.reduction
    if before is not None and before.kind == "amount":
        less += int(before.value)
    reduction = ManualReduction("amount", Decimal(less), "refund", "")
    reduced = sold.basket.wishing(reduction=reduction)
    return price(reduced, sold.standing, sold.programs, sold.policies, sold.now)


def _share(paid: int, sold: Sold, kept: Basket) -> int:
    """What the returned goods cost of what was paid, by what each line came to."""
    back = whole = 0
    for line in sold.quote.lines:
        if line.free_by:
            continue
        left = kept.line(line.key)
        gone = line.quantity_milli - (left.quantity_milli if left else 0)
        whole += line.gross_minor
        back += divide_half_up(line.gross_minor * gone, line.quantity_milli)
    return _part(paid, back, whole)


class _Amount:
    """A sum of money as the only thing that earns."""

    def __init__(self, amount_minor: int) -> None:
        self._amount = amount_minor

    def amount(self, goods: Selector) -> int:  # noqa: ARG002 - all of it earns
        return self._amount

    def units(self, goods: Selector) -> int:  # noqa: ARG002 - money has no units
        return 0

    def carried(self) -> int:
        return 0


def _earned_by(sold: Sold, program: str, amount_minor: int) -> int:
    """What a sum of money would have earned, in whole points."""
    one = sold.programs.get(program)
    rules = one.program.rules if one is not None else ()
    points = sum(
        rule.earn.earned(rule.products, _Amount(amount_minor))[0]
        for rule in rules
        if rule.earn is not None and hasattr(rule.earn, "per_minor")
    )
    return points // MILLI * MILLI


def _part(amount: int, above: int, below: int) -> int:
    return divide_half_up(amount * above, below) if below else amount


def _sum(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {name: one.get(name, 0) + other.get(name, 0) for name in {**one, **other}}
