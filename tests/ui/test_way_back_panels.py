"""The way back in three ways: keys, a number pad with the scanner, and touch; each alone is enough."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from app.sales.basket import Goods
from tests.ui.counter_driver import Driver
from tests.ui.shop import ANNA_CARD, CHOCOLATE, COFFEE, MILK, MUG, TestShop
from tests.ui.way_back_hands import (
    change_goods,
    enter_when_fresh,
    is_void,
    menu_row,
    open_receipt,
    returns,
    settle_shop,
    stock,
    tap,
    tap_key_bar,
    tap_keys,
    tap_primary,
)

GIFT = "2000000000503"


def cash_of(documents: list) -> list[tuple[str, int]]:
    return [(tender.kind, tender.amount_minor) for document in documents for tender in document.refunds]


# -- cancelling a sale


def test_a_sale_is_cancelled_with_a_number_pad_and_its_slip_is_written(till: Driver, shop: TestShop) -> None:
    till.scan(ANNA_CARD, MUG)
    receipt = till.pay()
    open_receipt(till, receipt)
    till.type("*6")
    assert "Points taken back" in till.words()
    assert "Give back €8.50" in till.words()
    till.type("1/")
    assert is_void(till, receipt)
    assert "Give €8.50 in cash" in till.words()
    slip = shop.folder / "receipts" / f"{receipt.number}-void.txt"
    till.qtbot.waitUntil(slip.exists, timeout=3000)
    assert "RECEIPT CANCELLED" in slip.read_text("utf-8")


def test_a_sale_is_cancelled_from_the_list_of_receipts(till: Driver) -> None:
    till.scan(MUG)
    receipt = till.pay()
    till.press("Esc", "F9", "F6")
    assert till.mode == "void"
    till.type("1")
    till.press("F12")
    assert is_void(till, receipt)
    till.press("Enter", "F9")
    assert "cancelled" in till.words()


def test_a_sale_is_cancelled_by_touch(till: Driver) -> None:
    till.scan(MUG)
    receipt = till.pay()
    till.press("Esc")
    tap_key_bar(till, "F8")
    tap(till, receipt.number, "More", "Cancel the whole sale", "It was a test")
    tap_primary(till)
    assert is_void(till, receipt)


def test_nothing_is_cancelled_without_a_reason(till: Driver) -> None:
    till.scan(MUG)
    receipt = till.pay()
    open_receipt(till, receipt)
    till.type("*6/")
    assert "Choose a reason" in till.notice
    assert not is_void(till, receipt)


# -- correcting how it was paid


def test_a_wrong_tender_is_corrected_without_a_refund(till: Driver) -> None:
    till.scan(MUG)
    receipt = till.pay()
    open_receipt(till, receipt)
    till.type("*7")
    assert "Paid in truth" in till.words()
    till.type("1/")
    assert "paid by Card" in till.notice
    with till.terminal.store.reads() as reads:
        correction = reads.tender_correction(receipt.sale)
        shift = reads.open_shift()
        assert shift is not None
        totals = reads.shift_totals(shift.id)
    assert correction is not None
    assert (correction.tenders, totals.tenders_minor) == ((("card", 850),), {"card": 850})
    assert returns(till, receipt) == []


# -- how the money goes back


def test_money_goes_back_another_way_with_a_reason_and_the_rules_say_where_not(till: Driver) -> None:
    till.scan(MUG)
    receipt = till.pay()
    open_receipt(till, receipt)
    till.type("1*53")
    assert "Another tender needs a reason" in till.words()
    till.type("1/")
    documents = returns(till, receipt)
    assert (cash_of(documents), documents[0].tender_reason) == ([("card", 850)], "card_missing")


def test_store_credit_has_a_code_on_screen_and_slip_and_its_balance_is_seen(till: Driver, shop: TestShop) -> None:
    till.scan(MUG)
    receipt = till.pay()
    open_receipt(till, receipt)
    till.type("1*54/")
    code = returns(till, receipt)[0].tokens[0].code
    assert code in till.words().replace(" ", "")
    till.press("Enter")
    menu_row(till, "Balance of a gift card")
    till.scan(code)
    assert "€8.50 is left" in till.words()
    till.press("Esc")
    tap_keys(till, *"73", "Enter")
    assert "73 is no gift card of this shop" in till.words()


def test_what_a_gift_card_paid_never_goes_back_as_money(shop: TestShop, open_till: Callable[..., Driver]) -> None:
    sell_gift_cards(shop)
    till = open_till(shop)
    till.scan(GIFT)
    card = till.pay().tokens[0].code
    till.press("Esc")
    till.scan(MUG, card)
    receipt = till.pay()
    assert [(t.kind, t.amount_minor) for t in receipt.tenders] == [("gift_card", 850)]
    open_receipt(till, receipt)
    till.type("1*5")
    assert "they get it back, never money" in till.words()
    till.type("2")
    till.press("Esc")
    till.type("/")
    assert cash_of(returns(till, receipt)) == [("gift_card", 850)]


def test_a_receipt_says_what_is_left_on_the_gift_card_that_paid(
    shop: TestShop, open_till: Callable[..., Driver]
) -> None:
    sell_gift_cards(shop)
    till = open_till(shop)
    till.scan(GIFT)
    first = till.pay()
    paper = shop.folder / "receipts"
    till.press("Esc")
    till.scan(MUG, first.tokens[0].code)
    second = till.pay()
    till.qtbot.waitUntil((paper / f"{second.number}.txt").exists, timeout=3000)
    text = (paper / f"{second.number}.txt").read_text("utf-8")
    end = first.tokens[0].code[-4:]
    assert any(f"Left on gift card *{end}" in line and line.endswith("11.50") for line in text.splitlines())


def sell_gift_cards(shop: TestShop) -> None:
    from app.loyalty.program import read_program
    from app.storage.store import Store
    from app.workflows.programs import publish_program
    from tests.ui.way_back_hands import acting_in

    with Store.open(shop.folder, shop.clock) as books:
        program = read_program('{"id": "cards", "kind": "gift_card", "trigger": "card", "names": {"en": "Gift card"}}')
        publish_program(books, program, acting_in(books, shop))
    stock(shop, Goods("gift20", "Gift card 20", 2000, barcode=GIFT, kind="gift_card", program="cards"))


# -- finding the sale


def test_an_article_finds_the_receipts_that_hold_it(till: Driver, shop: TestShop) -> None:
    till.scan(MUG)
    receipt = till.pay()
    till.scan(MILK)
    till.pay()
    shop.clock.advance(3 * 86_400_000)
    till.press("Esc", "F8")
    till.scan(MUG)
    assert receipt.number in till.words()
    assert "Receipts with Mug" in till.words()
    till.type("1")
    assert f"Receipt {receipt.number}" in till.words()


@pytest.mark.parametrize("typed", ["1", "02-000001", "4471", "Anna", "Mug"])
def test_a_number_a_phone_a_name_and_an_article_find_it_by_typing(till: Driver, typed: str) -> None:
    till.scan(ANNA_CARD, MUG)
    receipt = till.pay()
    till.press("Esc", "F8")
    till.type("8")
    till.enter(typed)
    if f"Receipt {receipt.number} " not in till.words():
        till.type("1")
    assert f"Receipt {receipt.number} · Cash" in till.words()


def test_the_members_card_lists_what_they_bought(till: Driver) -> None:
    till.scan(ANNA_CARD, MUG)
    receipt = till.pay()
    till.scan(MILK)
    other = till.pay()
    till.press("Esc", "F8")
    till.scan(ANNA_CARD)
    assert receipt.number in till.words()
    assert other.number not in till.words()


def test_a_sale_comes_back_in_parts_until_nothing_is_left(till: Driver) -> None:
    till.scan(COFFEE, COFFEE, COFFEE)
    receipt = till.pay()
    for _ in range(2):
        open_receipt(till, receipt)
        till.type("1/")
        till.press("Enter")
    open_receipt(till, receipt)
    assert "3 sold, 2 returned already" in till.words()
    till.type("*8/")
    assert [document.whole for document in returns(till, receipt)] == [False, False, True]
    assert sum(amount for _, amount in cash_of(returns(till, receipt))) == receipt.tenders[0].amount_minor


def test_so_much_of_weighed_goods_as_was_typed_comes_back(till: Driver) -> None:
    till.enter("1.5*apples")
    receipt = till.pay()
    open_receipt(till, receipt)
    till.enter("0.5*")
    till.press("F12")
    assert [line.quantity_milli for line in returns(till, receipt)[0].lines] == [500]


def test_a_sum_of_a_bill_from_another_till_comes_back(shop: TestShop, open_till: Callable[..., Driver]) -> None:
    till = open_till(shop, mode="amount")
    till.enter("31.63")
    receipt = till.pay(key="Enter")
    open_receipt(till, receipt)
    till.enter("10")
    assert "Give back €10.00" in till.words()
    till.press("F12")
    assert [document.refund_minor for document in returns(till, receipt)] == [1000]
    till.press("Enter")
    open_receipt(till, receipt)
    till.enter("30")
    assert "At most €21.63" in till.words()


# -- without a receipt


def test_goods_without_a_receipt_become_store_credit(till: Driver) -> None:
    menu_row(till, "Goods come back")
    till.type("9")
    till.scan(MUG)
    till.type("1")
    assert "back: 2" in till.words()
    till.type("-/")
    assert "Returned" in till.words()
    with till.terminal.store.reads() as reads:
        kept = reads.return_by_number("02-000001")
    assert kept is not None
    assert [(token.kind, token.amount_minor) for token in kept[0].tokens] == [("store_credit", 850)]


def test_a_shop_that_takes_nothing_back_without_a_receipt_says_so(
    shop: TestShop, open_till: Callable[..., Driver]
) -> None:
    settle_shop(shop, return_without_receipt="refuse")
    till = open_till(shop)
    till.press("F8")
    till.type("9")
    assert "takes nothing back without its receipt" in till.words()
    till.type("/")
    assert "takes nothing back without its receipt" in till.notice


# -- slips


def test_an_exchange_slip_has_the_net_amount_and_a_copy_says_so(till: Driver, shop: TestShop) -> None:
    till.scan(MUG)
    receipt = till.pay()
    open_receipt(till, receipt)
    till.type("1")
    till.scan(CHOCOLATE)
    till.press("F12")
    enter_when_fresh(till)
    document = returns(till, receipt)[0]
    slip = shop.folder / "receipts" / f"{document.number}.txt"
    till.qtbot.waitUntil(slip.exists, timeout=3000)
    text = slip.read_text("utf-8")
    assert "EXCHANGE" in text
    assert any("NET GIVEN BACK" in line and line.endswith("5.71") for line in text.splitlines())
    till.press("Enter", "F9")
    till.window.screen_in_front.list.search_for(receipt.number)
    till.settle()
    till.press("F5")
    till.window.screen_in_front.print_copy()
    till.settle()
    assert "COPY" in (slip.parent / "copies" / slip.name).read_text("utf-8")
    assert (slip.parent / "copies" / f"{document.number}.pdf").read_bytes().startswith(b"%PDF")


# -- warranty


def test_a_serial_number_is_put_down_at_the_counter_and_finds_the_sale_again(
    shop: TestShop, open_till: Callable[..., Driver]
) -> None:
    change_goods(shop, "mug", warranty_months=24)
    till = open_till(shop)
    till.scan(MUG)
    receipt = till.pay()
    open_receipt(till, receipt)
    assert "warranty to 21.11.2028" in till.words()
    till.type("*31")
    till.scan("XK-0099-17")
    with till.terminal.store.reads() as reads:
        kept = reads.promises_of_sale(receipt.sale)
    assert [(row.serial, row.until) for row in kept] == [("XK-0099-17", dt.date(2028, 11, 21))]
    till.press("Esc", "F8")
    till.scan("XK-0099-17")
    assert f"Receipt {receipt.number} · Cash" in till.words()


# -- leaving


DEEP = ("", "*", "*1", "*11", "*113", "*2", "*3", "*31", "*4", "*5", "*53", "*6", "*61", "*7", "*71", "*9")


def test_three_times_esc_lead_back_to_selling_from_everywhere(till: Driver) -> None:
    till.scan(ANNA_CARD, MUG)
    receipt = till.pay()
    till.press("Esc")
    for keys in DEEP:
        till.press("F8")
        till.type("1")
        till.type(keys)
        assert till.mode != "basket", keys
        till.press("Esc", "Esc", "Esc")
        assert till.mode == "basket", keys
    assert returns(till, receipt) == []
    assert not is_void(till, receipt)


def test_the_digits_of_a_scanned_code_choose_nothing_in_a_list(till: Driver) -> None:
    """A code's first digit opened the second receipt of the list, and marked the second line of a sale."""
    till.scan(MUG, MILK)
    receipt = till.pay()
    till.scan(MUG)
    till.pay()
    open_receipt(till, receipt)
    till.scan(COFFEE)
    assert till.counter.session.basket.lines[0].goods.sku == "coffee"
    assert "back: 1" not in till.words()


