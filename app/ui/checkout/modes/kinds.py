"""Which mode a mode is, asked by name: so that asking does not import all of them at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from app.ui.checkout.modes.base import Mode
    from app.ui.checkout.modes.done import DoneMode
    from app.ui.checkout.modes.paper import PaperMode
    from app.ui.checkout.modes.payment import PaymentMode


def as_done(mode: Mode) -> DoneMode | None:
    """The mode as the sale just kept, or None."""
    return cast("DoneMode", mode) if mode.name == "done" else None


def as_payment(mode: Mode) -> PaymentMode | None:
    """The mode as a payment, or None."""
    return cast("PaymentMode", mode) if mode.name == "payment" else None


def as_paper(mode: Mode) -> PaperMode | None:
    """The mode as a receipt on show, or None."""
    return cast("PaperMode", mode) if mode.name == "paper" else None
