"""Which encoding a file is in: found by evidence, and refused where the evidence speaks against itself."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.errors import Refusal
from app.workflows.imports.decoding import find_encoding

RUSSIAN = "Имя;Телефон\nЁлка;+79990000001\n"


@pytest.mark.parametrize(
    ("raw", "codec"),
    [
        (b"name,phone\nAnn,1\n", "utf-8"),
        (RUSSIAN.encode(), "utf-8"),
        (codecs.BOM_UTF8 + RUSSIAN.encode(), "utf-8-sig"),
        (RUSSIAN.encode("cp1251"), "cp1251"),
        ("Имя\nПётр\nВсё №5 «да»\n".encode("cp1251"), "cp1251"),
        (RUSSIAN.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + RUSSIAN.encode("utf-16-be"), "utf-16"),
        ("name;phone\nAnn;12345\n".encode("utf-16-le"), "utf-16-le"),
        ("name;phone\nAnn;12345\n".encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_what_is_meant_is_found(raw, codec):
    assert find_encoding(raw) == codec
    raw.decode(codec)


@pytest.mark.parametrize("raw", [b"", b" \r\n\t ", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF8 + b"\n"])
def test_an_empty_file_is_said_to_be_empty(raw):
    with pytest.raises(Refusal) as refused:
        find_encoding(raw)
    assert refused.value.code == "import.empty"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"%PDF-1.4\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\x00", "XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel"),
        (b"\x1f\x8b\x08\x00", "packed"),
        (b"  <!doctype html><html>", "web page"),
        (b"\x89PNG\r\n", "picture"),
        (b"SQLite format 3\x00", "database"),
        (b"\x00\x01\x02\x00\x00\x00\x07" * 60, "zero bytes"),
    ],
)
def test_a_file_of_another_kind_is_named(raw, said):
    with pytest.raises(Refusal) as refused:
        find_encoding(raw)
    assert refused.value.code == "import.kind"
    assert said in refused.value.message.english()


def test_a_line_in_another_encoding_is_named():
    raw = "name,phone\nИван,+79990000001\n".encode() + "Пётр,+79990000002\n".encode("cp1251")
    with pytest.raises(Refusal) as refused:
        find_encoding(raw)
    assert refused.value.code == "import.encoding"
    assert "Line 3" in refused.value.message.english()


def test_a_byte_that_cp1251_does_not_have_is_refused():
    with pytest.raises(Refusal) as refused:
        find_encoding(b"name\nAnn\xff\x98\xe0\n")
    assert refused.value.code == "import.encoding"


@given(st.binary(max_size=400))
def test_any_bytes_have_an_encoding_or_a_refusal(raw):
    try:
        codec = find_encoding(raw)
    except Refusal:
        return
    codecs.lookup(codec)


@given(st.text(st.sampled_from("абвгдеёжзиклмнопрстуфхцчшщыьэюя АБВ№«»0123456789;\n"), min_size=1, max_size=300))
def test_russian_text_comes_back_from_every_encoding(text):
    text = "Имя;Телефон\n" + text
    for codec in ("utf-8", "utf-8-sig", "utf-16"):
        assert text.encode(codec).decode(find_encoding(text.encode(codec))) == text
