"""What cannot come back: each refused, or resolved by a rule, and the screen says which."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from app.facts.bodies import GoodsReturned
from app.loyalty.program import read_program
from app.people.codes import receipt_code
from app.sales.basket import Goods
from app.storage.store import Store
from app.workflows.programs import publish_program
from tests.ui.counter_driver import Driver
from tests.ui.shop import ANNA_CARD, COFFEE, IVAN_CARD, MUG, TestShop
from tests.ui.way_back_hands import acting_in, open_receipt, returns, stock

DAY_MS = 86_400_000
GIFT = "2000000000503"
FREE_MUG = """{"id": "mug-free", "names": {"en": "A mug with coffee"}, "rules": [{"products": {"skus": ["coffee"]},
 "conditions": [{"type": "min_quantity", "quantity_milli": 1000}]}],
 "rewards": [{"type": "free_product", "id": "m", "sku": "mug"}]}"""


def publish(shop: TestShop, program: str) -> None:
    with Store.open(shop.folder, shop.clock) as books:
        publish_program(books, read_program(program), acting_in(books, shop))


def test_more_than_was_sold(till: Driver) -> None:
    till.scan(MUG, MUG)
    receipt = till.pay()
    open_receipt(till, receipt)
    till.type("*2")
    till.enter("5")
    assert "2 sold, 0 already returned. At most 2 can come back" in till.words()
    till.press("F12")
    assert returns(till, receipt) == []


def test_a_line_twice(till: Driver) -> None:
    till.scan(MUG)
    receipt = till.pay()
    open_receipt(till, receipt)
    till.type("1/")
    till.press("Enter")
    open_receipt(till, receipt)
    assert "This sale: returned" in till.words()
    till.type("1")
    assert "all of it came back already" in till.notice
    till.press("F6", "F12")
    assert len(returns(till, receipt)) == 1


def test_a_line_twice_within_one_return_counts_once_up_to_what_was_sold(till: Driver) -> None:
    till.scan(MUG)
    receipt = till.pay()
    open_receipt(till, receipt)
    till.type("11")
    assert "back: 1" not in till.words()
    till.type("1/")
    assert [document.refund_minor for document in returns(till, receipt)] == [850]


@pytest.mark.parametrize("number", ["07-000001", "99-123456"])
def test_a_receipt_of_another_till_or_shop(till: Driver, number: str) -> None:
    till.press("F8")
    till.type("8")
    till.enter(number)
    assert f"Receipt {number} is not on this till" in till.notice
    assert "Return it there, or without a receipt with a manager" in till.notice
    assert till.mode == "return"


def test_a_receipt_code_of_another_shops_till(till: Driver) -> None:
    till.scan(receipt_code(9, 1, 4))
    assert "Receipt 09-000004 is not on this till" in till.notice


def test_a_number_that_does_not_exist(till: Driver) -> None:
    till.press("F8")
    till.enter("02-000777")
    assert "There is no receipt 02-000777" in till.notice


def test_after_the_window(till: Driver, shop: TestShop) -> None:
    till.scan(MUG)
    receipt = till.pay()
    shop.clock.advance(16 * DAY_MS)
    open_receipt(till, receipt)
    till.type("1")
    assert "Day 16 of 14: a manager may still take it back" in till.words()


def test_a_gift_card_that_is_partly_spent(shop: TestShop, open_till: Callable[..., Driver]) -> None:
    publish(shop, '{"id": "cards", "kind": "gift_card", "trigger": "card", "names": {"en": "Gift card"}}')
    stock(shop, Goods("gift20", "Gift card 20", 2000, barcode=GIFT, kind="gift_card", program="cards"))
    till = open_till(shop)
    till.scan(GIFT)
    sold = till.pay()
    till.press("Esc")
    till.scan(MUG, sold.tokens[0].code)
    till.pay()
    open_receipt(till, sold)
    till.type("1")
    assert "Gift card 20 was spent in part: €11.50 is left" in till.words()
    till.type("/")
    assert returns(till, sold) == []


def test_a_free_item_alone(shop: TestShop, open_till: Callable[..., Driver]) -> None:
    """It is no line to choose; scanned, it is new goods; with its coffee it comes back and the screen says so."""
    publish(shop, FREE_MUG)
    till = open_till(shop)
    till.scan(COFFEE)
    receipt = till.pay()
    assert [line.goods.sku for line in receipt.lines if line.free_by] == ["mug"]
    open_receipt(till, receipt)
    board = till.counter.mode.board()
    assert board is not None
    titles = [till.window.desk.face.say(row.title) for row in board.rows()]
    assert [title for title in titles if "Mug" in title] == []
    till.type("1")
    assert "was free with these goods: it comes back too" in till.words()


def test_while_points_are_negative(till: Driver, shop: TestShop) -> None:
    """Ivan's coffee earned points, he spent them, and gives the coffee back: the balance says below zero."""
    till.scan(IVAN_CARD, *[COFFEE] * 10)
    first = till.pay()
    till.press("Esc")
    till.scan(IVAN_CARD, *[MUG] * 2)
    till.press("F12")
    till.wait_for_guard()
    till.type("*")
    till.enter("100")
    till.wait_for_guard()
    till.press("Enter")
    till.press("Esc")
    open_receipt(till, first)
    till.press("F6")
    assert "The balance goes below zero by" in till.words()
    assert any(line.startswith("Points after, -") for line in till.words().splitlines())
    till.press("F12")
    document = returns(till, first)[0]
    assert document.points[0].after_milli < 0


