"""From a scan's Enter to the painted line: 100,000 products, 200,000 members, 200 lines, 20 programmes.

Keys are sent to the real window, offscreen; the clock stops when the basket's painting has ended with the
line on it. Offscreen nothing paces the painting, so this is what the program itself takes. The floor is the
same table painted once more with nothing changed.
"""

import os
from pathlib import Path
from time import perf_counter
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from app.facts.bodies import StaffSaved
from app.loyalty.program import read_program
from app.main import Terminal, open_terminal
from app.storage.store import Store
from app.ui.checkout.screen import CheckoutScreen
from app.values.clock import SetClock
from app.workflows.acting import Acting
from app.workflows.programs import publish_program
from app.workflows.shop_now import calendar_day, load_shop
from tests.bench import big_shop

PRODUCTS, MEMBERS, LINES, PROGRAMS = 100_000, 200_000, 200, 20
SCANS = 200
MOST_MS = 16.0
AT = big_shop.FIRST_INSTANT + 3_600_000


def rows() -> list[dict[str, Any]]:
    """The p95 as `scan`, with a member's standing and rewards in play; the p50 without a promise."""
    folder = big_shop.shop(members=MEMBERS, products=PRODUCTS)
    furnish(folder)
    with open_terminal(folder, clock=SetClock(AT)) as terminal:
        terminal.show()
        counter = _Counter(terminal)
        counter.scan(big_shop.card_of(77))
        for number in range(LINES):
            counter.scan(big_shop.goods_of(number * 31).barcode)
        assert len(terminal.checkout.table.lines.rows) >= LINES
        for number in range(10):
            counter.scan(big_shop.goods_of(number * 31).barcode)
        taken = sorted(counter.timed_scan(number) for number in range(SCANS))
        floor = sorted(counter.bare_paint() for _ in range(SCANS))
    p95, bare = taken[SCANS * 95 // 100] * 1000, floor[SCANS * 95 // 100] * 1000
    return [
        {"name": "scan", "unit": "ms p95", "ours": p95, "floor": bare, "ratio": p95 / bare, "limit": None,
         "limit_ours": MOST_MS},
        {"name": "scan.p50", "unit": "ms p50", "ours": taken[SCANS // 2] * 1000, "floor": floor[SCANS // 2] * 1000,
         "ratio": taken[SCANS // 2] / floor[SCANS // 2], "limit": None, "limit_ours": None},
    ]  # fmt: skip


class _Counter:
    """Scans, and waits for what is painted."""

    def __init__(self, terminal: Terminal) -> None:
        self._window = terminal.window
        self._screen: CheckoutScreen = terminal.checkout
        self._tasks = terminal.tasks
        self._painted_at = 0.0
        self._screen.scanned_painted.connect(self._on_painted)

    def scan(self, code: str) -> None:
        """Scan and wait until all is quiet."""
        self._type(code)
        self._send(int(Qt.Key.Key_Return), "")
        self._quiet()

    def timed_scan(self, number: int) -> float:
        """Seconds from Enter to the painted line; every other scan adds a line, the others join theirs."""
        code = big_shop.goods_of((number % LINES) * 31 if number % 2 else 5_000 + number * 97).barcode
        before = self._screen.table.lines.rows
        self._type(code)
        began = perf_counter()
        self._send(int(Qt.Key.Key_Return), "")
        while self._painted_at < began or self._screen.table.lines.rows is before:
            # wait as a running till does: asleep until something happens
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        ended = self._painted_at
        self._quiet()
        if number % 2 == 0:
            self._send(int(Qt.Key.Key_Delete), "")
            self._quiet()
        return ended - began

    def bare_paint(self) -> float:
        """Seconds that painting the table takes with nothing changed."""
        began = perf_counter()
        self._screen.table.viewport().repaint()
        return perf_counter() - began

    def _type(self, code: str) -> None:
        for character in code:
            self._send(ord(character), character)

    def _send(self, key: int, text: str) -> None:
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
        QGuiApplication.sendEvent(self._window.windowHandle(), event)

    def _quiet(self) -> None:
        """Let everything that follows a scan happen: the draft, the list of rewards."""
        end = perf_counter() + 0.06
        while perf_counter() < end or not self._tasks.is_idle or self._screen.counter.is_waiting:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 2)

    def _on_painted(self) -> None:
        self._painted_at = perf_counter()


def furnish(folder: Path) -> None:
    """Somebody to work there, and twenty programmes of every kind."""
    with Store.open(folder, SetClock(AT)) as books:
        if any(True for _ in _staff(books)):
            return
        with books.reads() as reads:
            day = calendar_day(reads.shop_settings(), AT)
        with books.unit_of_work() as unit:
            unit.record(StaffSaved(id="owner", name="Olga", role="owner"), business_on=day, staff="owner", at=AT)
        for number in range(PROGRAMS):
            with books.reads() as reads:
                acting = Acting(load_shop(reads, AT), "owner", AT)
            publish_program(books, read_program(_program(number)), acting)


def _staff(books: Store) -> tuple[object, ...]:
    with books.reads() as reads:
        return reads.staff()


def _program(number: int) -> str:
    """One of five kinds of offer, each over goods of its own."""
    kinds = (
        (
            '"rules": [{}], "rewards": [{"type": "percent_off", "id": "r", "percent": "10", "scope": "lines",'
            ' "products": {"categories": ["shelf %d"]}}]'
        ),
        (
            '"kind": "buy_x_get_y", "rules": [{"products": {"categories": ["shelf %d"]}}], "rewards": [{'
            '"type": "free_units", "id": "r", "every_units": 3, "quantity": 1,'
            ' "products": {"categories": ["shelf %d"]}}]'
        ),
        (
            '"rules": [{"conditions": [{"type": "min_amount", "amount_minor": %d0000}]}], "rewards":'
            ' [{"type": "amount_off", "id": "r", "value_minor": 200}]'
        ),
        (
            '"audience": {"who": "members"}, "rules": [{}], "rewards": [{"type": "amount_off_each", "id": "r",'
            ' "value_minor": 10, "products": {"categories": ["shelf %d"]}}]'
        ),
        (
            '"kind": "points", "applies": "both", "audience": {"who": "members"}, "rules": [{'
            '"earn": {"type": "per_money", "points_milli": 1000, "per_minor": 100, "rounding": "floor"}}],'
            ' "rewards": [{"type": "amount_off", "id": "r", "cost_milli": %d00000, "value_minor": 500, "whole": true}],'
            ' "points": {"digits": 0}'
        ),
    )
    shape = kinds[number % 5]
    filled = shape.replace("%d", str(number + 1))
    return f'{{"schema": 1, "id": "offer-{number:02d}", "names": {{"en": "Offer {number}"}}, {filled}}}'
