"""Codes that must exist: the shop's currency, country and time zone, against the lists of the standards.

They are checked where settings are kept, never where they are read: books that were written once stay readable.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.settings.shop import ShopSettings
from app.values.errors import Refusal
from app.values.words import msg


def check_known(settings: ShopSettings) -> None:
    """Refuse a currency, a country or a time zone that nobody knows.

    Raises:
        Refusal: `settings.currency`, `settings.country`, `settings.zone`.
    """
    from babel import Locale
    from babel.numbers import is_currency

    if not is_currency(settings.currency):
        raise Refusal("settings.currency", msg("There is no currency {code}.", code=settings.currency[:12]))
    if settings.country not in Locale("en").territories:
        raise Refusal("settings.country", msg("There is no country {code}.", code=settings.country[:12]))
    try:
        ZoneInfo(settings.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise Refusal("settings.zone", msg("There is no time zone {name}.", name=settings.zone[:60])) from unknown
