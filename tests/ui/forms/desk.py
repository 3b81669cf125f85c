"""A desk for screens under test: the real bridge, store and window, with threads that work at once."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.devices.cards.face import CardFace
from app.devices.cards.folder import CardFolder
from app.devices.paper.receipt_text import receipt_lines
from app.devices.paper.spool import ReceiptFolder
from app.main.approval_door import ApprovalDoor
from app.main.audit_door import AuditDoor
from app.main.shift_door import ShiftDoor
from app.main.way_back_doors import WayBackDoors
from app.sales.receipt import PointsChange
from app.settings.shop import ShopSettings
from app.settings.till import TillSettings
from app.ui.face import Face
from app.ui.shell.registry import ScreenEntry
from app.ui.shell.screen import Desk, Screen
from app.ui.shell.till_switches import TillSwitches
from app.ui.shell.window import TerminalWindow
from app.ui.tasks import Tasks
from app.ui.theme.colours import ThemeName
from app.ui.theme.look import Look
from app.ui.till import Till
from app.values.locales import Words
from app.workflows.ports import Reads
from app.workflows.receipt_making import receipt_view
from tests.ui.counter_driver import KEYS, press_character
from tests.ui.forms.shop import Shop
from tests.ui.pace import PERSON_MS, SCANNER_MS, Pace


class AtOnce:
    """An executor that does the work in the caller's thread; what it gives still comes by the event loop."""

    def submit(self, work: Callable[[], None], /) -> None:
        work()


class Counter(Screen):
    """Stands where the checkout does."""


class Bench:
    """A window on a shop, with somebody signed in.

    Attributes:
        defects: Exceptions nobody expected.
        kept: Till settings that were kept.
    """

    def __init__(self, shop: Shop, entries: Sequence[ScreenEntry], *, staff: str = "") -> None:
        settings = TillSettings()
        self.shop = shop
        self.face = Face(Look("light"), Words("en", "Europe/Amsterdam"), "EUR")
        self.till = Till(shop.now(), settings, shop.clock, shop.books.ids)
        self.till.staff = self.till.shop.staff[staff or shop.owner]
        self.tasks = Tasks(AtOnce(), AtOnce(), shop.books)
        self.defects: list[Any] = []
        self.tasks.failed.connect(self.defects.append)
        self.pace = Pace()
        self.desk = Desk(self.face, self.tasks, self.till, steady_ms=self.pace)
        self.desk.services.update(
            receipt_text=self._receipt_text, receipt_copy=self._receipt_copy, card_files=self._card_files
        )
        WayBackDoors(self.desk, shop.books.folder, self.tasks).open()
        ShiftDoor(self.desk, shop.books.folder, self.tasks).open()
        self.window = TerminalWindow(self.desk, entries)
        ApprovalDoor(self.desk, self.window)
        AuditDoor(self.desk, shop.books.folder)
        self.kept: list[TillSettings] = []
        TillSwitches(self.window, self.kept.append)
        self.home = Counter(self.desk)
        self.window.set_home(self.home)
        self.window.resize(1366, 768)
        self.window.show()
        settle()

    # -- hands

    def press(self, *names: str) -> None:
        """Press keys by name at the window, as a keyboard does: `F4`, `Ctrl+S`, `Enter`."""
        for name in names:
            *held, key = name.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for word in held:
                modifiers |= {"Ctrl": Qt.KeyboardModifier.ControlModifier}[word]
            self.pace.wait(PERSON_MS)
            QTest.keyClick(self.window.windowHandle(), KEYS.get(key) or getattr(Qt.Key, f"Key_{key}"), modifiers)
            settle()

    def type(self, text: str) -> None:
        """Type into whatever has the focus, as a person does: too slowly for a scanner."""
        for character in text:
            self.pace.wait(PERSON_MS)
            press_character(self.window.windowHandle(), character)
        self.pace.wait(PERSON_MS)
        settle()

    def scan(self, code: str) -> None:
        """Scan a code: all keys at once, then Enter."""
        self.pace.wait(PERSON_MS)
        handle = self.window.windowHandle()
        for character in code:
            self.pace.wait(SCANNER_MS)
            QTest.keyClick(handle, character)
        self.pace.wait(SCANNER_MS)
        QTest.keyClick(handle, Qt.Key.Key_Return)
        settle()

    # -- the window

    def open(self, name: str, about: str = "") -> Any:
        """Open a screen and wait until it shows what it read."""
        self.window.open_screen(name, about)
        settle()
        return self.window.screen_in_front

    def _receipt_text(self, reads: Reads, sale: str, points: tuple[PointsChange, ...]) -> str:
        view = receipt_view(reads, self.till.shop, sale, late_points=points)
        return "\n".join(receipt_lines(view, Words(view.language, view.shop.zone), 42)) if view else ""

    def _card_files(self, number: str, shown_name: str, shop: ShopSettings) -> Sequence[str]:
        card = CardFace(number, shown_name, shop.name, shop.club)
        folder = CardFolder(self.shop.books.folder.root / "cards")
        return [str(path) for path in folder.keep(card, self.till.now())]

    def _receipt_copy(self, reads: Reads, sale: str, at: int) -> Sequence[str]:
        view = receipt_view(reads, self.till.shop, sale, copied_at=at)
        assert view is not None
        folder = self.shop.books.folder.receipts / "copies"
        return [str(path) for path in reversed(ReceiptFolder(folder).keep(view))]

    def speak(self, language: str) -> None:
        """Change the language."""
        self.desk.services["set_till"](language=language)
        settle()

    def wear(self, theme: ThemeName) -> None:
        """Change the colours."""
        self.desk.services["set_till"](theme=theme)
        settle()

    def resize(self, width: int, height: int) -> None:
        """Change the window."""
        self.window.resize(width, height)
        settle()

    @property
    def said(self) -> str:
        """The message on show, in the language of the screens."""
        notice = self.window.messages.notice
        return self.face.say(notice.words) if notice else ""

    def close(self) -> None:
        """Take the window away."""
        self.tasks.close()
        self.window.hide()
        self.window.deleteLater()
        settle()
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))


def shown_keys(screen: Screen) -> set[str]:
    """The keys that work now."""
    actions = screen.keys()
    return {action.key for action in actions}


def settle() -> None:
    """Let everything that is on its way arrive."""
    for _ in range(6):
        QCoreApplication.sendPostedEvents()
        QApplication.processEvents()
