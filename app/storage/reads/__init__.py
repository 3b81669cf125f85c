"""Reads: every question the program asks of a shop's database, one class for each family of screens."""

from __future__ import annotations

from app.ledger.entries import Joining
from app.loyalty.moment import Moment
from app.storage.reads.history import HistoryQueries
from app.storage.reads.liability import LiabilityQueries
from app.storage.reads.look import Look
from app.storage.reads.oversight import OversightQueries
from app.storage.reads.privacy import PrivacyQueries
from app.storage.reads.products import ProductQueries
from app.storage.reads.review import ReviewQueries
from app.storage.reads.way_back import WayBackQueries

AFTER_ALL = 1 << 62
"""Later than any clock of a fact."""


class SqlReads(
    LiabilityQueries, ProductQueries, HistoryQueries, WayBackQueries, OversightQueries, PrivacyQueries, ReviewQueries
):
    """Fulfils `ports.Reads` over one connection in one transaction."""

    def __init__(self, look: Look) -> None:
        self.look = look

    def supposing(
        self, *, merged: tuple[str, str] | None = None, parted: tuple[str, ...] = (), moment: Moment
    ) -> SqlReads:
        merges = [each for each in self.look.people.all_merges() if each.id not in parted]
        if merged is not None:
            low, high = sorted(merged)
            merges.append(Joining("supposed", AFTER_ALL, moment.at, moment.business_on, low, high))
        return SqlReads(self.look.supposing(merges))
