"""Each benchmark in a process of its own: neither memory nor warmth of one helps or harms another."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

Row = dict[str, Any]
NAMES = ("scan", "window", "lookup", "search", "commit", "start", "replay", "engine", "returns")
KEYS = ("name", "unit", "ours", "floor", "ratio", "limit", "limit_ours")
LONGEST_SECONDS = 600
_ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = """
import importlib, json, sys
found = getattr(importlib.import_module("tests.bench." + sys.argv[1]), sys.argv[2], list)()
sys.stdout.write("\\n" + json.dumps(found))
"""


def measure(name: str) -> tuple[list[Row], str]:
    """Run `tests.bench.<name>.rows()` in a new process; returns its rows, or none and what went wrong."""
    found, trouble = _ask(name, "rows")
    return [{key: row.get(key) for key in KEYS} for row in found], trouble


def measure_plots(name: str) -> tuple[list[Any], str]:
    """As `measure`, for the pictures of a benchmark; none where it offers none."""
    return _ask(name, "plots")


def _ask(name: str, what: str) -> tuple[list[Any], str]:
    if importlib.util.find_spec(f"tests.bench.{name}") is None:
        return [], f"there is no module tests/bench/{name}.py"
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPATH": str(_ROOT)}
    try:
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, name, what],
            cwd=_ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return [], f"not done within {LONGEST_SECONDS} s"
    if done.returncode:
        return [], done.stderr[-2000:]
    return json.loads(done.stdout.rsplit("\n", 1)[-1]), ""
