"""Prices, points, dates and answers: read exactly, asked about, or refused."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.errors import Refusal
from app.values.numbers import decimal_text
from app.workflows.imports.figures import FigureReader, read_date, read_yes_no


def refused(read, *values) -> str:
    with pytest.raises(Refusal) as refusal:
        read(*values)
    return refusal.value.code


@pytest.mark.parametrize(
    ("text", "mark", "minor"),
    [
        ("12", "", 1200),
        ("12.5", "", 1250),
        ("12,50", "", 1250),
        (" 12.50 ", "", 1250),
        ("€12.50", "", 1250),
        ("12,50 €", "", 1250),
        ("EUR 12.50", "", 1250),
        ("12.50EUR", "", 1250),
        ("1 234,50", "", 123450),
        ("1\u00a0234,50", "", 123450),
        ("1'234.50", "", 123450),
        ("0.125", ".", None),
        (".99", "", 99),
        ("1.234,50", ",", 123450),
        ("1,234.50", ".", 123450),
        ("1,234", ".", 123400),
        ("1.234", ",", 123400),
        ("1,234,567.89", ".", 123456789),
        ("12.500", ".", 1250),
    ],
)
def test_prices_as_people_write_them(text, mark, minor):
    reader = FigureReader(mark)
    if minor is None:
        assert refused(reader.price, text, "EUR", 2) == "figure.too_exact"
    else:
        assert reader.price(text, "EUR", 2) == minor


@pytest.mark.parametrize("text", ["1.234", "1,234", "1.234,50", "1,234.50", "1.234.567", "12.500"])
def test_what_could_be_read_two_ways_is_asked_once(text):
    assert refused(FigureReader().price, text, "EUR", 2) == "import.decimal"


def test_two_decimal_marks_in_one_file_are_asked_about():
    reader = FigureReader()
    assert reader.price("12.50", "EUR", 2) == 1250
    assert refused(reader.price, "12,50", "EUR", 2) == "import.decimal"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "price.missing"),
        ("  ", "price.missing"),
        ("variable", "price.not_a_figure"),
        ("1e3", "price.not_a_figure"),
        ("NaN", "price.not_a_figure"),
        ("Infinity", "price.not_a_figure"),
        ("=1+1", "price.not_a_figure"),
        ("٣", "price.not_a_figure"),
        ("12.5.0.1x", "price.not_a_figure"),
        ("9" * 40, "price.not_a_figure"),
        ("-3.00", "price.negative"),
        ("−3,00", "price.negative"),
        ("-€3.00", "price.negative"),
        ("0", "price.zero"),
        ("0.00", "price.zero"),
        ("12.999", "import.decimal"),
        ("$12.50", "price.currency"),
        ("12 руб.", "price.currency"),
        ("99999999999", "price.large"),
    ],
)
def test_what_is_no_price_says_why(text, code):
    assert refused(FigureReader().price, text, "EUR", 2) == code


@pytest.mark.parametrize("text", ["12,34,5", "1,23.50", "1234,567.5", "1.5,000"])
def test_badly_grouped_figures_are_refused_even_when_the_mark_is_told(text):
    assert refused(FigureReader(".").price, text, "EUR", 2) == "figure.marks"


def test_currencies_without_decimals():
    assert FigureReader(".").price("1,234", "JPY", 0) == 1234
    assert refused(FigureReader(".").price, "12.50", "JPY", 0) == "figure.too_exact"
    assert FigureReader().price("¥1200", "JPY", 0) == 1200


@given(st.integers(1, 10**9))
def test_every_price_we_write_is_read_back(minor):
    assert FigureReader(".").price(decimal_text(minor, 2), "EUR", 2) == minor


@pytest.mark.parametrize(
    ("text", "milli"), [("", 0), ("10", 10_000), ("10.5", 10_500), ("10,5", 10_500), ("-0", 0), ("1 234", 1_234_000)]
)
def test_points(text, milli):
    assert FigureReader().points(text) == milli


@pytest.mark.parametrize(
    ("text", "code"),
    [("-5", "points.negative"), ("1e3", "points.not_a_figure"), ("9223372036854775808", "points.large")],
)
def test_what_is_no_number_of_points(text, code):
    assert refused(FigureReader().points, text) == code


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("", "", None),
        ("1984-02-29", "", dt.date(1984, 2, 29)),
        ("29.02.1984", "", dt.date(1984, 2, 29)),
        ("1984/2/29", "", dt.date(1984, 2, 29)),
        ("29/02/1984", "", dt.date(1984, 2, 29)),
        ("02/29/1984", "", dt.date(1984, 2, 29)),
        ("05/05/1984", "", dt.date(1984, 5, 5)),
        ("01/02/1984", "dmy", dt.date(1984, 2, 1)),
        ("01/02/1984", "mdy", dt.date(1984, 1, 2)),
    ],
)
def test_dates(text, order, day):
    assert read_date(text, order) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31.02.1990", "date.none"),
        ("31.11.1990", "date.none"),
        ("1990-13-01", "date.none"),
        ("01/02/03", "date.year"),
        ("1.1.85", "date.year"),
        ("0026-01-01", "date.year"),
        ("01/02/1984", "import.dates"),
        ("02-29", "date.form"),
        ("yesterday", "date.form"),
        ("1984-02-29 10:00", "date.form"),
    ],
)
def test_what_is_no_date(text, code):
    assert refused(read_date, text) == code


@pytest.mark.parametrize(
    ("text", "answer"),
    [("", None), ("yes", True), ("Да", True), ("subscribed", True), ("NO", False), ("нет", False), ("0", False)],
)
def test_yes_and_no(text, answer):
    assert read_yes_no(text) is answer


def test_anything_else_is_neither():
    assert refused(read_yes_no, "perhaps") == "consent.unclear"
