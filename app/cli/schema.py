"""`regulars schema program`: the shape of a programme, for editors and other programs."""

from __future__ import annotations

import argparse

from app.cli.parsing import Parser
from app.cli.speaking import Speaker


def declare(parser: Parser, speaker: Speaker) -> None:  # noqa: ARG001 - the same shape as every command
    """The words of the command."""
    parser.add_argument("of", choices=("program",))


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:  # noqa: ARG001 - there is one shape so far
    """Print it."""
    from app.loyalty.program import json_schema

    speaker.data(json_schema())
    return 0
