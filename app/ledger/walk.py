"""The walk through a member's entries of one program: which points each movement made, took or gave back.

The lot that ends first is spent first; of lots that end on the same day the older one. Points not yet
active and points that have ended cannot be spent. What cannot be taken from any lot is a debt (a balance
below zero), paid by the next points that come in. Reversals find their own: undoing an accrual takes from
the lots it made, undoing a redemption gives back to the lots it drew from, with their original end.

A person who was joined twice has two purses until the place in the order where they became one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import chain

from app.ledger.entries import Joining, PointsEntry, canonical
from app.ledger.purse import NEVER, Draws, OpenLot, Purse

__all__ = ["NEVER", "OpenLot", "Walk"]


class Walk:
    """All lots after all entries.

    Attributes:
        lots: In the order in which they were made, those used up too.
            What is left in one whose last day is over ended the day after it.
        debt: Thousandths spent or taken back beyond what there was.
    """

    __slots__ = ("_draws", "_joined", "lots")

    def __init__(
        self,
        entries: Iterable[PointsEntry],
        *,
        joinings: Sequence[Joining] = (),
        inactive_months: int = 0,
        today: dt.date | None = None,
    ) -> None:
        """Walk.

        Args:
            entries: Of one person and one program, in any order.
            joinings: Where that person's accounts became one.
            inactive_months: Where the program ends all points so many months after the last movement; else 0.
            today: The day up to which silence counts; None stops at the last entry.
        """
        self.lots: list[OpenLot] = []
        self._joined: dict[str, Purse] = {}
        self._draws: dict[str, Draws] = {}
        steps: Iterable[PointsEntry | Joining] = chain(entries, joinings) if joinings else entries
        for step in sorted(steps, key=canonical):
            if isinstance(step, Joining):
                self._join(step, inactive_months)
            else:
                self._move(step, inactive_months)
        if today is not None and inactive_months:
            for purse in self._open_purses():
                purse.fall_silent(today)

    @property
    def debt(self) -> int:
        """Of all purses."""
        return sum(purse.debt for purse in self._open_purses())

    def _open_purses(self) -> list[Purse]:
        return list({id(purse): purse for purse in self._joined.values()}.values())

    def _purse(self, account: str, inactive_months: int) -> Purse:
        purse = self._joined.get(account)
        if purse is None:
            purse = self._joined[account] = Purse(inactive_months)
        return purse

    def _join(self, joining: Joining, inactive_months: int) -> None:
        """One purse of two; what one owed is paid by what the other has."""
        kept, other = (self._purse(account, inactive_months) for account in (joining.low, joining.high))
        if kept is other:
            return
        for purse in (kept, other):
            purse.fall_silent(joining.business_on)
        kept.take_over(other)
        for account, purse in self._joined.items():
            if purse is other:
                self._joined[account] = kept
        owed, kept.owed, kept.debt = kept.owed, [], 0
        for draws, points in owed:
            kept.take(points, joining.at, joining.business_on.toordinal(), draws)

    def _move(self, entry: PointsEntry, inactive_months: int) -> None:
        purse = self._joined.get(entry.account) or self._purse(entry.account, inactive_months)
        if inactive_months:
            purse.fall_silent(entry.business_on)
            purse.moved_on(entry.business_on)
        if entry.kind == "reverse" and entry.reverses:
            self._reverse(purse, entry)
        elif entry.points_milli > 0:
            self._make(purse, entry)
        else:
            self._draws[entry.id] = purse.take(-entry.points_milli, entry.at, entry.business_on.toordinal())

    def _make(self, purse: Purse, entry: PointsEntry) -> None:
        lot = OpenLot(entry, len(self.lots))
        purse.put(lot)
        self.lots.append(lot)
        self._draws[entry.id] = [(lot, entry.points_milli)]

    def _reverse(self, purse: Purse, entry: PointsEntry) -> None:
        drawn = self._draws.get(entry.reverses, [])
        if entry.points_milli < 0:
            rest = _take_back(drawn, -entry.points_milli)
            if rest:
                self._draws[entry.id] = purse.take(rest, entry.at, entry.business_on.toordinal())
            return
        rest = _give_back(purse, drawn, entry.points_milli - purse.forgive(drawn, entry.points_milli))
        if rest:
            self._make(purse, _renewed(entry, rest))


def _take_back(made: Draws, points: int) -> int:
    for lot, _ in made:
        taken = min(lot.left, points)
        lot.left -= taken
        points -= taken
    return points


def _give_back(purse: Purse, drawn: Draws, points: int) -> int:
    """Give points back to the lots they came from, the one drawn last first; returns what found no lot.

    A debt is paid first: points given back to a lot that has ended would be lost, the debt would stay.
    """
    for index in range(len(drawn) - 1, -1, -1):
        if not points:
            break
        lot, taken = drawn[index]
        back = min(taken, points)
        if back:
            drawn[index] = (lot, taken - back)
            points -= back
            purse.put_back(lot, back - purse.pay(lot, back))
    return points


def _renewed(entry: PointsEntry, points_milli: int) -> PointsEntry:
    return PointsEntry(
        entry.id, entry.program, "reverse", points_milli, entry.at, entry.business_on, entry.hlc,
        entry.active_from, entry.last_valid_on, entry.receipt,
    )  # fmt: skip
