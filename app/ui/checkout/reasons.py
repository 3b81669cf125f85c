"""Words for the reasons of a manual reduction, by the code that is kept."""

from __future__ import annotations

from app.values.words import Message, msg

REASON_WORDS: dict[str, Message] = {
    "damaged": msg("Damaged"),
    "short_date": msg("Short date"),
    "price_match": msg("Price match"),
    "goodwill": msg("Goodwill"),
    "other": msg("Other reason"),
}
