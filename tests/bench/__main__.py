"""`python -m tests.bench [NAME...] --json OUT`: measure, compare with the floors, say whether the promises hold."""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from tests.bench.plot import page
from tests.bench.report import table, within
from tests.bench.runner import NAMES, measure, measure_plots


def main() -> int:
    """Measure the named benchmarks (all without a name); exit 1 where a promise does not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the rows into a file")
    parser.add_argument("--report", type=Path, metavar="OUT", help="write rows and pictures as a page (HTML)")
    told = parser.parse_args()
    unknown = [name for name in told.names if name not in NAMES]
    if unknown:
        parser.error(f"{unknown[0]}: there is no such benchmark; there are {', '.join(NAMES)}")
    rows, plots, failed = [], [], []
    # What takes long to make (a shop of a million members) is made once for all benchmarks of this run.
    with tempfile.TemporaryDirectory(prefix="regulars-bench-") as home:
        os.environ["REGULARS_BENCH_HOME"] = home
        for name in told.names or NAMES:
            sys.stderr.write(f"{name} ...\n")
            found, trouble = measure(name)
            rows += found
            if told.report and not trouble:
                drawn, trouble = measure_plots(name)
                plots += drawn
            if trouble:
                failed.append(name)
                sys.stderr.write(f"{name} gave no rows:\n{trouble}\n")
    if told.json:
        told.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    if told.report:
        told.report.write_text(page("Regulars: benchmarks", table(rows), plots), encoding="utf-8")
    print(table(rows))
    return 1 if failed or not all(within(row) for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
