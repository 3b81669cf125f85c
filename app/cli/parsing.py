"""The commands by name, and how their words are read.

A command is a module of this package with `declare(parser, speaker)` and `run(arguments, speaker)`. Only the
module of the command that was named is imported; for `--help` a line about each is enough.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from app.cli import argparse_words
from app.cli.speaking import Speaker
from app.values.words import Message, msg

COMMANDS: dict[str, tuple[str, Message]] = {
    "new": ("new", msg("make a new shop")),
    "demo": ("demo", msg("open the demo shop, or play a quarter hour in it")),
    "import": ("importing", msg("bring in products or members from a CSV file")),
    "replay": ("replaying", msg("sell the baskets of a file through this shop")),
    "program": ("program", msg("check, publish or list programmes")),
    "history": ("history", msg("what a member bought, and their points")),
    "member": ("member", msg("hand out what is kept of a member, or forget them")),
    "review": ("review", msg("look for fraud in the books, and list what is open")),
    "statement": ("statement", msg("a member's points: every movement, why, and that it sums")),
    "liability": ("liability", msg("what the shop owes its members as of a day")),
    "price": ("price", msg("what a basket would cost, with all reasons")),
    "card": ("card", msg("print members' cards")),
    "shift": ("shift", msg("close the till's day")),
    "staff": ("staff", msg("who works here")),
    "audit": ("audit", msg("what was approved, cancelled, changed, opened and tried")),
    "doctor": ("doctor", msg("check the shop's books from end to end")),
    "backup": ("backup", msg("a verified copy of the shop's books")),
    "restore": ("restore", msg("a shop from a backup; or only try whether it would come back")),
    "cases": ("cases", msg("check examples of offers")),
    "schema": ("schema", msg("the shape of a programme as JSON Schema")),
}
_RUSSIAN = re.compile(r"ru([_.@-]|$)", re.IGNORECASE)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the reader's language where argparse lets it."""

    def __init__(self, *, speaker: Speaker, about: Message, prog: str, is_main: bool = False) -> None:
        super().__init__(
            prog=prog,
            description=speaker.text(about),
            add_help=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        self._speaker = speaker
        self._positionals.title = speaker.text(msg("words"))
        self._optionals.title = speaker.text(msg("options"))
        self.add_argument("-h", "--help", action="help", help=speaker.text(msg("show this help and exit")))
        self.add_argument(
            "--shop",
            type=Path,
            metavar="DIR",
            default=None if is_main else argparse.SUPPRESS,
            help=speaker.text(msg("the shop's folder (default: the platform's data folder)")),
        )

    def error(self, message: str) -> NoReturn:
        """Misuse: how it is used, then what was wrong."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {message}\n")

    def option(self, *names: str, about: Message, **told: object) -> None:
        """An option with its help in the reader's language."""
        self.add_argument(*names, help=self._speaker.text(about), **told)  # type: ignore[arg-type]


def build_parser(speaker: Speaker) -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    argparse_words.speak(speaker)
    about = msg("Regulars: the loyalty terminal on a shop's counter. Without a command it opens the terminal.")
    parser = Parser(speaker=speaker, about=about, prog="regulars", is_main=True)
    parser.add_argument("--version", action=_Version, help=speaker.text(msg("show the version and exit")))
    parser.set_defaults(run=_open_terminal)
    added = parser.add_subparsers(
        title=speaker.text(msg("commands")), metavar="COMMAND", dest="command", parser_class=_Late
    )
    for name, (module, words) in COMMANDS.items():
        added.add_parser(name, help=speaker.text(words), speaker=speaker, about=words, module=module)
    return parser


class _Late(argparse.ArgumentParser):
    """A command's parser that is only built when the command is named."""

    def __init__(self, *, speaker: Speaker, about: Message, module: str, prog: str) -> None:
        super().__init__(prog=prog, add_help=False)
        self._late = (speaker, about, module)

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Import the command, let it declare its words, and read them."""
        speaker, about, module = self._late
        command = importlib.import_module(f"app.cli.{module}")
        parser = Parser(speaker=speaker, about=about, prog=self.prog)
        command.declare(parser, speaker)
        parser.set_defaults(run=command.run)
        return parser.parse_known_args(args, namespace)


class _Version(argparse.Action):
    """`--version`."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:  # noqa: A002 - argparse's
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from app import __version__

        sys.stdout.write(f"regulars {__version__}\n")
        parser.exit(0)


def shop_of(words: Sequence[str]) -> Path | None:
    """The folder named with `--shop`, looked up before anything is parsed."""
    for place, word in enumerate(words):
        if word.startswith("--shop="):
            return Path(word.removeprefix("--shop="))
        if word == "--shop" and place + 1 < len(words):
            return Path(words[place + 1])
    return None


def language_of(words: Sequence[str]) -> str:
    """Russian where the shell or the till speaks it: a system left in English says nothing, one in Russian does."""
    import tomllib

    named = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if _RUSSIAN.match(named):
        return "ru"
    folder = shop_of(words)
    if folder is not None:
        try:
            told = tomllib.loads((folder / "till.toml").read_text("utf-8")).get("language")
        except (OSError, ValueError):
            told = None
        if told in {"en", "ru"}:
            return str(told)
    return "en"


def _open_terminal(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from app.cli.terminal import run

    return run(arguments, speaker)
