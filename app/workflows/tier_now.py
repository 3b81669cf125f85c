"""A member's tier now and after a return, and what a point is worth where one is turned into money."""

from __future__ import annotations

from fractions import Fraction

from app.facts.envelope import Fact
from app.loyalty.program import Program, TierStep
from app.loyalty.rewards.points_payment import PointsPayment
from app.loyalty.standing import Standing
from app.loyalty.tier_history import DayAmount, tier_held
from app.loyalty.tier_options import TierOptions
from app.loyalty.tiers import tier_of
from app.sales.returned import ReturnDocument
from app.workflows.acting import Acting
from app.workflows.ports import Reads
from app.workflows.return_requests import TierBack
from app.workflows.shop_now import ShopNow
from app.workflows.way_back_rows import DayOfMember


def tiers_after(
    reads: Reads, acting: Acting, standing: Standing, *, goods_minor: int, document: ReturnDocument, fact: Fact
) -> tuple[TierBack, ...]:
    """What becomes of the member's tiers, one row per program that has tiers; the return counts on the sale's day."""
    if not standing.member:
        return ()
    taken = {back.program: back.taken_milli for back in document.points}
    found = []
    for program in acting.shop.published:
        if program.kind != "tier" or not program.tiers:
            continue
        options = program.tiering
        if options is None:
            step = tier_of(program, standing.spent_minor - goods_minor)
        else:
            gone = DayOfMember(fact.business_on, goods_minor, int(document.whole), taken.get(options.points_of, 0))
            step = _held(reads, program, acting, member=standing.member, gone=gone)
        found.append(TierBack(program.id, standing.tiers.get(program.id, ""), step.name if step else ""))
    return tuple(found)


def _held(reads: Reads, program: Program, acting: Acting, *, member: str, gone: DayOfMember) -> TierStep | None:
    options = program.tiering or TierOptions()
    days = [
        DayAmount(day.on, counted(_less(day, gone) if day.on == gone.on else day, options))
        for day in reads.days_of(member, options.points_of)
        if day.on <= acting.business_on
    ]
    return tier_held(program, days, acting.business_on)


def _less(day: DayOfMember, gone: DayOfMember) -> DayOfMember:
    return DayOfMember(
        day.on,
        day.spent_minor - gone.spent_minor,
        day.visits - gone.visits,
        day.earned_milli - gone.earned_milli,
    )


def counted(day: DayOfMember, options: TierOptions) -> int:
    """What of a member's day counts towards a tier."""
    if options.measure == "visits":
        # Several receipts on a day are one visit: who pays in three parts has come once.
        return min(day.visits, 1)
    return day.earned_milli if options.measure == "points" else day.spent_minor


def points_worth(shop: ShopNow) -> dict[str, tuple[int, int]]:
    """Per program: so many minor units for so many thousandths of points, where points can pay or buy money off."""
    found: dict[str, tuple[int, int]] = {}
    for program in shop.published:
        worths = [
            (reward.value_minor, reward.per_milli) for reward in program.rewards if isinstance(reward, PointsPayment)
        ]
        worths += [(reward.worth_minor(), reward.cost_milli) for reward in program.rewards if reward.cost_milli]
        worths = [(minor, milli) for minor, milli in worths if minor and milli]
        if worths:
            found[program.id] = max(worths, key=lambda worth: Fraction(*worth))
    return found
