"""The door to the devices that their page uses; all work that may take time goes to other threads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.devices.printers.finding import find_printers
from app.devices.printers.setup_sheet import split_setup
from app.devices.scanner.calibration import DIGITS, GS1_TEST, SIGNS, calibrate
from app.devices.scanner.cameras import cameras
from app.devices.sounds.tones import TONES
from app.devices.station import with_model
from app.main.device_words import SECRET_WORDS, findings, report_lines
from app.ui.shell.actions import Notice
from app.values.words import Message, msg
from app.workflows.device_desk import (
    DEVICE_DESK,
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
from app.workflows.paper import PRINT_RECEIPT, PRINT_SLIP

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.devices.paper.slips import SlipPaper
    from app.main.equipment import Equipment
    from app.settings.devices import DeviceSettings
    from app.storage.shop_folder import ShopFolder
    from app.storage.store import Store
    from app.ui.shell.screen import Desk
    from app.ui.shell.window import TerminalWindow
    from app.ui.tasks import Tasks
    from app.values.clock import Instant
    from app.workflows.ports import Reads
    from app.workflows.secrets import SecretPlace

TONE_PAUSE_MS = 600


class DeviceDoor:
    """Fulfils `workflows.device_desk`."""

    def __init__(
        self, desk: Desk, equipment: Equipment, folder: ShopFolder, paper: Tasks, *, secrets: SecretPlace = "folder"
    ) -> None:
        """`paper` has a thread of its own: a printer that does not answer holds up nothing."""
        self._secrets_words = SECRET_WORDS[secrets]
        self._desk, self._equipment, self._folder, self._paper = desk, equipment, folder, paper

    @property
    def settings(self) -> DeviceSettings:
        return self._equipment.settings

    def keep(self, settings: DeviceSettings, on_kept: Callable[[], None]) -> None:
        if settings.printer.model != self.settings.printer.model:
            settings = replace(settings, printer=with_model(settings.printer))
        if settings.second_printer.model != self.settings.second_printer.model:
            settings = replace(settings, second_printer=with_model(settings.second_printer))

        def kept(_none: None) -> None:
            self._equipment.apply(settings)
            on_kept()

        def work(_reads: Reads) -> None:
            self._folder.save_devices(settings)

        self._paper.read(work, kept, on_refused=self._desk.refuse)

    def states(self) -> tuple[DeviceState, ...]:
        screen = DeviceState("customer_screen", self._equipment.customer.state)
        return (*self._equipment.station.states(), screen, self._mail_state())

    def _mail_state(self) -> DeviceState:
        """Whether letters go."""
        mail = self._equipment.mail
        if mail is None or not mail.is_set_up:
            return DeviceState("mail", "off")
        return DeviceState("mail", "waiting" if mail.why else "ready", mail.why)

    def test(self, name: TestName) -> None:
        station = self._equipment.station
        if name == "setup_codes":
            self._print_setup_codes()
        elif name in ("printer", "second_printer"):
            heading = f"{self._desk.till.shop.settings.name} - TEST"
            printed = Notice(msg("The test page was sent. Choose the line that reads right."), "ok")
            self._paper.read(
                lambda _reads: station.print_test_page(heading, second=name == "second_printer"),
                lambda _none: self._desk.notify(printed),
                on_refused=self._desk.refuse,
            )
        elif name == "display":
            station.show_test()
            self._equipment.customer.show_numbers()
        else:
            self._equipment.play_all(TONES, TONE_PAUSE_MS)

    def waiting(self) -> tuple[WaitingReceipt, ...]:
        printer = self._equipment.station.queue()
        if printer is None:
            return ()
        view = printer.queue.view()
        rows = [WaitingReceipt(job.number, job.slip.name, job.made_at, is_old=False) for job in view.waiting]
        rows += [WaitingReceipt(job.number, job.slip.name, job.made_at, is_old=True) for job in view.old]
        return tuple(sorted(rows, key=lambda row: row.number))

    def print_now(self, number: int) -> None:
        printer = self._equipment.station.queue()
        if printer is not None:
            printer.queue.ask_for(number)
            printer.retry_now()

    def drop(self, number: int) -> None:
        printer = self._equipment.station.queue()
        if printer is not None:
            printer.queue.drop(number)

    @property
    def has_other_printer(self) -> bool:
        return self._equipment.station.has_second_printer

    def to_other_printer(self, number: int) -> None:
        station = self._equipment.station
        self._paper.read(lambda _reads: station.to_second_printer(number), self._handed, on_refused=self._desk.refuse)

    def events(self, name: DeviceName) -> tuple[DeviceEvent, ...]:
        return self._equipment.station.events.of(name)

    def now(self) -> Instant:
        return self._desk.till.now()

    def report(self) -> tuple[Message, ...]:
        return report_lines(self)

    def secrets_words(self) -> Message:
        return self._secrets_words

    def find_printers(self, on_found: Callable[[tuple[FoundPrinter, ...]], None]) -> None:
        self._paper.read(lambda _reads: find_printers(), on_found, on_refused=self._desk.refuse)

    def cameras(self) -> tuple[CameraChoice, ...]:
        return cameras()

    def camera_picture(self) -> CameraPicture | None:
        frame = self._equipment.station.camera_frame()
        return CameraPicture(frame.width, frame.height, frame.data) if frame is not None else None

    def _print_setup_codes(self) -> None:
        """The scanner's own setup codes and the test codes, on paper."""
        station, scanner = self._equipment.station, self.settings.scanner
        codes = tuple(split_setup(line) for line in scanner.setup_codes if line.isascii() and line.isprintable())
        tests = (("Test 1", DIGITS), ("Test 2", SIGNS))
        heading = self._desk.till.shop.settings.name
        printed = Notice(msg("The scanner's codes were sent to the printer."), "ok")
        self._paper.read(
            lambda _reads: station.print_setup_sheet(heading, (*codes, *tests)),
            lambda _none: self._desk.notify(printed),
            on_refused=self._desk.refuse,
        )

    def _handed(self, given: object) -> None:
        words = msg("The receipt goes to the other printer.") if given else msg("That receipt is not waiting any more.")
        self._desk.notify(Notice(words, "ok" if given else "info"))

    def begin_scanner_test(self) -> None:
        self._equipment.test_scans.clear()

    def scanner_report(self) -> ScannerReport:
        scans = tuple(self._equipment.test_scans)
        if not scans:
            return ScannerReport()
        found = calibrate(scans)
        codes = tuple("".join(sign if sign.isprintable() else "␝" for sign in scan.text)[:64] for scan in scans)
        recommended = {"gap_ms": found.gap_ms} if found.gap_ms != self.settings.scanner.gap_ms else {}
        return ScannerReport(codes, found.gap_ms, findings(found), recommended)

    def test_symbols(self) -> tuple[TestSymbol, ...]:
        return _symbols()


def equip(desk: Desk, window: TerminalWindow, store: Store, paper: Tasks) -> Equipment:
    """Start the till's devices and its mail, and open their doors to the screens: their page, "print", letters."""
    from app.main.equipment import Equipment
    from app.main.mail import start_mail

    equipment = Equipment(desk, window, store.folder)
    equipment.mail = start_mail(desk, store, lambda: equipment.settings.mail, paper)
    door = DeviceDoor(desk, equipment, store.folder, paper, secrets=store.secrets.place())
    desk.services[DEVICE_DESK] = lambda: door
    desk.services[PRINT_RECEIPT] = equipment.print_receipt

    def print_slip(slip: SlipPaper, opens_drawer: bool) -> bool:
        return equipment.station.print_slip(slip, opens_drawer=opens_drawer)

    desk.services[PRINT_SLIP] = print_slip
    return equipment


def _symbols() -> tuple[TestSymbol, ...]:
    from app.devices.paper.symbols import code128_bars, gs1_bars

    return (
        TestSymbol(DIGITS, code128_bars(DIGITS)),
        TestSymbol(SIGNS, code128_bars(SIGNS)),
        TestSymbol("(01)04600682000013 (10)LOT1 (21)A1", gs1_bars(GS1_TEST)),
    )
