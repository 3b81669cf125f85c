"""The small budget of every harness, each in a process of its own, and the failures that it must not miss."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash.harnesses import BUDGETS, HARNESSES

ROOT = Path(__file__).parents[2]
PROMISES = {"sales": 100, "backups": 4, "creations": 2, "works": 20, "power": 60, "writes": 100, "full": 4}
"""Of how much that was promised a small run must at least have looked."""


def crash(*arguments: str) -> tuple[int, list[dict], str]:
    """Run the harness; returns its exit code, its results, and what it complained of."""
    command = [sys.executable, "-m", "tests.crash", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


@pytest.mark.parametrize("name", HARNESSES)
def test_nothing_is_lost_and_every_sabotage_is_caught(name: str) -> None:
    code, results, complaints = crash("--budget", "smoke", "--seed", "1", "--only", name)
    assert code == 0, complaints
    honest, *sabotaged = results
    assert honest["wrong"] == 0
    # Shared out evenly over kinds of work and versions.
    assert honest[HARNESSES[name].counts] >= BUDGETS["smoke"][name] * 0.9
    assert honest["promises"] >= PROMISES.get(name, 0)
    assert [each["sabotage"] for each in sabotaged] == list(HARNESSES[name].sabotages)


EXPECTED = {
    ("sales", "split"): "partial: ",
    ("power", "normal"): "lost what was promised",
    ("power", "early"): "promised too early",
    ("writes", "swallow"): "lost: sale-",
}


@pytest.mark.parametrize(("name", "sabotage"), EXPECTED)
def test_a_failure_says_what_and_how_to_do_it_again(name: str, sabotage: str) -> None:
    code, [result], complaints = crash("--only", name, "--seed", "2", "--sabotage", sabotage)
    assert code == 1
    assert result["wrong"] > 0
    assert EXPECTED[name, sabotage] in complaints
    assert "again: python -m tests.crash --budget smoke --seed 2" in complaints
    assert f"--only {name}" in complaints
    assert f"--sabotage {sabotage}" in complaints


def test_a_sabotage_that_is_not_known_is_said() -> None:
    code, results, complaints = crash("--only", "power", "--sabotage", "nothing")
    assert code == 1
    assert results == []
    assert "power knows the sabotages normal, off" in complaints
