"""The wire: every message that a till and the hub exchange, version 1.

All are frozen msgspec structs, sent as msgpack arrays (JSON is accepted as the readable form of the same).
A message states facts about its sender; what follows from them is decided by the receiver on its present
state, because messages may be lost, doubled, late and out of order.

Units are whole: thousandths of a point, or 1 for a coupon. An *account* is whatever may not be spent twice:
`points/PROGRAM/MEMBER` or `token/CODE`.
"""

from __future__ import annotations

import msgspec

VERSION = 1
OLDEST_VERSION = 1
LARGEST_BATCH = 2_000
LARGEST_PAGE = 1_000


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A fact without its place in a till's chain; it keeps its id and hash wherever it travels.

    Attributes:
        body: msgpack as it was hashed. record: a person's record beside it, never hashed; empty when erased.
        device, epoch: The till that recorded it, and in which of its lives.
    """

    id: str
    kind: str
    schema: int
    hlc: int
    at: int
    business_on: str
    staff: str
    body: bytes
    device: str
    epoch: int
    record: bytes = b""


class Message(msgspec.Struct, frozen=True, array_like=True, tag_field="m"):
    """Any message."""


class Hello(Message, frozen=True, tag="hello"):
    """A till says where it stands.

    Attributes:
        seq, head: Last place in its chain and the hash there.
        hub: The hub's incarnation that it knows; 0 for none.
        fresh: It asks for a new epoch; `nonce` makes the asking repeatable, `count` is how many entries it has.
        machine: Which installation speaks: two with one device key are told apart by it.
        leases: Limit of each lease it holds; bookings: those it made and has not spent, as (account, units).
    """

    device: str
    epoch: int
    seq: int
    head: bytes
    hub: int
    nonce: str
    fresh: bool = False
    count: int = 0
    machine: str = ""
    leases: dict[str, int] = {}
    bookings: dict[str, tuple[str, int]] = {}
    versions: tuple[int, int] = (OLDEST_VERSION, VERSION)
    at: int = 0


class Push(Message, frozen=True, tag="push"):
    """Entries of the till's chain, dense from `after` + 1 on; `prev` is the chain hash at `after`."""

    device: str
    epoch: int
    hub: int
    after: int
    prev: bytes
    entries: tuple[Entry, ...]


class Offer(Message, frozen=True, tag="offer"):
    """Entries of other tills that a restored hub may lack."""

    device: str
    hub: int
    entries: tuple[Entry, ...]


class Pull(Message, frozen=True, tag="pull"):
    """What came into a stream after a position."""

    device: str
    hub: int
    stream: str
    after: int
    limit: int = LARGEST_PAGE


class LeaseAsked(Message, frozen=True, tag="lease"):
    """The till has spent `used` of an account and would like to be able to spend up to `target`, both cumulative."""

    device: str
    epoch: int
    hub: int
    account: str
    target: int
    rid: int
    used: int = 0


class LeaseReturned(Message, frozen=True, tag="return"):
    """The till has lowered its limit and will not go beyond; everything it spent is in its chain up to `upto`."""

    device: str
    epoch: int
    hub: int
    account: str
    limit: int
    rid: int
    upto: int


class BookingAsked(Message, frozen=True, tag="book"):
    """Set units aside for one sale at once; the id is the sale's and makes the asking repeatable."""

    device: str
    epoch: int
    hub: int
    id: str
    account: str
    units: int


class BookingDropped(Message, frozen=True, tag="unbook"):
    """The sale of a booking will not be: never, also if its asking still arrives."""

    device: str
    epoch: int
    hub: int
    id: str
    account: str


class Welcome(Message, frozen=True, tag="welcome"):
    """Answer to a hello: the hub's facts about this till.

    Attributes:
        fresh: `epoch` is new and was given for `nonce`.
        recovering: The hub was restored and lends nothing until all tills have told what they hold.
        bookings: Sales for which the hub holds something set aside by this till, at most 1,000.
        awaited: The hub waits for the chain to come this far; a till whose chain ends before it was restored since.
    """

    nonce: str
    hub: int
    epoch: int
    seq: int
    head: bytes
    fresh: bool
    recovering: bool = False
    awaited: int = 0
    bookings: tuple[str, ...] = ()
    version: int = VERSION
    at: int = 0


class Fenced(Message, frozen=True, tag="fenced"):
    """Nothing is taken under the epoch `yours`: the till's life is another, or its chain is not the one known here.

    Attributes:
        seq, head: With the same epoch, the hub's place in the chain, for the till to compare; else -1.
    """

    hub: int
    epoch: int
    yours: int
    seq: int = -1
    head: bytes = b""


class Contested(Message, frozen=True, tag="contested"):
    """Two installations use one till's key; a person has to say which one keeps it."""

    hub: int
    yours: str


class GreetFirst(Message, frozen=True, tag="greet"):
    """The till and the hub do not know enough of each other for this: say hello, read what is new, ask again.

    The hub is in another incarnation than the till thinks, or waits for what the till holds, or knows that the
    till spent more than it says.
    """

    hub: int


class Gap(Message, frozen=True, tag="gap"):
    """The batch does not follow on what is here: the chain is here up to `seq`, with this hash there."""

    hub: int
    epoch: int
    seq: int
    head: bytes


class Acked(Message, frozen=True, tag="acked"):
    """Everything up to `seq` is kept; `incidents` are ids of entries that somebody should look at."""

    hub: int
    epoch: int
    seq: int
    incidents: tuple[str, ...] = ()


class Offered(Message, frozen=True, tag="offered"):
    """These are in the ledger now (or were already)."""

    hub: int
    ids: tuple[str, ...]


class Row(msgspec.Struct, frozen=True, array_like=True):
    """An entry in a stream: `pos` is dense from 1."""

    pos: int
    entry: Entry


class Page(Message, frozen=True, tag="page"):
    """Rows after `after`, without a hole; `high` is the stream's last position."""

    hub: int
    stream: str
    after: int
    rows: tuple[Row, ...]
    high: int


class Lent(Message, frozen=True, tag="lent"):
    """The limit that the hub has for this till's lease of an account, in answer to request `rid`."""

    hub: int
    epoch: int
    account: str
    limit: int
    rid: int
    recovering: bool = False


class Booked(Message, frozen=True, tag="booked"):
    """Whether the units are set aside for this sale; `available` is what could be."""

    hub: int
    id: str
    yes: bool
    available: int = 0
    recovering: bool = False


class Unbooked(Message, frozen=True, tag="unbooked"):
    """The booking is gone for good."""

    hub: int
    id: str


class UpdateNeeded(Message, frozen=True, tag="update"):
    """No common version: the till sells and queues on, and has to be updated."""

    hub: int
    versions: tuple[int, int]


class Rejected(Message, frozen=True, tag="rejected"):
    """Not taken and not kept: unknown or revoked till (`who`), broken chain (`chain`), out of bounds (`bounds`)."""

    code: str
    hub: int = 0


Request = Hello | Push | Offer | Pull | LeaseAsked | LeaseReturned | BookingAsked | BookingDropped
Reply = (
    Welcome
    | Fenced
    | Contested
    | GreetFirst
    | Gap
    | Acked
    | Offered
    | Page
    | Lent
    | Booked
    | Unbooked
    | UpdateNeeded
    | Rejected
)
