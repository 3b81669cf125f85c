"""Classification: what kind of code was scanned, before anything is looked up.

Pure and total: any text whatever gets a reading. What cannot be a code (control characters, digits of another
script, the stripe of a bank card) is refused here, so that no room behind it ever sees it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import msgspec

from app.people.cards import is_card_number, looks_like_card
from app.people.codes import looks_like_own_code, own_kind
from app.values.barcodes import GTIN_LENGTHS, gtin14, is_digits, is_gtin
from app.workflows.scans.gs1 import AIM_GS1, GS, Gs1, read_gs1, with_separators, without_aim
from app.workflows.scans.rules import (
    DEFAULT_RULES,
    Label,
    RuleKind,
    ScanRule,
    fits_other_card,
    read_label,
    read_rules,
)

ReadingKind = Literal[
    "empty", "refused", "bank_card", "misread",
    "live", "receipt", "gift_card", "coupon", "badge",
    "card", "gs1", "weight", "price", "other_card", "goods", "link", "other",
]  # fmt: skip
LONGEST_SHOWN = 64
STAND_INS: tuple[str, ...] = ("^]", "{GS}", "<GS>")
_STRIPE = re.compile(r"%?B\d{12,19}\^|;?\d{12,19}=\d{4}")
_DIGITAL_LINK = re.compile(r"https?://[^?#]*?/01/(\d{8}|\d{12,14})(?:[/?#]|$)")
_EDGES = " \t\r\n\u00a0\ufeff\u200b"
_GLUED = (13, 12)
"""Lengths of article numbers that two quick scans may leave glued together."""


class Reading(msgspec.Struct, frozen=True):
    """What was scanned.

    Attributes:
        code: What is looked up; empty where nothing may be.
        shown: What a person may be shown: short, no control characters; empty for a bank card.
        gtin: 14 digits, where the code is or carries an article number.
        label: Of goods with a weight or price in their code.
        gs1: Of an element string.
        name: Of a rule for another shop's cards.
    """

    kind: ReadingKind
    code: str = ""
    shown: str = ""
    gtin: str = ""
    label: Label | None = None
    gs1: Gs1 | None = None
    name: str = ""


def readings(
    text: str, rules: tuple[ScanRule, ...] | None = None, stand_ins: tuple[str, ...] = STAND_INS
) -> tuple[Reading, ...]:
    """The codes in one scan: one, or two where two scans were glued and each is an article number by itself."""
    text = text.strip(_EDGES)
    for length in _GLUED:
        halves = text[:length], text[length:]
        if len(text) == 2 * length and is_digits(text) and own_kind(text) is None:
            if all(is_gtin(half) for half in halves):
                return tuple(classify(half, rules, stand_ins) for half in halves)
            if is_gtin(halves[0]) or is_gtin(halves[1]):
                return (Reading("misread", shown=_shown(text)),)
    return (classify(text, rules, stand_ins),)


def classify(text: str, rules: tuple[ScanRule, ...] | None = None, stand_ins: tuple[str, ...] = STAND_INS) -> Reading:
    """What one scanned code is.

    Args:
        rules: The owner's (`read_rules`); the default table if None.
        stand_ins: What this shop's scanners send instead of the GS1 separator.
    """
    text = text.strip(_EDGES)
    aim, body = without_aim(text)
    if not body:
        return Reading("empty")
    if _STRIPE.match(body):
        return Reading("bank_card")
    body = with_separators(body, stand_ins)
    if any((sign < " " and sign != GS) or sign == "\x7f" for sign in body) or _has_foreign_digits(body):
        return Reading("refused", shown=_shown(body))
    for rule in read_rules(DEFAULT_RULES) if rules is None else rules:
        found = _TRIED[rule.kind](rule, body, aim)
        if found is not None:
            return found
    if GS in body:
        return Reading("other", shown=_shown(body))
    return Reading("other", body, _shown(body))


def _own(_rule: ScanRule, code: str, _aim: str) -> Reading | None:
    if not looks_like_own_code(code):
        return None
    kind = own_kind(code)
    return Reading(kind, code, _shown(code)) if kind else Reading("misread", shown=_shown(code))


def _card(_rule: ScanRule, code: str, _aim: str) -> Reading | None:
    if is_card_number(code):
        return Reading("card", code, code)
    return Reading("misread", shown=code) if looks_like_card(code) else None


def _gs1(_rule: ScanRule, code: str, aim: str) -> Reading | None:
    """With a mark of GS1 any whole element string; without one only what begins with a whole article number."""
    is_marked = aim in AIM_GS1 or GS in code
    if not is_marked and not (code.startswith("01") and len(code) > 16):
        return None
    found = read_gs1(code)
    if found is None or not (is_marked or len(found.fields) > 1):
        return None
    return Reading("gs1", found.gtin or found.fields[0][1], _shown(code), gtin=found.gtin, gs1=found)


def _label(rule: ScanRule, code: str, _aim: str) -> Reading | None:
    label = read_label(rule, code)
    if label is None:
        return None
    kind: ReadingKind = "weight" if rule.kind == "weight" else "price"
    return Reading(kind, code, code, gtin14(code), label)


def _other_card(rule: ScanRule, code: str, _aim: str) -> Reading | None:
    return Reading("other_card", code, _shown(code), name=rule.name) if fits_other_card(rule, code) else None


def _goods(_rule: ScanRule, code: str, _aim: str) -> Reading | None:
    if not is_digits(code) or len(code) not in GTIN_LENGTHS:
        return None
    return Reading("goods", code, code, gtin14(code)) if is_gtin(code) else Reading("misread", code, code)


def _link(_rule: ScanRule, code: str, _aim: str) -> Reading | None:
    if not code.startswith(("http://", "https://")):
        return None
    found = _DIGITAL_LINK.match(code)
    if found and is_gtin(found[1]):
        return Reading("goods", found[1], _shown(code), gtin14(found[1]))
    return Reading("link", code, _shown(code))


_TRIED: dict[RuleKind, Callable[[ScanRule, str, str], Reading | None]] = {
    "own": _own,
    "card": _card,
    "gs1": _gs1,
    "weight": _label,
    "price": _label,
    "other_card": _other_card,
    "goods": _goods,
    "link": _link,
}


def _has_foreign_digits(text: str) -> bool:
    return any(sign.isdigit() and not sign.isascii() for sign in text)


def _shown(text: str) -> str:
    seen = "".join(sign for sign in text if sign.isprintable())
    return seen if len(seen) <= LONGEST_SHOWN else seen[: LONGEST_SHOWN - 1] + "…"