def test_a_reward_tapped_twice_is_redeemed_at_most_once(till: Driver) -> None:
    """OCA/pos 185: each tap redeemed again; here the second takes it off, and a third puts it back."""
    till.scan(ANNA_CARD, COFFEE)
    till.press("F5")
    till.type("11")
    assert till.counter.session.basket.intents.asked == ()
    till.type("1")
    till.press("Esc")
    receipt = till.pay()
    assert [change.spent_milli for change in receipt.points] == [500_000]
    assert receipt.discount_minor == 600


def test_the_big_button_settles_an_exchange_and_never_sells_beside_it(till: Driver) -> None:
    till.scan(MUG)
    receipt = till.pay()
    open_receipt(till, receipt)
    till.type("1")
    till.scan(CHOCOLATE)
    till.type("*")
    till.press("F12")
    assert "Finish what comes back first" in till.notice
    till.press("Esc")
    till.terminal.checkout.totals.pay_wanted.emit()
    till.settle()
    assert till.mode == "trade"
    till.pace.wait(500)
    till.terminal.checkout.totals.pay_wanted.emit()
    till.settle()
    assert [document.exchange != "" for document in returns(till, receipt)] == [True]


def test_by_touch_alone_goods_come_back_without_a_receipt_and_are_exchanged(till: Driver) -> None:
    till.scan(MUG)
    receipt = till.pay()
    till.press("Esc")
    tap_key_bar(till, "F8")
    tap(till, "Without a receipt", "Type an article number")
    tap_keys(till, *MUG, "Enter")
    assert "back: 1" in till.words()
    till.press("Esc", "Esc")
    tap_key_bar(till, "F8")
    tap(till, receipt.number, 'Mug "Anna"', "More", "New goods for an exchange")
    tap_keys(till, *CHOCOLATE, "Enter")
    tap_primary(till)
    till.pace.wait(500)
    tap_primary(till)
    assert [document.exchange != "" for document in returns(till, receipt)] == [True]


def test_a_held_sale_is_discarded_with_a_number_pad(till: Driver) -> None:
    till.scan(MUG)
    till.press("F6")
    menu_row(till, "Held sales")
    till.type("*")
    assert "Nothing is held" in till.words()
