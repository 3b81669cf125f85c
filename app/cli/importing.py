"""`regulars import products|members FILE`: bring in a price list or a file of customers."""

from __future__ import annotations

import argparse
import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.errors import Refusal
from app.values.words import Message, msg, msgn

if TYPE_CHECKING:
    from app.workflows.imports.bring_in import ImportOrder, ImportReport

_DOING = {"checking": msg("checking"), "writing": msg("writing"), "dropping": msg("taking back")}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def declare(parser: Parser, speaker: Speaker) -> None:
    """The words of the command."""
    parser.add_argument("of", choices=("products", "members"), help=speaker.text(msg("what the file holds")))
    about = speaker.text(msg("a CSV or XLSX file with a header row"))
    parser.add_argument("file", type=Path, metavar="FILE", help=about)
    parser.option(
        "--map",
        action="append",
        default=[],
        metavar="OURS=THEIRS",
        about=msg("which column is which: price=Cost, name=First+Last, phone=Mobile|Home, phone=Phone#2"),
    )
    parser.option("--dry-run", action="store_true", about=msg("only check and tell"))
    parser.option("--report", type=Path, metavar="FILE", about=msg("write every problem into a CSV file"))
    parser.option("--decimal", choices=("comma", "point"), about=msg("the decimal mark in the file"))
    parser.option("--dates", choices=("dmy", "mdy"), about=msg("the order of day and month in dates with slashes"))
    parser.option("--tax", default="", metavar="ID", about=msg("the tax of products that name none"))
    parser.option("--program", default="", metavar="ID", about=msg("whose points the column points holds"))
    parser.option("--encoding", choices=("utf-8", "utf-16", "cp1251"), about=msg("the file's encoding, if known"))
    parser.option("--delimiter", metavar="SIGN", about=msg("the sign between fields, if known"))


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Check, tell, and bring in what passed."""
    from app.cli.progress import ProgressBar
    from app.cli.shops import acting_now, founding
    from app.workflows.imports.bring_in import import_list

    order = _order(arguments)
    bar = ProgressBar(speaker)
    with founding(arguments, speaker) as store:
        acting = acting_now(store, store.clock.now())
        try:
            report = import_list(store, order, acting, lambda doing, done, of: bar.show(_DOING[doing], done, of))
        finally:
            bar.end()
    if arguments.report:
        _write_report(arguments.report, report, speaker)
    _tell(report, speaker)
    return 1 if report.refused else 0


def _order(arguments: argparse.Namespace) -> ImportOrder:
    from app.cli.shops import read_file
    from app.workflows.imports.bring_in import ImportOrder
    from app.workflows.imports.figures import DECIMAL_MARKS
    from app.workflows.imports.kinds import Answers

    answers = Answers(
        decimal=DECIMAL_MARKS.get(arguments.decimal or "", ""),
        dates=arguments.dates or "",
        tax=arguments.tax,
        program=arguments.program,
    )
    return ImportOrder(
        of=arguments.of,
        raw=read_file(arguments.file),
        source=arguments.file.name,
        columns=_mapped(arguments.map),
        encoding=arguments.encoding or "",
        delimiter=_sign(arguments.delimiter),
        answers=answers,
        dry_run=arguments.dry_run,
    )


def _mapped(told: list[str]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for pair in told:
        ours, sign, theirs = pair.partition("=")
        if not sign or not ours.strip() or not theirs.strip():
            raise Refusal("usage.map", msg("{pair}: write --map OURS=THEIRS, for example price=Cost.", pair=pair))
        columns[ours.strip().lower()] = theirs.strip()
    return columns


def _sign(told: str | None) -> str:
    sign = {"tab": "\t", "\\t": "\t", "semicolon": ";", "comma": ","}.get(told or "", told or "")
    if len(sign) > 1:
        raise Refusal("usage.delimiter", msg("{sign}: the sign between fields is one character.", sign=sign))
    return sign


def _tell(report: ImportReport, speaker: Speaker) -> None:
    for problem in report.problems:
        said = msg(
            "line {line}: {column} {value}: {why}" if problem.column else "line {line}: {why}",
            line=str(problem.line),
            column=problem.column,
            value=f"“{problem.value}”",
            why=problem.message,
        )
        speaker.say(said if problem.refused else msg("{problem} (left out; the row comes in)", problem=said))
    speaker.say(_summary(report))
    if report.dry_run:
        speaker.say(msg("This was a dry run: nothing was changed."))
    elif not report.list:
        speaker.say(msg("Nothing was changed."))


def _summary(report: ImportReport) -> Message:
    return msg(
        "{rows}: {added} new, {changed} changed, {unchanged} as they were, {refused} refused.",
        rows=msgn("{n} row", "{n} rows", report.rows),
        added=report.added,
        changed=report.changed,
        unchanged=report.unchanged,
        refused=report.refused,
    )


def _write_report(path: Path, report: ImportReport, speaker: Speaker) -> None:
    from app.cli.shops import write_file

    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["line", "column", "value", "refused", "code", "why"])
    for problem in report.problems:
        refused = "yes" if problem.refused else "no"
        why = speaker.text(problem.message)
        writer.writerow([problem.line, problem.column, _harmless(problem.value), refused, problem.code, why])
    write_file(path, text.getvalue().encode("utf-8-sig"))


def _harmless(value: str) -> str:
    """A cell that a spreadsheet will show and not compute."""
    return "'" + value if value.startswith(_FORMULA_STARTS) else value
