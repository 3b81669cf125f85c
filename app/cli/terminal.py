"""`regulars`: the terminal itself."""

from __future__ import annotations

import argparse

from app.cli.speaking import Speaker


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:  # noqa: ARG001 - the same shape as every command
    """Open the window on a shop; returns when it is closed."""
    from app.cli.shops import folder_of
    from app.main import run_terminal

    return run_terminal(folder_of(arguments))
