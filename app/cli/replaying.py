"""`regulars replay LINES`: sell the baskets of a file through a shop, as if they came to this till."""

from __future__ import annotations

import argparse
import gzip
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, TextIO

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.errors import Refusal
from app.values.numbers import decimal_text
from app.values.words import msg, msgn

if TYPE_CHECKING:
    from app.loyalty.program import Program
    from app.workflows.replay import ReplayResult
    from app.workflows.replay_lines import SourceProduct


def declare(parser: Parser, speaker: Speaker) -> None:
    """The words of the command."""
    parser.add_argument("lines", type=Path, metavar="LINES", help=speaker.text(msg("receipt lines: CSV or CSV.gz")))
    parser.option("--products", type=Path, metavar="FILE", about=msg("a catalogue with product_id, name, department"))
    parser.option("--program", type=Path, metavar="FILE", about=msg("a programme to publish first"))
    parser.option("--redeem", choices=("none", "greedy"), default="none", about=msg("how points are spent"))
    parser.option("--limit", type=int, default=0, metavar="N", about=msg("sell only the first N baskets"))
    parser.option("--json", type=Path, metavar="OUT", about=msg("write the figures into a file"))


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Read, sell, tell."""
    from app.cli.progress import ProgressBar
    from app.cli.shops import folder_of, make_shop
    from app.storage.shop_folder import ShopFolder
    from app.storage.store import Store
    from app.values.clock import SetClock
    from app.values.money import currency_digits
    from app.workflows.replay import Replay, replay_settings
    from app.workflows.replay_lines import read_baskets, read_products

    program = _program(arguments.program)
    products: dict[str, SourceProduct] = {}
    if arguments.products:
        with _text(arguments.products) as text:
            products = read_products(text)
    settings = replay_settings()
    bar = ProgressBar(speaker)
    with _text(arguments.lines) as text:
        baskets = read_baskets(text, currency_digits(settings.currency))
    if arguments.limit > 0:
        baskets = baskets[: arguments.limit]
    if not baskets:
        raise Refusal("replay.empty", msg("There are no baskets in the file. Nothing was sold."))
    clock = SetClock(baskets[0].at)
    folder = folder_of(arguments)
    store = Store.open(folder, clock) if ShopFolder(folder).exists else make_shop(folder, settings, clock=clock)
    with store:
        began = perf_counter()
        try:
            result = Replay(store, clock, products=products, redeem=arguments.redeem).run(
                baskets, program, lambda done, of: bar.show(msg("selling"), done, of)
            )
        finally:
            bar.end()
        seconds = perf_counter() - began
    figures = _figures(result, seconds)
    if arguments.json:
        from app.cli.shops import write_file

        write_file(arguments.json, (json.dumps(figures, indent=2) + "\n").encode())
    _tell(figures, result, speaker)
    return 0


def _program(path: Path | None) -> Program | None:
    if path is None:
        return None
    from app.cli.shops import read_file
    from app.loyalty.program import read_program

    return read_program(read_file(path))


@contextmanager
def _text(path: Path) -> Iterator[TextIO]:
    """A text file, packed or not."""
    try:
        with (
            gzip.open(path) if path.suffix == ".gz" else path.open("rb") as packed,
            io.TextIOWrapper(packed, encoding="utf-8-sig", newline="") as text,
        ):
            yield text
    except (OSError, EOFError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise Refusal("usage.file", msg("{file} cannot be read ({why}).", file=str(path), why=why)) from error


def _figures(result: ReplayResult, seconds: float) -> dict[str, Any]:
    return {
        "baskets": result.baskets,
        "lines": result.lines,
        "customers": result.customers,
        "net_cents": result.net_minor,
        "points": {
            "earned": _points(result.earned_milli),
            "redeemed": _points(result.redeemed_milli),
            "expired": _points(result.expired_milli),
            "outstanding": _points(result.outstanding_milli),
            "cost_cents": result.cost_minor,
        },
        "seconds": round(seconds, 3),
        "baskets_per_second": round(result.baskets / seconds, 1) if seconds else 0,
    }


def _points(milli: int) -> int | str:
    """Whole points as a number; a programme with decimals gives them exactly, as text."""
    whole, part = divmod(milli, 1000)
    return decimal_text(milli, 3) if part else whole


def _tell(figures: dict[str, Any], result: ReplayResult, speaker: Speaker) -> None:
    points = figures["points"]
    speaker.say(
        msg(
            "{baskets}, {lines}, {customers}.",
            baskets=msgn("{n} basket", "{n} baskets", result.baskets),
            lines=msgn("{n} line", "{n} lines", result.lines),
            customers=msgn("{n} customer", "{n} customers", result.customers),
        )
    )
    speaker.say(
        msg(
            "Points: {earned} earned, {redeemed} redeemed, {expired} expired, {outstanding} outstanding.",
            earned=points["earned"],
            redeemed=points["redeemed"],
            expired=points["expired"],
            outstanding=points["outstanding"],
        )
    )
    if result.resumed:
        speaker.say(msg("Sold by an earlier run already: {count}.", count=result.resumed))
    speaker.say(msg("Baskets a second: {rate}.", rate=str(figures["baskets_per_second"])))
