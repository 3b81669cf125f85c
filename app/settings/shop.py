"""Settings of the whole shop: kept as a fact, the same on every till."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from app.settings.options import colour_option, option
from app.settings.quick_keys import QuickPage
from app.values.words import msg

ACCENT = "#0B5CAD"
"""The colour of a shop that has chosen none."""
LONGEST_LOGO = 130_000
"""Characters of the logo in base64: a picture of at most 96 KB."""


class TaxRate(msgspec.Struct, frozen=True, omit_defaults=True):
    """A tax as the shop declares it; `app.sales.tax` computes with it.

    Attributes:
        percent: Exact decimal text (`"21"`, `"9.975"`), empty where it is a fixed sum for each unit.
        included: `"yes"`, `"no"`, or empty to follow the shop.
    """

    id: str
    label: str
    percent: str = ""
    amount_per_unit_minor: int = 0
    included: str = ""
    names: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class ShopSettings:
    """What every till of the shop must agree on."""

    name: str = option("Regulars", msg("Name of the shop"), longest=60)
    address: str = option("", msg("Address"), longest=120)
    tax_id: str = option("", msg("Tax number line of the receipt"), longest=80)
    club: str = option("", msg("Name of the club"), longest=40)
    footer: str = option("", msg("Last lines of the receipt"), longest=200)
    fiscal_note: bool = option(
        False,
        msg("Say on the receipt that it is not the fiscal one"),
        hint=msg("for shops whose fiscal receipt comes from another machine"),
    )
    return_days: int = option(14, msg("Days for a return"), low=0, high=3650)
    return_negative: str = option(
        "allow",
        msg("When a return takes back points that were spent"),
        hint=msg("allow: the balance goes below zero; manager: a manager decides; reduce: less money goes back"),
        choices=("allow", "manager", "reduce"),
    )
    return_without_receipt: str = option(
        "store_credit",
        msg("A return without a receipt is paid as"),
        choices=("store_credit", "cash", "refuse"),
    )
    goodwill_points_limit: int = option(
        200, msg("Goodwill points that a cashier may give at once"), low=0, high=1_000_000
    )
    goodwill_points_month: int = option(5000, msg("Goodwill points for a month"), low=0, high=100_000_000)
    goodwill_coupon_points: int = option(200, msg("Goodwill points that a coupon counts for"), low=0, high=1_000_000)
    currency: str = option("EUR", msg("Currency (ISO 4217)"), longest=3)
    country: str = option("NL", msg("Country (for phone numbers)"), longest=2)
    zone: str = option("Europe/Amsterdam", msg("Time zone"), longest=60)
    language: str = option("en", msg("Language of receipts"), choices=("en", "ru"))
    taxes: tuple[TaxRate, ...] = option((), msg("Taxes"))
    prices_include_tax: bool = option(True, msg("Prices include tax"))
    tax_rounding: str = option("line", msg("Where tax is rounded"), choices=("line", "unit", "receipt"))
    cash_step_minor: int = option(0, msg("Cash is rounded to (minor units, 0 for not)"), low=0, high=10_000)
    cash_rounding: str = option("nearest", msg("How cash is rounded"), choices=("nearest", "down", "up"))
    reduce_percent_limit: int = option(10, msg("Reduction a cashier may give, percent"), low=0, high=100)
    pin_length: int = option(
        4,
        msg("Digits of a PIN"),
        hint=msg("whoever has a PIN of another length chooses a new one at the next sign-in"),
        low=4,
        high=6,
    )
    cash_out_limit_minor: int = option(
        10_000, msg("Cash a cashier may take out (minor units)"), hint=msg("beyond it a manager approves"), low=0
    )
    drawer_needs_manager: bool = option(False, msg("Opening the drawer without a sale needs a manager"))
    policy_profile: str = option(
        "shop",
        msg("How offers act together"),
        hint=msg("shop: the best legal combination for the customer; neutral: every offer in order"),
        choices=("shop", "neutral"),
    )
    policies: tuple[str, ...] = option((), msg("Single policies that differ from the profile, as name=value"))
    review_limits: tuple[str, ...] = option(
        (),
        msg("Thresholds of the fraud review that differ, as F2.flag=8"),
        hint=msg("a rule is off with one of its numbers at 0; the review lists the rules"),
    )
    proof_required: bool = option(True, msg("Spending points needs the programme's proof"))
    logo: str = option(
        "",
        msg("Logo"),
        hint=msg("PNG, JPEG or SVG; kept as a checked PNG picture"),
        longest=LONGEST_LOGO,
    )
    accent: str = colour_option(ACCENT, msg("The shop's colour"))
    card_look: str = option(
        "band",
        msg("Loyalty card"),
        hint=msg("band: coloured head; full: coloured all over; plain: white with a coloured line"),
        choices=("band", "full", "plain"),
    )
    receipt_head: str = option("", msg("First lines of the receipt"), hint=msg("under the address"), longest=200)
    receipt_logo: bool = option(True, msg("Logo on the receipt"))
    display_words: str = option(
        "", msg("Line on the customer display"), hint=msg("shown while nobody is served: opening hours, an offer"),
        longest=120,
    )  # fmt: skip
    scan_rules: tuple[str, ...] = option(
        (),
        msg("Cards of other shops, labels with weight or price"),
        hint=msg("how codes are read, first match wins; the line below tries a code"),
    )
    quick_keys: tuple[QuickPage, ...] = option((), msg("Quick keys"))
