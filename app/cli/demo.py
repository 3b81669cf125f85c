"""`regulars demo`: the demo shop in a window, or a scripted quarter hour in it without one."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.words import msg


def declare(parser: Parser, speaker: Speaker) -> None:  # noqa: ARG001 - the same shape as every command
    """The words of the command."""
    parser.option("--headless", action="store_true", about=msg("play a quarter hour at the counter, offscreen"))
    parser.option("--out", type=Path, metavar="DIR", about=msg("where pictures, receipts and summary.json go"))


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Open the demo shop, or play in a fresh one and leave what was seen."""
    if arguments.headless:
        from app.cli.demo_headless import play

        return play(arguments.out or Path("demo"), speaker)
    from app.settings.till import TillSettings
    from app.storage.demo_shop import DEMO_PINS, demo_folder, open_demo_shop
    from app.storage.shop_folder import ShopFolder
    from app.values.clock import SystemClock

    folder = arguments.shop or (arguments.out / "shop" if arguments.out else demo_folder())
    is_new = not ShopFolder(folder).exists
    with open_demo_shop(folder, SystemClock()) as store:
        if is_new:
            store.folder.save_till(TillSettings(language=speaker.language))
    speaker.note(msg("The demo shop is in {folder}.", folder=str(folder)))
    for name, pin in DEMO_PINS.items():
        speaker.note(msg("{name} signs in with {pin}.", name=name, pin=pin))
    from app.cli.terminal import open_window

    return open_window(folder)
