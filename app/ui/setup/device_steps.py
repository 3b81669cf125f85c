"""The steps of printer and scanner: found, tried, and set up by what was seen on paper or read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.settings.devices import PrinterSettings
from app.settings.help import with_help
from app.settings.options import declared_options, from_values
from app.ui.devices.bars import Bars
from app.ui.devices.unequipped import Unequipped
from app.ui.forms.panel import Heading
from app.ui.settings.editors import OptionEditor, editor_for
from app.ui.setup.step import Step
from app.ui.widgets.button import Button
from app.ui.widgets.text import TextLabel, wrapped
from app.values.errors import Expected
from app.values.words import Message, msg
from app.workflows.device_desk import DEVICE_DESK, DeviceDesk, FoundPrinter

if TYPE_CHECKING:
    from app.ui.forms.page import OfficePage

WHERE = ("connection", "target", "model")
LOOKS = ("columns", "code_page", "page_number")


def devices_of(page: OfficePage) -> DeviceDesk:
    """The till's devices."""
    return cast("DeviceDesk", page.desk.services.get(DEVICE_DESK, Unequipped)())


class PrinterStep(Step):
    """Where the printer is, a test page, and the line of it that reads right."""

    title = msg("Receipt printer")
    icon = "printer"

    def __init__(self, page: OfficePage) -> None:
        super().__init__(page)
        self.editors: dict[str, OptionEditor] = {}
        self._devices = devices_of(page)
        self.say(msg("Receipts are kept as files in any case. With a printer they also come out on paper."))
        self.look_button = self.button(msg("Look for printers"), self.look, icon="search")
        self.found = QWidget()
        self._found_rows = QVBoxLayout(self.found)
        self._found_rows.setContentsMargins(0, 0, 0, 0)
        self.put(self.found)
        self._ask(WHERE)
        self.try_button = self.button(msg("Save and print the test page"), self.try_it, icon="play", kind="primary")
        self.add(Heading(self.face, msg("Then look at the paper")))
        self.say(msg("Which ruler fits on one line? Which line of letters reads right? Its number stands beside it."))
        self._ask(LOOKS)
        self.keep_button = self.button(msg("Save"), self.keep, icon="save")
        self.finish()

    def is_done(self) -> bool:
        return self._devices.settings.printer.connection != "none"

    def look(self) -> None:
        """Look for printers of this machine."""
        self._devices.find_printers(self._show_found)

    def try_it(self) -> None:
        """Keep where it is, and print the test page."""
        self._keep(lambda: self._devices.test("printer"))

    def keep(self) -> None:
        """Keep what the paper showed."""
        self._keep(lambda: self.page.tell(msg("The printer is set up.")))

    def _ask(self, options: tuple[str, ...]) -> None:
        declared = declared_options(PrinterSettings)
        for option in options:
            about = with_help("printer", option, declared[option])
            value = getattr(self._devices.settings.printer, option)
            editor = self.editors[option] = editor_for(self.face, option, about, value)
            self.put(editor.widget)

    def _keep(self, then: Any) -> None:
        typed: dict[str, Any] = {}
        for option, editor in self.editors.items():
            try:
                typed[option] = editor.read()
                from_values(PrinterSettings, {option: typed[option]})
            except ValueError:
                editor.refuse(msg("This is no value that can stand here."))
                return
            except Expected as wrong:
                editor.refuse(wrong.message)
                return
        settings = self._devices.settings
        changed = replace(settings, printer=replace(settings.printer, **typed))
        self._devices.keep(changed, lambda: self._kept(then))

    def _kept(self, then: Any) -> None:
        for option, editor in self.editors.items():
            editor.put(getattr(self._devices.settings.printer, option))
        self.changed.emit()
        then()

    def _show_found(self, printers: tuple[FoundPrinter, ...]) -> None:
        while (item := self._found_rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in printers:
            words = msg("{name} ({target})", name=each.name, target=each.target)
            button = Button(self.face, words, "plain", icon="printer", focusable=True)
            button.clicked.connect(lambda _checked=False, each=each: self._choose(each))
            self._found_rows.addWidget(button)
        if not printers:
            none = msg("None was found here. A network printer is typed below: its address is on its own test page.")
            self._found_rows.addWidget(wrapped(TextLabel(self.face, none, "small", tone="text2")))

    def _choose(self, printer: FoundPrinter) -> None:
        self.editors["connection"].put(printer.connection)
        self.editors["target"].put(printer.target)


class ScannerStep(Step):
    """Two codes on the screen, what arrived of them, and one button that takes the measure over."""

    title = msg("Scanner")
    icon = "scan-barcode"

    def __init__(self, page: OfficePage) -> None:
        super().__init__(page)
        self._devices = devices_of(page)
        self._has_read = False
        self._devices.begin_scanner_test()
        self.say(msg("A USB scanner needs no setup. Scan these codes from the screen, or from a printed page."))
        for symbol in self._devices.test_symbols():
            self.add(Bars(self.face, symbol))
            self.add(TextLabel(self.face, symbol.says, "small", tone="text2"))
        self.lines = QWidget()
        self._rows = QVBoxLayout(self.lines)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self.add(self.lines)
        self.take_button = self.button(msg("Take over what was measured"), self.take_over, icon="check", kind="primary")
        self.take_button.hide()
        self.finish()

    def is_done(self) -> bool:
        return self._has_read

    def take_scan(self, code: str) -> bool:
        self._has_read = True
        self._show((msg("Read: {code}", code=code[:64]), *self._devices.scanner_report().lines))
        self.take_button.setVisible(bool(self._devices.scanner_report().recommended))
        self.changed.emit()
        return True

    def take_over(self) -> None:
        """Set the scanner up as it was measured."""
        settings = self._devices.settings
        gap_ms = self._devices.scanner_report().recommended.get("gap_ms", settings.scanner.gap_ms)
        scanner = replace(settings.scanner, gap_ms=gap_ms)
        self._devices.keep(replace(settings, scanner=scanner), lambda: self.page.tell(msg("The scanner is set up.")))
        self.take_button.hide()

    def _show(self, lines: tuple[Message, ...]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for words in lines:
            self._rows.addWidget(wrapped(TextLabel(self.face, words, "body")))
