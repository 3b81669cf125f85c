"""What is wrong with a row, as data: where it stands, what is there, why it cannot be, what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from app.values.bank_cards import without_bank_cards
from app.values.errors import Refusal
from app.values.words import Message

T = TypeVar("T")
SHOWN_CHARACTERS = 60
ASKED_ONCE = ("import.decimal", "import.dates")
"""Refusals that concern the whole file: the reading of every row hangs on the answer."""


class RowProblem(msgspec.Struct, frozen=True):
    """One thing about one row that its sender should know.

    Attributes:
        line: Physical line of the file where the row begins, from 1.
        column: Our name of the column; empty where the whole row is meant.
        value: What stands there, cut to a length that can be shown.
        code: Stable (`barcode.check`).
        refused: True if the row stays out; False if it came in without this one value.
    """

    line: int
    column: str
    value: str
    code: str
    message: Message
    refused: bool = True


class Findings:
    """The problems of one row while it is read.

    Attributes:
        line: Where the row begins.
        found: In the order of the columns read.
    """

    def __init__(self, line: int) -> None:
        self.line = line
        self.found: list[RowProblem] = []

    @property
    def is_refused(self) -> bool:
        """Whether anything keeps the row out."""
        return any(problem.refused for problem in self.found)

    def take(self, column: str, value: str, read: Callable[[str], T]) -> T | None:
        """Read one cell; a refusal becomes a problem of this row and gives None.

        Raises:
            Refusal: a question about the whole file (`ASKED_ONCE`), with the line in it.
        """
        try:
            return read(value)
        except Refusal as refusal:
            if refusal.code in ASKED_ONCE:
                raise
            self.add(column, value, refusal)
            return None

    def add(self, column: str, value: str, refusal: Refusal, *, refused: bool = True) -> None:
        """Keep a refusal as a problem of this row."""
        value = without_bank_cards(value)
        shown = value if len(value) <= SHOWN_CHARACTERS else value[: SHOWN_CHARACTERS - 1] + "…"
        self.found.append(RowProblem(self.line, column, shown, refusal.code, refusal.message, refused))

    def soften(self, column: str) -> None:
        """Let the row come in without this column after all: something else is enough."""
        self.found = [
            msgspec.structs.replace(problem, refused=False) if problem.column == column else problem
            for problem in self.found
        ]
