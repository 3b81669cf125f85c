"""`regulars statement MEMBER`: every movement of a member's points, why it was made, and that it sums."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.history import MEMBER_WORDS, member_named
from app.cli.history import as_json as history_json
from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.words import msg

if TYPE_CHECKING:
    from app.values.locales import Words
    from app.workflows.statement_view import StatementView


def declare(parser: Parser, speaker: Speaker) -> None:
    """The words of the command."""
    parser.add_argument("member", metavar="MEMBER", help=speaker.text(MEMBER_WORDS))
    parser.option("--json", action="store_true", about=msg("as JSON, for another program"))
    parser.add_argument(
        "--pdf", type=Path, metavar="FILE", default=None, help=speaker.text(msg("write it as a PDF page"))
    )


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Tell it, oldest first."""
    from app.cli.shops import looking, write_file
    from app.devices.paper.statement_text import statement_text
    from app.loyalty.moment import Moment
    from app.workflows.shop_now import calendar_day
    from app.workflows.statement_view import statement_view

    with looking(arguments, speaker) as store, store.reads() as reads:
        member = member_named(reads, arguments.member)
        settings = reads.shop_settings()
        now = max(store.clock.now(), reads.last_at())
        view = statement_view(reads, member, Moment(now, calendar_day(settings, now), settings.zone))
    if arguments.pdf is not None:
        from app.devices.paper.statement_pdf import statement_pdf

        write_file(arguments.pdf, statement_pdf(view, speaker.words))
        speaker.note(msg("Written to {file}.", file=str(arguments.pdf)))
    if arguments.json:
        speaker.data(as_json(view, speaker.words))
    elif arguments.pdf is None:
        speaker.print(statement_text(view, speaker.words, 48))
    return 0


def as_json(view: StatementView, words: Words) -> dict[str, Any]:
    """As in the history, with the reason of every line in words."""
    told = history_json(view.member, (), view.statements, view.shop.zone)["statement"]
    for statement in view.statements:
        entries = told[statement.program]["entries"]
        for entry, row in zip(entries, statement.rows, strict=True):
            entry["why"] = words.say(view.why(row))
    return {"member": view.member, "as_of": view.business_on.isoformat(), "statement": told}
