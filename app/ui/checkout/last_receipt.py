"""Ctrl+P: the last receipt once more, on paper where the till has a printer, and as a file in any case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from app.values.words import msg
from app.workflows.paper import RECEIPT_COPY

if TYPE_CHECKING:
    from app.ui.checkout.modes.base import Floor
    from app.workflows.ports import Reads


def print_last(floor: Floor) -> None:
    """Print a copy of the last sale of this till; says so where there is none."""
    copy, at = floor.service(RECEIPT_COPY), floor.till.now()

    def make(reads: Reads) -> str:
        rows = reads.recent_receipts(1)
        if not rows or copy is None:
            return ""
        files = cast("Sequence[str]", copy(reads, rows[0].sale, at))
        return rows[0].number if files else ""

    def said(number: str) -> None:
        if number:
            floor.say(msg("A copy of receipt {number} is on its way.", number=number), "ok")
        else:
            floor.say(msg("There is no receipt yet."))

    floor.ask(make, said)
