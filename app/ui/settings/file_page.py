"""Settings as a file: written for another till, read with a preview of what would change, taken over, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtWidgets import QHBoxLayout

from app.people.staff import Permission
from app.settings.devices import DeviceSettings
from app.settings.options import to_values
from app.ui.forms.files import ask_where, ask_which, read_chosen, write_chosen
from app.ui.forms.panel import Heading, ScrollColumn
from app.ui.settings.values import GROUP_WORDS, option_words, value_words
from app.ui.tasks import Changes
from app.ui.widgets.button import Button
from app.ui.widgets.frames import space
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import msg, msgn
from app.workflows.device_desk import DEVICE_DESK, DeviceDesk
from app.workflows.settings import save_shop_settings
from app.workflows.settings_file import (
    LARGEST_BYTES,
    Difference,
    SettingsSet,
    differences,
    read_settings_file,
    settings_file,
)

if TYPE_CHECKING:
    from app.ui.forms.page import OfficePage

Result = TypeVar("Result")
KINDS = "TOML, JSON (*.toml *.json)"


class FilePage(ScrollColumn):
    """Two buttons, and under them what a file that was read would change.

    Attributes:
        found: The differences that are shown; `read` the settings they lead to.
    """

    def __init__(self, page: OfficePage) -> None:
        super().__init__(page.face, margins=(4, 1, 4, 3), spacing=2.5)
        self._page = page
        self.found: tuple[Difference, ...] = ()
        self.read: SettingsSet | None = None
        about = msg(
            "All settings of the shop, this till and its devices in one file: for the next till, or for a bad day. "
            "No password and no PIN is in it."
        )
        self.write_button = Button(page.face, msg("Write a file"), "soft", icon="download", focusable=True)
        self.read_button = Button(page.face, msg("Read a file"), "soft", icon="upload", focusable=True)
        self.take_button = Button(page.face, msg("Take over"), "primary", icon="check", focusable=True)
        self._buttons = QHBoxLayout()
        for button in (self.write_button, self.read_button, self.take_button):
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self.add(wrapped(TextLabel(page.face, about, "body", tone="text2")))
        self.add(self._buttons)
        self._list = ScrollColumn(page.face, spacing=1)
        self.add(self._list)
        self.finish()
        self.take_button.hide()
        self.write_button.clicked.connect(self._ask_where)
        self.read_button.clicked.connect(self._ask_which)
        self.take_button.clicked.connect(self.take_over)
        page.face.restyled.connect(self._dress_file)
        self._dress_file()

    # -- writing

    def write_to(self, path: Path) -> None:
        """Write all settings there."""
        data = settings_file(self._now())
        done = msg("The settings are in {file}.", file=str(path))
        self._work(lambda: write_chosen(path, data), lambda _none: self._page.tell(done))

    # -- reading

    def read_from(self, path: Path) -> None:
        """Read a file and show what it would change."""
        now = self._now()

        def read() -> SettingsSet:
            return read_settings_file(read_chosen(path, most=LARGEST_BYTES), now)

        self._work(read, self._show)

    def take_over(self) -> None:
        """Take over what is shown."""
        wanted = self.read
        if wanted is not None:
            self._clear()
            apply_settings(self._page, wanted, self._now())

    def _show(self, read: SettingsSet) -> None:
        self._clear()
        self.read, self.found = read, differences(self._now(), read)
        if not self.found:
            self._page.tell(msg("The file says what is set already. Nothing would change."), "info")
            return
        face, group = self._page.face, ""
        self._list.add(Heading(face, msgn("{n} setting would change", "{n} settings would change", len(self.found))))
        for each in self.found:
            if each.group != group:
                group = each.group
                self._list.add(TextLabel(face, GROUP_WORDS[group], "small", tone="text2"))
            values = {"old": value_words(each.option, each.old), "new": value_words(each.option, each.new)}
            words = msg("{option}: {old} → {new}", option=option_words(each.group, each.option), **values)
            self._list.add(wrapped(TextLabel(face, words, "body")))
        self.take_button.setVisible(self._page.desk.till.may(Permission.SETTINGS))

    def _clear(self) -> None:
        self.read, self.found = None, ()
        while (item := self._list.column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.take_button.hide()

    def _now(self) -> SettingsSet:
        till, desk = self._page.desk.till, devices_of(self._page)
        devices = desk.settings if desk is not None else DeviceSettings()
        return SettingsSet(till.settings, till.shop.settings, devices)

    def _work(self, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self._page.desk.tasks.read(lambda _reads: work(), done, on_refused=self._page.refuse)

    def _ask_where(self) -> None:
        identity = self._page.desk.till.shop.identity
        name = f"regulars-settings-till-{identity.till:02d}.toml"
        path = ask_where(self, self._page.face, msg("Write a file"), name=name, kinds=KINDS)
        if path is not None:
            self.write_to(path)

    def _ask_which(self) -> None:
        path = ask_which(self, self._page.face, msg("Read a file"), kinds=KINDS)
        if path is not None:
            self.read_from(path)

    def _dress_file(self) -> None:
        space(self._page.face, self._buttons, (0, 0, 0, 0), 2)


def apply_settings(page: OfficePage, wanted: SettingsSet, before: SettingsSet) -> None:
    """Keep settings of shop, till and devices, and offer the way back; where the shop's are refused nothing is."""
    acting = page.acting()
    back = (msg("Undo"), "", lambda: apply_settings(page, before, wanted))

    def kept(_shop: object) -> None:
        change = page.desk.services.get("set_till")
        if change is not None and wanted.till != page.desk.till.settings:
            change(**{name: getattr(wanted.till, name) for name in to_values(wanted.till)})
        desk = devices_of(page)
        if desk is not None and wanted.devices != desk.settings:
            desk.keep(wanted.devices, lambda: None)
        page.reload_shop(lambda: page.tell(msg("The settings of the file work now."), "ok", back))

    page.desk.tasks.run(
        lambda books: save_shop_settings(books, wanted.shop, acting), kept, page.refuse, changes=Changes.of("settings")
    )


def devices_of(page: OfficePage) -> DeviceDesk | None:
    """The devices, where this till has any."""
    door = page.desk.services.get(DEVICE_DESK)
    return cast("DeviceDesk", door()) if door is not None else None
