"""The entry line: one for the whole till, whatever has the focus, and whatever comes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.ui.counter_driver import Driver
from tests.ui.shop import ANNA_CARD, APPLES, COFFEE, MILK, UNKNOWN, TestShop


def test_enter_never_pays_and_never_repeats(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("Enter", "Enter", "Enter")
    assert (till.mode, len(till.rows), till.rows[0].quantity) == ("basket", 1, "1")
    assert till.receipts() == 0
    assert "F12" in till.notice


def test_typing_lands_in_the_entry_line_whatever_has_the_focus(till: Driver) -> None:
    till.terminal.checkout.table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    till.terminal.checkout.table.setFocus()
    till.scan(COFFEE)
    assert till.names == ["Coffee beans 1 kg"]
    till.window.setFocus()
    till.type("mil")
    assert till.entry == "mil"


def test_the_focus_comes_back_to_the_entry_line(till: Driver) -> None:
    line = till.terminal.checkout.entry.line
    till.scan(COFFEE, ANNA_CARD)
    for key in ("F1", "F2", "F3", "F4", "F5", "F10"):
        till.press(key)
        till.press("Esc")
        assert till.mode == "basket", key
        assert till.window.focusWidget() is line, key


def test_a_name_is_searched_while_it_is_typed_and_chosen_by_enter(till: Driver) -> None:
    till.type("choc")
    assert "Dark chocolate 70 %" in till.words(till.terminal.checkout.panels.board)
    till.press("Enter")
    assert till.names == ["Dark chocolate 70 %"]
    assert till.entry == ""


@pytest.mark.parametrize("typed", ["rjat", "chokolate", "GRANLOA", "шоколад", "молоко"])
def test_a_name_is_found_under_the_wrong_layout_and_with_typos(till: Driver, typed: str) -> None:
    till.enter(typed)
    assert len(till.rows) == 1, till.notice


def test_a_search_that_finds_nothing_says_so_and_adds_nothing(till: Driver) -> None:
    till.enter("zzzzzz")
    assert till.rows == []
    assert "Nothing is called zzzzzz" in till.notice


def test_a_member_is_found_from_the_basket_by_name(till: Driver, shop: TestShop) -> None:
    till.scan(COFFEE)
    till.type("kuznetsova")
    till.press("Enter")
    assert till.counter.session.basket.member == shop.anna, (till.names, till.notice)


def test_a_large_quantity_asks_again_in_the_entry_line(till: Driver) -> None:
    till.enter(f"99*{COFFEE}")
    assert till.rows == []
    assert "99 at once?" in till.notice
    assert till.entry == f"99*{COFFEE}"
    till.press("Enter")
    assert till.rows[0].quantity == "99"


def test_digits_typed_after_a_scan_start_a_new_entry(till: Driver) -> None:
    till.scan(COFFEE)
    till.enter("2")
    assert till.rows[0].quantity == "1"


@pytest.mark.parametrize(
    "typed",
    [
        "0*" + COFFEE,
        "1000000000*" + COFFEE,
        "1e9*" + COFFEE,
        "1.5*" + COFFEE,
        "NaN*" + COFFEE,
        "٣*" + COFFEE,
        "0*",
        "*",
    ],
)
def test_quantities_that_cannot_be_are_refused_in_words(till: Driver, typed: str) -> None:
    till.scan(MILK)
    till.window.messages.dismiss()
    till.enter(typed)
    assert [(row.name, row.quantity) for row in till.rows] == [("Milk 3.2 % organic, 1 l", "1")]
    assert till.notice


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b\x07\x1b[31m\x7f",
        "🥐🥐🥐👨\u200d👩\u200d👧",
        "\u202e\u2067kafe\u2069\u200f",
        "-3*" + COFFEE,
        "x" * 5000,
        "9" * 5000,
        'milk" OR "1"="1',
        "NEAR(milk coffee) AND -soap* ^col:name",
        "'; DROP TABLE products; --",
        "%_%",
        "\\\"'`",
        "e\u0301" * 40,
        "   ",
        "\ufeff\u200b",
    ],
)
def test_hostile_text_is_answered_in_words_and_loses_nothing(till: Driver, text: str) -> None:
    till.scan(COFFEE)
    QGuiApplication.clipboard().setText(text)
    handle = till.window.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    till.settle()
    till.press("Enter")
    till.settle()
    while till.mode != "basket" or till.entry:
        till.press("Esc")
    goods = [row for row in till.rows if row.kind == "goods" and row.name == "Coffee beans 1 kg"]
    assert len(goods) == 1
    till.press("Esc", "Esc")
    for row in [row for row in till.rows if row.kind == "unresolved"]:
        till.counter.session.select(row.key)
        till.press("Del")
    assert till.pay().total_minor >= 1190


def test_escape_goes_back_one_step_and_never_loses_a_line(till: Driver) -> None:
    till.scan(COFFEE, APPLES)
    till.press("F12")
    till.press("F5")
    till.type("12")
    till.press("Esc")
    assert (till.entry, till.mode) == ("", "payment")
    till.press("Esc", "Esc", "Esc", "Esc")
    assert till.mode == "basket"
    assert len(till.rows) == 2


def test_every_mode_leads_back_to_the_basket_in_three_presses(till: Driver) -> None:
    till.scan(COFFEE, ANNA_CARD, UNKNOWN)
    ways = [("F1",), ("F2",), ("F3",), ("F4",), ("F5",), ("F10",), ("Enter",)]
    for way in ways:
        till.press(*way)
        assert till.mode != "basket", way
        for _ in range(3):
            if till.mode != "basket":
                till.press("Esc")
        assert till.mode == "basket", way
    assert len(till.rows) == 2


def test_a_scan_is_goods_even_while_looking_for_a_member(till: Driver) -> None:
    till.press("F2")
    till.scan(COFFEE)
    assert till.mode == "member", "the panel stays open"
    assert till.names == ["Coffee beans 1 kg"]


def test_a_scan_is_never_an_amount(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("F12")
    till.wait_for_guard()
    till.scan("4601234567893")
    assert till.mode == "payment"
    assert till.receipts() == 0
    assert "does not pay" in till.notice


def test_goods_scanned_while_paying_offer_to_go_back(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("F12")
    till.wait_for_guard()
    till.scan(MILK)
    assert till.mode == "payment"
    assert len(till.rows) == 1
    assert "Add Milk 3.2 % organic, 1 l €1.89" in till.words(till.terminal.checkout.panels.payment)
    till.press("Enter")
    assert till.mode == "basket"
    assert len(till.rows) == 2


def test_a_card_scanned_while_paying_prices_anew(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("F12")
    till.wait_for_guard()
    till.scan(ANNA_CARD)
    assert (till.mode, till.due) == ("payment", 1090)


def test_keys_that_come_while_an_answer_is_awaited_wait_their_turn(till: Driver) -> None:
    till.scan(COFFEE, MILK, COFFEE, wait=False)
    QTest.keyClick(till.window.windowHandle(), Qt.Key.Key_F12)
    till.settle()
    assert till.mode == "payment"
    assert till.due == 2569


def test_plus_and_slash_type_where_something_was_typed(till: Driver) -> None:
    till.scan(COFFEE)
    till.type("a+/")
    assert till.entry == "a+/"
    assert till.rows[0].quantity == "1"


def test_slash_pays_on_an_empty_line(till: Driver) -> None:
    till.scan(COFFEE)
    till.type("/")
    assert till.mode == "payment"


def test_an_anonymous_card_of_ours_is_no_goods(till: Driver) -> None:
    till.scan("2955555555551")
    assert till.rows == []
    assert "not one of ours" in till.notice


def test_a_misread_code_is_scanned_again(till: Driver) -> None:
    till.scan("4601234567890")
    assert till.rows == []
    assert "misread" in till.notice


def test_the_entry_line_is_the_only_thing_that_takes_focus_while_selling(
    till: Driver, open_till: Callable[..., Driver]
) -> None:
    from tests.ui.visible import visible_widgets

    till.scan(COFFEE, ANNA_CARD)
    for key in ("", "F2", "F5", "F12"):
        if key:
            till.press(key)
        takers = [
            each
            for each in visible_widgets(till.terminal.checkout)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each is not till.terminal.checkout.entry.line
        ]
        assert takers == [], key
        till.press("Esc")
