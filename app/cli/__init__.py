"""The command line: `regulars` and what stands behind each of its commands.

With `app.main` it is the composition root: the only place that builds the shop's objects and connects them.
Nothing heavy is imported before a command is chosen, so that `regulars --help` answers at once.

Exit codes: 0 fine, 1 found something (or could not do it), 2 misuse.
"""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from app.cli.defects import keep_report
from app.cli.parsing import build_parser, language_of, shop_of
from app.cli.speaking import Speaker
from app.values.errors import Expected
from app.values.words import msg

FINE = 0
FOUND = 1
MISUSED = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code and never raises."""
    # a shop is private: whatever is made from here on is for this account alone
    os.umask(0o077)
    words = list(sys.argv[1:] if argv is None else argv)
    _say_anything()
    speaker = Speaker(language_of(words))
    try:
        arguments = build_parser(speaker).parse_args(words)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else MISUSED
    except Expected as expected:
        return _complained(expected, speaker)
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        return _run(arguments, speaker, words)
    finally:
        signal.signal(signal.SIGTERM, before)


def _run(arguments: argparse.Namespace, speaker: Speaker, words: Sequence[str]) -> int:
    try:
        code: int = arguments.run(arguments, speaker)
    except Expected as expected:
        return _complained(expected, speaker)
    except KeyboardInterrupt:
        speaker.note(msg("Stopped. What was not finished was taken back."))
        return FOUND
    except BrokenPipeError:
        speaker.close_output()
        return FINE
    except Exception as defect:  # noqa: BLE001 - the outermost edge: kept, said, never a traceback
        report = keep_report(defect, shop_of(words))
        speaker.note(msg("Something went wrong in the program itself. The report lies in {file}.", file=str(report)))
        return FOUND
    return code


def _complained(expected: Expected, speaker: Speaker) -> int:
    speaker.complain(expected)
    return MISUSED if expected.code.startswith("usage.") else FOUND


def _say_anything() -> None:
    """A letter that the terminal's encoding lacks is spelt out: no name or sign may end a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
