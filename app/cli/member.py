"""`regulars member export|erase MEMBER`: hand out what is kept of a member, or forget them."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.history import MEMBER_WORDS, member_named
from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.people.member import ERASURE_REASONS
from app.values.words import msg, msgn


def declare(parser: Parser, speaker: Speaker) -> None:
    """The words of the command."""
    parser.add_argument("do", choices=("export", "erase"), help=speaker.text(msg("what is to be done")))
    parser.add_argument("member", metavar="MEMBER", help=speaker.text(MEMBER_WORDS))
    parser.option(
        "--out", type=Path, default=None, metavar="DIR", about=msg("where the files go (default: the shop's folder)")
    )
    parser.option(
        "--confirm", default="", metavar="DIGITS", about=msg("to forget somebody: the last four digits of their card")
    )
    parser.option("--reason", choices=ERASURE_REASONS, default="asked", about=msg("why they are forgotten"))


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Do it, and say where the files are."""
    return _export(arguments, speaker) if arguments.do == "export" else _erase(arguments, speaker)


def _export(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from app.cli.shops import acting_now, working
    from app.main.private_door import export_member
    from app.workflows.privacy.export import record_export

    with working(arguments, speaker) as store:
        acting = acting_now(store, store.clock.now())
        with store.reads() as reads:
            member = member_named(reads, arguments.member)
            done = export_member(reads, member, acting, arguments.out or store.folder.exports)
        record_export(store, acting, what="member", about=member, files=done.files, rows=1)
    for name in done.files:
        speaker.print(str(Path(done.folder) / name))
    return 0


def _erase(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from app.cli.shops import acting_now, working
    from app.main.private_door import write_act
    from app.storage.erasing import erase_everywhere
    from app.workflows.privacy.erasure import preview_erasure

    with working(arguments, speaker) as store:
        acting = acting_now(store, store.clock.now())
        with store.reads() as reads:
            member = member_named(reads, arguments.member)
            shown = preview_erasure(reads, member, acting)
        if not arguments.confirm:
            speaker.say(
                msg(
                    "This would destroy {records} and keep {receipts} without a name. Add --confirm {typed} to do it.",
                    records=msgn("{n} record", "{n} records", shown.records),
                    receipts=msgn("{n} receipt", "{n} receipts", shown.receipts),
                    typed=shown.typed,
                )
            )
            return 1
        act = erase_everywhere(store, member, acting, reason=arguments.reason, typed=arguments.confirm)
        file = write_act(act, arguments.out or store.folder.acts, acting.shop.settings.language)
    speaker.say(msg("Forgotten. Act {number}: {file}", number=act.number, file=file))
    for name, gone_by in act.backups:
        speaker.say(msg("Still in the copy {file}, gone by {day}.", file=name, day=gone_by))
    return 0
