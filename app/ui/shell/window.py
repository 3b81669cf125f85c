"""The main window: it hosts screens and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.shell.actions import Notice, Press
from app.ui.shell.key_bar import KeyBar
from app.ui.shell.keys import FastKeys, KeyRouter, KeyTarget, ScanSource
from app.ui.shell.messages import MessageStrip
from app.ui.shell.registry import ScreenEntry
from app.ui.shell.screen import Cover, Desk, Screen
from app.ui.shell.top_bar import TopBar
from app.values.words import msg

if TYPE_CHECKING:
    from app.ui.shell.actions import KeyAction
    from app.ui.shell.key_help import KeyHelp
    from app.ui.shell.lock_screen import LockScreen
    from app.ui.tasks import Changes
    from app.values.errors import Expected

SMALLEST = (800, 480)


class TerminalWindow(QWidget):
    """Top bar, the screen in front, key bar, and messages over it.

    Attributes:
        desk: What every screen is given.
        closing: Emitted when the window is about to close.
        used: Emitted for every key, every scan and every touch: somebody is there.
    """

    closing = Signal()
    used = Signal()

    def __init__(self, desk: Desk, entries: Sequence[ScreenEntry], scans: ScanSource | None = None) -> None:
        super().__init__()
        self.setObjectName("window")
        self.desk = desk
        self.entries = tuple(entries)
        self._screens: dict[str, Screen] = {}
        self._home: Screen | None = None
        self._lock: LockScreen | None = None
        self.help: KeyHelp | None = None
        self._covers: list[Cover] = []
        self.top_bar = TopBar(desk.face, self)
        self.top_bar.lock_wanted.connect(self.lock)
        self.stack = QStackedWidget(self)
        self.key_bar = KeyBar(desk.face, self)
        self.messages = MessageStrip(desk.face, self.stack)
        self.messages.height_changed.connect(self._make_room)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        # sizes follow the window, so the widgets' present sizes must not keep it from shrinking
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(*SMALLEST)
        column.addWidget(self.top_bar)
        column.addWidget(self.stack, 1)
        column.addWidget(self.key_bar)
        desk.notify, desk.open_screen, desk.go_home = self.notify, self.open_screen, self.go_home
        desk.has_screen, desk.show_data = self.has_screen, self.show_data
        desk.dismiss = self.messages.dismiss
        desk.place_messages = self.messages.stand_over
        self.router = KeyRouter(self, self._target, scans or FastKeys(), desk.key_ms)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if desk.is_open:
            self.begin()

    def begin(self) -> None:
        """The books are open: from now on there is a till to speak of."""
        desk = self.desk
        self.top_bar.follow(desk.till)
        desk.tasks.changed.connect(self._on_changes_made)
        desk.till.changed.connect(self.show_keys)
        desk.face.reworded.connect(self._resay)
        self._resay()

    def set_home(self, screen: Screen) -> None:
        """The screen that everything goes back to: the checkout."""
        self._home = screen
        self._take_in(screen)
        self._bring(screen)

    @property
    def screen_in_front(self) -> Screen | None:
        """The screen that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Screen) else None

    def open_screen(self, name: str, about: str = "") -> None:
        """Show a screen of the registry, built when first asked for."""
        entry = next(entry for entry in self.entries if entry.name == name)
        if entry.permission is not None and not self.desk.till.may(entry.permission):
            words = msg("{screen} needs somebody with that right. Nothing was changed.", screen=entry.title)
            self.notify(Notice(words, "warn"))
            return
        screen = self._screens.get(name)
        if screen is None:
            screen = self._screens[name] = entry.make(self.desk)
            self._take_in(screen)
        screen.open_at(about)
        self._bring(screen)

    def lock(self) -> None:
        """Sign whoever works here out; the basket waits. A till where nobody has a PIN cannot be locked."""
        if not any(person.pin_hash and person.active for person in self.desk.till.shop.staff.values()):
            self.notify(Notice(msg("Nobody has a PIN yet, so there is nothing to lock with.")))
            return
        if self._lock is None:
            from app.ui.shell.lock_screen import LockScreen

            self._lock = LockScreen(self.desk)
            self._lock.unlocked.connect(self.go_home)
            self._take_in(self._lock)
        self.messages.dismiss()
        for cover in self._covers:
            cover.cancel()
        self.desk.till.sign(None)
        self._bring(self._lock)

    def cover_with(self, cover: Cover) -> None:
        """From now on this takes every key while it is open, whichever screen is in front."""
        self._covers.append(cover)

    def has_screen(self, name: str) -> bool:
        """Whether there is such a screen and whoever is signed in may open it."""
        entry = next((entry for entry in self.entries if entry.name == name), None)
        return entry is not None and (entry.permission is None or self.desk.till.may(entry.permission))

    def show_data(self, trouble: Expected | None) -> None:
        """The data chip: kept, or not to be kept, which is the one thing that stops selling."""
        if trouble is None:
            self.top_bar.show_data(msg("Saved here"), "ok")
        else:
            self.top_bar.show_data(msg("Cannot save"), "err")
            self.notify(Notice(trouble.message, "err"))

    def go_home(self) -> None:
        """Back to the checkout, or to the lock while nobody is signed in."""
        if self.desk.is_open and self.desk.till.staff is None and self._lock is not None:
            self._bring(self._lock)
        elif self._home is not None:
            self._bring(self._home)

    def notify(self, notice: Notice) -> None:
        """Show a message over the screen's foot."""
        self.messages.show_notice(notice)

    def show_keys(self) -> None:
        """Show the keys of the screen in front."""
        screen = self.screen_in_front
        is_free = self.desk.is_open and self._cover is None
        self.key_bar.show_keys(screen.keys() if screen and is_free else ())

    def fit(self) -> None:
        """Fit all sizes to the window and the panel it is on."""
        self.desk.face.look.fit(self.width(), self.height(), self.screen().physicalDotsPerInch())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def on_key_pressed(self, press: Press, scan: str) -> bool:
        """Hand a key to the screen in front; the first Esc takes a message away with it."""
        if press.name == "Esc" and self.messages.notice is not None:
            self.messages.dismiss()
        self.used.emit()
        cover = self._cover
        if cover is not None:
            return cover.on_key_pressed(press, scan)
        if self.help is not None and not self.help.isHidden() and press.name in {"Esc", "F1"}:
            self.help.hide()
            return True
        screen = self.screen_in_front
        if screen is not None and screen.on_key_pressed(press, scan):
            return True
        if press.name == "F1" and screen is not None and screen.keys() and not press.repeat:
            self.show_help(screen.keys())
            return True
        return False

    def show_help(self, actions: tuple[KeyAction, ...]) -> None:
        """The keys of a screen that has no help of its own."""
        if self.help is None:
            from app.ui.shell.key_help import KeyHelp

            self.help = KeyHelp(self.desk.face, self.stack)
        self.help.show_keys(actions)

    def takes_typing(self) -> bool:
        """Whether the screen in front takes every key."""
        if self._cover is not None:
            return True
        screen = self.screen_in_front
        return screen is not None and screen.takes_typing()

    def _target(self) -> KeyTarget | None:
        # every key at this window asks who takes it, also one that a field keeps
        self.used.emit()
        return self if self.isEnabled() and self.desk.is_open else None

    def _take_in(self, screen: Screen) -> None:
        self.stack.addWidget(screen)
        screen.keys_changed.connect(self.show_keys)

    def _bring(self, screen: Screen) -> None:
        if self.help is not None:
            self.help.hide()
        before = self.screen_in_front
        if before is not None and before is not screen:
            before.on_left()
        self.stack.setCurrentWidget(screen)
        self.messages.raise_()
        screen.on_shown()
        self.show_keys()

    @property
    def _cover(self) -> Cover | None:
        return next((cover for cover in self._covers if cover.is_open), None)

    def _make_room(self, height: int) -> None:
        screen = self.screen_in_front
        if screen is not None:
            screen.make_room(height)

    def _on_changes_made(self, changes: Changes) -> None:
        for screen in [self._home, *self._screens.values()]:
            if screen is not None:
                screen.refresh(changes)

    def _resay(self) -> None:
        self.setWindowTitle(self.desk.face.say(msg("{shop} · Regulars", shop=self.desk.till.shop.settings.name)))
        self.show_keys()
