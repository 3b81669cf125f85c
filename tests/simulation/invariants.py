"""What must hold: at every step while everything fails, and in the end when everything has come together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.sync.chain import GENESIS, entry_digest, link
from app.sync.wire import Acked, Entry, Offer, Push, Reply, Request
from tests.simulation.ledger_of_play import PlayReader
from tests.simulation.memory import folded
from tests.simulation.selling import RISK_LIMIT

if TYPE_CHECKING:
    from tests.simulation.memory import HubMemory, TillMemory
    from tests.simulation.world import Machine, World

_READER = PlayReader()


class Broken(Exception):
    """A promise was broken."""


class Watch:
    """Watches one world.

    Attributes:
        made: Everything that was ever recorded at a counter.
        lost: What was on one disk only when that disk went back: nobody can have it.
        exposure: Per account, units of leases and bookings that came back with restored or copied stores: the
            stated bound.
        returned: Per account, units taken back for returned goods, which may leave a debt.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self.made: dict[str, Entry] = {}
        self.lost: set[str] = set()
        self.exposure = Counter[str]()
        self.returned = Counter[str]()
        self.risky_events = 0
        self._seen_notes = 0

    # ------------------------------------------------------------ at every step

    def after_hub(self, request: Request, reply: Reply) -> None:
        """After every request: nothing was overdrawn, and what is acknowledged is there."""
        hub = self._world.hub_store
        if isinstance(request, Push) and isinstance(reply, Acked):
            for entry in request.entries[: max(0, reply.seq - request.after)]:
                if entry.id not in hub.ids:
                    raise Broken(f"acknowledged and not kept: {entry.id}")
        if isinstance(request, Push | Offer):
            self._no_incident_without_cause(hub)

    def _no_incident_without_cause(self, hub: HubMemory) -> None:
        amnesia = any(self._world.counts.get(what) for what in ("till restored", "till copied", "hub restored"))
        for incident in hub.notes[self._seen_notes :]:
            if incident.code == "clash":
                raise Broken(f"one id, two contents: {incident.entry}")
            risk = incident.account.startswith("risk/")
            if not amnesia and not risk and not (incident.code == "overdrawn" and self.returned):
                raise Broken(f"{incident.code} of {incident.account} though nothing was restored")
        self._seen_notes = len(hub.notes)

    def till_goes_back(self, machine: Machine, backup: TillMemory) -> None:
        """A till's store is about to be put back."""
        elsewhere = self._held_elsewhere(machine)
        self.lost |= {name for name in machine.store.known if name not in backup.known and name not in elsewhere}
        self.exposure.update(_resurrected(backup))
        self.risky_events += 1

    def till_is_doubled(self, machine: Machine) -> None:
        """A till's store is about to be copied."""
        self.exposure.update(_resurrected(machine.store))
        self.risky_events += 1

    def hub_goes_back(self, backup: HubMemory) -> None:
        """The hub's store is about to be put back."""
        held = {name for machine in self._world.machines for name in machine.store.known}
        self.lost |= {name for name in self._world.hub_store.ids if name not in backup.ids and name not in held}
        self._seen_notes = len(backup.notes)

    def _held_elsewhere(self, machine: Machine) -> set[str]:
        held = set(self._world.hub_store.ids)
        for other in self._world.machines:
            if other is not machine:
                held |= other.store.known.keys()
        return held

    # ------------------------------------------------------------ in the end

    def is_calm(self) -> bool:
        """Whether every till has sent and read everything."""
        hub = self._world.hub_store
        for machine in self._world.machines:
            store = machine.store
            state = store.state()
            if state.fresh or state.hub != hub.life or state.acked < store.head().seq or store.offers(1):
                return False
            if any(store.cursor(name) < len(hub.streams.get(name, [])) for name in machine.sync.streams):
                return False
            if any(lease.returned or lease.target for lease in store.leases().values()):
                return False
            if store.bookings() or not machine.sync.greeted:
                return False
        return not hub.recovering()

    def at_the_end(self) -> None:
        """Everything came together: nothing lost, doubled, different or overspent."""
        if not self.is_calm():
            raise Broken("the tills never came to rest")
        self._nothing_lost_or_doubled()
        self._chains_and_positions()
        self._all_the_same()
        self._bounded()
        self._forgotten()

    def _nothing_lost_or_doubled(self) -> None:
        hub = self._world.hub_store
        names = [row.entry.id for rows in hub.streams.values() for row in rows]
        if len(names) != len(set(names)):
            raise Broken("an entry is in the ledger twice")
        missing = self.made.keys() - hub.ids.keys() - self.lost
        if missing:
            raise Broken(f"{len(missing)} entries never reached the hub, first {min(missing)}")

    def _chains_and_positions(self) -> None:
        hub = self._world.hub_store
        for rows in hub.streams.values():
            if [row.pos for row in rows] != list(range(1, len(rows) + 1)):
                raise Broken("a stream has a hole")
        for machine in self._world.machines:
            prev, store = GENESIS, machine.store
            for seq, (entry, digest) in enumerate(store.chained, 1):
                prev = link((machine.sync.device, store.state().epoch, seq), prev, entry_digest(entry))
                if prev != digest:
                    raise Broken(f"the chain of {machine.name} is broken at {seq}")
            head = hub.head(machine.sync.device, store.state().epoch)
            if (head.seq, head.digest) != (store.head().seq, store.head().digest):
                raise Broken(f"the chains of {machine.name} and the hub differ")

    def _all_the_same(self) -> None:
        hub = self._world.hub_store
        sums: dict[str, int] = {}
        for rows in hub.streams.values():
            for row in rows:
                for move in _READER.moves(row.entry):
                    sums[move.account] = sums.get(move.account, 0) + move.units
        if {name: units for name, units in sums.items() if units} != {n: u for n, u in hub.balances.items() if u}:
            raise Broken("the hub's balances are not the sum of its entries")
        for machine in self._world.machines:
            mine = {name: units for name, units in machine.store.balances.items() if units}
            if mine != {name: units for name, units in sums.items() if units}:
                raise Broken(f"{machine.name} sees other balances than the hub")
            visible = [row.entry for name in machine.sync.streams for row in hub.streams.get(name, [])]
            if folded(list(machine.store.known.values())) != folded(visible):
                raise Broken(f"{machine.name} sees other members and cards than the hub")

    def _bounded(self) -> None:
        """Nobody spent more than there was, beyond what restored and copied stores brought back."""
        hub, world = self._world.hub_store, self._world
        gone = Counter[str]()
        for name in self.lost:
            for move in _READER.moves(self.made[name]):
                gone[move.account] += max(0, move.units)
        days = world.selling.day() + 1
        for account, units in hub.balances.items():
            bound = self.exposure[account] + self.returned[account] + gone[account]
            if account.startswith("risk/"):
                bound += RISK_LIMIT * ((len(world.machines) - 1) * days + self.risky_events)
            if -units > bound:
                raise Broken(f"{account} is overspent by {-units}, bound {bound}")

    def nothing_stuck(self) -> None:
        """After everything was given back, asked for and spent, nothing is left in nobody's hands."""
        for account, units in self._world.hub_store.balances.items():
            if units > 0 and not account.startswith("risk/"):
                raise Broken(f"{units} of {account} can be had by nobody")

    def _forgotten(self) -> None:
        """No store holds a word about somebody who was erased."""
        hub = self._world.hub_store
        stores = [list(machine.store.known.values()) for machine in self._world.machines]
        stores += [[entry for entry, _ in machine.store.chained] for machine in self._world.machines]
        if hub.gone.intersection(member for member, _ in hub.records.values()):
            raise Broken("the hub kept a record of an erased member")
        for entries in stores:
            for entry in entries:
                if entry.record and _READER.subject(entry) in hub.gone:
                    raise Broken(f"a record of an erased member was kept: {entry.id}")


def _resurrected(store: TillMemory) -> Counter[str]:
    rights = Counter({account: lease.free for account, lease in store.leases().items()})
    for booking in store.bookings().values():
        if booking.state == "spent":
            continue
        rights[booking.account] += booking.units
    return rights
