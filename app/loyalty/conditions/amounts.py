"""What the rule's goods come to, in the tax basis asked for, before or after this sale's earlier offers."""

from __future__ import annotations

from typing import Literal

from app.loyalty.selector import Selector
from app.loyalty.situation import Situation

TaxBasis = Literal["default", "list", "net", "gross"]


def measured_amount(goods: Selector, situation: Situation, basis: TaxBasis) -> int:
    """Minor units of the goods the selector means.

    Undiscounted unless the policy `threshold_basis` tests on what earlier offers left. `default` takes the
    basis from the policy `threshold_tax_basis`.
    """
    book, policies = situation.book, situation.policies
    wanted = policies.threshold_tax_basis if basis == "default" else basis
    left = policies.threshold_basis == "discounted"
    if wanted == "list":
        return sum([row.left for row in book.matching(goods)]) if left else book.measure(goods)[1]
    amounts = [(row.plan, row.left if left else row.base) for row in book.matching(goods)]
    if wanted == "gross":
        return sum([plan.gross(amount) for plan, amount in amounts])
    return sum([plan.net(amount) for plan, amount in amounts])
