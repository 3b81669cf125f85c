"""All settings of a shop and a till as one file: written for another till, and read with every suspicion.

The file is TOML (JSON is read too) with the tables `till`, `shop` and `devices`. Nothing of it is believed
before it was checked: its size, its encoding, every name, type and range. What it would change is listed
first; taking it over is the caller's, and so is going back.
"""

from __future__ import annotations

import dataclasses
import json
import tomllib
from collections.abc import Mapping
from typing import Any

import msgspec
import tomli_w

from app.settings.devices import DeviceSettings, devices_from, devices_to
from app.settings.options import from_values, to_values
from app.settings.quick_keys import checked_pages
from app.settings.shop import ShopSettings
from app.settings.till import TillSettings
from app.values.errors import Refusal
from app.values.words import Message, msg
from app.workflows.scans.shop_rules import check_rules

FORMAT = 1
LARGEST_BYTES = 2_000_000
_TABLES = ("till", "shop", "devices")


class SettingsSet(msgspec.Struct, frozen=True):
    """Everything that can be set: of the shop, of this till, of its devices."""

    till: TillSettings
    shop: ShopSettings
    devices: DeviceSettings


class Difference(msgspec.Struct, frozen=True):
    """One option that the file has otherwise; `group` is `till`, `shop` or a device, values are as they are kept."""

    group: str
    option: str
    old: Any
    new: Any


def settings_file(settings: SettingsSet) -> bytes:
    """The file's content; no secret is in it."""
    tables: dict[str, Any] = {
        "format": FORMAT,
        "till": to_values(settings.till),
        "shop": to_values(settings.shop),
        "devices": devices_to(settings.devices),
    }
    tables["devices"]["mail"].pop("password", None)
    return b"# Settings of Regulars; read them under Settings.\n" + tomli_w.dumps(tables).encode()


def read_settings_file(data: bytes, current: SettingsSet) -> SettingsSet:
    """The settings as they would be after the file; what it does not name stays as it is.

    Raises:
        Refusal: `settings_file.*`, `settings.*`, `scan_rule.*`: nothing of such a file is taken over.
    """
    tables = _parsed(data)
    version = tables.pop("format", None)
    if version != FORMAT or isinstance(version, bool):
        raise Refusal("settings_file.format", msg("This is no settings file of Regulars. Nothing was changed."))
    unknown = sorted(set(tables) - set(_TABLES))
    if unknown:
        raise Refusal("settings.unknown", msg("There is no setting named {name}.", name=str(unknown[0])[:60]))
    for name, table in tables.items():
        if not isinstance(table, Mapping):
            raise _unreadable(msg("{name} is no table", name=name))
    till = from_values(TillSettings, {**to_values(current.till), **tables.get("till", {})})
    shop = from_values(ShopSettings, {**to_values(current.shop), **tables.get("shop", {})})
    checked_pages(shop.quick_keys)
    check_rules(shop.scan_rules)
    return SettingsSet(till, shop, _devices(tables.get("devices", {}), current.devices))


def differences(old: SettingsSet, new: SettingsSet) -> tuple[Difference, ...]:
    """What changes from one to the other, in the order of the declarations."""
    found = [*_compared("till", old.till, new.till), *_compared("shop", old.shop, new.shop)]
    for each in dataclasses.fields(DeviceSettings):
        found += _compared(each.name, getattr(old.devices, each.name), getattr(new.devices, each.name))
    return tuple(found)


def _compared(group: str, old: Any, new: Any) -> list[Difference]:
    return [
        Difference(group, each.name, getattr(old, each.name), getattr(new, each.name))
        for each in dataclasses.fields(old)
        if getattr(old, each.name) != getattr(new, each.name)
    ]


def _devices(tables: Mapping[str, Any], current: DeviceSettings) -> DeviceSettings:
    now = devices_to(current)
    for name, table in tables.items():
        if not isinstance(table, Mapping):
            raise _unreadable(msg("{name} is no table", name=str(name)[:60]))
        now[name] = {**now.get(name, {}), **table}
    return devices_from(now)


def _parsed(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST_BYTES:
        raise Refusal("settings_file.large", msg("The file is too large to be settings. Nothing was changed."))
    try:
        text = data.decode("utf-8-sig")
        if "\0" in text:
            raise ValueError("NUL")
        read = json.loads(text, object_pairs_hook=_once) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise _unreadable(str(wrong)[:120]) from wrong
    if not isinstance(read, dict):
        raise _unreadable(msg("it is no table"))
    return read


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _unreadable(why: Message | str) -> Refusal:
    return Refusal("settings_file.unreadable", msg("The file cannot be read ({why}). Nothing was changed.", why=why))
