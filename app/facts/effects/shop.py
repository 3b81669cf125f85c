"""What follows for the shop itself: settings, staff, programs, shifts."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from app.facts.bodies import ProgramPublished, ShiftClosed, ShiftOpened, ShopSettingsChanged, StaffSaved
from app.facts.effects.changes import Effect, Put, Settle
from app.facts.envelope import Fact


def shop_settings_changed(fact: Fact, body: ShopSettingsChanged) -> Iterator[Effect]:
    """Each option by itself: two tills may change different ones at once."""
    for name, value in body.values.items():
        yield Put("shop_settings", {"name": name, "stamp": fact.stamp, "value": value})


def staff_saved(fact: Fact, body: StaffSaved) -> Iterator[Effect]:
    """Somebody on the staff as they are now."""
    yield Settle(
        "staff",
        {"id": body.id},
        {
            "name": body.name,
            "role": body.role,
            "pin_hash": body.pin_hash,
            "member": body.member,
            "active": int(body.active),
            "badge_hash": body.badge_hash,
            "must_change": int(body.must_change),
            "recovery_hash": body.recovery_hash,
        },
        fact.stamp,
    )


def looked_into(fact: Fact, body: object) -> Iterator[Effect]:  # noqa: ARG001 - the same shape as every effect
    """Nothing follows in the tables: what an owner looks into is read from the facts themselves."""
    return iter(())


def program_published(fact: Fact, body: ProgramPublished) -> Iterator[Effect]:
    """A version stays for ever: receipts name it."""
    yield Put(
        "programs",
        {
            "id": body.id,
            "version": body.version,
            "stamp": fact.stamp,
            "valid_from": body.valid_from,
            "program": body.program,
        },
    )


def shift_opened(fact: Fact, body: ShiftOpened) -> Iterator[Effect]:
    """The till's trading day, and where in its chain it begins."""
    yield Settle(
        "shifts",
        {"id": body.shift},
        {
            "till": fact.till,
            "epoch": fact.epoch,
            "opened_seq": fact.seq,
            "business_on": body.business_on.isoformat(),
            "opened_at": fact.at,
            "staff": fact.staff,
            "float_minor": body.float_minor,
        },
        fact.stamp,
        "opened_stamp",
    )


def shift_closed(fact: Fact, body: ShiftClosed) -> Iterator[Effect]:
    """The end of the trading day, with its totals as they were read then."""
    yield Settle(
        "shifts",
        {"id": body.shift},
        {
            "closed_seq": fact.seq,
            "closed_at": fact.at,
            "receipts": body.receipts,
            "total_minor": body.total_minor,
            "tenders": msgspec.json.encode(dict(sorted(body.tenders_minor.items()))).decode(),
        },
        fact.stamp,
        "closed_stamp",
    )
