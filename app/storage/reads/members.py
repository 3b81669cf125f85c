"""Members: by card, phone, its last digits, name, or another system's number; and opened whole."""

from __future__ import annotations

import datetime as dt
from typing import cast

import msgspec

from app.people.member import Card, CardStatus, PersonRecord
from app.people.phones import parse_phone
from app.storage.reads.look import current, stamp_of, visible
from app.storage.reads.shop import ShopQueries
from app.storage.reads.words import find_rows
from app.values.barcodes import is_digits
from app.workflows.rows import MemberRow, MemberView

person_decoder = msgspec.msgpack.Decoder(PersonRecord)

_SEEN = f"{visible('m')} AND {current('m', 'members', 'id', 'person_stamp')}"
_SHOWN = "m.id, m.shown_name, m.masked_phone"
_BY_PHONE = f"SELECT {_SHOWN} FROM members m WHERE m.phone_back = ? AND m.phone_back <> '' AND {_SEEN}"
_BY_PHONE_END = (
    f"SELECT {_SHOWN} FROM members m WHERE m.phone_back >= ? AND m.phone_back < ? AND m.phone_back <> ''"
    f" AND {_SEEN} LIMIT ?"
)
_BY_EXTERNAL = f"SELECT m.id FROM members m WHERE m.external = ? AND m.external <> '' AND {_SEEN} ORDER BY m.id LIMIT 1"
_BY_ID = f"SELECT {_SHOWN} FROM members m WHERE m.id = ? AND {_SEEN} LIMIT 1"
_BY_ROW = f"SELECT {_SHOWN}, m.folded FROM members m WHERE m.n = ? AND {_SEEN}"
_PAGE = f"SELECT {_SHOWN} FROM members m WHERE m.id > ? AND {_SEEN} ORDER BY m.id LIMIT ?"
_COUNT = f"SELECT count(*) FROM members m WHERE {_SEEN}"
_PERSON = f"SELECT v.record FROM members m JOIN person_versions v ON v.digest = m.person WHERE m.id = ? AND {_SEEN}"
_JOINED = f"SELECT min(m.joined_on) FROM members m WHERE m.id = ? AND m.joined_on <> '' AND {visible('m')}"

_OWNED = f"c.member <> '' AND {visible('c')} AND {current('c', 'cards', 'number')}"
_CARD_FIELDS = "c.number, c.member, coalesce(s.status, 'active'), coalesce(s.replaced_by, '')"
_CARD_FROM = "FROM cards c LEFT JOIN card_statuses s ON s.number = c.number"
_CARD = f"SELECT {_CARD_FIELDS} {_CARD_FROM} WHERE c.number = ? AND {_OWNED} LIMIT 1"
_CARDS = f"SELECT {_CARD_FIELDS} {_CARD_FROM} WHERE c.member = ? AND {_OWNED} ORDER BY {stamp_of('c')}, c.number"
_CONSENTS = (
    f"SELECT k.purpose, k.granted FROM consents k WHERE k.member = ? AND {visible('k')}"
    f" ORDER BY k.purpose, {stamp_of('k')}"
)
_VISITS = """
SELECT count(*), coalesce(sum(total_minor), 0), coalesce(max(at), 0) FROM (
    SELECT total_minor, at FROM receipts WHERE member = ?1 AND member <> ''
    UNION ALL
    SELECT r.total_minor, r.at FROM receipt_attachments a JOIN receipts r ON r.sale = a.sale
    WHERE a.member = ?1 AND r.member = ''
)
"""


