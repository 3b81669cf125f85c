"""The journal: one line of JSON for each thing worth knowing later, that can never grow without end or tell secrets.

Five files of five megabytes, the same line only once a minute (the next says how often it came meanwhile), no
control signs that would play tricks on whoever reads it, no card numbers, and none of the fields that name people
or open doors. It is for whoever mends a till; what happened in the shop is in the facts.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from app.values.bank_cards import without_bank_cards
from app.values.clock import Clock, iso

NAME = "regulars.log"
FILES, FILE_BYTES = 5, 5 * 1024 * 1024
QUIET_MS = 60_000
LONGEST_LINE = 8_000
MOST_REMEMBERED = 512
SECRET_FIELDS = frozenset(
    {
        "pin", "pin_hash", "password", "secret", "key", "token", "pepper", "salt", "authorization", "name", "phone",
        "email", "birthday", "notes", "address", "card", "code", "body",
    }
)  # fmt: skip
"""Fields whose values never stand in the journal."""

HIDDEN = "…"
# Control signs, line and paragraph separators, and what turns the direction of writing.
_TRICKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def harmless(text: str) -> str:
    r"""A text as it may stand in a log: card numbers masked, control signs spelt out.

    >>> harmless("a\x1b[2J 4111 1111 1111 1111")
    'a\\x1b[2J **** 1111'
    """
    masked = without_bank_cards(text)
    return _TRICKS.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), masked)


class Journal(logging.Handler):
    """Writes what is logged under `regulars` into a shop's `logs/`."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        """`folder` is made where it is not there; a disk that says no loses lines and nothing else."""
        super().__init__(logging.INFO)
        self._clock = clock
        self._said: dict[str, tuple[int, int]] = {}
        self._file: RotatingFileHandler | None = None
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = folder / NAME
            path.touch(mode=0o600, exist_ok=True)
            self._file = RotatingFileHandler(path, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8")
        except OSError:
            return

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, unless the same was written within the minute."""
        if self._file is None:
            return
        now = self._clock.now()
        told = self._told(record)
        key = f"{record.levelname} {told}"
        first, times = self._said.get(key, (0, 0))
        if first and 0 <= now - first < QUIET_MS:
            self._said[key] = (first, times + 1)
            return
        if len(self._said) >= MOST_REMEMBERED:
            self._said.clear()
        self._said[key] = (now, 0)
        line = {"at": iso(now), "level": record.levelname.lower(), **told, **({"again": times} if times else {})}
        text = json.dumps(line, ensure_ascii=False, default=str)[:LONGEST_LINE]
        record = logging.LogRecord(record.name, record.levelno, "", 0, "%s", (text,), None)
        try:
            self._file.emit(record)
        except OSError:
            return

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
        super().close()

    def _told(self, record: logging.LogRecord) -> dict[str, Any]:
        about = getattr(record, "about", None)
        told: dict[str, Any] = {"event": harmless(record.getMessage())}
        if isinstance(about, Mapping):
            told |= {str(name): _value(str(name), value) for name, value in about.items()}
        if record.exc_info and record.exc_info[0] is not None:
            told["kind"] = record.exc_info[0].__name__
        return told


def _value(name: str, value: object) -> object:
    if name.lower() in SECRET_FIELDS:
        return HIDDEN
    return value if isinstance(value, int | float | bool) or value is None else harmless(str(value))


LOG = logging.getLogger("regulars")
LOG.propagate = False
LOG.setLevel(logging.INFO)
LOG.addHandler(logging.NullHandler())


def note(event: str, *, level: int = logging.INFO, **about: object) -> None:
    """Write something down: `event` is a short constant, `about` what differs."""
    LOG.log(level, "%s", event, extra={"about": about})


def start_journal(folder: Path, clock: Clock) -> Journal:
    """Write into this folder from now on; `stop_journal` ends it."""
    journal = Journal(folder, clock)
    LOG.addHandler(journal)
    return journal


def stop_journal(journal: Journal) -> None:
    """Write no more."""
    LOG.removeHandler(journal)
    journal.close()
