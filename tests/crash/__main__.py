"""`python -m tests.crash --budget smoke|ci|nightly|release --seed N`: take the disk away and see what is left.

    python -m tests.crash --budget smoke --seed 7 --only power --work sale
    python -m tests.crash --only sales --sabotage split     # must end with 1

Ends with 0 where nothing was lost, 1 where something was, or where a till with a safeguard taken away was not
caught. A failure prints the one line that does it again, and is kept in `tests/seeds.txt`, whose lines are run
before everything else, for ever.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.crash.harnesses import BUDGETS, HARNESSES, Harness
from tests.crash.outcome import Outcome

SEEDS = Path(__file__).parents[1] / "seeds.txt"


def main(told: list[str] | None = None) -> int:
    """Run the harnesses of a budget."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--budget", choices=BUDGETS, default="smoke")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=HARNESSES)
    parser.add_argument("--work", default="", help="one kind of work, where the harness has several")
    parser.add_argument("--count", type=int, default=0, help="so many tries instead of the budget's")
    parser.add_argument("--sabotage", default="")
    arguments = parser.parse_args(told)
    if arguments.sabotage and arguments.only is None:
        parser.error("--sabotage needs --only")
    failed = False
    if arguments.only is None:
        failed = sum(main(line.split()) for line in _kept_seeds()) > 0
    for name in HARNESSES if arguments.only is None else (arguments.only,):
        failed |= not _run_harness(HARNESSES[name], arguments)
    return 1 if failed else 0


def _run_harness(harness: Harness, told: argparse.Namespace) -> bool:
    count = told.count or BUDGETS[told.budget][harness.name]
    if told.sabotage and told.sabotage not in harness.sabotages:
        sys.exit(f"{harness.name} knows the sabotages {', '.join(harness.sabotages) or '(none)'}")
    outcome, seconds = _timed(harness, count, told.seed, sabotage=told.sabotage, work=told.work)
    print(json.dumps(_figures(harness, outcome, seconds)), flush=True)
    if outcome.wrong:
        again = f"--budget {told.budget} --seed {told.seed} --only {harness.name} --count {count}"
        again += f" --work {told.work}" if told.work else ""
        again += f" --sabotage {told.sabotage}" if told.sabotage else ""
        print(*outcome.wrong[:10], f"again: python -m tests.crash {again}", sep="\n", file=sys.stderr)
        if not told.sabotage:
            _keep_seed(again)
        return False
    return bool(told.sabotage or told.work or told.count) or _sabotages_are_caught(harness, told.seed)


def _sabotages_are_caught(harness: Harness, seed: int) -> bool:
    caught = True
    for sabotage in harness.sabotages:
        outcome, seconds = _timed(harness, harness.sabotage_count, seed, sabotage=sabotage)
        print(json.dumps({"harness": harness.name, "sabotage": sabotage, "seconds": seconds}), flush=True)
        if not outcome.wrong:
            again = f"python -m tests.crash --only {harness.name} --seed {seed} --sabotage {sabotage}"
            print(f"{harness.name}: the sabotage {sabotage} was not caught; again: {again}", file=sys.stderr)
            caught = False
    return caught


def _timed(harness: Harness, count: int, seed: int, *, sabotage: str = "", work: str = "") -> tuple[Outcome, float]:
    began = time.monotonic()
    memory = Path("/dev/shm")
    place = memory if memory.is_dir() and os.access(memory, os.W_OK) and harness.in_memory else None
    with tempfile.TemporaryDirectory(prefix="regulars-crash-", dir=place) as home:
        outcome = harness.run(Path(home), count, seed, sabotage, work)
    return outcome, round(time.monotonic() - began, 1)


def _figures(harness: Harness, outcome: Outcome, seconds: float) -> dict[str, object]:
    return {
        "harness": harness.name,
        harness.counts: outcome.done,
        "promises": outcome.promises,
        "wrong": len(outcome.wrong),
        "seconds": seconds,
        **({"tally": dict(sorted(outcome.tally.items()))} if outcome.tally else {}),
    }


def _kept_seeds() -> list[str]:
    lines = SEEDS.read_text("utf-8").splitlines() if SEEDS.exists() else []
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _keep_seed(line: str) -> None:
    if line not in _kept_seeds():
        with SEEDS.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
