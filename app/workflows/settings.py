"""Shop-wide settings: kept as a fact, so that every till and every year can read them back."""

from __future__ import annotations

import json

from app.facts.bodies import ShopSettingsChanged
from app.people.staff import Permission
from app.settings.known import check_known
from app.settings.options import checked, to_values
from app.settings.quick_keys import checked_pages
from app.settings.review_limits import read_limits
from app.settings.shop import ShopSettings
from app.values.bank_cards import without_bank_cards
from app.values.errors import Refusal
from app.values.words import msg
from app.workflows.acting import Acting, require
from app.workflows.ports import Books, Unit
from app.workflows.scans.shop_rules import check_rules

FIXED_ONCE_SOLD = ("currency", "prices_include_tax")


def setting_texts(settings: ShopSettings) -> dict[str, str]:
    """Every option as canonical JSON text, by name."""
    return {name: json.dumps(value, ensure_ascii=False, sort_keys=True) for name, value in to_values(settings).items()}


def save_shop_settings(books: Books, settings: ShopSettings, acting: Acting) -> ShopSettings:
    """Keep what changed; the currency stays once there are receipts.

    Raises:
        Refusal: `settings.invalid` with the option, or `settings.fixed`.
    """
    require(acting, Permission.SETTINGS)
    checked(settings)
    read_limits(settings.review_limits)
    check_known(settings)
    checked_pages(settings.quick_keys)
    check_rules(settings.scan_rules)
    with books.unit_of_work() as unit:
        record_settings(unit, settings, acting)
    return settings


def record_settings(unit: Unit, settings: ShopSettings, acting: Acting) -> None:
    """Record the options that differ from what is in force."""
    old, new = setting_texts(unit.shop_settings()), setting_texts(settings)
    changed = {name: without_bank_cards(text) for name, text in new.items() if old.get(name) != text}
    fixed = [name for name in FIXED_ONCE_SOLD if name in changed]
    if fixed and unit.recent_receipts(1):
        raise Refusal("settings.fixed", msg("{name} cannot change once there are receipts.", name=fixed[0]))
    if changed:
        body = ShopSettingsChanged(values=changed)
        unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)
