"""A file as a table: separators, headers, quotes, and rows that cannot be read."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.errors import Refusal
from app.workflows.imports.table import LONGEST_FIELD, MOST_COLUMNS, read_table


def rows(text: str | bytes, **told: str) -> list[tuple[str, ...]]:
    raw = text.encode() if isinstance(text, str) else text
    return [record.fields for record in read_table(raw, **told).records()]


def refusal(text: str | bytes) -> Refusal:
    with pytest.raises(Refusal) as refused:
        rows(text)
    return refused.value


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("sku,name\nA,B\n", ","),
        ("sku;name\nA;B\n", ";"),
        ("sku\tname\nA\tB\n", "\t"),
        ('"sku, or code";name;price\nA;B;1\n', ";"),
        ("Name, given;Phone;Mail\nA;B;C\n", ";"),
        ("name\nAnn\n", ","),
    ],
)
def test_the_separator_is_the_one_outside_quotes(text, delimiter):
    assert read_table(text.encode()).delimiter == delimiter


def test_excels_sep_line_tells_the_separator():
    table = read_table(b"sep=;\r\nname;phone, home\r\nAnn;1\r\n")
    assert table.header == ("name", "phone, home")
    assert [record.fields for record in table.records()] == [("Ann", "1")]
    assert [record.line for record in table.records()] == [3]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(end):
    assert rows(end.join(["sku,name", "A,B", "C,D"])) == [("A", "B"), ("C", "D")]


def test_a_row_knows_the_line_it_begins_on():
    table = read_table(b'sku,name\nA,"two\nlines"\nC,D\n')
    assert [(record.line, record.fields) for record in table.records()] == [(2, ("A", "two\nlines")), (4, ("C", "D"))]


def test_doubled_quotes_are_one():
    assert rows('sku,name\n1,"Desk, ""oak"""\n') == [("1", 'Desk, "oak"')]


def test_blank_rows_are_known_as_blank():
    table = read_table(b"sku,name\nA,B\n\n,\n  , \nC,D\n")
    assert [record.is_blank for record in table.records()] == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("A", "has 1 fields"),
        ("A,B,C,D", "has 4 fields"),
        ("A,B\x00,1", "zero bytes"),
        ('A,"B"x,1', "middle of a field"),
        ('A,"B,1', "never closed"),
        (f"A,{'x' * (LONGEST_FIELD + 1)},1", "longer than 128 KB"),
    ],
)
def test_a_row_that_cannot_be_read_says_why(row, said):
    records = list(read_table(f"sku,name,price\n{row}\n".encode()).records())
    broken = records[0].broken
    assert broken is not None
    assert said in broken.english()


def test_the_rows_after_a_broken_one_are_read():
    text = f'sku,name\n{"x" * (LONGEST_FIELD + 1)},B\nC,"D"x\nE,F\n'
    records = list(read_table(text.encode()).records())
    assert [record.broken is None for record in records] == [False, False, True]
    assert records[2].fields == ("E", "F")
    assert [record.line for record in records] == [2, 3, 4]


def test_a_row_of_fifty_megabytes_is_one_refused_row():
    records = list(read_table(b"sku,name\n" + b"x" * 50_000_000 + b",B\nC,D\n").records())
    assert [record.broken is None for record in records] == [False, True]


def test_a_trailing_separator_is_no_extra_field():
    assert rows("sku,name\nA,B,\n") == [("A", "B", "")]


def test_a_quote_that_swallows_the_file_stops_it():
    text = 'sku,name\nA,"open\n' + "B,C and some more words\n" * 8000
    assert refusal(text).code == "import.quote"
    assert "line 2" in refusal(text).message.english()


def test_too_many_columns_are_refused():
    header = ",".join(f"c{number}" for number in range(MOST_COLUMNS + 44))
    assert refusal(header + "\n" + header).code == "import.columns"


@pytest.mark.parametrize("text", [",,\nA,B,C\n", '"sku\n', "\n\n\nA,B\n"])
def test_a_first_line_that_names_nothing_is_no_header(text):
    assert refusal(text).code == "import.header"


def test_a_wrongly_named_encoding_is_said():
    with pytest.raises(Refusal) as refused:
        rows("имя\nПётр\n".encode("cp1251"), encoding="utf-8")
    assert refused.value.code == "import.encoding"


@given(st.binary(min_size=1, max_size=600))
def test_any_bytes_are_a_table_or_a_refusal(raw):
    with contextlib.suppress(Refusal):
        assert all(record.line > 1 for record in read_table(raw).records())


@given(
    st.lists(st.lists(st.text(max_size=20), min_size=3, max_size=3), max_size=8),
    st.sampled_from([",", ";", "\t"]),
)
def test_what_a_spreadsheet_writes_is_read_back(cells, delimiter):
    quoted = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells]
    text = delimiter.join(["sku", "name", "price"]) + "\r\n" + "".join(row + "\r\n" for row in quoted)
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        return
    read = list(read_table(raw, encoding="utf-8", delimiter=delimiter).records())
    assert [record.fields for record in read] == [tuple(row) for row in cells]
