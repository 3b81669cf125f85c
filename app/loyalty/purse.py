"""The purse: how many points of each program may be spent in this sale, and how many were."""

from __future__ import annotations

from app.ledger.lots import usable_milli
from app.loyalty.compile import Ready
from app.loyalty.earning import earned, may_earn
from app.loyalty.reasons import Reason
from app.loyalty.situation import Situation

_PROOF_RANK = {"none": 0, "phone": 0, "card": 1, "manager": 2}


class Purse:
    """Points of the member while a sale is priced, thousandths per program."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self.spent: dict[str, int] = {}

    def usable(self, program: str) -> int:
        """Balance before this sale; may be below zero."""
        standing, now = self._situation.standing, self._situation.now
        return usable_milli(standing.lots.get(program, ()), now.at, now.business_on)

    def left(self, one: Ready) -> int:
        """What may still be spent now: balance, less what this sale spent, within the till's allowance."""
        spent = self.spent.get(one.id, 0)
        there = self.usable(one.id) - spent
        if self._situation.policies.same_sale_points == "spendable" and one.earns and may_earn(one, self._situation):
            there += earned(one, self._situation)[0]
        allowance = self._situation.standing.allowance_milli.get(one.id)
        return there if allowance is None else min(there, allowance - spent)

    def spend(self, program: str, points_milli: int) -> None:
        """Take points."""
        self.spent[program] = self.spent.get(program, 0) + points_milli

    def proof_reason(self, one: Ready, points_milli: int) -> Reason | None:
        """What identification is wanting for spending so many points; None where it suffices."""
        if not self._situation.policies.proof_required:
            return None
        wanted = one.program.proof
        if wanted == "manager" and points_milli <= one.program.proof_above_milli:
            wanted = "card"
        shown = max(
            _PROOF_RANK[self._situation.basket.proof], _PROOF_RANK[self._situation.standing.proof]
        )  # fmt: skip
        if wanted in {"manager", "live"} and shown < 2:
            return Reason("proof.manager", points_milli)
        if wanted == "card" and shown < 1:
            return Reason("proof.card", points_milli)
        return None

    def short_reason(self, one: Ready, needed_milli: int) -> Reason | None:
        """Why so many points cannot be spent; None where they can."""
        if self.left(one) >= needed_milli:
            return None
        balance = self.usable(one.id) - self.spent.get(one.id, 0)
        if balance >= needed_milli:
            return Reason("points.allowance", needed_milli, max(self.left(one), 0))
        return Reason("points.short", needed_milli, max(balance, 0))
