"""Stores of the simulation: a till's and a hub's, in memory, that can be put back to an older state.

Values are immutable, so a backup is a shallow copy.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Self

import msgspec

from app.hub.ports import BookingRow, ChainHead, Device, Grant, Incident
from app.sync.chain import GENESIS, entry_digest, link
from app.sync.ports import Booking, Head, Lease, TillState
from app.sync.wire import Entry, Row
from tests.simulation.ledger_of_play import PlayReader, read

_READER = PlayReader()
replace = msgspec.structs.replace


class _Transaction:
    """A transaction that always succeeds: crashes come between transactions in this world."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None


class TillMemory(_Transaction):
    """A till's store; fulfils `TillStore` and `TillWork`."""

    def __init__(self, device: str) -> None:
        self.device = device
        self._state = TillState()
        self.chained: list[tuple[Entry, bytes]] = []
        self.waiting: list[Entry] = []
        self.known: dict[str, Entry] = {}
        self.balances: dict[str, int] = {}
        self.erased: set[str] = set()
        self._leases: dict[str, Lease] = {}
        self._bookings: dict[str, Booking] = {}
        self._cursors: dict[str, int] = {}
        self._offers: dict[str, None] = {}
        self.risked: dict[tuple[str, int], int] = {}
        self.hlc = 0

    def backup(self) -> TillMemory:
        """A copy that shares nothing that changes."""
        made = copy.copy(self)
        for name, value in vars(self).items():
            if isinstance(value, list | dict | set):
                setattr(made, name, value.copy())
        return made

    def work(self) -> TillMemory:
        return self

    # -- what the counter does

    def record(self, entry: Entry) -> None:
        """Keep an own entry: in the chain, or waiting for the next life."""
        if _READER.subject(entry) in self.erased:
            entry = _bare(entry)
        if self._state.fresh:
            self.waiting.append(entry)
        else:
            self._chain(entry)
        self._keep(entry)

    def use(self, account: str, units: int) -> None:
        """Spend from a lease."""
        lease = self.lease(account)
        self._leases[account] = replace(lease, used=lease.used + units)

    def lend_at_home(self, account: str) -> None:
        """What was born here may be spent here."""
        lease = self.lease(account)
        self._leases[account] = replace(lease, limit=lease.limit + 1)

    def balance(self, account: str) -> int:
        return self.balances.get(account, 0)

    # -- what sync needs

    def state(self) -> TillState:
        return self._state

    def put_state(self, state: TillState) -> None:
        self._state = state

    def head(self) -> Head:
        return Head(len(self.chained), self.chained[-1][1] if self.chained else GENESIS)

    def digest_at(self, seq: int) -> bytes:
        if seq == 0:
            return GENESIS
        return self.chained[seq - 1][1] if seq <= len(self.chained) else b""

    def chain(self, after: int, limit: int) -> Sequence[Entry]:
        return [entry for entry, _ in self.chained[after : after + limit]]

    def entries(self) -> int:
        return len(self.chained) + len(self.waiting)

    def end_life(self) -> None:
        self.waiting += [entry for entry, _ in self.chained]
        self.chained = []
        self._leases = {}
        self._bookings = {}

    def begin_life(self, epoch: int) -> None:
        entries = sorted(self.waiting, key=lambda entry: (entry.hlc, entry.id))
        self.waiting = []
        self._state = TillState(epoch=epoch, fresh=False, rid=self._state.rid)
        for entry in entries:
            self._chain(entry)

    def leases(self) -> Mapping[str, Lease]:
        return dict(self._leases)

    def lease(self, account: str) -> Lease:
        return self._leases.get(account, Lease())

    def put_lease(self, account: str, lease: Lease) -> None:
        self._leases[account] = lease

    def bookings(self) -> Mapping[str, Booking]:
        return dict(self._bookings)

    def put_booking(self, sale: str, booking: Booking) -> None:
        self._bookings[sale] = booking

    def drop_booking(self, sale: str) -> None:
        self._bookings.pop(sale, None)

    def cursor(self, stream: str) -> int:
        return self._cursors.get(stream, 0)

    def has(self, entry: str) -> bool:
        return entry in self.known

    def apply(self, stream: str, rows: Sequence[Row], cursor: int) -> None:
        for row in rows:
            self._keep(row.entry)
        self._cursors[stream] = cursor

    def restart_streams(self) -> None:
        own = {entry.id for entry, _ in self.chained}
        self._cursors = {}
        self._offers = dict.fromkeys(name for name in self.known if name not in own)

    def offers(self, limit: int) -> Sequence[Entry]:
        return [self.known[name] for name in list(self._offers)[:limit]]

    def offered(self, ids: Sequence[str]) -> None:
        for name in ids:
            self._offers.pop(name, None)

    # -- inside

    def _chain(self, entry: Entry) -> None:
        head = self.head()
        seq = head.seq + 1
        self.chained.append((entry, link((self.device, self._state.epoch, seq), head.digest, entry_digest(entry))))

    def _keep(self, entry: Entry) -> None:
        if entry.id in self.known:
            return
        self.hlc = max(self.hlc, entry.hlc)
        member = _READER.subject(entry)
        if member and member in self.erased:
            entry = _bare(entry)
        self.known[entry.id] = entry
        for move in _READER.moves(entry):
            self.balances[move.account] = self.balances.get(move.account, 0) + move.units
        forgotten = _READER.erases(entry)
        if forgotten:
            self.erased.add(forgotten)
            self._forget(forgotten)

    def _forget(self, member: str) -> None:
        def bare(entry: Entry) -> Entry:
            return _bare(entry) if entry.record and _READER.subject(entry) == member else entry

        self.known = {name: bare(entry) for name, entry in self.known.items()}
        self.waiting = [bare(entry) for entry in self.waiting]
        self.chained = [(bare(entry), digest) for entry, digest in self.chained]


