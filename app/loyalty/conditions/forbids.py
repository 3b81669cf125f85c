"""Forbidden goods: the offer does not act while any line matches.

"No shoes in this sale"; "not with reduced goods": the reason names the articles that stand in the way.
"""

from __future__ import annotations

from typing import ClassVar

from app.loyalty.conditions.base import Condition
from app.loyalty.reasons import Reason, listed, says
from app.loyalty.selector import Selector
from app.loyalty.situation import Situation
from app.values.words import msg


class Forbids(Condition, frozen=True, kw_only=True, tag="forbids"):
    """No line may match `products`."""

    products: Selector
    codes: ClassVar[tuple[str, ...]] = ("goods.forbidden",)

    def missing(self, goods: Selector, situation: Situation) -> Reason | None:  # noqa: ARG002 - it names its own goods
        found = situation.book.matching(self.products)
        if not found:
            return None
        return Reason("goods.forbidden", 0, len(found), tuple(row.line.goods.name for row in found))


says("goods.forbidden", lambda r, _: msg("not together with {goods}", goods=listed(r.about)))
