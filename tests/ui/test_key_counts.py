"""How many keys the commonest tasks take, counted from the key events that reach the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from app.people.codes import receipt_code
from tests.ui.counter_driver import Driver
from tests.ui.recorder import Recorder
from tests.ui.shop import ANNA_CARD, COFFEE, MILK, TestShop, make_shop

Step = Callable[[Driver], object]


@dataclass(frozen=True)
class Task:
    """One row of the table.

    Attributes:
        before: What is there already; not counted.
        steps: What the cashier does.
        done: Whether it was done.
    """

    name: str
    keys: int
    scans: int
    before: Step
    steps: Step
    done: Callable[[Driver], bool]


def cash_sale(till: Driver) -> None:
    till.press("F12")
    till.wait_for_guard()
    till.type("40")
    till.press("Enter")


def by_phone(till: Driver) -> None:
    till.type("4471")
    till.press("F2", "Enter")


def join(till: Driver) -> None:
    till.press("F2")
    till.type("0687654321")
    till.press("Enter")


def redeem(till: Driver) -> None:
    till.press("F5")
    till.type("1")


def sell_three(till: Driver) -> None:
    till.type("3*")
    till.scan(COFFEE)
    till.pay()
    till.press("Esc")


def return_one(till: Driver) -> None:
    number, _dash, sequence = till.receipt().number.partition("-")
    till.scan(receipt_code(int(number), 1, int(sequence)))
    till.type("1")
    till.press("F12", "Enter")


def hold_and_take_back(till: Driver) -> None:
    till.press("F6", "F7")
    till.type("1")


def rung_up(*codes: str) -> Step:
    return lambda till: till.scan(*codes)


def nothing(till: Driver) -> None:
    return None


TASKS = (
    Task("cash sale with a note of two digits", 4, 0, rung_up(COFFEE, COFFEE), cash_sale,
         lambda till: till.receipts() == 1),
    Task("member by card", 0, 1, rung_up(COFFEE), rung_up(ANNA_CARD),
         lambda till: till.counter.session.member is not None),
    Task("member by phone", 6, 0, rung_up(COFFEE), by_phone, lambda till: till.counter.session.member is not None),
    Task("join with a phone alone", 12, 0, rung_up(COFFEE), join, lambda till: till.counter.session.member is not None),
    Task("redeem a reward", 2, 0, rung_up(COFFEE, COFFEE, ANNA_CARD), redeem, lambda till: till.due == 2180 - 500),
    Task("five of the next item", 2, 1, nothing, lambda till: (till.type("5*"), till.scan(MILK)),
         lambda till: till.rows[0].quantity == "5"),
    Task("remove the last line", 1, 0, rung_up(COFFEE, MILK), lambda till: till.press("Del"),
         lambda till: till.names == ["Coffee beans 1 kg"]),
    Task("return one of three", 3, 1, sell_three, return_one,
         lambda till: till.mode == "basket" and till.counter.session.basket.is_empty and returned(till) == 1),
    Task("hold and take back", 3, 0, rung_up(COFFEE, ANNA_CARD), hold_and_take_back,
         lambda till: till.names == ["Coffee beans 1 kg"] and till.counter.session.member is not None),
)  # fmt: skip


def returned(till: Driver) -> int:
    """How many of the last sale came back."""
    with till.terminal.store.reads() as reads:
        row = reads.recent_receipts(1)[0]
        documents = [document for document, _fact in reads.returns_of_sale(row.sale)]
    return sum(line.quantity_milli for document in documents for line in document.lines) // 1000


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name.replace(" ", "-"))
def test_a_common_task_takes_few_keys(till: Driver, task: Task) -> None:
    task.before(till)
    with Recorder(till) as recorder:
        task.steps(till)
    till.settle()
    assert task.done(till), (till.mode, till.names, till.notice)
    assert (recorder.presses, recorder.scans) == (task.keys, task.scans), recorder.keys


def test_the_next_customer_needs_no_key(till: Driver) -> None:
    till.scan(COFFEE, COFFEE)
    cash_sale(till)
    with Recorder(till) as recorder:
        till.scan(MILK)
    assert (till.names, recorder.presses) == (["Milk 3.2 % organic, 1 l"], 0)


def test_another_cashier_takes_over_with_five_keys(tmp_path, open_till: Callable[..., Driver]) -> None:  # type: ignore[no-untyped-def]
    shop = make_shop(tmp_path / "shop", pin="4821")
    till = open_till(shop)
    till.sign_in("4821")
    till.scan(COFFEE)
    with Recorder(till) as recorder:
        till.press("Ctrl+L")
        till.sign_in("5937")
    staff = till.window.desk.till.staff
    assert staff is not None
    assert staff.name == "Maria"
    assert recorder.presses == 5, recorder.keys


def test_the_recorder_counts_what_is_pressed(till: Driver, shop: TestShop) -> None:
    with Recorder(till) as recorder:
        till.press("F2", "Esc", "Ctrl+Z")
        till.type("12")
        till.scan(MILK)
    assert recorder.keys == ["F2", "Esc", "Ctrl+Z", "1", "2", "scan"]
