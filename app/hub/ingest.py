"""Keeping entries: each once, in its stream, with what it does to balances; what does not fit becomes an incident."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from app.hub.ports import BookingRow, Device, HubWork, Incident, Move, Reader
from app.sync.wire import Entry

replace = msgspec.structs.replace

Life = tuple[str, int]
"""A device and one of its epochs."""


class Ingest:
    """Takes checked entries into the ledger."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def keep(self, work: HubWork, sender: Device, entries: Sequence[tuple[Entry, bytes]]) -> list[Incident]:
        """Keep those whose id is new; returns what somebody should look at.

        Args:
            sender: Whose chain they are in, or who offers what others recorded. entries: With their digests.
        """
        incidents: list[Incident] = []
        fresh = self._new_ones(work, sender, entries, incidents)
        if not fresh:
            return incidents
        self._account(work, sender, [entry for entry, _ in fresh], incidents)
        for member in sorted({self._reader.erases(entry) for entry, _ in fresh} - {""}):
            work.erase(member)
        self._keep_records(work, [entry for entry, _ in fresh if entry.record])
        for incident in incidents:
            work.note(incident)
        # The streams' counters come last: whoever holds one lets everybody else in the stream wait.
        by_stream: dict[str, list[tuple[Entry, bytes]]] = {}
        for entry, digest in fresh:
            by_stream.setdefault(self._reader.stream(entry, sender), []).append((entry, digest))
        for stream, kept in sorted(by_stream.items()):
            work.append(stream, kept)
        return incidents

    def _new_ones(
        self, work: HubWork, device: Device, entries: Sequence[tuple[Entry, bytes]], incidents: list[Incident]
    ) -> list[tuple[Entry, bytes]]:
        known = dict(work.known([entry for entry, _ in entries]))
        fresh = []
        for entry, digest in entries:
            first = known.get(entry.id)
            if first is None:
                known[entry.id] = digest
                fresh.append((entry, digest))
            elif first != digest:
                incidents.append(Incident("clash", entry.id, device.id))
        return fresh

    def _keep_records(self, work: HubWork, entries: list[Entry]) -> None:
        """Whoever was forgotten stays forgotten: the record beside a late entry is dropped, the fact stays."""
        if not entries:
            return
        subjects = [(entry.id, self._reader.subject(entry), entry.record) for entry in entries]
        gone = self._gone(work, sorted({member for _, member, _ in subjects}))
        work.keep_records([record for record in subjects if record[1] and record[1] not in gone])

    @staticmethod
    def _gone(work: HubWork, members: list[str]) -> frozenset[str]:
        return work.erased(members)

    def _account(self, work: HubWork, sender: Device, entries: list[Entry], incidents: list[Incident]) -> None:
        deltas: dict[str, int] = {}
        last: dict[str, str] = {}
        for entry in entries:
            # Whoever brings it: it was spent from the lease of the till and the life that recorded it.
            life = (entry.device, entry.epoch)
            for move in self._reader.moves(entry):
                deltas[move.account] = deltas.get(move.account, 0) + move.units
                last[move.account] = entry.id
                if move.home and move.units > 0 and self._is_home(work, sender, entry):
                    self._lend_at_home(work, life, move)
                elif move.spends:
                    incidents += self._cover(work, life, entry, move)
        if not deltas:
            return
        for account, balance in work.add(dict(sorted(deltas.items()))).items():
            if balance < 0:
                incidents.append(Incident("overdrawn", last[account], sender.id, account, -balance))

    @staticmethod
    def _lend_at_home(work: HubWork, life: Life, move: Move) -> None:
        """What is born at a till is lent to it, unless the till has said itself, after a restore, what it holds."""
        grant = work.grant(*life, move.account)
        if not grant.declared:
            work.put_grant(*life, move.account, replace(grant, limit=max(grant.limit, move.units)))

    def _cover(self, work: HubWork, life: Life, entry: Entry, move: Move) -> Iterator[Incident]:
        """Count a spending against what it was covered by."""
        if move.cover == "lease":
            grant = work.grant(*life, move.account)
            spent = grant.spent - move.units
            work.put_grant(*life, move.account, replace(grant, spent=spent))
            if spent > grant.limit:
                yield Incident("over_lease", entry.id, life[0], move.account, spent - grant.limit)
        if move.booking:
            yield from self._close_booking(work, life, entry, move)

    @staticmethod
    def _is_home(work: HubWork, sender: Device, entry: Entry) -> bool:
        """Whether the till that made it may have spent it: in its present life, or one that is not all in yet."""
        maker = sender if entry.device == sender.id else work.device(entry.device)
        if maker is None or maker.revoked:
            return False
        return entry.epoch == maker.epoch or not maker.caught_up

    @staticmethod
    def _close_booking(work: HubWork, life: Life, entry: Entry, move: Move) -> Iterator[Incident]:
        booking = work.booking(move.booking)
        used = move.cover == "booking"
        if used and (booking is None or booking.state != "open"):
            yield Incident("unbooked", entry.id, life[0], move.account, -move.units)
        if booking is not None and booking.state == "open":
            work.put_booking(move.booking, replace(booking, state="spent" if used else "dropped"))
        elif booking is None:
            row = BookingRow(*life, move.account, -move.units, "spent" if used else "dropped")
            work.put_booking(move.booking, row)
