"""The style screen: the shop's name, logo, colours, receipt and card at the left, how it looks at the right."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout

from app.people.staff import Permission
from app.settings.logo import logo_text
from app.settings.shop import ShopSettings
from app.ui.forms.fields import NotesField, TextField
from app.ui.forms.files import ask_which, read_chosen
from app.ui.forms.page import SidePanelPage, key
from app.ui.forms.panel import Beside, Heading, Panel
from app.ui.forms.picks import Pick, PickField
from app.ui.forms.services import style_preview
from app.ui.forms.switches import Switch
from app.ui.settings.sections import CHOICE_WORDS, SHOP, with_values
from app.ui.shell.actions import KeyAction
from app.ui.shell.screen import Desk
from app.ui.style.colour_field import ColourField
from app.ui.style.preview import PreviewPanel
from app.ui.tasks import Changes
from app.ui.widgets.button import Button
from app.ui.widgets.frames import space
from app.ui.widgets.text import TextLabel, wrapped
from app.values.errors import Expected, Refusal
from app.values.words import Message, msg
from app.workflows.logo import MOST_BYTES, Logo
from app.workflows.paper import StylePicture
from app.workflows.settings import save_shop_settings

LOOK_AFTER_MS = 150
_OPTIONS = (
    "name", "club", "address", "logo", "accent", "card_look", "receipt_head", "footer", "receipt_logo",
    "display_words",
)  # fmt: skip


class StyleScreen(SidePanelPage):
    """The shop's own style; nothing is kept before Ctrl+S, everything is shown at once.

    Attributes:
        preview: Card, customer's screen and receipt in what is typed now.
    """

    title = msg("The shop's own style")
    icon = "store"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        face = self.face
        self.form = Panel(face, msg("Name, logo and colours"), "pencil")
        self.name = TextField(face, msg("Name of the shop"), longest=60)
        self.club = TextField(face, msg("Name of the club"), longest=40)
        self.address = TextField(face, msg("Address"), longest=120)
        self.choose = Button(face, msg("Choose a picture"), "soft", icon="upload", key="Ctrl+O", focusable=True)
        self.without = Button(face, msg("No logo"), "plain", icon="x", focusable=True)
        self.logo_note = wrapped(TextLabel(face, "", "caption", tone="text2"))
        self.accent = ColourField(face, msg("The shop's colour"))
        looks = [Pick(look, words) for look, words in CHOICE_WORDS["card_look"].items()]
        self.card_look = PickField(face, msg("Loyalty card"), looks)
        self.head = NotesField(face, msg("First lines of the receipt"), hint=msg("under the address"), lines=2)
        self.foot = NotesField(face, msg("Last lines of the receipt"), lines=2)
        self.receipt_logo = Switch(face, msg("Logo on the receipt"))
        self.words = TextField(
            face,
            msg("Line on the customer display"),
            hint=msg("shown while nobody is served: opening hours, an offer"),
            longest=120,
        )
        self.save_button = self.form.add_button(
            Button(face, msg("Save"), "primary", icon="save", key="Ctrl+S", focusable=True)
        )
        self.back_button = self.form.add_button(Button(face, msg("As it was"), "plain", icon="undo-2", focusable=True))
        self.preview = PreviewPanel(face)
        self._logo = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK_AFTER_MS)
        self._soon.timeout.connect(self.look)
        self._lay_out()
        self._wire()
        self.setAcceptDrops(True)

    # -- what the shell calls

    def page_keys(self) -> tuple[KeyAction, ...]:
        keys = [key("Ctrl+O", msg("Choose a picture"), self.choose_file)]
        if self.is_changed:
            keys.append(key("Ctrl+S", msg("Save"), self.save))
        return tuple(keys)

    def on_shown(self) -> None:
        super().on_shown()
        self.put(self.desk.till.shop.settings)
        self.name.setFocus()

    def on_left(self) -> None:
        self._soon.stop()
        if self.is_changed:
            typed = self._typed()
            back = (msg("Bring it back"), "", lambda: self._bring_back(typed))
            self.tell(msg("The changed style was not saved."), "warn", back)

    def refresh(self, changes: Changes) -> None:
        if changes.touches("settings") and self.isVisible() and not self.is_changed:
            self.put(self.desk.till.shop.settings)

    # -- values

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from what is kept."""
        settings = self.desk.till.shop.settings
        return any(value != getattr(settings, name) for name, value in self._typed().items())

    def put(self, settings: ShopSettings) -> None:
        """Show these values."""
        for field, name in self._fields():
            field.put(getattr(settings, name))
        self._logo = settings.logo
        self.logo_note.say(msg("There is a logo.") if self._logo else _LOGO_HINT)
        self.look()
        self._show_buttons()

    def _fields(self) -> tuple[tuple[Any, str], ...]:
        return (
            (self.name, "name"),
            (self.club, "club"),
            (self.address, "address"),
            (self.accent, "accent"),
            (self.card_look, "card_look"),
            (self.head, "receipt_head"),
            (self.foot, "footer"),
            (self.receipt_logo, "receipt_logo"),
            (self.words, "display_words"),
        )

    def _typed(self) -> dict[str, Any]:
        """What the form says; a colour that is none is left as it is kept."""
        kept = self.desk.till.shop.settings
        return {
            "name": self.name.text().strip(),
            "club": self.club.text().strip(),
            "address": self.address.text().strip(),
            "logo": self._logo,
            "accent": self.accent.colour() or kept.accent,
            "card_look": self.card_look.value(),
            "receipt_head": self.head.text().strip(),
            "footer": self.foot.text().strip(),
            "receipt_logo": self.receipt_logo.isChecked(),
            "display_words": self.words.text().strip(),
        }

    # -- the logo

    def choose_file(self) -> None:
        """Ask for a file."""
        kinds = f"{self.face.say(msg('Pictures'))} (*.png *.jpg *.jpeg *.svg)"
        path = ask_which(self, self.face, msg("Choose a picture"), kinds=kinds)
        if path is not None:
            self.take_file(path)

    def take_file(self, path: Path) -> None:
        """Check a file and show its picture; it is kept with the rest."""

        def work(_reads: object) -> Logo:
            from app.ui.style.drawn_logo import logo_from

            return logo_from(read_chosen(path, most=MOST_BYTES))

        self.logo_note.set_tone("text2")
        self.logo_note.say(msg("The picture is being checked."))
        self.desk.tasks.read(work, self._on_logo, key="style.logo", on_refused=self._on_logo_refused)

    def drop_logo(self) -> None:
        """Go without one."""
        self._logo = ""
        self.logo_note.set_tone("text2")
        self.logo_note.say(_LOGO_HINT)
        self._on_changed()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.take_file(Path(files[0]))

    def _on_logo(self, logo: Logo) -> None:
        self._logo = logo_text(logo.png)
        said = " ".join(self.face.say(note) for note in logo.notes)
        size = self.face.say(msg("{width} by {height} pixels.", width=logo.width, height=logo.height))
        self.logo_note.set_tone("ok")
        self.logo_note.say(f"{size} {said}".strip())
        self._on_changed()

    def _on_logo_refused(self, refused: Expected) -> None:
        self.logo_note.set_tone("err")
        self.logo_note.say(refused.message)

    # -- showing and keeping

    def look(self) -> None:
        """Show the pictures for what is typed now."""
        preview = style_preview(self.desk)
        settings = self._wished()
        if preview is None or settings is None:
            return
        theme = self.desk.till.settings.theme

        def shown(picture: StylePicture) -> None:
            self.preview.show_style(settings, picture, theme)

        self.desk.tasks.read(
            lambda reads: preview(reads, settings), shown, key="style.look", on_refused=self._on_unseen
        )

    def _on_unseen(self, refused: Expected) -> None:
        self.preview.show_note(msg("The pictures cannot be drawn now"), refused.message)

    def save(self) -> None:
        """Keep the style, or say at the field why not."""
        if not self.accent.colour():
            self.accent.setFocus()
            return
        if not self.name.text().strip():
            self.name.refuse(msg("A shop has a name: it stands on every receipt."))
            self.name.setFocus()
            return
        try:
            settings = with_values(SHOP, {**self._kept_values(), **self._typed()})
        except Refusal as refusal:
            self.refuse(refusal)
            return
        acting = self.acting()
        self.desk.tasks.run(
            lambda books: save_shop_settings(books, settings, acting),
            lambda _settings: self._on_kept(),
            self.refuse,
            changes=Changes.of("settings"),
        )

    def forget(self) -> None:
        """Show everything as it is kept."""
        self.put(self.desk.till.shop.settings)

    def _on_kept(self) -> None:
        self.reload_shop(lambda: self.put(self.desk.till.shop.settings))
        self.tell(msg("The style is saved: cards, receipts and displays wear it from now on."))

    def _kept_values(self) -> dict[str, Any]:
        settings = self.desk.till.shop.settings
        return {field.name: getattr(settings, field.name) for field in dataclasses.fields(settings)}

    def _wished(self) -> ShopSettings | None:
        try:
            made: ShopSettings = with_values(SHOP, {**self._kept_values(), **self._typed()})
        except Refusal:
            return None
        return made

    def _bring_back(self, typed: dict[str, Any]) -> None:
        self.desk.open_screen("style", "")
        self.put(dataclasses.replace(self.desk.till.shop.settings, **typed))

    def _on_changed(self) -> None:
        self._soon.start()
        self._show_buttons()

    def _show_buttons(self) -> None:
        may = self.desk.till.may(Permission.SETTINGS)
        self.save_button.setEnabled(may and self.is_changed)
        self.back_button.setEnabled(self.is_changed)
        self.without.setEnabled(bool(self._logo))
        self.keys_changed.emit()

    # -- putting together

    def _lay_out(self) -> None:
        face = self.face
        self._logo_row = QHBoxLayout()
        self._logo_row.addWidget(self.choose)
        self._logo_row.addWidget(self.without)
        self._logo_row.addStretch(1)
        for row in (
            Beside(face, self.name, self.club, weights=(1, 1)),
            self.address,
            Heading(face, msg("Logo")),
            self._logo_row,
            self.logo_note,
            self.accent,
            self.card_look,
            Heading(face, msg("Receipts")),
            self.receipt_logo,
            self.head,
            self.foot,
            Heading(face, msg("Customer display")),
            self.words,
        ):
            self.form.rows.add(row)
        self.form.rows.finish()
        self.set_sides(self.form, self.preview, share=1.05)
        face.restyled.connect(self._dress_style)
        self._dress_style()

    def _wire(self) -> None:
        for field, name in self._fields():
            if name != "receipt_logo":
                field.changed.connect(self._on_changed)
        self.receipt_logo.toggled.connect(lambda _on: self._on_changed())
        self.choose.clicked.connect(self.choose_file)
        self.without.clicked.connect(self.drop_logo)
        self.save_button.clicked.connect(self.save)
        self.back_button.clicked.connect(self.forget)

    def _dress_style(self) -> None:
        self._logo_row.setSpacing(self.face.metrics.gap(2))
        space(self.face, self.form.rows.column, (4, 1, 4, 3), 2.5)


_LOGO_HINT: Message = msg("PNG, JPEG or SVG. It may also be dropped here.")
