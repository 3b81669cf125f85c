"""`regulars doctor`: check the shop's books from end to end; exit 1 and where, if something is wrong."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.words import msg

if TYPE_CHECKING:
    from app.storage.doctor.report import Check, Report


def declare(parser: Parser, speaker: Speaker) -> None:  # noqa: ARG001 - the same shape as every command
    """The words of the command."""
    parser.option("--deep", action="store_true", about=msg("also add up every Z report again and read every backup"))
    parser.option("--json", action="store_true", about=msg("as JSON, for another program"))


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Examine and tell; nothing is changed, and the till may go on selling."""
    from app.cli.progress import ProgressBar
    from app.cli.shops import folder_of, require_shop
    from app.storage.deep_examination import deep_checks
    from app.storage.doctor import doctor
    from app.storage.doctor.report import Report
    from app.storage.shop_folder import ShopFolder

    folder = folder_of(arguments)
    require_shop(folder)
    bar = ProgressBar(speaker)
    try:
        report = doctor(folder, lambda done, of: bar.show(msg("replaying"), done, of))
        if arguments.deep:
            report = Report((*report.checks, *deep_checks(ShopFolder(folder))))
    finally:
        bar.end()
    if arguments.json:
        speaker.data(as_json(report, speaker))
    else:
        _tell(report, speaker)
    return 0 if report.ok else 1


def as_json(report: Report, speaker: Speaker) -> dict[str, Any]:
    """The report for another program; codes are stable, words are for people."""
    return {
        "ok": report.ok,
        "checks": [
            {
                "code": check.code,
                "ok": check.ok,
                "title": speaker.text(check.title),
                "count": check.count,
                "where": _where(check, speaker),
            }
            for check in report.checks
        ],
    }


def _where(check: Check, speaker: Speaker) -> list[str]:
    """The places of a check, in the reader's language."""
    return [speaker.text(place) for place in check.places]


def _tell(report: Report, speaker: Speaker) -> None:
    for check in report.checks:
        mark = speaker.text(msg("fine") if check.ok else msg("WRONG"))
        speaker.print(f"{mark:<6} {speaker.text(check.title)} ({speaker.words.number(check.count)})")
        for place in _where(check, speaker):
            speaker.print(f"       {place}")
    if report.ok:
        speaker.say(msg("The shop's books are in order."))
    else:
        speaker.say(
            msg(
                "Something is wrong with the shop's books. Keep the folder as it is, stop selling on this till, and "
                "put the newest backup beside it before anything is tried."
            )
        )
