"""The member beside the basket, as data: points, progress, what this sale earns, rewards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from app.values.words import Message

RewardState = Literal["applied", "can", "waste", "not"]


@dataclass(frozen=True, slots=True)
class RewardRow:
    """One reward of one program, as this member stands in this sale.

    Attributes:
        detail: Its cost, or the one reason that stands in the way.
        mark: The key that toggles it in the chooser; empty where it cannot be used.
        toggle: Uses it or no longer uses it; None where it cannot be used.
    """

    names: dict[str, str]
    detail: Message | None
    state: RewardState
    icon: str = "ticket"
    mark: str = ""
    toggle: Callable[[], None] | None = None
    reasons: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberCard:
    """All that the member's panel shows.

    Attributes:
        name: First name and initial, or empty.
        known_by: End of the card, and how they were identified.
        points: Usable points of the main program, as text; `worth` is what they are worth, in minor units.
        progress: 0 to 1 towards `goal`; None where there is nothing to reach.
        earns: Points that this sale earns, as text; empty for none.
    """

    name: str
    known_by: Message
    tier: str
    program: dict[str, str]
    points: str
    worth: int
    progress: float | None
    goal: Message | None
    earns: str
    hint: Message | None
    rewards: tuple[RewardRow, ...]
