"""`regulars shift close`: end the till's day."""

from __future__ import annotations

import argparse

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.words import msg, msgn


def declare(parser: Parser, speaker: Speaker) -> None:  # noqa: ARG001 - the same shape as every command
    """The words of the command."""
    parser.add_argument("action", choices=("close", "show"))


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Close the open shift, or show what was sold in it."""
    from app.cli.shops import looking, working
    from app.values.errors import Refusal
    from app.workflows.shifts import close_shift

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
