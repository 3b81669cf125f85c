"""The shape of a program: one offer of the shop, from a plain discount to a points scheme.

Rules say when it counts and how much it earns, rewards what it gives, the rest when, to whom, how often and
together with what. Money is whole minor units (`*_minor`), points and quantities are thousandths (`*_milli`),
percentages are decimal strings. A published program is never changed: a new version replaces it.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from app.loyalty.accruals.registry import AnyAccrual
from app.loyalty.audience import EVERYONE, Audience
from app.loyalty.conditions.registry import AnyCondition
from app.loyalty.occasion import Occasion
from app.loyalty.points_options import PointsOptions
from app.loyalty.program_limits import UNLIMITED, Limits
from app.loyalty.rewards.registry import AnyReward
from app.loyalty.schedule import ALWAYS, Schedule
from app.loyalty.selector import EVERYTHING, Selector
from app.loyalty.tier_options import TierOptions

SCHEMA = 1
"""Version of the shape below; `program_reading` takes older ones up to it."""

Kind = Literal[
    "promotion", "coupon", "points", "gift_card", "wallet", "next_order", "buy_x_get_y", "tier", "points_boost",
]  # fmt: skip
Trigger = Literal["automatic", "code", "claim", "card"]
ProgramProof = Literal["none", "card", "manager", "live"]


class Rule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """When the program counts; of several rules any one suffices, and each that holds earns.

    Attributes:
        products: The goods its conditions and its earning are measured over.
        conditions: All must hold.
        requires: Further rules that must hold too.
        audience: Whom this rule is for, besides the program's audience.
        earn: Points it earns.
    """

    products: Selector = EVERYTHING
    conditions: tuple[AnyCondition, ...] = ()
    requires: tuple[Rule, ...] = ()
    audience: Audience = EVERYONE
    earn: AnyAccrual | None = None


class Combination(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What the program may act together with.

    Attributes:
        exclusive: It acts alone.
        group: Of one group only one program acts.
        combines_with: Programs of the same lane it may stand beside where the lane takes one; `*` for any.
        not_with: Programs it never acts together with.
    """

    exclusive: bool = False
    group: str = ""
    combines_with: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()


FREELY = Combination()


class Boost(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """More points of another program: multiplied and cut to whole points, or so many on top."""

    target: str
    percent: int = 100
    extra_milli: int = 0


class TierStep(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A tier and what it takes to be in it."""

    name: str
    min_spent_minor: int
    names: dict[str, str] = {}


class Program(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One offer.

    Attributes:
        id: Stable over all versions.
        schema: Shape of this record.
        version: Given when it is published.
        names: What people call it, by language.
        trigger: `automatic` (as soon as a rule holds), `code` (after its code), `claim` (its rewards only when
            asked for), `card` (stored value).
        applies: `current` this sale, `future` a coupon for a later one, `both` for points.
        priority: Higher acts first.
        code: What is entered, for trigger `code`.
        points: How its points behave, where it has any.
        boost: For kind `points_boost`.
        tiers: For kind `tier`, in rising order; `tiering` says over what time and how a tier is lost, without
            it all that was ever spent counts.
        occasion: What gives each member a coupon of this program by itself (welcome, birthday, referral ...).
        proof: What spending asks for; earning never asks.
        proof_above_milli: With proof `manager`: from so many points on; below, a card is enough.
        cancel_frees_use: A voided sale gives the use back.
        per_card: The points lie on the card that was entered, not on the member.
        words: Further texts by purpose and language: `points` (what its points are called), `how`.
    """

    id: str
    schema: int = SCHEMA
    version: int = 0
    names: dict[str, str] = {}
    kind: Kind = "promotion"
    trigger: Trigger = "automatic"
    applies: Literal["current", "future", "both"] = "current"
    enabled: bool = True
    priority: int = 0
    code: str = ""
    audience: Audience = EVERYONE
    schedule: Schedule = ALWAYS
    rules: tuple[Rule, ...] = ()
    rewards: tuple[AnyReward, ...] = ()
    limits: Limits = UNLIMITED
    combination: Combination = FREELY
    points: PointsOptions | None = None
    boost: Boost | None = None
    tiers: tuple[TierStep, ...] = ()
    tiering: TierOptions | None = None
    occasion: Occasion | None = None
    proof: ProgramProof = "card"
    proof_above_milli: int = 0
    cancel_frees_use: bool = True
    per_card: bool = False
    words: dict[str, dict[str, str]] = {}
