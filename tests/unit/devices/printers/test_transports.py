"""One contract for every way to a printer: the bytes arrive whole and in order; a dead one is `PrinterSilent`."""

import os
import socket
import threading
import tty

import pytest

from app.devices.printers.transports import Address, PrinterSilent, transport_to
from tests.unit.devices.printers.lines import Paper

pytestmark = pytest.mark.skipif(os.name != "posix", reason="stands in for printers with POSIX files and terminals")
JOB = bytes(range(256)) * 12


class FakePrinter:
    """The printer of the tests that inject faults: the contract holds for it too."""

    def __init__(self, tmp_path, monkeypatch):
        self._paper = Paper()

    def line(self):
        return self._paper.line()

    def received(self):
        return self._paper.printed

    def kill(self):
        self._paper.fault = "off"


class FilePrinter:
    def __init__(self, tmp_path, monkeypatch):
        self._path = tmp_path / "lp0"
        self._target = self._path

    def line(self):
        return transport_to(Address("file", str(self._target)))

    def received(self):
        return self._path.read_bytes()

    def kill(self):
        self._target = self._path.parent / "gone" / "lp0"


class NetworkPrinter:
    def __init__(self, tmp_path, monkeypatch):
        self._server = socket.create_server(("127.0.0.1", 0))
        self._port = self._server.getsockname()[1]
        self._data = b""
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        with self._server:
            connection, _ = self._server.accept()
            with connection:
                while data := connection.recv(4096):
                    self._data += data
                    if data.endswith(b"\x10\x04\x04"):
                        connection.sendall(b"\x12")

    def line(self):
        return transport_to(Address("network", "127.0.0.1", port=self._port, timeout_s=1.0))

    def received(self):
        self._thread.join(5)
        return self._data

    def kill(self):
        with socket.create_server(("127.0.0.1", 0)) as closed:
            self._port = closed.getsockname()[1]


class SerialPrinter:
    def __init__(self, tmp_path, monkeypatch):
        self._ours, theirs = os.openpty()
        tty.setraw(theirs)
        self._name = os.ttyname(theirs)
        self._theirs = theirs
        self._data = b""
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        while len(self._data) < len(JOB):
            self._data += os.read(self._ours, 4096)

    def line(self):
        return transport_to(Address("serial", self._name, timeout_s=1.0))

    def received(self):
        self._thread.join(5)
        return self._data

    def kill(self):
        self._name = "/dev/no-such-line"


class CupsPrinter:
    """A program named `lp` that keeps what it is given."""

    def __init__(self, tmp_path, monkeypatch):
        self._program = tmp_path / "bin" / "lp"
        self._program.parent.mkdir()
        self._program.write_text(f'#!/bin/sh\n[ "$2" = till ] && [ "$4" = raw ] && cat > {tmp_path}/spool\n')
        self._program.chmod(0o755)
        self._spool = tmp_path / "spool"
        monkeypatch.setenv("PATH", f"{self._program.parent}:{os.environ['PATH']}")

    def line(self):
        return transport_to(Address("cups", "till"))

    def received(self):
        return self._spool.read_bytes()

    def kill(self):
        self._program.write_text("#!/bin/sh\necho no such printer >&2\nexit 1\n")


@pytest.fixture(params=[FakePrinter, FilePrinter, NetworkPrinter, SerialPrinter, CupsPrinter])
def printer(request, tmp_path, monkeypatch):
    return request.param(tmp_path, monkeypatch)


def test_bytes_arrive_whole_and_in_order(printer):
    line = printer.line()
    line.open()
    for start in range(0, len(JOB), 700):
        line.send(JOB[start : start + 700])
    line.close()
    assert printer.received() == JOB


def test_a_printer_that_is_gone_is_silent(printer):
    printer.kill()
    line = printer.line()
    with pytest.raises(PrinterSilent) as silent:
        send_all(line, JOB)
    assert silent.value.why
    assert silent.value.code == "printer.silent"


def test_a_network_printer_answers_its_status(tmp_path, monkeypatch):
    printer = NetworkPrinter(tmp_path, monkeypatch)
    line = printer.line()
    line.open()
    assert line.ask(b"\x10\x04\x04") == b"\x12"
    assert line.ask(b"\x10\x04\x02") == b""
    line.close()


def test_one_way_lines_answer_nothing(tmp_path, monkeypatch):
    for kind in (FilePrinter, CupsPrinter):
        folder = tmp_path / kind.__name__
        folder.mkdir()
        line = kind(folder, monkeypatch).line()
        line.open()
        assert line.ask(b"\x10\x04\x04") == b""


def test_without_cups_a_system_queue_is_silent(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PrinterSilent, match="lp"):
        transport_to(Address("cups", "till")).open()


def test_a_connection_reset_is_silence():
    server = socket.create_server(("127.0.0.1", 0))
    line = transport_to(Address("network", "127.0.0.1", port=server.getsockname()[1], timeout_s=1.0))
    line.open()
    connection, _ = server.accept()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    connection.close()
    server.close()
    with pytest.raises(PrinterSilent):
        send_for_ever(line)
    line.close()


def send_all(line, data):
    line.open()
    line.send(data)
    line.close()


def send_for_ever(line):
    for _ in range(1000):
        line.send(JOB)
