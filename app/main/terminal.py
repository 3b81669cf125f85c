"""The terminal: first the window with an empty checkout, then the books behind it.

The window is painted before anything heavy is imported; the books are opened in the next moment, and what
the first look-up and the first payment need is made ready in the quiet after that.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.storage.shop_folder import ShopFolder
from app.ui.checkout.screen import CheckoutScreen
from app.ui.face import Face
from app.ui.screens import SCREENS
from app.ui.shell.actions import Notice
from app.ui.shell.first_paint import FirstPaint
from app.ui.shell.screen import Desk
from app.ui.shell.window import TerminalWindow
from app.ui.theme.look import Look
from app.values.clock import Clock, RunningTime, SystemClock
from app.values.errors import Expected
from app.values.locales import Words
from app.values.watched_clock import WatchedClock
from app.values.words import msg

if TYPE_CHECKING:
    from app.main.equipment import Equipment
    from app.main.housekeeping import Housekeeping
    from app.main.rescue import Rescue
    from app.main.threads import OneThread
    from app.people.staff import StaffMember
    from app.settings.till import TillSettings
    from app.storage.store import Store
    from app.storage.writer import WriterThread
    from app.ui.checkout.look import Draft
    from app.ui.defects import Defects
    from app.ui.tasks import Tasks
    from app.ui.theme.colours import ThemeName
    from app.ui.till import Till
    from app.values.journal import Journal

FIRST_SIZE = (1366, 768)
READY_AFTER_MS = 120
SHARE_S = 0.0005
"""How long a thread that computes keeps the interpreter while the screen's waits for it; Python's own 5 ms, several
times over for one painting, can be seen."""


class Terminal:
    """A till that runs.

    Attributes:
        window: The main window; `checkout` its home screen.
        desk: What every screen is given.
        store, tasks: The shop's books and the bridge to them; there once `open` was called.
    """

    store: Store
    tasks: Tasks

    def __init__(self, folder: ShopFolder, clock: Clock) -> None:
        self._folder, self._clock = folder, clock
        self._loaded = folder.load_till()
        settings = self._loaded.settings
        look = Look(cast("ThemeName", settings.theme), settings.scale_percent)
        look.fit(*FIRST_SIZE)
        self.desk = Desk.before_opening(Face(look, Words(settings.language)))
        self.window = TerminalWindow(self.desk, SCREENS)
        self.checkout = CheckoutScreen(self.desk, SCREENS)
        self.window.set_home(self.checkout)
        self.window.closing.connect(self.close)
        self._threads: list[OneThread] = []
        self._bridges: list[Tasks] = []
        self._writer: WriterThread | None = None
        self._equipment: Equipment | None = None
        self._defects: Defects | None = None
        self._journal: Journal | None = None
        self._housekeeping: Housekeeping | None = None
        self._ready = QTimer(self.window)
        self._ready.setSingleShot(True)
        self._ready.timeout.connect(self._make_ready)

    def show(self) -> None:
        """Show the window."""
        self.window.resize(*FIRST_SIZE)
        self.window.show()
        self._ready.start(READY_AFTER_MS)

    def open(self, store: Store | None = None) -> None:
        """Open the books (or take books that are open already) and begin to sell.

        Raises:
            Refusal, Trouble: the shop cannot be opened; nothing was changed.
        """
        from app.main.approval_door import ApprovalDoor
        from app.main.audit_door import AuditDoor
        from app.main.clock_keeping import begin_clock
        from app.main.device_door import equip
        from app.main.doors import Doors
        from app.main.housekeeping import Housekeeping
        from app.main.private_door import PrivateDoor
        from app.main.review_door import ReviewDoor
        from app.main.till_guard import TillGuard
        from app.storage.backups.swap import go_on
        from app.storage.store import Store
        from app.ui.checkout.look import read_draft, renew
        from app.ui.checkout.session import CheckoutSession
        from app.ui.defects import Defects
        from app.ui.shell.till_switches import TillSwitches
        from app.ui.till import Till
        from app.values.ids import IdMaker
        from app.values.journal import note, start_journal

        if store is None:
            go_on(self._folder.root, self._clock)
        self.store = store or Store.open(self._folder.root, self._clock)
        with self.store.reads() as reads:
            begin_clock(self._clock, reads)
            now = renew(reads, None, self._clock.now())
            assert now.shop is not None, "a first look at the shop always compiles it"
            draft = read_draft(reads, now.shop, self._clock.now())
        self._start_threads()
        till = Till(now.shop, self._loaded.settings, self._clock, IdMaker(self._clock))
        till.shift, till.staff = now.shift, _only_owner(till)
        self.desk.open(self.tasks, till)
        self.desk.face.speak(Words(till.settings.language, now.shop.settings.zone), now.shop.settings.currency)
        self._journal = start_journal(self._folder.logs, self._clock)
        note("opened", till=till.shop.identity.till, epoch=till.shop.identity.epoch)
        defects = self._defects = Defects(self._folder.logs, self._clock, self.window.notify)
        for bridge in self._bridges:
            bridge.failed.connect(defects.keep)
        Doors(self.desk, self._folder, self._bridges[-1]).open(self.window.lock)
        PrivateDoor(self.desk, self._folder).open()
        ReviewDoor(self.desk, self._bridges[-1], self.window).open()
        ApprovalDoor(self.desk, self.window)
        AuditDoor(self.desk, self._folder)
        TillGuard(self.desk, self.window)
        TillSwitches(self.window, self._save_settings)
        self.window.begin()
        self.checkout.begin(CheckoutSession(till, now.nobody), now)
        self._equipment = equip(self.desk, self.window, self.store, self._bridges[-1])
        self._equipment.follow(self.checkout)
        self._housekeeping = Housekeeping(self.desk, self.window, self.store)
        self._housekeeping.keeper.failed.connect(defects.keep)
        self._take_up(draft)

    def _take_up(self, draft: Draft | None) -> None:
        """Go on where the till was left."""
        if self.desk.till.staff is None:
            self.window.lock()
        if self._loaded.notice is not None:
            self.window.notify(Notice(self._loaded.notice, "warn"))
        if draft is not None:
            self.checkout.counter.restore(draft)

    def show_rescue(self, wrong: Expected, open_again: Callable[[], None]) -> None:
        """Say why the books cannot be opened, with the backups from which they come back."""
        from app.main.rescue import Rescue
        from app.ui.backups.rescue import RescueScreen

        rescue = Rescue(self._folder, self._clock, lambda: self._open_again(rescue, open_again))
        self.window.set_home(RescueScreen(self.desk, wrong, rescue, self._clock.now()))
        self.window.top_bar.show_data(msg("Not open"), "err")

    def _open_again(self, rescue: Rescue, open_again: Callable[[], None]) -> None:
        before = self.window.screen_in_front
        self.window.set_home(self.checkout)
        open_again()
        if before is not None:
            self.window.stack.removeWidget(before)
            before.deleteLater()
        if self.desk.is_open and rescue.said is not None:
            self.window.notify(Notice(rescue.said, "ok"))

    def watch_defects(self) -> Callable[[], None]:
        """Keep a report of every defect that nobody caught; returns what undoes it."""
        before = sys.excepthook, threading.excepthook

        def on_screen(kind: type[BaseException], defect: BaseException, trace: TracebackType | None) -> None:
            if self._defects is None:
                before[0](kind, defect, trace)
            else:
                self._defects.keep(defect)

        def on_thread(args: threading.ExceptHookArgs) -> None:
            if self._defects is None or args.exc_value is None:
                before[1](args)
            else:
                self.tasks.failed.emit(args.exc_value)

        sys.excepthook, threading.excepthook = on_screen, on_thread

        def undo() -> None:
            sys.excepthook, threading.excepthook = before

        return undo

    def close(self) -> None:
        """Close window and books; what was handed over for writing is written first."""
        self._ready.stop()
        if self._writer is None:
            self.window.close()
            return
        writer, self._writer = self._writer, None
        if self._journal is not None:
            from app.values.journal import stop_journal

            stop_journal(self._journal)
        if self._equipment is not None:
            self._equipment.stop()
        if self._housekeeping is not None:
            self._housekeeping.stop()
        self.checkout.counter.draft.write()
        for bridge in self._bridges:
            bridge.close()
        self.window.close()
        for thread in self._threads:
            thread.stop()
        writer.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _start_threads(self) -> None:
        from app.main.threads import OneThread, Writing
        from app.storage.writer import WriterThread
        from app.ui.tasks import Tasks

        self._writer = WriterThread(self.store)
        self._threads = [OneThread("reader"), OneThread("paper")]
        self._bridges = [Tasks(Writing(self._writer), thread, self.store) for thread in self._threads]
        self.tasks = self._bridges[0]

    def _make_ready(self) -> None:
        if self._writer is not None:
            self._threads[0].submit(_warm_up)
            self.checkout.make_ready()

    def _save_settings(self, settings: TillSettings) -> None:
        self.tasks.run(lambda _books: self._folder.save_till(settings), lambda _none: None, self.desk.refuse)


def open_terminal(folder: Path, *, clock: Clock | None = None, store: Store | None = None) -> Terminal:
    """A terminal on a shop that is there, its books open; call `show()` on it.

    Args:
        clock: The machine's own if None.
        store: Books that are open already (the demo's); they are closed with the terminal.

    Raises:
        Refusal, Trouble: the shop cannot be opened; nothing was changed.
    """
    application()
    terminal = Terminal(ShopFolder(folder), clock or machine_clock())
    try:
        terminal.open(store)
    except Expected:
        terminal.close()
        raise
    return terminal


def start_terminal(folder: Path, *, clock: Clock | None = None) -> Terminal:
    """Show the window at once, and open the books after its first painting; trouble is said in the window."""
    application()
    terminal = Terminal(ShopFolder(folder), clock or machine_clock())

    def open_books() -> None:
        try:
            terminal.open()
        except Expected as wrong:
            terminal.show_rescue(wrong, open_books)

    FirstPaint(terminal.window, open_books)
    terminal.show()
    return terminal


def application() -> QApplication:
    """The one Qt application, made when first asked for."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    sys.setswitchinterval(SHARE_S)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Regulars")
    app.setStyle("Fusion")
    return app


def run_terminal(folder: Path) -> int:
    """Open the window and stay until it is closed; a folder without a shop begins with the first start."""
    app = application()
    if not ShopFolder(folder).exists and not _can_come_back(folder):
        from app.main.first import ask_first

        made = ask_first(folder)
        if made is None:
            return 0
        folder = made
    terminal = start_terminal(folder)
    from app.main.waste import WasteKeeping

    undo, waste = terminal.watch_defects(), WasteKeeping(terminal.window.used)
    try:
        return app.exec()
    finally:
        waste.stop()
        terminal.close()
        undo()


def machine_clock() -> WatchedClock:
    """The machine's own clock, which is not believed when it jumps."""
    return WatchedClock(SystemClock(), RunningTime("").ms)


def _can_come_back(folder: Path) -> bool:
    """Whether a shop without its database has backups, or a restored one waits: no new shop is begun over those."""
    from app.storage.backups.shelf import Shelf
    from app.storage.backups.swap import is_unfinished

    return is_unfinished(folder) or bool(Shelf(ShopFolder(folder).backups).kept())


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
