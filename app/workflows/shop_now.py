"""The shop as it is at this moment: terms, programs and staff, compiled once and used for every price.

A snapshot is good while its `stamp` is; the checkout asks for a new one when settings or programs change.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from app.loyalty.compile import ProgramSet, compile_programs
from app.loyalty.moment import Moment
from app.loyalty.policies import Policies, neutral_policies, shop_policies
from app.loyalty.program import Program, read_program
from app.loyalty.rewards.free_product import FreeProduct
from app.people.staff import StaffMember
from app.sales.basket import Goods
from app.sales.tax import TaxProfile
from app.sales.terms import tax_profile
from app.settings.shop import ShopSettings
from app.values.clock import Instant, local
from app.values.money import currency_digits
from app.workflows.ports import Identity, Reads
from app.workflows.rows import ShiftRow

LONGEST_SHIFT_MS = 20 * 3_600_000


class ShopNow(msgspec.Struct, frozen=True):
    """Everything of the shop that a sale depends on.

    Attributes:
        programs: Compiled from `published`, the versions in force.
        shift: The open shift, or None before the first sale of the day.
        next_change_at: Instant at which another program version comes into force; 0 for none known.
    """

    identity: Identity
    settings: ShopSettings
    taxes: TaxProfile
    policies: Policies
    programs: ProgramSet
    published: tuple[Program, ...]
    staff: dict[str, StaffMember]
    stamp: str
    shift: ShiftRow | None = None
    next_change_at: Instant = 0

    @property
    def digits(self) -> int:
        """Decimals of the shop's currency."""
        return currency_digits(self.settings.currency)

    def program(self, program_id: str) -> Program | None:
        """The version in force of a program."""
        return next((program for program in self.published if program.id == program_id), None)


def load_shop(reads: Reads, at: Instant) -> ShopNow:
    """Read settings, programs in force at `at`, and staff, and compile the programs."""
    settings = reads.shop_settings()
    published = tuple(
        msgspec.structs.replace(read_program(row.program), version=row.version) for row in reads.programs_at(at)
    )
    policies = policies_of(settings)
    later = [row.valid_from for row in reads.published_programs() if row.valid_from > at]
    return ShopNow(
        identity=reads.identity(),
        settings=settings,
        taxes=tax_profile(settings),
        policies=policies,
        programs=compile_programs(published, policies, _handed_over(published, reads)),
        published=published,
        staff={person.id: person for person in reads.staff()},
        stamp=reads.terms_stamp(),
        shift=reads.open_shift(),
        next_change_at=min(later, default=0),
    )


def _handed_over(programs: tuple[Program, ...], reads: Reads) -> dict[str, Goods]:
    """The articles that offers hand over on top, by sku, so that the receipt can name them."""
    rewards = (reward for program in programs for reward in program.rewards if isinstance(reward, FreeProduct))
    rows = (reads.product(sku) for reward in rewards for sku in (reward.sku, *reward.choices) if sku)
    return {row.goods.sku: row.goods for row in rows if row is not None}


def policies_of(settings: ShopSettings) -> Policies:
    """The shop's policy profile with its single deviations (`name=value`)."""
    profile = neutral_policies() if settings.policy_profile == "neutral" else shop_policies()
    changes = dict(text.split("=", 1) for text in settings.policies if "=" in text)
    plain = {**msgspec.to_builtins(profile), **changes, "proof_required": settings.proof_required}
    return msgspec.convert(plain, Policies, strict=False)


def moment_of(shop: ShopNow, at: Instant, business_on: dt.date | None = None) -> Moment:
    """The instant with its trading day: the open shift's, else the shop's own calendar day."""
    day = business_on or trading_day(shop, at)
    return Moment(at, day, shop.settings.zone, shop.settings.return_days)


def trading_day(shop: ShopNow, at: Instant) -> dt.date:
    """The business date of a sale at this instant: the open shift's, unless that was forgotten."""
    if shop.shift is not None and is_current(shop.shift, shop.settings, at):
        return shop.shift.business_on
    return calendar_day(shop.settings, at)


def is_current(shift: ShiftRow, settings: ShopSettings, at: Instant) -> bool:
    """Whether an open shift still takes sales: within 20 hours, or while its own day lasts."""
    return at - shift.opened_at < LONGEST_SHIFT_MS or calendar_day(settings, at) <= shift.business_on


def calendar_day(settings: ShopSettings, at: Instant) -> dt.date:
    """The date on the shop's wall at this instant."""
    return local(at, settings.zone).date()
