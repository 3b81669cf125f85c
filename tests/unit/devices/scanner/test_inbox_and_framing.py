"""Scans wait in order, bounces count once; bytes of a serial scanner become whole codes."""

from hypothesis import given
from hypothesis import strategies as st

from app.devices.scanner.framing import LONGEST_FRAME, Framing
from app.devices.scanner.inbox import MOST_WAITING, ScanInbox, ScannedCode

EAN = "4600682000013"


def code(text, at_ms=0.0):
    return ScannedCode(text, at_ms=at_ms)


def test_scans_come_out_in_order():
    inbox = ScanInbox()
    for number in range(5):
        assert inbox.offer(code(f"{number}", number)) == "queued"
    assert inbox.shown_waiting == 4
    assert [inbox.take().text for _ in range(5)] == ["0", "1", "2", "3", "4"]
    assert inbox.take() is None
    assert inbox.shown_waiting == 0


def test_the_same_code_within_a_blink_is_one_scan():
    inbox = ScanInbox()
    assert inbox.offer(code(EAN, 0)) == "queued"
    assert inbox.offer(code(EAN, 80)) == "duplicate"
    assert inbox.offer(code(EAN, 400)) == "queued"
    assert ScanInbox(duplicate_ms=0).offer(code(EAN)) == "queued"
    fast = ScanInbox(duplicate_ms=0)
    assert [fast.offer(code(EAN, n)) for n in range(3)] == ["queued"] * 3


def test_a_stuck_trigger_fills_the_queue_and_is_counted():
    inbox = ScanInbox()
    taken = [inbox.offer(code(f"{number}")) for number in range(1000)]
    assert taken.count("queued") == MOST_WAITING == len(inbox)
    assert inbox.forget_refused() == 1000 - MOST_WAITING
    assert inbox.forget_refused() == 0


def test_an_empty_scan_is_nothing():
    assert ScanInbox().offer(code(" \r")) == "empty"


def test_a_frame_ends_at_return_or_line_feed():
    framing = Framing()
    assert framing.feed(b"460068", 0) == []
    assert framing.feed(b"2000013\r\nAB\n", 5) == [EAN, "AB"]


def test_a_frame_without_an_end_ends_in_silence():
    framing = Framing()
    framing.feed(EAN.encode(), 0)
    assert framing.tick(59) == []
    assert framing.tick(60) == [EAN]
    framing.feed(b"A", 100)
    assert framing.feed(b"B\r", 200) == ["A", "B"]


def test_half_a_code_is_forgotten_when_the_scanner_is_unplugged():
    framing = Framing()
    framing.feed(b"4600", 0)
    framing.drop()
    assert framing.feed(b"77\r", 10) == ["77"]


def test_an_endless_frame_is_dropped_and_counted():
    framing = Framing()
    assert framing.feed(b"7" * (LONGEST_FRAME + 1) + b"\r12\r", 0) == ["12"]
    assert framing.torn == 1


def test_bytes_of_no_known_writing_are_still_a_text():
    assert Framing().feed(b"\xff\xfe1\r", 0) == ["ÿþ1"]
    assert Framing().feed("Привет\r".encode(), 0) == ["Привет"]
    assert Framing().feed(b"noise\x0277\r", 0) == ["77"]


@given(st.lists(st.text("0123456789ABC", min_size=1, max_size=30), max_size=8), st.data())
def test_however_the_bytes_are_cut_the_codes_are_the_same(codes, data):
    stream = b"".join(text.encode() + data.draw(st.sampled_from([b"\r", b"\n", b"\r\n"])) for text in codes)
    framing, got, at = Framing(), [], 0
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        got += framing.feed(stream[:size], at)
        stream, at = stream[size:], at + 1
    assert got == codes
