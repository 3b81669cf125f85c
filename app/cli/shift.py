"""`regulars shift show|close|x|z`: the till's day, its figures, and its reports as they are printed."""

from __future__ import annotations

import argparse

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.errors import Refusal
from app.values.words import msg, msgn

COLUMNS = 42


def declare(parser: Parser, speaker: Speaker) -> None:
    """The words of the command."""
    parser.add_argument("action", choices=("close", "show", "x", "z"))
    parser.add_argument(
        "number",
        nargs="?",
        type=int,
        default=0,
        metavar="NUMBER",
        help=speaker.text(msg("of a Z report; else the last")),
    )


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Close the open shift, show what was sold in it, or show an X or Z report."""
    from app.cli.shops import looking, working
    from app.workflows.shifts import close_shift

    if arguments.action in ("x", "z"):
        return _report(arguments, speaker)
    if arguments.action == "close":
        with working(arguments, speaker) as store:
            shift, totals = close_shift(store, "", store.clock.now())
            with store.reads() as reads:
                currency = reads.shop_settings().currency
    else:
        with looking(arguments, speaker) as store, store.reads() as reads:
            found = reads.open_shift()
            if found is None:
                raise Refusal("shift.none", msg("No shift is open. The first sale of the day opens one."))
            shift, totals, currency = found, reads.shift_totals(found.id), reads.shop_settings().currency
    words = speaker.words
    speaker.say(
        msg(
            "{day}: {receipts}, {total}.",
            day=shift.business_on,
            receipts=msgn("{n} receipt", "{n} receipts", totals.receipts),
            total=words.money(totals.total_minor, currency),
        )
    )
    speaker.table(
        [(kind, words.money(amount, currency)) for kind, amount in sorted(totals.tenders_minor.items())], right=(1,)
    )
    return 0


def _report(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """A report as it is printed; that it was made is kept in the books."""
    from app.cli.shops import acting_now, working
    from app.devices.paper.shift_text import shift_slip
    from app.devices.paper.slips import slip_text
    from app.workflows.shift_papers import end_of, x_report, z_report

    with working(arguments, speaker) as store:
        acting = acting_now(store, store.clock.now())
        if arguments.action == "x":
            paper = x_report(store, acting)
        else:
            with store.reads() as reads:
                closed = {end.number: row.shift.id for row in reads.closed_shifts(100_000) if (end := end_of(row))}
            wanted = arguments.number or max(closed, default=0)
            if wanted not in closed:
                raise Refusal("shift.no_report", msg("There is no Z report of that number."))
            paper = z_report(store, acting, closed[wanted])
        speaker.print(slip_text(shift_slip(paper), COLUMNS).rstrip())
    return 0
