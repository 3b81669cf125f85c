"""Members: by card, phone, its last digits, name, or another system's number; and opened whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import cast

import msgspec

from app.ledger.entries import canonical
from app.people.member import Card, CardStatus, PersonRecord
from app.people.phones import parse_phone
from app.people.same_person import completed
from app.storage.reads.look import current, stamp_of, visible
from app.storage.reads.same_person import survivors
from app.storage.reads.shop import ShopQueries
from app.storage.reads.words import find_rows
from app.values.barcodes import is_digits
from app.workflows.rows import ConsentAnswer, MemberRow, MemberView, MergeRow

person_decoder = msgspec.msgpack.Decoder(PersonRecord)

# A forgotten member's row is stamped with a tilde, above every other: it is there, and nobody sees it.
_SEEN = f"{visible('m')} AND m.person_stamp < '~' AND {current('m', 'members', 'id', 'person_stamp')}"
_OWNED = f"c.member <> '' AND {visible('c')} AND {current('c', 'cards', 'number')}"

# A member and all their cards in one statement, one row a card; a member without a card has one row too.
_COLUMNS = "SELECT m.id, m.shown_name, m.masked_phone, c.number, s.status, s.replaced_by, c.list, c.stamp"
_SHOWN = (
    f"{_COLUMNS} FROM members m LEFT JOIN cards c ON c.member = m.id AND {_OWNED}"
    " LEFT JOIN card_statuses s ON s.number = c.number"
)
_BY_ID = f"{_SHOWN} WHERE m.id @whom AND {_SEEN}"
_BY_CARD = (
    f"{_COLUMNS} FROM cards c CROSS JOIN members m ON m.id = c.member LEFT JOIN card_statuses s ON s.number = c.number"
    f" WHERE c.number = ? AND {_OWNED} AND {_SEEN}"
)
_BY_PHONE = f"{_SHOWN} WHERE m.phone_back = ? AND m.phone_back <> '' AND {_SEEN}"
_BY_ROW = f"SELECT m.id, m.folded FROM members m WHERE m.n = ? AND {_SEEN}"
_BY_PHONE_END = (
    "SELECT m.id FROM members m WHERE m.phone_back >= ? AND m.phone_back < ? AND m.phone_back <> ''"
    f" AND {_SEEN} LIMIT ?"
)
_BY_EXTERNAL = f"SELECT m.id FROM members m WHERE m.external = ? AND m.external <> '' AND {_SEEN} ORDER BY m.id LIMIT 1"
_PAGE = f"SELECT m.id FROM members m WHERE m.id > ? AND {_SEEN} ORDER BY m.id LIMIT ?"
_KNOWN = (
    f"SELECT 1 FROM members m WHERE m.id = ?1 AND {visible('m')}"
    " AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.member = m.id) LIMIT 1"
)
_COUNT = f"SELECT count(*) FROM members m WHERE {_SEEN}"
_PERSON = (
    "SELECT v.record, m.person_stamp FROM members m JOIN person_versions v ON v.digest = m.person"
    f" WHERE m.id = ? AND {_SEEN}"
)
_FORGOTTEN = "SELECT 1 FROM erasures WHERE member @whom"
_JOINED = f"SELECT min(m.joined_on) FROM members m WHERE m.id @whom AND m.joined_on <> '' AND {visible('m')}"

_CARD_FIELDS = "c.number, c.member, coalesce(s.status, 'active'), coalesce(s.replaced_by, '')"
_CARD_FROM = "FROM cards c LEFT JOIN card_statuses s ON s.number = c.number"
_CARD = f"SELECT {_CARD_FIELDS} {_CARD_FROM} WHERE c.number = ? AND {_OWNED} LIMIT 1"
_CARDS = f"SELECT {_CARD_FIELDS} {_CARD_FROM} WHERE c.member @whom AND {_OWNED} ORDER BY {stamp_of('c')}, c.number"
_CONSENTS = (
    "SELECT k.purpose, k.granted, coalesce((SELECT at FROM lists WHERE id = k.list), k.at), k.version FROM consents k"
    f" WHERE k.member @whom AND {visible('k')}"
    # An imported yes knows of no withdrawal (see `facts.effects.consents`).
    f" ORDER BY k.purpose, CASE WHEN k.list <> '' AND k.granted THEN '+' ELSE '' END || {stamp_of('k')}"
)
_VISITS = """
SELECT count(*), coalesce(sum(total_minor), 0), coalesce(max(at), 0) FROM (
    SELECT total_minor, at FROM receipts WHERE member @whom AND member <> ''
    UNION ALL
    SELECT r.total_minor, r.at FROM receipt_attachments a JOIN receipts r ON r.sale = a.sale
    WHERE a.member @whom AND r.member = ''
)
"""
# What went back: money off what was spent, and a visit less where nothing of the sale is left.
_WENT_BACK = """
SELECT coalesce(sum(whole), 0), coalesce(sum(goods_minor), 0) FROM (
    SELECT whole, goods_minor FROM returns WHERE member @whom AND member <> '' AND sale <> ''
    UNION ALL
    SELECT 1, total_minor FROM sale_voids WHERE member @whom AND member <> ''
)
"""


_Shown = tuple[str, str, str, str | None, str | None, str | None, str, str]


class MemberQueries(ShopQueries):
    """Fulfils `ports.MemberReads`; reads the shop's country to understand a phone."""

    def member_by_card(self, number: str) -> tuple[MemberRow, Card] | None:
        row = self.look.one(_BY_CARD, number)
        if row is None:
            return None
        if len(self.look.people.all_of(row[0])) > 1:
            row = (*self._as_one(row[0])[:3], *row[3:])
        return _shown(row), _card_of(row)

    def member_by_phone(self, phone: str) -> MemberRow | None:
        rows = self.look.all(_BY_PHONE, phone[::-1])
        if not rows:
            return None
        if len(rows) == 1 and len(self.look.people.all_of(rows[0][0])) == 1:
            return _shown(rows[0])
        return _shown(self._as_one(min(row[0] for row in rows)))

    def members_by_phone_end(self, digits: str, limit: int = 9) -> tuple[MemberRow, ...]:
        if not is_digits(digits) or len(digits) > 15:
            return ()
        first = digits[::-1]
        last = first[:-1] + chr(ord(first[-1]) + 1)
        return self._rows(row[0] for row in self.look.all(_BY_PHONE_END, first, last, limit))

    def search_members(self, text: str, limit: int = 9) -> tuple[MemberRow, ...]:
        found = find_rows(self.look, "member_words", text, limit=limit, fetch=self._member_at)
        return self._rows(row[0] for row in found)

    def find_member(self, text: str) -> str | None:
        text = text.strip()
        card = self.card(text)
        if card is not None:
            return card.member
        if self.look.one(_KNOWN, text):
            return self.look.people.survivor(text)
        row = self.look.one(_BY_EXTERNAL, text)
        if row is None:
            phone = parse_phone(text, self.shop_settings().country)
            found = self.member_by_phone(phone) if phone else None
            return found.id if found else None
        return self.look.people.survivor(str(row[0]))

    def member(self, member_id: str) -> MemberView | None:
        if self.look.one(_KNOWN, member_id) is None:
            return None
        member_id = self.look.people.survivor(member_id)
        visits, spent, last = self.visits(member_id)
        answers = {
            purpose: ConsentAnswer(bool(granted), at, version)
            for purpose, granted, at, version in self.look.whose(_CONSENTS, member_id)
        }
        return MemberView(
            id=member_id,
            joined_on=self.joined_on(member_id) or dt.date(1970, 1, 1),
            person=self.person(member_id),
            cards=self.cards(member_id),
            consents={purpose: answer.granted for purpose, answer in answers.items()},
            visits=visits,
            spent_minor=spent,
            last_visit_at=last,
            answers=answers,
        )

    def is_card_taken(self, number: str) -> bool:
        # Cards of a list that is not live yet count too: it may be published any moment.
        return self.look.one("SELECT 1 FROM cards WHERE number = ? LIMIT 1", number) is not None

    def card(self, number: str) -> Card | None:
        row = self.look.one(_CARD, number)
        return self._theirs(_card(row)) if row else None

    def cards(self, member: str) -> tuple[Card, ...]:
        """All cards of a member, oldest first."""
        return tuple(self._theirs(_card(row)) for row in self.look.whose(_CARDS, member))

    def person(self, member: str) -> PersonRecord | None:
        """The current version of the record; None where it was forgotten.

        Of a person with several ids the record of the lowest, completed from the others unless it was kept after
        they had become one: then it is what the person said of all.
        """
        same = self.look.people.all_of(member)
        rows = [row for row in (self.look.one(_PERSON, each) for each in same) if row is not None]
        if not rows or (len(same) > 1 and self.look.whose(_FORGOTTEN, member)):
            return None
        stamps = [f"{each.hlc:016x}:{each.id}" for each in self.look.people.joinings(member)]
        whole = bool(stamps) and rows[0][1] > max(stamps)
        return completed([person_decoder.decode(row[0]) for row in (rows[:1] if whole else rows)])

    def birthday_of(self, member: str) -> tuple[int, int] | None:
        """Month and day, where they are known."""
        person = self.person(member)
        return (person.birthday.month, person.birthday.day) if person and person.birthday else None

    def joined_on(self, member: str) -> dt.date | None:
        """The day on which the member joined."""
        day = self.look.whose(_JOINED, member)[0][0]
        return dt.date.fromisoformat(day) if day else None

    def visits(self, member: str) -> tuple[int, int, int]:
        """Receipts so far, what was paid on them (what went back taken off), and the instant of the last."""
        if not member:
            return 0, 0, 0
        [(count, spent, last)] = self.look.whose(_VISITS, member)
        [(gone, back)] = self.look.whose(_WENT_BACK, member)
        return count - gone, spent - back, last

    def count_members(self) -> int:
        whom = survivors(self.look.people.all_merges())
        hidden = sum(1 for each, one in whom.items() if each != one and self.look.one(_KNOWN, each))
        return int(self.look.one(_COUNT)[0]) - hidden

    def member_page(self, after_id: str, limit: int, text: str = "") -> tuple[MemberRow, ...]:
        if text.strip():
            rows = sorted(self.search_members(text, 500), key=lambda row: row.id)
            return tuple([row for row in rows if row.id > after_id][:limit])
        found: list[str] = []
        while len(found) < limit and (ids := [row[0] for row in self.look.all(_PAGE, after_id, limit)]):
            found += [each for each in ids if self.look.people.survivor(each) == each]
            after_id = ids[-1]
        return self._rows(found[:limit])

    def same_person(self, member: str) -> tuple[str, ...]:
        return self.look.people.all_of(member)

    def merges_of(self, member: str) -> tuple[MergeRow, ...]:
        return tuple(
            MergeRow(each.id, each.low, each.high, each.at, each.business_on)
            for each in sorted(self.look.people.joinings(member), key=canonical)
        )

    def _rows(self, ids: Iterable[str]) -> tuple[MemberRow, ...]:
        whom = dict.fromkeys(map(self.look.people.survivor, ids))
        return tuple(_shown(self._as_one(each)) for each in whom)

    def _as_one(self, member: str) -> _Shown:
        """A member in a list: of several ids the names of the first that has one, and the best of all cards."""
        rows = self.look.whose(_BY_ID, member)
        best, same = self._best(rows), self.look.people.all_of(member)
        if len(same) == 1:
            return best
        by_id = {row[0]: row for row in rows}
        known = [by_id[each] for each in same if each in by_id]
        name, phone = (next((row[place] for row in known if row[place]), "") for place in (1, 2))
        return same[0], name, phone, *best[3:]

    def _theirs(self, card: Card) -> Card:
        owner = self.look.people.survivor(card.member)
        return card if owner == card.member else msgspec.structs.replace(card, member=owner)

    def _best(self, rows: list[_Shown]) -> _Shown:
        """Of a member's rows that with the oldest active card, else with the newest card."""
        if len(rows) == 1:
            return rows[0]
        published = dict(self.look.all("SELECT id, stamp FROM lists"))
        rows = sorted(rows, key=lambda row: (published.get(row[6], row[7]), row[3] or ""))
        return next((row for row in rows if row[4] is None or row[4] == "active"), rows[-1])

    def _member_at(self, n: int) -> tuple[str, str] | None:
        row: tuple[str, str] | None = self.look.one(_BY_ROW, n)
        return row


def _shown(row: _Shown) -> MemberRow:
    id_, name, phone, number, status = row[:5]
    return MemberRow(
        id=id_,
        shown_name=name,
        masked_phone=phone,
        shown_card=f"*{number[-4:]}" if number and status in {None, "active"} else "",
        card=number or "",
        card_status=cast("CardStatus", status or "active"),
    )


def _card_of(row: _Shown) -> Card:
    return Card(row[3] or "", row[0], cast("CardStatus", row[4] or "active"), row[5] or "")


def _card(row: tuple[str, str, str, str]) -> Card:
    number, member, status, replaced_by = row
    return Card(number=number, member=member, status=cast("CardStatus", status), replaced_by=replaced_by)
