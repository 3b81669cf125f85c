"""Whatever a printer does, at whichever byte: the receipt comes out once, or again as a COPY; the drawer once."""

import msgspec
import pytest

from app.devices.printers.jobs import FolderShelf, PrintJob
from app.devices.printers.profiles import PrinterProfile
from app.devices.printers.queue import ASK_AFTER_MS, DRAWER_WITHIN_MS, PrinterThread, PrintQueue
from app.devices.printers.render import drawer_bytes, render
from app.devices.printers.slip import receipt_slip
from app.values.clock import SetClock, SystemClock
from app.values.errors import Trouble
from tests.golden import samples
from tests.unit.devices.printers.lines import FAULTS, MemoryShelf, Paper

PROFILE = PrinterProfile(asks_status=True)
VIEW = samples.english()
SLIP = receipt_slip(VIEW, PROFILE)
RECEIPT = render(SLIP, PROFILE)
DRAWER = drawer_bytes(PROFILE)
NOON = 1_790_000_000_000


def run(queue, clock, most=20):
    """Let the queue work until it has nothing to do."""
    for _ in range(most):
        wait = queue.step()
        if wait is None:
            return
        clock.advance(wait)
    raise AssertionError("the queue never came to rest")


def breaks_and_recovers(fault, at_byte):
    """One receipt, one fault, the program ended in the middle; returns the paper and the shelf."""
    clock, shelf, paper = SetClock(NOON), MemoryShelf(), Paper()
    queue = PrintQueue(shelf, paper.line, PROFILE, clock)
    queue.submit(SLIP, opens_drawer=True)
    paper.fault, paper.at_byte = fault, at_byte
    wait = queue.step()
    if wait:
        clock.advance(wait)
    again = PrintQueue(shelf, paper.line, PROFILE, clock)  # the till was restarted
    run(again, clock)
    return paper, shelf


def check(fault, at_byte):
    paper, shelf = breaks_and_recovers(fault, at_byte)
    assert shelf.jobs == {}
    assert paper.printed.count(DRAWER) <= 1
    last = paper.complete[-1]
    body = last.removeprefix(DRAWER)
    begun = fault in ("timeout", "short_write", "reset") and at_byte >= len(DRAWER)
    if begun and at_byte < len(DRAWER) + len(RECEIPT):
        assert b"*** COPY" in body
        assert RECEIPT.split(b"\n", 2)[2] in body
    else:
        assert body == RECEIPT


def offsets(step):
    return range(0, len(DRAWER) + len(RECEIPT) + 1, step)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_printer_that_dies_loses_nothing(fault):
    for at_byte in offsets(7):
        check(fault, at_byte)


@pytest.mark.nightly
@pytest.mark.parametrize("fault", FAULTS)
def test_a_printer_that_dies_at_any_byte_loses_nothing(fault):
    for at_byte in offsets(1):
        check(fault, at_byte)


def test_a_spooler_that_fails_at_the_end_prints_a_copy_next():
    clock, shelf, paper = SetClock(NOON), MemoryShelf(), Paper()
    queue = PrintQueue(shelf, paper.line, PROFILE, clock)
    queue.submit(SLIP)
    paper.fault = "late"
    run(queue, clock)
    assert b"*** COPY" in paper.complete[-1]


def test_the_drawer_opens_before_the_receipt_and_only_where_it_was_asked_for():
    clock, paper = SetClock(NOON), Paper()
    queue = PrintQueue(MemoryShelf(), paper.line, PROFILE, clock)
    queue.submit(SLIP, opens_drawer=True)
    queue.submit(SLIP)
    run(queue, clock)
    assert [job.startswith(DRAWER) for job in paper.complete] == [True, False]
    assert paper.printed.count(DRAWER) == 1


def test_the_drawer_stays_shut_when_the_customer_has_gone():
    clock, paper = SetClock(NOON), Paper()
    queue = PrintQueue(MemoryShelf(), paper.line, PROFILE, clock)
    queue.submit(SLIP, opens_drawer=True)
    clock.advance(DRAWER_WITHIN_MS + 1)
    run(queue, clock)
    assert paper.printed == RECEIPT


