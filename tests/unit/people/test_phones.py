"""Phones are understood in any spelling and kept in one."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.phones import example_phone, parse_phone, phone_digits, require_phone, spoken_phone
from app.values.errors import Refusal


@pytest.mark.parametrize(
    ("text", "country", "kept"),
    [
        ("06 12344471", "NL", "+31612344471"),
        ("0612344471", "NL", "+31612344471"),
        ("+31 (6) 1234-4471", "NL", "+31612344471"),
        ("0031 6 12344471", "NL", "+31612344471"),
        ("31612344471", "NL", "+31612344471"),
        ("8 (912) 345-67-89", "RU", "+79123456789"),
        ("9123456789", "RU", "+79123456789"),
        ("+7 912 345 67 89", "NL", "+79123456789"),
        ("202-456-1111", "US", "+12024561111"),
        ("06\u00a012344471", "NL", "+31612344471"),
    ],
)
def test_a_number_is_understood_in_any_spelling(text, country, kept):
    assert parse_phone(text, country) == kept


NO_NUMBERS = (
    "",
    "4471",
    "12345",
    "0612344",
    "06123444711111111111",
    "phone",
    "06 1234x471",
    "٠٦١٢٣٤٤٤٧١",
    "+",
    "+++",
    "000000000000",
)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_here_is_not_taken(text):
    assert parse_phone(text, "NL") is None


@pytest.mark.parametrize("country", ["NL", "RU", "US", "DE", "GB"])
def test_a_countrys_own_example_is_kept_in_one_form(country):
    example = phonenumbers.example_number_for_type(country, phonenumbers.PhoneNumberType.MOBILE)
    kept = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    for how in (phonenumbers.PhoneNumberFormat.NATIONAL, phonenumbers.PhoneNumberFormat.INTERNATIONAL):
        assert parse_phone(phonenumbers.format_number(example, how), country) == kept


@given(st.text("0123456789+-() x", max_size=24))
def test_whatever_is_typed_gives_a_whole_number_or_none(text):
    found = parse_phone(text, "NL")
    assert found is None or (found.startswith("+") and parse_phone(found, "NL") == found)


def test_decoration_is_left_out_of_the_digits():
    assert phone_digits(" +31 (6) 12-34–44.71/") == "31612344471"
    assert phone_digits("06 1234x") == ""
    assert phone_digits("") == ""


def test_a_wrong_number_is_refused_with_an_example():
    with pytest.raises(Refusal) as refused:
        require_phone(" 0612 ", "NL")
    said = refused.value.message.english()
    assert refused.value.code == "phone.invalid"
    assert said.startswith("0612 is not a phone number here (4 digits). A number looks like 06")
    assert said.endswith("Nothing was saved.")


def test_an_unknown_country_still_has_an_example():
    with pytest.raises(Refusal) as refused:
        require_phone("12", "ZZ")
    assert "+31 6 12345678" in refused.value.message.english()


def test_a_right_number_is_given_back():
    assert require_phone("06 12344471", "NL") == "+31612344471"


def test_a_countrys_numbers_are_shown_by_example():
    assert parse_phone(example_phone("NL"), "NL") is not None
    assert example_phone("ZZ") == ""


def test_a_number_is_spoken_as_people_write_it():
    assert spoken_phone("+31612344471") == "+31 6 12344471"
    assert spoken_phone("none") == "none"
