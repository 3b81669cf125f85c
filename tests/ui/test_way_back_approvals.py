"""What a cashier may not do alone: somebody else allows it in the panel, and the cashier stays signed in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.counter_driver import Driver
from tests.ui.shop import ANNA_CARD, CHOCOLATE, MUG, TestShop, make_shop
from tests.ui.way_back_hands import enter_when_fresh, is_void, open_receipt, returns

CASHIER, OWNER = "5937", "4821"


@pytest.fixture
def shop(tmp_path: Path) -> TestShop:
    return make_shop(tmp_path / "shop", pin=OWNER)


@pytest.fixture
def till(shop: TestShop, open_till: Callable[..., Driver]) -> Driver:
    """Maria, a cashier, is signed in."""
    till = open_till(shop)
    till.sign_in(CASHIER)
    return till


def approve(till: Driver, why: str) -> None:
    """The owner types her PIN into the panel that says why it asks."""
    assert "Ask somebody to approve" in till.words()
    assert why in till.words()
    till.type(OWNER)
    till.qtbot.waitUntil(lambda: "Ask somebody to approve" not in till.words(), timeout=5000)
    till.settle()


def still_maria(till: Driver) -> bool:
    staff = till.counter.till.staff
    return staff is not None and staff.name == "Maria"


def test_a_return_after_the_window(till: Driver, shop: TestShop) -> None:
    till.scan(MUG)
    receipt = till.pay()
    shop.clock.advance(15 * 86_400_000)
    open_receipt(till, receipt)
    till.type("1")
    assert "Day 15 of 14" in till.words()
    till.press("F12")
    approve(till, "Day 15 of 14")
    document = returns(till, receipt)[0]
    assert (document.approved_by, still_maria(till)) == (shop.owner, True)


def test_esc_in_the_panel_changes_nothing(till: Driver, shop: TestShop) -> None:
    till.scan(MUG)
    receipt = till.pay()
    shop.clock.advance(15 * 86_400_000)
    open_receipt(till, receipt)
    till.type("1")
    till.press("F12", "Esc")
    assert returns(till, receipt) == []
    assert "Nobody allowed it" in till.notice
    assert till.mode == "return"


def test_a_void_and_a_correction_later_than_a_minute_and_a_half(till: Driver, shop: TestShop) -> None:
    till.scan(MUG)
    receipt = till.pay()
    shop.clock.advance(91_000)
    open_receipt(till, receipt)
    till.type("*71/")
    approve(till, "a manager corrects it")
    with till.terminal.store.reads() as reads:
        correction = reads.tender_correction(receipt.sale)
    assert correction is not None
    open_receipt(till, receipt)
    till.type("*61/")
    approve(till, "a manager voids it")
    assert is_void(till, receipt)
    assert still_maria(till)


def test_goods_without_a_receipt(till: Driver, shop: TestShop) -> None:
    till.press("F8")
    till.type("9")
    till.scan(MUG)
    till.type("/")
    approve(till, "Without a receipt a manager takes it back")
    with till.terminal.store.reads() as reads:
        kept = reads.return_by_number("02-000001")
    assert kept is not None
    assert kept[0].approved_by == shop.owner


def test_goodwill_beyond_the_limit(till: Driver, shop: TestShop) -> None:
    till.scan(ANNA_CARD, MUG)
    receipt = till.pay()
    open_receipt(till, receipt)
    till.press("F11")
    till.type("13")
    till.enter("300")
    approve(till, "More than 200 points")
    assert "300 points are on your account" in till.words()


def test_an_exchange_after_the_window(till: Driver, shop: TestShop) -> None:
    till.scan(MUG)
    receipt = till.pay()
    shop.clock.advance(20 * 86_400_000)
    open_receipt(till, receipt)
    till.type("1")
    till.scan(CHOCOLATE)
    till.press("F12")
    enter_when_fresh(till)
    approve(till, "Day 20 of 14")
    assert returns(till, receipt)[0].approved_by == shop.owner
