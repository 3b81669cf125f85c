"""The reviewer: lets the watch see what was recorded since it last looked, and keeps what it saw as cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.facts.upcast import read_body
from app.insight.fraud.happenings import KINDS, Happening, happening_of
from app.insight.fraud.watch import Watch
from app.values.errors import Refusal
from app.workflows.review.cases import NewCase, keep_cases
from app.workflows.review.holds import limits_of

if TYPE_CHECKING:
    from app.workflows.acting import Acting
    from app.workflows.ports import Books, Reads

REACH_MS = 200 * 86_400_000
"""How far back the watch begins: far enough to know who was away for half a year."""

AT_ONCE = 1000
"""Facts that are looked at in one go, so that nobody at the till waits for the watch."""


class Reviewer:
    """One watch over one shop's books; made anew when the shop's thresholds change.

    Attributes:
        is_up_to_date: Whether the last look reached the end of the books.
    """

    def __init__(self) -> None:
        self._watch: Watch | None = None
        self._limits: tuple[str, ...] = ()
        self._place = 0
        self.is_up_to_date = False

    def review(self, books: Books, acting: Acting) -> int:
        """See all that is new and keep what the rules saw; returns how many new cases there are."""
        count = 0
        while True:
            with books.reads() as reads:
                found = self.look(reads, acting)
            count += keep_cases(books, found, acting)
            if self.is_up_to_date:
                return count

    def look(self, reads: Reads, acting: Acting) -> list[NewCase]:
        """What the rules see in the next of what was recorded since the last look; one thread at a time."""
        watch = self._watch_of(reads, acting)
        found: list[NewCase] = []
        for it in self._happenings(reads, acting):
            for flag in watch.see(it):
                found.append(NewCase(flag.case, flag.rule, flag.subject, flag.member, flag.sales, flag.figures))
        return found

    def _watch_of(self, reads: Reads, acting: Acting) -> Watch:
        texts = acting.shop.settings.review_limits
        if self._watch is None or texts != self._limits:
            known = [row.id for is_open in (True, False) for row in reads.cases(is_open=is_open, limit=100_000)]
            self._watch, self._limits, self._place = Watch(limits_of(acting.shop), known), texts, 0
        return self._watch

    def _happenings(self, reads: Reads, acting: Acting) -> list[Happening]:
        zone, found = acting.shop.settings.zone, []
        since = acting.at - REACH_MS
        rows = reads.facts_after(self._place, KINDS, since, limit=AT_ONCE)
        self.is_up_to_date = len(rows) < AT_ONCE
        for place, fact in rows:
            self._place = place
            try:
                it = happening_of(fact, read_body(fact), zone)
            except Refusal:
                continue  # of a newer program: another till sees it
            if it is not None:
                found.append(it)
        return found
