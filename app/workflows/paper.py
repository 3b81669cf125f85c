"""What screens ask of paper: protocols that `main` fulfils with the devices, so that screens know none.

They are offered by name in the screens' `services`; each may raise `Trouble`, which never undoes anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from app.sales.receipt import PointsChange
from app.settings.shop import ShopSettings
from app.values.clock import Instant
from app.workflows.ports import Reads

CARD_FILES = "card_files"
RECEIPT_TEXT = "receipt_text"
RECEIPT_COPY = "receipt_copy"
PRINT_RECEIPT = "print_receipt"
"""Queues a `ReceiptView` for the receipt printer, if there is one; absent where a till has no devices."""
PRINT_SLIP = "print_slip"
"""Queues a slip of the way back likewise, with whether the drawer opens."""
RETURN_KEPT = "return_kept"
"""Called with the id of a return that was kept: its slip is written and printed; cash opens the drawer."""
VOID_KEPT = "void_kept"
"""Called with the `SaleVoided` that was kept and who did it: as `RETURN_KEPT`."""
NOTE_KEPT = "note_kept"
"""Called with a `NoteView`: a note of goodwill goes home on paper."""
RETURN_TEXT = "return_text"
RETURN_COPY = "return_copy"


STYLE_PREVIEW = "style_preview"


class StylePicture(msgspec.Struct, frozen=True):
    """What a style does: the text of a receipt, and a card as PNG."""

    receipt: str
    card: bytes


class StylePreview(Protocol):
    """Service `style_preview`: papers as they would look in settings that are not kept yet."""

    def __call__(self, reads: Reads, settings: ShopSettings, /) -> StylePicture: ...


class CardPress(Protocol):
    """Service `card_files`: a member's card, ready to be printed."""

    def __call__(self, number: str, shown_name: str, shop: ShopSettings, /) -> Sequence[str]:
        """Write the card as PDF and PNG into the shop's folder; returns the files, PDF first."""
        ...


class ReceiptTyping(Protocol):
    """Service `receipt_text`: a receipt as the text that would be printed."""

    def __call__(self, reads: Reads, sale: str, points: tuple[PointsChange, ...], /) -> str:
        """The lines of a kept sale; empty where these books have no such sale.

        Args:
            points: What it earned for a member who was attached after it.
        """
        ...


class SlipTyping(Protocol):
    """Service `return_text`: the slip of a return as the text that would be printed; empty for none."""

    def __call__(self, reads: Reads, document: str, /) -> str: ...


class SlipPress(Protocol):
    """Service `return_copy`: the slip of a return printed again, marked as a copy; its files, PDF first."""

    def __call__(self, reads: Reads, document: str, at: Instant, /) -> Sequence[str]: ...


class ReceiptPress(Protocol):
    """Service `receipt_copy`: a receipt printed again."""

    def __call__(self, reads: Reads, sale: str, at: Instant, /) -> Sequence[str]:
        """Write it as text and PDF, marked as a copy made at `at`; returns the files, PDF first."""
        ...
