"""The hub's store on PostgreSQL: one transaction per request, one tenant at a time.

New entries come in as one statement of array literals: it passes the row-level security that COPY does not,
and is more than twice as fast as handing lists to the driver. Heads, balances, grants and bookings are read
with locks, always in the same order: device, accounts by name, streams by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import LiteralString

import psycopg
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool

from app.hub.literals import binaries, numbers, texts
from app.hub.ports import BookingRow, ChainHead, Device, Grant, HubWork, Incident
from app.sync.chain import GENESIS
from app.sync.pairing import PairingAsked
from app.sync.wire import Entry, Row

TRIES = 5
PAIRING_TRIES = 5

_RETRIED = (
    psycopg.errors.SerializationFailure,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.UniqueViolation,
)
_ENTRIES = """
INSERT INTO entries (
    tenant, stream, pos, id, kind, schema, hlc, at, business_on, staff, body, device, epoch, digest
)
SELECT %s, %s, %s + ordinality, id, kind, schema, hlc, at, business_on, staff, body, device, epoch, digest
FROM unnest(
    %s::text[], %s::text[], %s::integer[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::bytea[],
    %s::text[], %s::integer[], %s::bytea[]
) WITH ORDINALITY AS fresh (
    id, kind, schema, hlc, at, business_on, staff, body, device, epoch, digest, ordinality
)
"""
_BALANCES = """
INSERT INTO balances AS kept (tenant, account, units)
SELECT %s, account, units FROM unnest(%s::text[], %s::bigint[]) AS moved (account, units)
ON CONFLICT (tenant, account) DO UPDATE SET units = kept.units + excluded.units
RETURNING account, units
"""
_DEVICE = """
SELECT device, shop, epoch, nonce, machine, needs, declared, caught_up, revoked
FROM devices WHERE tenant = %s AND device = %s FOR UPDATE
"""
_PUT_DEVICE = """
INSERT INTO devices (tenant, device, shop, epoch, nonce, machine, needs, declared, caught_up, revoked)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (tenant, device) DO UPDATE SET
    epoch = excluded.epoch, nonce = excluded.nonce, machine = excluded.machine, needs = excluded.needs,
    declared = excluded.declared, caught_up = excluded.caught_up, revoked = excluded.revoked, seen_at = now()
"""
_PUT_GRANT = """
INSERT INTO grants (tenant, account, device, epoch, upto, spent, rid, declared)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (tenant, account, device, epoch) DO UPDATE SET
    upto = excluded.upto, spent = excluded.spent, rid = excluded.rid, declared = excluded.declared
"""
_PUT_BOOKING = """
INSERT INTO bookings (tenant, sale, device, epoch, account, units, state) VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (tenant, sale) DO UPDATE SET state = excluded.state
"""
_HELD = """
SELECT coalesce((SELECT sum(greatest(upto - spent, 0)) FROM grants
                 WHERE tenant = %(tenant)s AND account = %(account)s), 0)
     + coalesce((SELECT sum(units) FROM bookings
                 WHERE tenant = %(tenant)s AND account = %(account)s AND state = 'open'), 0)
"""
_ROWS = """
SELECT e.pos, e.id, e.kind, e.schema, e.hlc, e.at, e.business_on, e.staff, e.body, e.device, e.epoch,
    coalesce(r.record, '')
FROM entries AS e LEFT JOIN records AS r ON r.tenant = e.tenant AND r.id = e.id
WHERE e.tenant = %s AND e.stream = %s AND e.pos > %s ORDER BY e.pos LIMIT %s
"""
_CLOCK = """
INSERT INTO stream_clocks AS clock (tenant, stream, n) VALUES (%s, %s, %s)
ON CONFLICT (tenant, stream) DO UPDATE SET n = clock.n + excluded.n
RETURNING n
"""


@dataclass(frozen=True)
class PairingRow:
    """A one-time code and the till it is for."""

    pairing: str
    code: str
    device: str
    shop: str
    name: str

    def values(self) -> tuple[str, str, str, str, str]:
        return (self.pairing, self.code, self.device, self.shop, self.name)


class PostgresStore:
    """Fulfils `hub.ports.HubStore`.

    Args:
        pool: Connections as a role that owns no table and may not pass by row-level security.
    """

    def __init__(self, pool: ConnectionPool[psycopg.Connection[TupleRow]]) -> None:
        self._pool = pool

    @contextmanager
    def work(self, tenant: str) -> Iterator[HubWork]:
        """One transaction; nothing of it stays unless all of it does."""
        with self._connected(tenant) as connection:
            yield PostgresWork(connection, tenant)

    @contextmanager
    def _connected(self, tenant: str) -> Iterator[psycopg.Connection[TupleRow]]:
        with self._pool.connection() as connection, connection.transaction():
            connection.execute("SELECT set_config('regulars.tenant', %s, true)", (tenant,))
            yield connection

    def key_of(self, tenant: str, device: str) -> bytes | None:
        """A till's public key; None for one that is unknown or out of service."""
        with self._connected(tenant) as connection:
            row = connection.execute(
                "SELECT public_key FROM devices WHERE tenant = %s AND device = %s AND NOT revoked", (tenant, device)
            ).fetchone()
        return bytes(row[0]) if row and row[0] else None

    def take_nonce(self, tenant: str, device: str, nonce: int) -> bool:
        """Use up the number of a request; False where it or a later one was used before."""
        with self._connected(tenant) as connection:
            taken = connection.execute(
                "UPDATE devices SET last_nonce = %s, seen_at = now()"
                " WHERE tenant = %s AND device = %s AND last_nonce < %s RETURNING 1",
                (nonce, tenant, device, nonce),
            ).fetchone()
        return taken is not None

    def invite(self, tenant: str, invitation: PairingRow, minutes: int) -> None:
        """Remember a one-time code."""
        with self._connected(tenant) as connection:
            connection.execute(
                "INSERT INTO pairings (tenant, pairing, code, device, shop, name, ends_at, tries_left)"
                " VALUES (%s, %s, %s, %s, %s, %s, now() + make_interval(mins => %s), %s)",
                (tenant, *invitation.values(), minutes, PAIRING_TRIES),
            )

    def try_pairing(self, asked: PairingAsked) -> PairingRow | None:
        """Use up one try; the code where it may still be used by this key, else None.

        The same key may ask again, since its answer may have been lost.
        """
        with self._connected(asked.tenant) as connection:
            row = connection.execute(
                "UPDATE pairings SET tries_left = tries_left - 1 WHERE tenant = %s AND pairing = %s"
                " AND tries_left > 0 AND ends_at > now() AND (used_by = '' OR used_by = %s)"
                " RETURNING pairing, code, device, shop, name",
                (asked.tenant, asked.pairing, asked.public_key),
            ).fetchone()
        return PairingRow(*row) if row else None

    def pair(self, asked: PairingAsked, row: PairingRow) -> int:
        """The key is the till's from now on; the hub's incarnation."""
        with self._connected(asked.tenant) as connection:
            connection.execute(
                "UPDATE pairings SET used_by = %s WHERE tenant = %s AND pairing = %s",
                (asked.public_key, asked.tenant, asked.pairing),
            )
            connection.execute(
                "INSERT INTO devices (tenant, device, shop, name, public_key) VALUES (%s, %s, %s, %s, %s)"
                " ON CONFLICT (tenant, device) DO UPDATE SET public_key = excluded.public_key, name = excluded.name,"
                " machine = '', revoked = false",
                (asked.tenant, row.device, row.shop, row.name, asked.public_key),
            )
            life = connection.execute("SELECT life FROM tenants WHERE tenant = %s", (asked.tenant,)).fetchone()
        return int(life[0]) if life else 0

    def is_well(self) -> bool:
        """Whether the database answers and takes writes."""
        with self._pool.connection() as connection:
            row = connection.execute("SELECT pg_is_in_recovery()").fetchone()
        return row is not None and not row[0]

    @staticmethod
    def is_worth_retrying(error: BaseException) -> bool:
        """Whether two requests met in the database and the one that lost may simply be done again."""
        return isinstance(error, _RETRIED)


class _Asking:
    """Asks the database in the name of one tenant."""

    def __init__(self, connection: psycopg.Connection[TupleRow], tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant
        self._life: tuple[int, bool] | None = None

    def _one(self, sql: LiteralString, *values: object) -> TupleRow | None:
        return self._connection.execute(sql, (self._tenant, *values), prepare=True).fetchone()

    def _all(self, sql: LiteralString, *values: object) -> list[TupleRow]:
        return self._connection.execute(sql, (self._tenant, *values), prepare=True).fetchall()

    def _do(self, sql: LiteralString, *values: object) -> None:
        self._connection.execute(sql, (self._tenant, *values), prepare=True)


class _Devices(_Asking):
    """The hub's incarnation, its tills and their chains."""

    def _read_life(self) -> tuple[int, bool]:
        if self._life is None:
            row = self._one("SELECT life, waits_for_all FROM tenants WHERE tenant = %s")
            self._life = (row[0], row[1]) if row else (0, False)
        return self._life

    def incarnation(self) -> int:
        return self._read_life()[0]

    def recovering(self) -> bool:
        if not self._read_life()[1]:
            return False
        waiting = self._one("SELECT 1 FROM devices WHERE tenant = %s AND NOT caught_up AND NOT revoked LIMIT 1")
        return waiting is not None

    def device(self, device: str) -> Device | None:
        row = self._one(_DEVICE, device)
        return Device(*row) if row else None

    def put_device(self, device: Device) -> None:
        self._do(
            _PUT_DEVICE,
            device.id,
            device.shop,
            device.epoch,
            device.nonce,
            device.machine,
            device.needs,
            device.declared,
            device.caught_up,
            device.revoked,
        )

    def head(self, device: str, epoch: int) -> ChainHead:
        row = self._one(
            "SELECT seq, digest FROM heads WHERE tenant = %s AND device = %s AND epoch = %s ORDER BY seq DESC LIMIT 1",
            device,
            epoch,
        )
        return ChainHead(row[0], bytes(row[1])) if row else ChainHead(0, GENESIS)

    def put_head(self, device: str, epoch: int, head: ChainHead) -> None:
        self._do(
            "INSERT INTO heads (tenant, device, epoch, seq, digest) VALUES (%s, %s, %s, %s, %s)",
            device,
            epoch,
            head.seq,
            head.digest,
        )

    def digest_at(self, device: str, epoch: int, seq: int) -> bytes:
        if seq == 0:
            return GENESIS
        row = self._one(
            "SELECT digest FROM heads WHERE tenant = %s AND device = %s AND epoch = %s AND seq = %s", device, epoch, seq
        )
        return bytes(row[0]) if row else b""


class _Entries(_Asking):
    """Entries in their streams, and the records beside them."""

    def known(self, entries: Sequence[Entry]) -> Mapping[str, bytes]:
        found = self._all(
            "SELECT id, digest FROM entries WHERE tenant = %s AND id = ANY(%s::text[])",
            texts(entry.id for entry in entries),
        )
        return {name: bytes(digest) for name, digest in found}

    def append(self, stream: str, entries: Sequence[tuple[Entry, bytes]]) -> int:
        row = self._one(_CLOCK, stream, len(entries))
        before = (row[0] if row else len(entries)) - len(entries)
        plain = [entry for entry, _ in entries]
        self._do(
            _ENTRIES,
            stream,
            before,
            texts(entry.id for entry in plain),
            texts(entry.kind for entry in plain),
            numbers(entry.schema for entry in plain),
            numbers(entry.hlc for entry in plain),
            numbers(entry.at for entry in plain),
            texts(entry.business_on for entry in plain),
            texts(entry.staff for entry in plain),
            binaries(entry.body for entry in plain),
            texts(entry.device for entry in plain),
            numbers(entry.epoch for entry in plain),
            binaries(digest for _, digest in entries),
        )
        return before + 1

    def keep_records(self, records: Sequence[tuple[str, str, bytes]]) -> None:
        if records:
            self._do(
                "INSERT INTO records (tenant, id, member, record)"
                " SELECT %s, id, member, record"
                " FROM unnest(%s::text[], %s::text[], %s::bytea[]) AS fresh (id, member, record)",
                texts(name for name, _, _ in records),
                texts(member for _, member, _ in records),
                binaries(record for _, _, record in records),
            )

    def rows(self, stream: str, after: int, limit: int) -> tuple[Sequence[Row], int]:
        high = self._one("SELECT n FROM stream_clocks WHERE tenant = %s AND stream = %s", stream)
        found = self._all(_ROWS, stream, after, limit)
        return [_row(values) for values in found], high[0] if high else 0

    def erase(self, member: str) -> None:
        self._do("INSERT INTO erased (tenant, member) VALUES (%s, %s) ON CONFLICT DO NOTHING", member)
        self._do("DELETE FROM records WHERE tenant = %s AND member = %s", member)

    def erased(self, members: Sequence[str]) -> frozenset[str]:
        found = self._all("SELECT member FROM erased WHERE tenant = %s AND member = ANY(%s::text[])", texts(members))
        return frozenset(row[0] for row in found)

    def note(self, incident: Incident) -> None:
        self._do(
            "INSERT INTO incidents (tenant, entry, code, account, device, units) VALUES (%s, %s, %s, %s, %s, %s)"
            " ON CONFLICT DO NOTHING",
            incident.entry,
            incident.code,
            incident.account,
            incident.device,
            incident.units,
        )


class _Accounts(_Asking):
    """Balances, grants and bookings."""

    def add(self, deltas: Mapping[str, int]) -> Mapping[str, int]:
        return dict(self._all(_BALANCES, texts(deltas), numbers(deltas.values())))

    def balance(self, account: str) -> int:
        return self.add({account: 0})[account]

    def held(self, account: str) -> int:
        values = {"tenant": self._tenant, "account": account}
        row = self._connection.execute(_HELD, values, prepare=True).fetchone()
        return int(row[0]) if row else 0

    def grant(self, device: str, epoch: int, account: str) -> Grant:
        row = self._one(
            "SELECT upto, spent, rid, declared FROM grants"
            " WHERE tenant = %s AND account = %s AND device = %s AND epoch = %s FOR UPDATE",
            account,
            device,
            epoch,
        )
        return Grant(*row) if row else Grant()

    def put_grant(self, device: str, epoch: int, account: str, grant: Grant) -> None:
        self._do(_PUT_GRANT, account, device, epoch, grant.limit, grant.spent, grant.rid, grant.declared)

    def release(self, device: str, before: int) -> None:
        self._do("DELETE FROM grants WHERE tenant = %s AND device = %s AND epoch < %s", device, before)
        self._do(
            "UPDATE bookings SET state = 'dropped' WHERE tenant = %s AND device = %s AND epoch < %s AND state = 'open'",
            device,
            before,
        )

    def bookings(self, device: str) -> Sequence[str]:
        found = self._all("SELECT sale FROM bookings WHERE tenant = %s AND device = %s AND state = 'open'", device)
        return [row[0] for row in found]

    def booking(self, sale: str) -> BookingRow | None:
        row = self._one(
            "SELECT device, epoch, account, units, state FROM bookings WHERE tenant = %s AND sale = %s FOR UPDATE", sale
        )
        return BookingRow(*row) if row else None

    def put_booking(self, sale: str, booking: BookingRow) -> None:
        self._do(_PUT_BOOKING, sale, booking.device, booking.epoch, booking.account, booking.units, booking.state)


class PostgresWork(_Devices, _Entries, _Accounts):
    """Fulfils `hub.ports.HubWork`."""


def _row(values: TupleRow) -> Row:
    pos, name, kind, schema, hlc, at, business_on, staff, body, device, epoch, record = values
    entry = Entry(name, kind, schema, hlc, at, business_on, staff, bytes(body), device, epoch, bytes(record))
    return Row(pos, entry)
