"""The station: all devices of one till, started from its settings and changed while the till runs.

Every device has a thread of its own and a state that can be shown; nothing here waits for hardware, and
nothing that a device does can stop a sale.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec

from app.settings.devices import DeviceSettings, PrinterSettings
from app.values.clock import Clock
from app.workflows.device_desk import DeviceState

if TYPE_CHECKING:
    from app.devices.display.pole import PoleDisplay
    from app.devices.paper.slips import SlipPaper
    from app.devices.printers.profiles import PrinterProfile
    from app.devices.printers.queue import PrinterThread, QueueView
    from app.devices.printers.transports import Address, TransportKind
    from app.devices.scanner.camera import CameraScanner
    from app.devices.scanner.inbox import ScannedCode
    from app.devices.scanner.serial_scanner import SerialScanner
    from app.devices.sounds.player import SoundPlayer
    from app.devices.sounds.tones import Tone
    from app.values.locales import Words
    from app.workflows.display_feed import DisplaySnapshot
    from app.workflows.receipt_view import ReceiptView


@dataclass(frozen=True, slots=True)
class Place:
    """Where the station stands.

    Attributes:
        printing: Folder of the print queue.
        words: Of the customer's display.
    """

    printing: Path
    clock: Clock
    words: Words


@dataclass(frozen=True, slots=True)
class Callbacks:
    """Who is told; all are called on the devices' own threads.

    Attributes:
        scanned: A serial scanner or the camera read a code.
        queue_changed: The print queue moved, or the printer fell silent.
    """

    scanned: Callable[[ScannedCode], None]
    queue_changed: Callable[[QueueView], None]


class Station:
    """The devices; `apply` starts, stops and changes them."""

    def __init__(self, place: Place, callbacks: Callbacks) -> None:
        self._place, self._callbacks = place, callbacks
        self._settings: DeviceSettings | None = None
        self._printer: PrinterThread | None = None
        self._serial: SerialScanner | None = None
        self._camera: CameraScanner | None = None
        self._pole: PoleDisplay | None = None
        self._sounds: SoundPlayer | None = None

    def apply(self, settings: DeviceSettings) -> None:
        """Work with these settings from now on; only what changed is started again."""
        before, self._settings = self._settings, settings
        if before is None or before.printer != settings.printer:
            self._change_printer(settings)
        if before is None or before.scanner != settings.scanner:
            self._change_scanners(settings)
        if before is None or before.display != settings.display:
            self._change_pole(settings)
        if before is None or before.sound != settings.sound:
            self._change_sounds(settings)

    def stop(self) -> None:
        """Let go of everything; what was not printed waits on its shelf."""
        for device in (self._printer, self._serial, self._camera, self._pole, self._sounds):
            if device is not None:
                device.stop()
        self._printer = self._serial = self._camera = self._pole = self._sounds = None
        self._settings = None

    @property
    def has_printer(self) -> bool:
        """Whether receipts go to a printer."""
        return self._printer is not None

    def print_receipt(self, view: ReceiptView, *, opens_drawer: bool = False) -> bool:
        """Queue a receipt; False where there is no printer. Raises `Trouble` where it could not be kept."""
        from app.devices.printers.slip import receipt_slip

        if self._printer is None:
            return False
        self._printer.submit(receipt_slip(view, self._printer.queue.profile), opens_drawer=opens_drawer)
        return True

    def print_slip(self, paper: SlipPaper, *, opens_drawer: bool = False) -> bool:
        """Queue a slip of the way back, as `print_receipt`."""
        from app.devices.printers.slip import paper_slip

        if self._printer is None:
            return False
        self._printer.submit(paper_slip(paper, self._printer.queue.profile), opens_drawer=opens_drawer)
        return True

    def print_test_page(self, heading: str) -> None:
        """Print the test page past the queue; raises `PrinterSilent`. Call it on a thread that may wait."""
        from app.devices.printers.render import render_test_page
        from app.devices.printers.transports import PrinterSilent, transport_to

        address = address_of(self._settings.printer) if self._settings else None
        if self._settings is None or address is None:
            raise PrinterSilent("no printer is set up")
        line = transport_to(address)
        line.open()
        line.send(render_test_page(profile_of(self._settings.printer), heading))
        line.close()

    def queue(self) -> PrinterThread | None:
        """The print queue, None without a printer."""
        return self._printer

    @property
    def has_display(self) -> bool:
        """Whether anybody looks at what is shown."""
        return self._pole is not None

    def show(self, shown: DisplaySnapshot) -> None:
        """Show the customer the sale."""
        if self._pole is not None:
            self._pole.show(shown)

    def show_test(self) -> None:
        """Show the customer's display's letters."""
        if self._pole is not None:
            self._pole.show_test()

    def play(self, tone: Tone) -> None:
        """Play a tone."""
        if self._sounds is not None:
            self._sounds.play(tone)

    def states(self) -> tuple[DeviceState, ...]:
        """What works and what does not, now."""
        silent = self._printer.queue.view().why if self._printer else ""
        printer = "off" if self._printer is None else "waiting" if silent else "ready"
        return (
            DeviceState("printer", printer, silent),
            DeviceState("serial_scanner", *(_said(self._serial))),
            DeviceState("camera", *(_said(self._camera))),
            DeviceState("pole", self._pole.state if self._pole else "off"),
            DeviceState("sounds", self._sounds.state if self._sounds else "off"),
        )

    def _change_printer(self, settings: DeviceSettings) -> None:
        from app.devices.printers.jobs import FolderShelf
        from app.devices.printers.queue import PrinterThread, PrintQueue
        from app.devices.printers.transports import transport_to

        if self._printer is not None:
            self._printer.stop()
            self._printer = None
        address = address_of(settings.printer)
        if address is None:
            return
        shelf, profile = FolderShelf(self._place.printing), profile_of(settings.printer)
        queue = PrintQueue(shelf, lambda: transport_to(address), profile, self._place.clock)
        self._printer = PrinterThread(queue, self._callbacks.queue_changed)
        self._printer.start()

    def _change_scanners(self, settings: DeviceSettings) -> None:
        from app.devices.scanner.camera import CameraScanner
        from app.devices.scanner.frames import CameraFrames
        from app.devices.scanner.serial_scanner import LineTerms, SerialScanner

        for device in (self._serial, self._camera):
            if device is not None:
                device.stop()
        self._serial = self._camera = None
        terms = settings.scanner
        if terms.port:
            self._serial = SerialScanner(LineTerms(terms.port, terms.baud), self._callbacks.scanned)
            self._serial.start()
        if terms.camera:
            self._camera = CameraScanner(lambda: CameraFrames(terms.camera), self._callbacks.scanned)
            self._camera.start()

    def _change_pole(self, settings: DeviceSettings) -> None:
        from app.devices.display.pole import PoleDisplay, open_pole

        if self._pole is not None:
            self._pole.stop()
            self._pole = None
        terms = settings.display
        if terms.pole_port:
            self._pole = PoleDisplay(
                lambda: open_pole(terms.pole_port, terms.pole_baud), self._place.words, terms.pole_code_page
            )
            self._pole.start()

    def _change_sounds(self, settings: DeviceSettings) -> None:
        from app.devices.sounds.player import SoundPlayer

        terms = settings.sound
        if self._sounds is not None and not terms.enabled:
            self._sounds.stop()
            self._sounds = None
        elif self._sounds is not None:
            self._sounds.set_volume(terms.volume_percent)
        elif terms.enabled:
            self._sounds = SoundPlayer(volume_percent=terms.volume_percent)
            self._sounds.start()


def address_of(settings: PrinterSettings) -> Address | None:
    """Where the printer of these settings is; None where there is none."""
    from app.devices.printers.transports import Address

    if settings.connection == "none" or not settings.target:
        return None
    return Address(cast("TransportKind", settings.connection), settings.target, settings.port, settings.baud)


def profile_of(settings: PrinterSettings) -> PrinterProfile:
    """What the printer of these settings can do."""
    from app.devices.printers.profiles import PrinterProfile

    return msgspec.convert(
        {
            "name": settings.model,
            "columns": settings.columns,
            "code_page": settings.code_page,
            "page_number": settings.page_number,
            "draws_missing": settings.draws_missing,
            "dots": settings.dots,
            "cuts": settings.cuts,
            "drawer_pin": settings.drawer_pin,
            "barcode": settings.barcode,
            "asks_status": settings.asks_status,
        },
        PrinterProfile,
    )


def with_model(settings: PrinterSettings) -> PrinterSettings:
    """The settings with what is known of their model; as they are for a model that nobody described."""
    from app.devices.printers.profiles import PROFILES

    profile = PROFILES.get(settings.model)
    if profile is None:
        return settings
    known = msgspec.structs.asdict(profile)
    del known["name"]
    return replace(settings, **known)


def _said(device: SerialScanner | CameraScanner | None) -> tuple[str, str]:
    return (device.state, device.why) if device is not None else ("off", "")
