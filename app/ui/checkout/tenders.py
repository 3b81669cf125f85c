"""Words for what pays, by the kind that is kept."""

from __future__ import annotations

from app.values.words import Message, msg

TENDER_WORDS: dict[str, Message] = {
    "cash": msg("Cash"),
    "card": msg("Card"),
    "points": msg("Points"),
    "gift_card": msg("Gift card"),
    "store_credit": msg("Store credit"),
    "exchange": msg("Returned goods"),
    "elsewhere": msg("Paid at the other till"),
}
