"""Nothing is cut off and nothing overlaps: every panel, both sizes, both languages, both themes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from app.ui.checkout.views.basket_table import BasketTable
from app.ui.checkout.views.choice_row import ChoiceRow
from app.ui.checkout.views.reward_tile import RewardTile
from app.ui.theme.fonts import measured
from app.ui.widgets.button import Button
from app.ui.widgets.pill import Pill
from app.ui.widgets.text import ElidedLabel
from tests.ui.counter_driver import Driver
from tests.ui.shop import ANNA_CARD, CHOCOLATE, COFFEE, MILK, SOAP, UNKNOWN, TestShop
from tests.ui.visible import visible_widgets

SIZES = [(1366, 768), (1024, 600), (1920, 1080)]
LOOKS = [("en", "light"), ("ru", "dark")]


def cut_off(window: QWidget) -> list[str]:
    """Words that have less room than they need."""
    found: list[str] = []
    for each in visible_widgets(window):
        if isinstance(each, Button):
            if each.width() < each.needed_width():
                found.append(f"button {each.text()!r}: {each.width()} of {each.needed_width()}")
        elif isinstance(each, Pill):
            if each.width() < each.sizeHint().width():
                found.append(f"pill {each.text!r}")
        elif isinstance(each, ElidedLabel | ChoiceRow | RewardTile):
            continue
        elif isinstance(each, QLabel) and each.text() and each.objectName() != "receiptPaper":
            found.extend(_cut_label(each))
        elif isinstance(each, BasketTable):
            found.extend(_cut_cells(each))
    return found


def _cut_label(label: QLabel) -> list[str]:
    metrics = QFontMetrics(label.font())
    room = label.contentsRect()
    if label.wordWrap():
        flags = int(Qt.TextFlag.TextWordWrap)
        needed = metrics.boundingRect(QRect(0, 0, room.width(), 10_000), flags, label.text())
        fits = needed.height() <= room.height() + 2 and needed.width() <= room.width() + 1
    else:
        fits = metrics.horizontalAdvance(label.text()) <= room.width() + 1 and metrics.height() <= room.height() + 2
    return [] if fits else [f"label {label.text()!r} in {room.width()}x{room.height()}"]


def _cut_cells(table: BasketTable) -> list[str]:
    """Figures are never elided; names may be."""
    metrics = table._face.metrics
    found = []
    for row in table.lines.rows:
        for column, text in enumerate((row.quantity, row.price, row.discount, row.total), 1):
            width = measured(metrics.font_px("line"), table._face.font("line").weight()).horizontalAdvance(text)
            if width > table.columnWidth(column) - metrics.gap(2.5):
                found.append(f"cell {text!r}: {width} of {table.columnWidth(column)}")
    return found


def outside(window: QWidget) -> list[str]:
    """Widgets that stick out of the window, or texts and buttons that lie over one another."""
    frame = window.rect()
    found = []
    for each in visible_widgets(window):
        if isinstance(each, Button | Pill) and not _in_scroll(each):
            where = QRect(each.mapTo(window, QPoint(0, 0)), each.size())
            if not frame.contains(where):
                found.append(f"{type(each).__name__} {each.accessibleName()!r} at {where.getRect()}")
    return found


def overlaps(window: QWidget) -> list[str]:
    """Buttons that lie over other buttons; the message over the screen's foot has room of its own."""
    shown = [each for each in visible_widgets(window) if isinstance(each, QAbstractButton) and not _in_scroll(each)]
    frames = [(each, QRect(each.mapTo(window, QPoint(0, 0)), each.size())) for each in shown]
    return [
        f"{one.accessibleName()!r} over {other.accessibleName()!r}"
        for place, (one, first) in enumerate(frames)
        for other, second in frames[place + 1 :]
        if first.intersects(second)
    ]


def _in_scroll(widget: QWidget) -> bool:
    parent: QWidget | None = widget
    while parent is not None:
        if parent.objectName() == "inside":
            return True
        parent = parent.parentWidget()
    return False


def check(till: Driver, where: str) -> None:
    """Complain about anything cut off, outside or overlapping."""
    till.settle()
    till.settle_all()
    till.window.grab()
    problems = cut_off(till.window) + outside(till.window) + overlaps(till.window)
    assert problems == [], where


@pytest.mark.parametrize(("language", "theme"), LOOKS)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_nothing_is_cut_off_anywhere(
    shop: TestShop, open_till: Callable[..., Driver], size: tuple[int, int], language: str, theme: str
) -> None:
    till = open_till(shop, size=size, language=language, theme=theme)
    assert (till.window.width(), till.window.height()) == size
    check(till, "empty")
    till.scan(COFFEE, MILK, CHOCOLATE, SOAP, UNKNOWN)
    check(till, "unknown code")
    till.press("Enter")
    check(till, "resolve")
    till.type("3")
    till.scan(ANNA_CARD)
    check(till, "member")
    for key in ("F1", "F2", "F3", "F4", "F5", "F10"):
        till.press(key)
        check(till, key)
        till.press("Esc")
    till.press("F2")
    till.type("0687654321")
    check(till, "joining")
    till.press("Esc", "Esc", "F4")
    till.enter("10")
    check(till, "reason")
    till.press("Esc", "Esc", "F12")
    check(till, "payment")
    till.wait_for_guard()
    till.type("1+")
    till.type("100")
    check(till, "split payment")
    till.press("Enter")
    check(till, "done")
    till.press("F9")
    check(till, "paper")


def test_large_sums_fit(shop: TestShop, open_till: Callable[..., Driver]) -> None:
    till = open_till(shop, size=(1024, 600), large_quantity=9999)
    till.enter(f"999*{COFFEE}")
    till.enter(f"999*{SOAP}")
    till.scan(ANNA_CARD)
    check(till, "large sums")
    till.press("F12")
    check(till, "large payment")


@pytest.mark.parametrize("percent", [100, 125])
def test_larger_text_still_fits(shop: TestShop, open_till: Callable[..., Driver], percent: int) -> None:
    till = open_till(shop, size=(1366, 768), scale_percent=percent)
    till.scan(COFFEE, ANNA_CARD)
    check(till, "member")
    till.press("F12")
    check(till, "payment")


def test_two_hundred_lines_scroll_to_the_one_that_is_selected(till: Driver) -> None:
    from app.sales.basket import Goods
    from app.workflows.rows import ProductRow

    session = till.counter.session
    for number in range(200):
        session.add_goods(ProductRow(Goods(f"s{number}", f"Goods {number}", 100 + number)), 1000)
    till.settle()
    table = till.terminal.checkout.table
    assert len(till.rows) == 200
    assert table.visualRect(table.lines.index(199, 0)).bottom() <= table.viewport().height()
    for _ in range(3):
        session.move(-9999)
        assert table.visualRect(table.lines.index(0, 0)).top() >= 0
        session.move(9999)


def test_everything_that_can_be_pressed_has_a_name(till: Driver) -> None:
    till.scan(COFFEE, ANNA_CARD, UNKNOWN)
    for key in ("", "F2", "F5", "F10"):
        if key:
            till.press(key)
        nameless = [
            each
            for each in visible_widgets(till.window)
            if isinstance(each, QAbstractButton) and not each.accessibleName()
        ]
        assert nameless == [], key
        till.press("Esc")
    assert till.terminal.checkout.entry.line.accessibleName()
    assert till.terminal.checkout.table.accessibleName()
