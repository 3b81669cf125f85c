"""`regulars backup FILE`: a copy of the shop's books that was reopened and verified before it got its name."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.words import msg, msgn


def declare(parser: Parser, speaker: Speaker) -> None:
    """The words of the command."""
    parser.add_argument("file", type=Path, metavar="FILE", help=speaker.text(msg("where the copy goes")))


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Copy, verify, tell; the till may go on selling."""
    from app.cli.progress import ProgressBar
    from app.cli.shops import looking
    from app.storage.backup import backup

    bar = ProgressBar(speaker)
    with looking(arguments, speaker) as store:
        try:
            done = backup(store, arguments.file, lambda pages, of: bar.show(msg("copying"), pages, of))
        finally:
            bar.end()
    speaker.say(
        msg(
            "{file}: {receipts}, {facts}, {size} KB, verified.",
            file=done.file,
            receipts=msgn("{n} receipt", "{n} receipts", done.receipts),
            facts=msgn("{n} entry", "{n} entries", done.facts),
            size=(done.size + 1023) // 1024,
        )
    )
    return 0
