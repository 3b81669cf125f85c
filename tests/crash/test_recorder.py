"""The recorder against another witness: the system's own trace of the same work, where there is one."""

import re
import shutil
import subprocess
import sys
from collections import Counter as Tally
from pathlib import Path

import pytest

from tests.crash.disk import Disk
from tests.crash.tape import Tape, files_of, record
from tests.crash.work import WORKS, make_shop

ROOT = Path(__file__).parents[2]
_CALL = re.compile(r"^\d+\s+(pwrite64|fsync|fdatasync)\(\d+<([^>]*)>")
_WORK = (
    "import random, sys; from pathlib import Path; from tests.crash.work import WORKS;"
    " WORKS['sale'](Path(sys.argv[1]), random.Random(5), lambda word: None)"
)


def recorded(folder: Path) -> Tape:
    make_shop(folder)
    return record(WORKS["sale"], folder, 5)


def test_playing_the_tape_gives_the_folder_byte_for_byte(tmp_path: Path) -> None:
    tape = recorded(tmp_path / "shop")
    disk = Disk(tape.before)
    for op in tape.ops:
        disk.play(op)
    assert {name: data for name, data in disk.now().items() if data} == files_of(tmp_path / "shop")
    assert tape.writes > 100
    assert tape.syncs > 10
    assert tape.defect == ""


def test_a_write_that_is_not_heard_would_be_noticed(tmp_path: Path) -> None:
    tape = recorded(tmp_path / "shop")
    [last] = [place for place, op in enumerate(tape.ops) if op[0] == "w" and op[1] == "shop.db"][-1:]
    disk = Disk(tape.before)
    for op in (*tape.ops[:last], *tape.ops[last + 1 :]):
        disk.play(op)
    assert {name: data for name, data in disk.now().items() if data} != files_of(tmp_path / "shop")


@pytest.mark.nightly
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace, the other witness, is Linux' own and not here")
def test_the_systems_own_trace_counts_the_same_writes_and_syncs(tmp_path: Path) -> None:
    make_shop(tmp_path / "base")
    for name in ("one", "two"):
        shutil.copytree(tmp_path / "base", tmp_path / name)
    ours: Tally[tuple[str, str]] = Tally()
    for op in record(WORKS["sale"], tmp_path / "one", 5).ops:
        if op[0] in {"w", "s"}:
            ours[op[0], Path(op[1]).name] += 1
    trace = tmp_path / "trace.txt"
    strace = ["strace", "-f", "-y", "-o", str(trace), "-e", "trace=pwrite64,fsync,fdatasync"]
    subprocess.run([*strace, sys.executable, "-c", _WORK, str(tmp_path / "two")], cwd=ROOT, check=True)
    theirs: Tally[tuple[str, str]] = Tally()
    for match in filter(None, map(_CALL.match, trace.read_text("utf-8").splitlines())):
        file = Path(match[2])
        if file.name in {"shop.db", "shop.db-wal"}:
            theirs["w" if match[1] == "pwrite64" else "s", file.name] += 1
    assert ours == theirs
