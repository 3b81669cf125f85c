"""A bar that shows how far a long command is, beside the result and only where somebody watches."""

from __future__ import annotations

import sys
from typing import TextIO

from app.cli.speaking import Speaker
from app.values.words import Message

WIDTH = 30


class ProgressBar:
    """One line that is drawn again in place.

    Attributes:
        is_shown: False where the output is a file or a pipe: nothing is written then.
    """

    def __init__(self, speaker: Speaker, stream: TextIO | None = None) -> None:
        self._speaker = speaker
        self._stream = stream if stream is not None else sys.stderr
        self._drawn = ""
        self.is_shown = self._stream.isatty()

    def show(self, doing: Message, done: int, of: int) -> None:
        """Draw how far it is; a total of 0 is not known yet."""
        if not self.is_shown:
            return
        share = min(1.0, done / of) if of else 0.0
        filled = int(share * WIDTH)
        line = f"{self._speaker.text(doing):<12} [{'#' * filled}{'.' * (WIDTH - filled)}] {int(share * 100):3d} %"
        if line != self._drawn:
            self._stream.write(f"\r{line}")
            self._stream.flush()
            self._drawn = line

    def end(self) -> None:
        """Take the line away."""
        if self._drawn:
            self._stream.write("\r" + " " * len(self._drawn) + "\r")
            self._stream.flush()
            self._drawn = ""
