"""Leases and bookings: what is in one till's hands is in nobody else's (escrow, a bounded counter per account).

Time alone never takes a lease back: only the till that gives it up, or a new life of that till once all of
its entries are in.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from app.hub.ports import BookingRow, Device, Grant, HubWork
from app.sync.wire import Booked, BookingAsked, BookingDropped, LeaseAsked, LeaseReturned, Lent, Unbooked

replace = msgspec.structs.replace


class Lending:
    """Grants, takes back, books."""

    def available(self, work: HubWork, account: str) -> int:
        """What nobody holds, in units."""
        return max(0, work.balance(account) - work.held(account))

    def may_lend(self, work: HubWork, device: Device) -> bool:
        """Not while a restored hub waits for tills, nor to a till whose last life is not all in."""
        return device.caught_up and not work.recovering()

    def lend(self, work: HubWork, device: Device, asked: LeaseAsked) -> Lent:
        """Raise the till's limit towards its target by what is available."""
        grant = work.grant(device.id, device.epoch, asked.account)
        if self.is_old(grant, asked.rid):
            return self._lent(work, device, asked.account, grant)
        if self.may_lend(work, device):
            more = max(0, min(asked.target - grant.limit, self.available(work, asked.account)))
            grant = replace(grant, limit=grant.limit + more, rid=asked.rid)
        else:
            grant = replace(grant, rid=asked.rid)
        work.put_grant(device.id, device.epoch, asked.account, grant)
        return self._lent(work, device, asked.account, grant)

    @staticmethod
    def has_forgotten(work: HubWork, device: Device, asked: LeaseAsked) -> bool:
        """Whether more is known to be spent than the till says: it went back, or the request was overtaken."""
        return asked.used < work.grant(device.id, device.epoch, asked.account).spent

    def take_back(self, work: HubWork, device: Device, returned: LeaseReturned) -> Lent:
        """Lower the till's limit to what it says, once everything it spent before is in."""
        grant = work.grant(device.id, device.epoch, returned.account)
        if not self.is_old(grant, returned.rid):
            grant = replace(grant, rid=returned.rid)
        if self.is_in(work, device, returned) and returned.rid == grant.rid and returned.limit >= grant.spent:
            grant = replace(grant, limit=min(grant.limit, returned.limit))
        work.put_grant(device.id, device.epoch, returned.account, grant)
        return self._lent(work, device, returned.account, grant)

    @staticmethod
    def is_old(grant: Grant, rid: int) -> bool:
        """A request that was overtaken by a later one of the same till changes nothing."""
        return rid <= grant.rid

    @staticmethod
    def is_in(work: HubWork, device: Device, returned: LeaseReturned) -> bool:
        """Whether the chain has come to where the till was when it gave back."""
        return returned.upto <= work.head(device.id, device.epoch).seq

    def book(self, work: HubWork, device: Device, asked: BookingAsked) -> Booked:
        """Set units aside for a sale, once; asking again gives the same answer."""
        hub = work.incarnation()
        booking = work.booking(asked.id)
        if booking is not None:
            return Booked(hub, asked.id, booking.state == "open" and booking.device == device.id)
        available = self.available(work, asked.account)
        lends = self.may_lend(work, device)
        yes = lends and 1 <= asked.units <= available
        # A no is remembered too: the same request, arriving once more, must not hold what nobody waits for.
        state = "open" if yes else "dropped"
        work.put_booking(asked.id, BookingRow(device.id, device.epoch, asked.account, asked.units, state))
        return Booked(hub, asked.id, yes, available - asked.units if yes else available, recovering=not lends)

    def drop(self, work: HubWork, device: Device, dropped: BookingDropped) -> Unbooked:
        """A booking that will not be spent; remembered, so that its asking cannot come late and hold for ever."""
        booking = work.booking(dropped.id)
        if booking is None:
            work.put_booking(dropped.id, BookingRow(device.id, dropped.epoch, dropped.account, 0, "dropped"))
        elif booking.state == "open" and booking.device == device.id:
            work.put_booking(dropped.id, replace(booking, state="dropped"))
        return Unbooked(work.incarnation(), dropped.id)

    def declared(self, work: HubWork, device: Device, bookings: Mapping[str, tuple[str, int]]) -> None:
        """After a restore: bookings that the till holds and that were forgotten here."""
        for sale, (account, units) in bookings.items():
            if work.booking(sale) is None:
                work.put_booking(sale, BookingRow(device.id, device.epoch, account, units))

    def _lent(self, work: HubWork, device: Device, account: str, grant: Grant) -> Lent:
        return Lent(
            work.incarnation(),
            device.epoch,
            account,
            grant.limit,
            grant.rid,
            recovering=not self.may_lend(work, device),
        )
