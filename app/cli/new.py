"""`regulars new`: make a shop from the command line."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.errors import Refusal
from app.values.words import msg

if TYPE_CHECKING:
    from app.settings.shop import TaxRate


def declare(parser: Parser, speaker: Speaker) -> None:
    """The words of the command."""
    parser.option("--name", default="Regulars", about=msg("name of the shop"))
    parser.option("--currency", default="EUR", about=msg("currency (ISO 4217)"))
    parser.option("--country", default="NL", about=msg("country (for phone numbers)"))
    parser.option("--zone", default="Europe/Amsterdam", about=msg("time zone"))
    about = msg("language of screens and receipts")
    parser.option("--language", choices=("en", "ru"), default=speaker.language, about=about)
    parser.option(
        "--tax",
        action="append",
        default=[],
        metavar="ID=PERCENT",
        about=msg("a tax that prices include: standard=21, food=9"),
    )
    parser.option("--till", type=int, default=1, metavar="N", about=msg("number of this till, 1 to 99"))


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Make it."""
    from app.cli.shops import folder_of, make_shop
    from app.settings.options import checked
    from app.settings.shop import ShopSettings
    from app.settings.till import TillSettings
    from app.values.clock import SystemClock

    _check(arguments.currency, arguments.country, arguments.zone)
    settings = checked(
        ShopSettings(
            name=arguments.name,
            currency=arguments.currency,
            country=arguments.country,
            zone=arguments.zone,
            language=arguments.language,
            taxes=_taxes(arguments.tax),
        )
    )
    if not 1 <= arguments.till <= 99:
        raise Refusal("usage.till", msg("A till's number is from 1 to 99."))
    folder = folder_of(arguments)
    with make_shop(folder, settings, clock=SystemClock(), till=arguments.till) as store:
        store.folder.save_till(TillSettings(language=arguments.language))
    speaker.say(msg("The shop is in {folder}.", folder=str(folder)))
    return 0


def _check(currency: str, country: str, zone: str) -> None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    import phonenumbers
    from babel.numbers import is_currency

    if not is_currency(currency):
        raise Refusal("usage.currency", msg("{name} is no currency. Write it like EUR.", name=currency))
    if country not in phonenumbers.SUPPORTED_REGIONS:
        raise Refusal("usage.country", msg("{name} is no country. Write it like NL.", name=country))
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refusal(
            "usage.zone", msg("{name} is no time zone. Write it like Europe/Amsterdam.", name=zone)
        ) from error


def _taxes(told: list[str]) -> tuple[TaxRate, ...]:
    from app.settings.shop import TaxRate
    from app.values.numbers import parse_decimal

    taxes = []
    for letter, text in zip("ABCDEFGH", told, strict=False):
        name, _, percent = text.partition("=")
        if not name or parse_decimal(percent, 3) is None:
            raise Refusal("usage.tax", msg("{text}: write a tax like standard=21.", text=text))
        taxes.append(TaxRate(name, letter, percent.replace(",", ".")))
    return tuple(taxes)
