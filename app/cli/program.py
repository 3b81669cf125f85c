"""`regulars program check|publish|list`: programmes from files, and those in force."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.errors import Refusal
from app.values.words import Message, msg

if TYPE_CHECKING:
    from app.loyalty.program import Program
    from app.workflows.rows import PublishedProgram


def declare(parser: Parser, speaker: Speaker) -> None:
    """The words of the command."""
    parser.add_argument("action", choices=("check", "publish", "list"))
    parser.add_argument(
        "file", type=Path, nargs="*", metavar="FILE", help=speaker.text(msg("programmes as JSON, one a file"))
    )
    parser.option(
        "--from",
        dest="valid_from",
        metavar="INSTANT",
        about=msg("in force from then on: 2026-12-01 or 2026-12-01T08:00+01:00 (default: at once)"),
    )
    parser.option(
        "--accept-loss", action="store_true", about=msg("publish even points worth more than the money that earns them")
    )


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Check files, publish them, or list what is in force."""
    if arguments.action == "list":
        return _list(arguments, speaker)
    if not arguments.file:
        raise Refusal("usage.file", msg("Name a file with a programme."))
    programs = [(path, _read(path)) for path in arguments.file]
    if arguments.action == "publish":
        return _publish(arguments, speaker, programs)
    _check(speaker, programs)
    return 0


def _check(speaker: Speaker, programs: list[tuple[Path, Program]]) -> None:
    """Each file is sound, and what will surprise; a suspicion is no error and changes no exit code."""
    from app.loyalty.lint import lint
    from app.values.clock import SystemClock, local

    today = local(SystemClock().now(), "UTC").date()
    for path, program in programs:
        speaker.say(msg("{file}: the programme {id} is sound.", file=str(path), id=program.id))
    for finding in lint([program for _, program in programs], today=today):
        speaker.say(msg("Worth a look, {id}: {finding}.", id=finding.program, finding=finding.message))


def _read(path: Path) -> Program:
    from app.cli.shops import read_file
    from app.loyalty.program import read_program

    try:
        return read_program(read_file(path))
    except Refusal as refusal:
        if refusal.code.startswith("usage."):
            raise
        message = msg("{file}: {why}", file=str(path), why=refusal.message)
        raise Refusal(refusal.code, message, refusal.title) from refusal


def _publish(arguments: argparse.Namespace, speaker: Speaker, programs: list[tuple[Path, Program]]) -> int:
    from app.cli.shops import acting_now, founding
    from app.workflows.programs import publish_program

    with founding(arguments, speaker) as store:
        acting = acting_now(store, store.clock.now())
        moment = instant_of(arguments.valid_from, acting.shop.settings.zone) if arguments.valid_from else None
        for _, program in programs:
            published = publish_program(store, program, acting, moment, loss_accepted=arguments.accept_loss)
            speaker.say(
                msg(
                    "{id} version {version} is in force from {moment} on.",
                    id=published.id,
                    version=published.version,
                    moment=speaker.words.date_time(published.valid_from),
                )
            )
    return 0


def _list(arguments: argparse.Namespace, speaker: Speaker) -> int:
    from app.cli.shops import looking
    from app.loyalty.program import read_program

    with looking(arguments, speaker) as store, store.reads() as reads:
        now = store.clock.now()
        in_force = {(row.id, row.version) for row in reads.programs_at(now)}
        rows = sorted(reads.published_programs(), key=lambda row: (row.id, row.version))
        lines = [
            (
                row.id,
                str(row.version),
                speaker.words.date_time(row.valid_from),
                speaker.text(_state(row, in_force, now)),
                speaker.words.name(read_program(row.program).names),
            )
            for row in rows
        ]
    if not lines:
        speaker.say(msg("No programme has been published yet."))
    speaker.table(lines, right=(1,))
    return 0


def _state(row: PublishedProgram, in_force: set[tuple[str, int]], now: int) -> Message:
    if (row.id, row.version) in in_force:
        return msg("in force")
    return msg("to come") if row.valid_from > now else msg("replaced")


def instant_of(text: str, zone: str) -> int:
    """A moment as typed: a date, or a date and time, with its offset or by the shop's clock."""
    from zoneinfo import ZoneInfo

    from app.values.clock import instant

    try:
        moment = dt.datetime.fromisoformat(text)
        return instant(moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone)))
    except ValueError as error:
        raise Refusal(
            "usage.instant", msg("{text} is no moment. Write it like 2026-12-01T08:00.", text=text)
        ) from error
