"""A new shop: its settings and its owner, before anything is sold."""

from __future__ import annotations

from dataclasses import replace

from app.facts.bodies import ShopSettingsChanged, StaffSaved
from app.people.pin_rules import check_pin
from app.settings.known import check_known
from app.settings.options import checked
from app.settings.shop import ShopSettings
from app.values.clock import Instant
from app.values.errors import Refusal
from app.values.words import msg
from app.workflows.pins import keeper_for
from app.workflows.ports import Books
from app.workflows.settings import setting_texts
from app.workflows.shop_now import calendar_day


def found_shop(books: Books, settings: ShopSettings, *, owner: str, pin: str | None, at: Instant) -> str:
    """Keep the first settings and the owner; returns the owner's staff id.

    Args:
        pin: The owner's PIN; None for a shop that signs nobody in (a replay). All PINs of the shop will have as
            many digits.
    """
    checked(settings)
    check_known(settings)
    day = calendar_day(settings, at)
    hashed = ""
    if pin is not None:
        hashed = _hashed(books, pin)
        settings = replace(settings, pin_length=len(pin))
    with books.unit_of_work() as unit:
        if unit.staff():
            raise Refusal("shop.exists", msg("This folder already holds a shop. Nothing was changed."))
        staff = unit.new_id()
        unit.record(ShopSettingsChanged(values=setting_texts(settings)), business_on=day, staff=staff, at=at)
        person = StaffSaved(id=staff, name=owner, role="owner", pin_hash=hashed)
        unit.record(person, business_on=day, staff=staff, at=at)
        return staff


def _hashed(books: Books, pin: str) -> str:
    check_pin(pin)
    with books.reads() as reads:
        shop = reads.identity().shop
    return keeper_for(books.secrets, shop, ()).pin_hash(pin)
