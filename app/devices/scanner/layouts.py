"""Keyboard layouts: what each key types under them, and back to what a US keyboard would have typed.

Needed where the system tells no scan codes (remote desktops, some drivers), to mend what a scanner's keys
became. Signs after the X11 layouts `us`, `ru`, `ru(typewriter)`, `fr` and `de`; keys that only prepare an
accent type nothing by themselves, so a code with one of them cannot be mended.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from app.devices.scanner.scan_codes import PLAIN, SHIFTED

LayoutName = Literal["us", "ru", "ru-typewriter", "fr", "de"]
DEAD = "\0"
"""Stands in the tables for a key that types nothing by itself."""

_STARTS = ((41, 1), (2, 12), (16, 12), (30, 11), (43, 1), (44, 10))
"""First key and number of keys of each row of the tables: left of 1, digits, upper, middle, backslash, lower."""
_TABLES: dict[LayoutName, tuple[str, str]] = {
    "ru": (
        "ё 1234567890-= йцукенгшщзхъ фывапролджэ \\ ячсмитьбю.",
        'Ё !"№;%:?*()_+ ЙЦУКЕНГШЩЗХЪ ФЫВАПРОЛДЖЭ / ЯЧСМИТЬБЮ,',
    ),
    "ru-typewriter": (
        '| №-/":,._?%!; йцукенгшщзхъ фывапролджэ ) ячсмитьбюё',
        "+ 1234567890=\\ ЙЦУКЕНГШЩЗХЪ ФЫВАПРОЛДЖЭ ( ЯЧСМИТЬБЮЁ",
    ),
    "fr": (
        f"² &é\"'(-è_çà)= azertyuiop{DEAD}$ qsdfghjklmù * wxcvbn,;:!",
        f"~ 1234567890°+ AZERTYUIOP{DEAD}£ QSDFGHJKLM% µ WXCVBN?./§",
    ),
    "de": (
        f"{DEAD} 1234567890ß{DEAD} qwertzuiopü+ asdfghjklöä # yxcvbnm,.-",
        f"° !\"§$%&/()=?{DEAD} QWERTZUIOPÜ* ASDFGHJKLÖÄ ' YXCVBNM;:_",
    ),
}
"""What the keys of each row type, without and with Shift."""
LAYOUTS: tuple[LayoutName, ...] = ("us", *_TABLES)


@cache
def layout(name: LayoutName) -> dict[tuple[int, bool], str]:
    """What each key of the main block types, by key number and Shift; keys that type nothing are absent."""
    if name == "us":
        return {(key, shift): signs[key] for shift, signs in ((False, PLAIN), (True, SHIFTED)) for key in PLAIN}
    keys = [first + place for first, count in _STARTS for place in range(count)]
    typed = {
        (key, shift): sign
        for shift, signs in enumerate(_TABLES[name])
        for key, sign in zip(keys, signs.replace(" ", ""), strict=True)
        if sign != DEAD
    }
    unmoved = {(key, shift): sign for (key, shift), sign in layout("us").items() if key not in keys}
    return {**unmoved, **{(key, bool(shift)): sign for (key, shift), sign in typed.items()}}


def typed_under(name: LayoutName, key: int, *, shift: bool, caps: bool = False) -> str:
    """What a key types; Caps Lock turns the case of letters, as X11 does."""
    sign = layout(name).get((key, shift), "")
    if caps and sign.isalpha() and len(sign.swapcase()) == 1:
        return sign.swapcase()
    return sign


@cache
def to_us(name: LayoutName) -> dict[int, str]:
    """A translation table from what a layout typed to what a US keyboard would have."""
    us = layout("us")
    back: dict[int, str] = {}
    for place, sign in layout(name).items():
        if place[0] < 55:
            back.setdefault(ord(sign), us[place])
    return back
