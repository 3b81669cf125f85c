"""The world: a few tills, one hub, a bad network, and a person who restores, copies and repairs machines.

Everything follows from one seed. First come all faults (safety is watched at every step), then the faults stop
and everything has to come together (liveness), as TigerBeetle's simulator does it.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from app.hub.core import HubCore
from app.hub.ports import Device
from app.sync.till import TillSync
from app.sync.wire import Contested, Hello, Reply, Request
from tests.simulation.invariants import Broken, Watch
from tests.simulation.ledger_of_play import BUSINESS, PlayReader
from tests.simulation.memory import HubMemory, TillMemory
from tests.simulation.selling import Selling

TENANT = "one"
LONGEST_DELAY = 30
ROUNDS = 400
MOST_MACHINES = 8
YEARS = 10 * 365 * 86_400_000
JUMPS = (0, 3_600_000, -3_600_000, YEARS, -YEARS)
"""Milliseconds by which a till's clock may be wrong."""


@dataclass(frozen=True)
class Plan:
    """What one history is made of; it follows from its seed."""

    tills: int = 4
    accounts: int = 5
    length: int = 1_500
    scarce: bool = True
    till_faults: bool = True
    hub_faults: bool = True
    clones: bool = False
    returns: bool = False
    clocks: bool = True

    @classmethod
    def of(cls, seed: int) -> Plan:
        """Another mixture for every seed: each kind of fault is also seen alone."""
        dice = random.Random(f"plan {seed}")
        return cls(
            tills=dice.randint(3, 6),
            accounts=dice.randint(2, 6),
            length=dice.choice((500, 900, 1_400)),
            scarce=dice.random() < 0.75,
            till_faults=dice.random() < 0.65,
            hub_faults=dice.random() < 0.65,
            clones=dice.random() < 0.25,
            returns=dice.random() < 0.25,
            clocks=dice.random() < 0.5,
        )


@dataclass(frozen=True)
class Parts:
    """What the world is built of: the real rules, or sabotaged ones that the watch must catch."""

    hub: type[HubCore] = HubCore
    till: type[TillSync] = TillSync
    store: type[TillMemory] = TillMemory
    hub_store: type[HubMemory] = HubMemory
    witness: bool = True


class Note:
    """The witness: a note outside the till's store."""

    def __init__(self) -> None:
        self.value = (0, 0)

    def read(self) -> tuple[int, int]:
        return self.value

    def write(self, epoch: int, seq: int) -> None:
        self.value = (epoch, seq)


@dataclass
class Machine:
    """A till as it stands on a counter: a store, a witness, the program, a wall clock."""

    name: str
    number: int
    shop: str
    store: TillMemory
    sync: TillSync
    witness: Note = field(default_factory=Note)
    cut_off: bool = False
    skew: int = 0
    backup: tuple[TillMemory, tuple[int, int]] | None = None
    contested_since: int = 0


