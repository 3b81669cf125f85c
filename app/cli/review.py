"""`regulars review`: what the rules of the fraud review see in the books, and the cases that are open."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.words import msg


def declare(parser: Parser, _speaker: Speaker) -> None:
    """The words of the command."""
    parser.option("--json", action="store_true", about=msg("as JSON, for another program"))


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Look through the books, then tell what is open; 1 where something is."""
    from app.cli.shops import acting_now, working
    from app.main.reviewing import Reviewer
    from app.workflows.review.cases import case_views, count_words

    with working(arguments, speaker) as store:
        acting = acting_now(store, store.clock.now())
        new = Reviewer().review(store, acting)
        with store.reads() as reads:
            views = case_views(reads, is_open=True)
    if arguments.json:
        speaker.data({"new": new, "open": [_as_json(view, speaker) for view in views]})
        return 1 if views else 0
    for view in views:
        head = msg("{rule}  {day}  {title}: {about}", rule=view.row.rule, day=view.row.business_on, title=view.title,
                   about=view.about)  # fmt: skip
        speaker.say(head)
        speaker.print("      " + "  ".join(filter(None, (view.who, view.member, *(r.number for r in view.receipts)))))
    speaker.say(count_words(len(views)))
    return 1 if views else 0


def _as_json(view: Any, speaker: Speaker) -> dict[str, Any]:
    row = view.row
    return {
        "case": row.id,
        "rule": row.rule,
        "on": row.business_on.isoformat(),
        "till": row.till,
        "staff": row.subject,
        "member": row.member,
        "figures": row.figures,
        "receipts": [each.number for each in view.receipts],
        "title": speaker.text(view.title),
        "about": speaker.text(view.about),
    }
