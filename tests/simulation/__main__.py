"""The simulation's runner: `python -m tests.simulation --budget smoke|ci|nightly|release --seed N`.

Every history follows from its seed; a failing one is printed with the line that replays it. Afterwards
every safeguard is switched off in turn, and the run fails where that goes unnoticed.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.simulation.safeguards import SAFEGUARDS, first_failure
from tests.simulation.world import Broken, Plan, World

BUDGETS = {"smoke": 300, "ci": 2_000, "nightly": 10_000, "release": 50_000}


def run_histories(first: int, count: int) -> tuple[list[tuple[int, str]], dict[str, int]]:
    """Failing seeds with their reason, and what happened in all histories together."""
    failures: list[tuple[int, str]] = []
    happened: dict[str, int] = {}
    for seed in range(first, first + count):
        world = World(seed, Plan.of(seed))
        try:
            world.run()
        except Broken as broken:
            failures.append((seed, str(broken)))
        for what, times in world.counts.items():
            happened[what] = happened.get(what, 0) + times
        happened["entries"] = happened.get("entries", 0) + len(world.watch.made)
    return failures, happened


def main(arguments: list[str] | None = None) -> int:
    """0 where every history held and every sabotage was caught."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--budget", choices=sorted(BUDGETS), default="smoke")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, help="histories, instead of the budget's")
    parser.add_argument("--no-sabotage", action="store_true", help="only the histories")
    options = parser.parse_args(arguments)
    count = options.count or BUDGETS[options.budget]
    began = time.perf_counter()
    failures, happened = run_histories(options.seed, count)
    seconds = time.perf_counter() - began
    rate = f"{count / seconds:.0f} a second"
    print(f"{count} histories from seed {options.seed}: {len(failures)} broken, {rate}; {happened}")
    for seed, reason in failures[:20]:
        print(f"  {reason}\n    python -m tests.simulation --seed {seed} --count 1 --no-sabotage")
    missed = []
    if not options.no_sabotage:
        for name in SAFEGUARDS:
            caught = first_failure(name, options.seed)
            print(f"  without {name}: {'caught at ' + str(caught[0]) + ': ' + caught[1] if caught else 'NOT CAUGHT'}")
            missed += [] if caught else [name]
    return 1 if failures or missed else 0


if __name__ == "__main__":
    sys.exit(main())
