"""The window's own quickness: from a key to its echo, from one screen to another, and never a standstill.

A key is measured with the scan filter before it, which holds every printable key until it is sure that no
scanner struck it. A standstill is the longest time in which the event loop did not come round, measured by a
heartbeat, while other threads print, bring in a list, back up, or the books are opened.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from time import monotonic, perf_counter, sleep
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.devices.scanner.scan_codes import key_of, native_of, strokes_of
from app.devices.scanner.wedge import Wedge, WedgeTerms
from app.main import Terminal, application, open_terminal, start_terminal
from app.main.waste import WasteKeeping
from app.settings.devices import devices_from
from app.storage.backup import backup
from app.storage.shop_folder import ShopFolder
from app.ui.shell.scan_filter import ScanFilter
from app.values.clock import SetClock
from tests.bench import big_shop
from tests.bench.scan import AT, furnish

PRODUCTS, MEMBERS = 100_000, 200_000
KEYS, SWITCHES, SALES = 200, 8, 12
BEAT_MS = 2
LONGEST_S = 120
MOST_ECHO_MS, MOST_SWITCH_MS, MOST_STILL_MS = 50.0, 100.0, 100.0


def rows() -> list[dict[str, Any]]:
    """`echo` p99, `screens` (the slowest, once it is built) and its first building, `still.*` the longest pauses."""
    folder = big_shop.shop(members=MEMBERS, products=PRODUCTS)
    furnish(folder)
    paper = Path(tempfile.mkdtemp(prefix="regulars-paper-")) / "printer"
    printer = {"connection": "file", "target": str(paper)}
    ShopFolder(folder).save_devices(devices_from({"printer": printer, "sound": {"enabled": False}}))
    found = []
    with open_terminal(folder, clock=SetClock(AT)) as terminal:
        terminal.show()
        waste = WasteKeeping(terminal.window.used)  # as the program has it
        _live(600)
        found.append(_row("echo", "ms p99", _echo(terminal), MOST_ECHO_MS))
        first, again = _screens(terminal)
        found.append(_row("screens", "ms, the slowest", again, MOST_SWITCH_MS))
        found.append(_row("screens.first", "ms, the slowest built", first, None))
        for name, busy in (("printing", _printing), ("importing", _importing), ("backing-up", _backing_up)):
            found.append(
                _row(f"still.{name}", "ms at most", _stillness(lambda busy=busy: busy(terminal)), MOST_STILL_MS)
            )
    found.append(_row("still.opening", "ms at most", _stillness(lambda: _opening(folder)), MOST_STILL_MS))
    waste.stop()
    shutil.rmtree(paper.parent, ignore_errors=True)
    return found


def _row(name: str, unit: str, ours: float, limit: float | None) -> dict[str, Any]:
    return {"name": name, "unit": unit, "ours": ours, "floor": None, "ratio": None, "limit": None, "limit_ours": limit}


# -- a key


class _Painted(QObject):
    """Notes when a widget was painted last."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.at = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._note)
        return False

    def _note(self) -> None:
        self.at = perf_counter()


def _echo(terminal: Terminal) -> float:
    """Milliseconds from a key to the painting of its letter, the hold of the scan filter included."""
    filter_ = ScanFilter(Wedge(WedgeTerms()), lambda native: key_of(native, "x11"), terminal.window)
    line = terminal.checkout.entry.line
    painted, taken = _Painted(line), []
    for number in range(KEYS):
        letter = "abcdefgh"[number % 8]
        before, began = line.text(), perf_counter()
        _strike(terminal, letter)
        while line.text() == before or painted.at < began:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        taken.append(painted.at - began)
        _live(60)
        if number % 8 == 7:
            line.clear()
            _live(30)
    filter_.stop()
    return sorted(taken)[len(taken) * 99 // 100] * 1000


def _strike(terminal: Terminal, letter: str) -> None:
    ((key, _shift),) = strokes_of(letter)
    code = native_of(key, "x11")
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, code, 0, 0, letter)
        QGuiApplication.sendEvent(terminal.window.windowHandle(), event)


# -- a screen


