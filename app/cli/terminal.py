"""`regulars`: the terminal itself."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path

from app.cli.speaking import Speaker
from app.values.errors import Refusal
from app.values.words import msg

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""Where Linux names a screen; without one Qt would end the program with a crash."""


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

    if folder.exists() and not folder.is_dir():
        raise Refusal("usage.shop", msg("{folder} is a file. A shop is a folder: name another.", folder=str(folder)))
    if sys.platform == "linux" and not any(os.environ.get(name) for name in SCREENS):
        raise Refusal(
            "screen.none",
            msg("There is no screen here. Start it on a desktop, or play the demo with: regulars demo --headless."),
        )
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    return run_terminal(folder)
