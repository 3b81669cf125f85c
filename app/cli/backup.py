"""`regulars backup [FILE]`: a copy of the shop's books that was reopened and verified before it got its name."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.words import Message, msg, msgn

WHY: dict[str, Message] = {
    "scheduled": msg("as planned"),
    "close": msg("at the end of a shift"),
    "asked": msg("by hand"),
    "upgrade": msg("before an upgrade"),
    "other": msg("by somebody"),
}


def declare(parser: Parser, speaker: Speaker) -> None:
    """The words of the command."""
    about = msg("where the copy goes; without it, the shop's own backups and the other disk that is set")
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help=speaker.text(about))
    parser.option("--list", action="store_true", about=msg("only list the backups that there are"))


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Copy, verify, tell; the till may go on selling."""
    from app.cli.progress import ProgressBar
    from app.cli.shops import looking
    from app.storage.backup import backup
    from app.storage.backups.making import make_backup

    if arguments.list:
        return _list(arguments, speaker)
    bar = ProgressBar(speaker)
    copied_to, trouble = "", None
    with looking(arguments, speaker) as store:
        try:
            if arguments.file is not None:
                done = backup(store, arguments.file, lambda at, of: bar.show(_COPYING, at, of))
            else:
                made = make_backup(
                    store,
                    "asked",
                    store.clock.now(),
                    second=store.folder.load_till().settings.backup_folder,
                    progress=lambda at, of: bar.show(_COPYING, at, of),
                )
                done, copied_to, trouble = made.done, made.copied_to, made.copy_trouble
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
    if copied_to:
        speaker.say(msg("{file}: the same, read back.", file=copied_to))
    if trouble is not None:
        speaker.complain(trouble)
    return 0 if trouble is None else 1


_COPYING = msg("copying")


def _list(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from app.cli.shops import looking
    from app.storage.backups.making import shelves

    with looking(arguments, speaker) as store:
        second = store.folder.load_till().settings.backup_folder
        kept = [backup for shelf in shelves(store, second) for backup in shelf.kept()]
    if not kept:
        speaker.say(msg("There is no backup yet. Make one: regulars backup"))
        return 1
    speaker.table(
        [
            (
                speaker.words.date_time(backup.made_at),
                speaker.text(WHY[backup.why]),
                f"{speaker.words.number((backup.size + 1023) // 1024)} KB",
                backup.file,
            )
            for backup in sorted(kept, key=lambda backup: backup.made_at, reverse=True)
        ],
        right=(2,),
    )
    return 0
