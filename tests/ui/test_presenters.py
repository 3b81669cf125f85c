"""The checkout's presenters without a widget: history, rows, money, drafts, what was typed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Self

import pytest

from app.loyalty.quote import Quote
from app.sales.basket import Basket, Goods, ManualReduction
from app.sales.receipt import ReceiptLine, Reduction
from app.sales.tax import TaxProfile
from app.ui.checkout.draft import DraftKeeper
from app.ui.checkout.history import DEEPEST, BasketHistory
from app.ui.checkout.lines import line_rows
from app.ui.checkout.modes.member import split_name
from app.ui.checkout.modes.reduce import read_size
from app.ui.checkout.money_keys import is_absurd, is_fresh, notes_for
from app.values.errors import Expected, Trouble
from app.values.locales import Words
from app.values.words import Message

MILK = Goods(sku="milk", name="Milk", price_minor=189, barcode="4600123000022")
APPLES = Goods(sku="apples", name="Apples", price_minor=249, unit="kg")


def basket() -> Basket:
    return Basket(id="sale", currency="EUR", taxes=TaxProfile())


class Plain:
    """Says everything in English."""

    words = Words("en")

    def say(self, message: Message) -> str:
        return self.words.say(message)

    def amount(self, minor: int) -> str:
        return self.words.amount(minor, "EUR")

    def money(self, minor: int) -> str:
        return self.words.money(minor, "EUR", symbol=True)

    def quantity(self, milli: int, unit: str) -> str:
        return self.words.quantity(milli, unit)

    def quantity_number(self, milli: int) -> str:
        return self.words.quantity_number(milli)

    def name(self, names: dict[str, str]) -> str:
        return self.words.name(names)

    def goods_name(self, name: str, names: dict[str, str] | None) -> str:
        return (names or {}).get("en") or name


def priced(key: str, goods: Goods, quantity_milli: int, *reductions: Reduction, free_by: str = "") -> ReceiptLine:
    base = goods.price_minor * quantity_milli // 1000
    total = base - sum(reduction.amount_minor for reduction in reductions)
    return ReceiptLine(key, goods, quantity_milli, goods.price_minor, base, reductions, total, total, total, 0, free_by)


def quote(*lines: ReceiptLine) -> Quote:
    total = sum(line.total_minor for line in lines)
    base = sum(line.base_minor for line in lines)
    return Quote(lines, (), base, base - total, total, total, 0, (), total, (), ())


# -- history


def test_undo_and_redo_go_through_whole_baskets() -> None:
    history = BasketHistory(basket())
    one, _key = history.basket.joined(MILK, 1000)
    two, _key = one.joined(APPLES, 1235)
    assert history.change(one)
    assert history.change(two)
    assert not history.change(two), "no change is no step"
    assert history.undo()
    assert history.basket == one
    assert history.redo()
    assert history.basket == two
    assert not history.redo()


def test_a_change_after_an_undo_forgets_what_was_undone() -> None:
    history = BasketHistory(basket())
    one, _key = history.basket.joined(MILK, 1000)
    history.change(one)
    history.undo()
    history.change(history.basket.joined(APPLES, 500)[0])
    assert not history.can_redo


def test_the_next_sale_undoes_nothing_of_the_last() -> None:
    history = BasketHistory(basket())
    history.change(history.basket.joined(MILK, 1000)[0])
    history.start(basket())
    assert not history.can_undo


def test_history_has_an_end() -> None:
    history = BasketHistory(basket())
    for number in range(1, DEEPEST + 50):
        history.change(history.basket.joined(Goods(sku=f"s{number}", name="", price_minor=1), 1000)[0])
    steps = 0
    while history.undo():
        steps += 1
    assert steps == DEEPEST


# -- rows


def test_rows_stand_in_the_order_in_which_they_were_rung_up() -> None:
    rung = basket().joined(MILK, 1000)[0].with_unresolved("4601234567893").joined(APPLES, 1235)[0]
    rows = line_rows(rung, quote(priced("1", MILK, 1000), priced("3", APPLES, 1235)), Plain(), {})
    assert [(row.key, row.kind, row.total) for row in rows] == [
        ("1", "goods", "1.89"),
        ("2", "unresolved", "?"),
        ("3", "goods", "3.07"),
    ]


def test_the_sums_of_the_rows_add_up_to_the_total() -> None:
    line_cut = Reduction("p", 20, "line", names={"en": "Member price"})
    order_cuts = [Reduction("o", amount, "order", "five", names={"en": "5 off"}) for amount in (60, 40)]
    lines = (priced("1", MILK, 2000, line_cut, order_cuts[0]), priced("2", APPLES, 1000, order_cuts[1]))
    rung = basket().joined(MILK, 2000)[0].joined(APPLES, 1000)[0]
    rows = line_rows(rung, quote(*lines), Plain(), {})
    assert [(row.name, row.offers, row.total) for row in rows] == [
        ("Milk", "Member price", "3.58"),
        ("Apples", "", "2.49"),
        ("5 off", "", "−1.00"),
    ]
    assert sum(line.total_minor for line in lines) == 358 + 249 - 100


def test_a_reduction_of_the_whole_receipt_is_one_row() -> None:
    whole = ManualReduction("percent", Decimal(10), "goodwill", "s")
    rung = basket().joined(MILK, 1000)[0].joined(APPLES, 1000)[0].wishing(reduction=whole)
    cuts = [Reduction("", amount, "manual", manual=whole) for amount in (19, 25)]
    rows = line_rows(rung, quote(priced("1", MILK, 1000, cuts[0]), priced("2", APPLES, 1000, cuts[1])), Plain(), {})
    assert [(row.name, row.total) for row in rows][-1] == ("Goodwill 10 %", "−0.44")
    assert rows[0].offers == ""


def test_a_free_product_comes_after_what_was_rung_up() -> None:
    rung = basket().joined(MILK, 1000)[0]
    rows = line_rows(rung, quote(priced("1", MILK, 1000), priced("9", APPLES, 1000, free_by="p")), Plain(), {})
    assert [(row.kind, row.key) for row in rows] == [("goods", "1"), ("free", "")]


def test_a_row_is_spoken_as_it_is_read() -> None:
    rung = basket().joined(MILK, 2000)[0]
    row = line_rows(rung, quote(priced("1", MILK, 2000)), Plain(), {"milk": {"en": "Fresh milk"}})[0]
    assert row.spoken() == "Fresh milk, 2, 3.78, 4600123000022"


# -- money


@pytest.mark.parametrize(
    ("due", "currency", "offered"),
    [
        (3163, "EUR", (3500, 4000, 5000)),
        (500, "EUR", (1000, 2000, 5000)),
        (1, "EUR", (500, 1000, 2000)),
        (31_600, "RUB", (35_000, 40_000, 50_000)),
        (1_999, "XAU", (2000, 5000, 10_000)),
    ],
)
def test_the_notes_offered_are_the_next_ones_up(due: int, currency: str, offered: tuple[int, ...]) -> None:
    assert notes_for(due, currency) == offered


@pytest.mark.parametrize(
    ("at", "painted", "repeat", "fresh"),
    [
        (1000.0, None, False, False),
        (1000.0, 900.0, False, False),
        (1050.0, 900.0, False, True),
        (1050.0, 900.0, True, False),
    ],
)
def test_a_money_key_is_alive_a_moment_after_the_payment_was_seen(
    at: float, painted: float | None, repeat: bool, fresh: bool
) -> None:
    assert is_fresh(at, painted, repeat=repeat) is fresh


def test_an_amount_ten_times_too_large_is_absurd() -> None:
    assert is_absurd(500_000, 1190)
    assert not is_absurd(20_000, 3163)
    assert not is_absurd(5000, 45), "a fifty for a croissant is not"


# -- what was typed


@pytest.mark.parametrize(
    ("typed", "size"),
    [
        ("10", ("percent", Decimal(10))),
        ("10%", ("percent", Decimal(10))),
        ("12,5 %", ("percent", Decimal("12.5"))),
        ("2.50", ("amount", Decimal(250))),
        ("=9.90", ("price", Decimal(990))),
        ("=0", ("price", Decimal(0))),
    ],
)
def test_a_reduction_is_read_as_it_is_meant(typed: str, size: tuple[str, Decimal]) -> None:
    assert read_size(typed, 2) == size


@pytest.mark.parametrize("typed", ["", "abc", "101", "-5", "=x", "2.505", "0.00", "=-1", "1e2", "٥"])
def test_a_reduction_that_cannot_be_is_none(typed: str) -> None:
    assert read_size(typed, 2) is None


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("0612344471 Anna", ("0612344471", "Anna")),
        ("+31 6 1234 4471 Anna Maria", ("+31 6 1234 4471", "Anna Maria")),
        ("0612344471", ("0612344471", "")),
        ("Anna 0612344471", ("Anna 0612344471", "")),
        ("4471", ("4471", "")),
    ],
)
def test_a_name_may_stand_behind_a_number(typed: str, parts: tuple[str, str]) -> None:
    assert split_name(typed) == parts


# -- drafts


class Writes:
    """The bridge, with the writing thread stopped between steps."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[Any], None], Callable[[None], None], Callable[[Expected], None]]] = []
        self.kept: list[str] = []

    def run(
        self,
        workflow: Callable[[Any], None],
        on_done: Callable[[None], None],
        on_refused: Callable[[Expected], None],
    ) -> None:
        self.waiting.append((workflow, on_done, on_refused))

    def step(self, trouble: Expected | None = None) -> None:
        """Finish the oldest write."""
        workflow, on_done, on_refused = self.waiting.pop(0)
        if trouble is not None:
            on_refused(trouble)
            return
        workflow(self)
        on_done(None)

    def unit_of_work(self) -> Writes:
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        return None

    def save_draft(self, draft: Basket) -> None:
        self.kept.append(" ".join(line.goods.sku for line in draft.lines))

    def drop_draft(self) -> None:
        self.kept.append("-")


