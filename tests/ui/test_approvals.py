"""A second person allows one thing at the counter; the cashier stays signed in and nothing typed is lost."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.facts.bodies import ApprovalGiven, SignInFailed
from app.facts.upcast import read_body
from app.main.till_guard import TillGuard
from app.people.staff import StaffMember
from app.ui.forms.approval import ApprovalPanel
from app.workflows.acting import Acting
from app.workflows.shop_now import load_shop
from app.workflows.staff import issue_badge, save_staff
from tests.ui.counter_driver import Driver, press_character
from tests.ui.pace import PERSON_MS, SCANNER_MS, breathe
from tests.ui.shop import COFFEE, MUG, NOON, TestShop, make_shop

OWNER_PIN, CASHIER_PIN, MANAGER_PIN = "4826", "5937", "7164"
Opener = Callable[..., Driver]


@pytest.fixture
def guarded(tmp_path: Path, open_till: Opener) -> Driver:
    """A till at which a cashier has rung up a mug; a manager works here too."""
    shop = make_shop(tmp_path / "shop", pin=OWNER_PIN)
    till = open_till(shop)
    acting = acting_of(till, shop)
    store = till.terminal.store
    manager = till.terminal._writer.run(
        lambda books: save_staff(books, StaffMember("", "Pavel", "manager"), acting, MANAGER_PIN, pin_is_own=True)
    ).result()
    shop.staff["manager"] = manager.id
    with store.reads() as reads:
        till.window.desk.till.take(shop=load_shop(reads, NOON))
    till.sign_in(CASHIER_PIN)
    till.scan(MUG)
    till.shop = shop
    return till


def acting_of(till: Driver, shop: TestShop) -> Acting:
    with till.terminal.store.reads() as reads:
        return Acting(load_shop(reads, NOON), shop.owner, NOON)


def panel(till: Driver) -> ApprovalPanel:
    return till.window.findChild(ApprovalPanel)


def ask_for(till: Driver, size: str) -> None:
    till.press("F4")
    till.enter(size)
    till.type("1")


def facts(till: Driver, kind: str) -> list:
    with till.terminal.store.reads() as reads:
        found = reads.facts_of((kind,), dt.date(2000, 1, 1), dt.date(2100, 1, 1))
    return [(fact.staff, read_body(fact)) for fact in reversed(found)]


def test_a_managers_pin_allows_the_reduction_and_the_cashier_stays(guarded: Driver) -> None:
    till = guarded
    ask_for(till, "30")
    assert panel(till).is_open
    assert "30 %" in till.words(panel(till))
    assert "your limit is 10 %" in till.words(panel(till))
    till.type(MANAGER_PIN)
    till.settle()
    assert not panel(till).is_open
    assert till.due == 595
    assert till.window.desk.till.staff.name == "Maria"
    [(asked_by, given)] = facts(till, "ApprovalGiven")
    assert isinstance(given, ApprovalGiven)
    assert (asked_by, given.approved_by, given.action, given.how) == (
        till.shop.staff["cashier"],
        till.shop.staff["manager"],
        "reduction.limit",
        "pin",
    )
    receipt = till.pay()
    assert receipt.lines[0].reductions[0].manual.approved_by == till.shop.staff["manager"]


def test_esc_leaves_what_was_typed_and_the_basket(guarded: Driver) -> None:
    ask_for(guarded, "30")
    guarded.press("Esc")
    assert not panel(guarded).is_open
    assert guarded.mode == "reduce"
    assert guarded.due == 850
    assert facts(guarded, "ApprovalGiven") == []


@pytest.mark.parametrize(("pin", "said"), [(CASHIER_PIN, "Somebody else approves"), ("3958", "Wrong PIN")])
def test_nobody_approves_their_own_and_a_wrong_pin_opens_nothing(guarded: Driver, pin: str, said: str) -> None:
    ask_for(guarded, "30")
    guarded.type(pin)
    guarded.settle()
    assert panel(guarded).is_open
    assert said in guarded.words(panel(guarded))
    assert guarded.due == 850


def test_wrong_pins_wait_and_are_kept_for_the_audit(guarded: Driver) -> None:
    ask_for(guarded, "30")
    for _ in range(3):
        guarded.type("3958")
        guarded.settle()
    assert "Wait 2 seconds" in guarded.words(panel(guarded))
    guarded.type(MANAGER_PIN)
    guarded.settle()
    assert panel(guarded).is_open
    assert [body.wrong for _, body in facts(guarded, "SignInFailed") if isinstance(body, SignInFailed)] == [1, 2, 3]


def test_a_badge_approves_and_a_scan_of_goods_does_not(guarded: Driver) -> None:
    acting = acting_of(guarded, guarded.shop)
    manager = guarded.shop.staff["manager"]
    badge = guarded.terminal._writer.run(lambda books: issue_badge(books, manager, acting)).result()
    ask_for(guarded, "30")
    guarded.scan(COFFEE)
    assert "not a badge" in guarded.words(panel(guarded))
    assert len(guarded.rows) == 1
    guarded.scan(badge)
    assert not panel(guarded).is_open
    assert guarded.due == 595


def test_a_reduction_within_the_limit_asks_nobody(guarded: Driver) -> None:
    ask_for(guarded, "10")
    assert panel(guarded) is None
    assert guarded.due == 765


# -- who is at the till


def guard(till: Driver) -> TillGuard:
    return till.window.findChild(TillGuard)


def test_a_badge_switches_from_any_panel_and_the_basket_stays(guarded: Driver) -> None:
    acting = acting_of(guarded, guarded.shop)
    manager = guarded.shop.staff["manager"]
    badge = guarded.terminal._writer.run(lambda books: issue_badge(books, manager, acting)).result()
    guarded.scan(badge)
    assert guarded.window.desk.till.staff.name == "Pavel"
    assert guarded.names == ['Mug "Anna"']
    guarded.press("Ctrl+L")
    guarded.scan(badge)
    assert guarded.window.desk.till.staff.name == "Pavel"
    assert guarded.names == ['Mug "Anna"']


def test_a_till_that_nobody_touches_locks_itself_and_keeps_the_basket(guarded: Driver) -> None:
    watch = guard(guarded)
    watch.look()
    guarded.pace.wait(4 * 60_000)
    guarded.scan(COFFEE)
    guarded.pace.wait(4 * 60_000)
    watch.look()
    assert guarded.window.desk.till.staff is not None
    guarded.pace.wait(61_000)
    watch.look()
    assert guarded.window.desk.till.staff is None
    guarded.sign_in(CASHIER_PIN)
    assert len(guarded.rows) == 2


def test_switching_takes_five_keys(guarded: Driver) -> None:
    before = guarded.pace.now_ms
    guarded.press("Ctrl+L")
    guarded.sign_in(MANAGER_PIN)
    assert guarded.window.desk.till.staff.name == "Pavel"
    assert round((guarded.pace.now_ms - before) / PERSON_MS) == 5


def test_a_scan_without_an_end_is_never_taken_for_a_pin(guarded: Driver) -> None:
    guarded.press("Ctrl+L")
    handle = guarded.window.windowHandle()
    guarded.pace.wait(PERSON_MS)
    for character in CASHIER_PIN + "00481234":
        guarded.pace.wait(SCANNER_MS)
        press_character(handle, character)
    breathe(20)
    time.sleep(0.12)
    guarded.settle()
    assert guarded.window.desk.till.staff is None
    assert facts(guarded, "SignInFailed") == []


def test_the_first_sign_in_changes_a_pin_that_was_given(guarded: Driver) -> None:
    acting = acting_of(guarded, guarded.shop)
    guarded.terminal._writer.run(
        lambda books: save_staff(books, StaffMember("", "Nora", "cashier"), acting, "8264")
    ).result()
    with guarded.terminal.store.reads() as reads:
        guarded.window.desk.till.take(shop=load_shop(reads, NOON))
    guarded.press("Ctrl+L")
    guarded.type("8264")
    guarded.settle()
    assert "Choose a PIN of your own" in guarded.words()
    guarded.type("8264")
    guarded.type("8264")
    guarded.settle()
    assert "this one was given to you" in guarded.words()
    guarded.type("6157")
    guarded.type("6175")
    assert "not the same" in guarded.words()
    guarded.type("6157")
    guarded.sign_in("6157")
    assert guarded.window.desk.till.staff.name == "Nora"
    guarded.press("Ctrl+L")
    guarded.sign_in("6157")


def test_a_forgotten_shift_is_said_the_next_day_and_selling_goes_on(guarded: Driver) -> None:
    guarded.pay()
    guarded.press("Esc")
    guarded.shop.clock.advance(23 * 3_600_000)
    guarded.press("Ctrl+L")
    guarded.sign_in(CASHIER_PIN)
    assert "The shift of 21.11.2026 was not closed" in guarded.notice
    guarded.scan(COFFEE)
    assert guarded.pay().number == "02-000002"
    with guarded.terminal.store.reads() as reads:
        [closed] = reads.closed_shifts()
        shift = reads.open_shift()
    assert read_body(closed.closed).end.forgotten
    assert (shift.business_on.isoformat(), shift.float_minor) == ("2026-11-22", 850)


def test_a_receipt_that_is_printed_again_is_in_the_audit(guarded: Driver) -> None:
    receipt = guarded.pay()
    guarded.press("Esc")
    guarded.window.open_screen("receipts")
    guarded.settle()
    guarded.window.screen_in_front.list.table.go_to(0)
    guarded.settle()
    guarded.window.screen_in_front.print_copy()
    guarded.settle()
    guarded.settle()
    [(staff, body)] = facts(guarded, "DocumentPrinted")
    assert (staff, body.document, body.about) == (guarded.shop.staff["cashier"], "receipt_copy", receipt.sale)
