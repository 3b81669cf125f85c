"""Rows of a receipt: laid out to a number of columns, with what a page needs to draw them better.

The layout rule is one: names wrap, amounts never do. A row carries its finished text, which is what a
printer and a text file show; its parts and style are there for a page that has larger letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.devices.paper.code_pages import CodePage, printable, printable_words

Look = Literal["plain", "title", "strong", "big", "code"]
Style = Literal[Look, "rule", "double_rule"]


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        text: Exactly what a text printer prints, no longer than the columns.
        style: How a page draws it; `code` rows stand where the return code's symbols go.
        left, right: The parts of a row that has two, without padding; a centred row has only `left`.
        column: The column after the last character of `right`.
        centred: Whether it stands in the middle.
    """

    text: str
    style: Style = "plain"
    left: str = ""
    right: str = ""
    column: int = 0
    centred: bool = False


class Sheet:
    """Collects rows for one receipt."""

    def __init__(self, columns: int, page: CodePage) -> None:
        self.columns = columns
        self.page = page
        self.rows: list[Row] = []

    def rule(self, *, double: bool = False) -> None:
        """A line across."""
        self.rows.append(Row(("=" if double else "-") * self.columns, "double_rule" if double else "rule"))

    def centre(self, text: str, style: Look = "plain") -> None:
        """Text in the middle, wrapped where it must be, its lines about equally long."""
        for line in balanced(printable_words(text, self.page), self.columns):
            self.rows.append(Row(line.center(self.columns).rstrip(), style, left=line, centred=True))

    def paragraph(self, text: str, style: Look = "plain") -> None:
        """Text from the left edge, wrapped."""
        for line in wrapped(printable_words(text, self.page), self.columns):
            self.rows.append(Row(line, style, left=line))

    def pair(
        self, lefts: str | Sequence[str], right: str, *, pad: int = 0, indent: int = 0, style: Look = "plain"
    ) -> None:
        """Words at the left and an amount at the right, the amount on the last of their lines.

        Args:
            lefts: The words, or several ways of saying them, longest first: the first that fits in one line is
                taken; if none does, the last is wrapped.
            right: The amount; never wrapped.
            pad: Columns kept free right of it.
            indent: Columns kept free left of the words.
        """
        amount = printable(right.replace("\u00a0", " "), self.page)
        column = self.columns - pad
        room = column - len(amount) - 1 - indent
        ways = [
            wrapped(printable_words(left, self.page), room) for left in ([lefts] if isinstance(lefts, str) else lefts)
        ]
        *before, last = next((way for way in ways if len(way) <= 1), ways[-1]) or [""]
        self.rows += [Row(" " * indent + line, style, left=line) for line in before]
        text = " " * indent + last + amount.rjust(column - indent - len(last))
        self.rows.append(Row(text.rstrip(), style, left=last, right=amount, column=column))

    def table(self, cells: Sequence[str], widths: Sequence[int]) -> None:
        """A row of a table: the first cell at the left, the others right-aligned, the last at the right edge.

        Args:
            widths: Columns of each cell but the last.
        """
        first, *others = (printable(cell.replace("\u00a0", " "), self.page) for cell in cells)
        left = first.ljust(widths[0])
        left += "".join(cell.rjust(width) for cell, width in zip(others[:-1], widths[1:], strict=True))
        self.rows.append(Row(left + others[-1].rjust(self.columns - len(left))))

    def two_names(self, left: str, right: str) -> None:
        """Two texts of which either may be long: on one line, or one under the other."""
        first, second = (" ".join(printable_words(text, self.page)) for text in (left, right))
        if len(first) + len(second) < self.columns:
            self.pair(first, second)
            return
        self.paragraph(first)
        self.rows += [
            Row(line.rjust(self.columns), right=line, column=self.columns)
            for line in wrapped(second.split(), self.columns)
        ]

    def lines(self) -> list[str]:
        """The receipt as text."""
        return [row.text for row in self.rows]


def balanced(words: Sequence[str], width: int) -> list[str]:
    """Words in as few lines as `wrapped` makes, none much longer than the others."""
    lines = wrapped(words, width)
    narrowest = max(map(len, words), default=width)
    while width > narrowest and len(narrower := wrapped(words, width - 1)) == len(lines):
        lines, width = narrower, width - 1
    return lines


def wrapped(words: Iterable[str], width: int) -> list[str]:
    """Words in lines of at most `width`; a word longer than a line is cut."""
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
            continue
        lines += [word[start : start + width] for start in range(0, len(word), width)]
    return lines
