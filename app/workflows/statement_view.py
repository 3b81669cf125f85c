"""A member's points statement as it is shown and printed: every line says why, and it sums."""

from __future__ import annotations

import datetime as dt

import msgspec

from app.ledger.statement import SILENT
from app.loyalty.moment import Moment
from app.settings.shop import ShopSettings
from app.values.clock import Instant, local
from app.values.words import Message, msg, plain
from app.workflows.ports import Reads
from app.workflows.receipt_view import shown_member
from app.workflows.rows import Statement, StatementRow

REASON_WORDS: dict[str, Message] = {
    "faulty": msg("something was faulty"),
    "waited": msg("you had to wait"),
    "wrong_price": msg("a price was wrong"),
    "out_of_stock": msg("something was sold out"),
    "unfriendly": msg("we were not friendly"),
    "other": msg("with our regards"),
}


ENDED_WORDS = msg("ended unspent, last day {day}")
SILENT_WORDS = msg("ended unspent: nothing moved for too long, last day {day}")


def reason_words(row: StatementRow) -> Message | None:
    """What stands behind a movement beside its kind and its receipt, where there is anything."""
    if row.reason == SILENT:
        return msg("nothing moved for too long")
    return REASON_WORDS.get(row.reason, plain(row.reason)) if row.reason else None


class StatementView(msgspec.Struct, frozen=True):
    """Ready for a screen, a page or a roll of paper.

    Attributes:
        shown: `Anna K. *8906`; never more.
        digits: Decimals in which each program's points are shown.
    """

    member: str
    shown: str
    shop: ShopSettings
    at: Instant
    business_on: dt.date
    statements: tuple[Statement, ...]
    digits: dict[str, int] = {}

    def why(self, row: StatementRow) -> Message:
        """Why a movement was made."""
        if row.kind == "earn" and row.active_from > self.at:
            day = local(row.active_from, self.shop.zone).date()
            return msg("earned with receipt {number}, to be spent from {day}", number=row.receipt, day=day)
        if row.kind == "earn":
            return msg("earned with receipt {number}", number=row.receipt)
        if row.kind == "spend":
            return msg("spent with receipt {number}", number=row.receipt)
        if row.kind == "reverse":
            if row.points_milli < 0:
                return msg("taken back: goods of receipt {number} came back", number=row.receipt)
            return msg("given back: goods of receipt {number} came back", number=row.receipt)
        if row.kind == "expire":
            last = row.last_valid_on or row.business_on - dt.timedelta(1)
            return SILENT_WORDS.saying(day=last) if row.reason == SILENT else ENDED_WORDS.saying(day=last)
        if row.kind == "opening":
            return msg("brought along")
        return msg("a gift: {reason}", reason=REASON_WORDS.get(row.reason, plain(row.reason)))


def statement_view(reads: Reads, member: str, moment: Moment) -> StatementView:
    """The statement of a member as of a moment; sums are checked where it is made."""
    view = reads.member(member)
    name = view.person.name if view is not None and view.person is not None else ""
    cards = view.cards if view is not None else ()
    card = next((card.number for card in cards if card.status == "active"), "")
    statements = reads.statements(member, moment)
    for statement in statements:
        moved = sum(row.points_milli for row in statement.rows)
        assert statement.opening_milli + moved == statement.closing_milli, "a statement that does not sum"
    return StatementView(
        member=member,
        shown=shown_member(name, card),
        shop=reads.shop_settings(),
        at=moment.at,
        business_on=moment.business_on,
        statements=statements,
        digits={row.program: row.digits for row in reads.points(member, moment)},
    )
