"""Keys on their way to becoming scans: what a window tells whoever sorts them, and what is answered.

The window knows no scanner and the scanner no window; both know these values. `KeySieve` is fulfilled by the
state machine of `devices`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol


@dataclass(frozen=True, slots=True)
class KeyStroke:
    """A key that went down.

    Attributes:
        at_ms: Time of the event itself, on any clock that runs evenly.
        key: Key number as Linux counts them, 0 where the system does not tell.
        text: What it types under the active layout.
        token: Whatever the feeder needs to replay it.
    """

    at_ms: float
    key: int
    text: str = ""
    shift: bool = False
    ctrl: bool = False
    alt: bool = False
    repeat: bool = False
    token: object = None


@dataclass(frozen=True, slots=True)
class Replay:
    """These keys were typing: hand them on, in order."""

    tokens: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Scan:
    """A code was read.

    Attributes:
        text: As a US keyboard would have typed it, without its end.
        from_keys: False where scan codes were missing, so that the layout may have changed the text.
        end: The sign that ended it (return, line feed, tab, end of transmission), or empty.
        widest_gap_ms: Longest time between two of its keys.
        typed: What the active keyboard layout made of it.
    """

    text: str
    from_keys: bool = True
    end: str = ""
    widest_gap_ms: float = 0.0
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Discard:
    """A torn or overlong scan was dropped: `keys` of it were swallowed. An error tone is due."""

    keys: int


Effect = Replay | Scan | Discard


class Verdict(NamedTuple):
    """What to do with a key: `taken` means that nobody else may see it; the effects come before it."""

    taken: bool
    effects: tuple[Effect, ...] = ()


class KeySieve(Protocol):
    """Sorts keys into typing and scans."""

    @property
    def is_holding(self) -> bool:
        """Whether keys are held, so that `tick` is due `wait_ms` after the last of them."""
        ...

    @property
    def wait_ms(self) -> float:
        """How long silence must last until held keys are decided on."""
        ...

    def feed(self, stroke: KeyStroke) -> Verdict:
        """Take note of a key that went down."""
        ...

    def tick(self, at_ms: float) -> tuple[Effect, ...]:
        """Decide on what is held if silence has lasted long enough."""
        ...
