"""Boards: what a panel on the right shows, as data. One widget draws them all.

Finding a member, finding goods, choosing a reward, reducing a price, fixing an unknown code, the menu and
the help are all the same thing: a headline, a hint, and rows to choose from by number, arrows or touch.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.values.words import Message


@dataclass(frozen=True, slots=True)
class Choice:
    """One row.

    Attributes:
        names: The title by language, where it is the shop's own words.
        mark: The key that chooses it (`1`), or empty.
        tone: Colour token of the words at the right.
        run: What choosing it does; None for a row that only informs.
        checked: None for a row without a tick.
    """

    title: Message
    names: dict[str, str] | None = None
    detail: Message | None = None
    right: Message | None = None
    tone: str = "text"
    icon: str = ""
    mark: str = ""
    run: Callable[[], None] | None = None
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading."""

    choices: tuple[Choice, ...]
    title: Message | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """A whole panel.

    Attributes:
        lead: A large line of its own: a price, a name.
        note: Said under the rows, in the tone given.
        chosen: Which of the rows that can be chosen is highlighted; -1 for none.
        primary: The button at the foot, with its key.
        keypad: Whether a number is typed here, so that digits are there to tap.
    """

    title: Message
    icon: str
    hint: Message | None = None
    lead: Message | None = None
    sections: tuple[Section, ...] = ()
    note: Message | None = None
    note_tone: str = "info"
    chosen: int = -1
    primary: tuple[Message, str, Callable[[], None]] | None = None
    keypad: bool = False

    def rows(self) -> tuple[Choice, ...]:
        """All rows that can be chosen, in order."""
        return tuple(choice for section in self.sections for choice in section.choices if choice.run is not None)
