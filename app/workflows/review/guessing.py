"""Guessing card numbers at a till: whole, well-checked codes of ours that nobody has, one after the other.

A misread fails its check digit and is no guess; goods that the price list lacks are none either. After so many
within minutes look-ups of cards wait a few seconds each, and the owner gets a case (F21).
"""

from __future__ import annotations

from collections import deque

from app.people.cards import is_card_number
from app.people.codes import compact, own_kind
from app.settings.review_limits import Limits
from app.values.clock import Instant
from app.values.ids import named_id
from app.workflows.review.cases import NewCase

DAY_MS = 86_400_000


def is_guessable(code: str) -> bool:
    """Whether a code is whole and of a kind that somebody could guess: a card, a gift card, a coupon, a badge."""
    bare = compact(code.strip())
    return is_card_number(bare) or own_kind(bare) in {"live", "gift_card", "coupon", "badge"}


class Guesses:
    """The unknown codes of one till, in memory: they end with the program."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._unknown: deque[Instant] = deque()
        self._last: Instant = 0

    def wait_ms(self, code: str, at: Instant) -> int:
        """How long to wait before this code may be looked up; 0 at once. Asking counts as the look-up."""
        if not (self.limits.is_on("F21") and is_guessable(code)):
            return 0
        self._forget(at)
        if len(self._unknown) < self.limits["F21.count"]:
            return 0
        wait = self._last + self.limits["F21.wait_ms"] - at
        if wait > 0:
            return wait
        self._last = at
        return 0

    def unknown(self, code: str, *, till: int, staff: str, at: Instant) -> NewCase | None:
        """Nobody has this code; returns the case where that is one too many."""
        if not (self.limits.is_on("F21") and is_guessable(code)):
            return None
        self._forget(at)
        self._unknown.append(at)
        self._last = at
        if len(self._unknown) != self.limits["F21.count"]:
            return None
        day = str(at // DAY_MS)
        return NewCase(
            named_id("review", "F21", day, str(till), staff), "F21", staff, figures={"count": len(self._unknown)}
        )

    def _forget(self, at: Instant) -> None:
        since = at - self.limits["F21.minutes"] * 60_000
        while self._unknown and self._unknown[0] < since:
            self._unknown.popleft()
