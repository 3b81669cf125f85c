"""`regulars audit`: what an owner looks into, by day, kind and person; with --json for machines."""

from __future__ import annotations

import argparse
import datetime as dt

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.errors import Refusal
from app.values.words import msg, msgn

DAYS = 7


def declare(parser: Parser, speaker: Speaker) -> None:  # noqa: ARG001 - the same shape as every command
    """The words of the command."""
    parser.option("--from", metavar="DAY", dest="first", default="", about=msg("first business date (2026-11-21)"))
    parser.option("--to", metavar="DAY", dest="last", default="", about=msg("last business date"))
    parser.option("--kind", metavar="KIND", default="", about=msg("only one kind: approval, void, drawer ..."))
    parser.option("--name", metavar="NAME", default="", about=msg("only what this person did or allowed"))
    parser.option("--json", action="store_true", about=msg("as JSON"))


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Show the audit, the latest first."""
    from app.cli.shops import looking
    from app.workflows.acting import Acting
    from app.workflows.audit import AuditQuery, audit_as_json, read_audit
    from app.workflows.audit_rows import KINDS
    from app.workflows.shop_now import calendar_day, load_shop

    with looking(arguments, speaker) as store, store.reads() as reads:
        at = store.clock.now()
        shop = load_shop(reads, at)
        last = _day(arguments.last) or calendar_day(shop.settings, at)
        first = _day(arguments.first) or last - dt.timedelta(days=DAYS - 1)
        kinds = tuple(kind for kind in KINDS if kind == arguments.kind)
        if arguments.kind and not kinds:
            raise Refusal("usage.kind", msg("There is no such kind. Choose one of {kinds}.", kinds=", ".join(KINDS)))
        people = {person.id: person.name for person in shop.staff.values()}
        whose = next((id_ for id_, name in people.items() if name == arguments.name), "")
        if arguments.name and not whose:
            raise Refusal("staff.unknown", msg("Nobody of that name works here."))
        rows = read_audit(reads, AuditQuery(first, last, kinds, whose, limit=0), Acting(shop, "", at))
        if arguments.json:
            speaker.data([audit_as_json(row, people, speaker.text) for row in rows])
            return 0
        words = speaker.words
        shown = [
            (
                words.date_time(row.at),
                people.get(row.staff, "-"),
                words.say(row.said),
                row.number,
            )
            for row in rows
        ]
        speaker.table(shown)
        speaker.say(msgn("{n} entry.", "{n} entries.", len(rows)))
    return 0


def _day(text: str) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Refusal("usage.day", msg("{text} is no day. Write it like 2026-11-21.", text=text[:20])) from error
