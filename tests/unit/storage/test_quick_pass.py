"""The quick pass over random histories is the ledger's walk: accounts that became one, silence, delays, way back."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

import pytest

from app.ledger.entries import Joining, PointsEntry
from app.ledger.lots import lots_as_of
from app.ledger.statement import statement
from app.storage.reads.columns import Columns
from app.storage.reads.in_line import InLine

FIRST = dt.date(2026, 1, 1)
DAY_MS = 86_400_000


@dataclass
class History:
    """What happened to one person, drawn by chance."""

    draw: random.Random
    entries: list[PointsEntry] = field(default_factory=list)
    joinings: list[tuple[int, Joining]] = field(default_factory=list)
    undone: dict[str, int] = field(default_factory=dict)
    day: int = 0

    @property
    def on(self) -> dt.date:
        return FIRST + dt.timedelta(self.day)

    @property
    def count(self) -> int:
        return len(self.entries) + len(self.joinings)

    def at(self) -> int:
        return self.day * DAY_MS + self.count

    def entry(self, kind, points, account, *, reverses="", delay=0):
        ends = self.draw.choice((None, 0, 3, 10, 10, 10, 40)) if points > 0 and not reverses else None
        last = None if ends is None else self.on + dt.timedelta(ends)
        active = self.at() + delay * DAY_MS if delay and points > 0 else 0
        id_ = f"{self.count:06d}"
        made = PointsEntry(
            id_, "club", kind, points, self.at(), self.on, self.count, active, last, f"r{id_}", reverses, account
        )  # fmt: skip
        self.entries.append(made)

    def step(self, accounts: str, delay: int) -> None:
        draw = self.draw
        self.day += draw.choice((0, 0, 0, 1, 1, 2, 9, 35 if draw.random() < 0.2 else 0))
        what, account = draw.random(), draw.choice(accounts)
        if what < 0.45:
            self.entry("earn", draw.randint(1, 60), account, delay=draw.choice((0, delay)))
        elif what < 0.75:
            self.entry("spend", -draw.randint(1, 70), account)
        elif what < 0.95 and self.entries:
            self.way_back(draw.choice(self.entries))
        elif len(self.joinings) < len(accounts) - 1:
            low, high = sorted(draw.sample(accounts, 2))
            joining = Joining(f"{self.count:06d}", self.count, self.at(), self.on, low, high)
            self.joinings.append((len(self.entries), joining))

    def way_back(self, of: PointsEntry) -> None:
        left = abs(of.points_milli) - self.undone.get(of.id, 0)
        if of.kind == "reverse" or not left:
            return
        points = self.draw.randint(1, left)
        self.undone[of.id] = self.undone.get(of.id, 0) + points
        self.entry("reverse", points if of.points_milli < 0 else -points, of.account, reverses=of.id)

    def columns(self, several: bool) -> Columns:
        rows = self.entries
        return Columns(
            [row.points_milli for row in rows],
            [row.business_on.isoformat() for row in rows],
            [row.last_valid_on.isoformat() if row.last_valid_on else "" for row in rows],
            [row.at for row in rows],
            [row.kind if row.kind not in {"earn", "spend"} else None for row in rows],
            [None for _ in rows],
            [row.id for row in rows],
            0,
            [row.reverses or None for row in rows],
            [row.active_from for row in rows] if any(row.active_from for row in rows) else [],
            [row.account for row in rows] if several else [],
            self.joinings,
        )


@pytest.mark.parametrize("months", [0, 1])
@pytest.mark.parametrize("delay", [0, 4])
@pytest.mark.parametrize("accounts", ["a", "ab", "abc"])
def test_it_says_what_the_walk_says(accounts, delay, months):
    simple = 0
    for seed in range(60):
        history = History(random.Random(f"{seed}{accounts}{delay}{months}"))
        for _ in range(60):
            history.step(accounts, delay)
        history.day += history.draw.choice((0, 1, 12, 60))
        quick = InLine(history.columns(len(accounts) > 1), history.on, months)
        if not quick.simple:
            continue
        simple += 1
        joinings = [each for _, each in history.joinings]
        more = {"inactive_months": months, "joinings": joinings}
        assert quick.open_lots(history.on) == lots_as_of(history.entries, history.at(), history.on, **more)
        walked = statement(history.entries, FIRST, history.on, **more)
        shown = quick.statement(history.on, [row.receipt for row in history.entries])
        assert [
            (row.at, row.business_on, row.kind, row.points_milli, row.balance_milli, row.receipt, row.last_valid_on,
             row.active_from, row.reason) for row in shown
        ] == [
            (row.at, row.business_on, row.kind, row.points_milli, row.balance_milli, row.receipt, row.last_valid_on,
             row.active_from, row.reason) for row in walked.lines
        ]  # fmt: skip
    assert simple > 45


def test_what_it_cannot_follow_it_does_not_say():
    history = History(random.Random(1))
    history.entry("earn", 50, "a")
    history.entry("spend", -20, "a")
    rows = history.columns(several=False)
    assert InLine(rows, FIRST).simple
    assert not InLine(rows._replace(listed=1), FIRST).simple
    assert not InLine(rows._replace(days=["2026-01-02", "2026-01-01"]), FIRST).simple
    assert not InLine(rows, FIRST - dt.timedelta(1)).simple
    assert not InLine(rows._replace(kinds=[None, "reverse"], reverses=[None, "unknown"]), FIRST).simple
    assert not InLine(rows._replace(active=[5, 0], ats=[9, 8]), FIRST).simple
