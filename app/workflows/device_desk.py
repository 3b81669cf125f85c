"""What the devices page asks of the devices: a protocol that `main` fulfils, so that the page knows no hardware."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol

import msgspec

from app.settings.devices import DeviceSettings
from app.values.clock import Instant
from app.values.words import Message

DEVICE_DESK = "device_desk"
"""The service's name."""
DeviceName = Literal[
    "printer", "second_printer", "serial_scanner", "camera", "customer_screen", "pole", "sounds", "mail"
]
TestName = Literal["printer", "second_printer", "display", "sound", "setup_codes"]


class DeviceState(msgspec.Struct, frozen=True):
    """One line of a list of devices: `off`, `ready`, `waiting` or `missing`, and what the system said."""

    name: DeviceName
    state: str
    why: str = ""


class DeviceEvent(msgspec.Struct, frozen=True):
    """Something that happened to a device, `times` in a row, last at an instant."""

    at: Instant
    words: Message
    times: int = 1


class CameraChoice(msgspec.Struct, frozen=True):
    """A camera of this machine: what the settings say for it, and its name."""

    target: str
    name: str


class FoundPrinter(msgspec.Struct, frozen=True):
    """A printer that this machine knows: what the settings say for it, and its name."""

    connection: str
    target: str
    name: str


class CameraPicture(msgspec.Struct, frozen=True):
    """What the camera saw last: a byte of brightness for each dot, row after row."""

    width: int
    height: int
    grey: bytes


class WaitingReceipt(msgspec.Struct, frozen=True):
    """A receipt that is not printed yet; an old one is printed only when somebody asks for it."""

    number: int
    name: str
    made_at: Instant
    is_old: bool


class ScannerReport(msgspec.Struct, frozen=True):
    """What the test scans said so far.

    Attributes:
        codes: What arrived, oldest first, as it may be shown.
        gap_ms: What the settings should say; 0 before the first scan.
        recommended: Options of the scanner that differ from what was measured, with the values to take over.
        lines: The findings in words.
    """

    codes: tuple[str, ...] = ()
    gap_ms: int = 0
    lines: tuple[Message, ...] = ()
    recommended: dict[str, int] = {}


class TestSymbol(msgspec.Struct, frozen=True):
    """A bar code for the scanner's test: what it says, and its modules, `1` is dark."""

    says: str
    bars: str


class DeviceDesk(Protocol):
    """The devices, as far as their page may reach; all of it returns at once."""

    @property
    def settings(self) -> DeviceSettings:
        """What is set up now."""
        ...

    def keep(self, settings: DeviceSettings, on_kept: Callable[[], None]) -> None:
        """Keep settings and work with them; a failure is said by itself."""
        ...

    def states(self) -> tuple[DeviceState, ...]:
        """What works and what does not, now."""
        ...

    def test(self, name: TestName) -> None:
        """Print the test page, show the test picture, play all tones."""
        ...

    def waiting(self) -> tuple[WaitingReceipt, ...]:
        """Receipts that wait for the printer, oldest first."""
        ...

    def print_now(self, number: int) -> None:
        """Print a waiting receipt, however old it is."""
        ...

    def drop(self, number: int) -> None:
        """Do not print it."""
        ...

    @property
    def has_other_printer(self) -> bool:
        """Whether a waiting receipt can go to another printer."""
        ...

    def to_other_printer(self, number: int) -> None:
        """Hand a waiting receipt over to the other printer."""
        ...

    def events(self, name: DeviceName) -> tuple[DeviceEvent, ...]:
        """What happened to a device lately, newest first, at most twenty."""
        ...

    def now(self) -> Instant:
        """The till's clock."""
        ...

    def report(self) -> tuple[Message, ...]:
        """All of it, line by line, for whoever helps from afar: settings, states, events; no secret, no name."""
        ...

    def secrets_words(self) -> Message:
        """Where this till's keys and passwords are kept."""
        ...

    def find_printers(self, on_found: Callable[[tuple[FoundPrinter, ...]], None]) -> None:
        """Look for printers of this machine; `on_found` is called a little later."""
        ...

    def cameras(self) -> tuple[CameraChoice, ...]:
        """Cameras that this machine has."""
        ...

    def camera_picture(self) -> CameraPicture | None:
        """What the camera saw last; None while there is none."""
        ...

    def begin_scanner_test(self) -> None:
        """Forget earlier test scans."""
        ...

    def scanner_report(self) -> ScannerReport:
        """What the test scans said."""
        ...

    def test_symbols(self) -> tuple[TestSymbol, ...]:
        """The three codes of the scanner's test."""
        ...
