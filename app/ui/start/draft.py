"""A new shop as it stands in the form: what is typed, what is wrong, and the beginning it makes. Plain Python."""

from __future__ import annotations

import dataclasses

from app.people.pin_rules import check_pin
from app.settings.countries import Usual, usual_in
from app.settings.shop import ShopSettings
from app.values.errors import Refusal
from app.values.folding import clean
from app.values.words import Message, msg
from app.workflows.first_shop import Beginning


@dataclasses.dataclass(frozen=True, slots=True)
class ShopDraft:
    """What is typed.

    Attributes:
        country, currency, zone: Codes; currency and zone follow the country until somebody changes them.
        with_taxes: Whether the country's usual tax rates are taken over.
    """

    name: str = ""
    country: str = "NL"
    currency: str = ""
    zone: str = ""
    language: str = "en"
    with_taxes: bool = True
    owner: str = ""
    pin: str = ""
    with_points: bool = True


def wrong_fields(draft: ShopDraft) -> dict[str, Message]:
    """What is wrong, by field; empty where the shop can be founded."""
    wrong: dict[str, Message] = {}
    if not draft.name.strip():
        wrong["name"] = msg("Give the shop a name: it stands on every receipt.")
    if not draft.owner.strip():
        wrong["owner"] = msg("Who owns it? First name is enough.")
    try:
        check_pin(draft.pin)
    except Refusal as refusal:
        wrong["pin"] = refusal.message
    return wrong


def beginning_of(draft: ShopDraft) -> Beginning:
    """The beginning that a draft without wrong fields makes: all else as is usual in the country."""
    usual = usual_in(draft.country)
    settings = ShopSettings(
        name=clean(draft.name, 60),
        country=draft.country,
        currency=draft.currency or usual.currency,
        zone=draft.zone or usual.zones[0],
        language=draft.language,
        taxes=usual.taxes if draft.with_taxes else (),
        prices_include_tax=usual.prices_include_tax,
        cash_step_minor=usual.cash_step_minor if (draft.currency or usual.currency) == usual.currency else 0,
        fiscal_note=usual.fiscal_note,
    )
    return Beginning(settings, owner=clean(draft.owner, 40), pin=draft.pin, with_points=draft.with_points)


def taxes_words(usual: Usual) -> Message:
    """The country's usual rates, said in one line."""
    if not usual.taxes:
        return msg("none are known for this country; add yours under Settings")
    rates = ", ".join(f"{rate.percent}%" for rate in usual.taxes)
    if usual.prices_include_tax:
        return msg("{rates}, in the price; change them under Settings", rates=rates)
    return msg("{rates}, on top of the price; change them under Settings", rates=rates)
