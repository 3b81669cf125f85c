"""The print queue of one printer: in order, outliving crashes, never blocking anybody else.

A sale is complete before it comes here, and nothing that happens here touches it. A job is taken off the shelf
only when the printer took all of it; where it broke off, the next print says COPY. The drawer is opened at
most once for a job, and only while the customer can still be there. What waited long is printed only when
somebody asks for it: nobody wants last night's receipts in the morning.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import msgspec

from app.devices.printers import escpos_bytes as esc
from app.devices.printers.jobs import PrintJob, Shelf
from app.devices.printers.profiles import PrinterProfile
from app.devices.printers.render import drawer_bytes, render
from app.devices.printers.slip import Slip, marked_as_copy
from app.devices.printers.status import offline_status, paper_status
from app.devices.printers.transports import PrinterSilent, Transport
from app.values.clock import Clock
from app.values.errors import Trouble

ASK_AFTER_MS = 10 * 60_000
DRAWER_WITHIN_MS = 60_000
WAITS_MS = (2_000, 5_000, 15_000, 30_000)


class QueueView(msgspec.Struct, frozen=True):
    """What a screen may show of a queue.

    Attributes:
        waiting: Jobs that will be printed, oldest first; `old` those that wait for somebody to say so.
        why: What the printer's line said last; empty where all is well.
    """

    waiting: tuple[PrintJob, ...] = ()
    old: tuple[PrintJob, ...] = ()
    why: str = ""


class PrintQueue:
    """Jobs for one printer; `step` does the work and is called by one thread only."""

    def __init__(self, shelf: Shelf, transport: Callable[[], Transport], profile: PrinterProfile, clock: Clock) -> None:
        """Take over what waited when the program ended."""
        self._shelf, self._transport, self.profile, self._clock = shelf, transport, profile, clock
        self._lock = threading.Lock()
        self._jobs = {job.number: job for job in shelf.load()}
        self._number = max(self._jobs, default=0)
        self._next_try_at = 0
        self._failures = 0
        self._why = ""

    def submit(self, slip: Slip, *, opens_drawer: bool = False) -> int:
        """Keep a slip for printing; returns the job's number. Raises `Trouble` where it could not be kept."""
        with self._lock:
            self._number += 1
            job = PrintJob(self._number, self._clock.now(), slip, opens_drawer)
            self._shelf.keep(job)
            self._jobs[job.number] = job
            return job.number

    def view(self) -> QueueView:
        """The queue as it is now."""
        with self._lock:
            jobs = sorted(self._jobs.values(), key=lambda job: job.number)
            old = tuple(job for job in jobs if self._is_old(job))
            return QueueView(tuple(job for job in jobs if job not in old), old, self._why)

    def ask_for(self, number: int) -> None:
        """Print an old job after all, and try at once."""
        with self._lock:
            job = self._jobs.get(number)
            if job is not None:
                self._keep(msgspec.structs.replace(job, is_asked_for=True))
            self._next_try_at = 0

    def drop(self, number: int) -> PrintJob | None:
        """No receipt: forget a job; returns it, so that another queue can take it."""
        with self._lock:
            job = self._jobs.pop(number, None)
            if job is not None:
                self._shelf.drop(job)
            return job

    def hand_over(self, number: int, other: PrintQueue) -> bool:
        """Give a job to another printer's queue: kept there first, then dropped here; False for one that is gone.

        Where a part of it may have come out already the other print says COPY; the drawer stays shut.
        """
        with self._lock:
            job = self._jobs.get(number)
        if job is None:
            return False
        slip = marked_as_copy(job.slip, self._clock.now(), other.profile.columns) if job.is_begun else job.slip
        other.submit(slip)
        self.drop(number)
        return True

    def retry_now(self) -> None:
        """Do not wait for the next try."""
        self._next_try_at = 0

    def step(self) -> int | None:
        """Print the next job if its time has come.

        Returns:
            Milliseconds until there is something to do again; 0 for at once, None for nothing.
        """
        job = next(iter(self.view().waiting), None)
        if job is None:
            return None
        wait = self._next_try_at - self._clock.now()
        if 0 < wait <= WAITS_MS[-1]:
            return wait
        try:
            self._print(job)
        except Trouble as trouble:
            return self._failed(job.number, trouble)
        self._failures, self._why = 0, ""
        self.drop(job.number)
        return 0

    def _print(self, job: PrintJob) -> None:
        line = self._transport()
        line.open()
        try:
            if self.profile.asks_status:
                _check_status(line)
            self._open_drawer(job, line)
            slip = marked_as_copy(job.slip, self._clock.now(), self.profile.columns) if job.is_begun else job.slip
            data = render(slip, self.profile)
            self._change(job.number, is_begun=True, attempts=job.attempts + 1)
            line.send(data)
        except Trouble:
            _close_quietly(line)
            raise
        line.close()

    def _open_drawer(self, job: PrintJob, line: Transport) -> None:
        if not job.opens_drawer or job.drawer_tried:
            return
        self._change(job.number, drawer_tried=True)
        if self._clock.now() - job.made_at <= DRAWER_WITHIN_MS:
            line.send(drawer_bytes(self.profile))

    def _failed(self, number: int, trouble: Trouble) -> int:
        wait = WAITS_MS[min(self._failures, len(WAITS_MS) - 1)]
        self._failures += 1
        self._why = trouble.why if isinstance(trouble, PrinterSilent) else trouble.message.english()
        self._next_try_at = self._clock.now() + wait
        with self._lock:
            job = self._jobs.get(number)
            if job is not None:
                # only remembered: a full disk must not stop the queue from trying again
                self._jobs[number] = msgspec.structs.replace(job, why=self._why)
        return wait

    def _change(self, number: int, **changes: object) -> None:
        with self._lock:
            job = self._jobs.get(number)
            if job is not None:
                self._keep(msgspec.structs.replace(job, **changes))

    def _keep(self, job: PrintJob) -> None:
        self._shelf.keep(job)
        self._jobs[job.number] = job

    def _is_old(self, job: PrintJob) -> bool:
        return not job.is_asked_for and self._clock.now() - job.made_at > ASK_AFTER_MS


