"""What happens at the counters of the simulation: earning, spending under every rule, coupons, edits, erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sync.ports import Booking
from app.sync.wire import Booked, Reply
from tests.simulation.ledger_of_play import entry

if TYPE_CHECKING:
    from tests.simulation.world import Machine, World

DAY = 86_400_000
RISK_LIMIT = 20
START = 1_000_000 * DAY
MILLISECONDS = DAY // 400
"""Of the shop's time in one step of the world: a history lasts a few days."""


class Selling:
    """Does one thing at a counter at a time."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._waiting: dict[str, dict[str, tuple[str, int]]] = {}
        self._coupons: list[str] = []

    def sell(self, machine: Machine) -> None:
        """One customer."""
        dice = self._world.dice
        luck = dice.random()
        account = f"points/{dice.randrange(self._world.plan.accounts)}"
        if luck < (0.16 if self._world.plan.scarce else 0.40):
            self.move(machine, account, dice.randint(1, 12 if self._world.plan.scarce else 50))
        elif luck < 0.62:
            self._spend_lent(machine, account)
        elif luck < 0.72:
            self._spend_booked(machine, account)
        elif luck < 0.78:
            self._risk(machine)
        elif luck < 0.84:
            self._coupon(machine)
        elif luck < 0.87:
            if self._world.plan.returns:
                self.move(machine, account, -dice.randint(1, 5))
        else:
            self._edit(machine)

    def move(self, machine: Machine, account: str, units: int, cover: str = "", booking: str = "") -> None:
        """Points come or go."""
        self._record(machine, ("move", account, units, cover, booking))
        if units < 0 and not cover:
            self._world.watch.returned[account] += -units

    def _spend_lent(self, machine: Machine, account: str) -> None:
        state, lease = machine.store.state(), machine.store.lease(account)
        if state.suspect or state.contested or state.fresh or not lease.free:
            self._world.count("refused")
            self._world.send(machine, machine.sync.ask(account, self._world.dice.choice((3, 10, 40))))
            return
        units = self._world.dice.randint(1, lease.free)
        machine.store.use(account, units)
        self.move(machine, account, -units, "lease")
        self._world.count("spent from a lease")

    def spend_all(self, machine: Machine) -> None:
        """Everything that this till may spend without asking."""
        for account, lease in machine.store.leases().items():
            if lease.free:
                machine.store.use(account, lease.free)
                self.move(machine, account, -lease.free, "lease")

    def give_back_some(self, machine: Machine) -> None:
        """A till that has had no use for a lease gives it back."""
        free = [account for account, lease in machine.store.leases().items() if lease.free]
        if free:
            self._world.send(machine, machine.sync.give_back(self._world.dice.choice(free)))

    def give_all_back(self, machine: Machine) -> None:
        """Nothing stays lent."""
        for account in machine.store.leases():
            self._world.send(machine, machine.sync.give_back(account))

    def ask_for_all(self, machine: Machine) -> None:
        """Every account as far as it goes."""
        for account in self._world.hub_store.balances:
            if not account.startswith("risk/"):
                self._world.send(machine, machine.sync.ask(account, 1_000_000))

    def _spend_booked(self, machine: Machine, account: str) -> None:
        sale, units = self._world.new_name(), self._world.dice.randint(1, 10)
        request = machine.sync.book(sale, account, units)
        if request is None:
            return
        self._waiting.setdefault(machine.name, {})[sale] = (account, units)
        self._world.send(machine, request)
        if self._world.dice.random() < 0.3:
            self._world.send(machine, request)
        self._world.later(self._world.dice.randint(10, 160), lambda: self._give_up(machine, sale))

    def after_reply(self, machine: Machine, reply: Reply) -> None:
        """A booking that was granted is spent, unless the customer has left."""
        if not isinstance(reply, Booked) or not reply.yes:
            return
        wanted = self._waiting.get(machine.name, {}).get(reply.id)
        booking = machine.store.bookings().get(reply.id)
        if wanted is None or booking is None or booking.state != "held":
            return
        if self._world.dice.random() < 0.5:
            self._spend_booking(machine, reply.id)

    def _spend_booking(self, machine: Machine, sale: str) -> None:
        wanted = self._waiting[machine.name].pop(sale)
        machine.store.put_booking(sale, Booking(*wanted, "spent"))
        self.move(machine, wanted[0], -wanted[1], "booking", sale)
        self._world.count("spent from a booking")

    def _give_up(self, machine: Machine, sale: str) -> None:
        """The customer pays at last, or leaves; without an answer the same sale may go from the lease."""
        booking = machine.store.bookings().get(sale)
        if booking is None or sale not in self._waiting.get(machine.name, {}):
            return
        if booking.state == "held" and self._world.faults and self._world.dice.random() < 0.8:
            self._spend_booking(machine, sale)
            return
        wanted = self._waiting[machine.name].pop(sale)
        state, lease = machine.store.state(), machine.store.lease(wanted[0])
        self._world.send(machine, machine.sync.drop(sale))
        if lease.free >= wanted[1] and not (state.fresh or state.suspect or state.contested):
            machine.store.use(wanted[0], wanted[1])
            self.move(machine, wanted[0], -wanted[1], "lease", sale)

    def settle(self, machine: Machine) -> None:
        """In the calm nobody waits any more: what was booked and not spent is dropped."""
        for sale, booking in machine.store.bookings().items():
            if booking.state in ("asked", "held"):
                machine.sync.drop(sale)

    def forget(self, machine: Machine) -> None:
        """The program was started anew: the customers who waited are gone."""
        self._waiting.pop(machine.name, None)

    def _risk(self, machine: Machine) -> None:
        """A program that may be spent without asking, so much per member, till and day."""
        if machine.store.state().contested:
            return
        account, day = "risk/0", self.day()
        left = RISK_LIMIT - machine.store.risked.get((account, day), 0)
        units = min(left, machine.store.balance(account), self._world.dice.randint(1, 15))
        if self._world.dice.random() < 0.4:
            self.move(machine, account, self._world.dice.randint(1, 20))
        elif units > 0:
            machine.store.risked[account, day] = RISK_LIMIT - left + units
            self.move(machine, account, -units, "risk")

    def day(self) -> int:
        return self._world.time * MILLISECONDS // DAY

    def _coupon(self, machine: Machine) -> None:
        """A code that counts once: its home till may take it at once, every other has to hold it first."""
        dice, state = self._world.dice, machine.store.state()
        if not self._coupons or dice.random() < 0.4:
            account = f"token/{self._world.new_name()}"
            self._coupons.append(account)
            self._record(machine, ("coupon", account))
            if not state.fresh:
                machine.store.lend_at_home(account)
            return
        account = dice.choice(self._coupons)
        if machine.store.lease(account).free and not (state.fresh or state.suspect or state.contested):
            machine.store.use(account, 1)
            self.move(machine, account, -1, "lease")
        else:
            self._world.send(machine, machine.sync.ask(account, 1))

    def _edit(self, machine: Machine) -> None:
        dice = self._world.dice
        luck, member = dice.random(), f"member {dice.randrange(4)}"
        if luck < 0.5:
            value = self._world.new_name()
            self._record(
                machine, ("edit", member, f"field {dice.randrange(2)}", value), record=f"{member} {value}".encode()
            )
        elif luck < 0.7:
            self._record(machine, ("state", f"card {dice.randrange(4)}", dice.randrange(4)))
        elif luck < 0.95:
            self._record(machine, ("note", self._world.time))
        elif dice.random() < 0.4:
            self._record(machine, ("erase", member))

    def _record(self, machine: Machine, what: tuple[object, ...], record: bytes = b"") -> None:
        store = machine.store
        clock = START + self._world.time * MILLISECONDS + machine.skew
        store.hlc = max(store.hlc + 1, max(clock, 0) << 16)
        made = entry(
            self._world.new_name(), what, hlc=store.hlc, device=store.device, epoch=store.state().epoch, record=record
        )
        self._world.watch.made[made.id] = made
        store.record(made)
