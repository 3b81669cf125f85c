"""Waiting after wrong PINs: a ladder, so that a person who mistypes waits little and a guesser waits for ever.

Two wrong ones are free; then 2, 5 and 15 seconds, then 1, 5, 15 and 60 minutes, and 60 for each one after
that. What is counted is time in which the program ran: neither the clock nor a restart shortens a wait. An
hour without a wrong PIN takes one off the count; signing in takes off only the count of that person, so that
nobody can wipe out their guesses at other people's PINs with their own.
"""

from __future__ import annotations

import msgspec

SECOND, MINUTE = 1000, 60_000
WAITS_MS = (0, 0, 2 * SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE)
FREE = 2
CALM_MS = 60 * MINUTE


class Ladder(msgspec.Struct, frozen=True):
    """Where somebody (or the whole till) stands on the ladder.

    Attributes:
        wrong: Wrong PINs that count.
        wait_ms: What is left to wait, as of the running time it was kept at.
        calm_ms: Running time since the last wrong one (or since one was taken off).
    """

    wrong: int = 0
    wait_ms: int = 0
    calm_ms: int = 0

    def after(self, ran_ms: int) -> Ladder:
        """The ladder after the program ran for so long without a wrong PIN."""
        ran_ms = max(ran_ms, 0)
        calm = self.calm_ms + ran_ms
        off = min(calm // CALM_MS, self.wrong)
        return Ladder(self.wrong - off, max(self.wait_ms - ran_ms, 0), calm - off * CALM_MS if off else calm)

    def failed(self) -> Ladder:
        """The ladder after one more wrong PIN."""
        wrong = self.wrong + 1
        return Ladder(wrong, WAITS_MS[min(wrong, len(WAITS_MS)) - 1], 0)

    @property
    def left(self) -> int:
        """How many more wrong ones are free."""
        return max(FREE - self.wrong, 0)
