"""One till for many bad inputs: opened once a module, put back to an empty basket before each of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from app.devices.scanner.inbox import ScannedCode
from app.main import Terminal, open_terminal
from app.main.equipment import Equipment
from app.people.codes import new_code
from app.sales.basket import Goods
from app.settings.devices import devices_from
from app.storage.shop_folder import ShopFolder
from app.storage.store import Store
from app.ui.shell.actions import Notice
from app.values.errors import Expected
from app.values.words import msg
from app.workflows.acting import Acting
from app.workflows.members import issue_card, set_card_status
from app.workflows.ports import Books
from app.workflows.products import save_product
from app.workflows.shop_now import load_shop
from tests.ui.counter_driver import Driver
from tests.ui.pace import until
from tests.ui.shop import TestShop, make_shop

Result = TypeVar("Result")
CHEESE = Goods(sku="12345", name="Cheese", price_minor=1590, unit="kg")
BLOCKED_CARD, LOST_CARD = "2900000000100", "2900000000117"
UNKNOWN_GIFT = new_code("gift_card", draw=lambda _: 7)


class BadTill(Driver):
    """A till that is fed with what no till should be fed with."""

    def __init__(self, terminal: Terminal, qtbot: QtBot, equipment: Equipment, shop: TestShop) -> None:
        super().__init__(terminal, qtbot)
        self.equipment, self.shop = equipment, shop

    def read(self, *codes: str, apart_ms: float = 1000.0, from_keys: bool = True) -> None:
        """Codes as the scanner gives them, `apart_ms` apart on its own clock."""
        begin = time.monotonic() * 1000
        for place, code in enumerate(codes):
            scanned = ScannedCode(code, "serial" if from_keys else "keys", from_keys, begin + place * apart_ms)
            self.equipment.on_code_read(scanned)
        until(lambda: len(self.equipment.inbox) == 0, what="the end of the queue")
        self.settle()

    def work(self, workflow: Callable[[Books], Result]) -> Result:
        """Do something with the books where they are written, as a screen does; raises what it refuses."""
        done: list[Result] = []
        refused: list[Expected] = []
        self.terminal.tasks.run(workflow, done.append, refused.append)
        until(lambda: bool(done or refused), what="the workflow")
        if refused:
            raise refused[0]
        return done[0]

    def acting(self) -> Acting:
        """The owner, now."""
        return Acting(self.terminal.desk.till.shop, self.shop.owner, self.shop.clock.now())

    def fresh(self) -> None:
        """An empty basket, an empty line, nothing said."""
        self.counter.home()
        self.counter.start_sale()
        self.counter.entry.set_text("")
        self.window.messages.dismiss()
        self.equipment.inbox._last = None
        self.settle()

    @property
    def is_untouched(self) -> bool:
        """Nothing was added, nobody was attached, nothing was typed, and the basket is in front."""
        session = self.counter.session
        return session.basket.is_empty and session.member is None and not self.entry and self.mode == "basket"


@pytest.fixture(scope="module")
def bad_shop(tmp_path_factory: pytest.TempPathFactory) -> TestShop:
    """A shop that also weighs cheese, and whose Anna has a blocked and a lost card."""
    shop = make_shop(tmp_path_factory.mktemp("bad") / "shop")
    with Store.open(shop.folder, shop.clock) as books:
        with books.reads() as reads:
            acting = Acting(load_shop(reads, shop.clock.now()), shop.owner, shop.clock.now())
        save_product(books, CHEESE, {"en": "Cheese"}, acting)
        for number, status in ((BLOCKED_CARD, "blocked"), (LOST_CARD, "lost")):
            issue_card(books, shop.anna, acting, number=number)
            set_card_status(books, number, status, acting)
    ShopFolder(shop.folder).save_devices(devices_from({"sound": {"enabled": False}}))
    return shop


@pytest.fixture(scope="module")
def bad_terminal(bad_shop: TestShop, qapp: object) -> Iterator[Terminal]:
    terminal = open_terminal(bad_shop.folder, clock=bad_shop.clock)
    terminal.show()
    terminal.window.resize(1366, 768)
    yield terminal
    terminal.close()
    terminal.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))


@pytest.fixture
def bad_till(bad_terminal: Terminal, bad_shop: TestShop, qtbot: QtBot) -> BadTill:
    """The till with an empty basket."""
    equipment = bad_terminal._equipment
    assert equipment is not None
    till = BadTill(bad_terminal, qtbot, equipment, bad_shop)
    bad_terminal.desk.notify(Notice(msg("Ready")))
    till.fresh()
    return till
