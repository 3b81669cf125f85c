"""How many baskets are put aside; those of an earlier trading day are said once, between two sales."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.values.words import Message, msgn

if TYPE_CHECKING:
    from app.ui.checkout.look import Renewed


class HeldCount:
    """What the key of the held sales shows.

    Attributes:
        count: Baskets that are put aside on this till.
    """

    def __init__(self, say: Callable[[Message, str], None], is_free: Callable[[], bool]) -> None:
        """`is_free` tells whether no sale is open."""
        self._say, self._is_free = say, is_free
        self.count = 0
        self._told = 0

    def note(self, now: Renewed) -> None:
        """Take what was found in the books."""
        self.count = now.held
        if now.held_before and now.held_before != self._told and self._is_free():
            self._told = now.held_before
            words = msgn(
                "{n} held sale is of an earlier day. F7: take it back or discard it.",
                "{n} held sales are of an earlier day. F7: take them back or discard them.",
                now.held_before,
            )
            self._say(words, "warn")
