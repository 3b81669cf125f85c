"""`regulars history MEMBER`: what a member bought, and a points statement that sums."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import TYPE_CHECKING, Any

from app.cli.parsing import Parser
from app.cli.speaking import Speaker
from app.values.errors import Refusal
from app.values.numbers import decimal_text
from app.values.words import msg, msgn, plain

if TYPE_CHECKING:
    from app.workflows.ports import Reads
    from app.workflows.rows import MemberView, ReceiptRow, Statement


def declare(parser: Parser, speaker: Speaker) -> None:
    """The words of the command."""
    parser.add_argument("member", metavar="MEMBER", help=speaker.text(MEMBER_WORDS))
    parser.option("--json", action="store_true", about=msg("as JSON, for another program"))


KINDS = {
    "earn": msg("earned"),
    "spend": msg("spent"),
    "expire": msg("ended"),
    "adjust": msg("corrected"),
    "reverse": msg("taken back"),
    "opening": msg("brought along"),
    "goodwill": msg("a gift"),
}
MEMBER_WORDS = msg("card number, phone, member id, or the number in another system")


def run(arguments: argparse.Namespace, speaker: Speaker) -> int:
    """Tell it, newest first."""
    from app.cli.shops import looking
    from app.loyalty.moment import Moment
    from app.workflows.shop_now import calendar_day

    with looking(arguments, speaker) as store, store.reads() as reads:
        member = member_named(reads, arguments.member)
        settings = reads.shop_settings()
        now = max(store.clock.now(), reads.last_at())
        moment = Moment(now, calendar_day(settings, now), settings.zone)
        view = reads.member(member)
        receipts, statements = reads.receipts_of(member), reads.statements(member, moment)
    if arguments.json:
        speaker.data(as_json(member, receipts, statements, settings.zone))
    else:
        if view is not None:
            _tell_who(view, speaker, settings.currency)
        _tell_points(statements, speaker)
        _tell_receipts(receipts, speaker, settings.currency)
    return 0


def member_named(reads: Reads, text: str) -> str:
    """The member that is meant, or a refusal."""
    from app.people.phones import parse_phone

    try:
        text.encode()
    except UnicodeEncodeError:
        # Bytes of another encoding on the command line: nobody is known by them, and no query could ask.
        raise Refusal("member.unknown", msg("No member is known by {text}.", text=ascii(text))) from None
    member = reads.find_member(text.strip())
    if member is None:
        phone = parse_phone(text, reads.shop_settings().country)
        member = reads.find_member(phone) if phone else None
    if member is None:
        raise Refusal("member.unknown", msg("No member is known by {text}.", text=text))
    return member


def as_json(
    member: str, receipts: tuple[ReceiptRow, ...], statements: tuple[Statement, ...], zone: str
) -> dict[str, Any]:
    """The history as promised to other programs; points are decimal strings, earned positive."""
    from app.values.clock import iso

    return {
        "member": member,
        "receipts": [
            {
                "number": row.number,
                "at": iso(row.at),
                "business_on": row.business_on.isoformat(),
                "till": row.till,
                "total_minor": row.total_minor,
                "lines": row.lines,
                "tenders": [{"kind": kind, "amount_minor": amount} for kind, amount in row.tenders],
                "points": {program: decimal_text(milli, 3) for program, milli in row.points},
            }
            for row in reversed(receipts)
        ],
        "statement": {statement.program: _statement(statement, zone) for statement in statements},
    }


def _statement(statement: Statement, zone: str) -> dict[str, Any]:
    from app.values.clock import iso

    return {
        "opening": decimal_text(statement.opening_milli, 3),
        "entries": [
            {
                "at": iso(row.at or _day_begins(row.business_on, zone)),
                "kind": row.kind,
                "points": decimal_text(row.points_milli, 3),
                "receipt": row.receipt or None,
                "last_valid_on": row.last_valid_on.isoformat() if row.last_valid_on else None,
                "balance": decimal_text(row.balance_milli, 3),
            }
            for row in statement.rows
        ],
        "closing": decimal_text(statement.closing_milli, 3),
    }


def _day_begins(day: dt.date, zone: str) -> int:
    """The instant at which a day begins in the shop: that of points which ended the day before."""
    from zoneinfo import ZoneInfo

    from app.values.clock import instant

    return instant(dt.datetime.combine(day, dt.time(), ZoneInfo(zone)))


def _tell_who(view: MemberView, speaker: Speaker, currency: str) -> None:
    name = view.person.name if view.person and view.person.name else view.id
    speaker.say(
        msg(
            "{name}: member since {joined}, {visits}, {spent}.",
            name=name,
            joined=view.joined_on,
            visits=msgn("{n} receipt", "{n} receipts", view.visits),
            spent=speaker.words.money(view.spent_minor, currency),
        )
    )


def _tell_points(statements: tuple[Statement, ...], speaker: Speaker) -> None:
    words = speaker.words
    for statement in statements:
        speaker.print()
        speaker.say(msg("Points, {program}", program=words.name(statement.names) or statement.program))
        rows = [
            (
                words.date(row.business_on),
                speaker.text(KINDS.get(row.kind, plain(row.kind))),
                row.receipt,
                _signed(row.points_milli),
                decimal_text(row.balance_milli, 3),
            )
            for row in statement.rows
        ]
        speaker.table(rows, right=(3, 4))


def _tell_receipts(receipts: tuple[ReceiptRow, ...], speaker: Speaker, currency: str) -> None:
    words = speaker.words
    speaker.print()
    speaker.say(msg("Receipts"))
    rows = [
        (row.number, words.date_time(row.at), str(row.lines), words.money(row.total_minor, currency))
        for row in receipts
    ]
    speaker.table(rows, right=(2, 3))


def _signed(milli: int) -> str:
    return f"+{decimal_text(milli, 3)}" if milli > 0 else decimal_text(milli, 3)