class World:
    """One history."""

    def __init__(self, seed: int, plan: Plan, parts: Parts | None = None) -> None:
        self.seed = seed
        self.plan = plan
        self.parts = parts or Parts()
        self.dice = random.Random(seed)
        self.time = 0
        self.faults = True
        self.counts: dict[str, int] = {}
        self.watch = Watch(self)
        self.selling = Selling(self)
        self.hub_store = self.parts.hub_store()
        self.hub = self.parts.hub(self.hub_store, PlayReader())
        self.hub_backup: HubMemory | None = None
        self.machines: list[Machine] = []
        self._queue: list[tuple[int, int, Callable[[], None]]] = []
        self._order = 0
        self._names = 0
        for number in range(1, plan.tills + 1):
            self.add_machine(number, f"shop {1 + number % 2}")

    # ------------------------------------------------------------ small things

    def new_name(self) -> str:
        self._names += 1
        return f"{self._names:06d}"

    def count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1

    def later(self, delay: int, do: Callable[[], None]) -> None:
        self._order += 1
        heapq.heappush(self._queue, (self.time + delay, self._order, do))

    def add_machine(self, number: int, shop: str) -> Machine:
        """A new till with a device key of its own."""
        name = f"till {number}"
        store = self.parts.store(name)
        machine = Machine(name, number, shop, store, self.program(name, store, f"machine {number}", shop))
        self.machines.append(machine)
        self.hub_store.devices[name] = Device(name, shop)
        return machine

    def program(self, device: str, store: TillMemory, machine: str, shop: str) -> TillSync:
        return self.parts.till(device, store, self.new_name, machine=machine, streams=(BUSINESS, shop))

    # ------------------------------------------------------------ the network

    def send(self, machine: Machine, request: Request | None) -> None:
        """Hand a request to the network, which may lose, double, delay and reorder it."""
        if request is None:
            return
        for _ in range(self._copies(machine)):
            self.later(self._delay(), lambda: self._at_hub(machine, request))

    def _copies(self, machine: Machine) -> int:
        if not self.faults:
            return 1
        if machine.cut_off:
            return 0
        luck = self.dice.random()
        return 0 if luck < 0.12 else 2 if luck < 0.21 else 1

    def _delay(self) -> int:
        return self.dice.randint(1, LONGEST_DELAY) if self.faults else 1

    def _at_hub(self, machine: Machine, request: Request) -> None:
        reply = self.hub.answer(TENANT, request)
        self.watch.after_hub(request, reply)
        if isinstance(reply, Contested) and not machine.contested_since:
            machine.contested_since = self.time
        for _ in range(self._copies(machine)):
            self.later(self._delay(), lambda: self._at_till(machine, reply))

    def _at_till(self, machine: Machine, reply: Reply) -> None:
        if machine not in self.machines:
            return
        machine.sync.receive(reply)
        self.selling.after_reply(machine, reply)
        self.note_witness(machine)

    def note_witness(self, machine: Machine) -> None:
        """After every commit the witness learns how far the chain has come."""
        state = machine.store.state()
        if self.parts.witness and not state.fresh:
            machine.witness.write(state.epoch, machine.store.head().seq)

    # ------------------------------------------------------------ a till's network task

    def synchronise(self, machine: Machine) -> None:
        """One turn of the till's network task; while faults last, its steps come in any mixture."""
        sync, luck = machine.sync, self.dice.random
        if machine.store.state().fresh or not sync.greeted or luck() < 0.15:
            self.send(machine, sync.hello())
            if machine.store.state().fresh:
                return
        if not self.faults or luck() < 0.8:
            self.send(machine, sync.offer(40))
        self.send(machine, sync.push(8 if self.faults else 200))
        for stream in sync.streams:
            if not self.faults or luck() < 0.7:
                self.send(machine, sync.pull(stream, 20 if self.faults else 400))
        if self.faults and luck() < 0.3:
            self.selling.give_back_some(machine)
        for message in (*sync.leases_again(), *sync.drops_again()):
            if not self.faults or luck() < 0.3:
                self.send(machine, message)

    # ------------------------------------------------------------ the person

    def _chaos(self) -> None:
        """Something befalls one machine, or the hub."""
        if not self.faults:
            return
        machine = self.dice.choice(self.machines)
        befalls = self.dice.choices([do for _, do in _BEFALLS], [weight for weight, _ in _BEFALLS])[0]
        befalls(self, machine)
        self.decide()
        self.later(self.dice.randint(8, 50), self._chaos)

    def cut_off_or_back(self, machine: Machine) -> None:
        machine.cut_off = not machine.cut_off

    def back_up_till(self, machine: Machine) -> None:
        machine.backup = (machine.store.backup(), machine.witness.value)

    def perhaps_restore_till(self, machine: Machine) -> None:
        if self.plan.till_faults:
            self.restore_till(machine, whole_machine=self.dice.random() < 0.5)

    def back_up_hub(self, _: Machine) -> None:
        self.hub_backup = self.hub_store.backup()

    def perhaps_restore_hub(self, _: Machine) -> None:
        if self.plan.hub_faults:
            self.restore_hub()

    def perhaps_copy(self, machine: Machine) -> None:
        if self.plan.clones and len(self.machines) < MOST_MACHINES:
            self.copy_machine(machine)

    def set_clock(self, machine: Machine) -> None:
        if self.plan.clocks:
            machine.skew = self.dice.choice(JUMPS)

    def start_again(self, machine: Machine) -> None:
        machine.sync.start(machine.witness)

    def nothing(self, machine: Machine) -> None:
        """A quiet moment."""

    def restore_till(self, machine: Machine, *, whole_machine: bool) -> None:
        """The till's store comes back from its backup; with the whole machine its witness too."""
        if machine.backup is None:
            return
        self.count("till restored")
        store, note = machine.backup
        self.watch.till_goes_back(machine, store)
        machine.store = store.backup()
        if whole_machine:
            machine.witness.value = note
        machine.sync = self.program(machine.store.device, machine.store, machine.sync.machine, machine.shop)
        self.selling.forget(machine)
        machine.sync.start(machine.witness)

    def restore_hub(self) -> None:
        """The hub comes back from its backup."""
        if self.hub_backup is None:
            return
        self.count("hub restored")
        life, devices = self.hub_store.life + 1, self.hub_store.devices
        self.watch.hub_goes_back(self.hub_backup)
        self.hub_store = self.hub_backup.backup()
        # Pairing is the person's: devices that came since the backup are entered again.
        for name, device in devices.items():
            self.hub_store.devices.setdefault(name, Device(name, device.shop))
        self.hub_store.restored(life)
        self.hub = self.parts.hub(self.hub_store, PlayReader())

    def copy_machine(self, machine: Machine) -> None:
        """Somebody copies a till's database to a second machine and sells on both."""
        self.count("till copied")
        self.watch.till_is_doubled(machine)
        store = machine.store.backup()
        number = len(self.machines) + 1
        sync = self.program(machine.sync.device, store, f"machine {number}", machine.shop)
        copied = Machine(f"copy {number}", number, machine.shop, store, sync)
        copied.witness.value = machine.witness.value
        self.machines.append(copied)
        self.later(self.dice.randint(1, 15), lambda: self._tick(copied))

    def decide(self) -> None:
        """Where two machines claim one till, the person gives the second a key of its own, after a while."""
        for machine in self.machines:
            state = machine.store.state()
            waited = self.time - machine.contested_since
            if not state.contested or (self.faults and waited < 60):
                continue
            self.count("paired anew")
            device = f"till {self.new_name()}"
            self.hub_store.devices[device] = Device(device, machine.shop)
            machine.sync.pair_anew(device)
            machine.store.device = device
            machine.contested_since = 0
        if not self.faults:
            self._give_up_on_what_is_gone()

    def _give_up_on_what_is_gone(self) -> None:
        """A device that no machine speaks for any more is taken out of service by the person."""
        used = {machine.sync.device for machine in self.machines}
        for name, device in list(self.hub_store.devices.items()):
            if name not in used and not device.revoked:
                self.hub.decommission(TENANT, name)

    # ------------------------------------------------------------ the run

    def _tick(self, machine: Machine) -> None:
        if not self.faults or machine not in self.machines:
            return
        if self.dice.random() < 0.55:
            self.selling.sell(machine)
        else:
            self.synchronise(machine)
        self.note_witness(machine)
        self.later(self.dice.randint(1, 15), lambda: self._tick(machine))

    def run(self) -> World:
        """Faults, then calm; raises `Broken` where a promise was."""
        for machine in list(self.machines):
            self.later(self.dice.randint(1, 20), lambda machine=machine: self._tick(machine))  # type: ignore[misc]
        self.later(50, self._chaos)
        while self._queue and self.time <= self.plan.length:
            self.time, _, do = heapq.heappop(self._queue)
            do()
        self.faults = False
        self._come_to_rest()
        self.watch.at_the_end()
        # Whoever has a right that nobody gave spends it now, and what is stuck in nobody's hands shows.
        for machine in self.machines:
            self.selling.spend_all(machine)
        self._come_to_rest()
        for machine in self.machines:
            self.selling.give_all_back(machine)
        self._come_to_rest()
        for machine in self.machines:
            self.selling.ask_for_all(machine)
            self._come_to_rest()
            self.selling.spend_all(machine)
            self._come_to_rest()
        self.watch.at_the_end()
        self.watch.nothing_stuck()
        return self

    def _come_to_rest(self) -> None:
        for _ in range(ROUNDS):
            self._calm_round()
            if self.watch.is_calm():
                break

    def _calm_round(self) -> None:
        self.decide()
        for machine in self.machines:
            machine.cut_off = False
            self.selling.settle(machine)
            self.synchronise(machine)
        end = self.time + 3
        while self._queue and self._queue[0][0] <= end:
            self.time, _, do = heapq.heappop(self._queue)
            do()
        self.time = end


_BEFALLS: tuple[tuple[int, Callable[[World, Machine], None]], ...] = (
    (30, World.cut_off_or_back),
    (20, World.back_up_till),
    (7, World.perhaps_restore_till),
    (7, World.back_up_hub),
    (4, World.perhaps_restore_hub),
    (3, World.perhaps_copy),
    (9, World.set_clock),
    (6, World.start_again),
    (14, World.nothing),
)

__all__ = ["Broken", "Hello", "Machine", "Parts", "Plan", "World"]
