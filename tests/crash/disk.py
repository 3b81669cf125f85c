"""A disk that loses power: what was synced is there, of the rest anything may be, whole, torn or garbage.

A model of what file systems and drives promise and no more. Bytes are durable once their file was synced; before
that any sectors of any write may be there, in any order, and a sector that was being written may hold garbage,
its neighbours' bytes included. A new file is there once it was synced; renames, links and deletions are there
once their folder was synced, and before that as many of them as the journal of the file system had reached.
"""

import random
from dataclasses import dataclass, field
from typing import Literal

from tests.crash.tape import Op

Mode = Literal["prefix", "subset", "shuffle"]


@dataclass(frozen=True)
class Storm:
    """How a disk behaves when its power goes.

    Attributes:
        sector: Bytes that reach the disk together.
        garbage: How often a sector that was not finished holds garbage (0 to 1).
        lies: The disk says that it synced and did not.
    """

    sector: int = 512
    garbage: float = 0.0
    lies: bool = False


@dataclass
class _Inode:
    durable: bytearray = field(default_factory=bytearray)
    pending: list[Op] = field(default_factory=list)

    def flush(self) -> None:
        for op in self.pending:
            _apply(self.durable, op)
        self.pending.clear()


class Disk:
    """A disk on which a tape is played."""

    def __init__(self, files: dict[str, bytes], storm: Storm | None = None) -> None:
        self._storm = storm or Storm()
        self._names = {name: _Inode(bytearray(data)) for name, data in files.items()}
        self._durable = dict(self._names)
        self._entries: list[Op] = []

    def play(self, op: Op) -> None:
        """One operation of the program."""
        kind = op[0]
        if kind in {"w", "t", "put"}:
            inode = self._names.get(op[1])
            if inode is None or kind == "put":
                inode = self._names[op[1]] = _Inode()
                self._entries.append(("new", op[1], inode))
            inode.pending.append(("w", op[1], 0, op[2]) if kind == "put" else op)
        elif kind == "s":
            self._sync(op[1])
        elif kind == "dir":
            self._sync_entries()
        elif kind in {"mv", "ln"}:
            self._move(kind, op[1], op[2])
        elif kind == "rm":
            self._names.pop(op[1], None)
            self._entries.append(("rm", op[1]))
            if op[2]:
                self._sync_entries()

    def now(self) -> dict[str, bytes]:
        """The files as the running program sees them: what is left after a kill."""
        found = {}
        for name, inode in self._names.items():
            data = bytearray(inode.durable)
            for op in inode.pending:
                _apply(data, op)
            found[name] = bytes(data)
        return found

    def after_power_loss(self, draw: random.Random, mode: Mode) -> dict[str, bytes]:
        """The files as they may lie there when the power comes back."""
        names = dict(self._durable)
        for op in self._entries[: draw.randint(0, len(self._entries))]:
            _enter(names, op)
        kept: dict[int, bytes] = {}
        for inode in names.values():
            if id(inode) not in kept:
                kept[id(inode)] = bytes(self._torn(inode, draw, mode)) if inode.pending else bytes(inode.durable)
        return {name: kept[id(inode)] for name, inode in names.items()}

    @property
    def is_calm(self) -> bool:
        """Nothing is pending: every power loss leaves the same."""
        return not self._entries and not any(inode.pending for inode in self._names.values())

    def _sync(self, name: str) -> None:
        inode = self._names.get(name)
        if inode is None or self._storm.lies:
            return
        inode.flush()
        # The journal keeps its order: what it had before the file's own entry is there with it.
        places = [place for place, op in enumerate(self._entries) if op[0] == "new" and op[2] is inode]
        if places:
            self._keep_entries(places[-1] + 1)

    def _sync_entries(self) -> None:
        if not self._storm.lies:
            self._keep_entries(len(self._entries))

    def _keep_entries(self, count: int) -> None:
        for op in self._entries[:count]:
            _enter(self._durable, op)
        del self._entries[:count]

    def _move(self, kind: str, source: str, target: str) -> None:
        inode = self._names.get(source)
        if inode is None:
            return
        if kind == "mv":
            del self._names[source]
        self._names[target] = inode
        self._entries.append((kind, target, inode, source))

    def _torn(self, inode: _Inode, draw: random.Random, mode: Mode) -> bytearray:
        data, ops = bytearray(inode.durable), inode.pending
        if mode == "prefix":
            cut = draw.randint(0, len(ops))
            for op in ops[:cut]:
                _apply(data, op)
            if cut < len(ops) and ops[cut][0] == "w" and draw.random() < 0.7:
                _, path, at, written = ops[cut]
                length = draw.randint(0, len(written))
                _apply(data, ("w", path, at, written[: length // self._storm.sector * self._storm.sector]))
            return data
        order = draw.sample(ops, len(ops)) if mode == "shuffle" else ops
        share = draw.choice((0.1, 0.5, 0.9))
        for op in order:
            if op[0] == "t":
                if draw.random() < share:
                    _apply(data, op)
            else:
                self._tear(data, op, draw, share)
        return data

    def _tear(self, data: bytearray, op: Op, draw: random.Random, share: float) -> None:
        """Of one write each sector by itself: there, not there, or garbage."""
        sector, (_, path, start, written) = self._storm.sector, op
        at, end = start, start + len(written)
        while at < end:
            stop = min(end, (at // sector + 1) * sector)
            if draw.random() < share:
                _apply(data, ("w", path, at, written[at - start : stop - start]))
            elif self._storm.garbage and draw.random() < self._storm.garbage:
                first = at // sector * sector
                last = min(first + sector, max(len(data), stop))
                _apply(data, ("w", path, first, draw.randbytes(last - first)))
            at = stop


def _enter(names: dict[str, _Inode], op: Op) -> None:
    """One entry of the journal: a file has a name, another name, or none any more."""
    if op[0] == "rm":
        names.pop(op[1], None)
        return
    if op[0] == "mv":
        names.pop(op[3], None)
    names[op[1]] = op[2]


def _apply(data: bytearray, op: Op) -> None:
    if op[0] == "t":
        if op[2] < len(data):
            del data[op[2] :]
        else:
            data.extend(bytes(op[2] - len(data)))
        return
    at, written = op[2], op[3]
    if len(data) < at + len(written):
        data.extend(bytes(at + len(written) - len(data)))
    data[at : at + len(written)] = written
