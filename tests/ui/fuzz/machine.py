"""The checkout without a window, driven step by step: keys, scans, answers that come late, and crashes.

Everything is the real thing but the widgets: the counter with its modes and keys, the bridge, the books. The
two threads are queues that the steps empty, so that an answer may come before or after any key.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.storage.store import Store
from app.ui.checkout.counter import Counter
from app.ui.checkout.look import read_draft, renew
from app.ui.checkout.modes.kinds import as_payment
from app.ui.checkout.money_keys import is_fresh
from app.ui.checkout.screen_keys import ScreenKeys
from app.ui.checkout.session import CheckoutSession
from app.ui.checkout.till_commands import till_commands
from app.ui.face import Face
from app.ui.shell.actions import Notice, Press
from app.ui.shell.screen import Desk
from app.ui.tasks import Tasks
from app.ui.theme.look import Look
from app.ui.till import Till
from app.values.ids import IdMaker
from app.values.locales import Words
from tests.ui.pace import Pace
from tests.ui.shop import ANNA_CARD, APPLES, CHOCOLATE, COFFEE, IVAN_CARD, MILK, MUG, UNKNOWN, TestShop

MOST_ESCAPES = 3
NAMED = (
    "Enter", "Enter", "Enter", "Esc", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12", "F12",
    "Up", "Down", "PgUp", "PgDown", "Home", "End", "Del", "Tab", "Backspace", "Ctrl+Z", "Ctrl+Y", "Ctrl+L", "Ctrl+J",
    "Ctrl+M", "Ctrl+P", "Alt+1", "Alt+2", "Alt+9",
)  # fmt: skip
TYPED = "0123456789*+-/.,=% aeiokмоÄ"
WORDS = (
    "coffee",
    "кофе",
    "3*",
    "20",
    "50",
    "4471",
    "0612344471",
    "0687654321 Eva",
    "10%",
    "=9.90",
    "100",
    "1.5*",
    "999*",
)
CODES = (
    COFFEE,
    MILK,
    CHOCOLATE,
    MUG,
    APPLES,
    ANNA_CARD,
    IVAN_CARD,
    UNKNOWN,
    "AUTUMN10",
    "2000000000016",
    "290000000001",
)
GOODS = (COFFEE, MILK, CHOCOLATE, MUG, ANNA_CARD)
# What people do in one go; other steps come between. `work` empties the threads, `paint` shows the payment.
WAYS = (
    ("scan " + COFFEE, "work", "F12", "paint", "Enter", "work", "Esc"),
    ("scan " + MILK, "work", "F12", "paint", "+", "work"),
    ("scan " + MUG, "work", "F12", "paint", "5", "+", "Enter", "work", "scan " + COFFEE),
    ("F12", "paint", "2", "0", "Enter", "Enter", "work", "work", "F9", "Esc"),
    ("F12", "paint", "5", "0", "0", "Enter", "Enter", "work", "scan " + ANNA_CARD, "work"),
    ("F12", "paint", "1", "+", "2", "+", "3", "Enter", "+", "+"),
    ("scan " + ANNA_CARD, "work", "F12", "paint", "3", "0", "0", "*", "Enter", "work", "Enter", "work"),
    ("scan " + ANNA_CARD, "work", "F5", "1", "2", "Esc", "F12", "paint", "+", "work"),
    ("scan " + UNKNOWN, "work", "F12", "Enter", "3"),
    ("F12", "Enter", "3", "F12", "Enter", "3", "F12", "paint", "Enter", "work"),
    ("Esc", "Esc", "F12", "Enter", "3", "F12", "paint", "+", "work", "Esc"),
    ("Esc", "Esc", "F12", "paint", "Enter", "work", "Esc"),
    ("scan " + UNKNOWN, "work", "Enter", "2", "4", ".", "5", "Enter", "F12", "paint", "Enter", "work"),
    ("F6", "work", "F7", "work", "1", "work", "Enter", "work"),
    ("F2", "0", "6", "8", "7", "6", "5", "4", "3", "2", "1", "work", "Enter", "work"),
    ("F8", "work", "1", "work", "1", "work", "F12", "work", "Enter"),
    ("F8", "work", "1", "work", "1", "work", "scan " + MUG, "work", "F12", "work", "+", "work", "Enter"),
    ("F4", "1", "0", "Enter", "1"),
    ("F1", "Esc", "F10", "1", "Esc"),
)


class Later:
    """A thread that works when it is told to."""

    def __init__(self) -> None:
        self.waiting: deque[Callable[[], None]] = deque()

    def submit(self, work: Callable[[], None], /) -> None:
        self.waiting.append(work)

    def work(self) -> bool:
        """Do one piece of work; False where there is none."""
        if not self.waiting:
            return False
        self.waiting.popleft()()
        return True


class PaperEntry:
    """The entry line, without a widget."""

    def __init__(self) -> None:
        self._text = ""
        self.edited: Callable[[str], None] = lambda text: None

    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        self._text = text

    def insert(self, text: str) -> None:
        self._text = (self._text + text)[:8000]
        self.edited(self._text)


@dataclass
class Seen:
    """What is counted.

    Attributes:
        money_presses: Fresh presses of a key that may complete a sale.
        commits: Sales that lie in the books.
    """

    steps: int = 0
    money_presses: int = 0
    commits: int = 0
    crashes: int = 0
    escapes: int = 0
    modes: set[str] = field(default_factory=set)
    baskets: dict[str, int] = field(default_factory=dict)


class Machine:
    """A till without a window."""

    def __init__(self, shop: TestShop, seed: int) -> None:
        self.shop, self.random, self.seen = shop, random.Random(seed), Seen()
        self.store = Store.open(shop.folder, shop.clock)
        self.face = Face(Look("light"), Words("en", "Europe/Amsterdam"), "EUR")
        self.pace = Pace()
        self.said: list[Notice] = []
        self.trail: deque[str] = deque(maxlen=40)
        self.way: deque[str] = deque()
        self._start()

    def close(self) -> None:
        self.tasks.close()
        self.store.close()

    # -- steps

    def step(self) -> None:
        """One random step, then everything that must hold."""
        draw = self.random.random()
        self.pace.wait(self.random.choice((3, 8, 40, 90, 160, 400)))
        if draw < 0.45:
            self.go_on()
            self.seen.steps += 1
            self.check()
            return
        if self.till.staff is None and self.random.random() < 0.3:
            self.sign()
        draw = self.random.random()
        if draw < 0.36:
            self.press(self.random.choice(NAMED), repeat=self.random.random() < 0.08)
        elif draw < 0.52:
            self.type(self.random.choice(TYPED))
        elif draw < 0.58:
            for character in self.random.choice(WORDS):
                self.type(character)
        elif draw < 0.70:
            self.scan(self.random.choice(CODES if self.random.random() < 0.1 else GOODS))
        elif draw < 0.93:
            self.work()
        elif draw < 0.965:
            self.paint()
        elif draw < 0.97:
            self.sign()
        elif draw < 0.985:
            self.crash()
        else:
            self.escape()
        self.seen.steps += 1
        self.check()

    def go_on(self) -> None:
        """The next step of what somebody has set out to do."""
        if not self.way:
            self.way.extend(self.random.choice(WAYS))
        what = self.way.popleft()
        if what == "work":
            self.drain()
        elif what == "paint":
            self.paint()
            self.pace.wait(200)
        elif what.startswith("scan "):
            self.scan(what.removeprefix("scan "))
        elif len(what) == 1:
            self.type(what)
        else:
            self.press(what)

    def press(self, name: str, *, repeat: bool = False) -> None:
        self.trail.append(name + (" held" if repeat else ""))
        if name == "Backspace":
            self.entry.set_text(self.entry.text()[:-1])
            self.counter.typed(self.entry.text())
            return
        self._key(Press(name, "", repeat, self.pace.now_ms))

    def type(self, character: str) -> None:
        self.trail.append(character)
        self._key(Press("", character, repeat=False, at_ms=self.pace.now_ms))

    def scan(self, code: str) -> None:
        """As a filter of scans hands them over: the text at once, then its Enter."""
        self.trail.append(f"scan {code}")
        self.keys.on_key_pressed(Press("", code, at_ms=self.pace.now_ms), "")
        self.keys.on_key_pressed(Press("Enter", at_ms=self.pace.now_ms), code)

    def work(self) -> None:
        """One of the threads does a piece of work, and what it found arrives."""
        self.random.choice((self.reader, self.writer)).work()
        self._deliver()

    def paint(self) -> None:
        payment = as_payment(self.counter.mode)
        if payment is not None:
            payment.painted(self.pace.now_ms)

    def sign(self) -> None:
        """Lock and sign in again."""
        self.till.sign(None if self.till.staff else self.till.shop.staff[self.shop.owner])

    def crash(self) -> None:
        """The power fails: what no thread had done yet is lost. Then the till starts again."""
        self.trail.append("CRASH")
        self.seen.crashes += 1
        self.tasks.close()
        self._start()

    def escape(self) -> None:
        """From wherever this is, back to the basket: with few presses, and nothing is asked on the way."""
        self.drain()
        presses = 0
        while not self.is_home():
            assert presses < MOST_ESCAPES, f"after {presses} Esc still in {self._where()}: {list(self.trail)}"
            presses += 1
            self.pace.wait(120)
            self._key(Press("Esc", at_ms=self.pace.now_ms))
            self.drain()
        self.seen.escapes = max(self.seen.escapes, presses)

    def drain(self) -> None:
        """Everything that is under way ends."""
        for _ in range(500):
            worked = self.reader.work() or self.writer.work()
            self._deliver()
            if not worked and self.tasks.is_idle:
                return
        raise AssertionError(f"work without an end in {self._where()}: {list(self.trail)}")

    # -- what must hold

    def is_home(self) -> bool:
        """In the basket, with nothing open and nothing typed."""
        mode = self.counter.mode
        return mode.name == "basket" and mode.board() is None and not self.entry.text()

    def check(self) -> None:
        """No sale twice, none without a press, none from a basket that was sold already."""
        self.seen.modes.add(self.counter.mode.name)
        session = self.counter.session
        if session.basket.id in self.seen.baskets:
            assert session.is_frozen, f"a sold basket is open again: {list(self.trail)}"
        assert self.seen.commits <= self.seen.money_presses, f"sold without a key: {list(self.trail)}"

    def _where(self) -> list[str]:
        return [*(mode.name for mode in self.counter.modes), repr(self.entry.text())]

    # -- inside

    def _key(self, press: Press) -> None:
        commits = (press.name == "Enter" or press.text == "+") and not press.repeat
        mode = self.counter.mode
        payment = as_payment(mode)
        if commits and (
            (payment is not None and is_fresh(press.at_ms, payment.painted_ms, repeat=False)) or mode.name == "trade"
        ):
            self.seen.money_presses += 1
        self.keys.on_key_pressed(press, "")

    def _deliver(self) -> None:
        QCoreApplication.sendPostedEvents(self.tasks)

    def _start(self) -> None:
        """As the terminal opens the books."""
        clock = self.shop.clock
        with self.store.reads() as reads:
            now = renew(reads, None, clock.now())
            assert now.shop is not None
            draft = read_draft(reads, now.shop, clock.now())
        self.reader, self.writer = Later(), Later()
        self.tasks = Tasks(self.writer, self.reader, self.store)
        self.tasks.failed.connect(self._on_failed)
        from app.settings.till import TillSettings

        self.till = Till(now.shop, TillSettings(), clock, IdMaker(clock))
        self.till.shift, self.till.staff = now.shift, now.shop.staff[self.shop.owner]
        self.desk = Desk(self.face, self.tasks, self.till, notify=self.said.append, steady_ms=self.pace)
        self.said.clear()
        self.desk.services["set_till"] = lambda **options: None
        self.desk.services["menu_commands"] = lambda: till_commands(self.desk)
        self.desk.services["sale_kept"] = self._on_sale_kept
        self.entry = PaperEntry()
        self.counter = Counter(self.desk, CheckoutSession(self.till, now.nobody), self.entry)
        self.entry.edited = self.counter.typed
        self.keys = ScreenKeys(self.counter, ())
        if draft is not None:
            self.counter.restore(draft)
        self._learn()

    def _learn(self) -> None:
        """Which sales lie in the books, as far as they are new."""
        with self.store.reads() as reads:
            for row in reads.recent_receipts(3):
                if row.sale not in self.seen.baskets:
                    self.seen.baskets[row.sale] = row.total_minor
                    self.seen.commits += 1

    def _on_sale_kept(self, *_about: object) -> None:
        self._learn()

    def _on_failed(self, defect: Any) -> None:
        raise AssertionError(f"a defect in {self._where()}: {list(self.trail)}") from defect