def _screens(terminal: Terminal) -> tuple[float, float]:
    """The slowest screen: built for the first time, and shown again (the middle of some); to its first painting."""
    window, firsts, agains = terminal.window, [], []
    with terminal.store.reads() as reads:
        member = reads.search_members("an", 1)[0].id
    for entry in window.entries:
        about = member if entry.name == "member_history" else ""
        taken = []
        for _turn in range(SWITCHES):
            began = perf_counter()
            window.open_screen(entry.name, about)
            screen = window.screen_in_front
            assert screen is not None
            screen.repaint()
            taken.append(perf_counter() - began)
            _quiet(terminal)
            window.go_home()
            _live(20)
        firsts.append(taken[0])
        agains.append(sorted(taken[1:])[len(taken) // 2 - 1])
    return max(firsts) * 1000, max(agains) * 1000


# -- a standstill


def _stillness(busy: Callable[[], Callable[[], bool]]) -> float:
    """Milliseconds of the longest pause of the event loop until `busy`'s answer says that it is over."""
    beats: list[float] = []
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: beats.append(perf_counter()))
    timer.start(BEAT_MS)
    _live(100)
    beats.clear()
    is_over, end = busy(), monotonic() + LONGEST_S
    while not is_over():
        assert monotonic() < end, f"not over within {LONGEST_S} s"
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    _live(100)
    timer.stop()
    return max(later - earlier for earlier, later in pairwise(beats)) * 1000


def _printing(terminal: Terminal) -> Callable[[], bool]:
    """Receipts of past sales, each written as text and PDF and printed."""
    copy = terminal.desk.services["receipt_copy"]
    done: list[object] = []
    sales = [_sell(terminal, number) for number in range(SALES)]
    for sale in sales:
        terminal._bridges[-1].read(lambda reads, sale=sale: copy(reads, sale, AT), done.append)
    return lambda: len(done) == len(sales)


def _sell(terminal: Terminal, number: int) -> str:
    from app.workflows.complete_sale import Paid, SaleRequest, complete_sale
    from app.workflows.ring_up import add, cash_due, new_basket, quote_now

    shop, session = terminal.desk.till.shop, terminal.checkout.counter.session
    with terminal.store.reads() as reads:
        basket = new_basket(terminal.desk.till.ids.new(), shop, "basket", AT)
        for line in range(12):
            row = reads.product_by_code(big_shop.goods_of(number * 100 + line).barcode)
            assert row is not None
            basket, _key = add(basket, row.goods, 1000)
    shown = quote_now(basket, shop, session.nobody, AT)
    paid = (Paid("cash", cash_due(shop, shown.due_minor)),)
    request = SaleRequest(basket, paid, shown, session.nobody, shop, "owner", AT)
    # the writing connection belongs to the writer's thread
    terminal.tasks.run(lambda books: complete_sale(books, request), lambda _done: None, terminal.desk.refuse)
    _quiet(terminal)
    return basket.id


def _importing(terminal: Terminal) -> Callable[[], bool]:
    from app.workflows.acting import Acting
    from app.workflows.imports.bring_in import ImportOrder, import_list

    lines = "\n".join(f"new-{n},New article {n},{n % 900 + 1}.49" for n in range(PRODUCTS))
    data = f"sku,name,price\n{lines}\n".encode()
    till = terminal.desk.till
    acting = Acting(till.shop, "owner", AT)
    order = ImportOrder(of="products", raw=data, source="list.csv")
    done: list[object] = []
    terminal.tasks.run(lambda books: import_list(books, order, acting), done.append, done.append)
    return lambda: bool(done)


def _backing_up(terminal: Terminal) -> Callable[[], bool]:
    store, done = terminal.store, []
    file = Path(tempfile.mkdtemp(prefix="regulars-backup-")) / "backup.db"

    def work(_reads: object) -> int:
        return backup(store, file).size

    terminal._bridges[-1].read(work, lambda size: (done.append(size), shutil.rmtree(file.parent)))
    return lambda: bool(done)


def _opening(folder: Path) -> Callable[[], bool]:
    application()
    terminal = start_terminal(folder, clock=SetClock(AT))

    def is_open() -> bool:
        if terminal.desk.is_open:
            _live(300)
            terminal.close()
            return True
        return False

    return is_open


def _live(milliseconds: float) -> None:
    end = monotonic() + milliseconds / 1000
    while monotonic() < end:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 2)
        sleep(0.0005)


def _quiet(terminal: Terminal) -> None:
    while not terminal.tasks.is_idle:
        _live(2)