def test_old_jobs_wait_until_somebody_asks_and_hold_up_nobody():
    clock, paper = SetClock(NOON), Paper()
    queue = PrintQueue(MemoryShelf(), paper.line, PROFILE, clock)
    old = queue.submit(SLIP)
    clock.advance(ASK_AFTER_MS + 1)
    queue.submit(SLIP)
    run(queue, clock)
    assert len(paper.complete) == 1
    assert [job.number for job in queue.view().old] == [old]
    queue.ask_for(old)
    run(queue, clock)
    assert len(paper.complete) == 2
    assert queue.view().old == ()


def test_a_job_can_be_dropped_or_given_to_another_printer():
    clock, paper, other = SetClock(NOON), Paper(), Paper()
    queue = PrintQueue(MemoryShelf(), paper.line, PROFILE, clock)
    second = PrintQueue(MemoryShelf(), other.line, PROFILE, clock)
    job = queue.drop(queue.submit(SLIP))
    second.submit(job.slip)
    run(queue, clock)
    run(second, clock)
    assert (len(paper.complete), len(other.complete)) == (0, 1)
    assert queue.drop(99) is None


def test_the_tries_come_less_and_less_often_and_at_once_when_asked():
    clock, paper = SetClock(NOON), Paper()
    queue = PrintQueue(MemoryShelf(), paper.line, PROFILE, clock)
    queue.submit(SLIP)
    waits = []
    for _ in range(5):
        paper.fault = "off"
        waits.append(queue.step())
        clock.advance(waits[-1])
    assert waits == [2000, 5000, 15000, 30000, 30000]
    assert queue.view().why == "off"
    paper.fault = "off"
    queue.step()
    assert queue.step() > 0
    queue.retry_now()
    assert queue.step() == 0
    assert queue.view().why == ""


def test_a_clock_set_back_does_not_stop_the_queue():
    clock, paper = SetClock(NOON), Paper()
    queue = PrintQueue(MemoryShelf(), paper.line, PROFILE, clock)
    queue.submit(SLIP)
    paper.fault = "off"
    queue.step()
    clock.advance(-3_600_000)
    assert queue.step() == 0


def test_a_full_disk_never_prints_twice_and_never_stops_the_queue():
    clock, paper, shelf = SetClock(NOON), Paper(), MemoryShelf()
    queue = PrintQueue(shelf, paper.line, PROFILE, clock)
    queue.submit(SLIP)
    shelf.is_full = True
    with pytest.raises(Trouble):
        queue.submit(SLIP)
    assert queue.step() > 0
    assert paper.printed == b""
    shelf.is_full = False
    clock.advance(60_000)
    run(queue, clock)
    assert paper.complete[-1] == RECEIPT


def test_the_folder_keeps_jobs_for_the_next_start(tmp_path):
    folder = tmp_path / "printing"
    clock, paper = SetClock(NOON), Paper()
    queue = PrintQueue(FolderShelf(folder), paper.line, PROFILE, clock)
    queue.submit(SLIP)
    queue.submit(msgspec.structs.replace(SLIP, name="second"))
    (file, _) = sorted(folder.iterdir())
    assert file.stat().st_mode & 0o777 == 0o600
    again = PrintQueue(FolderShelf(folder), paper.line, PROFILE, clock)
    assert [job.slip.name for job in again.view().waiting] == [SLIP.name, "second"]
    run(again, clock)
    assert list(folder.iterdir()) == []
    assert FolderShelf(tmp_path / "none").load() == []


def test_a_torn_job_file_is_set_aside(tmp_path):
    (tmp_path / "0000000001.json").write_bytes(b'{"number":1')
    shelf = FolderShelf(tmp_path)
    shelf.keep(PrintJob(2, NOON, SLIP))
    assert [job.number for job in shelf.load()] == [2]
    assert (tmp_path / "0000000001.broken").exists()


def test_a_folder_that_cannot_be_written_is_trouble(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(Trouble, match="not_kept"):
        FolderShelf(blocked / "printing").keep(PrintJob(1, NOON, SLIP))


def test_the_thread_prints_and_ends():
    import threading

    paper, done = Paper(), threading.Event()
    queue = PrintQueue(MemoryShelf(), paper.line, PROFILE, SystemClock())
    thread = PrinterThread(queue, lambda view: None if view.waiting else done.set())
    thread.start()
    thread.submit(SLIP)
    assert done.wait(5)
    thread.stop()
    assert paper.complete == [RECEIPT]
