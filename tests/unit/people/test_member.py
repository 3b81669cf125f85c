"""What the counter shows of a member is little, and what facts carry of a person is a digest."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.member import Card, Member, PersonRecord, masked_phone, short_name

ANNA = PersonRecord(salt=b"0" * 16, name="Anna Kuznetsova", phone="+31612344471")


def member(person=ANNA, *cards):
    return Member("m1", dt.date(2026, 1, 2), person, cards)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Anna Kuznetsova", "Anna K."),
        ("Анна Мария Кузнецова", "Анна М."),
        ("Anna", "Anna"),
        ("", ""),
        ("  Anna   Kuznetsova ", "Anna K."),
    ],
)
def test_a_name_is_shown_short(name, shown):
    assert short_name(name) == shown


def test_a_member_is_shown_by_first_name_and_the_end_of_the_active_card():
    lost, active = Card("2900000000018", "m1", "lost"), Card("2912345678906", "m1")
    shown = member(ANNA, lost, active)
    assert shown.shown_name == "Anna K."
    assert shown.shown_card == "*8906"


def test_a_forgotten_member_without_a_card_shows_nothing():
    assert member(None).shown_name == ""
    assert member(None, Card("2900000000018", "m1", "blocked")).shown_card == ""


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("+31612344471", "+31 •••• 4471"), ("+79123456789", "+7 •••• 6789"), ("", ""), ("12", "•••• 12")],
)
def test_a_phone_is_masked(phone, masked):
    assert masked_phone(phone) == masked


def test_a_digest_follows_from_every_field_and_the_salt():
    versions = [
        ANNA,
        msgspec.structs.replace(ANNA, salt=b"1" * 16),
        msgspec.structs.replace(ANNA, name="Anna K"),
        msgspec.structs.replace(ANNA, phone=""),
        msgspec.structs.replace(ANNA, birthday=dt.date(1990, 1, 1)),
        msgspec.structs.replace(ANNA, external="17"),
    ]
    assert len({version.digest() for version in versions}) == len(versions)
    assert {len(version.digest()) for version in versions} == {32}


@given(st.binary(min_size=16, max_size=16), st.text(max_size=30), st.dates())
def test_a_digest_survives_writing_and_reading_the_record(salt, name, birthday):
    record = PersonRecord(salt=salt, name=name, birthday=birthday)
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(record), type=PersonRecord)
    assert again.digest() == record.digest()
