"""A code of its own for one rule: the rule counts once the code was entered.

A programme earns 1 point a unit, and 5 with the code SUMMER: two rules, the second with this condition.
Spaces, dashes, case and look-alike letters do not matter unless the shop says so.
"""

from __future__ import annotations

from typing import ClassVar

from app.loyalty.conditions.base import Condition
from app.loyalty.reasons import Reason
from app.loyalty.selector import Selector
from app.loyalty.situation import Situation, code_key


class CodeEntered(Condition, frozen=True, kw_only=True, tag="code"):
    """The code was entered in this sale."""

    code: str
    codes: ClassVar[tuple[str, ...]] = ("code.needed",)

    def missing(self, goods: Selector, situation: Situation) -> Reason | None:  # noqa: ARG002 - a code has no goods
        return None if self.key(situation) in situation.codes else Reason("code.needed", 1, 0)

    def key(self, situation: Situation) -> str:
        """The code as codes are compared in this shop."""
        return code_key(self.code, case_sensitive=situation.policies.code_case == "sensitive")
