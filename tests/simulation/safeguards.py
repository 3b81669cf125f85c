"""Every safeguard of the protocol with a switch: off, the watch must find a broken promise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from app.hub.core import HubCore
from app.hub.ingest import Ingest
from app.hub.lending import Lending
from app.hub.ports import BookingRow, Device, Grant, HubWork, Incident, Move, Reader
from app.sync.ports import Lease, TillState, TillWork
from app.sync.till import TillSync
from app.sync.wire import (
    BookingDropped,
    Entry,
    Fenced,
    Hello,
    LeaseReturned,
    Lent,
    Page,
    Push,
    Reply,
    Row,
    Unbooked,
    Welcome,
)
from tests.simulation.memory import HubMemory, TillMemory
from tests.simulation.world import Broken, Parts, Plan, World

replace = msgspec.structs.replace
HISTORIES = 3_000


# ---------------------------------------------------------------- the hub forgets a rule


class _LendsTwice(Lending):
    def available(self, work: HubWork, account: str) -> int:
        return max(0, work.balance(account))


class _TakesOldRequests(Lending):
    @staticmethod
    def is_old(grant: Grant, rid: int) -> bool:
        return False


class _TakesBackTooSoon(Lending):
    @staticmethod
    def is_in(work: HubWork, device: Device, returned: LeaseReturned) -> bool:
        return True


class _ForgetsDrops(Lending):
    def drop(self, work: HubWork, device: Device, dropped: BookingDropped) -> Unbooked:
        if work.booking(dropped.id) is None:
            return Unbooked(work.incarnation(), dropped.id)
        return super().drop(work, device, dropped)


class _DeclaresNoBookings(Lending):
    def declared(self, work: HubWork, device: Device, bookings: Mapping[str, tuple[str, int]]) -> None:
        """Nothing."""


class _LendsToAnybody(Lending):
    def may_lend(self, work: HubWork, device: Device) -> bool:
        return True


def _lending(kind: type[Lending]) -> type[HubCore]:
    class Sabotaged(HubCore):
        def __init__(self, store: HubMemory, reader: Reader) -> None:
            super().__init__(store, reader)
            self._lending = kind()

    return Sabotaged


class _AddsHomeTwice(Ingest):
    @staticmethod
    def _lend_at_home(work: HubWork, life: tuple[str, int], move: Move) -> None:
        grant = work.grant(*life, move.account)
        work.put_grant(*life, move.account, replace(grant, limit=grant.limit + move.units))


class _KeepsTheErased(Ingest):
    @staticmethod
    def _gone(work: HubWork, members: list[str]) -> frozenset[str]:
        return frozenset()


class _CountsNoLease(Ingest):
    def _cover(self, work: HubWork, life: tuple[str, int], entry: Entry, move: Move) -> Iterator[Incident]:
        return super()._cover(work, life, entry, replace(move, cover="balance"))


def _ingest(kind: type[Ingest]) -> type[HubCore]:
    class Sabotaged(HubCore):
        def __init__(self, store: HubMemory, reader: Reader) -> None:
            super().__init__(store, reader)
            self._ingest = kind(reader)

    return Sabotaged


class _NoDedupe(HubMemory):
    def known(self, entries: Sequence[Entry]) -> Mapping[str, bytes]:
        return {}


class _LeavesHoles(HubMemory):
    """Numbers are seen before the transaction that took the one below has ended, as with a plain sequence."""

    def rows(self, stream: str, after: int, limit: int) -> tuple[Sequence[Row], int]:
        rows, high = super().rows(stream, after, limit)
        seen = [row for row in rows if row.pos % 7 or high - row.pos > 3]
        return [Row(after + place, row.entry) for place, row in enumerate(seen, 1)], high


class _NeverRecovers(HubMemory):
    def recovering(self) -> bool:
        return False


class _ReleasesAtOnce(HubCore):
    @staticmethod
    def _new_life(work: HubWork, device: Device, hello: Hello) -> Device:
        device = HubCore._new_life(work, device, hello)
        work.release(device.id, device.epoch)
        device = replace(device, caught_up=True)
        work.put_device(device)
        return device


class _KnowsNoEpochs(HubCore):
    def _push(self, work: HubWork, device: Device, push: Push) -> Reply:
        if push.epoch != device.epoch:
            self._ingest.keep(work, device, [(entry, entry.body) for entry in push.entries])
            head = work.head(device.id, device.epoch)
            return Fenced(work.incarnation(), device.epoch, push.epoch, head.seq, head.digest)
        return super()._push(work, device, push)


class _TellsMachinesNotApart(HubCore):
    @staticmethod
    def _is_another(device: Device, hello: Hello) -> bool:
        return False


class _WaitsForWhatIsGone(HubCore):
    def _hello(self, work: HubWork, device: Device, hello: Hello) -> Reply:
        reply = super()._hello(work, device, hello)
        return replace(reply, awaited=0) if isinstance(reply, Welcome) else reply


class _DeclaresNoLeases(HubCore):
    def _declare(self, work: HubWork, device: Device, hello: Hello) -> Device:
        return super()._declare(work, device, replace(hello, leases={}))


# ---------------------------------------------------------------- the till forgets a rule


class _ForgetsUnsent(TillMemory):
    def end_life(self) -> None:
        super().end_life()
        self.waiting = []


class _KeepsLeases(TillMemory):
    def end_life(self) -> None:
        leases = self.leases()
        super().end_life()
        for account, lease in leases.items():
            self.put_lease(account, lease)


class _OffersNothing(TillMemory):
    def offers(self, limit: int) -> Sequence[Entry]:
        return ()


class _ForgetsUnsentAndOffersNothing(_ForgetsUnsent, _OffersNothing):
    """What is offered is a second net under what is issued again."""


class _TakesOldAnswers(TillSync):
    def receive(self, reply: Reply) -> None:
        if isinstance(reply, Lent):
            with self._store.work() as work:
                lease = work.lease(reply.account)
                work.put_lease(reply.account, Lease(lease.limit, lease.used, reply.rid))
        super().receive(reply)


class _TakesAnyPage(TillSync):
    def _on_page(self, work: TillWork, reply: Page) -> None:
        state = work.state()
        if not state.fresh and reply.hub == state.hub:
            work.apply(reply.stream, reply.rows, reply.after + len(reply.rows))


class _IgnoresTheHubsLife(TillSync):
    def _follow(self, work: TillWork, state: TillState, reply: Welcome) -> TillState:
        return replace(state, hub=reply.hub)


class _ReturnsEarly(TillSync):
    """Gives back while something it spent is still on the way."""

    def give_back(self, account: str) -> LeaseReturned | None:
        with self._store.work() as work:
            state = work.state()
            work.put_state(replace(state, acked=work.head().seq))
            told = super().give_back(account)
            work.put_state(replace(work.state(), acked=state.acked))
        return told


class _LowersAfterTelling(TillSync):
    def give_back(self, account: str) -> LeaseReturned | None:
        with self._store.work() as work:
            before = work.lease(account)
        told = super().give_back(account)
        if told is not None:
            with self._store.work() as work:
                work.put_lease(account, replace(before, rid=told.rid))
        return told


SAFEGUARDS: dict[str, Parts] = {
    "an entry is kept once, by its id": Parts(hub_store=_NoDedupe),
    "what is lent to one till is available to no other": Parts(hub=_lending(_LendsTwice)),
    "an overtaken request changes no lease": Parts(hub=_lending(_TakesOldRequests)),
    "a lease comes back only after what was spent of it": Parts(hub=_lending(_TakesBackTooSoon), till=_ReturnsEarly),
    "a dropped booking stays dropped": Parts(hub=_lending(_ForgetsDrops)),
    "a restored hub waits for every till": Parts(hub_store=_NeverRecovers),
    "nothing is lent before the last life is in": Parts(hub=_lending(_LendsToAnybody)),
    "leases are declared to a restored hub": Parts(hub=_DeclaresNoLeases),
    "bookings are declared to a restored hub": Parts(hub=_lending(_DeclaresNoBookings)),
    "leases of an old life are held until its entries are in": Parts(hub=_ReleasesAtOnce),
    "nothing is taken under an old epoch": Parts(hub=_KnowsNoEpochs),
    "what was declared at home is not lent again": Parts(hub=_ingest(_AddsHomeTwice)),
    "a spending counts against its lease": Parts(hub=_ingest(_CountsNoLease)),
    "who was erased stays erased": Parts(hub=_ingest(_KeepsTheErased)),
    "positions are given in the order of commits": Parts(hub_store=_LeavesHoles),
    "two machines with one key are told apart": Parts(hub=_TellsMachinesNotApart),
    "a till that went back while it was awaited notices": Parts(hub=_WaitsForWhatIsGone),
    "what was not confirmed is issued again in the new life": Parts(store=_ForgetsUnsentAndOffersNothing),
    "a new life has no leases": Parts(store=_KeepsLeases),
    "others' entries are offered to a restored hub": Parts(store=_OffersNothing),
    "an overtaken answer changes no lease": Parts(till=_TakesOldAnswers),
    "a page follows on the last": Parts(till=_TakesAnyPage),
    "a restored hub is noticed": Parts(till=_IgnoresTheHubsLife),
    "the own limit is lowered before the hub is told": Parts(till=_LowersAfterTelling),
}


def first_failure(name: str, seed: int, histories: int = HISTORIES) -> tuple[int, str] | None:
    """The first seed whose history breaks a promise without this safeguard, and which."""
    for number in range(seed, seed + histories):
        try:
            World(number, Plan.of(number), SAFEGUARDS[name]).run()
        except Broken as broken:
            return number, str(broken)
    return None


__all__ = ["SAFEGUARDS", "BookingRow", "first_failure"]
