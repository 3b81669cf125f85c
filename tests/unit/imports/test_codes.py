"""Barcodes and numbers, and what spreadsheets do to them."""

import pytest

from app.values.barcodes import gs1_check_digit
from app.values.errors import Refusal
from app.workflows.imports.codes import read_barcode, read_number

CARD = "290000000001" + gs1_check_digit("290000000001")


@pytest.mark.parametrize("code", ["", "2000000000008", "036000291452", "20000004", "'2000000000008", " 2000000000008 "])
def test_good_barcodes(code):
    assert read_barcode(code) == code.strip().removeprefix("'")


@pytest.mark.parametrize(
    ("code", "why", "said"),
    [
        ("2000000000009", "barcode.check", "must be 8"),
        ("4.60E+12", "code.spreadsheet", "last digits are gone"),
        ("4,60E+12", "code.spreadsheet", "last digits are gone"),
        ("36000291452", "barcode.zeros_lost", "036000291452"),
        (CARD, "barcode.card", "member's card"),
        ("2900000000000", "barcode.card", "member's card"),
        ("12345", "barcode.length", "8, 12, 13 or 14"),
        ("ABC-1", "barcode.length", "8, 12, 13 or 14"),
        ("٢٠٠٠٠٠٠٠٠٠٠٠٨", "barcode.length", "8, 12, 13 or 14"),
    ],
)
def test_bad_barcodes_say_why(code, why, said):
    with pytest.raises(Refusal) as refused:
        read_barcode(code)
    assert refused.value.code == why
    assert said in refused.value.message.english()


def test_our_cards_are_cards_and_other_numbers_are_the_other_systems():
    assert read_number(CARD) == (CARD, "")
    assert read_number("0001") == ("", "0001")
    assert read_number("lv-0007") == ("", "lv-0007")
    assert read_number("") == ("", "")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("2900000000010", "card.check"),
        ("4.60123E+12", "code.spreadsheet"),
        ("x" * 41, "code.long"),
        ("12 34", "code.characters"),
        ("карта", "code.characters"),
    ],
)
def test_bad_numbers_say_why(number, code):
    with pytest.raises(Refusal) as refused:
        read_number(number)
    assert refused.value.code == code
