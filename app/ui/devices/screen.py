"""The devices page: sections at the left; states, tests and options of one kind of device at the right.

Changes work at once, without a restart, and stay on this till. A scan that comes while this page is in front
is shown here and sold nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.settings.devices import GROUPS
from app.settings.help import with_help
from app.settings.options import declared_options, from_values, to_values
from app.ui.devices.bars import Bars
from app.ui.devices.camera_choice import camera_editor
from app.ui.devices.mail_rows import MailRows, mail_desk
from app.ui.devices.parts import MINUTE_MS, CameraView, EventList, WaitingList
from app.ui.devices.sections import DEVICE_WORDS, REPORT, SECTIONS, DeviceSection, state_words
from app.ui.devices.unequipped import Unequipped
from app.ui.forms.files import ask_where, write_chosen
from app.ui.forms.nav import NavRow
from app.ui.forms.page import OfficePage, key
from app.ui.forms.panel import AtMost, Heading, Panel, ScrollColumn
from app.ui.settings.editors import OptionEditor, editor_for
from app.ui.shell.actions import KeyAction
from app.ui.shell.screen import Desk
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.frames import Card, space
from app.ui.widgets.pill import Pill
from app.ui.widgets.text import TextLabel, wrapped
from app.values.errors import Expected
from app.values.words import Message, msg, plain
from app.workflows.device_desk import DEVICE_DESK, DeviceDesk

LOOK_AGAIN_MS = 1500
ALL = (*SECTIONS, REPORT)
WIDEST_EMS = 36


class DevicesScreen(OfficePage):
    """Settings, states and tests of this till's devices."""

    title = msg("Devices")
    icon = "printer"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        door = desk.services.get(DEVICE_DESK, Unequipped)
        self._devices = cast("DeviceDesk", door())
        self._section = SECTIONS[1]
        self._shown: object = None
        self.editors: dict[str, OptionEditor] = {}
        self._camera: CameraView | None = None
        self._mail: MailRows | None = None
        self._tabs = [NavRow(self.face, section.title, section.icon) for section in ALL]
        self._nav = Card(self.face)
        self.panel = Panel(self.face, self._section.title, self._section.icon)
        self._rows: ScrollColumn | None = None
        self.save_button = self.panel.add_button(
            Button(self.face, msg("Save"), "primary", icon="save", key="Ctrl+S", focusable=True)
        )
        self.test_button = self.panel.add_button(
            Button(self.face, msg("Test"), "plain", icon="play", key="Ctrl+T", focusable=True)
        )
        self.report_button = self.panel.add_button(
            Button(self.face, msg("Save the report"), "plain", icon="download", focusable=True)
        )
        self.copy_button = self.panel.add_button(Button(self.face, msg("Copy"), "plain", focusable=True))
        self._nav_column = QVBoxLayout(self._nav)
        for button, section in zip(self._tabs, ALL, strict=True):
            self._nav_column.addWidget(button)
            button.clicked.connect(lambda _checked=False, section=section: self.show_section(section.group))
        self._nav_column.addStretch(1)
        self.body.addWidget(self._nav)
        self.body.addWidget(self.panel, 1)
        self.save_button.clicked.connect(self.save)
        self.test_button.clicked.connect(self.test)
        self.report_button.clicked.connect(self._ask_where)
        self.copy_button.clicked.connect(self.copy_report)
        self._again = QTimer(self)
        self._again.setInterval(LOOK_AGAIN_MS)
        self._again.timeout.connect(self.look_again)
        self.face.restyled.connect(self._dress_devices)
        self._dress_devices()

    # -- what the shell calls

    def page_keys(self) -> tuple[KeyAction, ...]:
        keys = []
        if self._section.group:
            keys.append(key("Ctrl+S", msg("Save"), self.save))
        if self._section.test_words is not None:
            keys.append(
                key("F4" if self._section.group == "scanner" else "Ctrl+T", self._section.test_words, self.test)
            )
        if self._section.group == "scanner" and self._devices.scanner_report().recommended:
            keys.append(key("Ctrl+R", msg("Take over"), self.take_over))
        keys.append(key("F6", msg("Next"), self.next_section))
        keys += [
            key(f"Ctrl+{place}", section.title, lambda name=section.group: self.show_section(name), hidden=True)
            for place, section in enumerate(ALL, 1)
        ]
        return tuple(keys)

    def open_at(self, about: str) -> None:
        self._section = next((each for each in ALL if about and each.group == about), self._section)

    def on_shown(self) -> None:
        self._devices.begin_scanner_test()
        self._build()
        self._again.start()
        super().on_shown()

    def on_left(self) -> None:
        self._again.stop()

    def on_code_scanned(self, code: str) -> None:
        """Shown, not sold."""
        if self._section.group != "scanner":
            self.show_section("scanner")
        self.tell(msg("Read: {code}", code=plain(code[:64])), "ok")
        self._build()

    # -- showing

    def show_section(self, group: str) -> None:
        """Show one kind of device (`scanner`, `printer`, `display`, `mail`, `sound`)."""
        self._section = next(section for section in ALL if section.group == group)
        self._build()
        self.keys_changed.emit()

    def next_section(self) -> None:
        """Show the next kind of device."""
        self.show_section(ALL[(ALL.index(self._section) + 1) % len(ALL)].group)

    def look_again(self) -> None:
        """Show states that have changed meanwhile; what is being typed is left alone."""
        if self._camera is not None:
            self._camera.show_picture(self._devices.camera_picture())
        is_typed = self._mail is not None and self._mail.is_typed
        if self._seen() != self._shown and not is_typed and not self._is_changed():
            self._build()

    def _seen(self) -> object:
        devices = self._devices
        lately = tuple(devices.events(name) for name in self._section.devices)
        mail = mail_desk(self.desk) if self._section.group == "mail" else None
        letters = mail.states() if mail is not None else ()
        return devices.states(), devices.waiting(), devices.scanner_report(), lately, letters, self._minute()

    def _minute(self) -> int:
        """Ages of waiting receipts change once a minute."""
        return self._devices.now() // MINUTE_MS if self._devices.waiting() else 0

    def _build(self) -> None:
        self._shown = self._seen()
        self._camera = self._mail = None
        self.editors.clear()
        if self._rows is not None:
            self._rows.hide()
            self._rows.deleteLater()
        rows = self._rows = ScrollColumn(self.face, margins=(4, 1, 4, 3), spacing=3)
        section = self._section
        self._add_states(rows, section)
        if section.group == "printer":
            self._add_waiting(rows)
        if section.group == "mail":
            self._add_mail(rows)
        if section.group == "scanner":
            self._add_report(rows)
        if section.group:
            self._add_options(rows, section)
            for name in section.devices:
                title = msg("{device}: what happened lately", device=DEVICE_WORDS[name])
                rows.add(EventList(self.face, title, self._devices.events(name)))
        else:
            self._add_helpers_report(rows)
        rows.finish()
        self.panel.hold(rows)
        about = msg("Changes here work without a restart and stay on this till.")
        self.panel.head(section.title, detail=about, icon=section.icon)
        self.save_button.setVisible(bool(section.group))
        self.test_button.setVisible(section.test is not None)
        for tool in (self.report_button, self.copy_button):
            tool.setVisible(not section.group)
        if section.test_words is not None:
            self.test_button.say(section.test_words)
            self.test_button.key = "F4" if section.group == "scanner" else "Ctrl+T"
            self.test_button.updateGeometry()
        for button, each in zip(self._tabs, ALL, strict=True):
            button.setChecked(each is section)

    def _add_mail(self, rows: ScrollColumn) -> None:
        mail = mail_desk(self.desk)
        if mail is not None:
            self._mail = MailRows(self.desk, mail)
            rows.add(AtMost(self.face, self._mail, WIDEST_EMS))
        rows.add(wrapped(TextLabel(self.face, self._devices.secrets_words(), "small", tone="text2")))

    def _add_states(self, rows: ScrollColumn, section: DeviceSection) -> None:
        for state in self._devices.states():
            if state.name not in section.devices:
                continue
            words, tone = state_words(state)
            line = QHBoxLayout()
            line.addWidget(TextLabel(self.face, DEVICE_WORDS[state.name], "body"))
            line.addWidget(Pill(self.face, words, tone))
            line.addStretch(1)
            rows.add(line)
            if state.why:
                rows.add(wrapped(TextLabel(self.face, state.why, "small", tone="text2")))

    def _add_waiting(self, rows: ScrollColumn) -> None:
        waiting = self._devices.waiting()
        if not waiting:
            return
        does: list[tuple[Message, Kind, Callable[[int], None]]] = [
            (msg("Print now"), "soft", self._print_now),
            (msg("No receipt"), "plain", self._drop),
        ]
        if self._devices.has_other_printer:
            does.insert(1, (msg("Other printer"), "soft", self._devices.to_other_printer))
        rows.add(WaitingList(self.face, waiting, self._devices.now(), does))

    def _add_report(self, rows: ScrollColumn) -> None:
        report = self._devices.scanner_report()
        rows.add(Heading(self.face, msg("Test: scan these three codes")))
        for symbol in self._devices.test_symbols():
            rows.add(Bars(self.face, symbol))
            rows.add(TextLabel(self.face, symbol.says, "small", tone="text2"))
        for code in report.codes[-3:]:
            rows.add(TextLabel(self.face, f"→ {code}", "body"))
        for words in report.lines:
            rows.add(wrapped(TextLabel(self.face, words, "small", tone="text2")))
        if report.recommended:
            take = Button(self.face, msg("Take over what was measured"), "soft", key="Ctrl+R", focusable=True)
            take.clicked.connect(self.take_over)
            rows.add(AtMost(self.face, take, WIDEST_EMS))
        self._camera = CameraView(self.face)
        rows.add(Heading(self.face, msg("Camera")))
        rows.add(self._camera)
        self._camera.show_picture(self._devices.camera_picture())

    def _add_helpers_report(self, rows: ScrollColumn) -> None:
        about = msg("For whoever helps from afar. No name, no code and no password is in it.")
        rows.add(wrapped(TextLabel(self.face, about, "small", tone="text2")))
        rows.add(Heading(self.face, msg("In full")))
        for line in self._devices.report():
            rows.add(wrapped(TextLabel(self.face, line, "small")))

    def _add_options(self, rows: ScrollColumn, section: DeviceSection) -> None:
        values = self._values()
        for option, declared in declared_options(GROUPS[section.group]).items():
            about = with_help(section.group, option, declared)
            if option == "camera":
                editor = camera_editor(self.face, about, self._devices.cameras())
                editor.put(values[option])
            else:
                editor = editor_for(self.face, option, about, values[option])
            self.editors[option] = editor
            rows.add(AtMost(self.face, editor.widget, WIDEST_EMS))

    def _values(self) -> dict[str, Any]:
        if not self._section.group:
            return {}
        group = getattr(self._devices.settings, self._section.group)
        return {name: getattr(group, name) for name in to_values(group)}

    # -- changing

    def _is_changed(self) -> bool:
        values = self._values()
        try:
            return any(editor.read() != values[option] for option, editor in self.editors.items())
        except ValueError:
            return True

    def save(self) -> None:
        """Keep this section's options, or say at the option why not."""
        if not self._section.group:
            return
        typed: dict[str, Any] = {}
        for option, editor in self.editors.items():
            try:
                typed[option] = editor.read()
                from_values(GROUPS[self._section.group], {option: _plain(typed[option])})
            except ValueError:
                editor.refuse(msg("This is no value that can stand here."))
                return
            except Expected as wrong:
                editor.refuse(wrong.message)
                return
        self._keep(typed)

    def _keep(self, typed: dict[str, Any]) -> None:
        settings = self._devices.settings
        group = replace(getattr(settings, self._section.group), **typed)
        self._devices.keep(replace(settings, **{self._section.group: group}), self._on_kept)

    def _on_kept(self) -> None:
        self.tell(msg("Devices saved."))
        if self.isVisible():
            self._build()

    def test(self) -> None:
        """Try the devices of this section."""
        if self._section.test is not None:
            self._devices.test(self._section.test)

    def take_over(self) -> None:
        """Set the scanner up as it was measured."""
        recommended = self._devices.scanner_report().recommended
        if recommended:
            self._keep(dict(recommended))

    def copy_report(self) -> None:
        """The report into the clipboard."""
        QGuiApplication.clipboard().setText(self.report_text())
        self.tell(msg("The report is in the clipboard."))

    def save_report(self, path: Path) -> None:
        """The report into a file."""
        data = self.report_text().encode()
        done = msg("The report is in {file}.", file=str(path))
        self.desk.tasks.read(
            lambda _reads: write_chosen(path, data), lambda _none: self.tell(done), on_refused=self.refuse
        )

    def report_text(self) -> str:
        """The report in the language of the screens."""
        return "\n".join(self.face.say(line) for line in self._devices.report()) + "\n"

    def _ask_where(self) -> None:
        name = "regulars-devices.txt"
        path = ask_where(self, self.face, msg("Save the report"), name=name, kinds="Text (*.txt)")
        if path is not None:
            self.save_report(path)

    def _print_now(self, number: int) -> None:
        self._devices.print_now(number)
        self.tell(_TRYING)

    def _drop(self, number: int) -> None:
        self._devices.drop(number)
        self._build()

    def _dress_devices(self) -> None:
        space(self.face, self._nav_column, (2, 2, 2, 2), 1)
        self._nav.setFixedWidth(round(self.face.metrics.base * 14))


_TRYING: Message = msg("Trying again. The receipt goes as soon as the printer answers.")


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
