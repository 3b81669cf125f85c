"""Selling by keys and scans through the real window, on real books."""

from __future__ import annotations

from tests.ui.counter_driver import Driver
from tests.ui.shop import ANNA_CARD, APPLES, COFFEE, CROISSANT, IVAN_CARD, MILK, UNKNOWN, TestShop


def test_scans_become_lines_and_the_same_goods_join(till: Driver) -> None:
    till.scan(COFFEE, MILK, COFFEE)
    assert [(row.name, row.quantity, row.total) for row in till.rows] == [
        ("Coffee beans 1 kg", "2", "23.80"),
        ("Milk 3.2 % organic, 1 l", "1", "1.89"),
    ]
    assert till.due == 2569


def test_scans_in_a_hurry_keep_their_order(till: Driver) -> None:
    till.scan(COFFEE, MILK, CROISSANT, COFFEE, wait=False)
    till.settle()
    assert till.names == ["Coffee beans 1 kg", "Milk 3.2 % organic, 1 l", "Butter croissant"]
    assert till.rows[0].quantity == "2"


def test_quantity_before_and_after_a_code(till: Driver) -> None:
    till.type("3*")
    till.scan(CROISSANT)
    assert till.rows[0].quantity == "3"
    till.enter("5*")
    assert till.rows[0].quantity == "5"
    till.enter(f"1.235*{APPLES}")
    assert (till.rows[1].quantity, till.rows[1].total) == ("1.235\u00a0kg", "3.08")


def test_plus_minus_and_delete_with_undo_and_redo(till: Driver) -> None:
    till.scan(COFFEE)
    till.type("+")
    assert till.rows[0].quantity == "2"
    till.type("-")
    till.type("-")
    assert till.rows[0].quantity == "1", "the last one asks first"
    assert "again" in till.notice
    till.type("-")
    assert till.rows == []
    till.press("Ctrl+Z")
    assert till.rows[0].quantity == "1"
    till.press("Del")
    assert till.rows == []
    till.press("Ctrl+Z", "Ctrl+Z")
    assert till.rows[0].quantity == "2"
    till.press("Ctrl+Y")
    assert till.rows[0].quantity == "1"


def test_arrows_choose_the_line_that_keys_act_on(till: Driver) -> None:
    till.scan(COFFEE, MILK, CROISSANT)
    till.press("Up", "Up")
    till.type("+")
    assert [row.quantity for row in till.rows] == ["2", "1", "1"]


def test_exact_cash_is_two_keys(till: Driver, shop: TestShop) -> None:
    till.scan(COFFEE)
    receipt = till.pay()
    assert (receipt.number, receipt.total_minor, receipt.change_minor) == ("02-000001", 1190, 0)
    assert till.mode == "done"
    assert "11.90" in till.words(till.terminal.checkout.panels.done)


def test_cash_gives_change_in_huge_figures(till: Driver) -> None:
    till.scan(COFFEE, MILK)
    receipt = till.pay(amount="20")
    assert [(t.kind, t.amount_minor, t.given_minor) for t in receipt.tenders] == [("cash", 1380, 2000)]
    assert receipt.rounding_minor == 1
    assert "€6.20" in till.words(till.terminal.checkout.panels.done)


def test_card_is_one_key(till: Driver) -> None:
    till.scan(COFFEE, MILK)
    receipt = till.pay(key="+")
    assert [(t.kind, t.amount_minor) for t in receipt.tenders] == [("card", 1379)]


def test_split_over_card_and_cash(till: Driver) -> None:
    till.scan(COFFEE, MILK)
    till.press("F12")
    till.wait_for_guard()
    till.type("10+")
    assert till.mode == "payment"
    assert "Still to pay" in till.words()
    till.enter("5")
    receipt = till.receipt()
    assert [(t.kind, t.amount_minor, t.given_minor) for t in receipt.tenders] == [("card", 1000, 0), ("cash", 380, 500)]


