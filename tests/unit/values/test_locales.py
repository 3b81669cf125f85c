"""A reader gets numbers, money, dates and sentences as their language has them."""

import datetime as dt
from decimal import Decimal

import pytest
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from app.values.clock import instant
from app.values.locales import UNITS, Words, catalogue
from app.values.money import Money, currency_digits
from app.values.words import Message, msg, msgn, plain

EN, RU = Words("en", "Europe/Amsterdam"), Words("ru", "Europe/Moscow")
PAPER = Words("ru", plain_spaces=True)
EVENING = instant(dt.datetime(2026, 11, 21, 18, 4, tzinfo=dt.UTC))
minors = st.integers(-(10**14), 10**14)
currencies = st.sampled_from(["EUR", "RUB", "USD", "JPY", "KWD", "CHF"])


@given(minors, currencies, st.sampled_from([EN, RU]))
def test_amounts_are_written_as_cldr_has_them(minor, currency, words):
    digits = currency_digits(currency)
    pattern = "#,##0." + "0" * digits if digits else "#,##0"
    exact = Decimal(minor).scaleb(-digits)
    assert words.amount(minor, currency) == format_decimal(exact, pattern, locale=words.language)


@given(minors, st.sampled_from(["EUR", "USD", "JPY"]), st.sampled_from([EN, RU]))
def test_money_with_its_sign_is_written_as_cldr_has_it(minor, currency, words):
    exact = Decimal(minor).scaleb(-currency_digits(currency))
    assert words.money(minor, currency, symbol=True) == format_currency(exact, currency, locale=words.language)


@pytest.mark.parametrize(
    ("words", "minor", "currency", "symbol", "text"),
    [
        (EN, 3163, "EUR", True, "€31.63"),
        (EN, -500, "EUR", True, "-€5.00"),
        (EN, 3163, "EUR", False, "31.63\u00a0EUR"),
        (EN, 5, "CHF", True, "CHF\u00a00.05"),
        (EN, -1234, "JPY", False, "-1,234\u00a0JPY"),
        (RU, 270463, "RUB", True, "2\u00a0704,63\u00a0₽"),
        (RU, 270463, "RUB", False, "2\u00a0704,63\u00a0RUB"),
        (PAPER, -270463, "RUB", True, "-2 704,63 ₽"),
        (PAPER, 270463, "RUB", False, "2 704,63 RUB"),
    ],
)
def test_money_is_written(words, minor, currency, symbol, text):
    assert words.money(minor, currency, symbol=symbol) == text
    assert words.money(minor, currency, symbol=symbol) == text


def test_a_currency_without_a_sign_is_named_by_its_code():
    assert EN.currency_sign("EUR") == "€"
    assert EN.currency_sign("XTS") == "XTS"


@pytest.mark.parametrize(("words", "text"), [(EN, "-1,234,567"), (RU, "-1\u00a0234\u00a0567"), (PAPER, "-1 234 567")])
def test_whole_numbers_are_grouped(words, text):
    assert words.number(-1234567) == text


@pytest.mark.parametrize(
    ("words", "value", "text"),
    [
        (EN, "1234.50", "1,234.5"),
        (RU, "1234.50", "1\u00a0234,5"),
        (EN, "1E+3", "1,000"),
        (EN, "0.00", "0"),
        (RU, "-9.975", "-9,975"),
    ],
)
def test_decimals_are_written_without_trailing_zeros(words, value, text):
    assert words.decimal(Decimal(value)) == text


def test_rates_are_in_percent():
    assert EN.percent(Decimal("21.00")) == "21%"
    assert RU.percent(Decimal("9.5")) == "9,5\u00a0%"
    assert PAPER.percent(Decimal("9.5")) == "9,5 %"


@pytest.mark.parametrize(
    ("milli", "digits", "text"),
    [
        (1240000, 0, "1,240"),
        (1240999, 0, "1,240"),
        (1240999, 1, "1,240.9"),
        (-500, 0, "0"),
        (-500, 1, "-0.5"),
        (-31000, 0, "-31"),
        (5, 3, "0.005"),
    ],
)
def test_points_have_their_programs_digits_and_are_never_rounded_up(milli, digits, text):
    assert EN.points(milli, digits) == text


