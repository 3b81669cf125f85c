"""`regulars liability --as-of DATE`: what the shop owes its members, in points and in money."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import TYPE_CHECKING, Any

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.errors import Refusal
from app.values.numbers import decimal_text, divide_half_up
from app.values.words import msg

if TYPE_CHECKING:
    from app.workflows.way_back_rows import ProgramLiability, StoredLiability

Worths = dict[str, tuple[int, int]]


def declare(parser: Parser, speaker: Speaker) -> None:
    """The words of the command."""
    parser.add_argument(
        "--as-of",
        dest="as_of",
        metavar="DATE",
        default="",
        help=speaker.text(msg("what happened on business dates before this day (default: tomorrow)")),
    )
    parser.option("--json", action="store_true", about=msg("as JSON, for another program"))


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Tell it, one line a programme."""
    from app.cli.shops import looking
    from app.workflows.shop_now import calendar_day, load_shop
    from app.workflows.tier_now import points_worth

    given = _day(arguments.as_of)
    with looking(arguments, speaker) as store, store.reads() as reads:
        settings = reads.shop_settings()
        now = max(store.clock.now(), reads.last_at())
        as_of = given or calendar_day(settings, now) + dt.timedelta(1)
        owed, stored = reads.liability(as_of), reads.stored_liability(as_of)
        worths = points_worth(load_shop(reads, now))
    if arguments.json:
        speaker.data(as_json(as_of, owed, stored, worths=worths, currency=settings.currency))
        return 0
    words = speaker.words
    speaker.say(msg("What the shop owes, up to and including {day}.", day=as_of - dt.timedelta(1)))
    rows = [
        (
            words.name(row.names) or row.program,
            speaker.text(msg("{points} points", points=decimal_text(row.outstanding_milli, 3))),
            words.money(worth_minor(row, worths), settings.currency),
        )
        for row in owed
    ]
    kinds = {"gift_card": msg("Gift cards"), "store_credit": msg("Store credit")}
    rows += [(speaker.text(kinds[row.kind]), str(row.cards), words.money(row.amount_minor, settings.currency))
             for row in stored]  # fmt: skip
    speaker.table(rows, right=(1, 2))
    return 0


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refusal("usage.date", msg("{text} is no date like 2026-11-21.", text=text[:24])) from error


def worth_minor(row: ProgramLiability, worths: Worths) -> int:
    """The outstanding points in money, at the best that a reward gives for a point."""
    minor, milli = worths.get(row.program, (0, 1))
    return divide_half_up(row.outstanding_milli * minor, milli)


def as_json(
    as_of: dt.date,
    owed: tuple[ProgramLiability, ...],
    stored: tuple[StoredLiability, ...],
    *,
    worths: Worths,
    currency: str,
) -> dict[str, Any]:
    """The liability as promised to other programs; points are decimal strings, money whole minor units."""
    money = {row.kind: row.amount_minor for row in stored}
    in_points = {row.program: worth_minor(row, worths) for row in owed}
    return {
        "as_of": as_of.isoformat(),
        "currency": currency,
        "programs": {
            row.program: {
                "outstanding": decimal_text(row.outstanding_milli, 3),
                "outstanding_minor": in_points[row.program],
                "members": row.members,
                "owed_by_members": decimal_text(row.debt_milli, 3),
                "earned": decimal_text(row.earned_milli, 3),
                "redeemed": decimal_text(row.redeemed_milli, 3),
                "expired": decimal_text(row.expired_milli, 3),
            }
            for row in owed
        },
        "gift_cards_minor": money.get("gift_card", 0),
        "store_credit_minor": money.get("store_credit", 0),
        "total_minor": sum(in_points.values()) + sum(money.values()),
    }
