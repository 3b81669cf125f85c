"""Text as people type it: cleaned for keeping, folded for finding, and read under the wrong layout.

Folding goes further than SQLite's `remove_diacritics 2`, which leaves yo, l-stroke and o-slash alone.
"""

from __future__ import annotations

import re
import unicodedata

from app.values.bank_cards import without_bank_cards

LONGEST_NAME = 120

_SPECIAL = str.maketrans({"ё": "е", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})
_EN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RU = "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_RU = str.maketrans(_EN, _RU)
_TO_EN = str.maketrans(_RU, _EN)
_SPACES = re.compile(r"\s+")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean(text: str, longest: int = LONGEST_NAME) -> str:
    """Free text fit for keeping and printing: as `clean_code`, and without bank card numbers."""
    cleaned = clean_code(text, longest * 2)
    return without_bank_cards(cleaned)[:longest].rstrip()


def clean_code(text: str, longest: int = LONGEST_NAME) -> str:
    """A code or article number fit for keeping: NFC, one line, no control, bidi or zero-width characters.

    Joiners inside emoji go too: a receipt printer has no use for them. Runs of more than three
    combining marks are cut. At most `longest` characters are kept.
    """
    if text.isascii() and text.isprintable() and len(text) <= longest:
        return _SPACES.sub(" ", text).strip()
    text = unicodedata.normalize("NFC", text[: longest * 8])
    seen: list[str] = []
    marks = 0
    for character in _SPACES.sub(" ", text):
        if unicodedata.category(character) in _UNSEEN:
            continue
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= 3:
            seen.append(character)
    return _SPACES.sub(" ", "".join(seen)).strip()[:longest].rstrip()


def fold(text: str) -> str:
    """The form under which text is searched: lower case, no accents, yo as ye, ss for sharp s.

    >>> fold("Ёлка Łódź CAFÉ")
    'елка lodz cafe'
    """
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(_SPECIAL)
    parts = (c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    # NFKD also takes the breve off i-short; both sides of a comparison do the same.
    return _SPACES.sub(" ", "".join(parts)).strip()


def tokens(text: str) -> list[str]:
    """Folded words of a text, letters and digits only, in order."""
    return re.findall(r"\w+", fold(text).replace("_", " "))


def layout_twins(text: str) -> list[str]:
    """The same keys under the other layout: `rjat` is *кофе*, `сщаауу` is *coffee*.

    Returns the readings that differ from `text`, Latin keys read as Russian first.
    """
    lowered = text.lower()
    return [twin for twin in (lowered.translate(_TO_RU), lowered.translate(_TO_EN)) if twin != lowered]