def test_a_member_by_card_gets_their_price_and_points(till: Driver, shop: TestShop) -> None:
    till.scan(COFFEE, ANNA_CARD)
    assert till.rows[0].offers == "Member price"
    assert till.due == 1090
    assert "Anna K." in till.words()
    receipt = till.pay()
    assert (receipt.member, receipt.proof) == (shop.anna, "card")
    assert [(change.earned_milli, change.after_milli) for change in receipt.points] == [(10_000, 1_250_000)]
    assert "+10 points, now 1,250" in till.words(till.terminal.checkout.panels.done)


def test_the_next_scan_starts_the_next_sale(till: Driver) -> None:
    till.scan(COFFEE)
    till.pay()
    till.scan(MILK)
    assert till.mode == "basket"
    assert till.names == ["Milk 3.2 % organic, 1 l"]
    assert till.pay().number == "02-000002"


def test_a_reward_is_used_and_taken_back_by_its_number(till: Driver) -> None:
    till.scan(COFFEE, COFFEE, ANNA_CARD)
    till.press("F5")
    till.type("1")
    assert till.due == 2180 - 500
    assert till.rows[-1].kind == "offer"
    till.type("1")
    assert till.due == 2180
    till.type("1")
    till.press("Esc")
    receipt = till.pay(amount="20")
    assert receipt.points[0].spent_milli == 500_000


def test_points_pay_a_part(till: Driver) -> None:
    till.scan(COFFEE, COFFEE, ANNA_CARD)
    till.press("F12")
    till.wait_for_guard()
    till.type("300*")
    assert till.due == 2180 - 300
    till.type("+")
    receipt = till.receipt()
    assert [(t.kind, t.amount_minor) for t in receipt.tenders] == [("points", 300), ("card", 1880)]
    assert receipt.points[0].spent_milli == 300_000


