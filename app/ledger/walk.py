"""The walk through a member's entries of one program: which points each movement made, took or gave back.

The lot that ends first is spent first; of lots that end on the same day the older one. Points not yet
active and points that have ended cannot be spent. What cannot be taken from any lot is a debt (a balance
below zero), paid by the next points that come in. Reversals find their own: undoing an accrual takes from
the lots it made, undoing a redemption gives back to the lots it drew from, with their original end.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush

from app.ledger.entries import PointsEntry, canonical

NEVER = 10**9
"""Later than any ordinal of a date: a lot that never ends."""


class OpenLot:
    """A lot while the walk goes on; `ends` is the ordinal of the last valid day."""

    __slots__ = ("active_from", "earned", "ends", "entry", "left", "place")

    def __init__(self, entry: PointsEntry, place: int) -> None:
        self.entry = entry
        self.place = place
        self.earned = entry.points_milli
        self.left = entry.points_milli
        self.active_from = entry.active_from
        self.ends = entry.last_valid_on.toordinal() if entry.last_valid_on is not None else NEVER


class Walk:
    """All lots after all entries.

    Attributes:
        lots: In the order in which they were made, those used up too.
        debt: Thousandths spent or taken back beyond what there was.
    """

    __slots__ = ("_draws", "_ready", "_today", "_waiting", "debt", "lots")

    def __init__(self, entries: Iterable[PointsEntry]) -> None:
        self.lots: list[OpenLot] = []
        self.debt = 0
        self._ready: list[tuple[int, int, OpenLot]] = []
        self._waiting: list[tuple[int, int, OpenLot]] = []
        self._draws: dict[str, list[tuple[OpenLot, int]]] = {}
        self._today = 0
        for entry in sorted(entries, key=canonical):
            if entry.kind == "reverse" and entry.reverses:
                self._reverse(entry)
            elif entry.points_milli > 0:
                self._make(entry)
            else:
                self._spend(entry, -entry.points_milli)

    def _make(self, entry: PointsEntry) -> None:
        lot = OpenLot(entry, len(self.lots))
        paid = min(self.debt, lot.left)
        if paid:
            self.debt -= paid
            lot.left -= paid
        self._queue(lot)
        self.lots.append(lot)
        self._draws[entry.id] = [(lot, entry.points_milli)]

    def _queue(self, lot: OpenLot) -> None:
        if lot.active_from:
            heappush(self._waiting, (lot.active_from, lot.place, lot))
        else:
            heappush(self._ready, (lot.ends, lot.place, lot))

    def _spend(self, entry: PointsEntry, points: int) -> None:
        self._draws[entry.id] = self._take(entry, points)

    def _take(self, entry: PointsEntry, points: int) -> list[tuple[OpenLot, int]]:
        """Take points from the lots that may be spent at this entry, the one that ends first first."""
        today = entry.business_on.toordinal()
        if today < self._today:
            self._look_again()
        self._today = today
        waiting, ready = self._waiting, self._ready
        while waiting and waiting[0][0] <= entry.at:
            _, place, lot = heappop(waiting)
            heappush(ready, (lot.ends, place, lot))
        draws: list[tuple[OpenLot, int]] = []
        while points and ready:
            ends, _, lot = ready[0]
            if ends < today or not lot.left:
                heappop(ready)
                continue
            taken = min(lot.left, points)
            lot.left -= taken
            points -= taken
            draws.append((lot, taken))
        self.debt += points
        return draws

    def _look_again(self) -> None:
        """A till whose day lags behind: lots that had ended for a later day are still good on this one."""
        self._ready = []
        self._waiting = []
        for lot in self.lots:
            if lot.left:
                self._queue(lot)

    def _reverse(self, entry: PointsEntry) -> None:
        drawn = self._draws.get(entry.reverses, [])
        if entry.points_milli < 0:
            rest = self._take_back(drawn, -entry.points_milli)
            if rest:
                self._spend(entry, rest)
            return
        # A debt is paid first: points given back to a lot that has ended would be lost, the debt would stay.
        paid = min(self.debt, entry.points_milli)
        self.debt -= paid
        rest = self._give_back(drawn, entry.points_milli - paid)
        if rest:
            self._make(_renewed(entry, rest))

    def _take_back(self, made: list[tuple[OpenLot, int]], points: int) -> int:
        for lot, _ in made:
            taken = min(lot.left, points)
            lot.left -= taken
            points -= taken
        return points

    def _give_back(self, drawn: list[tuple[OpenLot, int]], points: int) -> int:
        """Give points back to the lots they came from, the one drawn last first; returns what found no lot."""
        for index in range(len(drawn) - 1, -1, -1):
            if not points:
                break
            lot, taken = drawn[index]
            back = min(taken, points)
            if back:
                drawn[index] = (lot, taken - back)
                was_empty = not lot.left
                lot.left += back
                points -= back
                if was_empty:
                    self._queue(lot)
        return points


def _renewed(entry: PointsEntry, points_milli: int) -> PointsEntry:
    return PointsEntry(
        entry.id, entry.program, "reverse", points_milli, entry.at, entry.business_on, entry.hlc,
        entry.active_from, entry.last_valid_on, entry.receipt,
    )  # fmt: skip
