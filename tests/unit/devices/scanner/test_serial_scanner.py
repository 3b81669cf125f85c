"""A real serial line (a pseudo terminal): framed, unplugged, plugged in again, refused."""

import os
import threading
import time
import tty

import pytest

from app.devices.scanner.serial_scanner import LineTerms, SerialScanner, open_line

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo terminals stand in for serial lines on POSIX only")
EAN = "4600682000013"


class Seen:
    """Collects what the scanner's thread says, and waits for it."""

    def __init__(self):
        self.codes, self.states = [], []
        self._new = threading.Condition()

    def code(self, code):
        with self._new:
            self.codes.append(code.text)
            self._new.notify_all()

    def state(self, state):
        with self._new:
            self.states.append(state)
            self._new.notify_all()

    def wait(self, is_there):
        with self._new:
            assert self._new.wait_for(lambda: is_there(self), timeout=5), (self.codes, self.states)


@pytest.fixture
def pty_pair():
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    yield ours, os.ttyname(theirs)
    for handle in (ours, theirs):
        os.close(handle)


def test_codes_come_from_a_line(pty_pair):
    ours, name = pty_pair
    seen = Seen()
    scanner = SerialScanner(LineTerms(name), seen.code, on_state=seen.state)
    scanner.start()
    seen.wait(lambda each: each.states == ["ready"])
    os.write(ours, b"460068")
    os.write(ours, b"2000013\r\n")
    seen.wait(lambda each: each.codes == [EAN])
    os.write(ours, b"2912345678906")
    seen.wait(lambda each: each.codes == [EAN, "2912345678906"])
    scanner.stop()
    assert seen.states == ["ready", "off"]


def test_a_line_that_is_not_there_is_a_state(tmp_path):
    seen = Seen()
    scanner = SerialScanner(LineTerms(str(tmp_path / "ttyACM0")), seen.code, on_state=seen.state, retry_s=0.01)
    scanner.start()
    seen.wait(lambda each: each.states == ["waiting"])
    assert scanner.why
    scanner.stop()


def test_a_scanner_that_is_plugged_in_again_goes_on():
    class Unplugged:
        reads = 0

        def read(self, size):
            Unplugged.reads += 1
            if Unplugged.reads == 1:
                return b"4600"
            raise OSError("device disconnected")

        def close(self):
            pass

    class Again:
        def __init__(self):
            self.data = [b"77\r"]

        def read(self, size):
            time.sleep(0.002)
            return self.data.pop() if self.data else b""

        def close(self):
            pass

    seen = Seen()
    lines = [Unplugged(), Again()]
    scanner = SerialScanner(LineTerms("x"), seen.code, on_state=seen.state, opened=lambda _: lines.pop(0), retry_s=0.01)
    scanner.start()
    seen.wait(lambda each: each.codes == ["77"])
    scanner.stop()
    assert seen.states == ["ready", "waiting", "ready", "off"]


def test_a_name_that_is_no_line_is_refused_as_missing_hardware():
    with pytest.raises(OSError, match="no-such-protocol"):
        open_line(LineTerms("no-such-protocol://x"))
