"""A purse of the quick pass: places of lots in the order in which they are spent, and what is owed.

It says of places in columns what `app.ledger.purse` says of entries; a test compares both over random days.
"""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Callable
from heapq import heappop, heappush

Draws = list[tuple[int, int]]
"""What a movement took: lots and thousandths."""


class Lots:
    """What is left of each lot, and when it ends; a lot is the place of the entry that made it."""

    __slots__ = ("active", "draws", "ends", "key", "left")

    def __init__(self, left: list[int], ends: list[str], active: list[int]) -> None:
        self.left = left
        self.ends = ends
        self.active = active
        self.draws: dict[int, Draws] = {}
        self.key: Callable[[int], tuple[str, int]] = lambda lot: (ends[lot], lot)


class Queue:
    """Lots that may be spent together.

    Attributes:
        ready: Lots that may be spent, the one that ends first first; used up and ended ones may be among them.
        waiting: Those with a delay, by the instant at which it is over.
        owed: Which movement owes how much, the oldest first; `debt` is the sum.
        silent_from: The day on which everything ends unless something moves before; empty for none.
    """

    __slots__ = ("_lots", "debt", "owed", "ready", "silent_from", "waiting")

    def __init__(self, lots: Lots) -> None:
        self._lots = lots
        self.ready: deque[int] = deque()
        self.waiting: list[tuple[int, int]] = []
        self.debt = 0
        self.owed: list[tuple[int, int]] = []
        self.silent_from = ""

    def put(self, lot: int) -> None:
        """A new lot; a debt is paid from it first."""
        if self.debt:
            self._lots.left[lot] -= self.pay(lot, self._lots.left[lot])
        self._queue(lot)

    def put_back(self, lot: int, points: int) -> None:
        """Points come back to a lot; a debt is paid first."""
        left = self._lots.left
        was_empty = not left[lot]
        left[lot] += points - self.pay(lot, points)
        if was_empty:
            self._queue(lot)

    def pay(self, lot: int, points: int) -> int:
        """Pay what is owed from a lot's points; returns how many went into it."""
        paid = min(self.debt, points)
        left, self.debt = paid, self.debt - paid
        while left:
            spender, amount = self.owed[0]
            part = min(amount, left)
            self._lots.draws[spender].append((lot, part))
            left -= part
            if part == amount:
                self.owed.pop(0)
            else:
                self.owed[0] = (spender, amount - part)
        return paid

    def forgive(self, spender: int, points: int) -> int:
        """Cancel what one movement owes; returns how much of it."""
        for place, (whose, amount) in enumerate(self.owed):
            if whose == spender:
                part = min(amount, points)
                self.debt -= part
                self.owed[place : place + 1] = [(whose, amount - part)] if amount > part else []
                return part
        return 0

    def take(self, points: int, at: int, today: str, spender: int) -> None:
        """Take points from the lots that may be spent, the one that ends first first; the rest is owed."""
        left, ends, ready = self._lots.left, self._lots.ends, self.ready
        while self.waiting and self.waiting[0][0] <= at:
            self._insert(heappop(self.waiting)[1])
        draws = self._lots.draws.setdefault(spender, [])
        while points and ready:
            lot = ready[0]
            there = left[lot]
            if there and ends[lot] >= today:
                if there > points:
                    left[lot] = there - points
                    draws.append((lot, points))
                    return
                left[lot] = 0
                points -= there
                draws.append((lot, there))
            ready.popleft()
        if points:
            self.debt += points
            self.owed.append((spender, points))

    def give_back(self, spender: int, points: int) -> int:
        """Give back what a movement took, the lot drawn last first; returns what found no lot."""
        points -= self.forgive(spender, points)
        draws = self._lots.draws[spender]
        for index in range(len(draws) - 1, -1, -1):
            if not points:
                break
            lot, taken = draws[index]
            back = min(taken, points)
            if back:
                draws[index] = (lot, taken - back)
                points -= back
                self.put_back(lot, back)
        return points

    def take_over(self, other: Queue, at: int, today: str) -> None:
        """Everything of another purse is in this one; what one owed is paid by what the other has."""
        self.ready = deque(sorted((*self.ready, *other.ready), key=self._lots.key))
        self.waiting = sorted([*self.waiting, *other.waiting])
        self.silent_from = max(self.silent_from, other.silent_from)
        owed, self.owed, self.debt = [*self.owed, *other.owed], [], 0
        for spender, points in owed:
            self.take(points, at, today, spender)

    def forget(self) -> None:
        """All its lots have ended."""
        self.ready.clear()
        self.waiting.clear()

    def _queue(self, lot: int) -> None:
        active = self._lots.active
        if active and active[lot]:
            heappush(self.waiting, (active[lot], lot))
        else:
            self._insert(lot)

    def _insert(self, lot: int) -> None:
        ready, key = self.ready, self._lots.key
        if not ready or key(ready[-1]) < key(lot):
            ready.append(lot)
        elif key(lot) < key(ready[0]):
            ready.appendleft(lot)
        else:
            insort(ready, lot, key=key)
