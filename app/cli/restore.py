"""`regulars restore FILE`: a backup becomes a shop in a new folder, or takes the place of damaged books."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.clock import SystemClock
from app.values.errors import Refusal
from app.values.words import msg, msgn

if TYPE_CHECKING:
    from app.storage.backups.restoring import Restored


def declare(parser: Parser, speaker: Speaker) -> None:
    """The words of the command."""
    about = msg("the backup; without it, the newest of the shop")
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help=speaker.text(about))
    parser.option("--into", type=Path, metavar="DIR", about=msg("the new folder for the restored shop"))
    parser.option(
        "--instead",
        action="store_true",
        about=msg("in the place of the shop's damaged books, which are moved aside and kept"),
    )
    parser.option("--drill", action="store_true", about=msg("only try: restore it elsewhere, examine it, tell"))
    parser.option("--other-shop", action="store_true", about=msg("the backup of another shop is meant"))


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Restore, or try; nothing is ever restored over a shop that is in order."""
    from app.cli.shops import folder_of

    chosen = sum((arguments.into is not None, arguments.instead, arguments.drill))
    if chosen != 1:
        raise Refusal("usage.restore", msg("Say where to: --into DIR, --instead, or only try it: --drill."))
    shop = folder_of(arguments)
    file = arguments.file if arguments.file is not None else _newest(shop)
    if arguments.drill:
        return _drill(file, shop, speaker)
    clock = SystemClock()
    if arguments.instead:
        from app.storage.backups.swap import restore_instead

        restored, aside = restore_instead(file, shop, clock, other_shop=arguments.other_shop)
        _tell(restored, shop, speaker)
        speaker.say(msg("The old files were moved to {folder}.", folder=str(aside)))
        return 0
    from app.storage.backups.restoring import Restoring, restore

    asked = Restoring(file, arguments.into, old_shop=shop if shop.is_dir() else None, other_shop=arguments.other_shop)
    _tell(restore(asked, clock), arguments.into, speaker)
    return 0


def _newest(shop: Path) -> Path:
    from app.storage.backups.shelf import Shelf
    from app.storage.shop_folder import ShopFolder

    kept = Shelf(ShopFolder(shop).backups).kept()
    if not kept:
        raise Refusal(
            "restore.none", msg("There is no backup in {folder}. Name a file.", folder=str(ShopFolder(shop).backups))
        )
    return Path(kept[0].file)


def _tell(restored: Restored, folder: Path, speaker: Speaker) -> None:
    speaker.say(
        msg(
            "The shop is in {folder}: {receipts}, {facts}. Receipts of this till go on as {number}.",
            folder=str(folder),
            receipts=msgn("{n} receipt", "{n} receipts", restored.taken.receipts),
            facts=msgn("{n} entry", "{n} entries", restored.taken.facts),
            number=_series(restored),
        )
    )
    salvaged = restored.salvaged
    if salvaged.taken_over:
        taken = msgn("{n} entry", "{n} entries", salvaged.taken_over)
        speaker.say(msg("Taken over from the old books, after the backup: {entries}.", entries=taken))
    if salvaged.left_behind:
        left = msgn("{n} entry", "{n} entries", salvaged.left_behind)
        speaker.say(msg("Not to be read or not whole, left in the old books: {entries}.", entries=left))
        for name in salvaged.listed:
            speaker.print(f"  {name}")


def _series(restored: Restored) -> str:
    from app.sales.receipt import receipt_number

    return receipt_number(restored.who.till, restored.who.epoch, 1)


def _drill(file: Path, shop: Path, speaker: Speaker) -> int:
    from app.cli.progress import ProgressBar
    from app.storage.backups.drill import keep_drill, run_drill
    from app.storage.shop_folder import ShopFolder

    bar = ProgressBar(speaker)
    try:
        done = run_drill(file, SystemClock(), lambda at, of: bar.show(msg("replaying"), at, of))
    finally:
        bar.end()
    backups = ShopFolder(shop).backups
    if backups.is_dir():
        keep_drill(backups, done.drill)
    if not done.drill.wrong:
        speaker.say(
            msg(
                "{file}: restored and examined in {seconds} s; {receipts}, {facts}. The shop would come back whole.",
                file=str(file),
                seconds=str(max(1, round(done.drill.took_ms / 1000))),
                receipts=msgn("{n} receipt", "{n} receipts", done.drill.receipts),
                facts=msgn("{n} entry", "{n} entries", done.drill.facts),
            )
        )
        return 0
    why = done.message if done.message is not None else done.drill.wrong
    speaker.say(msg("{file}: the shop would not come back whole ({why}). Make a backup now.", file=str(file), why=why))
    return 1
