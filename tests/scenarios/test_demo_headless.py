"""`regulars demo --headless`: a quarter hour through the real window, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("headless") / "out"
    done = subprocess.run(
        [sys.executable, "-m", "app", "demo", "--headless", "--out", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return out


def test_every_step_has_its_picture(played):
    summary = json.loads((played / "summary.json").read_text("utf-8"))
    assert set(summary) == {"steps", "receipts", "totals"}
    assert len(summary["steps"]) >= 20
    for step in summary["steps"]:
        assert set(step) == {"name", "picture", "ms"}
        assert (played / step["picture"]).read_bytes().startswith(b"\x89PNG")


def test_the_receipts_add_up_to_the_totals(played):
    summary = json.loads((played / "summary.json").read_text("utf-8"))
    texts = [played / name for name in summary["receipts"] if name.endswith(".txt")]
    assert len(texts) == summary["totals"]["receipts"] >= 4
    assert all("Larch Corner".upper() in path.read_text("utf-8").upper() for path in texts)
    assert summary["totals"]["total_minor"] > 0
    assert summary["totals"]["points_spent"] == 500


def test_nothing_else_is_left(played):
    assert {path.name for path in played.iterdir() if path.suffix != ".png"} == {"summary.json", "receipts"}
