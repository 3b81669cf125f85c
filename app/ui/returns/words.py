"""Words for the reasons of the way back, by the code that is kept."""

from __future__ import annotations

from app.values.words import Message, msg
from app.workflows.rows import ReceiptRow
from app.workflows.way_back_rows import SaleMarks

MARKS = "123456789"

REASON_WORDS: dict[str, Message] = {
    "unused": msg("not used"),
    "faulty": msg("faulty"),
    "wrong_item": msg("the wrong item"),
    "late_delivery": msg("came too late"),
    "other": msg("another reason"),
}
VOID_WORDS: dict[str, Message] = {
    "mistake": msg("Rung up by mistake"),
    "customer_left": msg("The customer left"),
    "wrong_member": msg("The wrong member"),
    "test": msg("It was a test"),
    "other": msg("Another reason"),
}
CORRECTION_WORDS: dict[str, Message] = {
    "typed_wrongly": msg("The wrong key was pressed"),
    "customer_changed": msg("The customer changed their mind"),
    "terminal_failed": msg("The card terminal refused"),
    "other": msg("Another reason"),
}
TENDER_REASON_WORDS: dict[str, Message] = {
    "card_missing": msg("The card is not here"),
    "asked_for": msg("The customer asks for it"),
    "terminal_failed": msg("The card terminal refused"),
    "no_cash": msg("Too little in the drawer"),
}


def marked(marks: SaleMarks | None, *, traded: bool = False) -> tuple[Message, str] | None:
    """What became of a sale, in a word and its tone; None for one that stands as it was sold.

    Args:
        traded: Whether returned goods had paid for it.
    """
    if marks is not None:
        for is_so, words, tone in (
            (marks.voided, msg("cancelled"), "err"),
            (marks.exchanged, msg("exchanged"), "warn"),
            (marks.returned == "whole", msg("returned"), "warn"),
            (marks.returned == "part", msg("part returned"), "warn"),
            (marks.corrected, msg("corrected"), "primary"),
        ):
            if is_so:
                return words, tone
    return (msg("by exchange"), "primary") if traded else None


def is_traded(row: ReceiptRow) -> bool:
    """Whether returned goods had paid for a sale."""
    return any(kind == "exchange" for kind, _ in row.tenders)
