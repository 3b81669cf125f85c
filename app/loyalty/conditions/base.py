"""What every condition is."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from app.loyalty.reasons import Reason
from app.loyalty.selector import Selector
from app.loyalty.situation import Situation


class Condition(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="type"
):
    """One condition of a rule.

    Attributes:
        codes: Reasons it may give (not part of the data).
    """

    codes: ClassVar[tuple[str, ...]] = ()

    def missing(self, goods: Selector, situation: Situation) -> Reason | None:
        """None where it holds over the goods the rule names, else what is missing."""
        raise AssertionError(f"{type(self).__name__} decides nothing about {goods} in {situation}")

    def needs_goods(self) -> bool:
        """Whether it can only hold when at least one line of the rule's goods is there."""
        return False


def names_of(goods: Selector) -> tuple[str, ...]:
    """What to call the goods of a selector in a sentence; empty for all goods."""
    return goods.skus + goods.categories + goods.tags
