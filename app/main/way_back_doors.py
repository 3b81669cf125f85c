"""Doors of the way back: slips of returns, voids and notes, written, printed, and opened the drawer for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.workflows.paper import (
    NOTE_KEPT,
    PRINT_SLIP,
    RETURN_COPY,
    RETURN_KEPT,
    RETURN_TEXT,
    VOID_KEPT,
)

if TYPE_CHECKING:
    from app.devices.paper.slips import SlipPaper
    from app.facts.bodies import SaleVoided
    from app.storage.shop_folder import ShopFolder
    from app.ui.shell.screen import Desk
    from app.ui.tasks import Tasks
    from app.values.clock import Instant
    from app.workflows.ports import Reads
    from app.workflows.slip_view import Heading, NoteView


class WayBackDoors:
    """Fulfils the slips' part of `workflows.paper`, in the shop's folder."""

    def __init__(self, desk: Desk, folder: ShopFolder, paper: Tasks) -> None:
        """`paper` has a thread of its own, so that a PDF never holds up a scan."""
        self._desk, self._folder, self._paper = desk, folder, paper

    def open(self) -> None:
        """Offer them."""
        services = self._desk.services
        services[RETURN_KEPT] = self._keep_return
        services[VOID_KEPT] = self._keep_void
        services[NOTE_KEPT] = self._keep_note
        services[RETURN_TEXT] = self._return_text
        services[RETURN_COPY] = self._copy_return

    def _keep_return(self, document: str) -> None:
        """Write and print a return's slip; where cash goes back the drawer opens. Trouble is said, it stands."""
        from app.devices.paper.slips import return_paper
        from app.workflows.slip_view import return_view

        shop = self._desk.till.shop

        def write(reads: Reads) -> None:
            view = return_view(reads, shop, document)
            if view is not None:
                has_cash = any(tender.kind == "cash" for tender in view.document.refunds)
                self._keep(return_paper(view), opens_drawer=has_cash)

        self._paper.read(write, lambda _none: None, on_refused=self._desk.refuse)

    def _keep_void(self, body: SaleVoided, heading: Heading) -> None:
        from app.devices.paper.slips import void_paper
        from app.workflows.slip_view import void_view

        shop = self._desk.till.shop

        def write(reads: Reads) -> None:
            view = void_view(reads, shop, body, heading)
            if view is not None:
                self._keep(void_paper(view), opens_drawer=any(tender.kind == "cash" for tender in body.refunds))

        self._paper.read(write, lambda _none: None, on_refused=self._desk.refuse)

    def _keep_note(self, view: NoteView) -> None:
        from app.devices.paper.slips import note_paper

        def write(_reads: Reads) -> None:
            self._keep(note_paper(view), opens_drawer=False)

        self._paper.read(write, lambda _none: None, on_refused=self._desk.refuse)

    def _return_text(self, reads: Reads, document: str) -> str:
        from app.devices.paper.slips import return_paper, slip_text
        from app.workflows.slip_view import return_view

        till = self._desk.till
        view = return_view(reads, till.shop, document)
        return slip_text(return_paper(view), till.settings.receipt_columns) if view is not None else ""

    def _copy_return(self, reads: Reads, document: str, at: Instant) -> tuple[str, ...]:
        """Write a slip again, beside the copies of receipts, and print it; the drawer stays shut."""
        from app.devices.paper.slips import keep_slip, return_paper
        from app.workflows.slip_view import return_view

        till = self._desk.till
        view = return_view(reads, till.shop, document, copied_at=at)
        if view is None:
            return ()
        slip = return_paper(view)
        folder = self._folder.receipts / "copies"
        files = keep_slip(slip, folder, columns=till.settings.receipt_columns, with_pdf=True)
        self._print(slip, opens_drawer=False)
        return tuple(str(file) for file in reversed(files))

    def _keep(self, slip: SlipPaper, *, opens_drawer: bool) -> None:
        from app.devices.paper.slips import keep_slip

        options = self._desk.till.settings
        self._print(slip, opens_drawer=opens_drawer)
        keep_slip(slip, self._folder.receipts, columns=options.receipt_columns, with_pdf=options.receipt_pdf)

    def _print(self, slip: SlipPaper, *, opens_drawer: bool) -> None:
        """On the printer, where the till has one; its queue takes it at once."""
        printing = self._desk.services.get(PRINT_SLIP)
        if printing is not None:
            printing(slip, opens_drawer)
