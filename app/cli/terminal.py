"""`regulars`: the terminal itself."""

from __future__ import annotations

import argparse
import signal
from pathlib import Path

from app.cli.speaking import Speaker


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:  # noqa: ARG001 - the same shape as every command
    """Open the window on a shop; returns when it is closed."""
    from app.cli.shops import folder_of

    return open_window(folder_of(arguments))


def open_window(folder: Path) -> int:
    """The window on a shop.

    A signal ends it at once, as pulling the plug would: an exception inside one of Qt's calls would go nowhere,
    and the books are safe at any moment.
    """
    from app.main import run_terminal

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    return run_terminal(folder)
