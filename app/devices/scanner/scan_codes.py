"""Hardware scan codes: which key was struck, whatever letter the keyboard's layout makes of it.

A scanner that poses as a keyboard strikes the keys of a US keyboard. Under a Russian or French layout the
text that arrives is wrong, digits included, but the struck keys are right; so codes are read from keys.
Keys are numbered as Linux numbers them (evdev), which for the main block are the PC's set-1 codes.
"""

from __future__ import annotations

from typing import Literal

Platform = Literal["x11", "wayland", "windows", "evdev"]

ENTER, TAB, SPACE, KEYPAD_ENTER, EOT = "\r", "\t", " ", "\r", "\x04"
GS = "\x1d"

_ROWS: tuple[tuple[int, str, str], ...] = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
)
_KEYPAD = {71: "7", 72: "8", 73: "9", 75: "4", 76: "5", 77: "6", 79: "1", 80: "2", 81: "3", 82: "0", 83: "."}
_KEYPAD_SIGNS = {55: "*", 74: "-", 78: "+", 98: "/"}
_CONTROL = {28: ENTER, 96: KEYPAD_ENTER, 15: TAB, 57: SPACE}

PLAIN: dict[int, str] = {
    **{first + place: sign for first, signs, _ in _ROWS for place, sign in enumerate(signs)},
    **_KEYPAD,
    **_KEYPAD_SIGNS,
    **_CONTROL,
}
"""What a key of a US keyboard types, by key number."""
SHIFTED: dict[int, str] = {
    **PLAIN,
    **{first + place: sign for first, _, signs in _ROWS for place, sign in enumerate(signs)},
}
MODIFIERS = frozenset({29, 42, 54, 56, 58, 69, 97, 100, 125, 126})
"""Ctrl, Shift, Alt, Caps Lock, Num Lock and the logo keys: they never end or break a code."""
KEYPAD_DIGITS = {key: sign for key, sign in _KEYPAD.items() if sign != "."}
FUNCTION_KEYS = {**{58 + n: f"F{n}" for n in range(1, 11)}, 87: "F11", 88: "F12", 183: "F13", 184: "F14", 185: "F15"}
_WINDOWS_EXTENDED = {0x1C: 96, 0x35: 98, 0x1D: 97, 0x38: 100, 0x5B: 125, 0x5C: 126}
_WINDOWS_FUNCTION = {0x64: 183, 0x65: 184, 0x66: 185}


def key_of(native_scan_code: int, platform: Platform) -> int:
    """The key number of a native scan code; 0 where the system does not tell it.

    >>> key_of(18, "x11"), key_of(9, "windows"), PLAIN[9]
    (10, 9, '8')
    """
    if native_scan_code <= 0:
        return 0
    if platform in ("x11", "wayland"):
        return max(native_scan_code - 8, 0)
    if platform == "windows":
        if native_scan_code & 0x100:
            return _WINDOWS_EXTENDED.get(native_scan_code & 0xFF, 0x100 | native_scan_code & 0xFF)
        return _WINDOWS_FUNCTION.get(native_scan_code, native_scan_code)
    return native_scan_code


def native_of(key: int, platform: Platform) -> int:
    """The native scan code of a key: the other way round, for tests and for replaying keys."""
    if platform in ("x11", "wayland"):
        return key + 8
    if platform == "windows":
        for table, bit in ((_WINDOWS_EXTENDED, 0x100), (_WINDOWS_FUNCTION, 0)):
            for code, number in table.items():
                if number == key:
                    return code | bit
    return key


def us_sign(key: int, *, shift: bool) -> str:
    """What a US keyboard would type; empty for keys that type nothing. Caps Lock does not matter to a scanner."""
    return (SHIFTED if shift else PLAIN).get(key, "")


def strokes_of(text: str) -> list[tuple[int, bool]]:
    """The keys a scanner strikes for a text, each with whether Shift is held; unknown signs are left out."""
    return [_STROKES[sign] for sign in text if sign in _STROKES]


_STROKES: dict[str, tuple[int, bool]] = {
    **{sign: (key, True) for key, sign in reversed(SHIFTED.items()) if key < 71},
    **{sign: (key, False) for key, sign in reversed(PLAIN.items()) if key < 55 or key == 57},
}
