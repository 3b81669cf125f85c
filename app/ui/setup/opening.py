"""When the set-up opens by itself: once, after somebody who may set up the till has signed in to a new one."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from app.ui.shell.screen import Desk


def open_when_new(desk: Desk) -> None:
    """Open the assistant where the till asks for it, now or after the next sign-in."""

    def look() -> None:
        till = desk.till
        if till.staff is None or not till.settings.setup_at_start or not desk.has_screen("setup"):
            return
        till.changed.disconnect(look)
        QTimer.singleShot(0, lambda: desk.open_screen("setup", ""))

    desk.till.changed.connect(look)
    look()