class HubMemory(_Transaction):
    """The hub's store for one tenant; fulfils `HubStore` and `HubWork`."""

    def __init__(self) -> None:
        self.life = 1
        self.devices: dict[str, Device] = {}
        self.heads: dict[tuple[str, int], ChainHead] = {}
        self.places: dict[tuple[str, int, int], bytes] = {}
        self.ids: dict[str, bytes] = {}
        self.records: dict[str, tuple[str, bytes]] = {}
        self.streams: dict[str, list[Row]] = {}
        self.balances: dict[str, int] = {}
        self.grants: dict[tuple[str, int, str], Grant] = {}
        self.by_account: dict[str, dict[tuple[str, int], None]] = {}
        self.booked: dict[str, BookingRow] = {}
        self.open_bookings: dict[str, dict[str, None]] = {}
        self.notes: list[Incident] = []
        self.gone: set[str] = set()
        self.waits_for_all = False

    def backup(self) -> HubMemory:
        """A copy that shares nothing that changes."""
        made = copy.copy(self)
        for name, value in vars(self).items():
            if isinstance(value, list | dict | set):
                setattr(made, name, value.copy())
        made.streams = {name: list(rows) for name, rows in self.streams.items()}
        made.by_account = {name: dict(keys) for name, keys in self.by_account.items()}
        made.open_bookings = {name: dict(keys) for name, keys in self.open_bookings.items()}
        return made

    def work(self, tenant: str) -> HubMemory:
        return self

    def incarnation(self) -> int:
        return self.life

    def device(self, device: str) -> Device | None:
        return self.devices.get(device)

    def put_device(self, device: Device) -> None:
        self.devices[device.id] = device

    def head(self, device: str, epoch: int) -> ChainHead:
        return self.heads.get((device, epoch), ChainHead(0, GENESIS))

    def put_head(self, device: str, epoch: int, head: ChainHead) -> None:
        self.heads[device, epoch] = head
        self.places[device, epoch, head.seq] = head.digest

    def digest_at(self, device: str, epoch: int, seq: int) -> bytes:
        return self.places.get((device, epoch, seq), b"") if seq else GENESIS

    def known(self, entries: Sequence[Entry]) -> Mapping[str, bytes]:
        return {entry.id: self.ids[entry.id] for entry in entries if entry.id in self.ids}

    def append(self, stream: str, entries: Sequence[tuple[Entry, bytes]]) -> int:
        rows = self.streams.setdefault(stream, [])
        first = len(rows) + 1
        for entry, digest in entries:
            self.ids[entry.id] = digest
            rows.append(Row(len(rows) + 1, _bare(entry) if entry.record else entry))
        return first

    def keep_records(self, records: Sequence[tuple[str, str, bytes]]) -> None:
        for name, member, record in records:
            self.records[name] = (member, record)

    def rows(self, stream: str, after: int, limit: int) -> tuple[Sequence[Row], int]:
        rows = self.streams.get(stream, [])
        page = rows[after : after + limit]
        return [self._whole(row) if row.entry.id in self.records else row for row in page], len(rows)

    def _whole(self, row: Row) -> Row:
        return Row(row.pos, replace(row.entry, record=self.records[row.entry.id][1]))

    def add(self, deltas: Mapping[str, int]) -> Mapping[str, int]:
        for account, units in deltas.items():
            self.balances[account] = self.balances.get(account, 0) + units
        return {account: self.balances[account] for account in deltas}

    def balance(self, account: str) -> int:
        return self.balances.get(account, 0)

    def held(self, account: str) -> int:
        lent = sum(self.grants[device, epoch, account].held for device, epoch in self.by_account.get(account, {}))
        return lent + sum(self.booked[sale].units for sale in self.open_bookings.get(account, {}))

    def grant(self, device: str, epoch: int, account: str) -> Grant:
        return self.grants.get((device, epoch, account), Grant())

    def put_grant(self, device: str, epoch: int, account: str, grant: Grant) -> None:
        self.grants[device, epoch, account] = grant
        self.by_account.setdefault(account, {})[device, epoch] = None

    def release(self, device: str, before: int) -> None:
        for key in [key for key in self.grants if key[0] == device and key[1] < before]:
            del self.grants[key]
            del self.by_account[key[2]][key[0], key[1]]
        for sale, booking in list(self.booked.items()):
            if booking.device == device and booking.epoch < before and booking.state == "open":
                self.put_booking(sale, BookingRow(device, booking.epoch, booking.account, booking.units, "dropped"))

    def bookings(self, device: str) -> Sequence[str]:
        return [sale for sale, booking in self.booked.items() if booking.device == device and booking.state == "open"]

    def booking(self, sale: str) -> BookingRow | None:
        return self.booked.get(sale)

    def put_booking(self, sale: str, booking: BookingRow) -> None:
        self.booked[sale] = booking
        opened = self.open_bookings.setdefault(booking.account, {})
        if booking.state == "open":
            opened[sale] = None
        else:
            opened.pop(sale, None)

    def note(self, incident: Incident) -> None:
        self.notes.append(incident)

    def recovering(self) -> bool:
        return self.waits_for_all and any(not d.caught_up and not d.revoked for d in self.devices.values())

    def erase(self, member: str) -> None:
        self.gone.add(member)
        self.records = {name: kept for name, kept in self.records.items() if kept[0] != member}

    def erased(self, members: Sequence[str]) -> frozenset[str]:
        return self.gone.intersection(members)  # type: ignore[return-value]

    def restored(self, life: int) -> None:
        """This store was put back: another incarnation, which waits for every till."""
        self.life = life
        self.waits_for_all = True
        for name, device in self.devices.items():
            self.devices[name] = replace(device, declared=not device.epoch, caught_up=not device.epoch)


def _bare(entry: Entry) -> Entry:
    return Entry(*(getattr(entry, name) for name in entry.__struct_fields__[:-1]))


def folded(entries: Sequence[Entry]) -> dict[str, object]:
    """What edits, states and erasures come to, in canonical order: the same wherever the same entries are."""
    fields: dict[str, object] = {}
    for entry in sorted(entries, key=lambda entry: (entry.hlc, entry.id)):
        body = read(entry)
        if entry.kind == "edit":
            fields[f"{body[1]}.{body[2]}"] = body[3]
        elif entry.kind == "state":
            key = f"card {body[1]}"
            fields[key] = max(int(str(fields.get(key, 0))), int(str(body[2])))
        elif entry.kind == "erase":
            fields[f"erased {body[1]}"] = True
    return fields
