"""The scans that wait for their turn: in order, at most so many, and the same code twice in a blink once."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal

MOST_WAITING = 32
DUPLICATE_MS = 250
SHOWN_FROM = 4
"""From this many on the entry line says how many more wait."""

Source = Literal["keys", "serial", "camera"]
Taken = Literal["queued", "duplicate", "full", "empty"]


@dataclass(frozen=True, slots=True)
class ScannedCode:
    """One read code.

    Attributes:
        text: Without its end; nothing else is changed.
        from_keys: False where a keyboard layout may have changed the text.
        at_ms: When its last key or byte came.
    """

    text: str
    source: Source = "keys"
    from_keys: bool = True
    at_ms: float = 0.0


class ScanInbox:
    """A queue of scans.

    Attributes:
        refused: How many were refused because too many waited; shown, and reset with `forget_refused`.
    """

    def __init__(self, duplicate_ms: float = DUPLICATE_MS, most: int = MOST_WAITING) -> None:
        """`duplicate_ms` is 0 for scanners on a stand that read many of the same quickly."""
        self._waiting: deque[ScannedCode] = deque()
        self._duplicate_ms, self._most = duplicate_ms, most
        self._last: ScannedCode | None = None
        self.refused = 0

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def shown_waiting(self) -> int:
        """How many more wait behind the first, once there are enough to say so; else 0."""
        return len(self._waiting) - 1 if len(self._waiting) >= SHOWN_FROM else 0

    def offer(self, code: ScannedCode) -> Taken:
        """Take a scan, or say why not: an empty one, the bounce of the last one, or one too many."""
        if not code.text.strip():
            return "empty"
        last = self._last
        if last is not None and last.text == code.text and 0 <= code.at_ms - last.at_ms < self._duplicate_ms:
            return "duplicate"
        if len(self._waiting) >= self._most:
            self.refused += 1
            return "full"
        self._last = code
        self._waiting.append(code)
        return "queued"

    def take(self) -> ScannedCode | None:
        """The next scan; None where none waits."""
        return self._waiting.popleft() if self._waiting else None

    def forget_refused(self) -> int:
        """How many were refused since this was asked last."""
        refused, self.refused = self.refused, 0
        return refused
