"""Finding settings that stand elsewhere: those of the devices, of the shop's style, of the quick keys."""

from __future__ import annotations

from dataclasses import dataclass

from app.settings import devices
from app.settings.help import help_of
from app.settings.options import Declared, declared_options
from app.settings.shop import ShopSettings
from app.ui.settings.sections import CHOICE_WORDS, ELSEWHERE, has_words
from app.ui.settings.values import GROUP_WORDS
from app.values.locales import Words
from app.values.words import Message, msg


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A setting on another screen: its words, and where it is opened."""

    words: Message
    screen: str
    about: str = ""


def found_elsewhere(text: str, words: Words) -> list[Elsewhere]:
    """Settings that fit a search and stand on another screen, in order."""
    if not text.strip():
        return []
    found = []
    for group, kind in devices.GROUPS.items():
        for option, declared in declared_options(kind).items():
            if _fits(group, option, declared, GROUP_WORDS[group], text=text, words=words):
                said = msg("{place}: {option}", place=GROUP_WORDS[group], option=declared.text)
                found.append(Elsewhere(said, "devices", group))
    for option, declared in declared_options(ShopSettings).items():
        if option in ELSEWHERE and _fits("shop", option, declared, declared.text, text=text, words=words):
            found.append(Elsewhere(declared.text, ELSEWHERE[option]))
    return found


def _fits(group: str, option: str, declared: Declared, title: Message, *, text: str, words: Words) -> bool:
    shown = (title, declared.text, help_of(group, option, declared), *CHOICE_WORDS.get(option, {}).values())
    return has_words(text, (option, *shown), words)
