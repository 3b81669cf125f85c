"""Minding the clock: what it did is kept in the books and said on the screen, and a person may say that it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.people.staff import Permission
from app.ui.shell.actions import Notice
from app.values.watched_clock import Jump, Trust, WatchedClock
from app.values.words import Message, msg
from app.workflows.clock_watch import record_clock, unsettled_jump

if TYPE_CHECKING:
    from app.ui.shell.screen import Desk
    from app.ui.shell.window import TerminalWindow
    from app.values.clock import Clock
    from app.workflows.ports import Reads


def begin_clock(clock: Clock, reads: Reads) -> None:
    """Let a watched clock go on from what the books say; another is left alone."""
    if isinstance(clock, WatchedClock):
        clock.begin(reads.recorded_at(), unsettled_jump(reads))


class ClockKeeping:
    """Looks at a watched clock for one window; another clock (a demo's, a test's) is left alone."""

    def __init__(self, desk: Desk, window: TerminalWindow, clock: Clock) -> None:
        self._desk, self._window = desk, window
        self._clock = clock if isinstance(clock, WatchedClock) else None

    def look(self) -> None:
        """Keep and say what happened to the clock since the last look."""
        if self._clock is None:
            return
        self._keep(self._clock.news(), staff="")
        suspect = self._clock.suspect
        self._window.top_bar.show_suspect_time(suspect is not None)

    def believe(self) -> None:
        """Somebody says that the machine's clock is right."""
        clock, staff = self._clock, self._desk.till.staff
        if clock is None or clock.suspect is None:
            return
        if staff is None or not self._desk.till.may(Permission.SETTINGS):
            words = msg("Only who may change settings can say that the clock is right. Nothing was changed.")
            self._desk.notify(Notice(words, "warn"))
            return
        clock.trust("person")
        self._keep(clock.news(), staff=staff.id)
        self._window.top_bar.show_suspect_time(False)
        self._desk.till.changed.emit()

    def _keep(self, news: tuple[Jump | Trust, ...], *, staff: str) -> None:
        clock = self._clock
        if not news or clock is None:
            return
        at = clock.now()
        self._desk.tasks.run(lambda books: record_clock(books, news, at, staff), lambda _none: None, self._desk.refuse)
        last = news[-1]
        if isinstance(last, Jump):
            action = (msg("The clock is right"), "", self.believe)
            self._desk.notify(Notice(self._said(last), "err", action))
        else:
            self._desk.notify(Notice(msg("The clock is believed again. Sales and points go by it."), "ok"))

    def _said(self, jump: Jump) -> Message:
        words = self._desk.face.words
        told, was = words.date_time(jump.told_at), words.date_time(jump.was_at)
        if jump.way == "back":
            return msg(
                "This machine's clock says {told}, but it was {was} already. The till goes on from there: nothing is "
                "lost, no points expire. Correct the clock of the machine.",
                told=told,
                was=was,
            )
        return msg(
            "This machine's clock leapt from {was} to {told}. Until somebody says that it is right, the till goes on "
            "from {was}: no points expire.",
            told=told,
            was=was,
        )
