"""A scanner on a serial line or USB-COM: read in a thread of its own, and found again when it is plugged in.

What is wrong with the line is a state that a screen can show, never an exception.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from app.devices.scanner.framing import Framing
from app.devices.scanner.inbox import ScannedCode

LineState = Literal["off", "waiting", "ready"]
READ_WAIT_S = 0.03
RETRY_S = 1.0


@dataclass(frozen=True, slots=True)
class LineTerms:
    """The line: `port` is `/dev/ttyACM0`, `COM3` or a pyserial URL; `baud` matters for true RS-232 only."""

    port: str
    baud: int = 9600


class Line(Protocol):
    """An open serial line."""

    def read(self, size: int, /) -> bytes: ...

    def close(self) -> None: ...


def open_line(terms: LineTerms) -> Line:
    """Open the line; raises OSError where it is not there, in use or not permitted."""
    import serial

    try:
        line: Line = serial.serial_for_url(terms.port, terms.baud, timeout=READ_WAIT_S, exclusive=_exclusive())
    except ValueError as wrong:  # pyserial's word for a port name it cannot read
        raise OSError(str(wrong)) from wrong
    return line


class SerialScanner:
    """Reads one line until it is stopped.

    Attributes:
        state: `off`, `waiting` (the line is not there; tried again every second) or `ready`.
        why: What the system said last when the line failed; empty where it works.
    """

    def __init__(
        self,
        terms: LineTerms,
        on_code: Callable[[ScannedCode], None],
        *,
        on_state: Callable[[LineState], None] = lambda _: None,
        opened: Callable[[LineTerms], Line] = open_line,
        retry_s: float = RETRY_S,
    ) -> None:
        """`on_code` and `on_state` are called on the scanner's thread."""
        self._terms, self._on_code, self._on_state, self._opened = terms, on_code, on_state, opened
        self._retry_s = retry_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="serial-scanner", daemon=True)
        self.state: LineState = "off"
        self.why = ""

    def start(self) -> None:
        """Begin reading."""
        self._thread.start()

    def stop(self) -> None:
        """End reading and close the line."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2.0)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                line = self._opened(self._terms)
            except OSError as wrong:
                self._become("waiting", str(wrong))
                self._stopping.wait(self._retry_s)
                continue
            self._become("ready", "")
            try:
                self._read(line)
            except OSError as wrong:
                self._become("waiting", str(wrong))
                self._stopping.wait(self._retry_s)
            finally:
                line.close()
        self._become("off", "")

    def _read(self, line: Line) -> None:
        framing = Framing()
        while not self._stopping.is_set():
            data = line.read(256)
            now_ms = time.monotonic() * 1000
            for text in framing.feed(data, now_ms) if data else framing.tick(now_ms):
                self._on_code(ScannedCode(text, "serial", at_ms=now_ms))

    def _become(self, state: LineState, why: str) -> None:
        self.why = why
        if state != self.state:
            self.state = state
            self._on_state(state)


def _exclusive() -> bool | None:
    """Only one program may read a scanner; Windows sees to that by itself."""
    import os

    return True if os.name == "posix" else None