def test_a_phone_number_earns_but_does_not_redeem(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("F2")
    till.enter("4471")
    assert "Anna K." in till.words()
    till.press("F5")
    assert "needs the card to be scanned" in "".join(
        till.window.desk.face.say(row.detail)
        for section in till.counter.mode.board().sections
        for row in section.choices
        if row.detail
    )
    till.type("1")
    assert till.due == 1090, "no number redeems"


def test_an_unknown_code_blocks_payment_until_it_is_resolved(till: Driver) -> None:
    till.scan(COFFEE, UNKNOWN, MILK)
    assert [row.kind for row in till.rows] == ["goods", "unresolved", "goods"]
    till.press("F12")
    assert till.mode == "basket"
    assert "Line 2 is not identified" in till.notice
    till.press("Enter")
    assert till.mode == "resolve"
    till.type("3")
    assert till.names == ["Coffee beans 1 kg", "Milk 3.2 % organic, 1 l"]
    till.press("Ctrl+Z")
    assert till.rows[1].kind == "unresolved"


def test_an_unknown_code_is_learnt_as_the_barcode_of_goods_without_one(till: Driver) -> None:
    till.scan(UNKNOWN)
    till.press("Enter")
    till.type("1")
    till.enter("gala")
    assert till.names == ["Apples Gala"]
    till.press("Del")
    till.scan(UNKNOWN)
    assert till.names == ["Apples Gala"]


def test_an_unknown_code_is_sold_as_an_open_item(till: Driver) -> None:
    till.scan(UNKNOWN)
    till.press("Enter")
    till.type("2")
    till.enter("4,50")
    assert [(row.name, row.total) for row in till.rows] == [("Open item", "4.50")]
    assert till.pay().total_minor == 450


def test_a_line_is_reduced_with_a_reason(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("F4")
    till.enter("10")
    till.type("1")
    assert (till.rows[0].offers, till.due) == ("Damaged 10 %", 1071)
    reduction = till.pay().lines[0].reductions[0]
    assert reduction.manual is not None
    assert (reduction.manual.kind, reduction.manual.reason) == ("percent", "damaged")


def test_the_whole_receipt_is_reduced_by_f4_twice(till: Driver) -> None:
    till.scan(COFFEE, MILK)
    till.press("F4", "F4")
    till.enter("2.50")
    till.type("4")
    assert till.due == 1379 - 250
    assert till.rows[-1].kind == "offer"


def test_a_price_is_overridden_downwards_only(till: Driver) -> None:
    till.scan(COFFEE)
    till.press("F4")
    till.enter("=12.50")
    till.type("3")
    assert "never raises" in till.notice
    till.enter("=9.90")
    till.type("3")
    assert till.due == 990


def test_a_coupon_code_is_typed_or_scanned(till: Driver) -> None:
    till.scan(COFFEE)
    till.enter("autumn10")
    assert till.due == 1071


def test_a_forgotten_card_is_added_within_a_minute(till: Driver, shop: TestShop) -> None:
    till.scan(COFFEE)
    till.pay()
    shop.clock.advance(40_000)
    till.scan(ANNA_CARD)
    assert till.mode == "done"
    assert "Added to sale 02-000001" in till.notice
    with till.terminal.store.reads() as reads:
        assert reads.receipt_member(till.receipt().sale) == shop.anna


def test_a_forgotten_card_is_refused_after_the_minute(till: Driver, shop: TestShop) -> None:
    till.scan(COFFEE)
    till.pay()
    shop.clock.advance(70_000)
    till.scan(ANNA_CARD)
    assert till.mode == "basket", "the card belongs to the next sale"
    with till.terminal.store.reads() as reads:
        assert reads.receipt_member(till.receipt().sale) == ""


def test_the_member_of_a_sale_just_made_is_found_by_phone(till: Driver, shop: TestShop) -> None:
    till.scan(COFFEE)
    till.pay()
    till.press("F2")
    till.enter("98765")
    till.press("Esc")  # a panel over another goes in one press, with what was typed
    till.press("F2")
    till.enter("8765")
    with till.terminal.store.reads() as reads:
        assert reads.receipt_member(till.receipt().sale) == shop.ivan


def test_the_receipt_is_shown_after_the_sale(till: Driver) -> None:
    till.scan(COFFEE)
    till.pay(amount="20")
    till.press("F9")
    assert till.mode == "paper"
    words = till.words(till.terminal.checkout.panels.paper)
    assert "02-000001" in words
    assert "8.10" in words
    till.press("Esc")
    assert till.mode == "done"


def test_the_receipt_is_kept_as_a_file(till: Driver, shop: TestShop) -> None:
    till.scan(COFFEE)
    till.pay()
    file = shop.folder / "receipts" / "02-000001.txt"
    till.qtbot.waitUntil(file.exists, timeout=3000)
    assert "Coffee beans 1 kg" in file.read_text(encoding="utf-8")


def test_another_member_takes_the_place_of_the_first(till: Driver, shop: TestShop) -> None:
    till.scan(COFFEE, ANNA_CARD, IVAN_CARD)
    assert till.counter.session.basket.member == shop.ivan
    till.press("F2", "F2")
    assert till.counter.session.basket.member == ""
    till.press("Ctrl+Z")
    assert till.counter.session.basket.member == shop.ivan


def test_a_reward_that_stops_fitting_is_said_and_comes_back_when_it_fits(till: Driver) -> None:
    till.scan(ANNA_CARD, CROISSANT, COFFEE)
    till.press("F5")
    till.type("1")
    till.press("Esc")
    session = till.counter.session
    assert [each.spent_milli for each in session.quote.points] == [500_000]
    till.press("Del")
    assert "“€5 off” no longer fits" in till.words()
    assert [each.spent_milli for each in session.quote.points] == [0]
    till.scan(COFFEE)
    assert "“€5 off” fits again" in till.words()
    assert [each.spent_milli for each in session.quote.points] == [500_000]


def test_a_reward_the_cashier_took_off_stays_off(till: Driver) -> None:
    till.scan(ANNA_CARD, CROISSANT, COFFEE)
    till.press("F5")
    till.type("1")
    till.type("1")
    till.press("Esc", "Del")
    till.scan(COFFEE)
    assert "fits" not in till.words()
    assert [each.spent_milli for each in till.counter.session.quote.points] == [0]


def test_the_question_before_the_last_one_goes_is_asked_anew_in_the_next_sale(till: Driver) -> None:
    till.scan(COFFEE)
    till.type("-")
    till.pay()
    till.scan(MILK)
    till.type("-")
    assert till.names == ["Milk 3.2 % organic, 1 l"]
    assert "again" in till.notice
