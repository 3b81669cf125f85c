"""Words: one reader's language, with its numbers, money, dates and the translated sentences.

The symbols of a language come from CLDR through Babel, read once; the formatting itself is ours, because a
screen formats some hundred amounts while a key is held down and Babel takes 30 microseconds for each.
Dates are day.month.year and times 24 hours in every language: the same on screen, paper and in the history.
"""

from __future__ import annotations

import datetime as dt
import gettext
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from app.values.clock import Instant
from app.values.money import Money, currency_digits
from app.values.numbers import MILLI
from app.values.words import Catalogue, Message, fill, msg

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

SOURCE_LANGUAGE = "en"
NO_BREAK = "\u00a0"

UNITS: dict[str, Message] = {
    "pc": msg("pc"),
    "kg": msg("kg"),
    "g": msg("g"),
    "l": msg("l"),
    "ml": msg("ml"),
    "m": msg("m"),
    "pack": msg("pack"),
    "set": msg("set"),
    "h": msg("h"),
}
"""Units that have words; any other unit is shown as the shop wrote it."""


@dataclass(frozen=True, slots=True)
class Symbols:
    """How a language writes numbers.

    Attributes:
        decimal, group: Separators.
        percent: Pattern with `{}` for the number.
        money: Pattern with `{}` for the amount and `¤` for the currency's sign.
        signs: Sign of each currency that has one of its own.
    """

    decimal: str
    group: str
    percent: str
    money: str
    signs: Mapping[str, str]


@cache
def symbols(language: str) -> Symbols:
    """The symbols of a language, from CLDR."""
    from babel import Locale

    locale = Locale.parse(language)
    latin = locale.number_symbols["latn"]
    percent = locale.percent_formats[None]
    money = locale.currency_formats["standard"]
    return Symbols(
        decimal=latin["decimal"],
        group=latin["group"],
        percent=percent.prefix[0] + "{}" + percent.suffix[0],
        money=money.prefix[0] + "{}" + money.suffix[0],
        signs=dict(locale.currency_symbols),
    )


@cache
def catalogue(language: str) -> Catalogue:
    """The translations of a language; English is the source and needs none, an unknown language falls back to it."""
    file = resources.files("resources") / "translations" / f"{language}.po"
    if language == SOURCE_LANGUAGE or not file.is_file():
        return Catalogue(language)
    from babel.messages.pofile import read_po

    # where a text was found matters to translators only, and reading it takes a third of the time
    lines = [line for line in file.read_bytes().splitlines(keepends=True) if not line.startswith(b"#")]
    return Catalogue(language, _Translations(read_po(io.BytesIO(b"".join(lines)), locale=language)))


class _Translations(gettext.NullTranslations):
    """A catalogue's entries as gettext gives them: an entry that is not translated is said in English."""

    def __init__(self, catalogue: Catalog) -> None:
        super().__init__()
        self._form: Callable[[int], int] = gettext.c2py(catalogue.plural_expr)
        self._forms: dict[str, tuple[str, ...]] = {}
        for entry in catalogue:
            id_forms, strings = entry.id, entry.string
            text = id_forms if isinstance(id_forms, str) else id_forms[0]
            forms = (strings,) if isinstance(strings, str) else tuple(map(str, strings or ("",)))
            if text and all(forms):
                self._forms[text] = forms

    def gettext(self, message: str) -> str:
        forms = self._forms.get(message)
        return forms[0] if forms else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        forms = self._forms.get(msgid1)
        return forms[self._form(n)] if forms else super().ngettext(msgid1, msgid2, n)


