"""`regulars cases run FILE...`: play examples of offers on this engine and compare what comes out."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.errors import Refusal
from app.values.words import msg, msgn, plain


def declare(parser: Parser, speaker: Speaker) -> None:
    """The words of the command."""
    parser.add_argument("action", choices=("run",))
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help=speaker.text(msg("JSON arrays of cases")))
    parser.option("--actual", type=Path, metavar="OUT", about=msg("write what the engine computes; compare nothing"))


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Play them; with `--actual` write the results, else compare and count."""
    from app.cli.shops import write_file
    from app.loyalty.cases.run import run_cases

    cases = [case for path in arguments.files for case in _read(path)]
    results = run_cases(cases)
    if arguments.actual:
        text = json.dumps(results, ensure_ascii=False, indent=1)
        write_file(arguments.actual, (text + "\n").encode())
        speaker.say(msgn("{n} case played.", "{n} cases played.", len(results)))
        return 0
    return _compare(cases, results, speaker)


def _compare(cases: list[dict[str, Any]], results: list[dict[str, Any]], speaker: Speaker) -> int:
    from app.loyalty.cases.comparing import failures, is_unsupported

    passed = failed = skipped = 0
    for case, result in zip(cases, results, strict=True):
        if is_unsupported(result):
            skipped += 1
            why = plain(result["error"]["message"])
            speaker.say(msg("{id}: skipped, {why}", id=str(result["id"]), why=why))
            continue
        wrong = failures(case, result)
        passed, failed = passed + (not wrong), failed + bool(wrong)
        for text in wrong:
            speaker.print(f"{result['id']}: {text}")
    speaker.print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


def _read(path: Path) -> list[dict[str, Any]]:
    from app.cli.shops import read_file

    try:
        cases = json.loads(read_file(path))
    except (ValueError, RecursionError) as error:
        raise Refusal("usage.cases", msg("{file} is no JSON: {why}.", file=str(path), why=str(error))) from error
    if not isinstance(cases, list) or not all(isinstance(case, dict) and "steps" in case for case in cases):
        raise Refusal("usage.cases", msg("{file} is no array of cases.", file=str(path)))
    return cases
