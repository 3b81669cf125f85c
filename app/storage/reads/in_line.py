"""The common case in one pass: points whose lots end in the order in which they were earned.

Most members of most programs only earn and spend, and whatever was earned first ends first. Then lots are a
queue, and balance and statement follow from one pass over the rows as they lie, column by column. Goods that
came back take the points of their own lot, if those are still there. As soon as anything else reaches back
(spent points given back, a delay, an imported list, a day or an end out of order) nothing is said here, and the
ledger's own walk computes it.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import msgspec

from app.ledger.lots import DEBT, Lot
from app.sales.receipt import receipt_number
from app.storage.reads.look import Look
from app.workflows.rows import StatementRow

PROGRAMS_OF = "SELECT DISTINCT program FROM points_balances WHERE account @whom ORDER BY program"
# Each column comes as one JSON array, which costs a third of as many rows; the id is asked only of lots that
# may be open. The order of the array is that of the subquery.
_COLUMNS = """
SELECT json_group_array(points_milli), json_group_array(business_on), json_group_array(last_valid_on),
    json_group_array(at),
    json_group_array(CASE WHEN kind NOT IN ('earn', 'spend') THEN kind END),
    json_group_array(CASE WHEN reason <> '' THEN reason END),
    json_group_array(CASE WHEN points_milli > 0 AND (last_valid_on = '' OR last_valid_on >= ?3)
        THEN substr(stamp, 18) || '/' || program || '/' || place END),
    sum(list <> '' OR active_from <> 0 OR (reverses <> '' AND points_milli > 0)),
    json_group_array(CASE WHEN reverses <> '' THEN reverses END)
FROM (SELECT * FROM points_entries WHERE account = ?1 AND program = ?2 ORDER BY stamp, place)
"""
_IDS = """
SELECT json_group_array(id) FROM (SELECT substr(stamp, 18) || '/' || program || '/' || place AS id
    FROM points_entries WHERE account = ?1 AND program = ?2 ORDER BY stamp, place)
