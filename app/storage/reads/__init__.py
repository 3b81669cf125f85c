"""Reads: every question the program asks of a shop's database, one class for each family of screens."""

from __future__ import annotations

from app.storage.reads.history import HistoryQueries
from app.storage.reads.liability import LiabilityQueries
from app.storage.reads.look import Look
from app.storage.reads.oversight import OversightQueries
from app.storage.reads.privacy import PrivacyQueries
from app.storage.reads.products import ProductQueries
from app.storage.reads.review import ReviewQueries
from app.storage.reads.way_back import WayBackQueries


class SqlReads(
    LiabilityQueries, ProductQueries, HistoryQueries, WayBackQueries, OversightQueries, PrivacyQueries, ReviewQueries
):
    """Fulfils `ports.Reads` over one connection in one transaction."""

    def __init__(self, look: Look) -> None:
        self.look = look
