"""The terminal put together: the shop's books, its threads, and the window; the one place that connects them.

    with open_terminal(folder) as terminal: ...      # a window on a shop that is there
    run_terminal(folder)                             # the same, until the window is closed

Nothing heavy is imported before the window has been painted: the first look-up finds it warm all the same,
since the reader's thread does so meanwhile.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication

from app.storage.shop_folder import ShopFolder
from app.storage.store import Store
from app.storage.writer import WriterThread
from app.ui.checkout.look import Renewed, read_draft, renew
from app.ui.checkout.screen import CheckoutScreen
from app.ui.checkout.session import CheckoutSession
from app.ui.checkout.till_commands import till_commands
from app.ui.defects import Defects
from app.ui.face import Face
from app.ui.screens import SCREENS
from app.ui.shell.screen import Desk
from app.ui.shell.till_switches import TillSwitches
from app.ui.shell.window import TerminalWindow
from app.ui.tasks import Tasks, Work
from app.ui.theme.look import Look
from app.ui.till import Till
from app.values.clock import Clock, SystemClock
from app.values.ids import IdMaker
from app.values.locales import Words
from app.workflows.paper import CARD_FILES, RECEIPT_COPY
from app.workflows.receipt_making import receipt_view

if TYPE_CHECKING:
    from app.people.staff import StaffMember
    from app.sales.receipt import PointsChange
    from app.settings.shop import ShopSettings
    from app.settings.till import TillSettings
    from app.ui.theme.colours import ThemeName
    from app.values.clock import Instant
    from app.workflows.ports import Reads
    from app.workflows.shop_now import ShopNow

FIRST_SIZE = (1366, 768)
WARM_UP_AFTER_MS = 50


class OneThread:
    """An executor of one thread, as `Tasks` wants it."""

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)

    def submit(self, work: Work) -> None:
        """Do it later, in order."""
        self._pool.submit(work)

    def stop(self) -> None:
        """Finish what was begun, drop the rest."""
        self._pool.shutdown(wait=True, cancel_futures=True)


class Terminal:
    """A till that runs.

    Attributes:
        window: The main window; `checkout` its home screen.
        store: The shop's books.
        desk: What every screen was given.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        loaded = store.folder.load_till()
        with store.reads() as reads:
            now = renew(reads, None, clock.now())
            draft = read_draft(reads, _shop(now), clock.now())
        self._writer = WriterThread(store)
        self._reader = OneThread("reader")
        self._paper = OneThread("paper")
        self.tasks = Tasks(_Writing(self._writer), self._reader, store)
        self._paper_tasks = Tasks(_Writing(self._writer), self._paper, store)
        till = Till(_shop(now), loaded.settings, clock, IdMaker(clock))
        till.shift = now.shift
        till.staff = _only_owner(till)
        self.desk = Desk(_face(loaded.settings, till), self.tasks, till)
        self.window = TerminalWindow(self.desk, SCREENS)
        self._defects = Defects(store.folder.logs, clock, self.window.notify)
        self.tasks.failed.connect(self._defects.keep)
        self._paper_tasks.failed.connect(self._defects.keep)
        session = CheckoutSession(till, now.nobody)
        self.checkout = CheckoutScreen(self.desk, session, SCREENS)
        TillSwitches(self.window, self._save_settings)
        self._offer_services()
        self.window.set_home(self.checkout)
        if till.staff is None:
            self.window.lock()
        if loaded.notice is not None:
            self.checkout.counter.say(loaded.notice, "warn")
        if draft is not None:
            self.checkout.counter.restore(draft)
        self._warming = QTimer(self.window)
        self._warming.setSingleShot(True)
        self._warming.timeout.connect(lambda: self._reader.submit(_warm_up))
        self._is_closed = False
        self.window.closing.connect(self.close)

    def show(self) -> None:
        """Show the window; what the first look-up needs is made ready after the first paint."""
        self.window.resize(*FIRST_SIZE)
        self.window.show()
        self._warming.start(WARM_UP_AFTER_MS)

    def watch_defects(self) -> Callable[[], None]:
        """Keep a report of every defect that nobody caught; returns what undoes it."""
        before = sys.excepthook, threading.excepthook
        sys.excepthook = lambda _kind, defect, _trace: self._defects.keep(defect)
        threading.excepthook = lambda args: self.tasks.failed.emit(args.exc_value)

        def undo() -> None:
            sys.excepthook, threading.excepthook = before

        return undo

    def close(self) -> None:
        """Close window and books; what was handed over for writing is written first."""
        if self._is_closed:
            return
        self._is_closed = True
        self._warming.stop()
        self.tasks.close()
        self._paper_tasks.close()
        self.window.close()
        self._paper.stop()
        self._reader.stop()
        self._writer.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _offer_services(self) -> None:
        """Doors to the outside that screens may use by name."""
        services = self.desk.services
        services["receipt_text"] = self._receipt_text
        services["sale_kept"] = self._keep_receipt
        services[RECEIPT_COPY] = self._copy_receipt
        services[CARD_FILES] = self._keep_card
        services["menu_commands"] = lambda: till_commands(self.desk)
        services["lock"] = self.window.lock

    def _receipt_text(self, reads: Reads, sale: str, points: tuple[PointsChange, ...]) -> str:
        from app.devices.paper.receipt_text import receipt_lines

        till = self.desk.till
        view = receipt_view(reads, till.shop, sale, late_points=points)
        if view is None:
            return ""
        words = Words(view.language, view.shop.zone)
        return "\n".join(receipt_lines(view, words, till.settings.receipt_columns))

    def _keep_receipt(self, sale: str, points: tuple[PointsChange, ...]) -> None:
        """Write the receipt's file behind the cashier's back; trouble is said, the sale stands."""
        from app.devices.paper.spool import ReceiptFolder

        till = self.desk.till
        shop, options = till.shop, till.settings
        folder = ReceiptFolder(
            self.store.folder.receipts, columns=options.receipt_columns, with_pdf=options.receipt_pdf
        )

        def write(reads: Reads) -> None:
            view = receipt_view(reads, shop, sale, late_points=points)
            if view is not None:
                folder.keep(view)

        self._paper_tasks.read(write, lambda _none: None, on_refused=self.desk.refuse)

    def _copy_receipt(self, reads: Reads, sale: str, at: Instant) -> tuple[str, ...]:
        """Write a receipt again, beside the first prints, marked as a copy."""
        from app.devices.paper.spool import ReceiptFolder

        till = self.desk.till
        view = receipt_view(reads, till.shop, sale, copied_at=at)
        folder = ReceiptFolder(self.store.folder.receipts / "copies", columns=till.settings.receipt_columns)
        return tuple(str(file) for file in reversed(folder.keep(view))) if view is not None else ()

    def _keep_card(self, number: str, shown_name: str, shop: ShopSettings) -> tuple[str, ...]:
        """Write a member's card into the shop's folder."""
        from app.devices.cards.face import CardFace
        from app.devices.cards.folder import CardFolder

        card = CardFace(number, shown_name, shop.name, shop.club)
        files = CardFolder(self.store.folder.root / "cards").keep(card, self.desk.till.now())
        return tuple(str(file) for file in files)

    def _save_settings(self, settings: TillSettings) -> None:
        self.tasks.run(lambda _books: self.store.folder.save_till(settings), lambda _none: None, self.desk.refuse)


