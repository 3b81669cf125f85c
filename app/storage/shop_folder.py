"""A shop's folder: where everything of one shop on one till lies, and the till's own settings in it.

    DIR/shop.db  till.toml  devices.toml  backups/  receipts/  printing/  outbox/  logs/  exports/  acts/

The folder is for its owner alone (0700, files 0600). `till.toml` may be edited by hand: a broken one is set
aside with a notice, and the last good copy is used.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.settings.devices import DeviceSettings, devices_from, devices_to
from app.settings.options import from_values, to_values
from app.settings.till import TillSettings
from app.storage.till_files import settings_bytes, why_unread
from app.values.errors import Trouble
from app.values.words import Message, msg

FOLDER_MODE = 0o700
FILE_MODE = 0o600


@dataclass(frozen=True, slots=True)
class LoadedTill:
    """The till's settings, and what to say about how they were found; None where all is well."""

    settings: TillSettings
    notice: Message | None = None


@dataclass(frozen=True, slots=True)
class LoadedDevices:
    """The till's devices, and what to say about how they were found; None where all is well."""

    settings: DeviceSettings
    notice: Message | None = None


@dataclass(frozen=True, slots=True)
class ShopFolder:
    """The layout of a shop's folder."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "shop.db"

    @property
    def till_file(self) -> Path:
        return self.root / "till.toml"

    @property
    def last_good_till_file(self) -> Path:
        return self.root / "till.last-good.toml"

    @property
    def devices_file(self) -> Path:
        return self.root / "devices.toml"

    @property
    def last_good_devices_file(self) -> Path:
        return self.root / "devices.last-good.toml"

    @property
    def lock_file(self) -> Path:
        return self.root / "shop.lock"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def receipts(self) -> Path:
        return self.root / "receipts"

    @property
    def printing(self) -> Path:
        return self.root / "printing"

    @property
    def outbox(self) -> Path:
        return self.root / "outbox"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def exports(self) -> Path:
        return self.root / "exports"

    @property
    def acts(self) -> Path:
        return self.root / "acts"

    @property
    def exists(self) -> bool:
        """Whether there is a shop in it."""
        return self.database.exists()

    def prepare(self) -> None:
        """Make the folder and its parts, for their owner alone.

        Raises:
            Trouble: `folder.failed` where the system says no.
        """
        try:
            for folder in (self.root, self.backups, self.receipts, self.logs):
                folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            self.root.chmod(FOLDER_MODE)
        except OSError as error:
            raise Trouble(
                "folder.failed",
                msg(
                    "The folder {folder} cannot be used ({why}). Nothing was changed. Choose another with --shop.",
                    folder=str(self.root),
                    why=error.strerror or str(error),
                ),
            ) from error

    def load_till(self) -> LoadedTill:
        """The till's settings: from `till.toml`, else the last good copy, else the defaults."""
        if not self.till_file.exists():
            return LoadedTill(TillSettings())
        settings, why = why_unread(self.till_file, _till_from)
        if settings is not None:
            return LoadedTill(settings)
        settings, _ = why_unread(self.last_good_till_file, _till_from)
        if settings is None:
            return LoadedTill(
                TillSettings(), msg("till.toml could not be read ({why}). The till starts with its defaults.", why=why)
            )
        return LoadedTill(
            settings, msg("till.toml could not be read ({why}). The settings of the last good copy are used.", why=why)
        )

    def load_devices(self) -> LoadedDevices:
        """The till's devices: from `devices.toml`, else the last good copy, else none are connected."""
        if not self.devices_file.exists():
            return LoadedDevices(DeviceSettings())
        settings, why = why_unread(self.devices_file, devices_from)
        if settings is not None:
            return LoadedDevices(settings)
        settings, _ = why_unread(self.last_good_devices_file, devices_from)
        if settings is None:
            return LoadedDevices(DeviceSettings(), _devices_unread(why))
        return LoadedDevices(
            settings,
            msg("devices.toml could not be read ({why}). The devices of the last good copy are used.", why=why),
        )

    def save_devices(self, settings: DeviceSettings) -> None:
        """Keep the till's devices.

        Raises:
            Trouble: `devices.not_saved`.
        """
        try:
            for path in (self.devices_file, self.last_good_devices_file):
                write_whole(path, settings_bytes(devices_to(settings)))
        except OSError as error:
            why = error.strerror or str(error)
            raise Trouble(
                "devices.not_saved",
                msg(
                    "The devices were not saved in {folder} ({why}). The old settings stay.",
                    folder=str(self.root),
                    why=why,
                ),
            ) from error

    def save_till(self, settings: TillSettings) -> None:
        """Keep the till's settings, and a second copy for the day on which the first is broken.

        Raises:
            Trouble: `till.not_saved`.
        """
        try:
            for path in (self.till_file, self.last_good_till_file):
                write_whole(path, settings_bytes(to_values(settings)))
        except OSError as error:
            raise Trouble(
                "till.not_saved",
                msg(
                    "The till's settings were not saved in {folder} ({why}). The old ones stay.",
                    folder=str(self.root),
                    why=error.strerror or str(error),
                ),
            ) from error


def _devices_unread(why: Message | str | None) -> Message:
    return msg("devices.toml could not be read ({why}). The till starts without its devices; F10, Settings.", why=why)


def default_folder() -> ShopFolder:
    """The folder used where none is named: the platform's place for a program's data."""
    import platformdirs

    return ShopFolder(Path(platformdirs.user_data_dir("regulars", appauthor=False)) / "shop")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all: beside it first, synced, then renamed."""
    beside = path.with_name(f".{path.name}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename durable; a system that cannot sync folders does it by itself."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _till_from(tables: Mapping[str, Any]) -> TillSettings:
    return from_values(TillSettings, tables)
