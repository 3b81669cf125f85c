"""Words about backups: when, why, how large, how old."""

from __future__ import annotations

from app.values.clock import Instant
from app.values.locales import Words
from app.values.words import Message, msg, msgn

WHY: dict[str, Message] = {
    "scheduled": msg("as planned"),
    "close": msg("at the end of a shift"),
    "asked": msg("by hand"),
    "upgrade": msg("before an upgrade"),
    "other": msg("by somebody"),
}
HOUR_MS, DAY_MS = 3_600_000, 86_400_000
OLD_MS = 2 * DAY_MS


def size_words(words: Words, size: int) -> str:
    """Bytes in a unit that people read."""
    kilo = (size + 1023) // 1024
    return f"{words.number(kilo)} KB" if kilo < 10_000 else f"{words.number(kilo // 1024)} MB"


def age_words(at: Instant, now: Instant) -> Message:
    """How long ago something was."""
    age = now - at
    if age < HOUR_MS:
        return msg("less than an hour ago")
    if age < 2 * DAY_MS:
        return msgn("{n} hour ago", "{n} hours ago", age // HOUR_MS)
    return msgn("{n} day ago", "{n} days ago", age // DAY_MS)


def age_tone(at: Instant, now: Instant) -> str:
    """Green while it is young enough to lose little."""
    return "ok" if at and now - at <= OLD_MS else "warn"
