"""The part of a standing that priced a sale: small enough to be kept with it, enough to price it again.

Lots become one figure, limits are kept only for programs that have them, codes only where they were asked
for. The birthday is personal and stays out: a return looks it up in the member's record.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from app.ledger.lots import Lot, usable_milli
from app.loyalty.compile import ProgramSet
from app.loyalty.moment import Moment
from app.loyalty.program_limits import UNLIMITED
from app.loyalty.situation import code_key
from app.loyalty.standing import Standing, StoredValue, Uses
from app.sales.basket import Basket, CodeIntent, StoredIntent


class UsedStanding(msgspec.Struct, frozen=True, omit_defaults=True):
    """As `Standing`, cut to what was used.

    Attributes:
        usable_milli: Per program, what could be spent at that moment; may be below zero.
        priced_at: Instant the price was worked out at; 0 is the fact's own.
    """

    staff_member: bool = False
    usable_milli: dict[str, int] = {}
    remainders_minor: dict[str, int] = {}
    tiers: dict[str, str] = {}
    segments: tuple[str, ...] = ()
    joined_on: dt.date | None = None
    visits: int = 0
    spent_minor: int = 0
    uses: dict[str, Uses] = {}
    allowance_milli: dict[str, int] = {}
    coupons: dict[str, str] = {}
    stored: dict[str, StoredValue] = {}
    priced_at: int = 0


def used_part(standing: Standing, basket: Basket, programs: ProgramSet, now: Moment) -> UsedStanding:
    """What is to be kept of the standing that priced this basket."""
    codes = {code_key(intent.code) for intent in basket.intents.asked if isinstance(intent, CodeIntent)}
    cards = {intent.card for intent in basket.intents.asked if isinstance(intent, StoredIntent)}
    limited = {one.id for one in programs.ready if one.program.limits is not UNLIMITED}
    usable = {name: usable_milli(lots, now.at, now.business_on) for name, lots in sorted(standing.lots.items())}
    return UsedStanding(
        staff_member=standing.staff_member,
        usable_milli={name: points for name, points in usable.items() if points},
        remainders_minor=dict(sorted(standing.remainders_minor.items())),
        tiers=dict(sorted(standing.tiers.items())),
        segments=tuple(sorted(standing.segments)),
        joined_on=standing.joined_on,
        visits=standing.visits,
        spent_minor=standing.spent_minor,
        uses={name: uses for name, uses in sorted(standing.uses.items()) if name in limited},
        allowance_milli=dict(sorted(standing.allowance_milli.items())),
        coupons={code: name for code, name in sorted(standing.coupons.items()) if code_key(code) in codes},
        stored={code: value for code, value in sorted(standing.stored.items()) if code in cards},
    )


def as_standing(
    used: UsedStanding, basket: Basket, *, birthday: tuple[int, int] | None = None, rights: frozenset[str] = frozenset()
) -> Standing:
    """The standing that prices this basket as it was priced then."""
    return Standing(
        member=basket.member,
        proof=basket.proof,
        staff_member=used.staff_member,
        lots={name: (Lot("before", max(points, 0), points),) for name, points in used.usable_milli.items()},
        remainders_minor=used.remainders_minor,
        tiers=used.tiers,
        segments=frozenset(used.segments),
        birthday=birthday,
        joined_on=used.joined_on,
        visits=used.visits,
        spent_minor=used.spent_minor,
        uses=used.uses,
        allowance_milli=used.allowance_milli,
        coupons=used.coupons,
        stored=used.stored,
        rights=rights,
    )
