"""What approvals, shifts and the audit read of the books, and the waits after wrong PINs that lie beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

import msgspec

from app.facts.envelope import Fact
from app.people.lock_out import Ladder
from app.workflows.rows import ShiftRow


class KeptLadder(msgspec.Struct, frozen=True):
    """A ladder as it was kept: in which run of the program, and how long that had run then."""

    ladder: Ladder
    session: str
    at_ms: int


class ClosedShift(msgspec.Struct, frozen=True):
    """A shift that was closed, with the fact that closed it: its `end` is the Z report."""

    shift: ShiftRow
    closed: Fact


class OversightReads(Protocol):
    """Facts by kind and day, and the shifts of this till."""

    def facts_of(
        self, kinds: Sequence[str], first: dt.date, last: dt.date, *, staff: str = "", limit: int = 0
    ) -> tuple[Fact, ...]:
        """Facts of these kinds between two business dates, both inclusive, the latest first; 0 for all."""
        ...

    def shift_facts(self, shift: str) -> tuple[Fact, ...]:
        """What this till recorded while a shift was open, from its opening on, in order; none for an unknown one."""
        ...

    def shift(self, shift: str) -> ShiftRow | None: ...
    def closed_shifts(self, limit: int = 30) -> tuple[ClosedShift, ...]:
        """This till's closed shifts, the latest first."""
        ...

    def closed_shift(self, shift: str) -> ClosedShift | None: ...
    def last_of(self, kind: str) -> Fact | None:
        """The last fact of a kind that this till recorded in its present life."""
        ...

    def chain_head(self) -> tuple[int, bytes]:
        """Number and chain hash of the last fact of this till in its present life; (0, no bytes) before the first."""
        ...

    def chain_hash_at(self, epoch: int, seq: int) -> bytes:
        """The chain hash of a fact of this till; no bytes where there is none."""
        ...

    def ladder(self, scope: str) -> KeptLadder | None:
        """Where a person (by staff id) or the till (`till`) stands after wrong PINs."""
        ...
