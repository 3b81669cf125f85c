"""The settings screen: sections at the left, their options at the right, or whatever a search finds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.people.staff import Permission
from app.settings.options import to_values
from app.ui.forms.fields import SearchLine
from app.ui.forms.nav import NavRow
from app.ui.forms.page import OfficePage, key
from app.ui.forms.panel import AtMost, Heading, Panel, ScrollColumn
from app.ui.forms.states import StateNote
from app.ui.settings.changes import MOST_SHOWN, ChangesPage
from app.ui.settings.defaults import WithDefault, default_of
from app.ui.settings.editors import OptionEditor, editor_for
from app.ui.settings.file_page import FilePage
from app.ui.settings.finding import Elsewhere, found_elsewhere
from app.ui.settings.scan_rules import NoValue
from app.ui.settings.sections import PAGES, SHOP, TILL, Section, declared, fits_search, refused, sections, with_values
from app.ui.shell.actions import KeyAction
from app.ui.shell.screen import Desk
from app.ui.tasks import Changes
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, space
from app.values.errors import Expected
from app.values.words import Message, msg
from app.workflows.settings import save_shop_settings

WIDEST_EMS = 36
NO_VALUE = msg("This is no value that can stand here.")
KEEPS_MORE = frozenset({"taxes", "scan_rules", "country", "currency", "zone"})
"""Options whose editors may hold what is half done and not yet a change: shown anew each time."""


class SettingsScreen(OfficePage):
    """Options of this till (live at once) and of the shop (kept with Ctrl+S)."""

    title = msg("Settings")
    icon = "settings"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._sections = sections()
        self._section = self._sections[0]
        self._typed: dict[str, Any] = {}
        self.editors: dict[tuple[str, str], OptionEditor] = {}
        self.search = SearchLine(self.face, msg("Find a setting"))
        self._nav = Card(self.face)
        self._tabs = [NavRow(self.face, section.title, section.icon) for section in self._sections]
        self._page_tabs = {page.name: NavRow(self.face, page.title, page.icon) for page in PAGES}
        self._page_shown = ""
        self.file_page: FilePage | None = None
        self.panel = Panel(self.face, self._section.title, self._section.icon)
        self._rows: QWidget | None = None
        self._built: object | None = None
        self.save_button = self.panel.add_button(
            Button(self.face, msg("Save"), "primary", icon="save", key="Ctrl+S", focusable=True)
        )
        self.back_button = self.panel.add_button(
            Button(self.face, msg("As it was"), "plain", icon="undo-2", focusable=True)
        )
        self._lay_out()
        self.search.textEdited.connect(lambda _text: self._build())
        self.save_button.clicked.connect(self.save)
        self.back_button.clicked.connect(self.forget)
        for button, section in zip(self._tabs, self._sections, strict=True):
            button.clicked.connect(lambda _checked=False, section=section: self.show_section(section.name))
        for name, tab in self._page_tabs.items():
            tab.clicked.connect(lambda _checked=False, name=name: self.show_page(name))
        self.face.restyled.connect(self._dress_settings)
        self._dress_settings()

    def _lay_out(self) -> None:
        self._nav_column = QVBoxLayout(self._nav)
        self._nav_column.addWidget(self.search)
        for button in (*self._tabs, *self._page_tabs.values()):
            self._nav_column.addWidget(button)
        self._nav_column.addStretch(1)
        self.body.addWidget(self._nav)
        self.body.addWidget(self.panel, 1)

    # -- what the shell calls

    def page_keys(self) -> tuple[KeyAction, ...]:
        keys = [key("Ctrl+F", msg("Find"), self._find)]
        keys += [
            key(f"Ctrl+{place}", section.title, lambda name=section.name: self.show_section(name), hidden=True)
            for place, section in enumerate(self._sections, 1)
        ]
        if self._typed:
            keys.append(key("Ctrl+S", msg("Save"), self.save))
        return tuple(keys)

    def open_at(self, about: str) -> None:
        self.search.setText("")
        self._page_shown = about if about in self._page_tabs else ""
        if about:
            self._section = next((each for each in self._sections if each.name == about), self._section)

    def on_shown(self) -> None:
        if isinstance(self._rows, ScrollColumn) and self._built is not None and self._built == self._stand():
            self._rows.verticalScrollBar().setValue(0)
        else:
            self._build()
        super().on_shown()

    def on_left(self) -> None:
        if self._typed:
            typed, section = dict(self._typed), self._section
            self._typed.clear()
            back = (msg("Bring it back"), "", lambda: self._bring_back(section, typed))
            self.tell(msg("The changed settings were not saved."), "warn", back)

    def refresh(self, changes: Changes) -> None:
        if changes.touches("settings") and self.isVisible() and not self._typed and self._page_shown != "file":
            self._build()

    # -- showing

    def show_section(self, name: str) -> None:
        """Show a section (`till`, `shop`, `receipt`, `money`, `offers`)."""
        self._section = next(section for section in self._sections if section.name == name)
        self.search.setText("")
        self._page_shown = ""
        self._build()

    def show_page(self, name: str) -> None:
        """Show `changes` (who changed what) or `file` (settings as a file)."""
        self.search.setText("")
        self._page_shown = name
        self._build()

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _shown(self) -> list[tuple[Section, tuple[str, ...]]]:
        text = self.search.text().strip()
        if not text:
            return [(self._section, self._section.options)]
        words = self.face.words
        found = [
            (each, tuple(option for option in each.options if fits_search(each, option, text, words)))
            for each in self._sections
        ]
        return [(section, options) for section, options in found if options]

    def _stand(self) -> object | None:
        """All that the rows of a section show, to tell whether they need to be built again; None if they always do."""
        if (
            self._page_shown
            or self.search.text().strip()
            or self._typed
            or KEEPS_MORE.intersection(self._section.options)
        ):
            return None
        till = self.desk.till
        return self._section.name, till.settings, till.shop.settings, till.may(Permission.SETTINGS)

    def _build(self) -> None:
        self._built = None
        self.editors.clear()
        if self._rows is not None:
            self._rows.hide()
            self._rows.deleteLater()
            self._rows = None
        if self._page_shown and not self.search.text().strip():
            self._build_page()
            return
        rows = self._rows = ScrollColumn(self.face, margins=(4, 1, 4, 3), spacing=3.5)
        shown = self._shown()
        searching = bool(self.search.text().strip())
        for section, options in shown:
            if searching:
                rows.add(Heading(self.face, section.title))
            for option in options:
                editor = self._editor(section, option)
                row = WithDefault(self.face, editor, default_of(section.group, option))
                rows.add(row if option == "taxes" else AtMost(self.face, row, WIDEST_EMS))
        elsewhere = self._add_elsewhere(rows) if searching else 0
        if not shown and not elsewhere:
            note = StateNote(self.face)
            note.show_state("search", msg("No such setting"), msg("Try another word."))
            rows.add(note)
        rows.finish()
        self.panel.hold(rows)
        title, icon = (msg("Found"), "search") if searching else (self._section.title, self._section.icon)
        about = msg("Changes here work at once and stay on this till.") if self._is_till(shown) else None
        self.panel.head(title, detail=about, icon=icon)
        self._mark_tabs(searching=searching)
        self._show_buttons()
        self._built = self._stand()

    def _add_elsewhere(self, rows: ScrollColumn) -> int:
        """Settings that stand on a screen of their own: found here, shown there. Returns how many there are."""
        found = [each for each in found_elsewhere(self.search.text(), self.face.words) if self._may_open(each)]
        for each in found:
            button = Button(self.face, each.words, "soft", icon="arrow-right", focusable=True)
            button.clicked.connect(lambda _checked=False, each=each: self.desk.open_screen(each.screen, each.about))
            rows.add(AtMost(self.face, button, WIDEST_EMS))
        return len(found)

    def _may_open(self, found: Elsewhere) -> bool:
        return self.desk.has_screen(found.screen)

    def _build_page(self) -> None:
        page = next(each for each in PAGES if each.name == self._page_shown)
        self.panel.head(page.title, icon=page.icon)
        self._mark_tabs(searching=False)
        self._show_buttons()
        if page.name == "file":
            self.file_page = FilePage(self)
            self._hold(self.file_page)
            return
        staff = self.desk.till.shop.staff
        self._hold(StateNote(self.face))
        self.desk.tasks.read(
            lambda reads: reads.setting_changes(MOST_SHOWN),
            lambda rows: self._hold(ChangesPage(self.face, rows, staff)) if self._page_shown == page.name else None,
            key="setting_changes",
            on_refused=self.refuse,
        )

    def _hold(self, body: QWidget) -> None:
        if self._rows is not None:
            self._rows.hide()
            self._rows.deleteLater()
        self._rows = body
        self.panel.hold(body)

    def _editor(self, section: Section, option: str) -> OptionEditor:
        values = self._values(section.group)
        name = (section.group, option)
        value = self._typed.get(option, values[option]) if section.group == SHOP else values[option]
        editor = self.editors[name] = editor_for(self.face, option, declared(section, option), value)
        editor.changed.connect(lambda *_ignored: self._on_changed(section.group, option))
        allowed = section.group == TILL or self.desk.till.may(Permission.SETTINGS)
        editor.widget.setEnabled(allowed)
        return editor

    def _values(self, group: str) -> dict[str, Any]:
        settings = self.desk.till.settings if group == TILL else self.desk.till.shop.settings
        return {name: getattr(settings, name) for name in to_values(settings)}

    # -- changing

    def _on_changed(self, group: str, option: str) -> None:
        editor = self.editors[group, option]
        self._built = None
        try:
            value = editor.read()
        except ValueError:
            if group == TILL:
                editor.refuse(NO_VALUE)
            else:
                self._typed[option] = None
                self._show_buttons()
            return
        wrong = refused(group, option, value)
        if group == TILL:
            self._change_till(option, value, wrong)
            return
        if value == self._values(SHOP)[option]:
            self._typed.pop(option, None)
        else:
            self._typed[option] = value
        if wrong is not None:
            editor.refuse(wrong)
        self._show_buttons()

    def _change_till(self, option: str, value: Any, wrong: Message | None) -> None:
        if wrong is not None:
            self.editors[TILL, option].refuse(wrong)
            return
        change = self.desk.services.get("set_till")
        if change is not None and getattr(self.desk.till.settings, option) != value:
            change(**{option: value})

    def save(self) -> None:
        """Keep the shop's settings, or say at the option why not."""
        if not self._typed or not self._all_stand():
            return
        values = {**self._values(SHOP), **self._typed}
        try:
            settings = with_values(SHOP, values)
        except Expected as wrong:
            self.refuse(wrong)
            return
        acting = self.acting()
        self.desk.tasks.run(
            lambda books: save_shop_settings(books, settings, acting),
            lambda _settings: self._on_kept(),
            self._on_refused,
            changes=Changes.of("settings"),
        )

    def forget(self) -> None:
        """Show everything as it is kept."""
        self._typed.clear()
        self._build()

    def _bring_back(self, section: Section, typed: dict[str, Any]) -> None:
        self.desk.open_screen("settings", section.name)
        self._typed = typed
        self._build()

    def _all_stand(self) -> bool:
        """Whether everything typed can be kept; the first that cannot is shown."""
        for option in tuple(self._typed):
            editor = self._reach(option)
            try:
                value = editor.read()
            except ValueError as none:
                editor.refuse(none.words if isinstance(none, NoValue) else NO_VALUE)
                return False
            wrong = refused(SHOP, option, value)
            if wrong is not None:
                editor.refuse(wrong)
                return False
            self._typed[option] = value
        return True

    def _reach(self, option: str) -> OptionEditor:
        """The editor of a shop option, its section shown if it is not."""
        if (SHOP, option) not in self.editors:
            section = next(each for each in self._sections if each.group == SHOP and option in each.options)
            self.show_section(section.name)
        return self.editors[SHOP, option]

    def _on_kept(self) -> None:
        self._typed.clear()
        self.reload_shop(self._build)
        self.tell(msg("Settings saved."))

    def _on_refused(self, refused_: Expected) -> None:
        option = next((option for option in self._typed if option in str(refused_)), "")
        if option:
            self._reach(option).refuse(refused_.message)
        else:
            self.refuse(refused_)

    # -- looks

    def _show_buttons(self) -> None:
        changed = bool(self._typed)
        self.save_button.setVisible(changed)
        self.back_button.setVisible(changed)
        self.panel.show_foot(changed)
        self.keys_changed.emit()

    def _is_till(self, shown: Iterable[tuple[Section, tuple[str, ...]]]) -> bool:
        return not self._page_shown and all(section.group == TILL for section, _ in shown)

    def _mark_tabs(self, *, searching: bool) -> None:
        for button, section in zip(self._tabs, self._sections, strict=True):
            button.setChecked(section is self._section and not searching and not self._page_shown)
        for name, tab in self._page_tabs.items():
            tab.setChecked(name == self._page_shown and not searching)

    def _dress_settings(self) -> None:
        space(self.face, self._nav_column, (2.5, 2.5, 2.5, 2.5), 1.5)
        self._nav.setFixedWidth(round(self.face.metrics.base * 14))
