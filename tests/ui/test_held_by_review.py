"""What the fraud review holds at the counter: a manager allows it with a PIN, and the sale goes on."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from app.facts.bodies import ApprovalGiven
from app.facts.upcast import read_body
from app.ui.forms.approval import ApprovalPanel
from app.workflows.acting import Acting
from app.workflows.settings import save_shop_settings
from app.workflows.shop_now import load_shop
from tests.ui.counter_driver import Driver
from tests.ui.shop import MUG, NOON
from tests.ui.test_approvals import MANAGER_PIN, guarded

__all__ = ["guarded"]


@pytest.fixture
def often(guarded: Driver) -> Driver:
    """A till at which already the second sale to a card within the hour is held."""
    store, till = guarded.terminal.store, guarded.window.desk.till
    with store.reads() as reads:
        acting = Acting(load_shop(reads, NOON), guarded.shop.owner, NOON)
    settings: Any = dataclasses.replace(acting.shop.settings, review_limits=("F1.hold=2",))
    guarded.terminal._writer.run(lambda books: save_shop_settings(books, settings, acting)).result()
    with store.reads() as reads:
        till.take(shop=load_shop(reads, NOON))
    return guarded


def card_of(till: Driver) -> str:
    with till.terminal.store.reads() as reads:
        row = next(row for row in reads.member_page("", 20) if row.card)
    return row.card


def panel(till: Driver) -> ApprovalPanel:
    found = till.window.findChild(ApprovalPanel)
    assert found is not None
    return found


def approvals(till: Driver) -> list[ApprovalGiven]:
    with till.terminal.store.reads() as reads:
        rows = reads.facts_after(0, frozenset({"ApprovalGiven"}), 0)
    return [read_body(fact) for _, fact in rows]  # type: ignore[misc]


def test_the_next_sale_to_the_card_asks_a_manager_and_is_kept(often: Driver) -> None:
    card = card_of(often)
    often.scan(card)
    often.pay()
    often.press("Esc")
    often.scan(MUG)
    often.scan(card)
    before = often.receipts()
    often.press("F12")
    often.wait_for_guard()
    often.press("Enter")
    often.settle_all()
    assert panel(often).isVisible()
    assert often.receipts() == before
    often.type(MANAGER_PIN)
    often.press("Enter")
    often.settle_all()
    assert often.receipts() == before + 1
    (given,) = approvals(often)
    assert given.action == "review.often"


def test_esc_leaves_the_sale_as_it_was(often: Driver) -> None:
    card = card_of(often)
    often.scan(card)
    often.pay()
    often.press("Esc")
    often.scan(MUG)
    often.scan(card)
    before = often.receipts()
    often.press("F12")
    often.wait_for_guard()
    often.press("Enter")
    often.settle_all()
    often.press("Esc")
    often.settle_all()
    assert often.receipts() == before
    assert often.rows
