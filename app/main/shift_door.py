"""The doors of a shift and its staff: reports on paper and in the shop's folder, the drawer itself, badges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.shell.actions import Notice
from app.values.words import msg
from app.workflows.badge_paper import BADGE_PAPER
from app.workflows.key_card import KEY_CARD
from app.workflows.paper import PRINT_SLIP
from app.workflows.shift_papers import DRAWER_OPENED, SHIFT_PAPER, SHIFT_TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.devices.paper.slips import SlipPaper
    from app.storage.shop_folder import ShopFolder
    from app.ui.shell.screen import Desk
    from app.ui.tasks import Tasks
    from app.values.words import Message
    from app.workflows.badge_paper import BadgePaper
    from app.workflows.key_card import KeySection
    from app.workflows.ports import Reads
    from app.workflows.shift_papers import ShiftPaper


class ShiftDoor:
    """Fulfils `workflows.shift_papers` with the devices, in the shop's folder."""

    def __init__(self, desk: Desk, folder: ShopFolder, paper: Tasks) -> None:
        """`paper` has a thread of its own, so that a PDF never holds up a scan."""
        self._desk, self._folder, self._paper = desk, folder, paper

    def open(self) -> None:
        """Offer them."""
        services = self._desk.services
        services[SHIFT_TEXT] = self._text
        services[SHIFT_PAPER] = self._keep
        services[DRAWER_OPENED] = self._open_drawer
        services[BADGE_PAPER] = self._badge
        services[KEY_CARD] = self._keep_key_card

    def _text(self, paper: ShiftPaper) -> str:
        from app.devices.paper.shift_text import shift_slip
        from app.devices.paper.slips import slip_text

        return slip_text(shift_slip(paper), self._desk.till.settings.receipt_columns)

    def _keep(self, paper: ShiftPaper) -> None:
        """Write the report's files and print it; trouble is said, the report stands."""
        from app.devices.paper.shift_text import shift_slip
        from app.devices.paper.slips import keep_slip

        slip, options = shift_slip(paper), self._desk.till.settings
        folder = self._folder.receipts / ("copies" if paper.is_copy else "reports")

        def write(_reads: Reads) -> None:
            keep_slip(slip, folder, columns=options.receipt_columns, with_pdf=True)
            self._print(slip, opens_drawer=False)

        self._paper.read(write, lambda _none: None, on_refused=self._desk.refuse)

    def _open_drawer(self, why: Message) -> bool:
        """Open the drawer with a slip that says why; False where no printer can."""
        from app.devices.paper.drawer_text import drawer_slip

        till = self._desk.till
        who = till.staff.name if till.staff else ""
        return self._print(drawer_slip(till.shop.settings, till.now(), who, why), opens_drawer=True)

    def _keep_key_card(self, sections: Sequence[KeySection]) -> None:
        """Write the card of the keys beside the receipts, and print it."""
        from app.devices.paper.key_card import key_card_slip
        from app.devices.paper.slips import keep_slip

        till = self._desk.till
        slip = key_card_slip(till.shop.settings, till.now(), till.settings.language, sections)

        def write(_reads: Reads) -> str:
            files = keep_slip(slip, self._folder.receipts, columns=till.settings.receipt_columns, with_pdf=True)
            self._print(slip, opens_drawer=False)
            return str(files[-1])

        def say(file: str) -> None:
            self._desk.notify(Notice(msg("The key card lies in {file}.", file=file), "ok"))

        self._paper.read(write, say, on_refused=self._desk.refuse)

    def _badge(self, badge: BadgePaper) -> str:
        """Write a badge into the shop's folder and print it; gives the file's path."""
        from app.devices.paper.badge_text import badge_slip
        from app.devices.paper.slips import keep_slip

        slip, options = badge_slip(badge), self._desk.till.settings
        files = keep_slip(slip, self._folder.root / "cards", columns=options.receipt_columns, with_pdf=True)
        files[0].unlink(missing_ok=True)
        self._print(slip, opens_drawer=False)
        return str(files[-1])

    def _print(self, slip: SlipPaper, *, opens_drawer: bool) -> bool:
        printing = self._desk.services.get(PRINT_SLIP)
        return bool(printing(slip, opens_drawer)) if printing is not None else False
