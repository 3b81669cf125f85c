"""Sections of the settings screen: which declared options stand where, in words; new options find a place too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from app.settings.help import with_help
from app.settings.options import Declared, declared_options, from_values
from app.settings.shop import ShopSettings
from app.settings.till import LANGUAGES, TillSettings
from app.values.errors import Refusal
from app.values.folding import fold
from app.values.locales import Words
from app.values.words import Message, msg, plain

TILL, SHOP = "till", "shop"
GROUPS: dict[str, type[Any]] = {TILL: TillSettings, SHOP: ShopSettings}


@dataclass(frozen=True, slots=True)
class Section:
    """Options that belong together."""

    name: str
    title: Message
    icon: str
    group: str
    options: tuple[str, ...]


_SHOP_SECTIONS = (
    Section("shop", msg("The shop"), "store", SHOP, ("name", "address", "club", "country", "zone")),
    Section(
        "receipt", msg("Receipts"), "receipt", SHOP, ("language", "tax_id", "footer", "return_days", "fiscal_note")
    ),
    Section(
        "money",
        msg("Money and taxes"),
        "banknote",
        SHOP,
        ("currency", "prices_include_tax", "taxes", "tax_rounding", "cash_step_minor", "cash_rounding"),
    ),
    Section(
        "offers",
        msg("Offers"),
        "badge-percent",
        SHOP,
        ("reduce_percent_limit", "proof_required", "policy_profile", "policies"),
    ),
    Section("review", msg("Fraud review"), "search", SHOP, ("review_limits",)),
    Section(
        "staff",
        msg("Staff and drawer"),
        "id-card",
        SHOP,
        ("pin_length", "cash_out_limit_minor", "drawer_needs_manager"),
    ),
    Section("codes", msg("Cards and labels"), "scan-barcode", SHOP, ("scan_rules",)),
)

PAGES = (
    Section("changes", msg("Who changed what"), "history", "", ()),
    Section("file", msg("As a file"), "download", "", ()),
)
"""Pages beside the sections: they show no option of their own."""

ELSEWHERE = {
    "logo": "style",
    "accent": "style",
    "card_look": "style",
    "receipt_head": "style",
    "receipt_logo": "style",
    "display_words": "style",
    "quick_keys": "quick_keys",
}
"""Options that are edited on a screen of their own, beside a picture of what they do; and that screen."""

CHOICE_WORDS: dict[str, dict[Any, Message]] = {
    "theme": {"light": msg("light"), "dark": msg("dark"), "contrast": msg("high contrast")},
    "language": {"en": msg("English"), "ru": msg("Russian")},
    "mode": {"basket": msg("goods, line by line"), "amount": msg("only the amount")},
    "tax_rounding": {"line": msg("each line"), "unit": msg("each unit"), "receipt": msg("the whole receipt")},
    "cash_rounding": {"nearest": msg("to the nearest"), "down": msg("down"), "up": msg("up")},
    "connection": {
        "none": msg("none"),
        "network": msg("network"),
        "serial": msg("serial line"),
        "file": msg("device file"),
        "cups": msg("queue of the system (CUPS)"),
        "windows": msg("queue of Windows"),
    },
    "screen": {"off": msg("none"), "second": msg("second screen"), "window": msg("window for trying it out")},
    "card_look": {"band": msg("coloured head"), "full": msg("coloured all over"), "plain": msg("white")},
    "barcode": {"native": msg("by the printer"), "raster": msg("drawn"), "none": msg("none")},
    "security": {"starttls": msg("STARTTLS"), "tls": msg("TLS from the start"), "none": msg("none: never a password")},
    "policy_profile": {"shop": msg("best for the customer"), "neutral": msg("every offer in order")},
}
"""Words for the values of an option; a value without words is shown as it is."""


def sections() -> tuple[Section, ...]:
    """All sections; an option that none names stands at the end of the till's or the shop's first section."""
    till = Section("till", msg("This till"), "monitor", TILL, tuple(declared_options(TillSettings)))
    named = {option for section in _SHOP_SECTIONS for option in section.options} | set(ELSEWHERE)
    rest = tuple(option for option in declared_options(ShopSettings) if option not in named)
    first = _SHOP_SECTIONS[0]
    return (till, replace(first, options=first.options + rest), *_SHOP_SECTIONS[1:])


def declared(section: Section, option: str) -> Declared:
    """The declaration of an option of a section."""
    return with_help(section.group, option, declared_options(GROUPS[section.group])[option])


def fits_search(section: Section, option: str, text: str, words: Words) -> bool:
    """Whether an option has the words that are searched for, in any language of the program, or under its own name."""
    about = declared(section, option)
    shown = (section.title, about.text, about.hint, *CHOICE_WORDS.get(option, {}).values())
    return has_words(text, (option, *shown), words)


def has_words(text: str, shown: Sequence[Message | str], words: Words) -> bool:
    """Whether all words of a search stand in these texts, in any language of the program."""
    spoken = [each for each in shown if isinstance(each, str)]
    spoken += [each.say(word) for each in _all_words(words) for word in shown if isinstance(word, Message)]
    said = fold(" ".join(spoken))
    return all(word in said for word in fold(text).split())


def _all_words(words: Words) -> list[Words]:
    """The reader's language first, then the others: who knows a setting by its English name finds it too."""
    return [words, *(Words(language) for language in LANGUAGES if language != words.language)]


def refused(group: str, option: str, value: Any) -> Message | None:
    """Why this value cannot stand, or None; each option is judged by its own declaration."""
    try:
        from_values(GROUPS[group], {option: msgspec.to_builtins(value)})
    except Refusal as refusal:
        fields = dict(refusal.message.fields)
        wrong = fields.get("wrong")
        return wrong if isinstance(wrong, Message) else refusal.message
    return None


def choice_words(option: str, value: Any) -> Message:
    """A value of an option in words."""
    return CHOICE_WORDS.get(option, {}).get(value) or plain(str(value))


def with_values(group: str, values: Mapping[str, Any]) -> Any:
    """The settings group that these values make. Raises `Refusal` for one that cannot stand."""
    return from_values(GROUPS[group], {name: msgspec.to_builtins(value) for name, value in values.items()})
