"""The quick pass: what the ledger's walk says of a person's points, from one pass over the rows as they lie.

Lots are places in columns, purses are queues of places. Accounts that became one, points taken or given back,
delays and a silence that was too long are followed as `app.ledger.walk` follows them. What few have (an imported
list, days or instants out of order, something taken back before it was given) is not: then nothing is said
here, and the ledger's own walk computes it.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from app.ledger.entries import Joining
from app.ledger.lots import DEBT, Lot
from app.ledger.periods import plus_months
from app.ledger.statement import SILENT
from app.storage.reads.columns import Columns
from app.storage.reads.lot_queue import Lots, Queue
from app.workflows.rows import StatementRow

NEVER = "9999-99-99"


class InLine:
    """A person's lots of one program after one pass; a lot is the place of the row that made it.

    Attributes:
        latest: Instant of the newest entry or joining: what is said here counts from then on.
        simple: False where the pass cannot follow: then nothing else here counts.
    """

    __slots__ = ("_columns", "_ends", "_left", "_lots", "_months", "_places", "_queues", "_silent", "latest", "simple")

    def __init__(self, columns: Columns, today: dt.date, inactive_months: int = 0) -> None:
        """Pass.

        Args:
            today: The day up to which silence counts, and as of which lots are open.
            inactive_months: Where the program ends all points so many months after the last movement; else 0.
        """
        self._columns = columns
        self._left = list(columns.points)
        self._ends = [end or NEVER for end in columns.ends]
        self._lots = Lots(self._left, self._ends, columns.active)
        self._months = inactive_months
        self._places: dict[str, int] = {}
        self._queues: dict[str, Queue] = {}
        self._silent: set[int] = set()
        self.latest = max(*columns.ats, *(each.at for _, each in columns.joinings), 0, 0)
        self.simple = not columns.listed and _in_order(columns, today.isoformat()) and self._pass()
        if self.simple and inactive_months:
            for queue in self._open():
                self._fall_silent(queue, today.isoformat(), len(self._left))

    def _open(self) -> list[Queue]:
        return list({id(queue): queue for queue in self._queues.values()}.values())

    def _queue(self, account: str) -> Queue:
        queue = self._queues.get(account)
        if queue is None:
            queue = self._queues[account] = Queue(self._lots)
        return queue

    def _pass(self) -> bool:
        joinings, first = self._columns.joinings, 0
        for place, joining in joinings:
            if not self._move(first, place):
                return False
            self._join(joining, place)
            first = place
        return self._move(first, len(self._left))

    def _move(self, first: int, last: int) -> bool:
        """The entries from one joining to the next; False where they cannot be followed."""
        columns, ends, accounts = self._columns, self._ends, self._columns.accounts
        ats, kinds, months, waits = columns.ats, columns.kinds, self._months, bool(columns.active)
        queue = self._queue("")
        rows = zip(columns.points[first:last], columns.days[first:last], columns.reverses[first:last], strict=True)
        for place, (points, day, reverses) in enumerate(rows, first):
            if accounts:
                queue = self._queue(accounts[place])
            if months:
                self._fall_silent(queue, day, place)
                queue.silent_from = max(queue.silent_from, _silent_from(day, months))
            if reverses is not None and kinds[place] == "reverse":
                if not self._reverse(queue, place, points):
                    return False
            elif points <= 0:
                queue.take(-points, ats[place], day, place)
            elif ends[place] < day:
                return False
            elif waits or queue.debt or (queue.ready and ends[queue.ready[-1]] > ends[place]):
                queue.put(place)
            else:
                queue.ready.append(place)  # what `put` does with nearly every lot
        return True

    def _reverse(self, queue: Queue, place: int, points: int) -> bool:
        """Take from the lot that was made, or give back to the lots that were drawn from."""
        columns, left = self._columns, self._left
        left[place] = 0
        if not self._places:
            self._places = {id_: each for each, id_ in enumerate(columns.ids) if id_}
        undone = self._places.get(columns.reverses[place] or "", place)
        if undone >= place or (columns.accounts and self._queue(columns.accounts[undone]) is not queue):
            return False
        if points < 0:
            taken = min(left[undone], -points)
            left[undone] -= taken
            if taken < -points:
                queue.take(-points - taken, columns.ats[place], columns.days[place], place)
            return columns.points[undone] > 0
        return undone in self._lots.draws and not queue.give_back(undone, points)

    def _join(self, joining: Joining, place: int) -> None:
        kept, other = self._queue(joining.low), self._queue(joining.high)
        if kept is other:
            return
        day = joining.business_on.isoformat()
        for queue in (kept, other):
            self._fall_silent(queue, day, place)
        for account, queue in self._queues.items():
            if queue is other:
                self._queues[account] = kept
        kept.take_over(other, joining.at, day)

    def _fall_silent(self, queue: Queue, day: str, count: int) -> None:
        """Everything of a purse has ended if nothing moved in time before this day."""
        since = queue.silent_from
        if not since or day < since:
            return
        columns, end = self._columns, _before(since)
        for lot in range(count):
            if columns.points[lot] > 0 and self._ends[lot] >= since:
                if columns.accounts and self._queue(columns.accounts[lot]) is not queue:
                    continue
                self._ends[lot] = end
                self._silent.add(lot)
        queue.forget()

    def open_lots(self, today: dt.date) -> tuple[Lot, ...]:
        """What is left, in spending order; a debt comes last."""
        day, columns, left, ends = today.isoformat(), self._columns, self._left, self._ends
        queues = self._open()
        lots = {lot for queue in queues for lot in (*queue.ready, *(each for _, each in queue.waiting))}
        found = [
            Lot(columns.ids[lot] or "", columns.points[lot], left[lot], _active(columns, lot), _date(columns.ends[lot]))
            for lot in sorted(lots, key=self._lots.key)
            if left[lot] and ends[lot] >= day
        ]
        debt = sum(queue.debt for queue in queues)
        return (*found, Lot(DEBT, 0, -debt)) if debt else tuple(found)

    def statement(self, today: dt.date, numbers: Sequence[str]) -> tuple[StatementRow, ...]:
        """Every movement with the balance after it, and the points that ended between them."""
        day, left, ends, days = today.isoformat(), self._left, self._ends, self._columns.days
        over = sorted((ends[lot], lot) for lot, there in enumerate(left) if there > 0 and ends[lot] < day)
        found: list[StatementRow] = []
        first = balance = 0
        for end, lot in over:
            place = bisect_right(days, end, first)
            if place > first:
                found += self._rows(first, place, balance, numbers)
                first, balance = place, found[-1].balance_milli
            balance -= left[lot]
            reason = SILENT if lot in self._silent else ""
            found.append(StatementRow(0, _after(end), "expire", -left[lot], balance, "", _known(end), reason))
        found += self._rows(first, len(left), balance, numbers)
        return tuple(found)

    def _rows(self, first: int, last: int, opening: int, numbers: Sequence[str]) -> Iterator[StatementRow]:
        """The movements from one row to the next ending, made in one go."""
        columns, some = self._columns, slice(first, last)
        points = columns.points[some]
        kinds = [kind or ("earn" if p > 0 else "spend") for kind, p in zip(columns.kinds[some], points, strict=True)]
        balances = accumulate(points, initial=opening)
        next(balances)
        told = (
            columns.ats[some],
            map(_known, columns.days[some]),
            kinds,
            points,
            balances,
            numbers[some],
            map(_date, columns.ends[some]),
            [reason or "" for reason in columns.reasons[some]],
        )
        return map(StatementRow, *told, columns.active[some]) if columns.active else map(StatementRow, *told)


def _in_order(columns: Columns, today: str) -> bool:
    """Whether days (and instants, where one waits for them) never go back, and none is after this one."""
    days = columns.days
    for place, joining in reversed(columns.joinings):
        days = [*days[:place], joining.business_on.isoformat(), *days[place:]]
    if columns.active and sorted(columns.ats) != columns.ats:
        return False
    return not days or (days[-1] <= today and sorted(days) == days)


def _active(columns: Columns, lot: int) -> int:
    return columns.active[lot] if columns.active else 0


@lru_cache(maxsize=8192)
def _silent_from(day: str, months: int) -> str:
    return plus_months(dt.date.fromisoformat(day), months).isoformat()


@lru_cache(maxsize=8192)
def _known(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@lru_cache(maxsize=8192)
def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@lru_cache(maxsize=8192)
def _after(text: str) -> dt.date:
    return dt.date.fromisoformat(text) + dt.timedelta(1)


@lru_cache(maxsize=8192)
def _before(text: str) -> str:
    return (dt.date.fromisoformat(text) - dt.timedelta(1)).isoformat()
