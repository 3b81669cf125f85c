"""Files that somebody's program, spreadsheet or disk got wrong: every one is read or refused in words."""

from __future__ import annotations

import contextlib
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from app.sales.tax import TaxProfile
from app.values.errors import Refusal
from app.workflows.imports.columns import MEMBER_COLUMNS, PRODUCT_COLUMNS, cells_of, find_columns
from app.workflows.imports.figures import FigureReader
from app.workflows.imports.members import MemberReader, MemberTerms
from app.workflows.imports.problems import Findings
from app.workflows.imports.products import ProductReader, ProductTerms
from app.workflows.imports.table import read_table

PRODUCTS = (
    "sku,name,price,barcode,category,tax,unit,min_price\r\n"
    'A1,"Tea, ""green""",2.50,2000000000015,Tea,,pc,2\r\n'
    "A2,Чашка,7.00,,Home,,pc,\r\n"
    '00123,"Two\nlines",1234.5,036000291452,,,kg,\r\n'
).encode()
MEMBERS = (
    "number;name;phone;email;birthday;points;consent\n"
    "2900000000018;Анна К;+31612344471;a@example.com;29.02.1984;12,5;да\n"
    ";Bob;;b@example.com;1990-01-31;;no\n"
).encode("cp1251")


def read_all(raw: bytes) -> tuple[int, int]:
    """Read a file as both kinds; returns rows taken and rows refused."""
    table = read_table(raw)
    taken = refused = 0
    for wanted, reader in (
        (PRODUCT_COLUMNS, ProductReader(ProductTerms("EUR", 2, TaxProfile()), FigureReader())),
        (MEMBER_COLUMNS, MemberReader(MemberTerms("NL", dt.date(2026, 11, 21)), FigureReader())),
    ):
        with contextlib.suppress(Refusal):
            places = find_columns(table.header, wanted, {})
            for record in table.records():
                findings = Findings(record.line)
                if record.broken or record.is_blank:
                    continue
                cells = cells_of(record.fields, places)
                if isinstance(reader, ProductReader):
                    row = reader.read(cells, findings, lambda _sku: None)
                else:
                    row = reader.read(cells, findings)
                taken, refused = taken + (row is not None), refused + findings.is_refused
                assert (row is None) == findings.is_refused
                assert all(problem.message.english() for problem in findings.found)
    return taken, refused


def test_the_files_are_good_before_anything_happens_to_them():
    assert read_all(PRODUCTS) == (3, 0)
    assert read_all(MEMBERS) == (2, 0)


@given(
    st.sampled_from([PRODUCTS, MEMBERS]),
    st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from("ixr"), st.binary(min_size=1, max_size=3)), max_size=6),
)
def test_damage_is_read_or_refused(raw, damages):
    data = bytearray(raw)
    for place, how, piece in damages:
        at = place % (len(data) + 1)
        if how == "i":
            data[at:at] = piece
        elif how == "x":
            del data[at : at + len(piece)]
        else:
            data[at : at + len(piece)] = piece
    with contextlib.suppress(Refusal):
        read_all(bytes(data))


@given(st.lists(st.text(st.sampled_from("0123456789.,eE+- €$руб\"\t;'=@"), max_size=14), min_size=8, max_size=8))
def test_any_cells_are_read_or_refused(cells):
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    with contextlib.suppress(Refusal):
        read_all(b"sku,name,price,barcode,category,tax,unit,min_price\n" + quoted.encode() + b"\n")


@given(st.lists(st.text(max_size=30), min_size=7, max_size=7))
def test_any_person_is_read_or_refused(cells):
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    with contextlib.suppress(Refusal, UnicodeEncodeError):
        read_all(b"number,name,phone,email,birthday,points,consent\n" + quoted.encode() + b"\n")
