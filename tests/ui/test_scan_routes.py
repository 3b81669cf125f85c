"""The routing table of scans is what the panels do: every place with every meaning, by real keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.people.codes import new_code, receipt_code
from app.workflows.scans.routing import MEANINGS, PLACES, ROUTES
from tests.ui.counter_driver import Driver
from tests.ui.shop import ANNA_CARD, COFFEE, MILK, UNKNOWN

VOUCHER = "AUTUMN10"


def in_basket(till: Driver) -> None:
    till.scan(MILK)


def in_price_check(till: Driver) -> None:
    till.scan(MILK)
    till.press("F3")


def in_member(till: Driver) -> None:
    till.scan(MILK)
    till.press("F2")


def in_payment(till: Driver) -> None:
    till.scan(MILK)
    till.press("F12")
    till.wait_for_guard()


def in_return(till: Driver) -> None:
    till.press("F8")


def in_done(till: Driver) -> None:
    till.scan(MILK)
    till.pay()


HERE: dict[str, Callable[[Driver], None]] = {
    "basket": in_basket,
    "price_check": in_price_check,
    "member": in_member,
    "payment": in_payment,
    "return": in_return,
    "done": in_done,
}


def code_of(meaning: str, till: Driver) -> str:
    if meaning == "receipt":
        number, _dash, sequence = till.receipt().number.partition("-")
        return receipt_code(int(number), 1, int(sequence))
    if meaning == "employee":
        return new_code("badge", draw=lambda _below: 77)
    return {"product": COFFEE, "member": ANNA_CARD, "voucher": VOUCHER, "unknown": UNKNOWN}[meaning]


def has(till: Driver, *skus: str) -> bool:
    return [line.goods.sku for line in till.counter.session.basket.lines] == list(skus)


def is_reduced(till: Driver) -> bool:
    return bool(till.counter.session.basket.intents.asked)


# What can be seen of each route; the goods there before are one milk (none in a return or after a sale).
SEEN: dict[str, Callable[[Driver, list[str]], bool]] = {
    "add": lambda till, before: has(till, *before, "coffee"),
    "attach": lambda till, before: till.counter.session.member is not None and has(till, *before),
    "attach_and_reprice": lambda till, before: till.counter.session.member is not None and till.mode == "payment",
    "open_return": lambda till, before: till.mode == "return" and has(till, *before),
    "add_reward": lambda till, before: is_reduced(till) and has(till, *before),
    "take_as_tender": lambda till, before: is_reduced(till) and till.mode == "payment",
    "switch_staff": lambda till, before: has(till, *before) and "badge" in till.notice.lower(),
    "approve": lambda till, before: has(till, *before) and bool(till.notice),
    "unresolved_line": lambda till, before: len(till.counter.session.basket.unresolved) == 1,
    "offer_to_go_back": lambda till, before: has(till, *before) and "go back to the basket" in till.words(),
    "find_in_sales": lambda till, before: till.mode == "return" and has(till),
    "find_sales_of_member": lambda till, before: till.mode == "return" and till.counter.session.member is None,
    "load_return": lambda till, before: till.mode == "return" and "Milk" in till.words(),
    "late_points": lambda till, before: till.mode == "done" and "Added to sale" in till.notice,
    "new_sale": lambda till, before: till.mode == "basket" and has(till, "coffee"),
    "new_sale_unresolved": lambda till, before: (
        till.mode == "basket" and len(till.counter.session.basket.unresolved) == 1
    ),
    "show_price": lambda till, before: till.mode == "goods" and "11.90" in till.words() and has(till, *before),
    "search": lambda till, before: till.mode == "goods" and has(till, *before),
    "hint": lambda till, before: has(till, *before) and till.counter.session.basket.member == "" and said(till),
    "error_tone": lambda till, before: has(till, *before) and said(till),
}


def said(till: Driver) -> bool:
    return bool(till.notice) or till.mode == "member"


@pytest.mark.parametrize("meaning", MEANINGS)
@pytest.mark.parametrize("place", HERE)
def test_a_scan_does_what_the_table_says(till: Driver, place: str, meaning: str) -> None:
    if meaning == "receipt" or place == "return":
        till.scan(MILK)
        till.pay()
        till.press("Esc")
    HERE[place](till)
    before = [line.goods.sku for line in till.counter.session.basket.lines]
    entry, receipts = till.entry, till.receipts()
    till.scan(code_of(meaning, till))
    act = ROUTES[place, meaning]  # type: ignore[index]
    assert SEEN[act](till, before), (act, till.mode, till.notice, till.rows)
    assert till.entry in {entry, UNKNOWN}, "a scan is never typed into the line"
    assert till.receipts() == receipts, "a scan never pays"


def test_a_scan_on_a_screen_of_the_office_goes_to_the_basket(till: Driver) -> None:
    till.window.open_screen("staff")
    till.settle()
    till.scan(COFFEE)
    assert "went to the basket" in till.notice
    assert type(till.window.screen_in_front).__name__ == "StaffScreen"
    till.press("Esc")
    assert till.names == ["Coffee beans 1 kg"]


def test_an_unknown_scan_on_a_screen_of_the_office_is_a_red_line(till: Driver) -> None:
    till.window.open_screen("staff")
    till.settle()
    till.scan(UNKNOWN)
    assert "Not in the catalogue" in till.notice
    assert till.counter.session.basket.unresolved


def test_every_place_and_every_route_is_tried() -> None:
    elsewhere = {"approval", "code_field", "text_field", "locked"}
    assert set(HERE) | elsewhere == set(PLACES)
    seen = {ROUTES[place, meaning] for place in HERE for meaning in MEANINGS}  # type: ignore[index]
    assert seen <= set(SEEN)
