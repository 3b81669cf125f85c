"""Who is at the till: a badge that is scanned anywhere switches, and a till that nobody touches locks itself.

At the start it also signs what a silent keyring left unsigned, and it says once to whoever signs in that a
shift of an earlier day was never closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QEvent, QObject, QTimer

from app.people.staff import Permission
from app.ui.shell.actions import Notice
from app.values.words import msg, plain

if TYPE_CHECKING:
    from app.ui.shell.screen import Desk
    from app.ui.shell.window import TerminalWindow
    from app.workflows.sign_in import SignedIn

BADGE_SCANNED = "badge_scanned"
LOOK_EVERY_MS = 10_000
MINUTE_MS = 60_000
_TOUCHES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.Wheel})


class TillGuard(QObject):
    """Watches one window."""

    def __init__(self, desk: Desk, window: TerminalWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._touched_ms = desk.key_ms()
        window.used.connect(self._on_used)
        self._watched: QObject | None = None
        self._told_shift = ""
        desk.services[BADGE_SCANNED] = self.switch
        desk.till.changed.connect(self._on_till_changed)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        QTimer.singleShot(0, self, self.begin)

    def begin(self) -> None:
        """Sign what is due, behind everything else."""
        from app.workflows.chain_signing import sign_chain

        at = self._desk.till.now()
        self._desk.tasks.run(lambda books: sign_chain(books, at), lambda _signed: None, self._desk.refuse)
        self._on_till_changed()

    def switch(self, code: str) -> None:
        """Somebody showed their badge: they work here now; the basket stays."""
        from app.workflows.sign_in import Proof, sign_in

        proof, at = Proof(badge=code), self._desk.till.now()

        def signed(found: SignedIn) -> None:
            person = found.person
            is_locked = self._desk.till.staff is None
            self._desk.till.sign(person)
            if is_locked:
                self._window.go_home()
            self._desk.notify(Notice(msg("{name} works here now.", name=plain(person.name)), "ok"))

        self._desk.tasks.run(lambda books: sign_in(books, proof, at), signed, self._desk.refuse)

    def look(self) -> None:
        """Lock where nobody has touched the till for as long as its setting says."""
        handle = self._window.windowHandle()
        if handle is not self._watched:
            handle.installEventFilter(self)
            self._watched = handle
        till, minutes = self._desk.till, self._desk.till.settings.lock_minutes
        has_pins = any(person.pin_hash and person.active for person in till.shop.staff.values())
        if not minutes or till.staff is None or not has_pins:
            return
        if self._desk.key_ms() - self._touched_ms >= minutes * MINUTE_MS:
            self._window.lock()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002 - Qt's own names
        if event.type() in _TOUCHES:
            self._window.used.emit()
        return False

    def _on_used(self) -> None:
        self._touched_ms = self._desk.key_ms()

    def _on_till_changed(self) -> None:
        """Yesterday's shift is still open: said once, with the way to close it; selling works meanwhile."""
        from app.workflows.shifts import forgotten_shift

        till = self._desk.till
        shift = till.shift
        if till.staff is None or shift is None or self._told_shift == shift.id:
            return
        forgotten = forgotten_shift(msgspec.structs.replace(till.shop, shift=shift), till.now())
        if forgotten is None:
            return
        self._told_shift = forgotten.id
        words = msg(
            "The shift of {day} was not closed. Count and close it first if you can; selling works meanwhile.",
            day=forgotten.business_on,
        )
        if till.may(Permission.CLOSE_SHIFT):
            action = (msg("Count it"), "", lambda: self._desk.open_screen("shift", "close"))
            QTimer.singleShot(0, self, lambda: self._desk.notify(Notice(words, "warn", action)))