@pytest.mark.parametrize(
    ("words", "milli", "unit", "text"),
    [
        (EN, 1235, "kg", "1.235\u00a0kg"),
        (RU, 1235, "kg", "1,235\u00a0кг"),
        (EN, 2000, "pc", "2\u00a0pc"),
        (PAPER, 12_500_000, "pc", "12 500 шт"),
        (EN, -1500, "jar", "-1.5\u00a0jar"),
    ],
)
def test_quantities_have_a_unit(words, milli, unit, text):
    assert words.quantity(milli, unit) == text


def test_every_unit_has_a_russian_word():
    assert {unit: RU.unit(unit) for unit in UNITS} == {
        "pc": "шт",
        "kg": "кг",
        "g": "г",
        "l": "л",
        "ml": "мл",
        "m": "м",
        "pack": "уп",
        "set": "компл",
        "h": "ч",
    }


def test_instants_are_told_by_the_shops_clock():
    assert EN.date_time(EVENING) == "21.11.2026 19:04"
    assert RU.time(EVENING) == "21:04"
    assert EN.date(dt.date(2026, 1, 5)) == "05.01.2026"
    assert Words("en", "Asia/Tokyo").day_of(EVENING) == dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("names", "name"),
    [
        ({"en": "Member price", "ru": "Цена участника"}, "Цена участника"),
        ({"en": "Member price"}, "Member price"),
        ({"ru": "", "en": "Member price"}, "Member price"),
        ({"nl": "Ledenprijs"}, "Ledenprijs"),
        ({}, ""),
    ],
)
def test_an_offer_is_named_in_the_readers_language_or_the_next_best(names, name):
    assert RU.name(names) == name


@pytest.mark.parametrize(
    ("words", "count", "text"),
    [
        (EN, 1, "1 more point for 10.00 off."),
        (EN, 1240, "1,240 more points for 10.00 off."),
        (RU, 1, "Ещё 1 балл до награды: 10.00 off."),
        (RU, 233, "Ещё 233 балла до награды: 10.00 off."),
        (RU, 11, "Ещё 11 баллов до награды: 10.00 off."),
        (RU, 1021, "Ещё 1\u00a0021 балл до награды: 10.00 off."),
    ],
)
def test_counted_sentences_have_the_plural_forms_of_their_language(words, count, text):
    counted = msgn("{n} more point for {reward}.", "{n} more points for {reward}.", count, reward="10.00 off")
    assert words.say(counted) == text


def test_fields_are_said_in_the_readers_language():
    message = msg(
        "{money}|{number}|{decimal}|{day}|{list}|{inner}|{own}|{text}|{other}",
        money=Money(123456, "EUR"),
        number=1240,
        decimal=Decimal("0.50"),
        day=dt.date(2026, 12, 31),
        list=(msg("Cash"), "x", 1000),
        inner=msg("Cash"),
        own=plain("{text}"),
        text="as it is",
        other=None,
    )
    assert RU.say(message) == (
        "1\u00a0234,56\u00a0€|1\u00a0240|0,5|31.12.2026|Наличные, x, 1\u00a0000|Наличные|{text}|as it is|None"
    )
    assert EN.say(message) == "€1,234.56|1,240|0.5|31.12.2026|Cash, x, 1,000|Cash|{text}|as it is|None"


def test_what_has_no_translation_is_said_in_english():
    assert RU.say(Message("Nobody translates this {x}", fields=(("x", 1),))) == "Nobody translates this 1"
    assert RU.say(msgn("{n} untranslated", "{n} untranslateds", 2)) == "2 untranslateds"
    assert RU.say(plain("Суп {дня}")) == "Суп {дня}"


def test_a_catalogue_is_read_once_and_english_or_an_unknown_language_needs_none():
    assert catalogue("ru") is catalogue("ru")
    assert catalogue("en").sentence(msg("Cash")) == "Cash"
    assert Words("nl").say(msg("Cash")) == "Cash"
    assert Words("nl").amount(123456, "EUR") == "1.234,56"
