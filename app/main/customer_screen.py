"""The customer's window on this till: on the second screen, or as a window for trying it out, or not at all.

It follows the settings and the screens as they come and go while the till runs; a display that is unplugged
is a state on the devices page, never a reason to stop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen

from app.ui.display.feed import CUSTOMER_ASK, CUSTOMER_UNASK

if TYPE_CHECKING:
    from app.settings.devices import DisplaySettings
    from app.ui.display.feed import SaleFeed
    from app.ui.display.style import DisplayStyle
    from app.ui.display.window import CustomerWindow
    from app.ui.shell.screen import Desk
    from app.ui.shell.window import TerminalWindow
    from app.ui.theme.colours import ThemeName
    from app.workflows.display_feed import DisplaySnapshot

NUMBERS_MS = 4000
CUSTOMER_PAUSE = "customer_pause"
"""The service behind F11; absent where there is no customer's window."""


class CustomerScreen(QObject):
    """Opens, moves and closes the customer's window.

    Attributes:
        window: The customer's window, None while there is none.
    """

    def __init__(self, desk: Desk, main: TerminalWindow) -> None:
        super().__init__(main)
        self._desk, self._main = desk, main
        self._settings: DisplaySettings | None = None
        self._feed: SaleFeed | None = None
        self._numbers: list[CustomerWindow] = []
        self._worn: object = None
        self.window: CustomerWindow | None = None
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._on_screens_changed)
        app.screenRemoved.connect(self._on_screens_changed)
        desk.till.changed.connect(self._follow_shop)

    @property
    def state(self) -> str:
        """`off`, `ready`, or `missing` where no such screen is connected."""
        if self._settings is None or self._settings.screen == "off":
            return "off"
        return "ready" if self.window is not None else "missing"

    def apply(self, settings: DisplaySettings) -> None:
        """Work with these settings from now on."""
        before, self._settings = self._settings, settings
        if before is None or (before.screen, before.monitor) != (settings.screen, settings.monitor):
            self._close()
            self._open()
        self._offer()

    def follow(self, feed: SaleFeed) -> None:
        """Show what this feed says."""
        self._feed = feed
        feed.shown.connect(self._on_shown)
        self._open()
        self._offer()

    def show_numbers(self) -> None:
        """Show every screen its number for a moment, so that the owner can tell them apart."""
        for number, screen in enumerate(self._screens(), 1):
            window = self._made()
            self._place(window, screen)
            window.show_number(number)
            self._numbers.append(window)
        QTimer.singleShot(NUMBERS_MS, self, self._hide_numbers)

    def stop(self) -> None:
        """Close the window."""
        self._settings = None
        self._hide_numbers()
        self._close()

    # -- the window

    def _open(self) -> None:
        settings = self._settings
        if settings is None or settings.screen == "off" or self.window is not None or self._feed is None:
            return
        screen = self._second() if settings.screen == "second" else None
        if settings.screen == "second" and screen is None:
            return
        window = self.window = self._made()
        window.answered.connect(self._feed.on_answered)
        window.closed.connect(self._on_closed)
        if screen is not None:
            self._place(window, screen)
        else:
            window.setWindowTitle(self._desk.till.shop.settings.name)
            window.show()
        self._feed.look()
        window.show_snapshot(self._feed.now)

    def _made(self) -> CustomerWindow:
        from app.ui.display.window import CustomerWindow

        self._worn = self._wish()
        made = CustomerWindow(self._style(), self._desk.till.shop.settings.zone)
        made.is_still = self._desk.till.settings.reduce_motion
        return made

    def _place(self, window: CustomerWindow, screen: QScreen) -> None:
        window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        window.setGeometry(screen.geometry())
        # shown without being activated: keys and scans stay with the till
        window.setWindowState(Qt.WindowState.WindowFullScreen)
        window.show()

    def _second(self) -> QScreen | None:
        """The screen that the settings name, if it is there and the till does not stand on it."""
        assert self._settings is not None
        screens = self._screens()
        place = self._settings.monitor - 1
        wished = screens[place] if place < len(screens) else None
        return wished if wished is not None and wished is not self._main.screen() else None

    def _screens(self) -> list[QScreen]:
        """All screens, the one with the till first."""
        here = self._main.screen()
        return [here, *(screen for screen in QGuiApplication.screens() if screen is not here)]

    def _close(self) -> None:
        window, self.window = self.window, None
        if window is not None:
            window.close()
            window.deleteLater()

    def _hide_numbers(self) -> None:
        while self._numbers:
            window = self._numbers.pop()
            window.close()
            window.deleteLater()

    # -- what changes

    def _on_shown(self, shown: DisplaySnapshot) -> None:
        if self.window is not None:
            self.window.show_snapshot(shown)

    def _on_closed(self) -> None:
        """Somebody closed the window for trying out: it stays closed until it is wanted again."""
        if self.window is not None and self._settings is not None and self._settings.screen == "window":
            self.window.deleteLater()
            self.window = None
            self._offer()

    def _on_screens_changed(self) -> None:
        if self._settings is not None and self._settings.screen == "second":
            self._close()
            self._open()
            self._offer()

    def _follow_shop(self) -> None:
        """The shop's style or the till's colours may have changed."""
        if self.window is not None and self._worn != self._wish():
            self._worn = self._wish()
            self.window.is_still = self._desk.till.settings.reduce_motion
            self.window.wear(self._style())

    def _wish(self) -> object:
        shop, till = self._desk.till.shop.settings, self._desk.till.settings
        return shop.accent, shop.logo, till.theme, till.reduce_motion

    def _style(self) -> DisplayStyle:
        from app.ui.display.style import DisplayStyle

        till = self._desk.till
        return DisplayStyle.of(till.shop.settings, cast("ThemeName", till.settings.theme))

    def _offer(self) -> None:
        """Offer what the customer's window can do, as far as there is one."""
        services, feed = self._desk.services, self._feed
        for name in (CUSTOMER_ASK, CUSTOMER_UNASK, CUSTOMER_PAUSE):
            services.pop(name, None)
        if feed is None or self.window is None or self._settings is None:
            return
        services[CUSTOMER_PAUSE] = feed.pause
        if self._settings.touch:
            services[CUSTOMER_ASK] = feed.ask
            services[CUSTOMER_UNASK] = feed.unask
