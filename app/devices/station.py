"""The station: all devices of one till, started from its settings and changed while the till runs.

Every device has a thread of its own and a state that can be shown; nothing here waits for hardware, and
nothing that a device does can stop a sale.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec

from app.devices.events import EventLog
from app.settings.devices import DeviceSettings, PrinterSettings
from app.values.clock import Clock
from app.values.words import Message, msg, plain
from app.workflows.device_desk import DeviceName, DeviceState

if TYPE_CHECKING:
    from app.devices.display.pole import PoleDisplay
    from app.devices.paper.slips import SlipPaper
    from app.devices.printers.profiles import PrinterProfile
    from app.devices.printers.queue import PrinterThread, QueueView
    from app.devices.printers.transports import Address, TransportKind
    from app.devices.scanner.camera import CameraScanner
    from app.devices.scanner.frames import GreyFrame
    from app.devices.scanner.inbox import ScannedCode
    from app.devices.scanner.serial_scanner import SerialScanner
    from app.devices.sounds.player import SoundPlayer
    from app.devices.sounds.tones import Tone
    from app.values.locales import Words
    from app.workflows.display_feed import DisplaySnapshot
    from app.workflows.receipt_view import ReceiptView


STATE_NOTES: dict[str, Message] = {
    "ready": msg("ready"),
    "waiting": msg("not answering"),
    "missing": msg("not found"),
    "off": msg("switched off"),
}


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
        sound_changed: The loudspeaker was found (`ready`) or not (`missing`).
    """

    scanned: Callable[[ScannedCode], None]
    queue_changed: Callable[[QueueView], None]
    sound_changed: Callable[[str], None] = lambda _state: None


class Station:
    """The devices; `apply` starts, stops and changes them."""

    def __init__(self, place: Place, callbacks: Callbacks) -> None:
        self._place, self._callbacks = place, callbacks
        self.events = EventLog(place.clock)
        self._settings: DeviceSettings | None = None
        self._printer: PrinterThread | None = None
        self._second: PrinterThread | None = None
        self._serial: SerialScanner | None = None
        self._camera: CameraScanner | None = None
        self._pole: PoleDisplay | None = None
        self._sounds: SoundPlayer | None = None

    def apply(self, settings: DeviceSettings) -> None:
        """Work with these settings from now on; only what changed is started again."""
        before, self._settings = self._settings, settings
        if before is None or before.printer != settings.printer:
            self._printer = self._changed_printer("printer", self._printer, settings.printer)
        if before is None or before.second_printer != settings.second_printer:
            self._second = self._changed_printer("second_printer", self._second, settings.second_printer)
        if before is None or before.scanner != settings.scanner:
            self._change_scanners(settings)
        if before is None or before.display != settings.display:
            self._change_pole(settings)
        if before is None or before.sound != settings.sound:
            self._change_sounds(settings)

    def stop(self) -> None:
        """Let go of everything; what was not printed waits on its shelf."""
        for device in (self._printer, self._second, self._serial, self._camera, self._pole, self._sounds):
            if device is not None:
                device.stop()
        self._printer = self._second = self._serial = self._camera = self._pole = self._sounds = None
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

    def print_test_page(self, heading: str, *, second: bool = False) -> None:
        """Print the test page past the queue; raises `PrinterSilent`. Call it on a thread that may wait."""
        from app.devices.printers.render import render_test_page

        name: DeviceName = "second_printer" if second else "printer"
        self._print_now(name, lambda profile: render_test_page(profile, heading))
        self.events.note(name, msg("test page sent"))

    def print_setup_sheet(self, heading: str, codes: tuple[tuple[str, str], ...]) -> None:
        """Print the scanner's codes past the queue; as `print_test_page`."""
        from app.devices.printers.setup_sheet import render_setup_sheet

        self._print_now("printer", lambda profile: render_setup_sheet(profile, heading, codes))
        self.events.note("printer", msg("setup codes sent"))

    def _print_now(self, name: DeviceName, made: Callable[[PrinterProfile], bytes]) -> None:
        from app.devices.printers.transports import PrinterSilent, transport_to

        settings = getattr(self._settings, name, None)
        address = address_of(settings) if settings is not None else None
        if settings is None or address is None:
            raise PrinterSilent("no printer is set up")
        line = transport_to(address)
        try:
            line.open()
            line.send(made(profile_of(settings)))
            line.close()
        except PrinterSilent as silent:
            self.events.note(name, msg("not answering: {why}", why=silent.why))
            raise

    def queue(self) -> PrinterThread | None:
        """The print queue, None without a printer."""
        return self._printer

    @property
    def has_second_printer(self) -> bool:
        """Whether a receipt that waits can go elsewhere."""
        return self._second is not None

    def to_second_printer(self, number: int) -> bool:
        """Hand a waiting receipt over; raises `Trouble` where it could not be kept there."""
        if self._printer is None or self._second is None:
            return False
        given = self._printer.queue.hand_over(number, self._second.queue)
        if given:
            self._second.retry_now()
        return given

    def camera_frame(self) -> GreyFrame | None:
        """What the camera saw last."""
        return self._camera.last_frame if self._camera is not None else None

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
        return (
            DeviceState("printer", *_printing(self._printer)),
            DeviceState("second_printer", *_printing(self._second)),
            DeviceState("serial_scanner", *(_said(self._serial))),
            DeviceState("camera", *(_said(self._camera))),
            DeviceState("pole", self._pole.state if self._pole else "off"),
            DeviceState("sounds", self._sounds.state if self._sounds else "off"),
        )

    def _changed_printer(
        self, name: DeviceName, before: PrinterThread | None, settings: PrinterSettings
    ) -> PrinterThread | None:
        from app.devices.printers.jobs import FolderShelf
        from app.devices.printers.queue import PrinterThread, PrintQueue
        from app.devices.printers.transports import transport_to
        from app.devices.printers.watching import QueueWatch

        if before is not None:
            before.stop()
        address = address_of(settings)
        if address is None:
            return None
        folder = self._place.printing if name == "printer" else self._place.printing / "second"
        queue = PrintQueue(FolderShelf(folder), lambda: transport_to(address), profile_of(settings), self._place.clock)
        watch = QueueWatch(partial(self.events.note, name))

        def changed(view: QueueView) -> None:
            watch.see(view)
            if name == "printer":
                self._callbacks.queue_changed(view)

        printer = PrinterThread(queue, changed)
        printer.start()
        return printer

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
            self._serial = SerialScanner(
                LineTerms(terms.port, terms.baud),
                partial(self._scanned, "serial_scanner"),
                on_state=partial(self._note_state, "serial_scanner"),
            )
            self._serial.start()
        if terms.camera:
            self._camera = CameraScanner(
                lambda: CameraFrames(terms.camera),
                partial(self._scanned, "camera"),
                on_state=partial(self._note_state, "camera"),
            )
            self._camera.start()

    def _scanned(self, name: DeviceName, code: ScannedCode) -> None:
        self.events.note(name, msg("read a code of {count} signs", count=len(code.text)))
        self._callbacks.scanned(code)

    def _note_state(self, name: DeviceName, state: str) -> None:
        self.events.note(name, STATE_NOTES.get(state, plain(state)))

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
            self._sounds = SoundPlayer(volume_percent=terms.volume_percent, told=self._callbacks.sound_changed)
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


def _printing(printer: PrinterThread | None) -> tuple[str, str]:
    if printer is None:
        return "off", ""
    why = printer.queue.view().why
    return ("waiting" if why else "ready"), why


def _said(device: SerialScanner | CameraScanner | None) -> tuple[str, str]:
    return (device.state, device.why) if device is not None else ("off", "")