def test_a_clock_set_back_before_the_sale(till: Driver, shop: TestShop) -> None:
    till.scan(MUG)
    receipt = till.pay()
    shop.clock.advance(-3 * 3_600_000)
    open_receipt(till, receipt)
    till.type("1")
    assert "The till's clock stands before the sale" in till.words()
    till.type("/")
    assert returns(till, receipt) == []


def test_two_tills_that_take_the_same_line_back(shop: TestShop, open_till: Callable[..., Driver]) -> None:
    """Both facts stay; the counter, the list of receipts and the screen of conflicts show them."""
    till = open_till(shop)
    till.scan(ANNA_CARD, MUG)
    receipt = till.pay()
    open_receipt(till, receipt)
    till.type("1/")
    document = returns(till, receipt)[0]
    till.terminal.close()
    with Store.open(shop.folder, shop.clock) as books, books.unit_of_work() as unit:
        other = msgspec.structs.replace(document, id=unit.new_id(), till=7, sequence=1)
        unit.record(GoodsReturned(other), business_on=acting_day(books, shop))
    till = open_till(shop)
    till.press("F9")
    assert "1 to decide between tills" in till.words()
    till.press("F11")
    words = till.words()
    assert "1 sold, 2 taken back, at tills that had not heard of each other" in words
    assert "02-000002" in words
    assert "07-000001" in words
    assert "What to do" in words


def acting_day(books: Store, shop: TestShop):  # type: ignore[no-untyped-def]
    return acting_in(books, shop).business_on


def test_a_sale_that_was_voided(till: Driver) -> None:
    till.scan(MUG)
    receipt = till.pay()
    open_receipt(till, receipt)
    till.type("*61/")
    till.press("Enter")
    open_receipt(till, receipt)
    assert f"Receipt {receipt.number} was voided: nothing of it is open" in till.words()
    till.type("*6")
    assert f"Receipt {receipt.number} was voided already" in till.words()


def test_a_sale_of_yesterday_is_not_voided_but_returned(till: Driver, shop: TestShop) -> None:
    till.scan(MUG)
    receipt = till.pay()
    shop.clock.advance(DAY_MS)
    till.scan(COFFEE)
    till.pay()
    open_receipt(till, receipt)
    till.type("*6")
    assert "is not of this shift" in till.words()
    assert "F8 takes it back" in till.words()


def test_a_double_press_gives_back_once(till: Driver) -> None:
    till.scan(MUG, MUG)
    receipt = till.pay()
    open_receipt(till, receipt)
    till.type("1//")
    till.press("F12")
    assert [document.refund_minor for document in returns(till, receipt)] == [850]


def test_odd_quantities_return_nothing(till: Driver) -> None:
    till.scan(MUG)
    receipt = till.pay()
    for typed in ("0*", "-1*", "0.5*", "1e9*", "99999999999999999999*", "²*"):
        open_receipt(till, receipt)
        till.counter.type(typed)
        till.press("Enter")
        till.press("F12")
        assert returns(till, receipt) == [], typed
        till.press("Esc", "Esc", "Esc")


def test_a_code_nobody_knows_is_said_and_the_return_stays(till: Driver) -> None:
    till.scan(MUG)
    receipt = till.pay()
    till.press("Esc", "F8")
    till.scan("4601234567893")
    assert "is no receipt, member, article or serial number here" in till.notice
    till.type("1")
    assert f"Receipt {receipt.number}" in till.words()
