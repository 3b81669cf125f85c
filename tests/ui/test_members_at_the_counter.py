"""Finding and joining members from the checkout."""

from __future__ import annotations

import pytest

from tests.ui.counter_driver import Driver
from tests.ui.shop import COFFEE, TestShop


def first_row(till: Driver) -> str:
    """Title of the first row of the panel."""
    board = till.counter.mode.board()
    assert board is not None
    return till.window.desk.face.say(board.rows()[0].title) if board.rows() else ""


@pytest.mark.parametrize(
    "typed",
    [
        "4471",
        "0612344471",
        "06 1234 4471",
        "+31 6 12344471",
        "0031612344471",
        "(06)123-444-71",
        "2912345678906",
        "anna",
        "Кузнецова",
        "kuznezova",
        "Kuznetsova Anna",
        "lepytwjdf",
    ],
)
def test_a_member_is_found_however_they_are_named(till: Driver, shop: TestShop, typed: str) -> None:
    if typed in {"Кузнецова", "lepytwjdf"}:
        typed = {"Кузнецова": "елкин", "lepytwjdf": "tkrby"}[typed]
        till.press("F2")
        till.enter(typed)
        assert till.counter.session.basket.member == shop.ivan
        return
    till.press("F2")
    till.enter(typed)
    assert till.counter.session.basket.member == shop.anna


def test_last_four_digits_and_f2_and_enter_are_six_keys(till: Driver, shop: TestShop) -> None:
    till.type("4471")
    till.press("F2")
    till.press("Enter")
    assert till.counter.session.basket.member == shop.anna


def test_joining_takes_twelve_keys(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("F2")
    till.enter("0687654321")
    info = till.counter.session.member
    assert info is not None
    assert info.view.person is not None
    assert info.view.person.phone == "+31687654321"
    assert "Joined" in till.notice
    receipt = till.pay()
    assert receipt.member == info.id
    assert receipt.points[0].earned_milli == 10_000, "the sale in progress earns already"


def test_nothing_but_what_was_asked_is_consented_to(till: Driver) -> None:
    till.press("F2")
    till.type("0687654321")
    assert "Join the club" in till.words()
    till.press("Enter")
    info = till.counter.session.member
    assert info is not None
    granted = {purpose for purpose, answer in info.view.consents.items() if answer}
    assert granted == {"terms", "personal_data"}


def test_a_customer_who_wants_news_says_so(till: Driver) -> None:
    till.press("F2")
    till.type("0687654321")
    till.press("Alt+1")
    till.press("Enter")
    info = till.counter.session.member
    assert info is not None
    assert info.view.consents["messages"]
    assert not info.view.consents["profiling"]


def test_a_name_may_follow_the_number(till: Driver) -> None:
    till.press("F2")
    till.enter("0687654321 Jan de Vries")
    assert "Jan d." in till.words()


def test_a_phone_that_is_known_is_found_and_never_joined_twice(till: Driver, shop: TestShop) -> None:
    with till.terminal.store.reads() as reads:
        before = reads.count_members()
    till.press("F2")
    till.enter("+31612344471")
    assert till.counter.session.basket.member == shop.anna
    with till.terminal.store.reads() as reads:
        assert reads.count_members() == before


@pytest.mark.parametrize(
    ("typed", "said"), [("44", "at least 4"), ("06123", "no whole phone number"), ("zz", "Nobody")]
)
def test_what_is_not_found_says_what_to_type(till: Driver, typed: str, said: str) -> None:
    till.press("F2")
    till.enter(typed)
    assert said in till.notice
    assert till.entry == typed, "what was typed stays, to be completed"
    assert till.mode == "member"


def test_the_counter_shows_no_more_than_it_may(till: Driver) -> None:
    till.press("F2")
    till.type("4471")
    words = till.words()
    assert "Anna K." in words
    for secret in ("Kuznetsova", "612344471", "1990"):
        assert secret not in words


def test_a_card_is_a_better_proof_than_a_phone_and_is_not_lost_again(till: Driver) -> None:
    till.press("F2")
    till.enter("4471")
    assert till.counter.session.basket.proof == "phone"
    till.scan("2912345678906")
    assert till.counter.session.basket.proof == "card"
    till.press("F2")
    till.enter("4471")
    assert till.counter.session.basket.proof == "card"