def keeper(writes: Writes, told: list[Expected | None] | None = None) -> DraftKeeper:
    return DraftKeeper(writes, (told if told is not None else []).append, lambda work: work())  # type: ignore[arg-type]


def test_never_two_writes_at_once_and_never_an_older_one_last() -> None:
    writes = Writes()
    drafts = keeper(writes)
    one = basket().joined(MILK, 1000)[0]
    two = one.joined(APPLES, 1000)[0]
    three = two.joined(Goods(sku="mug", name="", price_minor=1), 1000)[0]
    for each in (one, two, three):
        drafts.keep(each)
    assert len(writes.waiting) == 1
    writes.step()
    writes.step()
    assert writes.kept == ["milk", "milk apples mug"], "what was overtaken is not written"
    assert drafts.is_kept


def test_an_empty_basket_takes_its_draft_away() -> None:
    writes = Writes()
    drafts = keeper(writes)
    drafts.keep(basket().joined(MILK, 1000)[0])
    writes.step()
    drafts.keep(basket())
    writes.step()
    assert writes.kept == ["milk", "-"]
    drafts.keep(basket())
    assert writes.waiting == []


def test_trouble_is_told_and_the_next_change_tries_again() -> None:
    writes, told = Writes(), []  # type: ignore[var-annotated]
    drafts = keeper(writes, told)
    one = basket().joined(MILK, 1000)[0]
    drafts.keep(one)
    writes.step(Trouble("disk.full", "full"))
    assert told[0] is not None
    assert not drafts.is_kept
    drafts.keep(one.joined(APPLES, 1000)[0])
    writes.step()
    assert told[1] is None
    assert writes.kept == ["milk apples"]


def test_a_sale_that_was_kept_leaves_nothing_to_write() -> None:
    writes = Writes()
    waiting: list[Callable[[], None]] = []
    drafts = DraftKeeper(writes, lambda _why: None, waiting.append)  # type: ignore[arg-type]
    drafts.keep(basket().joined(MILK, 1000)[0])
    drafts.forget()
    for work in waiting:
        work()
    assert writes.waiting == []
