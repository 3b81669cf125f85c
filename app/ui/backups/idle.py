"""No backups behind the page: what it shows where nobody opened their door (pictures, a till being tried out)."""

from __future__ import annotations

from collections.abc import Callable

from app.workflows.backup_desk import BackupsNow


class NoBackups:
    """Nothing was backed up and nothing will be."""

    def now(self) -> BackupsNow:
        return BackupsNow((), "")

    def watch(self, on_changed: Callable[[], None]) -> None:
        """Nothing will change."""

    def back_up(self) -> None:
        """There is nothing to copy."""

    def check(self, file: str) -> None:
        """There is no copy."""

    def drill(self, file: str) -> None:
        """There is no copy."""

    def restore(self, file: str, folder: str) -> None:
        """There is no copy."""
