"""Defects of ours: kept as a report, said in words, and selling goes on.

The draft is on disk already, so nothing has to be saved here; a report holds traceback and versions, never
values, since it may be sent to a stranger.
"""

from __future__ import annotations

import logging
import platform
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from app import __version__
from app.ui.shell.actions import Notice
from app.values.bank_cards import without_bank_cards
from app.values.clock import Clock, iso
from app.values.errors import Expected
from app.values.journal import note
from app.values.words import msg

MOST_REPORTS = 40


class Defects(QObject):
    """Keeps reports in the shop's logs."""

    def __init__(self, folder: Path, clock: Clock, notify: Callable[[Notice], None]) -> None:
        super().__init__()
        self._folder, self._clock, self._notify = folder, clock, notify
        self._reports: dict[str, str] = {}

    def keep(self, defect: BaseException) -> None:
        """Write a report and say so; trouble that was expected is said in its own words."""
        if isinstance(defect, Expected):
            self._notify(Notice(defect.message, "err"))
            return
        note("defect", level=logging.ERROR, kind=type(defect).__name__)
        name = self._report(defect)
        words = msg(
            "Something went wrong in the program. What was sold is saved and the basket is kept. "
            "Go on; if it happens again, restart. Report: {file}",
            file=name,
        )
        self._notify(Notice(words, "err"))

    def _report(self, defect: BaseException) -> str:
        """The report's name; the same defect in a loop is one report, and only the newest are kept."""
        trace = traceback.format_exception(defect)
        known = self._reports.get("".join(trace))
        if known is not None:
            return known
        at = iso(self._clock.now())
        name = f"defect-{at.replace(':', '').replace('.', '')}.txt"
        head = f"regulars {__version__}, Python {platform.python_version()}, {platform.platform()}, {at}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for old in sorted(self._folder.glob("defect-*.txt"))[: 1 - MOST_REPORTS]:
                old.unlink(missing_ok=True)
            report = self._folder / name
            report.touch(mode=0o600)
            report.write_text(without_bank_cards("\n".join((head, "", *trace))), encoding="utf-8")
        except OSError:
            return "-"
        self._reports["".join(trace)] = name
        return name
