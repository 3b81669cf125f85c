"""Words of a shift: why counts differ, why cash moved, why the drawer was opened."""

from __future__ import annotations

from app.values.words import Message, msg

DIFFERENCE_WORDS: dict[str, Message] = {
    "wrong_change": msg("wrong change given"),
    "rounding": msg("cash rounding"),
    "unknown": msg("nobody knows"),
    "other": msg("something else"),
}
IN_WORDS: dict[str, Message] = {
    "change": msg("change brought"),
    "float": msg("more float"),
    "found": msg("found"),
    "other": msg("something else"),
}
OUT_WORDS: dict[str, Message] = {
    "bank": msg("to the bank"),
    "supplier": msg("a supplier was paid"),
    "expenses": msg("expenses"),
    "tips": msg("tips"),
    "other": msg("something else"),
}
DRAWER_WORDS: dict[str, Message] = {
    "change": msg("change for somebody"),
    "forgotten": msg("something was forgotten in it"),
    "check": msg("checking the money"),
    "other": msg("something else"),
}
DISCOUNT_WORDS: dict[str, Message] = {
    "offers": msg("Offers"),
    "rewards": msg("Rewards"),
    "manual": msg("By hand"),
}
