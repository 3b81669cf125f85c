"""Keys and messages as plain values, free of Qt, so that presenters can be tested without a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.values.words import Message


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a key.

    Attributes:
        name: `F2`, `Enter`, `Ctrl+Z`, `Alt+1`; empty for a key that only types.
        text: What it types; empty for a key that does not.
        repeat: True where the key is being held.
        at_ms: Monotonic time of the press.
    """

    name: str
    text: str = ""
    repeat: bool = False
    at_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class KeyAction:
    """A key that works now: its legend on the key bar and what it does.

    Attributes:
        key: As `Press.name` has it (`F2`, `Ctrl+Z`).
        hidden: True for a key that works but stands elsewhere (arrows, Pay's own button).
        repeats: Whether holding it down repeats it.
    """

    key: str
    words: Message
    run: Callable[[], None]
    icon: str = ""
    hidden: bool = False
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something said to the person at the till: what happened, what is safe, what to do.

    Attributes:
        tone: `ok`, `info`, `warn` or `err`; errors stay until a key is pressed.
        action: Words, key legend and callable of a button in it.
    """

    words: Message
    tone: str = "info"
    action: tuple[Message, str, Callable[[], None]] | None = None
