"""A text display on a serial line: shows the newest picture, in a thread of its own; missing is a state."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Literal, Protocol

from app.devices.display.pole_text import WIDTH, PoleLines, pole_lines
from app.devices.paper.code_pages import code_page
from app.values.locales import Words
from app.workflows.display_feed import DisplaySnapshot

PoleState = Literal["off", "waiting", "ready"]
CLEAR = b"\x0c"
RETRY_S = 5.0
ALPHABET = ("АБВГДЕЖЗИКЛМНОПРСТУФ", "àéîöüßñç 0123456789€")


class PoleLine(Protocol):
    """An open serial line to a display."""

    def write(self, data: bytes, /) -> int | None: ...

    def close(self) -> None: ...


def open_pole(port: str, baud: int) -> PoleLine:
    """Open the line, 8N1; raises OSError where it is not there."""
    import serial

    try:
        line: PoleLine = serial.serial_for_url(port, baud, timeout=1, write_timeout=1)
    except ValueError as wrong:  # pyserial's word for a port name it cannot read
        raise OSError(str(wrong)) from wrong
    return line


def picture(lines: PoleLines, code_page_name: str) -> bytes:
    """The bytes that show two lines: clear, then forty characters, which the display breaks by itself."""
    return CLEAR + b"".join(line[:WIDTH].ljust(WIDTH).encode(code_page_name, "replace") for line in lines)


class PoleDisplay:
    """Shows snapshots; only the newest matters, so that a slow display never lags behind the sale.

    Attributes:
        state: `off`, `waiting` (not there; tried again every few seconds) or `ready`.
    """

    def __init__(
        self, opened: Callable[[], PoleLine], words: Words, code_page_name: str, *, retry_s: float = RETRY_S
    ) -> None:
        self._opened, self._words, self._page = opened, words, code_page(code_page_name)
        self._retry_s = retry_s
        self._wanted: bytes | None = None
        self._news = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="pole-display", daemon=True)
        self.state: PoleState = "off"

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def show(self, shown: DisplaySnapshot) -> None:
        """Show this from now on; returns at once."""
        self._want(picture(pole_lines(shown, self._words, self._page), self._page.name))

    def show_test(self) -> None:
        """The alphabet in the display's table: the owner sees whether it is the right one."""
        self._want(picture(ALPHABET, self._page.name))

    def stop(self) -> None:
        """Clear the display and let go of it."""
        with self._news:
            self._stopping = True
            self._news.notify()
        if self._thread.is_alive():
            self._thread.join(2.0)

    def _want(self, data: bytes) -> None:
        with self._news:
            self._wanted = data
            self._news.notify()

    def _run(self) -> None:
        while not self._stopping:
            try:
                line = self._opened()
            except OSError:
                self.state = "waiting"
                with self._news:
                    self._news.wait_for(lambda: self._stopping, self._retry_s)
                continue
            self.state = "ready"
            try:
                self._feed(line)
            except OSError:
                self.state = "waiting"
            finally:
                line.close()
        self.state = "off"

    def _has_news(self, shown: bytes | None) -> bool:
        return self._stopping or self._wanted != shown

    def _feed(self, line: PoleLine) -> None:
        shown: bytes | None = None
        while True:
            with self._news:
                self._news.wait_for(partial(self._has_news, shown))
                wanted, stopping = self._wanted, self._stopping
            if stopping:
                line.write(CLEAR)
                return
            if wanted is not None:
                line.write(wanted)
            shown = wanted
