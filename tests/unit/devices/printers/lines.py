"""Printers that fail on purpose: at a chosen byte, in a chosen way."""

from app.devices.printers.transports import PrinterSilent
from app.values.errors import Trouble
from app.values.words import msg

FAULTS = ("off", "timeout", "short_write", "reset", "no_paper")


class Paper:
    """A printer that remembers what came out, over all connections."""

    def __init__(self):
        self.printed = b""
        self.complete = []
        self.fault = ""
        self.at_byte = 0

    def line(self):
        """A new connection."""
        return FaultyLine(self)


class FaultyLine:
    """A transport that breaks at a byte, once."""

    def __init__(self, paper):
        self._paper = paper
        self._job = b""

    def open(self):
        if self._paper.fault == "off":
            self._paper.fault = ""
            raise PrinterSilent("off")

    def send(self, data):
        paper = self._paper
        left = paper.at_byte - len(self._job)
        if paper.fault in ("timeout", "short_write", "reset") and len(data) > left:
            self._take(data[: max(left, 0)])
            fault, paper.fault = paper.fault, ""
            raise PrinterSilent(fault)
        self._take(data)

    def ask(self, question):
        if self._paper.fault == "no_paper":
            self._paper.fault = ""
            return b"\x72"
        return b"\x12"

    def close(self):
        paper = self._paper
        if paper.fault == "late":
            paper.fault = ""
            raise PrinterSilent("late")
        paper.complete.append(self._job)

    def _take(self, data):
        self._job += data
        self._paper.printed += data


class MemoryShelf:
    """A shelf that survives a queue: what is on it is there for the next one."""

    def __init__(self):
        self.jobs = {}
        self.is_full = False

    def load(self):
        return [self.jobs[number] for number in sorted(self.jobs)]

    def keep(self, job):
        if self.is_full:
            raise Trouble("print_job.not_kept", msg("The disk is full."))
        self.jobs[job.number] = job

    def drop(self, job):
        self.jobs.pop(job.number, None)
