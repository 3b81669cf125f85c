"""Every kind of code is told apart, whatever a scanner puts around it; what is no code is refused unread."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.errors import Refusal
from app.workflows.scans.classify import LONGEST_SHOWN, classify, readings
from app.workflows.scans.gs1 import GS, expiry_day, read_gs1
from app.workflows.scans.rules import DEFAULT_RULES, luhn, read_label, read_rules

EAN = "4600682000013"
MARKED = "0104600439931256215RLkk'1Q2W3E\x1d91EE10\x1d92" + "a/B+" * 11
LOT = "0104600439931256" + "17270131" + "10AB-1" + GS + "3103001250"


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("", "empty", ""),
        (" \r\n", "empty", ""),
        ("]E0", "empty", ""),
        (EAN, "goods", EAN),
        (f"\ufeff {EAN}\u00a0\r", "goods", EAN),
        (f"]E0{EAN}", "goods", EAN),
        ("96385074", "goods", "96385074"),
        ("036000291452", "goods", "036000291452"),
        ("14600682000010", "goods", "14600682000010"),
        ("4600682000014", "misread", "4600682000014"),
        ("2912345678906", "card", "2912345678906"),
        ("]C12912345678906", "card", "2912345678906"),
        ("2912345678907", "misread", ""),
        ("7200201000048133", "receipt", "7200201000048133"),
        ("7200201000048134", "misread", ""),
        ("2112345015003", "misread", "2112345015003"),
        ("2112345015002", "weight", "2112345015002"),
        ("2312345012345", "misread", "2312345012345"),
        ("https://id.example/01/04600682000013/10/AB", "goods", "04600682000013"),
        ("https://shop.example/card/1", "link", "https://shop.example/card/1"),
        ("MUG-0012", "other", "MUG-0012"),
        ("٣٤٥٦٧٨", "refused", ""),
        ("４６００", "refused", ""),
        ("4600\x00123", "refused", ""),
        ("\x1bp\x00", "refused", ""),
        ("46\x10\x04\x01", "refused", ""),
        ("%B4111111111111111^DOE/J^2512", "bank_card", ""),
        (";4111111111111111=2512", "bank_card", ""),
        ("4111111111111111=2512101", "bank_card", ""),
    ],
)
def test_a_code_is_of_its_kind(text, kind, code):
    reading = classify(text)
    assert (reading.kind, reading.code) == (kind, code)


def test_a_bank_card_leaves_no_trace():
    reading = classify("%B4111111111111111^DOE/J^2512")
    assert "4111" not in repr(reading)


@pytest.mark.parametrize(
    "text", [LOT, f"]C1{LOT}", f"]d2{LOT}", LOT.replace(GS, "^]"), LOT.replace(GS, "{GS}"), GS + LOT, f"]C1{GS}{LOT}"]
)
def test_an_element_string_gives_its_fields(text):
    reading = classify(text)
    assert reading.kind == "gs1"
    assert reading.gtin == "04600439931256"
    assert reading.gs1.value("10") == "AB-1"
    assert reading.gs1.value("17") == "270131"
    assert reading.gs1.weight_milli == 1250


def test_a_marking_code_is_kept_to_the_letter():
    reading = classify(MARKED)
    assert reading.kind == "gs1"
    assert reading.gs1.verbatim == MARKED
    assert reading.gs1.value("21") == "5RLkk'1Q2W3E"
    assert GS not in reading.shown


def test_a_price_and_a_short_weight():
    assert read_gs1("0104600439931256" + "39221299").price == (1299, 2)
    assert read_gs1("0104600439931256" + "3106001250").weight_milli == 1


@pytest.mark.parametrize(
    "text",
    ["0104600439931257", "01046004399312", "0104600439931256ZZ1", "17", "", "0104600439931256" + "10" + "x" * 91],
)
def test_what_is_not_whole_is_no_element_string(text):
    assert read_gs1(text) is None


def test_an_article_number_with_01_in_front_is_not_mistaken_for_one():
    assert classify("0104600439931256").kind == "other"


@pytest.mark.parametrize(
    ("field", "day"),
    [("270131", dt.date(2027, 1, 31)), ("270200", dt.date(2027, 2, 28)), ("991231", dt.date(1999, 12, 31)),
     ("271301", None), ("270230", None), ("2701", None)],
)  # fmt: skip
def test_the_day_of_expiry(field, day):
    assert expiry_day(field, dt.date(2026, 11, 21)) == day


def test_two_scans_glued_are_split_only_where_both_are_whole():
    other = "4601234567893"
    assert [each.code for each in readings(EAN + other)] == [EAN, other]
    assert [each.kind for each in readings(EAN + "4601234567890")] == ["misread"]
    assert [each.kind for each in readings("7" * 26)] == ["other"]
    assert [each.code for each in readings("036000291452" * 2)] == ["036000291452"] * 2


def test_a_code_of_4096_signs_is_read_and_shown_short():
    reading = classify("WIFI:S:shop;" + "x" * 4084)
    assert reading.kind == "other"
    assert len(reading.shown) <= LONGEST_SHOWN


def test_a_label_says_its_article_and_value():
    weight, price = read_rules(("weight 21.....{NNDDD}", "price 23.....{NNNDD}"))
    label = read_label(weight, "2112345015002")
    assert (label.base, label.article, label.value, label.decimals) == ("2112345000008", "12345", 1500, 3)
    assert read_label(price, "2112345015002") is None
    assert read_label(weight, "2112345015003") is None


def test_the_first_rule_that_fits_wins():
    rules = read_rules(("other_card prefix=46 length=13 check=ean name=Partner", *DEFAULT_RULES))
    assert classify(EAN, rules).name == "Partner"
    assert classify(EAN, read_rules(("link",))).kind == "other"


def test_other_shops_cards_by_their_check():
    rules = read_rules(("other_card prefix=6014 length=16 check=luhn name=Partner",))
    assert classify("6014350000000006", rules).kind == ("other_card" if luhn("6014350000000006") else "other")
    good = next(f"601435000000000{n}" for n in range(10) if luhn(f"601435000000000{n}"))
    assert classify(good, rules).kind == "other_card"
    assert classify(good[:-1] + str((int(good[-1]) + 1) % 10), rules).kind == "other"


@pytest.mark.parametrize(
    "line", ["nonsense", "weight 21.....", "weight {NNDDD}", "weight 21.....{NNDDX}", "weight 21....{NNDDD}", "price",
             "other_card length=x", "other_card color=red", "other_card luhn"],
)  # fmt: skip
def test_a_rule_that_cannot_be_used_is_quoted(line):
    with pytest.raises(Refusal) as refused:
        read_rules((line,))
    assert refused.value.code == "scan_rule.unreadable"
    assert line in refused.value.message.english()


@given(st.text(max_size=60))
def test_any_text_gets_a_reading(text):
    for reading in readings(text):
        assert len(reading.shown) <= LONGEST_SHOWN
        assert reading.shown.isprintable()


@given(st.text("0123456789]C1E0^\x1d;=%Bhtps:/.+-", max_size=50))
def test_any_mix_of_the_signs_of_codes_gets_a_reading(text):
    assert all(reading.kind for reading in readings(text))
