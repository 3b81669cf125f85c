"""The stage: a real till on a shop with a past (or on an empty one), put into one state after the other."""

from __future__ import annotations

import shutil
import tempfile
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NoReturn, Self, cast

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from app.main import open_terminal
from app.people.staff import Permission
from app.sales.basket import Goods
from app.settings.shop import ShopSettings
from app.storage.store import Store
from app.ui.screens import SCREENS
from app.ui.shell.screen import Screen
from app.values.clock import SetClock
from app.values.errors import Trouble
from app.values.words import msg
from app.workflows.new_shop import found_shop
from app.workflows.rows import ProductRow
from tests.ui.counter_driver import Driver
from tests.ui.forms.shop import TODAY, Shop, at
from tests.ui.pace import breathe, until

Kind = Literal["full", "empty"]
Theme = Literal["light", "dark"]
LONG_NAME = "Organic cold-pressed extra virgin olive oil of the first harvest, unfiltered, in a dark bottle, 0.5 l"
LONG_RUSSIAN = "Масло оливковое нерафинированное холодного отжима первого урожая, в тёмной бутылке, 0,5 л"


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is taken."""

    width: int
    height: int
    theme: str
    language: str
    percent: int = 100

    def __str__(self) -> str:
        zoom = f"-{self.percent}" if self.percent != 100 else ""
        return f"{self.width}x{self.height}-{self.theme}-{self.language}{zoom}"


class Held:
    """A thread whose work waits until it is let go."""

    def __init__(self, inside: Any) -> None:
        self.inside = inside
        self.waiting: deque[Callable[[], None]] = deque()

    def submit(self, work: Callable[[], None], /) -> None:
        self.waiting.append(work)


class Silent:
    """Books that do not answer."""

    def reads(self) -> AbstractContextManager[NoReturn]:
        raise Trouble("disk.silent", msg("The disk does not answer. What was sold is saved. Call the owner."))


class Stage(Driver):
    """A till that can be put into any state by short calls, and back.

    Attributes:
        shop: The shop with a past; None on an empty one.
        anna: Its best member.
    """

    def __init__(self, kind: Kind = "full") -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="regulars-gallery-"))
        self.shop: Shop | None = None
        clock = SetClock(at(TODAY, 19, 4))
        if kind == "full":
            self.shop = Shop(self.folder / "shop")
            self.shop.close()
        else:
            with Store.create(self.folder / "shop", clock, till=1) as books:
                found_shop(books, ShopSettings(name="New shop"), owner="Olga", pin=None, at=clock.now())
        self.anna = self.shop.anna.id if self.shop else ""
        terminal = open_terminal(self.folder / "shop", clock=clock)
        super().__init__(terminal, cast("Any", None))
        self.guests: list[QWidget] = []
        self._made_quick()
        terminal.show()
        self.desk = terminal.desk
        self._threads = (self.terminal.tasks._reader, self.terminal.tasks._books)
        self.reset()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        self.reset()
        self.terminal.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
        shutil.rmtree(self.folder, ignore_errors=True)

    # -- looks

    def wear(self, look: Look) -> None:
        """Size, colours, language and zoom."""
        self.window.resize(look.width, look.height)
        self.desk.services["set_till"](theme=look.theme, language=look.language, scale_percent=look.percent)
        self.settle()

    # -- back to the beginning

    def reset(self) -> None:
        """An empty basket, the owner signed in, nothing said, and no screen built."""
        for guest in self.guests:
            guest.close()
            guest.deleteLater()
        if self.guests:
            # a window with a look of its own has dressed the whole application
            look = self.terminal.desk.face.look
            look._worn = None
            look._dress()
        self.guests.clear()
        self.answer()
        tasks, desk = self.terminal.tasks, self.desk if hasattr(self, "desk") else self.terminal.desk
        until(lambda: tasks.is_idle, what="quiet")
        till = desk.till
        owner = next(each for each in till.shop.staff.values() if each.may(Permission.MANAGE_STAFF))
        till.sign(owner)
        self.counter.home()
        self.counter.session.start_new(self.counter.session.nobody)
        self.counter.last = None
        self.counter.type("")
        self.window.go_home()
        for screen in self.window._screens.values():
            self.window.stack.removeWidget(screen)
            screen.deleteLater()
        self.window._screens.clear()
        if desk.till.settings.mode != "basket":
            desk.services["set_till"](mode="basket")
        desk.show_data(None)
        desk.dismiss()
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
        self.settle()
        desk.dismiss()

    # -- short calls for the entries

    def open(self, name: str, about: str = "") -> Any:
        """Open a screen and let it read."""
        self.window.open_screen(name, about)
        self.settle()
        breathe(3)
        return self.screen

    @property
    def screen(self) -> Any:
        """The screen in front."""
        shown = self.window.screen_in_front
        assert isinstance(shown, Screen)
        return shown

    def code(self, sku: str) -> str:
        """The barcode of a product, or its article number."""
        with self.terminal.store.reads() as reads:
            row = reads.product(sku)
        assert row is not None, sku
        return row.goods.barcode or sku

    def goods(self, *skus: str) -> None:
        """Scan goods by their article numbers."""
        self.scan(*(self.code(sku) for sku in skus))

    def card(self) -> None:
        """Scan Anna's card."""
        with self.terminal.store.reads() as reads:
            view = reads.member(self.anna)
        assert view is not None
        self.scan(next(card.number for card in view.cards if card.status == "active"))

    def fill(self, lines: int) -> None:
        """So many lines at once, some with names that are far too long."""
        session = self.counter.session
        for number in range(lines):
            name = f"{LONG_NAME} {number}" if number % 7 == 3 else f"Article {number}"
            goods = Goods(f"x{number}", name, 99 + 37 * number)
            session.add_goods(ProductRow(goods, {"en": name, "ru": LONG_RUSSIAN if number % 7 == 3 else name}), 1000)
        self.settle()

    def sell(self, *skus: str) -> None:
        """A whole sale, cash."""
        self.goods(*skus)
        self.pay()

    def hold_answers(self) -> None:
        """From now on no question is answered: what a screen shows while it reads."""
        tasks = self.terminal.tasks
        tasks._reader = Held(tasks._reader)

    @property
    def is_held(self) -> bool:
        """Whether questions wait."""
        return isinstance(self.terminal.tasks._reader, Held)

    def answer(self) -> None:
        """Questions are answered again, and those that wait."""
        if not hasattr(self, "_threads"):
            return
        tasks = self.terminal.tasks
        held, (tasks._reader, tasks._books) = tasks._reader, self._threads
        if isinstance(held, Held):
            for work in held.waiting:
                tasks._reader.submit(work)

    def silence_books(self) -> None:
        """From now on no question of a screen can be answered."""
        self.terminal.tasks._books = cast("Any", Silent())

    def say(self, words: object, tone: str = "info") -> None:
        """Show a message."""
        from app.ui.shell.actions import Notice

        self.desk.notify(Notice(cast("Any", words), tone))

    def guest(self, window: QWidget) -> QWidget:
        """A window of its own, beside the till's: it is taken away afterwards."""
        self.guests.append(window)
        window.show()
        breathe(3)
        return window

    def _made_quick(self) -> None:
        self.draft_matters = False


def menu_names() -> tuple[str, ...]:
    """All screens that can be opened."""
    return tuple(entry.name for entry in SCREENS)
