"""The small budget of the kill tests, each in a process of its own, and the sabotaged tills that must be caught."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash.till import SABOTAGES

ROOT = Path(__file__).parents[2]


def crash(*arguments: str) -> tuple[int, dict[str, dict], str]:
    """Run the harness; returns its exit code, its results by harness, and what it complained of."""
    command = [sys.executable, "-m", "tests.crash", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    results = [json.loads(line) for line in done.stdout.splitlines()]
    return done.returncode, {result["harness"]: result for result in results}, done.stderr


def test_nothing_that_was_shown_as_done_is_lost() -> None:
    code, results, complaints = crash("--budget", "smoke", "--seed", "1")
    assert code == 0, complaints
    assert {name: result["wrong"] for name, result in results.items()} == dict.fromkeys(results, 0)
    assert results["sales"]["kills"] >= 200
    assert results["sales"]["acknowledged"] >= 200
    assert results["backups"]["acknowledged"] >= 5
    assert results["creations"]["acknowledged"] >= 3


@pytest.mark.parametrize("sabotage", SABOTAGES)
def test_a_sabotaged_till_is_caught(sabotage: str) -> None:
    code, results, complaints = crash("--only", "sales", "--seed", "2", "--sabotage", sabotage)
    assert code == 1
    assert results["sales"]["wrong"] > 0
    expected = {"ack_early": "lost: sale-", "split": "partial: ", "draft_early": "is neither a draft nor a receipt"}
    assert expected[sabotage] in complaints
    assert f"again: python -m tests.crash --budget smoke --seed 2 --only sales --sabotage {sabotage}" in complaints
