"""Makes the member's card from what the session knows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from app.loyalty.rewards.points_payment import PointsPayment
from app.sales.basket import Proof
from app.sales.receipt import PointsChange
from app.ui.checkout.member_card import MemberCard, RewardRow
from app.ui.checkout.session import MemberInfo
from app.values.words import Message, msg, msgn
from app.workflows.rows import PointsRow
from app.workflows.shop_now import ShopNow, calendar_day

if TYPE_CHECKING:
    from app.ui.face import Face

BIRTHDAY_DAYS = 7
_KNOWN_BY: dict[Proof, Message] = {
    "card": msg("card scanned"),
    "phone": msg("by phone or name"),
    "manager": msg("approved"),
    "none": msg("by phone or name"),
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """The sale in which a member is shown.

    Attributes:
        proof: How they were identified.
        changes: What the sale in progress (or the one just made) does to their points.
        rewards: As the engine explains them.
        now: Instant, for the birthday.
        is_kept: True after the sale: points are shown as they are then.
    """

    proof: Proof
    changes: tuple[PointsChange, ...]
    rewards: tuple[RewardRow, ...]
    now: int
    is_kept: bool = False


def member_card(info: MemberInfo, shop: ShopNow, face: Face, sale: Occasion) -> MemberCard:
    """All that is shown of a member."""
    row = main_points(info)
    person = info.view.person
    card = next((each.number for each in info.view.cards if each.status == "active"), "")
    change = next((each for each in sale.changes if row is not None and each.program == row.program), None)
    earned = change.earned_milli if change else 0
    if sale.is_kept and row is not None and change is not None:
        row = msgspec.structs.replace(row, usable_milli=change.after_milli)
    goal = _goal(row, shop, face) if row else None
    return MemberCard(
        name=_shown_name(info),
        known_by=msg("{card} · {proof}", card=f"*{card[-4:]}", proof=_KNOWN_BY[sale.proof])
        if card
        else _KNOWN_BY[sale.proof],
        tier=_tier(info, shop, face),
        program=row.names if row else {},
        points=face.words.points(row.usable_milli, row.digits) if row else "",
        worth=_worth(row, shop) if row else 0,
        progress=goal[0] if goal else None,
        goal=goal[1] if goal else None,
        earns=face.words.points(earned, row.digits if row else 0) if earned else "",
        hint=_birthday(person.birthday if person else None, calendar_day(shop.settings, sale.now)),
        rewards=sale.rewards,
    )


def main_points(info: MemberInfo) -> PointsRow | None:
    """The points program that is shown large: the one with most points."""
    return max(info.points, key=lambda row: (row.usable_milli, row.program), default=None)


def _shown_name(info: MemberInfo) -> str:
    from app.people.member import short_name

    return short_name(info.view.person.name) if info.view.person else ""


def _tier(info: MemberInfo, shop: ShopNow, face: Face) -> str:
    for program_id, tier in info.standing.tiers.items():
        program = shop.program(program_id)
        steps = program.tiers if program else ()
        names = next((step.names for step in steps if step.name == tier), {})
        return face.words.name(names) or tier
    return ""


def _worth(row: PointsRow, shop: ShopNow) -> int:
    """What the points are worth in money, minor units; 0 where no reward says so."""
    program = shop.program(row.program)
    worth = 0
    for reward in program.rewards if program else ():
        if isinstance(reward, PointsPayment):
            worth = max(worth, row.usable_milli // reward.per_milli * reward.value_minor)
        elif reward.cost_milli:
            worth = max(worth, row.usable_milli // reward.cost_milli * reward.worth_minor())
    return worth


def _goal(row: PointsRow, shop: ShopNow, face: Face) -> tuple[float, Message] | None:
    """How far the next reward is: share reached, and the words for the rest."""
    program = shop.program(row.program)
    further = sorted(
        (reward.cost_milli, face.words.name(reward.names) or face.say(reward.effect(shop.settings.currency)))
        for reward in (program.rewards if program else ())
        if reward.cost_milli > row.usable_milli
    )
    if not further:
        return None
    cost, name = further[0]
    missing = face.words.points(cost - row.usable_milli, row.digits)
    return max(row.usable_milli, 0) / cost, msg("{points} more for {reward}", points=missing, reward=name)


def _birthday(birthday: dt.date | None, today: dt.date) -> Message | None:
    if birthday is None:
        return None
    for year in (today.year, today.year + 1):
        try:
            day = birthday.replace(year=year)
        except ValueError:
            day = dt.date(year, 3, 1)
        left = (day - today).days
        if left == 0:
            return msg("Birthday today")
        if 0 < left <= BIRTHDAY_DAYS:
            return msgn("Birthday in {n} day", "Birthday in {n} days", left)
    return None
