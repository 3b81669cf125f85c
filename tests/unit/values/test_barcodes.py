"""Check digits notice what they promise to notice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.barcodes import GTIN_LENGTHS, gs1_check_digit, gtin14, is_digits, is_gtin, is_mod97, with_mod97

digits = st.text("0123456789", min_size=1, max_size=40)
gtin_bodies = st.sampled_from(GTIN_LENGTHS).flatmap(lambda n: st.text("0123456789", min_size=n - 1, max_size=n - 1))


@pytest.mark.parametrize("code", ["4006381333931", "96385074", "036000291452", "00012345600012", "2912345678906"])
def test_known_article_numbers_are_right(code):
    assert is_gtin(code)


@pytest.mark.parametrize("code", ["4006381333930", "", "123456789", "400638133393a", "٤٠٠٦٣٨١٣", "40063813339311"])
def test_what_is_no_article_number_is_refused(code):
    assert not is_gtin(code)


@pytest.mark.parametrize(
    ("text", "only_digits"), [("123", True), ("", False), ("1 2", False), ("٣", False), ("１", False), ("²", False)]
)
def test_only_ascii_digits_are_digits(text, only_digits):
    assert is_digits(text) is only_digits


@given(gtin_bodies)
def test_the_check_digit_makes_an_article_number(body):
    assert is_gtin(body + gs1_check_digit(body))


@given(gtin_bodies, st.data())
def test_a_single_wrong_digit_is_noticed(body, data):
    code = body + gs1_check_digit(body)
    place = data.draw(st.integers(0, len(code) - 1))
    wrong = data.draw(st.sampled_from([d for d in "0123456789" if d != code[place]]))
    assert not is_gtin(code[:place] + wrong + code[place + 1 :])


def test_every_length_has_one_form():
    assert gtin14("96385074") == "00000096385074"
    assert gtin14("4006381333931") == "04006381333931"


@given(digits)
def test_mod_97_makes_a_whole_code(body):
    code = with_mod97(body)
    assert len(code) == len(body) + 2
    assert is_mod97(code)


@pytest.mark.parametrize("code", ["", "1", "98", "12a45", "٣٤٥"])
def test_what_has_no_check_is_no_mod_97_code(code):
    assert not is_mod97(code)
