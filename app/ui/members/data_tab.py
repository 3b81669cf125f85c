"""A member's data as a whole: a copy of it for them, and being forgotten - shown first, then confirmed by typing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.people.member import ERASURE_REASONS
from app.ui.face import Face
from app.ui.forms.fields import TextField
from app.ui.forms.panel import ScrollColumn
from app.ui.forms.picks import Pick, PickField
from app.ui.forms.states import Banner
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Spaced, hairline, space
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import Message, msg, msgn
from app.workflows.privacy.erasure import ErasurePreview

_SHORT_REASONS: dict[str, Message] = {
    "asked": msg("they asked for it"),
    "withdrawn": msg("consent taken back"),
    "no_purpose": msg("no longer needed"),
    "mistake": msg("recorded by mistake"),
}


class DataTab(ScrollColumn):
    """Hand out, or forget.

    Attributes:
        export_wanted, preview_wanted: A button was pressed.
        erase_wanted: Somebody confirmed: the reason, and what was typed.
    """

    export_wanted = Signal()
    preview_wanted = Signal()
    erase_wanted = Signal(str, str)

    def __init__(self, face: Face) -> None:
        super().__init__(face, margins=(4, 1, 4, 3), spacing=2)
        self._may_export = False
        self.copy_banner = Banner(face)
        self.export_button = Button(face, msg("Hand out a copy"), "soft", icon="download", focusable=True)
        self.export_button.clicked.connect(self.export_wanted)
        self._copy = self._block(
            msg("A copy for the member"),
            msg("Record, consents, purchases and points, as a page to read and as JSON. It is kept that it was made."),
            (self.export_button, self.copy_banner),
        )
        self.preview_button = Button(face, msg("Forget this member…"), "danger", icon="trash-2", focusable=True)
        self.preview_button.clicked.connect(self.preview_wanted)
        self.confirm = EraseConfirm(face)
        self.confirm.wanted.connect(self.erase_wanted)
        self._forget = self._block(
            msg("To be forgotten"),
            msg("Name, phone and all that says who they are is destroyed. Receipts stay, without a name."),
            (self.preview_button, self.confirm),
        )
        self.finish()
        self.show_idle()

    def show_rights(self, *, may_export: bool, may_erase: bool) -> None:
        """Show what whoever is signed in may do."""
        self._may_export = may_export
        self._forget.setVisible(may_erase)
        self.show_idle()

    def show_idle(self) -> None:
        """Nothing is under way."""
        self.copy_banner.say(None)
        self.export_button.setEnabled(True)
        self.confirm.hide()
        self._copy.setVisible(self._may_export)
        self.preview_button.show()

    def show_busy(self) -> None:
        """The copy is being written."""
        self.export_button.setEnabled(False)
        self.copy_banner.say(msg("Writing the copy…"))

    def show_export(self, folder: str) -> None:
        """Say where the copy lies."""
        self.export_button.setEnabled(True)
        self.copy_banner.say(msg("The copy lies in {folder}.", folder=folder), "ok")
        self.show_row(self.copy_banner)

    def show_preview(self, shown: ErasurePreview) -> None:
        """Show what would go and what would stay, and ask."""
        self.preview_button.hide()
        self._copy.hide()
        self.confirm.show_preview(shown)
        self.show_row(self.confirm)

    def refuse(self, code: str, words: Message) -> None:
        """Say at the field what was not confirmed."""
        self.confirm.refuse(code, words)

    def _block(self, title: Message, about: Message, widgets: tuple[QWidget, ...]) -> QWidget:
        block = Spaced(self._face, margins=(0, 1.5, 0, 2), spacing=1.5)
        block.body.addWidget(TextLabel(self._face, title, "body", weight=QFont.Weight.DemiBold))
        block.body.addWidget(wrapped(TextLabel(self._face, about, "small", tone="text2")))
        for widget in widgets:
            block.body.addWidget(widget)
        if self.column.count():
            self.add(hairline())
        self.add(block)
        return block


class EraseConfirm(QWidget):
    """What would go, what would stay, why, and the digits to type.

    Attributes:
        wanted: It was confirmed: the reason, and what was typed.
    """

    wanted = Signal(str, str)

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self.banner = Banner(face)
        self._goes = wrapped(TextLabel(face, "", "small"))
        self._stays = wrapped(TextLabel(face, "", "small"))
        self.reason = PickField(
            face, msg("Why"), tuple(Pick(reason, _SHORT_REASONS[reason]) for reason in ERASURE_REASONS)
        )
        self.typed = TextField(face, msg("To confirm"), longest=8)
        self.button = Button(face, msg("Forget them for ever"), "danger", icon="trash-2", focusable=True)
        self.button.clicked.connect(lambda: self.wanted.emit(self.reason.value(), self.typed.text()))
        self._column = QVBoxLayout(self)
        for widget in (self.banner, self._goes, self._stays, self.reason, self.typed, self.button):
            self._column.addWidget(widget)
        face.restyled.connect(self._dress)
        self._dress()
        self.hide()

    def show_preview(self, shown: ErasurePreview) -> None:
        """Show it, nothing chosen and nothing typed."""
        self.banner.say(msg("This cannot be undone, and nobody can bring it back."), "warn")
        self._goes.say(
            msg(
                "Goes: {records}, {consents}, {cards}, printed receipts and letters with the name.",
                records=msgn("{n} version of the record", "{n} versions of the record", shown.records),
                consents=msgn("{n} answer to a consent", "{n} answers to consents", shown.consents),
                cards=msgn("{n} card", "{n} cards", shown.cards),
            )
        )
        points = sum(shown.points_milli.values()) // 1000
        self._stays.say(
            msg(
                "Stays: {receipts} with amounts, without a name. {points} end.",
                receipts=msgn("{n} receipt", "{n} receipts", shown.receipts),
                points=msgn("{n} point", "{n} points", points),
            )
        )
        self.reason.put("asked")
        self.typed.relabel(msg("To confirm, type {typed}", typed=shown.typed))
        self.typed.put("")
        self.show()

    def refuse(self, code: str, words: Message) -> None:
        """Say at the field what was not confirmed."""
        (self.reason if code == "erase.reason" else self.typed).refuse(words)

    def _dress(self) -> None:
        space(self._face, self._column, (0, 0, 0, 0), 1.5)
