"""What is typed in the entry line and nearly right: an amount with a sign, a code with blanks, a star alone."""

from __future__ import annotations

from collections.abc import Callable

from tests.ui.counter_driver import Driver
from tests.ui.shop import COFFEE, TestShop


def test_a_negative_bill_is_refused_and_never_rung_up_as_positive(
    shop: TestShop, open_till: Callable[..., Driver]
) -> None:
    till = open_till(shop, mode="amount")
    till.enter("31.63")
    till.enter("-5")
    assert till.due == 3163
    assert "-5 is not an amount" in till.notice


def test_more_decimals_than_money_has_are_no_search(shop: TestShop, open_till: Callable[..., Driver]) -> None:
    till = open_till(shop, mode="amount")
    till.enter("31.6345")
    assert till.due == 0
    assert "more decimals than the currency" in till.notice


def test_a_code_is_known_with_the_blanks_it_is_printed_with(till: Driver) -> None:
    till.scan(COFFEE)
    till.enter("autumn 10")
    assert (till.due, till.entry) == (1071, "")


def test_a_star_alone_is_answered_with_what_was_typed(till: Driver) -> None:
    till.enter("*")
    assert till.notice.startswith("* is not a quantity")
