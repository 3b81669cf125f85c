"""What is usual in a country: currency, time zones, tax rates to begin with, how cash is rounded.

Names, currencies and zones come from CLDR through Babel. The tax rates are a starting point for a new shop,
as they stood in 2026; the owner changes them under Settings, and a country that is not listed begins with none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from app.settings.shop import ShopSettings, TaxRate

_BIG_ZONES = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "ES": "Europe/Madrid",
    "ID": "Asia/Jakarta",
    "KZ": "Asia/Almaty",
    "MX": "America/Mexico_City",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
}
"""The zone to offer first where a country has several."""

_STANDARD, _REDUCED, _LOW, _ZERO = "standard", "reduced", "low", "zero"
_NAMES = {
    _STANDARD: {"en": "Standard", "ru": "Основной"},
    _REDUCED: {"en": "Reduced", "ru": "Льготный"},
    _LOW: {"en": "Low", "ru": "Низкий"},
    _ZERO: {"en": "Zero", "ru": "Нулевой"},
}
_IDS = (_STANDARD, _REDUCED, _LOW)

_RATES: dict[str, tuple[str, ...]] = {
    "AT": ("20", "10"),
    "AU": ("10",),
    "BE": ("21", "6"),
    "BG": ("20", "9"),
    "BY": ("20", "10"),
    "CH": ("8.1", "2.6"),
    "CY": ("19", "5"),
    "CZ": ("21", "12"),
    "DE": ("19", "7"),
    "DK": ("25",),
    "EE": ("24", "9"),
    "ES": ("21", "10", "4"),
    "FI": ("25.5", "13.5"),
    "FR": ("20", "5.5", "10"),
    "GB": ("20",),
    "GE": ("18",),
    "GR": ("24", "13"),
    "HR": ("25", "13", "5"),
    "HU": ("27", "18", "5"),
    "IE": ("23", "13.5"),
    "IT": ("22", "10", "4"),
    "KZ": ("16",),
    "LT": ("21", "12"),
    "LU": ("17", "3"),
    "LV": ("21", "12"),
    "NL": ("21", "9"),
    "NO": ("25", "15"),
    "NZ": ("15",),
    "PL": ("23", "8", "5"),
    "PT": ("23", "13", "6"),
    "RO": ("21", "11"),
    "RS": ("20", "10"),
    "RU": ("22", "10"),
    "SE": ("25", "12", "6"),
    "SI": ("22", "9.5"),
    "SK": ("23", "19", "5"),
    "TR": ("20", "10", "1"),
    "UA": ("20", "7"),
}
_ZERO_RATED = {"GB", "IE", "AU"}
_TAX_ON_TOP = {"US", "CA"}
_CASH_STEP = {
    "AU": 5,
    "BE": 5,
    "CA": 5,
    "CH": 5,
    "CZ": 100,
    "DK": 50,
    "EE": 5,
    "FI": 5,
    "HU": 500,
    "IE": 5,
    "IT": 5,
    "LT": 5,
    "NL": 5,
    "NO": 100,
    "NZ": 10,
    "RO": 5,
    "SE": 100,
    "SK": 5,
}
_NOT_FISCAL = {"RU", "BY", "KZ", "IT", "HU", "PL", "CZ", "HR", "BG"}
"""Where the receipt that counts comes from a fiscal machine: ours says that it is not that one."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What a shop of a country usually begins with.

    Attributes:
        zones: IANA names, the one to offer first first.
        cash_step_minor: Smallest coin in use where it is larger than the minor unit, else 0.
        fiscal_note: Whether the receipt says that it is not the fiscal one.
    """

    currency: str
    zones: tuple[str, ...]
    language: str
    taxes: tuple[TaxRate, ...]
    prices_include_tax: bool
    cash_step_minor: int
    fiscal_note: bool


@cache
def countries() -> tuple[str, ...]:
    """ISO 3166 codes of all countries that have a time zone and a currency of their own."""
    from babel.core import get_global
    from babel.numbers import get_territory_currencies

    found = sorted({code for code in get_global("zone_territories").values() if len(code) == 2 and code.isalpha()})
    return tuple(code for code in found if code != "ZZ" and get_territory_currencies(code))


@cache
def country_name(code: str, language: str) -> str:
    """A country's name in a language; the code itself where it has none."""
    from babel import Locale

    return str(Locale.parse(language).territories.get(code, code))


@cache
def currency_name(code: str, language: str) -> str:
    """A currency's name in a language; the code itself where it has none."""
    from babel import Locale

    return str(Locale.parse(language).currencies.get(code, code))


@cache
def currencies() -> tuple[str, ...]:
    """ISO 4217 codes of the currencies that are money somewhere today."""
    from babel.numbers import get_territory_currencies

    return tuple(sorted({code for country in countries() for code in get_territory_currencies(country)}))


@cache
def zones_of(country: str) -> tuple[str, ...]:
    """Time zones of a country, the one to offer first first; `UTC` where none is known."""
    from babel.core import get_global

    found = sorted(zone for zone, code in get_global("zone_territories").items() if code == country and "/" in zone)
    first = _BIG_ZONES.get(country)
    if first is not None:
        found = [first, *(zone for zone in found if zone != first)]
    return tuple(found) or ("UTC",)


@cache
def all_zones() -> tuple[str, ...]:
    """Every time zone that has a place of its own."""
    from babel.core import get_global

    return tuple(sorted(zone for zone in get_global("zone_territories") if "/" in zone and not zone.startswith("Etc/")))


def usual_in(country: str) -> Usual:
    """What is usual in a country (ISO 3166)."""
    from babel.numbers import get_territory_currencies

    money = get_territory_currencies(country)
    return Usual(
        currency=money[0] if money else "EUR",
        zones=zones_of(country),
        language="ru" if country in {"RU", "BY", "KZ"} else "en",
        taxes=_taxes(country),
        prices_include_tax=country not in _TAX_ON_TOP,
        cash_step_minor=_CASH_STEP.get(country, 0),
        fiscal_note=country in _NOT_FISCAL,
    )


def settings_for(country: str, name: str, *, usual: Usual | None = None) -> ShopSettings:
    """The first settings of a shop, all as is usual in its country."""
    usual = usual or usual_in(country)
    return ShopSettings(
        name=name,
        currency=usual.currency,
        country=country,
        zone=usual.zones[0],
        language=usual.language,
        taxes=usual.taxes,
        prices_include_tax=usual.prices_include_tax,
        cash_step_minor=usual.cash_step_minor,
        fiscal_note=usual.fiscal_note,
    )


def _taxes(country: str) -> tuple[TaxRate, ...]:
    letters = "АБВГ" if country in {"RU", "BY", "KZ"} else "ABCD"
    rates = list(zip(_IDS, _RATES.get(country, ()), strict=False))
    if country in _ZERO_RATED:
        rates.append((_ZERO, "0"))
    return tuple(
        TaxRate(tax, letter, percent, names=_NAMES[tax]) for (tax, percent), letter in zip(rates, letters, strict=False)
    )