class PrinterThread:
    """Runs a queue on a thread of its own."""

    def __init__(self, queue: PrintQueue, on_change: Callable[[QueueView], None] = lambda _: None) -> None:
        """`on_change` is called on the printer's thread after every try."""
        self.queue, self._on_change = queue, on_change
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)

    def start(self) -> None:
        """Begin, with what waits already."""
        self._thread.start()

    def submit(self, slip: Slip, *, opens_drawer: bool = False) -> int:
        """Keep a slip and print it soon."""
        number = self.queue.submit(slip, opens_drawer=opens_drawer)
        self._wake.set()
        return number

    def retry_now(self) -> None:
        """Try again at once."""
        self.queue.retry_now()
        self._wake.set()

    def stop(self, wait_s: float = 2.0) -> None:
        """End after what is being printed; the rest waits on the shelf for the next start."""
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(wait_s)

    def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            before = self.queue.view()
            wait = self.queue.step()
            after = self.queue.view()
            if after != before:
                self._on_change(after)
            if wait != 0:
                self._wake.wait(None if wait is None else wait / 1000)


def _check_status(line: Transport) -> None:
    if paper_status(line.ask(esc.STATUS_PAPER)) == "no_paper":
        raise PrinterSilent("no paper")
    if offline_status(line.ask(esc.STATUS_OFFLINE)) == "cover_open":
        raise PrinterSilent("cover open")


def _close_quietly(line: Transport) -> None:
    """After a failure the line is closed whatever it says to that."""
    try:
        line.close()
    except PrinterSilent:
        return
