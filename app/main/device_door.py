"""The door to the devices that their page uses; all work that may take time goes to other threads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.devices.scanner.calibration import DIGITS, GS1_TEST, SIGNS, calibrate
from app.devices.sounds.tones import TONES
from app.devices.station import with_model
from app.ui.shell.actions import Notice
from app.values.words import Message, msg
from app.workflows.device_desk import DEVICE_DESK, DeviceState, ScannerReport, TestName, TestSymbol, WaitingReceipt
from app.workflows.paper import PRINT_RECEIPT, PRINT_SLIP

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.devices.paper.slips import SlipPaper
    from app.devices.scanner.calibration import Calibration
    from app.main.equipment import Equipment
    from app.settings.devices import DeviceSettings
    from app.storage.shop_folder import ShopFolder
    from app.ui.shell.screen import Desk
    from app.ui.shell.window import TerminalWindow
    from app.ui.tasks import Tasks
    from app.workflows.ports import Reads

TONE_PAUSE_MS = 600


class DeviceDoor:
    """Fulfils `workflows.device_desk`."""

    def __init__(self, desk: Desk, equipment: Equipment, folder: ShopFolder, paper: Tasks) -> None:
        """`paper` has a thread of its own: a printer that does not answer holds up nothing."""
        self._desk, self._equipment, self._folder, self._paper = desk, equipment, folder, paper

    @property
    def settings(self) -> DeviceSettings:
        return self._equipment.settings

    def keep(self, settings: DeviceSettings, on_kept: Callable[[], None]) -> None:
        if settings.printer.model != self.settings.printer.model:
            settings = replace(settings, printer=with_model(settings.printer))

        def kept(_none: None) -> None:
            self._equipment.apply(settings)
            on_kept()

        def work(_reads: Reads) -> None:
            self._folder.save_devices(settings)

        self._paper.read(work, kept, on_refused=self._desk.refuse)

    def states(self) -> tuple[DeviceState, ...]:
        screen = DeviceState("customer_screen", self._equipment.customer.state)
        return (*self._equipment.station.states(), screen)

    def test(self, name: TestName) -> None:
        station = self._equipment.station
        if name == "printer":
            heading = f"{self._desk.till.shop.settings.name} - TEST"
            printed = Notice(msg("The test page was sent. Choose the line that reads right."), "ok")
            self._paper.read(
                lambda _reads: station.print_test_page(heading),
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

    def begin_scanner_test(self) -> None:
        self._equipment.test_scans.clear()

    def scanner_report(self) -> ScannerReport:
        scans = tuple(self._equipment.test_scans)
        if not scans:
            return ScannerReport()
        found = calibrate(scans)
        codes = tuple("".join(sign if sign.isprintable() else "␝" for sign in scan.text)[:64] for scan in scans)
        return ScannerReport(codes, found.gap_ms, _findings(found))

    def test_symbols(self) -> tuple[TestSymbol, ...]:
        return _symbols()


def equip(desk: Desk, window: TerminalWindow, folder: ShopFolder, paper: Tasks) -> Equipment:
    """Start the till's devices and open their doors to the screens: their page, and the printer behind "print"."""
    from app.main.equipment import Equipment

    equipment = Equipment(desk, window, folder)
    door = DeviceDoor(desk, equipment, folder, paper)
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


def _findings(found: Calibration) -> tuple[Message, ...]:
    """What the test scans say, best first."""
    lines = [
        msg("Digits arrive as they are printed: cards and goods can be read.")
        if found.reads_digits
        else msg("The digits did not arrive yet. Scan the first code."),
        msg("Letters and signs arrive as they are printed.")
        if found.reads_signs
        else msg("Letters and signs did not arrive yet. Scan the second code."),
        msg("The GS1 separator arrives: lots and serial numbers can be read.")
        if found.sends_separator
        else msg("No GS1 separator yet. Scan the third code; the scanner may need its setup code."),
    ]
    if found.measured_ms:
        measured = round(found.measured_ms)
        lines.append(
            msg("Measured: {measured} ms between keys. Setting: {gap} ms.", measured=measured, gap=found.gap_ms)
        )
    if not found.sees_keys:
        lines.append(msg("Scan codes are missing here: keep the keyboard on the English layout."))
    return tuple(lines)
