"""Waste: what refers to itself in a circle is looked for bit by bit while somebody works, as a whole when nobody does.

Python's collector lets no thread go on while it looks, and where it looks through everything that a till has
built that takes a tenth of a second: a standstill in the middle of a receipt or of an import, on whichever
thread it happened to begin. So only what is young is looked at then. Once the till was left alone for a moment,
what has come since is looked through, and what stays is set aside, not to be looked at again; after a long
quiet, as over lunch, everything is.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, SignalInstance

QUIET_MS = 3_000
LONG_QUIET_MS = 600_000
YOUNG = (700, 10)
"""As Python has them: after so many new things, and after so many looks at those."""
NEVER_ALONE = 2_000
"""Where nobody ever leaves a till alone everything is looked at all the same, after some ten million things."""


class WasteKeeping(QObject):
    """Minds the collector of this process until it is stopped.

    Attributes:
        looked: How often it was looked through what came since; `through` how often through everything.
    """

    def __init__(self, used: SignalInstance, *, quiet_ms: int = QUIET_MS, long_quiet_ms: int = LONG_QUIET_MS) -> None:
        """`used` is emitted whenever somebody touches the till; the times are milliseconds."""
        super().__init__()
        self.looked = self.through = 0
        self._before = gc.get_threshold()
        self._quiet = self._timer(quiet_ms, self.look)
        self._long = self._timer(long_quiet_ms, self.look_through)
        used.connect(self._on_used)
        gc.set_threshold(*YOUNG, NEVER_ALONE)
        gc.freeze()
        self._on_used()

    def look(self) -> None:
        """Look through what has come since the last time; what is still needed is set aside."""
        gc.collect()
        gc.freeze()
        self.looked += 1

    def look_through(self) -> None:
        """Look through everything."""
        gc.unfreeze()
        self.look()
        self.through += 1

    def stop(self) -> None:
        """Leave the collector as it was."""
        self._quiet.stop()
        self._long.stop()
        gc.unfreeze()
        gc.set_threshold(*self._before)

    def _timer(self, milliseconds: int, work: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(work)
        return timer

    def _on_used(self) -> None:
        self._quiet.start()
        self._long.start()
