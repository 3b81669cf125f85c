"""The till's half of the protocol: what it says next, and what an answer changes. No clock, no network, no disk.

Selling never waits for this. Every answer is judged on the till's present state, because it may be late,
doubled, or from a hub that no longer is.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from app.sync.chain import GENESIS
from app.sync.ports import Booking, Lease, TillState, TillStore, TillWork, Witness
from app.sync.wire import (
    LARGEST_PAGE,
    Acked,
    Booked,
    BookingAsked,
    BookingDropped,
    Contested,
    Fenced,
    Gap,
    GreetFirst,
    Hello,
    LeaseAsked,
    LeaseReturned,
    Lent,
    Offer,
    Offered,
    Page,
    Pull,
    Push,
    Reply,
    Unbooked,
    Welcome,
)

replace = msgspec.structs.replace
FIRST_BATCH = 500
OFFER_BATCH = 500


class TillSync:
    """One till's conversation with its hub.

    Args:
        device: The till's id at the hub. machine: This installation's; another one's for a copied database.
        new_id: Makes ids that never repeat.
    """

    def __init__(
        self, device: str, store: TillStore, new_id: Callable[[], str], *, machine: str, streams: tuple[str, ...]
    ) -> None:
        self.device = device
        self.machine = machine
        self.streams = streams
        self._store = store
        self._new_id = new_id
        self._greeting = ""
        self.greeted = False

    # ------------------------------------------------------------ start

    def start(self, witness: Witness) -> None:
        """Compare the store with its witness: behind it, the store was restored, and a new life is needed."""
        self.greeted = False
        with self._store.work() as work:
            state = work.state()
            if not state.fresh and (state.epoch, work.head().seq) < witness.read():
                self._end_life(work, suspect=True)

    # ------------------------------------------------------------ what to say

    def hello(self) -> Hello:
        """Where this till stands."""
        with self._store.work() as work:
            state = work.state()
            if state.fresh and not state.nonce:
                state = replace(state, nonce=self._new_id())
                work.put_state(state)
            self._greeting = state.nonce if state.fresh else self._new_id()
            head = work.head()
            held = {sale: (b.account, b.units) for sale, b in work.bookings().items() if b.state == "held"}
            return Hello(
                device=self.device,
                epoch=state.epoch,
                seq=head.seq,
                head=head.digest,
                hub=state.hub,
                nonce=self._greeting,
                fresh=state.fresh,
                count=work.entries(),
                machine=self.machine,
                leases={account: lease.limit for account, lease in work.leases().items()},
                bookings=held,
            )

    def push(self, limit: int = FIRST_BATCH) -> Push | None:
        """The next batch of the chain, or None where all is confirmed."""
        with self._store.work() as work:
            state = work.state()
            if state.fresh or state.acked >= work.head().seq:
                return None
            entries = tuple(work.chain(state.acked, limit))
            return Push(self.device, state.epoch, state.hub, state.acked, work.digest_at(state.acked), entries)

    def pull(self, stream: str, limit: int = LARGEST_PAGE) -> Pull | None:
        """The next page of a stream."""
        with self._store.work() as work:
            state = work.state()
            return None if state.fresh else Pull(self.device, state.hub, stream, work.cursor(stream), limit)

    def offer(self, limit: int = OFFER_BATCH) -> Offer | None:
        """Other tills' entries for a restored hub, or None where it has them all."""
        with self._store.work() as work:
            state = work.state()
            entries = () if state.fresh else tuple(work.offers(limit))
            return Offer(self.device, state.hub, entries) if entries else None

    def ask(self, account: str, units: int) -> LeaseAsked | None:
        """Ask to be able to spend `units` more of an account offline."""
        with self._store.work() as work:
            state = work.state()
            if state.fresh or state.suspect:
                return None
            rid = self._next_rid(work, state)
            lease = work.lease(account)
            target = lease.used + units
            work.put_lease(account, replace(lease, rid=rid, returned=False, target=target))
            return LeaseAsked(self.device, state.epoch, state.hub, account, target, rid, lease.used)

    def give_back(self, account: str) -> LeaseReturned | None:
        """Lower the own limit to what was used, durably, then tell; None while something spent is not confirmed."""
        with self._store.work() as work:
            state = work.state()
            lease = work.lease(account)
            if state.fresh or not lease.free or state.acked < work.head().seq:
                return None
            rid = self._next_rid(work, state)
            work.put_lease(account, replace(lease, limit=lease.used, rid=rid, returned=True, target=0))
            return LeaseReturned(self.device, state.epoch, state.hub, account, lease.used, rid, work.head().seq)

    def leases_again(self) -> tuple[LeaseAsked | LeaseReturned, ...]:
        """What was asked for or given back and not answered yet: the same requests once more."""
        with self._store.work() as work:
            state, made = work.state(), list[LeaseAsked | LeaseReturned]()
            if state.fresh:
                return ()
            for account, lease in work.leases().items():
                who = (self.device, state.epoch, state.hub, account)
                if lease.returned:
                    made.append(LeaseReturned(*who, lease.limit, lease.rid, state.acked))
                elif lease.target:
                    made.append(LeaseAsked(*who, lease.target, lease.rid, lease.used))
            return tuple(made)

    def book(self, sale: str, account: str, units: int) -> BookingAsked | None:
        """Set units aside for a sale; it is noted before it is asked, so that it can be asked again or dropped."""
        with self._store.work() as work:
            state = work.state()
            if state.fresh or state.suspect:
                return None
            work.put_booking(sale, Booking(account, units))
            return BookingAsked(self.device, state.epoch, state.hub, sale, account, units)

    def drop(self, sale: str) -> BookingDropped | None:
        """The sale will not spend its booking (it was given up, or took it from the lease)."""
        with self._store.work() as work:
            booking = work.bookings().get(sale)
            if booking is None:
                return None
            work.put_booking(sale, replace(booking, state="dropping"))
            state = work.state()
            return BookingDropped(self.device, state.epoch, state.hub, sale, booking.account)

    def drops_again(self) -> tuple[BookingDropped, ...]:
        """What was dropped and not yet heard of."""
        with self._store.work() as work:
            state = work.state()
            dropping = [(sale, b.account) for sale, b in work.bookings().items() if b.state == "dropping"]
            return tuple(
                BookingDropped(self.device, state.epoch, state.hub, sale, account) for sale, account in dropping
            )

    # ------------------------------------------------------------ what an answer changes

    def receive(self, reply: Reply) -> None:
        """Take an answer in; an answer that no longer concerns this life of the till changes nothing."""
        with self._store.work() as work:
            if isinstance(reply, Welcome):
                self._on_welcome(work, reply)
            elif isinstance(reply, Fenced):
                self._on_fenced(work, reply)
            elif isinstance(reply, Contested):
                if reply.yours == self.machine:
                    work.put_state(replace(work.state(), contested=True))
            elif isinstance(reply, GreetFirst):
                self.greeted = False
            elif isinstance(reply, Page):
                self._on_page(work, reply)
            elif isinstance(reply, Acked | Gap | Lent):
                self._in_this_life(work, reply)
            elif isinstance(reply, Offered | Booked | Unbooked) and reply.hub == work.state().hub:
                self._from_this_hub(work, reply)

    def _on_welcome(self, work: TillWork, reply: Welcome) -> None:
        state = work.state()
        if not self._greeting or reply.nonce != self._greeting:
            return
        # One answer to one hello: its double must not stand for the next.
        self._greeting = ""
        if reply.fresh:
            if state.fresh:
                self._begin_life(work, reply)
            return
        if state.fresh or reply.epoch != state.epoch:
            return
        if self._diverged(work, reply.seq, reply.head) or reply.awaited > work.head().seq:
            self._end_life(work)
            return
        self.greeted = True
        self._compare_bookings(work, reply)
        if reply.hub != state.hub:
            state = self._follow(work, state, reply)
        acked = max(state.acked, min(reply.seq, work.head().seq))
        work.put_state(replace(state, acked=acked, suspect=False, contested=False))

    def _begin_life(self, work: TillWork, reply: Welcome) -> None:
        work.begin_life(reply.epoch)
        work.restart_streams()
        rid = work.state().rid
        work.put_state(TillState(epoch=reply.epoch, hub=reply.hub, acked=0, fresh=False, rid=rid))
        # Another hello follows: a hub that was restored meanwhile still waits for what this till declares.
        self.greeted = False

    def _follow(self, work: TillWork, state: TillState, reply: Welcome) -> TillState:
        """The hub is another than before: it may lack what it confirmed, so its word on the chain counts anew."""
        work.restart_streams()
        for account, lease in work.leases().items():
            # What the hub remembers of a lease may be more than this till knows of: its own limit is said again.
            rid = self._next_rid(work, state)
            state = work.state()
            work.put_lease(account, replace(lease, rid=rid, returned=True, target=0))
        # Not greeted yet: what is lent is declared only after the new incarnation was accepted.
        self.greeted = False
        return replace(state, hub=reply.hub, acked=reply.seq)

    @staticmethod
    def _compare_bookings(work: TillWork, reply: Welcome) -> None:
        """What the hub holds for this till and nobody here knows of is dropped: a copy of this till booked it."""
        mine = work.bookings()
        for sale in reply.bookings:
            if sale not in mine:
                work.put_booking(sale, Booking("", 0, "dropping"))
        if work.state().acked >= work.head().seq:
            for sale, booking in mine.items():
                if booking.state == "spent" and sale not in reply.bookings:
                    work.drop_booking(sale)

    def _on_fenced(self, work: TillWork, reply: Fenced) -> None:
        state = work.state()
        if state.fresh or reply.yours != state.epoch:
            return
        if reply.epoch != state.epoch or (reply.seq >= 0 and self._diverged(work, reply.seq, reply.head)):
            self._end_life(work)

    def _in_this_life(self, work: TillWork, reply: Acked | Gap | Lent) -> None:
        state = work.state()
        if state.fresh or (reply.epoch, reply.hub) != (state.epoch, state.hub):
            return
        if isinstance(reply, Lent):
            lease = work.lease(reply.account)
            if reply.rid > lease.rid:
                self._catch_up_with_rid(work, reply)
            elif lease.rid == reply.rid:
                work.put_lease(reply.account, Lease(max(reply.limit, lease.used), lease.used, lease.rid))
            return
        if isinstance(reply, Gap) and self._diverged(work, reply.seq, reply.head):
            self._end_life(work)
            return
        seq = min(reply.seq, work.head().seq)
        work.put_state(replace(state, acked=max(state.acked, seq) if isinstance(reply, Acked) else seq))

    def _catch_up_with_rid(self, work: TillWork, reply: Lent) -> None:
        """The hub knows a later request: a copy of this till made it, or this till went back. Go on above it."""
        state = work.state()
        state = replace(state, rid=max(state.rid, reply.rid))
        lease = work.lease(reply.account)
        if lease.returned or lease.target:
            work.put_lease(reply.account, replace(lease, rid=self._next_rid(work, state)))
        else:
            work.put_state(state)

    def _from_this_hub(self, work: TillWork, reply: Offered | Booked | Unbooked) -> None:
        if isinstance(reply, Offered):
            work.offered(reply.ids)
            return
        booking = work.bookings().get(reply.id)
        if booking is None:
            return
        if isinstance(reply, Unbooked):
            if booking.state == "dropping":
                work.drop_booking(reply.id)
        elif booking.state == "asked":
            if reply.yes:
                work.put_booking(reply.id, replace(booking, state="held"))
            else:
                work.drop_booking(reply.id)

    def _on_page(self, work: TillWork, reply: Page) -> None:
        state = work.state()
        cursor = work.cursor(reply.stream)
        if state.fresh or reply.hub != state.hub or reply.after != cursor:
            return
        if not self._dense(reply):
            return
        if self._forgot(work, reply):
            self._end_life(work)
            return
        work.apply(reply.stream, reply.rows, cursor + len(reply.rows))

    def _forgot(self, work: TillWork, page: Page) -> bool:
        """Whether others remember something of this very life that is not here: the store went back unnoticed."""
        epoch = work.state().epoch
        mine = [row.entry.id for row in page.rows if row.entry.device == self.device and row.entry.epoch == epoch]
        return any(not work.has(entry) for entry in mine)

    @staticmethod
    def _dense(page: Page) -> bool:
        """Whether no position is missing: a stream is numbered without holes."""
        return [row.pos for row in page.rows] == list(range(page.after + 1, page.after + 1 + len(page.rows)))

    # ------------------------------------------------------------ lives

    def _diverged(self, work: TillWork, seq: int, head: bytes) -> bool:
        """The hub is further than this chain, or knows another hash at its place."""
        return seq > work.head().seq or (work.digest_at(seq) if seq else GENESIS) != (head if seq else GENESIS)

    def _end_life(self, work: TillWork, *, suspect: bool = False) -> None:
        state = work.state()
        work.end_life()
        suspect = suspect or state.suspect
        work.put_state(
            TillState(
                epoch=state.epoch, hub=state.hub, fresh=True, nonce=self._new_id(), suspect=suspect, rid=state.rid
            )
        )
        self.greeted = False

    @staticmethod
    def _next_rid(work: TillWork, state: TillState) -> int:
        work.put_state(replace(state, rid=state.rid + 1))
        return state.rid + 1

    def pair_anew(self, device: str) -> None:
        """This machine got a key of its own: everything in its chain is issued again under the new device."""
        self.device = device
        with self._store.work() as work:
            self._end_life(work)
            state = work.state()
            # The epoch stays: the next is greater, and no late answer to the old key fits it.
            work.put_state(replace(state, hub=0, suspect=False, contested=False))
