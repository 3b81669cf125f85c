"""What the till's side of sync needs from its store, as protocols; storage and the simulator fulfil them.

A *chain* is the till's entries in the epoch that the hub gave it. It is kept for good: a restored hub asks
for it again. Every method group named "one transaction" is kept whole or not at all, and what the counter
records (entry, its place in the chain, the use of a lease) is one transaction with the sale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import msgspec

from app.sync.wire import Entry, Row


class TillState(msgspec.Struct, frozen=True):
    """Where a till stands with its hub; durable.

    Attributes:
        epoch: The life that the hub gave; 0 before the first.
        hub: Incarnation of the hub it follows; 0 for none.
        acked: The hub has confirmed the chain up to here.
        fresh: It needs a new epoch and asks under `nonce`; until then it neither pushes nor spends what it was lent.
        suspect: It found itself restored: nothing lent is spent until the hub knows.
        contested: Another installation uses the same key, and a person has to decide.
        rid: The last number given to a request about a lease; only rises.
    """

    epoch: int = 0
    hub: int = 0
    acked: int = 0
    fresh: bool = True
    nonce: str = ""
    suspect: bool = False
    contested: bool = False
    rid: int = 0


class Head(msgspec.Struct, frozen=True):
    """The last place of a chain; seq 0 and 32 zero bytes for an empty one."""

    seq: int
    digest: bytes


class Lease(msgspec.Struct, frozen=True):
    """What may be spent of an account without asking: cumulative within an epoch.

    Attributes:
        rid: The request whose answer counts; an older answer changes nothing.
        returned: A lowered limit that the hub has not confirmed yet.
        target: What was asked for and not answered yet; 0 for nothing.
    """

    limit: int = 0
    used: int = 0
    rid: int = 0
    returned: bool = False
    target: int = 0

    @property
    def free(self) -> int:
        """Units that may still be spent."""
        return max(0, self.limit - self.used)


class Booking(msgspec.Struct, frozen=True):
    """Units set aside at the hub for one sale.

    Attributes:
        state: asked (no answer yet), held (the sale may spend it), spent (it did, until the hub knows), dropping
            (will not be, until the hub knows).
    """

    account: str
    units: int
    state: str = "asked"


class TillWork(Protocol):
    """One transaction on the till's store."""

    def state(self) -> TillState: ...
    def put_state(self, state: TillState) -> None: ...
    def head(self) -> Head: ...
    def digest_at(self, seq: int) -> bytes:
        """Chain hash at a place; 32 zero bytes at 0; empty where the chain does not reach."""
        ...

    def chain(self, after: int, limit: int) -> Sequence[Entry]: ...
    def entries(self) -> int:
        """How many entries this till has recorded in all its lives, as far as it remembers."""
        ...

    def end_life(self) -> None:
        """Empty the chain; everything in it waits to be issued anew. Leases and bookings are gone."""
        ...

    def begin_life(self, epoch: int) -> None:
        """Issue everything that waits under a new epoch: same ids, in canonical order, in a new chain."""
        ...

    def leases(self) -> Mapping[str, Lease]: ...
    def lease(self, account: str) -> Lease: ...
    def put_lease(self, account: str, lease: Lease) -> None: ...
    def bookings(self) -> Mapping[str, Booking]: ...
    def put_booking(self, sale: str, booking: Booking) -> None: ...
    def drop_booking(self, sale: str) -> None: ...
    def cursor(self, stream: str) -> int: ...
    def has(self, entry: str) -> bool:
        """Whether an entry with this id is kept here."""
        ...

    def apply(self, stream: str, rows: Sequence[Row], cursor: int) -> None:
        """Keep rows whose id is new here, and move the cursor."""
        ...

    def restart_streams(self) -> None:
        """All cursors to 0, and everything of other tills is to be offered."""
        ...

    def offers(self, limit: int) -> Sequence[Entry]: ...
    def offered(self, ids: Sequence[str]) -> None: ...


class TillStore(Protocol):
    """The till's store."""

    def work(self) -> AbstractContextManager[TillWork]: ...


class Witness(Protocol):
    """A small note outside the store of how far the chain had come; it tells a restored store from the latest."""

    def read(self) -> tuple[int, int]:
        """Epoch and seq; (0, 0) where there is none."""
        ...

    def write(self, epoch: int, seq: int) -> None: ...