"""
_NUMBERS = """
SELECT json_group_array(number) FROM (
    SELECT CASE WHEN r.epoch = 1 THEN printf('%02d-%06d', r.till, r.sequence)
        WHEN r.sale IS NULL THEN '' ELSE printf('%d/%d/%d', r.till, r.epoch, r.sequence) END AS number
    FROM points_entries e LEFT JOIN receipts r ON r.sale = e.sale
    WHERE e.account = ?1 AND e.program = ?2 ORDER BY e.stamp, e.place
)
"""
NEVER = "9999-99-99"


_integers = msgspec.json.Decoder(list[int])
_texts = msgspec.json.Decoder(list[str])
_some_texts = msgspec.json.Decoder(list[str | None])


class Columns(NamedTuple):
    """A member's entries of one program in the order in which they count, column by column.

    Attributes:
        back: How many reach back beyond what one pass can follow.
        reverses: For points taken back: the entry that had earned them.
    """

    points: list[int]
    days: list[str]
    ends: list[str]
    ats: list[int]
    kinds: list[str | None]
    reasons: list[str | None]
    ids: list[str | None]
    back: int
    reverses: list[str | None]


def read_columns(look: Look, account: str, program: str, today: dt.date) -> Columns:
    """The entries of an account."""
    points, days, ends, ats, kinds, reasons, ids, back, reverses = look.one(
        _COLUMNS, account, program, today.isoformat()
    )
    undone = _some_texts.decode(reverses)
    if not back and any(undone):
        # What was taken back may have come from a lot that has ended since.
        (ids,) = look.one(_IDS, account, program)
    return Columns(
        _integers.decode(points), _texts.decode(days), _texts.decode(ends), _integers.decode(ats),
        _some_texts.decode(kinds), _some_texts.decode(reasons), _some_texts.decode(ids), back or 0,
        undone,
    )  # fmt: skip


def read_numbers(look: Look, account: str, program: str) -> list[str]:
    """The receipt number of each entry, in the same order; empty where there is none."""
    text = look.one(_NUMBERS, account, program)[0]
    numbers = _texts.decode(text)
    if "/" in text:
        return [receipt_number(*map(int, each.split("/"))) if "/" in each else each for each in numbers]
    return numbers


class InLine:
    """A queue of lots after one pass; a lot is the place of the row that made it.

    Attributes:
        lots: Those left, in spending order; ended ones may still be among them.
        debt: Thousandths spent beyond what there was.
        latest: Instant of the newest entry: what is said here counts from then on.
        simple: False where something reaches back: then nothing else here counts.
    """

    __slots__ = ("_columns", "_ended", "_left", "_places", "debt", "latest", "lots", "simple")

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._left = list(columns.points)
        self._ended: list[tuple[int, int]] = []
        self._places: dict[str, int] = {}
        self.lots: deque[int] = deque()
        self.debt = 0
        self.latest = max(columns.ats, default=0)
        self.simple = not columns.back and self._pass()

    def _pass(self) -> bool:
        lots, columns, last_end, today = self.lots, self._columns, "", ""
        for place, points in enumerate(columns.points):
            now = columns.days[place]
            if now != today:
                if now < today:
                    return False
                today = now
                self._end_lots(place, now)
            if points > 0:
                ends = columns.ends[place] or NEVER
                if ends < last_end or ends < now:
                    return False
                last_end = ends
                lots.append(place)
                if self.debt:
                    paid = min(self.debt, points)
                    self.debt -= paid
                    self._left[place] -= paid
            elif columns.reverses[place]:
                if not self._take_back(columns.reverses[place], -points):
                    return False
            else:
                self._spend(-points)
        return True

    def _take_back(self, earned_by: str | None, points: int) -> bool:
        """Take points from the lot they were earned in; False where they are not all there."""
        if not self._places:
            self._places = {id_: place for place, id_ in enumerate(self._columns.ids) if id_}
        lot = self._places.get(earned_by or "")
        if lot is None or self._left[lot] < points:
            return False
        self._left[lot] -= points
        return True

    def _spend(self, points: int) -> None:
        lots, left = self.lots, self._left
        while points and lots:
            first = lots[0]
            if left[first] > points:
                left[first] -= points
                return
            points -= left[first]
            left[first] = 0
            lots.popleft()
        self.debt += points

    def _end_lots(self, place: int, today: str) -> None:
        """What ended before this row."""
        lots, ends = self.lots, self._columns.ends
        while lots and (ends[lots[0]] or NEVER) < today:
            gone = lots.popleft()
            if self._left[gone]:
                self._ended.append((place, gone))

    def open_lots(self, today: dt.date) -> tuple[Lot, ...]:
        """What is left, in spending order; a debt comes last."""
        day, columns, left = today.isoformat(), self._columns, self._left
        found = [
            Lot(columns.ids[lot] or "", columns.points[lot], left[lot], 0, _date(columns.ends[lot]))
            for lot in self.lots
            if left[lot] and (columns.ends[lot] or NEVER) >= day
        ]
        return (*found, Lot(DEBT, 0, -self.debt)) if self.debt else tuple(found)

    def statement(self, today: dt.date, numbers: Sequence[str]) -> tuple[StatementRow, ...]:
        """Every movement with the balance after it, and the points that ended between them."""
        day, count, lot_ends = today.isoformat(), len(self._columns.points), self._columns.ends
        over = [lot for lot in self.lots if self._left[lot] and (lot_ends[lot] or NEVER) < day]
        found: list[StatementRow] = []
        first = balance = 0
        ended = (each for each in self._ended if self._left[each[1]])  # nothing is left where all came back since
        for place, lot in (*ended, *((count, lot) for lot in over)):
            if place > first:
                found += self._rows(first, place, balance, numbers)
                first, balance = place, found[-1].balance_milli
            left, ends = self._left[lot], lot_ends[lot]
            balance -= left
            found.append(StatementRow(0, _after(ends), "expire", -left, balance, "", _known(ends), ""))
        found += self._rows(first, count, balance, numbers)
        return tuple(found)

    def _rows(self, first: int, last: int, opening: int, numbers: Sequence[str]) -> Iterator[StatementRow]:
        """The movements from one row to the next ending, made in one go."""
        columns, some = self._columns, slice(first, last)
        points = columns.points[some]
        kinds = [kind or ("earn" if p > 0 else "spend") for kind, p in zip(columns.kinds[some], points, strict=True)]
        balances = accumulate(points, initial=opening)
        next(balances)
        return map(
            StatementRow,
            columns.ats[some],
            map(_known, columns.days[some]),
            kinds,
            points,
            balances,
            numbers[some],
            map(_date, columns.ends[some]),
            [reason or "" for reason in columns.reasons[some]],
        )


@lru_cache(maxsize=8192)
def _known(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@lru_cache(maxsize=8192)
def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@lru_cache(maxsize=8192)
def _after(text: str) -> dt.date:
    return dt.date.fromisoformat(text) + dt.timedelta(1)
