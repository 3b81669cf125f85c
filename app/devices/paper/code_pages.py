"""Code pages: which characters a receipt printer can print, and what stands in for the others.

Receipt printers know one byte a character. Whatever a name holds (quotes, emoji, another script, control
characters meant for the printer) is turned into characters of the page first, so that no data can reach
the printer as a command and no receipt fails for a name.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cache

UNKNOWN = "?"

_SUBSTITUTES: dict[str, str] = {
    "\u00a0": " ",
    "\u2007": " ",
    "\u2009": " ",
    "\u202f": " ",
    "—": "-",
    "–": "-",
    "‑": "-",
    "‐": "-",
    "−": "-",
    "•": "*",
    "·": ".",
    "…": "...",
    "«": '"',
    "»": '"',
    "“": '"',
    "”": '"',
    "„": '"',
    "‟": '"',
    "″": '"',
    "‹": "'",
    "›": "'",
    "‘": "'",
    "’": "'",
    "‚": "'",
    "′": "'",
    "×": "x",
    "÷": "/",
    "€": "EUR",
    "₽": "руб.",
    "£": "GBP",
    "¥": "JPY",
    "₴": "UAH",
    "₸": "KZT",
    "₺": "TRY",
    "₹": "INR",
    "₿": "BTC",
    "№": "No.",
    "§": "par.",
    "©": "(c)",
    "®": "(R)",
    "™": "(TM)",
    "°": "o",
    "½": "1/2",
    "¼": "1/4",
    "¾": "3/4",
    "²": "2",
    "³": "3",
    "±": "+/-",
    "ß": "ss",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ð": "d",
    "Ð": "D",
    "þ": "th",
    "Þ": "Th",
    "ı": "i",
    "і": "i",
    "І": "I",
    "ґ": "г",
    "Ґ": "Г",
}
"""What is printed where the page lacks a character; tried again on the page, so `₽` ends as `rub.` in CP858."""

_SPELLING = (
    "а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t "
    "у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya є=ye ї=yi ў=u і=i"
)
_LATIN = dict(pair.split("=") for pair in _SPELLING.split())


@dataclass(frozen=True)
class CodePage:
    """The characters of one page.

    Attributes:
        name: Python's codec name (`cp866`), or a name of our own.
        characters: All it can print, the space included; never a control character.
    """

    name: str
    characters: frozenset[str] = field(repr=False)


@cache
def code_page(name: str) -> CodePage:
    """A single-byte page by its codec name, for example `cp858` (Western Europe) or `cp866` (Cyrillic)."""
    decoded = (bytes([byte]).decode(name, "ignore") for byte in range(0x20, 0x100))
    return CodePage(name, frozenset(c for c in decoded if c and unicodedata.category(c)[0] != "C" and c != "\u00a0"))


def page_for(language: str, text: str = "") -> CodePage:
    """The page for a receipt in this language: Cyrillic for Russian, else Western unless the names are Russian."""
    if language == "ru":
        return code_page("cp866")
    pages = (code_page("cp858"), code_page("cp866"))
    return min(pages, key=lambda page: sum(c.isalpha() and c not in page.characters for c in text))


def printable(text: str, page: CodePage) -> str:
    """The text in characters of the page only: one line, no control characters, no byte that a printer obeys.

    Letters with accents lose them, Cyrillic is spelt in Latin where the page has none, a listed character gets
    its substitute, emoji and other signs go, and a letter of any other script becomes a question mark.
    """
    if page.characters.issuperset(text):
        return text
    return " ".join(_spelt(text, page).split()) or (UNKNOWN if text.strip() else "")


def printable_words(text: str, page: CodePage) -> list[str]:
    """The text's words, each printable; a no-break space holds a word together, and is an ordinary one in it."""
    words = [" ".join(_spelt(word, page).split()) for word in text.split(" ")]
    return [word for word in words if word] or ([UNKNOWN] if text.strip() else [])


def _spelt(text: str, page: CodePage) -> str:
    normal = unicodedata.normalize("NFC", text)
    spelt = []
    for place, character in enumerate(normal):
        if character in page.characters:
            spelt.append(character)
            continue
        stand_in = _stand_in(character, page)
        among = normal[max(place - 1, 0) : place] + normal[place + 1 : place + 2]
        # a capital among capitals stays one: SHCHI, but Shchi
        spelt.append(stand_in.upper() if character.isupper() and any(map(str.isupper, among)) else stand_in)
    return "".join(spelt)


@cache
def _stand_in(character: str, page: CodePage) -> str:
    """What is printed for a character that the page lacks."""
    category = unicodedata.category(character)
    if character in "\t\n\r" or category in {"Zl", "Zp", "Zs"}:
        return " "
    if character in _SUBSTITUTES:
        return _on_page(_SUBSTITUTES[character], page)
    if category[0] == "C" or category[0] == "M":
        return ""
    latin = _LATIN.get(character.lower())
    if latin is not None:
        return latin.capitalize() if character.isupper() else latin
    bare = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    if bare != character:
        return _on_page(bare, page)
    return "" if category[0] == "S" else UNKNOWN


def _on_page(text: str, page: CodePage) -> str:
    """A substitute, whose own characters may need one."""
    return "".join(c if c in page.characters else _stand_in(c, page) for c in text)
