"""Our own codes are never goods or cards, and a misread one is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.cards import looks_like_card
from app.people.codes import (
    LENGTHS,
    ReceiptPlace,
    compact,
    grouped,
    looks_like_own_code,
    new_code,
    own_kind,
    read_receipt_code,
    receipt_code,
)
from app.sales.receipt import receipt_number
from app.values.barcodes import GTIN_LENGTHS, is_gtin, with_mod97

places = st.tuples(st.integers(0, 999), st.integers(0, 99), st.integers(0, 9_999_999))
kinds = st.sampled_from(["gift_card", "coupon", "badge"])
draws = st.integers(0, 10**16 - 1)


def made(kind, drawn):
    return new_code(kind, draw=lambda limit: drawn % limit)


codes = st.one_of(
    places.map(lambda place: receipt_code(*place)),
    st.tuples(kinds, draws).map(lambda each: made(*each)),
    st.text("0123456789", min_size=58, max_size=175).map(lambda body: with_mod97("71" + body)),
)


@given(codes)
def test_no_own_code_can_be_taken_for_goods_or_a_card(code):
    assert len(code) not in GTIN_LENGTHS
    assert not is_gtin(code)
    assert not looks_like_card(code)
    assert code.isdigit()


@given(codes)
def test_a_whole_code_is_known_by_its_prefix(code):
    expected = {"71": "live", "72": "receipt", "73": "gift_card", "74": "coupon", "75": "badge"}[code[:2]]
    assert own_kind(code) == expected
    assert looks_like_own_code(code)
    assert LENGTHS.get(expected, len(code)) == len(code)


@given(codes, st.data())
def test_a_single_wrong_digit_is_noticed(code, data):
    place = data.draw(st.integers(0, len(code) - 1))
    wrong = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != code[place]]))
    assert own_kind(code[:place] + wrong + code[place + 1 :]) is None


@given(codes, st.data())
def test_a_swap_of_two_digits_is_noticed(code, data):
    place = data.draw(st.integers(0, len(code) - 2))
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert swapped == code or own_kind(swapped) is None


@given(codes, st.data())
def test_a_lost_or_doubled_digit_is_noticed(code, data):
    place = data.draw(st.integers(0, len(code) - 1))
    if own_kind(code) != "live":
        assert own_kind(code[:place] + code[place + 1 :]) is None
        assert own_kind(code[: place + 1] + code[place:]) is None


@given(codes)
def test_a_misread_code_still_looks_like_one_of_ours(code):
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert looks_like_own_code(wrong)
    assert own_kind(wrong) is None


@given(places)
def test_a_receipt_is_read_back_from_its_code(place):
    code = receipt_code(*place)
    assert read_receipt_code(code) == ReceiptPlace(*place)
    assert read_receipt_code(grouped(code)) == ReceiptPlace(*place)
    assert read_receipt_code(grouped(code, "\u00a0")) == ReceiptPlace(*place)


def test_a_receipts_code_names_the_number_that_is_printed():
    found = read_receipt_code("7200201000048133")
    assert receipt_number(found.till, found.epoch, found.sequence) == "02-000481"


@pytest.mark.parametrize("place", [(1000, 1, 1), (1, 100, 1), (1, 1, 10_000_000), (-1, 1, 1), (1, -1, 1), (1, 1, -1)])
def test_what_its_places_cannot_hold_has_no_code(place):
    with pytest.raises(ValueError, match="no code for till"):
        receipt_code(*place)


NO_RECEIPTS = (
    "",
    "7",
    "72",
    "2912345678906",
    "7200201000048134",
    "7300201000048133",
    "hello",
    "72002010000481３３",
    "72" + "0" * 4998,
    "71" + "0" * 4998,
)


@pytest.mark.parametrize("code", NO_RECEIPTS)
def test_other_codes_are_no_receipt(code):
    assert read_receipt_code(code) is None
    assert own_kind(code) != "receipt"


@pytest.mark.parametrize("code", ["", "72", "2912345678906", "7600201000048133", "72O0201000048133", "71" * 20])
def test_other_codes_do_not_look_like_ours(code):
    assert not looks_like_own_code(code)


def test_a_taken_code_is_drawn_again():
    drawn = iter([5, 5, 6])
    first = new_code("coupon", draw=lambda _: 5)
    assert new_code("coupon", is_taken=lambda code: code == first, draw=lambda _: next(drawn)) == made("coupon", 6)


def test_new_codes_are_random_and_of_their_length():
    for kind in ("gift_card", "coupon", "badge"):
        fresh = {new_code(kind) for _ in range(50)}
        assert len(fresh) == 50
        assert {len(code) for code in fresh} == {LENGTHS[kind]}


def test_a_code_is_read_aloud_in_fours():
    assert grouped("7200201000048133") == "7200 2010 0004 8133"
    assert compact("7200 2010\u00a00004 8133") == "7200201000048133"
