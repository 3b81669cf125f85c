"""Doors to the outside that screens may use by name: paper, cards, the lock, the menu's own rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QTimer

from app.main.shift_door import ShiftDoor
from app.main.way_back_doors import WayBackDoors
from app.ui.checkout.till_commands import till_commands
from app.ui.tasks import Changes
from app.values.locales import Words
from app.workflows.acting import Acting
from app.workflows.paper import (
    CARD_FILES,
    PRINT_RECEIPT,
    RECEIPT_COPY,
    RECEIPT_TEXT,
    STYLE_PREVIEW,
    StylePicture,
)
from app.workflows.receipt_making import receipt_view
from app.workflows.shift_papers import note_receipt_copy

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.sales.receipt import PointsChange
    from app.settings.shop import ShopSettings
    from app.storage.shop_folder import ShopFolder
    from app.ui.shell.screen import Desk
    from app.ui.tasks import Tasks
    from app.values.clock import Instant
    from app.workflows.ports import Reads
    from app.workflows.receipt_view import ReceiptView


class Doors:
    """Fulfils `workflows.paper` with the devices, in the shop's folder."""

    def __init__(self, desk: Desk, folder: ShopFolder, paper: Tasks) -> None:
        """`paper` has a thread of its own, so that a PDF never holds up a scan."""
        self._desk, self._folder, self._paper = desk, folder, paper

    def open(self, lock: Callable[[], None]) -> None:
        """Offer them."""
        services = self._desk.services
        services[RECEIPT_TEXT] = self._receipt_text
        services[RECEIPT_COPY] = self._copy_receipt
        services[CARD_FILES] = self._keep_card
        services[STYLE_PREVIEW] = self._style_preview
        services["sale_kept"] = self._keep_receipt
        WayBackDoors(self._desk, self._folder, self._paper).open()
        ShiftDoor(self._desk, self._folder, self._paper).open()
        services["menu_commands"] = lambda: till_commands(self._desk)
        services["lock"] = lock

    def _receipt_text(self, reads: Reads, sale: str, points: tuple[PointsChange, ...]) -> str:
        from app.devices.paper.receipt_text import receipt_lines

        till = self._desk.till
        view = receipt_view(reads, till.shop, sale, late_points=points)
        if view is None:
            return ""
        words = Words(view.language, view.shop.zone)
        return "\n".join(receipt_lines(view, words, till.settings.receipt_columns))

    def _keep_receipt(self, sale: str, points: tuple[PointsChange, ...]) -> None:
        """Write the receipt's file behind the cashier's back; trouble is said, the sale stands."""
        from app.devices.paper.spool import ReceiptFolder

        till = self._desk.till
        shop, options = till.shop, till.settings
        folder = ReceiptFolder(self._folder.receipts, columns=options.receipt_columns, with_pdf=options.receipt_pdf)

        def write(reads: Reads) -> None:
            view = receipt_view(reads, shop, sale, late_points=points)
            if view is not None:
                folder.keep(view)
                self._print(view)

        self._paper.read(write, lambda _none: None, on_refused=self._desk.refuse)

    def _copy_receipt(self, reads: Reads, sale: str, at: Instant) -> tuple[str, ...]:
        """Write a receipt again, beside the first prints, marked as a copy."""
        from app.devices.paper.spool import ReceiptFolder

        till = self._desk.till
        view = receipt_view(reads, till.shop, sale, copied_at=at)
        folder = ReceiptFolder(self._folder.receipts / "copies", columns=till.settings.receipt_columns)
        if view is None:
            return ()
        files = folder.keep(view)
        self._print(view)
        # back on the screen's thread: that a copy was made is kept for the audit
        QTimer.singleShot(0, till, lambda: self._note_copy(sale, at))
        return tuple(str(file) for file in reversed(files))

    def _note_copy(self, sale: str, at: Instant) -> None:
        till = self._desk.till
        acting = Acting(till.shop, till.staff.id if till.staff else "nobody", at)
        self._desk.tasks.run(
            lambda books: note_receipt_copy(books, sale, acting),
            lambda _none: None,
            self._desk.refuse,
            changes=Changes.of("audit"),
        )

    def _print(self, view: ReceiptView) -> None:
        """On the printer too, where the till has one; its queue takes it at once."""
        printing = self._desk.services.get(PRINT_RECEIPT)
        if printing is not None:
            printing(view)

    def _keep_card(self, number: str, shown_name: str, shop: ShopSettings) -> tuple[str, ...]:
        """Write a member's card into the shop's folder."""
        from app.devices.cards.face import card_face
        from app.devices.cards.folder import CardFolder

        card = card_face(number, shown_name, shop)
        files = CardFolder(self._folder.root / "cards").keep(card, self._desk.till.now())
        return tuple(str(file) for file in files)

    def _style_preview(self, reads: Reads, settings: ShopSettings) -> StylePicture:
        """The last receipt, or an invented one, and a card, in settings that are not kept yet."""
        from app.devices.cards.face import card_face
        from app.devices.cards.picture import card_png
        from app.devices.paper.receipt_text import receipt_lines
        from app.main.style_sample import SAMPLE_CARD, SAMPLE_NAME, sample_view

        till = self._desk.till
        rows = reads.recent_receipts(1)
        view = receipt_view(reads, till.shop, rows[0].sale) if rows else None
        shown = msgspec.structs.replace(view, shop=settings) if view else sample_view(settings, till.now())
        words = Words(shown.language, settings.zone)
        lines = receipt_lines(shown, words, till.settings.receipt_columns)
        return StylePicture("\n".join(lines), card_png(card_face(SAMPLE_CARD, SAMPLE_NAME, settings), dpi=200))
