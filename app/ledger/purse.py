"""A purse: the lots that may be spent together, in the order in which they are spent, and what is owed."""

from __future__ import annotations

import datetime as dt
from heapq import heappop, heappush

from app.ledger.entries import PointsEntry
from app.ledger.periods import plus_months

NEVER = 10**9
"""Later than any ordinal of a date: a lot that never ends."""


class OpenLot:
    """A lot while the walk goes on.

    Attributes:
        ends: Ordinal of the last valid day, its own or (`is_silent`) the last one of a silence that was too long.
    """

    __slots__ = ("active_from", "earned", "ends", "entry", "is_silent", "left", "place")

    def __init__(self, entry: PointsEntry, place: int) -> None:
        self.entry = entry
        self.place = place
        self.earned = entry.points_milli
        self.left = entry.points_milli
        self.active_from = entry.active_from
        self.ends = entry.last_valid_on.toordinal() if entry.last_valid_on is not None else NEVER
        self.is_silent = False


Draws = list[tuple[OpenLot, int]]
"""What a movement took, lot by lot; a debt is added to it when a lot pays it."""


class Purse:
    """Lots and debt.

    Attributes:
        lots: In the order in which they came, those used up too.
        debt: Thousandths spent beyond what there was; `owed` has the movements that spent them, the oldest first.
        silent_from: Ordinal of the day on which everything ends unless something moves before; `NEVER` for none.
    """

    __slots__ = ("_months", "_ready", "_today", "_waiting", "debt", "lots", "owed", "silent_from")

    def __init__(self, inactive_months: int = 0) -> None:
        self.lots: list[OpenLot] = []
        self.debt = 0
        self.owed: list[tuple[Draws, int]] = []
        self.silent_from = NEVER
        self._months = inactive_months
        self._ready: list[tuple[int, int, OpenLot]] = []
        self._waiting: list[tuple[int, int, OpenLot]] = []
        self._today = 0

    def put(self, lot: OpenLot) -> None:
        """A new lot; a debt is paid from it first."""
        if self.debt:
            lot.left -= self.pay(lot, lot.left)
        self.lots.append(lot)
        self._queue(lot)

    def pay(self, lot: OpenLot, points: int) -> int:
        """Pay what is owed from a lot's points, the oldest debt first; returns how many went into it.

        Whoever owed has drawn from this lot now: what comes back of that goes back to it, with its end.
        """
        paid = min(self.debt, points)
        left, self.debt = paid, self.debt - paid
        while left:
            draws, amount = self.owed[0]
            part = min(amount, left)
            draws.append((lot, part))
            left -= part
            if part == amount:
                self.owed.pop(0)
            else:
                self.owed[0] = (draws, amount - part)
        return paid

    def forgive(self, draws: Draws, points: int) -> int:
        """Cancel what one movement owes; returns how much of it."""
        for place, (whose, amount) in enumerate(self.owed):
            if whose is draws:
                part = min(amount, points)
                self.debt -= part
                self.owed[place : place + 1] = [(whose, amount - part)] if amount > part else []
                return part
        return 0

    def put_back(self, lot: OpenLot, points: int) -> None:
        """Points come back to a lot of this purse."""
        was_empty = not lot.left
        lot.left += points
        if was_empty:
            self._queue(lot)

    def take(self, points: int, at: int, today: int, draws: Draws | None = None) -> Draws:
        """Take points from the lots that may be spent at this instant and day, the one that ends first first.

        Args:
            draws: Of the movement, where it has taken something before.
        """
        if today < self._today:
            self._look_again()
        self._today = today
        waiting, ready = self._waiting, self._ready
        while waiting and waiting[0][0] <= at:
            _, place, lot = heappop(waiting)
            heappush(ready, (lot.ends, place, lot))
        draws = [] if draws is None else draws
        while points and ready:
            ends, _, lot = ready[0]
            if ends < today or not lot.left:
                heappop(ready)
                continue
            taken = min(lot.left, points)
            lot.left -= taken
            points -= taken
            draws.append((lot, taken))
        if points:
            self.debt += points
            self.owed.append((draws, points))
        return draws

    def moved_on(self, day: dt.date) -> None:
        """Something moved: from here on the silence is counted anew."""
        silent_from = plus_months(day, self._months).toordinal()
        if self.silent_from == NEVER or silent_from > self.silent_from:
            self.silent_from = silent_from

    def fall_silent(self, day: dt.date) -> None:
        """Everything has ended if nothing moved in time before this day."""
        if day.toordinal() < self.silent_from:
            return
        for lot in self.lots:
            if lot.ends >= self.silent_from:
                lot.ends = self.silent_from - 1
                lot.is_silent = True
        self._look_again()

    def take_over(self, other: Purse) -> None:
        """Everything of another purse is in this one."""
        self.lots = sorted([*self.lots, *other.lots], key=lambda lot: lot.place)
        self.debt += other.debt
        self.owed += other.owed
        known = [each for each in (self.silent_from, other.silent_from) if each != NEVER]
        self.silent_from = max(known, default=NEVER)
        self._look_again()

    def _queue(self, lot: OpenLot) -> None:
        if lot.active_from:
            heappush(self._waiting, (lot.active_from, lot.place, lot))
        else:
            heappush(self._ready, (lot.ends, lot.place, lot))

    def _look_again(self) -> None:
        """Of lots from elsewhere, or of a till whose day lags behind: what had ended may be good on this day."""
        self._ready = []
        self._waiting = []
        for lot in self.lots:
            if lot.left:
                self._queue(lot)
