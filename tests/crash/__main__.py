"""`python -m tests.crash --budget smoke|ci|nightly|release --seed N`: kill the till and see what is left.

    python -m tests.crash --budget smoke --seed 7 --only sales --sabotage split     # must end with 1

Ends with 0 where nothing was lost, 1 where something was; then it prints the line that does it again.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from tests.crash.killing import Outcome, kill_backups, kill_creations, kill_sales
from tests.crash.till import SABOTAGES

BUDGETS = {
    "smoke": {"sales": 200, "backups": 15, "creations": 15},
    "ci": {"sales": 400, "backups": 30, "creations": 30},
    "nightly": {"sales": 2000, "backups": 300, "creations": 300},
    "release": {"sales": 20_000, "backups": 1000, "creations": 1000},
}
HARNESSES = ("sales", "backups", "creations")


def main() -> int:
    """Run the harnesses of a budget."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--budget", choices=BUDGETS, default="smoke")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=HARNESSES)
    parser.add_argument("--sabotage", choices=SABOTAGES, default="")
    told = parser.parse_args()
    failed = False
    for name in HARNESSES if told.only is None else (told.only,):
        cycles, began = BUDGETS[told.budget][name], time.monotonic()
        with tempfile.TemporaryDirectory(prefix="regulars-crash-") as home:
            outcome = _run(name, Path(home), cycles, told)
        result = {
            "harness": name,
            "kills": outcome.cycles,
            "acknowledged": outcome.acknowledged,
            "wrong": len(outcome.wrong),
            "seconds": round(time.monotonic() - began, 1),
        }
        print(json.dumps(result), flush=True)
        if outcome.wrong:
            failed = True
            again = f"python -m tests.crash --budget {told.budget} --seed {told.seed} --only {name}"
            again += f" --sabotage {told.sabotage}" if told.sabotage else ""
            print(*outcome.wrong[:10], f"again: {again}", sep="\n", file=sys.stderr)
    return 1 if failed else 0


def _run(name: str, home: Path, cycles: int, told: argparse.Namespace) -> Outcome:
    if name == "sales":
        return kill_sales(home, cycles, told.seed, told.sabotage)
    return (kill_backups if name == "backups" else kill_creations)(home, cycles, told.seed)


if __name__ == "__main__":
    sys.exit(main())
