"""What tills of the simulation record, and how the hub's rules read it: small entries with a real hash.

Bodies are msgpack tuples whose first item says what they are:
`move` (account, units, cover, booking), `coupon` (account), `note`, `edit` (member, field, value) with a
record beside it, `state` (card, level) and `erase` (member).
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from app.hub.ports import Device, Move
from app.sync.wire import Entry

encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder().decode
BUSINESS = "business"


def read(entry: Entry) -> list[object]:
    """The body's tuple."""
    return _decode(entry.body)  # type: ignore[no-any-return]


def entry(name: str, what: tuple[object, ...], *, hlc: int, device: str, epoch: int, record: bytes = b"") -> Entry:
    """An entry as a till makes it."""
    return Entry(
        id=name,
        kind=str(what[0]),
        schema=1,
        hlc=hlc,
        at=hlc >> 16,
        business_on="2026-11-21",
        staff="",
        body=encode(what),
        device=device,
        epoch=epoch,
        record=record,
    )


class PlayReader:
    """Fulfils `hub.ports.Reader` for these entries."""

    def moves(self, entry: Entry) -> Sequence[Move]:
        if entry.kind == "coupon":
            return (Move(str(read(entry)[1]), 1, home=True),)
        if entry.kind != "move":
            return ()
        _, account, units, cover, booking = read(entry)
        spends = bool(cover)
        return (Move(str(account), int(str(units)), spends, str(cover), str(booking)),)

    def stream(self, entry: Entry, device: Device) -> str:
        return device.shop if entry.kind == "note" else BUSINESS

    def erases(self, entry: Entry) -> str:
        return str(read(entry)[1]) if entry.kind == "erase" else ""

    def subject(self, entry: Entry) -> str:
        return str(read(entry)[1]) if entry.kind == "edit" else ""
