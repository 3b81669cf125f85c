"""What a print queue's changes mean to people: printed, silent, printing again, waiting - as notes in a log."""

from __future__ import annotations

from collections.abc import Callable

from app.devices.printers.queue import QueueView
from app.values.words import Message, msg


class QueueWatch:
    """Turns views of one queue into notes; called on the printer's thread."""

    def __init__(self, note: Callable[[Message], None]) -> None:
        self._note = note
        self._why = ""
        self._names: dict[int, str] = {}

    def see(self, view: QueueView) -> None:
        """The queue is like this now."""
        names = {job.number: job.slip.name for job in (*view.waiting, *view.old)}
        for number, name in self._names.items():
            if number not in names:
                self._note(msg("{name} left the queue", name=name))
        for number, name in names.items():
            if number not in self._names:
                self._note(msg("{name} waits for the printer", name=name))
        if view.why and view.why != self._why:
            self._note(msg("not answering: {why}", why=view.why))
        elif self._why and not view.why:
            self._note(msg("prints again"))
        self._why, self._names = view.why, names
