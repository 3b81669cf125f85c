"""The quick keys screen: a page of keys at the left as it will stand at the counter, the chosen key at the right."""

from __future__ import annotations

import dataclasses
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from app.people.staff import Permission
from app.settings.quick_keys import LONGEST_LABEL, MOST_KEYS, MOST_PAGES, QuickKey
from app.ui.checkout.quick_keys import quick_face, read_goods
from app.ui.forms.fields import TextField
from app.ui.forms.page import SidePanelPage, key
from app.ui.forms.panel import Panel
from app.ui.forms.picks import Pick, PickRow
from app.ui.forms.states import StateNote
from app.ui.quick_keys import draft
from app.ui.quick_keys.board import KeyBoard
from app.ui.quick_keys.key_form import KeyForm
from app.ui.shell.actions import KeyAction
from app.ui.shell.screen import Desk
from app.ui.tasks import Changes
from app.ui.widgets.button import Button
from app.ui.widgets.frames import space
from app.values.words import msg, msgn, plain
from app.workflows.rows import ProductRow
from app.workflows.settings import save_shop_settings
from app.workflows.shop_now import calendar_day


class QuickKeysScreen(SidePanelPage):
    """Edits the pages; nothing is kept before Ctrl+S.

    Attributes:
        pages: As they are edited now.
        page, place: Which page is shown, and which key of it is chosen (-1 for none).
    """

    title = msg("Quick keys")
    icon = "layers"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        face = self.face
        self.pages: draft.Pages = ()
        self.page, self.place = 0, -1
        self._rows: dict[str, ProductRow | None] = {}
        self.panel = Panel(face, msg("Pages and keys"), "layers")
        self.tabs = PickRow(face, (), name=msg("Pages"))
        self.page_name = TextField(face, msg("Name of the page"), longest=LONGEST_LABEL)
        self.board = KeyBoard(face)
        self.note = StateNote(face)
        self.add_key_button = Button(face, msg("Add a key"), "soft", icon="plus", key="Ctrl+N", focusable=True)
        self.add_page_button = Button(face, msg("Add a page"), "plain", icon="plus", size="small", focusable=True)
        self.drop_page_button = Button(
            face, msg("Remove the page"), "plain", icon="trash-2", size="small", focusable=True
        )
        self.propose_button = Button(
            face, msg("Propose best-sellers"), "plain", icon="sparkles", key="Ctrl+B", focusable=True
        )
        self.save_button = self.panel.add_button(
            Button(face, msg("Save"), "primary", icon="save", key="Ctrl+S", focusable=True)
        )
        self.back_button = self.panel.add_button(Button(face, msg("As it was"), "plain", icon="undo-2", focusable=True))
        self.form = KeyForm(face)
        self._lay_out()
        self._wire()

    # -- what the shell calls

    def page_keys(self) -> tuple[KeyAction, ...]:
        keys = [key("Ctrl+N", msg("Add a key"), self.add_key), key("Ctrl+B", msg("Propose best-sellers"), self.propose)]
        if self.place >= 0:
            keys.append(key("Ctrl+Left", msg("Earlier"), partial(self.shift, -1), hidden=True))
            keys.append(key("Ctrl+Right", msg("Later"), partial(self.shift, 1), hidden=True))
            keys.append(key("Ctrl+D", msg("Remove"), self.remove_key))
        if self.is_changed:
            keys.append(key("Ctrl+S", msg("Save"), self.save))
        return tuple(keys)

    def on_shown(self) -> None:
        super().on_shown()
        self.put(self.desk.till.shop.settings.quick_keys)
        taxes = self.desk.till.shop.settings.taxes
        words = self.face.words
        self.form.set_taxes([(tax.id, f"{tax.label} {words.name(tax.names) or tax.percent}") for tax in taxes])

    def on_left(self) -> None:
        if self.is_changed:
            typed = self.pages
            back = (msg("Bring it back"), "", lambda: self._bring_back(typed))
            self.tell(msg("The changed quick keys were not saved."), "warn", back)

    def refresh(self, changes: Changes) -> None:
        if changes.touches("settings") and self.isVisible() and not self.is_changed:
            self.put(self.desk.till.shop.settings.quick_keys)

    def on_code_scanned(self, code: str) -> None:
        """Goods that are scanned here get a key."""
        self.desk.tasks.read(lambda reads: reads.product_by_code(code), self._on_scanned)

    # -- the pages

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from what is kept."""
        return self.pages != self.desk.till.shop.settings.quick_keys

    def put(self, pages: draft.Pages) -> None:
        """Show these pages."""
        self.page, self.place = min(self.page, max(0, len(pages) - 1)), -1
        self._take(pages)

    def choose_page(self, page: int) -> None:
        """Show another page."""
        self.page, self.place = page, -1
        self._show()

    def add_page(self) -> None:
        """Another page, and go to it."""
        self.page, self.place = min(len(self.pages), MOST_PAGES - 1), -1
        self._take(draft.with_page(self.pages))
        self.page_name.setFocus()

    def drop_page(self) -> None:
        """Take this page out."""
        pages = draft.without_page(self.pages, self.page)
        self.page, self.place = max(0, self.page - 1), -1
        self._take(pages)

    def rename_page(self) -> None:
        """Name the page as typed."""
        if self.pages:
            self._take(draft.renamed(self.pages, self.page, self.page_name.text()))

    # -- the keys

    def choose(self, place: int) -> None:
        """Choose a key."""
        self.place = place
        self._show()

    def add_key(self, new: QuickKey | None = None) -> None:
        """Another key at the end of the page, on a first page if there is none."""
        if not self.pages:
            self.page = 0
            self.pages = draft.with_page(self.pages)
        if len(self.pages[self.page].keys) >= MOST_KEYS:
            self.tell(msg("At most {count} quick keys on a page.", count=MOST_KEYS), "warn")
            return
        self.place = len(self.pages[self.page].keys)
        self._take(draft.with_key(self.pages, self.page, new or QuickKey("goods", "")))
        if new is None:
            self.form.goods.setFocus()

    def remove_key(self) -> None:
        """Take the chosen key out."""
        if self.place >= 0:
            pages = draft.without_key(self.pages, self.page, self.place)
            self.place = min(self.place, len(pages[self.page].keys) - 1)
            self._take(pages)

    def move_key(self, place: int, to: int) -> None:
        """Put a key somewhere else on its page."""
        pages = draft.moved(self.pages, self.page, place, to)
        self.place = max(0, min(to, len(pages[self.page].keys) - 1))
        self._take(pages)
        self.board.focus(self.place)

    def shift(self, by: int) -> None:
        """The chosen key one place earlier (-1) or later (1)."""
        if self.place >= 0:
            self.move_key(self.place, self.place + by)

    def propose(self) -> None:
        """Fill a page with what sells best; nothing that is there is lost."""
        till = self.desk.till
        today = calendar_day(till.shop.settings, till.now())
        self.desk.tasks.read(lambda reads: draft.proposal(reads, today), self._on_proposed, on_refused=self.refuse)

    def save(self) -> None:
        """Keep the pages; keys that were never filled in go."""
        till = self.desk.till
        whole = draft.without_empty(self.pages)
        settings = dataclasses.replace(till.shop.settings, quick_keys=whole)
        acting = self.acting()
        self.desk.tasks.run(
            lambda books: save_shop_settings(books, settings, acting),
            lambda _kept: self._on_kept(),
            self.refuse,
            changes=Changes.of("settings"),
        )

    def forget(self) -> None:
        """Show everything as it is kept."""
        self.put(self.desk.till.shop.settings.quick_keys)

    # -- inside

    def _take(self, pages: draft.Pages) -> None:
        self.pages = pages
        self._show()
        skus = {each.what for page in pages for each in page.keys if each.kind == "goods" and each.what}
        if skus - set(self._rows):
            self.desk.tasks.read(lambda reads: read_goods(reads, skus), self._on_goods, key="quick.goods")

    def _on_goods(self, rows: dict[str, ProductRow | None]) -> None:
        self._rows = rows
        self._show()

    def _on_scanned(self, row: ProductRow | None) -> None:
        if row is None:
            self.tell(msg("This code is not on the price list. Nothing was changed."), "warn")
            return
        self._rows[row.goods.sku] = row
        self.add_key(QuickKey("goods", row.goods.sku))
        self.tell(msg("A key for {name}.", name=plain(row.goods.name)))

    def _on_proposed(self, keys: tuple[QuickKey, ...]) -> None:
        if not keys:
            self.tell(
                msg("Nothing was sold in the last three months. Add keys one by one, or scan goods here."), "info"
            )
            return
        pages = self.pages
        if not pages or pages[self.page].keys:
            pages = draft.with_page(pages, self.face.say(msg("Best-sellers")))
        if len(pages) == len(self.pages) and pages and pages[self.page].keys:
            self.tell(msg("There are {count} pages already. Remove one first.", count=MOST_PAGES), "warn")
            return
        self.page = len(pages) - 1 if len(pages) > len(self.pages) else self.page
        for each in keys:
            pages = draft.with_key(pages, self.page, each)
        self.place = -1
        self._take(pages)
        self.tell(msgn("{n} key proposed. Nothing is kept yet.", "{n} keys proposed. Nothing is kept yet.", len(keys)))

    def _on_form(self, changed: QuickKey) -> None:
        if self.place >= 0:
            self._take(draft.changed(self.pages, self.page, self.place, changed))

    def _on_searched(self, text: str) -> None:
        words = text.strip()
        if len(words) < 2:
            self.form.show_found(())
            return
        self.desk.tasks.read(lambda reads: reads.search_products(words, 5), self.form.show_found, key="quick.search")

    def _on_kept(self) -> None:
        self.reload_shop(lambda: self.put(self.desk.till.shop.settings.quick_keys))
        self.tell(msg("The quick keys are saved and stand beside the basket."))

    def _bring_back(self, pages: draft.Pages) -> None:
        self.desk.open_screen("quick_keys", "")
        self.put(pages)

    # -- showing

    def _show(self) -> None:
        has_pages = bool(self.pages)
        self.tabs.set_picks(
            [
                Pick(str(n), plain(page.name) if page.name else msg("Page {page}", page=n + 1))
                for n, page in enumerate(self.pages)
            ]
        )
        self.tabs.put(str(self.page))
        keys = self.pages[self.page].keys if has_pages else ()
        faces = [
            quick_face(each, self.face, self._rows.get(each.what), is_known=each.what in self._rows or not each.what)
            for each in keys
        ]
        self.board.show_keys(faces, self.place)
        self.board.setVisible(bool(keys))
        self.note.setVisible(not keys)
        if not keys:
            words = msg("Add keys one by one, scan goods here, or begin with what sells best.")
            self.note.show_state("layers", msg("No keys yet"), words)
        if has_pages and not self.page_name.line.hasFocus():
            self.page_name.put(self.pages[self.page].name)
        self.page_name.setVisible(has_pages)
        self._show_form(keys)
        self._show_buttons()

    def _show_form(self, keys: tuple[QuickKey, ...]) -> None:
        chosen = keys[self.place] if 0 <= self.place < len(keys) else None
        if chosen == self.form.key and chosen is not None:
            return
        row = self._rows.get(chosen.what) if chosen is not None else None
        self.form.put(chosen, self.face.goods_name(row.goods.name, row.names) if row is not None else "")

    def _show_buttons(self) -> None:
        may = self.desk.till.may(Permission.SETTINGS)
        self.save_button.setEnabled(may and self.is_changed)
        self.back_button.setEnabled(self.is_changed)
        self.drop_page_button.setEnabled(bool(self.pages))
        self.add_page_button.setEnabled(len(self.pages) < MOST_PAGES)
        self.keys_changed.emit()

    # -- putting together

    def _lay_out(self) -> None:
        self._page_row, self._key_row = QHBoxLayout(), QHBoxLayout()
        self._page_row.addWidget(self.page_name, 1)
        for button in (self.add_page_button, self.drop_page_button):
            self._page_row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self._key_row.addWidget(self.add_key_button)
        self._key_row.addWidget(self.propose_button)
        self._key_row.addStretch(1)
        for row in (self.tabs, self._page_row, self.board, self.note, self._key_row):
            self.panel.rows.add(row)
        self.panel.rows.finish()
        self.set_sides(self.panel, self.form, share=0.9)
        self.face.restyled.connect(self._dress_quick)
        self._dress_quick()

    def _wire(self) -> None:
        self.tabs.picked.connect(lambda: self.choose_page(int(self.tabs.values()[0])))
        self.page_name.changed.connect(self.rename_page)
        self.board.chosen.connect(self.choose)
        self.board.moved.connect(self.move_key)
        self.form.changed.connect(self._on_form)
        self.form.searched.connect(self._on_searched)
        self.form.remove_wanted.connect(self.remove_key)
        self.form.earlier_wanted.connect(lambda: self.shift(-1))
        self.form.later_wanted.connect(lambda: self.shift(1))
        self.add_key_button.clicked.connect(lambda _checked=False: self.add_key())
        self.add_page_button.clicked.connect(self.add_page)
        self.drop_page_button.clicked.connect(self.drop_page)
        self.propose_button.clicked.connect(self.propose)
        self.save_button.clicked.connect(self.save)
        self.back_button.clicked.connect(self.forget)

    def _dress_quick(self) -> None:
        for row in (self._page_row, self._key_row):
            row.setSpacing(self.face.metrics.gap(2))
        space(self.face, self.panel.rows.column, (4, 1, 4, 3), 2.5)