class Words:
    """Says everything to one reader: messages, numbers, money, dates.

    Attributes:
        language: `en` or `ru`.
        zone: IANA name of the shop's time zone, for instants.
    """

    def __init__(self, language: str, zone: str = "UTC", *, plain_spaces: bool = False) -> None:
        """`plain_spaces`: ordinary spaces instead of no-break ones, for paper and plain text."""
        self.language = language
        self.zone = zone
        self._zone = ZoneInfo(zone)
        self._catalogue = catalogue(language)
        self._plain_spaces = plain_spaces
        self._patterns: dict[str, str] = {}
        self._digits: dict[str, int] = {}

    @cached_property
    def _symbols(self) -> Symbols:
        """Read when the first number is said: a window says words before it says numbers."""
        return symbols(self.language)

    @cached_property
    def _group(self) -> str:
        group = self._symbols.group
        return " " if self._plain_spaces and group.isspace() else group

    # -- sentences

    def say(self, message: Message) -> str:
        """The message in the reader's language, its fields formatted: nested messages, numbers, money, dates."""
        pattern = self._catalogue.sentence(message)
        if message.verbatim or not message.fields:
            return pattern
        return fill(pattern, {name: self._field(value) for name, value in message.fields})

    def name(self, names: Mapping[str, str]) -> str:
        """An offer's words in the reader's language; else in English, else in any."""
        return names.get(self.language) or names.get(SOURCE_LANGUAGE) or next(iter(names.values()), "")

    def _field(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, Message):
            return self.say(value)
        if isinstance(value, Money):
            return self.money(value.minor, value.currency, symbol=True)
        if isinstance(value, int):
            return self.number(value)
        if isinstance(value, Decimal):
            return self.decimal(value)
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, (tuple, list)):
            return ", ".join(map(self._field, value))
        return str(value)

    # -- numbers

    def number(self, value: int) -> str:
        """A whole number: `1,240`."""
        return f"{value:,}".replace(",", self._group)

    def decimal(self, value: Decimal) -> str:
        """An exact decimal without trailing zeros: `1,234.5`."""
        return self._localised(f"{_trimmed(value):,f}")

    def percent(self, rate: Decimal) -> str:
        """A rate given in percent: `Decimal("9.5")` is `9.5%`."""
        return self._spaced(self._symbols.percent).format(self.decimal(rate))

    def points(self, milli: int, digits: int = 0) -> str:
        """Points with the program's digits (0 to 3); what is below them is not shown."""
        shown = abs(milli) // 10 ** (3 - digits)
        sign = "-" if milli < 0 and shown else ""
        return sign + self._fixed(shown, digits)

    def quantity(self, milli: int, unit: str) -> str:
        """A quantity with its unit: `1.235 kg`, `2 pc`."""
        space = " " if self._plain_spaces else NO_BREAK
        return f"{self.quantity_number(milli)}{space}{self.unit(unit)}"

    def quantity_number(self, milli: int) -> str:
        """A quantity without its unit: `1.235`, `2`."""
        sign, (whole, part) = "-" if milli < 0 else "", divmod(abs(milli), MILLI)
        return sign + self._localised(f"{whole:,}.{part:03d}".rstrip("0"))

    def unit(self, unit: str) -> str:
        """The word for a unit; a unit of the shop's own is shown as it is."""
        known = UNITS.get(unit)
        return self.say(known) if known else unit

    # -- money

    def amount(self, minor: int, currency: str) -> str:
        """Money without its currency: `1,240.50`."""
        digits = self._digits.get(currency)
        if digits is None:
            digits = self._digits[currency] = currency_digits(currency)
        return "-" + self._fixed(-minor, digits) if minor < 0 else self._fixed(minor, digits)

    def money(self, minor: int, currency: str, *, symbol: bool = False) -> str:
        """Money with its ISO code (`31.63 EUR`), or with its sign where the language puts it (`€31.63`)."""
        pattern = self._patterns.get(currency if symbol else "") or self._pattern(currency if symbol else "")
        if not symbol:
            return pattern.format(self.amount(minor, currency), currency)
        sign = "-" if minor < 0 else ""
        return sign + pattern.format(self.amount(abs(minor), currency))

    def currency_sign(self, currency: str) -> str:
        """`€`, `₽`; the ISO code where the language has no sign for it."""
        return self._symbols.signs.get(currency, currency)

    def _pattern(self, currency: str) -> str:
        """The pattern for a currency's sign, or (empty) for its code; kept for the next amount."""
        if currency:
            pattern = self._symbols.money
            sign = self.currency_sign(currency)
            if sign[-1:].isalpha() and pattern.startswith("¤{"):
                sign += NO_BREAK
            pattern = pattern.replace("¤", sign)
        else:
            pattern = f"{{}}{NO_BREAK}{{}}"
        pattern = self._patterns[currency] = self._spaced(pattern)
        return pattern

    # -- time

    def date(self, day: dt.date) -> str:
        """`21.11.2026`."""
        return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"

    def time(self, at: Instant) -> str:
        """`19:04` by the shop's clock."""
        return f"{self._local(at):%H:%M}"

    def date_time(self, at: Instant) -> str:
        """`21.11.2026 19:04` by the shop's clock."""
        moment = self._local(at)
        return f"{self.date(moment)} {moment:%H:%M}"

    def day_of(self, at: Instant) -> dt.date:
        """The calendar day of an instant by the shop's clock."""
        return self._local(at).date()

    def _local(self, at: Instant) -> dt.datetime:
        return dt.datetime.fromtimestamp(at / 1000, self._zone)

    # -- how a language writes

    def _fixed(self, value: int, digits: int) -> str:
        """A whole number >= 0 of 10**-digits with all its digits."""
        if not digits:
            return f"{value:,}".replace(",", self._group)
        whole, part = divmod(value, 10**digits)
        return f"{f'{whole:,}'.replace(',', self._group)}{self._symbols.decimal}{part:0{digits}d}"

    def _localised(self, text: str) -> str:
        """A number as Python writes it (`1,234.5`) with this language's separators."""
        whole, _, part = text.partition(".")
        whole = whole.replace(",", self._group)
        return f"{whole}{self._symbols.decimal}{part}" if part else whole

    def _spaced(self, pattern: str) -> str:
        return pattern.replace(NO_BREAK, " ").replace("\u202f", " ") if self._plain_spaces else pattern


def _trimmed(value: Decimal) -> Decimal:
    """Without trailing zeros after the point, and never in scientific form."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()
