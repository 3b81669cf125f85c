"""Doors to the outside, by name, with their types: what `main` offers, or None where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from app.workflows.paper import CARD_FILES, RECEIPT_COPY, RECEIPT_TEXT, RETURN_COPY, RETURN_TEXT, STYLE_PREVIEW

if TYPE_CHECKING:
    from app.ui.shell.screen import Desk
    from app.workflows.paper import CardPress, ReceiptPress, ReceiptTyping, SlipPress, SlipTyping, StylePreview


def card_press(desk: Desk) -> CardPress | None:
    """Who writes a member's card."""
    return cast("CardPress | None", desk.services.get(CARD_FILES))


def receipt_typing(desk: Desk) -> ReceiptTyping | None:
    """Who lays a receipt out as text."""
    return cast("ReceiptTyping | None", desk.services.get(RECEIPT_TEXT))


def receipt_press(desk: Desk) -> ReceiptPress | None:
    """Who writes a receipt to a file again."""
    return cast("ReceiptPress | None", desk.services.get(RECEIPT_COPY))


def slip_typing(desk: Desk) -> SlipTyping | None:
    """Who lays the slip of a return out as text."""
    return cast("SlipTyping | None", desk.services.get(RETURN_TEXT))


def slip_press(desk: Desk) -> SlipPress | None:
    """Who writes and prints the slip of a return again."""
    return cast("SlipPress | None", desk.services.get(RETURN_COPY))


def style_preview(desk: Desk) -> StylePreview | None:
    """Who shows papers in a style that is not kept yet."""
    return cast("StylePreview | None", desk.services.get(STYLE_PREVIEW))
