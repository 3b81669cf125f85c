"""Counts what a cashier presses: real key events at the window; a scanner's keys are counted as one scan."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow

from app.ui.shell.keys import press_of
from tests.ui.counter_driver import Driver

_MODIFIERS = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta}


class Recorder(QObject):
    """Watches the keys of the application while it is entered.

    Attributes:
        keys: Names of the keys that were pressed, in order; `scan` for a whole scan.
    """

    def __init__(self, till: Driver) -> None:
        super().__init__()
        self.keys: list[str] = []
        self._till = till
        self._scans = till.scan

    def __enter__(self) -> Self:
        app = QCoreApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        self._till.scan = self._scan  # type: ignore[method-assign]
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        app = QCoreApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        self._till.scan = self._scans  # type: ignore[method-assign]

    @property
    def presses(self) -> int:
        """Keys a person pressed; a held modifier is part of its key."""
        return len(self.keys) - self.scans

    @property
    def scans(self) -> int:
        """Codes that were scanned."""
        return self.keys.count("scan")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_key = event.type() == QEvent.Type.KeyPress and isinstance(watched, QWindow)
        if is_key and isinstance(event, QKeyEvent) and not event.isAutoRepeat() and event.key() not in _MODIFIERS:
            press = press_of(event, 0.0)
            self.keys.append(press.name or press.text)
        return False

    def _scan(self, *codes: str, wait: bool = True) -> None:
        for code in codes:
            before = len(self.keys)
            self._scans(code, wait=wait)
            assert self.keys[before:] == [*code, "Enter"], "a scanner types the code and Enter"
            self.keys[before:] = ["scan"]
