"""Ways to a printer: network, serial line, device file, and the raw queues of CUPS and Windows.

python-escpos opens and writes to them; it is imported when the first one is opened. Whatever goes wrong is
one kind of trouble, `PrinterSilent`, so that the queue has one thing to live with.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
from typing import Any, Literal, Protocol

import msgspec

from app.values.errors import Trouble
from app.values.words import msg

TransportKind = Literal["network", "serial", "file", "cups", "windows"]
TIMEOUT_S = 5.0
CHUNK = 1024


class PrinterSilent(Trouble):
    """The printer did not take what was sent; how much of it came out is not known."""

    def __init__(self, why: str) -> None:
        super().__init__("printer.silent", msg("The printer is not answering ({why}).", why=why))
        self.why = why


class Address(msgspec.Struct, frozen=True):
    """Where a printer is.

    Attributes:
        target: Host name, serial port, device file, or the name of a system queue.
        port: Of a network printer; `baud` of a serial one.
    """

    kind: TransportKind
    target: str
    port: int = 9100
    baud: int = 9600
    timeout_s: float = TIMEOUT_S


class Transport(Protocol):
    """A way to a printer; every method may raise `PrinterSilent`."""

    def open(self) -> None:
        """Connect."""
        ...

    def send(self, data: bytes) -> None:
        """Hand bytes over, in order."""
        ...

    def ask(self, question: bytes) -> bytes:
        """Send a question and return what is answered in time; empty for nothing, or for a one-way line."""
        ...

    def close(self) -> None:
        """Finish; a queue of the system reports here whether it took the whole."""
        ...


def transport_to(address: Address) -> Transport:
    """The transport for an address; nothing is opened yet."""
    return SystemQueue(address) if address.kind == "cups" else EscposTransport(address)


class EscposTransport:
    """A device of python-escpos."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._device: Any = None

    def open(self) -> None:
        from escpos.exceptions import Error

        try:
            self._device = _device(self._address)
            if self._address.kind == "network":
                # the library's own way leaves the socket open where nobody answers, and knows no IPv6
                where = (self._address.target, self._address.port)
                self._device.device = socket.create_connection(where, self._address.timeout_s)
            else:
                self._device.open()
        except (Error, OSError, RuntimeError) as wrong:
            self._device = None
            raise PrinterSilent(_reason(wrong)) from wrong
        if self._address.kind == "serial":
            self._device.device.write_timeout = self._address.timeout_s

    def send(self, data: bytes) -> None:
        try:
            for start in range(0, len(data), CHUNK):
                self._device._raw(data[start : start + CHUNK])  # noqa: SLF001 - the library's own way to raw bytes
        except OSError as wrong:
            raise PrinterSilent(_reason(wrong)) from wrong

    def ask(self, question: bytes) -> bytes:
        if self._address.kind not in ("network", "serial"):
            return b""
        self.send(question)
        try:
            return bytes(self._device._read())  # noqa: SLF001 - as above
        except TimeoutError:
            return b""
        except OSError as wrong:
            raise PrinterSilent(_reason(wrong)) from wrong

    def close(self) -> None:
        device, self._device = self._device, None
        if device is None:
            return
        try:
            device.close()
        except OSError as wrong:
            raise PrinterSilent(_reason(wrong)) from wrong


class SystemQueue:
    """A raw queue of CUPS: the job goes to `lp` as a whole when it is complete, so that half a job never prints."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._data = bytearray()

    def open(self) -> None:
        if shutil.which("lp") is None:
            raise PrinterSilent("lp is not installed")
        self._data.clear()

    def send(self, data: bytes) -> None:
        self._data += data

    def ask(self, question: bytes) -> bytes:  # noqa: ARG002 - a spooler answers nothing
        return b""

    def close(self) -> None:
        data, self._data = bytes(self._data), bytearray()
        if not data:
            return
        command = [shutil.which("lp") or "lp", "-d", self._address.target, "-o", "raw", "-"]
        try:
            done = subprocess.run(  # noqa: S603 - a fixed program; the queue's name is one argument of its own
                command, input=data, capture_output=True, timeout=self._address.timeout_s * 4, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as wrong:
            raise PrinterSilent(_reason(wrong)) from wrong
        if done.returncode:
            raise PrinterSilent(done.stderr.decode(errors="replace").strip()[:200] or "lp failed")


def _device(address: Address) -> Any:
    from escpos import printer

    if address.kind == "network":
        return printer.Network(address.target, address.port, timeout=address.timeout_s)
    if address.kind == "serial":
        return printer.Serial(address.target, address.baud, timeout=address.timeout_s, dsrdtr=False)
    if address.kind == "windows":
        return printer.Win32Raw(address.target)
    return printer.File(address.target)


def _reason(wrong: BaseException) -> str:
    text = wrong.strerror if isinstance(wrong, OSError) and wrong.strerror else str(wrong)
    return " ".join(text.split())[:200] or type(wrong).__name__
