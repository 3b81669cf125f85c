"""Tiers: which one a sum spent reaches. Never by balance: that would punish spending.

Bronze from 0, silver from 10,000, gold from 20,000: with 8,000 spent and a sale of 3,000 it is silver, where
the sale in progress counts.
"""

from __future__ import annotations

from app.loyalty.program_shape import Program, TierStep


def tier_of(program: Program, spent_minor: int) -> TierStep | None:
    """The highest tier that is reached; None below the first."""
    reached = [step for step in program.tiers if spent_minor >= step.min_spent_minor]
    return max(reached, key=lambda step: step.min_spent_minor, default=None)
