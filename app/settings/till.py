"""Settings of one till: kept in `till.toml` beside its database, never synced."""

from __future__ import annotations

from dataclasses import dataclass

from app.settings.options import option
from app.values.words import msg

LANGUAGES = ("en", "ru")
THEMES = ("light", "dark", "contrast")


@dataclass(frozen=True, slots=True)
class TillSettings:
    """How this till looks and works."""

    language: str = option("en", msg("Language of the screens"), choices=LANGUAGES)
    theme: str = option("light", msg("Colours"), choices=THEMES)
    reduce_motion: bool = option(False, msg("Nothing moves on the screens"))
    scale_percent: int = option(100, msg("Size of text and buttons, percent"), low=75, high=200)
    mode: str = option(
        "basket",
        msg("Way of selling"),
        hint=msg("only the amount: the bill is rung up at another till and its total is typed here"),
        choices=("basket", "amount"),
    )
    receipt_columns: int = option(42, msg("Columns of the receipt"), choices=(32, 42, 48))
    receipt_pdf: bool = option(True, msg("Keep every receipt as PDF too"))
    large_quantity: int = option(50, msg("Ask again from this many pieces"), low=2, high=9999)
    setup_at_start: bool = option(
        False, msg("Show the set-up at the start"), hint=msg("until it was put away once; it stays in the menu")
    )
    lock_minutes: int = option(
        5, msg("Lock after so many minutes without a key"), hint=msg("0: never; the basket stays"), low=0, high=240
    )
    backup_hours: int = option(
        4,
        msg("Hours between two backups"),
        hint=msg("and one at the end of every shift"),
        low=1,
        high=24,
    )
    backup_folder: str = option(
        "",
        msg("Another disk or folder for a second copy"),
        hint=msg("a stick or a shared folder; empty: none"),
    )
