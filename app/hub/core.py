"""The hub's half of the protocol: one request, one transaction, one answer. No clock, no network, no SQL.

A fact is never rejected for what it says: what does not fit is kept and noted as an incident. Only what
cannot be a till's chain (unknown sender, broken hash, out of bounds) is turned away, and the sender is told.
"""

from __future__ import annotations

import msgspec

from app.hub.ingest import Ingest
from app.hub.lending import Lending
from app.hub.ports import ChainHead, Device, HubStore, HubWork, Reader
from app.sync.chain import entry_digest, link
from app.sync.wire import (
    LARGEST_BATCH,
    LARGEST_PAGE,
    OLDEST_VERSION,
    VERSION,
    Acked,
    BookingAsked,
    BookingDropped,
    Contested,
    Fenced,
    Gap,
    GreetFirst,
    Hello,
    LeaseAsked,
    LeaseReturned,
    Offer,
    Offered,
    Page,
    Pull,
    Push,
    Rejected,
    Reply,
    Request,
    UpdateNeeded,
    Welcome,
)

replace = msgspec.structs.replace
MOST_BOOKINGS = 1_000


class HubCore:
    """Answers the requests of tills."""

    def __init__(self, store: HubStore, reader: Reader) -> None:
        self._store = store
        self._reader = reader
        self._ingest = Ingest(reader)
        self._lending = Lending()

    def answer(self, tenant: str, request: Request) -> Reply:
        """Do what a request asks, in one transaction. The sender was authenticated before; the tenant is its own."""
        with self._store.work(tenant) as work:
            device = work.device(request.device)
            if device is None or device.revoked:
                return Rejected("who", work.incarnation())
            if isinstance(request, Hello):
                return self._hello(work, device, request)
            if request.hub != work.incarnation() or not device.declared:
                return GreetFirst(work.incarnation())
            if isinstance(request, Push):
                return self._push(work, device, request)
            if isinstance(request, Pull):
                return self._pull(work, request)
            if isinstance(request, Offer):
                return self._offer(work, device, request)
            return self._of_leases(work, device, request)

    def decommission(self, tenant: str, device: str) -> None:
        """A person takes a till out of service for good: its key counts no more, what it was lent returns."""
        with self._store.work(tenant) as work:
            known = work.device(device)
            if known is not None and not known.revoked:
                work.release(device, known.epoch + 1)
                work.put_device(replace(known, revoked=True))

    # ------------------------------------------------------------ hello

    def _hello(self, work: HubWork, device: Device, hello: Hello) -> Reply:
        hub = work.incarnation()
        if hello.versions[1] < OLDEST_VERSION or hello.versions[0] > VERSION:
            return UpdateNeeded(hub, (OLDEST_VERSION, VERSION))
        if self._is_another(device, hello):
            return Contested(hub, hello.machine)
        if hello.fresh:
            device = self._new_life(work, device, hello)
            return Welcome(hello.nonce, hub, device.epoch, 0, b"", fresh=True, recovering=work.recovering())
        if hello.epoch != device.epoch:
            return Fenced(hub, device.epoch, hello.epoch)
        if hello.hub == hub and not device.declared:
            device = self._declare(work, device, hello)
        head = work.head(device.id, device.epoch)
        self._settle(work, device, head.seq)
        return Welcome(
            hello.nonce,
            hub,
            device.epoch,
            head.seq,
            head.digest,
            fresh=False,
            recovering=work.recovering(),
            awaited=0 if device.caught_up or not device.declared else device.needs,
            bookings=tuple(work.bookings(device.id)[:MOST_BOOKINGS]),
        )

    @staticmethod
    def _is_another(device: Device, hello: Hello) -> bool:
        """Whether another installation speaks with this till's key."""
        return bool(device.machine) and hello.machine != device.machine

    @staticmethod
    def _new_life(work: HubWork, device: Device, hello: Hello) -> Device:
        """A new epoch, greater than any that either side knows; the same one when the asking is repeated."""
        if device.nonce != hello.nonce:
            device = replace(
                device,
                epoch=max(device.epoch, hello.epoch) + 1,
                nonce=hello.nonce,
                machine=hello.machine,
                needs=hello.count,
                declared=True,
                caught_up=False,
            )
            work.put_device(device)
        elif hello.count < device.needs and not device.caught_up:
            # Restored once more before its life began: what is gone will not come. Nothing made since the last
            # life ended was paid from a lease, so fewer entries are safe to wait for.
            device = replace(device, needs=hello.count)
            work.put_device(device)
        return device

    def _declare(self, work: HubWork, device: Device, hello: Hello) -> Device:
        """After a restore: what the till was lent and has booked holds again, and its chain is waited for."""
        for account, limit in hello.leases.items():
            grant = work.grant(device.id, device.epoch, account)
            work.put_grant(
                device.id, device.epoch, account, replace(grant, limit=max(limit, grant.limit), declared=True)
            )
        self._lending.declared(work, device, hello.bookings)
        device = replace(device, declared=True, needs=hello.seq)
        work.put_device(device)
        return device

    @staticmethod
    def _settle(work: HubWork, device: Device, seq: int) -> None:
        """Once the awaited chain is in, older epochs hold nothing any more."""
        if device.declared and not device.caught_up and seq >= device.needs:
            work.release(device.id, device.epoch)
            work.put_device(replace(device, caught_up=True))

    # ------------------------------------------------------------ entries

    def _push(self, work: HubWork, device: Device, push: Push) -> Reply:
        hub = work.incarnation()
        if len(push.entries) > LARGEST_BATCH or push.after < 0:
            return Rejected("bounds", hub)
        if push.epoch != device.epoch:
            return Fenced(hub, device.epoch, push.epoch)
        head = work.head(device.id, device.epoch)
        before = work.digest_at(device.id, device.epoch, push.after) if push.after <= head.seq else b""
        if not before:
            return Gap(hub, device.epoch, head.seq, head.digest)
        if before != push.prev:
            return Fenced(hub, device.epoch, push.epoch, head.seq, head.digest)
        digests, links, prev = [], [], push.prev
        for seq, entry in enumerate(push.entries, push.after + 1):
            digest = entry_digest(entry)
            prev = link((device.id, push.epoch, seq), prev, digest)
            digests.append(digest)
            links.append(prev)
        old = head.seq - push.after
        if old > len(links):
            return Gap(hub, device.epoch, head.seq, head.digest)
        if old and links[old - 1] != head.digest:
            return Fenced(hub, device.epoch, push.epoch, head.seq, head.digest)
        fresh = list(zip(push.entries[old:], digests[old:], strict=True))
        incidents = self._ingest.keep(work, device, fresh)
        if fresh:
            head = ChainHead(head.seq + len(fresh), links[-1])
            work.put_head(device.id, device.epoch, head)
        self._settle(work, device, head.seq)
        return Acked(hub, device.epoch, head.seq, tuple(dict.fromkeys(incident.entry for incident in incidents)))

    def _offer(self, work: HubWork, device: Device, offer: Offer) -> Reply:
        if len(offer.entries) > LARGEST_BATCH:
            return Rejected("bounds", work.incarnation())
        self._ingest.keep(work, device, [(entry, entry_digest(entry)) for entry in offer.entries])
        return Offered(work.incarnation(), tuple(entry.id for entry in offer.entries))

    def _pull(self, work: HubWork, pull: Pull) -> Reply:
        limit = min(max(pull.limit, 1), LARGEST_PAGE)
        rows, high = work.rows(pull.stream, max(pull.after, 0), limit)
        return Page(work.incarnation(), pull.stream, pull.after, tuple(rows), high)

    # ------------------------------------------------------------ leases and bookings

    def _of_leases(
        self, work: HubWork, device: Device, request: LeaseAsked | LeaseReturned | BookingAsked | BookingDropped
    ) -> Reply:
        if isinstance(request, BookingDropped):
            return self._lending.drop(work, device, request)
        if request.epoch != device.epoch:
            return Fenced(work.incarnation(), device.epoch, request.epoch)
        if isinstance(request, LeaseAsked):
            if self._lending.has_forgotten(work, device, request):
                return GreetFirst(work.incarnation())
            return self._lending.lend(work, device, request)
        if isinstance(request, LeaseReturned):
            return self._lending.take_back(work, device, request)
        return self._lending.book(work, device, request)