class MemberQueries(ShopQueries):
    """Fulfils `ports.MemberReads`; reads the shop's country to understand a phone."""

    def member_by_card(self, number: str) -> tuple[MemberRow, Card] | None:
        card = self.card(number)
        row = self.look.one(_BY_ID, card.member) if card else None
        return (self._shown(row), card) if card and row else None

    def member_by_phone(self, phone: str) -> MemberRow | None:
        rows = self.look.all(_BY_PHONE, phone[::-1])
        return self._shown(min(rows)) if rows else None

    def members_by_phone_end(self, digits: str, limit: int = 9) -> tuple[MemberRow, ...]:
        if not is_digits(digits) or len(digits) > 15:
            return ()
        first = digits[::-1]
        last = first[:-1] + chr(ord(first[-1]) + 1)
        return tuple(self._shown(row) for row in self.look.all(_BY_PHONE_END, first, last, limit))

    def search_members(self, text: str, limit: int = 9) -> tuple[MemberRow, ...]:
        return tuple(
            self._shown(row) for row in find_rows(self.look, "member_words", text, limit=limit, fetch=self._member_at)
        )

    def find_member(self, text: str) -> str | None:
        text = text.strip()
        card = self.card(text)
        if card is not None:
            return card.member
        row = self.look.one(_BY_ID, text) or self.look.one(_BY_EXTERNAL, text)
        if row is None:
            phone = parse_phone(text, self.shop_settings().country)
            row = min(self.look.all(_BY_PHONE, phone[::-1]), default=None) if phone else None
        return str(row[0]) if row else None

    def member(self, member_id: str) -> MemberView | None:
        if self.look.one(_BY_ID, member_id) is None:
            return None
        visits, spent, last = self.visits(member_id)
        return MemberView(
            id=member_id,
            joined_on=self.joined_on(member_id) or dt.date(1970, 1, 1),
            person=self.person(member_id),
            cards=self.cards(member_id),
            consents={purpose: bool(granted) for purpose, granted in self.look.all(_CONSENTS, member_id)},
            visits=visits,
            spent_minor=spent,
            last_visit_at=last,
        )

    def is_card_taken(self, number: str) -> bool:
        # Cards of a list that is not live yet count too: it may be published any moment.
        return self.look.one("SELECT 1 FROM cards WHERE number = ? LIMIT 1", number) is not None

    def card(self, number: str) -> Card | None:
        row = self.look.one(_CARD, number)
        return _card(row) if row else None

    def cards(self, member: str) -> tuple[Card, ...]:
        """All cards of a member, oldest first."""
        return tuple(_card(row) for row in self.look.all(_CARDS, member))

    def person(self, member: str) -> PersonRecord | None:
        """The current version of the record; None where it was forgotten."""
        row = self.look.one(_PERSON, member)
        return person_decoder.decode(row[0]) if row else None

    def joined_on(self, member: str) -> dt.date | None:
        """The day on which the member joined."""
        day = self.look.one(_JOINED, member)[0]
        return dt.date.fromisoformat(day) if day else None

    def visits(self, member: str) -> tuple[int, int, int]:
        """Receipts so far, what was paid on them, and the instant of the last."""
        count, spent, last = self.look.one(_VISITS, member)
        return count, spent, last

    def count_members(self) -> int:
        return int(self.look.one(_COUNT)[0])

    def member_page(self, after_id: str, limit: int, text: str = "") -> tuple[MemberRow, ...]:
        if text.strip():
            found = sorted(self.search_members(text, 500), key=lambda row: row.id)
            return tuple([row for row in found if row.id > after_id][:limit])
        return tuple(self._shown(row) for row in self.look.all(_PAGE, after_id, limit))

    def _member_at(self, n: int) -> tuple[str, str, str, str] | None:
        row: tuple[str, str, str, str] | None = self.look.one(_BY_ROW, n)
        return row

    def _shown(self, row: tuple[str, ...]) -> MemberRow:
        cards = self.cards(row[0])
        card = next((card for card in cards if card.status == "active"), cards[-1] if cards else None)
        return MemberRow(
            id=row[0],
            shown_name=row[1],
            masked_phone=row[2],
            shown_card=f"*{card.number[-4:]}" if card and card.status == "active" else "",
            card=card.number if card else "",
            card_status=card.status if card else "active",
        )


def _card(row: tuple[str, str, str, str]) -> Card:
    number, member, status, replaced_by = row
    return Card(number=number, member=member, status=cast("CardStatus", status), replaced_by=replaced_by)
