"""What the hub's rules need from its store, as protocols: one transaction per request, every key within a tenant.

PostgreSQL and the simulator fulfil them. Whatever a method is called on is locked until the transaction ends
where the docstring says so; heads, leases and bookings are only ever read so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import msgspec

from app.sync.wire import Entry, Row


class Device(msgspec.Struct, frozen=True):
    """A till as the hub knows it.

    Attributes:
        epoch: Its one living epoch; everything under another is fenced for ever.
        nonce: Under which the epoch was asked for; asking again gives the same.
        machine: The installation that the epoch was given to; empty before the first.
        needs: Leases of older epochs return to the pool, and new ones are lent, once the chain has come this far.
        declared: In this incarnation of the hub it has told what it holds.
        caught_up: ... and its chain has come to where it was then.
    """

    id: str
    shop: str = ""
    epoch: int = 0
    nonce: str = ""
    machine: str = ""
    needs: int = 0
    declared: bool = True
    caught_up: bool = True
    revoked: bool = False


class ChainHead(msgspec.Struct, frozen=True):
    """The last place of a device's chain in an epoch."""

    seq: int
    digest: bytes


class Grant(msgspec.Struct, frozen=True):
    """What a device may spend of an account in an epoch, and what of it came in as spent.

    Attributes:
        rid: The last request about it. declared: The till itself said the limit, after the hub was restored.
    """

    limit: int = 0
    spent: int = 0
    rid: int = 0
    declared: bool = False

    @property
    def held(self) -> int:
        """Units that nobody else may have."""
        return max(0, self.limit - self.spent)


class BookingRow(msgspec.Struct, frozen=True):
    """Units set aside for one sale.

    Attributes:
        state: open, spent (its sale came in) or dropped (it never will, or took them from elsewhere).
    """

    device: str
    epoch: int
    account: str
    units: int
    state: str = "open"


class Incident(msgspec.Struct, frozen=True):
    """Something a person should look at; the fact itself was kept.

    Attributes:
        code: clash (one id, two contents), overdrawn, over_lease, unbooked.
    """

    code: str
    entry: str
    device: str
    account: str = ""
    units: int = 0


class Move(msgspec.Struct, frozen=True):
    """What an entry does to an account that may not be spent twice.

    Attributes:
        units: Signed. spends: It was paid with, so it has to be covered.
        cover: lease, booking, risk, or balance (a till of its own); booking: the sale's id.
        home: The device that recorded it may spend it without asking, since nobody else knows of it yet.
    """

    account: str
    units: int
    spends: bool = False
    cover: str = "balance"
    booking: str = ""
    home: bool = False


class Reader(Protocol):
    """Reads entries for the hub's rules; an entry of a kind that it does not know moves nothing and is kept."""

    def moves(self, entry: Entry) -> Sequence[Move]: ...
    def stream(self, entry: Entry, device: Device) -> str:
        """The stream it belongs to: its shop's, or the one of the whole business."""
        ...

    def erases(self, entry: Entry) -> str:
        """The member whom it erases, or empty."""
        ...

    def subject(self, entry: Entry) -> str:
        """The member whose record lies beside it, or empty."""
        ...


class HubWork(Protocol):
    """One transaction for one tenant."""

    def incarnation(self) -> int: ...
    def device(self, device: str) -> Device | None:
        """Locked until the end."""
        ...

    def put_device(self, device: Device) -> None: ...
    def head(self, device: str, epoch: int) -> ChainHead: ...
    def put_head(self, device: str, epoch: int, head: ChainHead) -> None:
        """The chain is here up to this place, whose hash is remembered for good."""
        ...

    def digest_at(self, device: str, epoch: int, seq: int) -> bytes:
        """Chain hash at the end of a batch; 32 zero bytes at 0; empty where no batch ended."""
        ...

    def known(self, entries: Sequence[Entry]) -> Mapping[str, bytes]:
        """Of these, the ids that are here already, each with its entry digest."""
        ...

    def append(self, stream: str, entries: Sequence[tuple[Entry, bytes]]) -> int:
        """Number entries (with their digests, without records) in their stream, in order, without a hole.

        Returns the first position.
        """
        ...

    def keep_records(self, records: Sequence[tuple[str, str, bytes]]) -> None:
        """Keep records beside their entries: id of the entry, member, record."""
        ...

    def rows(self, stream: str, after: int, limit: int) -> tuple[Sequence[Row], int]:
        """Rows in order of position, and the last position of the stream."""
        ...

    def add(self, deltas: Mapping[str, int]) -> Mapping[str, int]:
        """Add to balances; the balances after, locked."""
        ...

    def balance(self, account: str) -> int:
        """Locked, also where there is none yet."""
        ...

    def held(self, account: str) -> int:
        """Sum of what grants and open bookings of the account hold."""
        ...

    def grant(self, device: str, epoch: int, account: str) -> Grant: ...
    def put_grant(self, device: str, epoch: int, account: str, grant: Grant) -> None: ...
    def release(self, device: str, before: int) -> None:
        """Grants and open bookings of the device's epochs before this one hold nothing any more."""
        ...

    def bookings(self, device: str) -> Sequence[str]:
        """Sales of the device's open bookings."""
        ...

    def booking(self, sale: str) -> BookingRow | None: ...
    def put_booking(self, sale: str, booking: BookingRow) -> None: ...
    def note(self, incident: Incident) -> None: ...
    def recovering(self) -> bool:
        """Whether a restored hub still waits for a till."""
        ...

    def erase(self, member: str) -> None:
        """Drop every record of a member, now and for whatever still comes."""
        ...

    def erased(self, members: Sequence[str]) -> frozenset[str]: ...


class HubStore(Protocol):
    """The hub's store."""

    def work(self, tenant: str) -> AbstractContextManager[HubWork]: ...
