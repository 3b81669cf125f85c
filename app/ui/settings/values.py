"""The value of a setting in words, for lists of what changed; and which option a name means."""

from __future__ import annotations

from typing import Any

from app.settings import devices
from app.settings.options import declared_options
from app.settings.shop import ShopSettings
from app.settings.till import TillSettings
from app.ui.settings.sections import CHOICE_WORDS, choice_words
from app.values.words import Message, msg, msgn, plain

GROUPS: dict[str, type[Any]] = {"till": TillSettings, "shop": ShopSettings, **devices.GROUPS}
LONGEST_SHOWN = 60
GROUP_WORDS: dict[str, Message] = {
    "till": msg("This till"),
    "shop": msg("The shop"),
    "scanner": msg("Scanner"),
    "printer": msg("Printer"),
    "second_printer": msg("Other printer"),
    "display": msg("Customer display"),
    "mail": msg("E-mail"),
    "sound": msg("Sounds"),
}


def option_words(group: str, option: str) -> Message:
    """The label of an option; its own name where this program no longer has it."""
    declared = declared_options(GROUPS[group]).get(option)
    return declared.text if declared is not None else plain(option)


def value_words(option: str, value: Any) -> Message:
    """A value, shortly."""
    if isinstance(value, bool):
        return msg("on") if value else msg("off")
    if value in (None, "", (), []):
        return msg("nothing")
    if option == "logo":
        return msg("a picture")
    if isinstance(value, (tuple, list)):
        return msgn("{n} entry", "{n} entries", len(value))
    if option in CHOICE_WORDS:
        return choice_words(option, value)
    text = str(value).replace("\n", " ")
    return plain(text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…")
