"""What a command says, and in whose language: results on standard output, everything else beside it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from app.values.errors import Expected
from app.values.words import Message

if TYPE_CHECKING:
    from app.values.locales import Words


class Speaker:
    """Says messages to whoever runs the command.

    Attributes:
        language: `en` or `ru`.
        zone: The shop's time zone, once a shop is open.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.zone = "UTC"

    @cached_property
    def words(self) -> Words:
        """Numbers, money and dates in the reader's language; loads CLDR, so only where it is needed."""
        from app.values.locales import Words

        return Words(self.language, self.zone, plain_spaces=True)

    def at(self, zone: str) -> None:
        """Speak of times by this shop's clock from now on."""
        self.zone = zone
        self.__dict__.pop("words", None)

    def text(self, message: Message) -> str:
        """The message in the reader's language."""
        if self.language == "en" and all(isinstance(value, str) for _, value in message.fields):
            return message.english()
        return self.words.say(message)

    def say(self, message: Message) -> None:
        """A line of the result."""
        print(self.text(message))

    def print(self, line: str = "") -> None:
        """A line that is nobody's words: data."""
        print(line)

    def data(self, value: Any) -> None:
        """A result for another program: JSON."""
        print(json.dumps(value, ensure_ascii=False, indent=2))

    def note(self, message: Message) -> None:
        """Something beside the result."""
        print(self.text(message), file=sys.stderr)

    def complain(self, expected: Expected) -> None:
        """What a refusal or a trouble says."""
        title = self.text(expected.title)
        print(f"{title}: {self.text(expected.message)}" if title else self.text(expected.message), file=sys.stderr)

    def table(self, rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> None:
        """Columns of equal width; `right` are the places of columns that end flush."""
        rows = [tuple(row) for row in rows]
        if not rows:
            return
        widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (
                cell.rjust(width) if place in right else cell.ljust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            print("  ".join(cells).rstrip())

    def close_output(self) -> None:
        """Nobody reads any more: let the interpreter end without a complaint about it."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