class _Writing:
    """The writer's thread as `Tasks` wants it."""

    def __init__(self, writer: WriterThread) -> None:
        self._writer = writer

    def submit(self, work: Work) -> None:
        self._writer.run(lambda _store: work())


def open_terminal(folder: Path, *, clock: Clock | None = None, store: Store | None = None) -> Terminal:
    """A terminal on a shop that is there; call `show()` on it.

    Args:
        clock: The machine's own if None.
        store: Books that are open already (the demo's); they are closed with the terminal.

    Raises:
        Refusal, Trouble: the shop cannot be opened; nothing was changed.
    """
    application()
    clock = clock or SystemClock()
    return Terminal(store or Store.open(folder, clock), clock)


def application() -> QApplication:
    """The one Qt application, made when first asked for."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Regulars")
    app.setStyle("Fusion")
    return app


def run_terminal(folder: Path) -> int:
    """Open the window and stay until it is closed; a folder without a shop begins with the first start."""
    app = application()
    if not ShopFolder(folder).exists:
        made = _first_start(folder)
        if made is None:
            return 0
        folder = made
    terminal = open_terminal(folder)
    undo = terminal.watch_defects()
    terminal.show()
    try:
        return app.exec()
    finally:
        terminal.close()
        undo()


def _first_start(folder: Path) -> Path | None:
    """Ask what kind of shop to make, and make it; None where the window was closed instead.

    The demo shop never takes the place of the real one: it lies beside the platform's folder.
    """
    from app.storage.demo_shop import DEMO_PINS, demo_folder, open_demo_shop
    from app.storage.shop_folder import default_folder
    from app.ui.start import FirstChoice, first_start
    from app.workflows.first_shop import begin_shop

    clock = SystemClock()
    made: list[Path] = []

    def make(choice: FirstChoice) -> None:
        if choice.beginning is None:
            place = demo_folder() if folder == default_folder().root else folder
            store = open_demo_shop(place, clock)
        else:
            store = Store.create(folder, clock)
        try:
            if choice.beginning is not None:
                begin_shop(store, choice.beginning, clock.now())
            settings = store.folder.load_till().settings
            store.folder.save_till(replace(settings, language=choice.language, theme=choice.theme))
        finally:
            store.close()
        made.append(store.folder.root)

    language = "ru" if QLocale.system().language() == QLocale.Language.Russian else "en"
    return made[-1] if first_start(make, language=language, demo_pins=DEMO_PINS) else None


def _shop(now: Renewed) -> ShopNow:
    if now.shop is None:
        raise RuntimeError("a first look at the shop always compiles it")
    return now.shop


def _face(settings: TillSettings, till: Till) -> Face:
    shop = till.shop.settings
    look = Look(cast("ThemeName", settings.theme))
    look.fit(*FIRST_SIZE, percent=settings.scale_percent)
    return Face(look, Words(settings.language, shop.zone), shop.currency)


def _only_owner(till: Till) -> StaffMember | None:
    """Whoever is signed in at the start: nobody, unless nobody has a PIN to sign in with."""
    people = [person for person in till.shop.staff.values() if person.active]
    if any(person.pin_hash for person in people):
        return None
    return next((person for person in people if person.role == "owner"), None)


def _warm_up() -> None:
    """Import what the first look-up needs, on the reader's thread."""
    import app.workflows.complete_sale
    import app.workflows.look_up
    import app.workflows.members  # noqa: F401 - importing is the point
