"""The tape: everything a piece of work did to the disk, in order, and what it had promised in between.

SQLite's writes are heard below SQLite (`shim`); the few files that the program writes itself are heard at the
functions of `os` that make them durable. A tape is whole when playing it gives the folder as it lies there.
"""

import os
import pickle
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.crash.shim import Shim

Op = tuple[Any, ...]
"""`("w", path, at, bytes)`, `("t", path, size)`, `("s", path)`, `("put", path, bytes)`, `("mv", from, to)`,
`("ln", from, to)`, `("rm", path, is durable)`, `("dir", folder)`, `("ack", word)`."""
Ack = Callable[[str], None]
Work = Callable[[Path, random.Random, Ack], None]


@dataclass
class Tape:
    """What was heard.

    Attributes:
        before: Files of the folder when the work began, by their path in it.
        defect: Why the work ended early; empty where it did not.
    """

    before: dict[str, bytes]
    ops: list[Op] = field(default_factory=list)
    defect: str = ""

    @property
    def writes(self) -> int:
        """How many writes were heard."""
        return sum(op[0] in {"w", "put"} for op in self.ops)

    @property
    def syncs(self) -> int:
        """How many syncs were heard."""
        return sum(op[0] == "s" for op in self.ops)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file that survives its process, by its path in the folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-shm", ".lock"))
    }


def record(work: Work, folder: Path, seed: int) -> Tape:
    """Do the work in a process of its own and return what it did."""
    tape = Tape(files_of(folder))
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        recorder = _Recorder(folder)
        try:
            recorder.install()
            work(folder, random.Random(seed), recorder.ack)
        except BaseException as defect:  # noqa: BLE001 - it is told by the parent
            recorder.defect = f"{type(defect).__name__}: {defect}"
        recorder.leave()
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump((recorder.ops, recorder.defect), pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        tape.ops, tape.defect = pickle.load(pipe)
    os.waitpid(child, 0)
    return tape


class _Recorder:
    def __init__(self, folder: Path) -> None:
        self._root = str(folder) + os.sep
        self._heard: set[str] = set()
        self._put_last: dict[str, bytes] = {}
        self._real = {name: getattr(os, name) for name in ("fsync", "replace", "rename", "link", "unlink", "remove")}
        self.ops: list[Op] = []
        self.defect = ""

    def ack(self, word: str) -> None:
        self.ops.append(("ack", word))

    def install(self) -> None:
        Shim(self._hear).install()
        os.fsync = self._fsync
        for name, op in (("replace", "mv"), ("rename", "mv"), ("link", "ln")):
            setattr(os, name, self._moving(name, op))
        for name in ("unlink", "remove"):
            setattr(os, name, self._removing(name))

    def leave(self) -> None:
        for name, real in self._real.items():
            setattr(os, name, real)

    def _hear(self, op: str, path: str, number: int, data: bytes) -> int:
        name = self._inside(path)
        if name is None or op == "open" or name.endswith("-shm"):
            return 0
        self._heard.add(name)
        if op == "w":
            self.ops.append(("w", name, number, data))
        elif op == "d":
            self.ops.append(("rm", name, bool(number)))
            self._heard.discard(name)
        else:
            self.ops.append((op, name, number) if op == "t" else (op, name))
        return 0

    def _inside(self, path: Any) -> str | None:
        full = os.fspath(Path.cwd() / path)
        return full.removeprefix(self._root) if full.startswith(self._root) else None

    def _put(self, name: str) -> None:
        """A file that was not written through SQLite: its bytes as they are now."""
        if name not in self._heard:
            data = Path(self._root + name).read_bytes()
            if self._put_last.get(name) != data:
                self._put_last[name] = data
                self.ops.append(("put", name, data))

    def _fsync(self, handle: int) -> None:
        self._real["fsync"](handle)
        path = _path_of(handle)
        if path.is_dir():
            self.ops.append(("dir", "" if f"{path}{os.sep}" == self._root else self._inside(path)))
        elif (name := self._inside(path)) is not None:
            self._put(name)
            self.ops.append(("s", name))

    def _moving(self, name: str, op: str) -> Callable[..., None]:
        def move(source: Any, target: Any, **how: Any) -> None:
            before, after = self._inside(source), self._inside(target)
            if before is not None:
                self._put(before)
            self._real[name](source, target, **how)
            if before is not None and after is not None:
                self.ops.append((op, before, after))
                self._put_last.pop(before, None)
                if before in self._heard:
                    self._heard.add(after)
                    if op == "mv":
                        self._heard.discard(before)

        return move

    def _removing(self, name: str) -> Callable[..., None]:
        def remove(path: Any, **how: Any) -> None:
            base = _path_of(how["dir_fd"]) if how.get("dir_fd") is not None else Path()
            inside = self._inside(base / path)
            self._real[name](path, **how)
            if inside is not None:
                self.ops.append(("rm", inside, False))
                self._heard.discard(inside)
                self._put_last.pop(inside, None)

        return remove


def _path_of(handle: int) -> Path:
    """The file or folder behind an open handle."""
    return Path(f"/proc/self/fd/{handle}").readlink()
