"""Print jobs and the shelf they wait on: one file each, whole or not there, gone once the paper is out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

import msgspec

from app.devices.printers.slip import Slip
from app.values.clock import Instant
from app.values.errors import Trouble
from app.values.words import msg


class PrintJob(msgspec.Struct, frozen=True):
    """A slip that waits for its printer.

    Attributes:
        number: Place in the queue; rises.
        opens_drawer: Whether the drawer opens with it; `drawer_tried` from before the first try on, so that a
            crash or a retry never opens it twice.
        is_begun: Set before the first byte goes out: from then on every print says COPY.
        is_asked_for: A person said: print it, however old it is.
    """

    number: int
    made_at: Instant
    slip: Slip
    opens_drawer: bool = False
    drawer_tried: bool = False
    is_begun: bool = False
    is_asked_for: bool = False
    attempts: int = 0
    why: str = ""


class Shelf(Protocol):
    """Where jobs are kept."""

    def load(self) -> list[PrintJob]:
        """All jobs, in order."""
        ...

    def keep(self, job: PrintJob) -> None:
        """Keep a job, or the newer state of one; durable when it returns. Raises `Trouble`."""
        ...

    def drop(self, job: PrintJob) -> None:
        """Forget a job."""
        ...


class FolderShelf:
    """A folder with a file for each job, readable by its owner alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self) -> list[PrintJob]:
        """All jobs; a file that cannot be read is set aside as `.broken`, and the others are still printed."""
        jobs = []
        for path in sorted(self._folder.glob("*.json")) if self._folder.is_dir() else []:
            try:
                jobs.append(msgspec.json.decode(path.read_bytes(), type=PrintJob))
            except (OSError, msgspec.DecodeError):
                path.replace(path.with_suffix(".broken"))
        return jobs

    def keep(self, job: PrintJob) -> None:
        path = self._path(job)
        beside = path.with_suffix(".new")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.encode(job))
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except OSError as wrong:
            why = wrong.strerror or str(wrong)
            raise Trouble("print_job.not_kept", msg("The print job could not be kept ({why}).", why=why)) from wrong

    def drop(self, job: PrintJob) -> None:
        self._path(job).unlink(missing_ok=True)

    def _path(self, job: PrintJob) -> Path:
        return self._folder / f"{job.number:010d}.json"
