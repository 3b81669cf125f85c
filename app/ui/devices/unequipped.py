"""A desk without devices: what the page shows where nobody opened their door (pictures, a till being tried out)."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from app.settings.devices import DeviceSettings
from app.values.clock import Instant
from app.values.words import Message, msg
from app.workflows.device_desk import (
    CameraChoice,
    CameraPicture,
    DeviceEvent,
    DeviceName,
    DeviceState,
    FoundPrinter,
    ScannerReport,
    TestName,
    TestSymbol,
    WaitingReceipt,
)


class Unequipped:
    """Nothing is connected; what is typed is taken, but reaches no device and no file."""

    def __init__(self) -> None:
        self.settings = DeviceSettings()

    def keep(self, settings: DeviceSettings, on_kept: Callable[[], None]) -> None:
        self.settings = settings
        on_kept()

    def states(self) -> tuple[DeviceState, ...]:
        names: tuple[DeviceName, ...] = get_args(DeviceName)
        return tuple(DeviceState(name, "off") for name in names)

    def test(self, name: TestName) -> None:
        """There is nothing to try."""

    def waiting(self) -> tuple[WaitingReceipt, ...]:
        return ()

    def print_now(self, number: int) -> None:
        """Nothing waits."""

    def drop(self, number: int) -> None:
        """Nothing waits."""

    @property
    def has_other_printer(self) -> bool:
        return False

    def to_other_printer(self, number: int) -> None:
        """Nothing waits."""

    def events(self, name: DeviceName) -> tuple[DeviceEvent, ...]:
        return ()

    def now(self) -> Instant:
        return 0

    def report(self) -> tuple[Message, ...]:
        return ()

    def secrets_words(self) -> Message:
        return msg("This till keeps no secrets.")

    def find_printers(self, on_found: Callable[[tuple[FoundPrinter, ...]], None]) -> None:
        on_found(())

    def cameras(self) -> tuple[CameraChoice, ...]:
        return ()

    def camera_picture(self) -> CameraPicture | None:
        return None

    def begin_scanner_test(self) -> None:
        """Nothing was scanned."""

    def scanner_report(self) -> ScannerReport:
        return ScannerReport()

    def test_symbols(self) -> tuple[TestSymbol, ...]:
        return ()
