"""Members: joining once, cards for life, late attaching; every refusal leaves nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from app.people.cards import is_card_number
from app.values.errors import Refusal
from app.workflows import members
from app.workflows.look_up import CardStopped, MemberHit, NotKnown, find_members, identify
from app.workflows.members import Joining, MemberExists
from app.workflows.privacy.consents import change_consent


def refused(code: str):
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def count(counter) -> int:
    with counter.books.reads() as reads:
        return reads.count_members()


def test_a_phone_number_alone_joins(counter):
    view = members.enrol_member(counter.books, Joining(phone="06 1234 4471"), counter.acting(counter.cashier))
    assert view.person is not None
    assert view.person.phone == "+31612344471"
    assert is_card_number(view.cards[0].number)
    assert view.consents == {}


@pytest.mark.parametrize("spelling", ["0612344471", "+31 6 12344471", "0031612344471", "31612344471", "(06) 1234-4471"])
def test_the_same_phone_in_any_spelling_is_found_not_joined_twice(counter, spelling):
    acting = counter.acting()
    first = members.enrol_member(counter.books, Joining(phone="06 1234 4471", name="Anna Kuznetsova"), acting)
    with pytest.raises(MemberExists) as exists:
        members.enrol_member(counter.books, Joining(phone=spelling), acting)
    assert exists.value.member == first.id
    assert count(counter) == 1
    with counter.books.reads() as reads:
        assert [row.id for row in find_members(spelling, reads, acting.shop).rows] == [first.id]


@pytest.mark.parametrize("typed", ["4471", "Kuznetsova", "anna", "kuznecova", "фттф"])
def test_found_by_last_four_name_typo_and_wrong_layout(counter, typed):
    acting = counter.acting()
    view = members.enrol_member(counter.books, Joining(phone="0612344471", name="Anna Kuznetsova"), acting)
    with counter.books.reads() as reads:
        rows = find_members(typed, reads, acting.shop).rows
    assert [row.id for row in rows] == [view.id]
    assert rows[0].shown_name == "Anna K."
    assert "1234" not in rows[0].masked_phone


@pytest.mark.parametrize(
    ("joining", "code"),
    [
        (Joining(), "member.empty"),
        (Joining(phone="12345678901234"), "phone.invalid"),
        (Joining(phone="abc"), "phone.invalid"),
        (Joining(phone="0612344471", email="anna"), "member.email"),
        (Joining(phone="0612344471", birthday=dt.date(2030, 1, 1)), "member.birthday"),
        (Joining(phone="0612344471", card="2912345678900"), "card.misread"),
    ],
)
def test_bad_input_is_refused_and_nothing_is_kept(counter, joining, code):
    with refused(code):
        members.enrol_member(counter.books, joining, counter.acting())
    assert count(counter) == 0


def test_names_are_cleaned_before_they_are_kept(counter):
    dirty = "\x1bp\x00 Anna\u202e \r\nBcc: x 🎂"
    view = members.enrol_member(counter.books, Joining(phone="0612344471", name=dirty), counter.acting())
    assert view.person is not None
    assert view.person.name == "p Anna Bcc: x 🎂"


def test_a_lost_card_stops_and_its_replacement_works(counter):
    acting = counter.acting()
    view = members.enrol_member(counter.books, Joining(phone="0612344471"), acting)
    old = view.cards[0].number
    members.set_card_status(counter.books, old, "lost", acting, reason="left in a bus")
    with counter.books.reads() as reads:
        assert isinstance(identify(old, reads, acting.shop), CardStopped)
    new = members.issue_card(counter.books, view.id, acting, replaces=old).number
    with counter.books.reads() as reads:
        assert isinstance(identify(new, reads, acting.shop), MemberHit)
        stopped = identify(old, reads, acting.shop)
    assert isinstance(stopped, CardStopped)
    assert stopped.status == "replaced"
    with refused("card.replaced"):
        members.set_card_status(counter.books, old, "active", acting)


def test_a_card_belongs_to_one_member_only(counter):
    acting = counter.acting()
    anna = members.enrol_member(counter.books, Joining(phone="0612344471"), acting)
    with refused("card.taken"):
        members.enrol_member(counter.books, Joining(phone="0612344472", card=anna.cards[0].number), acting)
    other = members.enrol_member(counter.books, Joining(phone="0612344472"), acting)
    with refused("card.not_theirs"):
        members.issue_card(counter.books, other.id, acting, replaces=anna.cards[0].number)


def test_an_unknown_card_is_not_taken_for_goods(counter):
    acting = counter.acting()
    with counter.books.reads() as reads:
        assert isinstance(identify("2912345678906", reads, acting.shop), NotKnown)


def test_a_cashier_may_not_block_cards(counter):
    view = members.enrol_member(counter.books, Joining(phone="0612344471"), counter.acting())
    with refused("right.missing"):
        members.set_card_status(counter.books, view.cards[0].number, "blocked", counter.acting(counter.cashier))


def test_consents_are_kept_one_by_one(counter):
    acting = counter.acting()
    view = members.enrol_member(counter.books, Joining(phone="0612344471", consents={"terms": True}), acting)
    change_consent(counter.books, view.id, acting, purpose="messages", granted=True)
    change_consent(counter.books, view.id, acting, purpose="messages", granted=False)
    with counter.books.reads() as reads:
        opened = reads.member(view.id)
    assert opened is not None
    assert opened.consents == {"terms": True, "messages": False}


def test_a_record_is_changed_as_a_whole_and_found_by_its_new_phone(counter):
    acting = counter.acting()
    view = members.enrol_member(counter.books, Joining(phone="0612344471", name="Anna"), acting)
    members.change_member(counter.books, view.id, Joining(phone="0612344499", name="Анна Ёлкина"), acting)
    with counter.books.reads() as reads:
        assert find_members("0612344471", reads, acting.shop).phone == "+31612344471"
        assert [row.id for row in find_members("елкина", reads, acting.shop).rows] == [view.id]
