"""The colour tokens, light, dark and high contrast, and the pairs in which they may meet.

Every pair that carries meaning is declared in `PAIRS` with the contrast it must reach (WCAG 2.x), and a
test measures all of them. `hair` and `shade` only decorate and stand in no pair.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.settings.colours import TEXT_CONTRAST, contrast

__all__ = ["DARK", "LIGHT", "PAIRS", "PALETTES", "SHAPE_RATIO", "TEXT_RATIO", "Palette", "ThemeName", "contrast"]

ThemeName = Literal["light", "dark", "contrast"]
TEXT_RATIO = TEXT_CONTRAST
SHAPE_RATIO = 3.0


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme's colours, as `#RRGGBB`."""

    bg: str
    surface: str
    surface2: str
    text: str
    text2: str
    line: str
    hair: str
    primary: str
    primary_down: str
    onprimary: str
    info_bg: str
    ok: str
    ok_down: str
    onok: str
    ok_bg: str
    warn: str
    warn_bg: str
    err: str
    err_bg: str
    points: str
    points_bg: str
    focus: str
    disabled: str
    card_from: str
    card_to: str
    oncard: str


LIGHT = Palette(
    bg="#F4F6F8",
    surface="#FFFFFF",
    surface2="#E9EDF1",
    text="#14191F",
    text2="#47525E",
    line="#77838F",
    hair="#DFE4EA",
    primary="#0B5CAD",
    primary_down="#084887",
    onprimary="#FFFFFF",
    info_bg="#E3EFFB",
    ok="#0F6B3A",
    ok_down="#0B532D",
    onok="#FFFFFF",
    ok_bg="#E3F4EA",
    warn="#8A4B00",
    warn_bg="#FFF3D6",
    err="#B3161B",
    err_bg="#FDE7E7",
    points="#6A2C91",
    points_bg="#F3E8F9",
    focus="#7A1FA2",
    disabled="#6B7682",
    card_from="#5B2A86",
    card_to="#3B2A7A",
    oncard="#FFFFFF",
)
DARK = Palette(
    bg="#101418",
    surface="#1A2027",
    surface2="#252D36",
    text="#F1F4F7",
    text2="#B5C0CB",
    line="#7D8996",
    hair="#2C353F",
    primary="#7DB8F5",
    primary_down="#A3CDF8",
    onprimary="#06213D",
    info_bg="#12304E",
    ok="#6FD69B",
    ok_down="#93E2B4",
    onok="#06301A",
    ok_bg="#123524",
    warn="#FFC560",
    warn_bg="#3A2A08",
    err="#FF9C98",
    err_bg="#46191A",
    points="#D9A8F2",
    points_bg="#35204A",
    focus="#E0A6FF",
    disabled="#8D98A4",
    card_from="#4A2A6B",
    card_to="#2D2559",
    oncard="#F6F1FA",
)
CONTRAST = Palette(
    bg="#000000",
    surface="#000000",
    surface2="#1F1F1F",
    text="#FFFFFF",
    text2="#FFFFFF",
    line="#FFFFFF",
    hair="#B0B0B0",
    primary="#FFE14A",
    primary_down="#FFF0A0",
    onprimary="#000000",
    info_bg="#00264D",
    ok="#63FF9E",
    ok_down="#A6FFC8",
    onok="#000000",
    ok_bg="#00331A",
    warn="#FFC14D",
    warn_bg="#332200",
    err="#FFB3B3",
    err_bg="#4D0000",
    points="#EBC7FF",
    points_bg="#2B0047",
    focus="#00E5FF",
    disabled="#C4C4C4",
    card_from="#2B0047",
    card_to="#14002B",
    oncard="#FFFFFF",
)
PALETTES: dict[ThemeName, Palette] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
STRONG_RATIO = 7.0
"""What words reach in the palette of high contrast (WCAG 2.x, AAA)."""

PAIRS: tuple[tuple[str, str, float], ...] = (
    ("text", "surface", TEXT_RATIO),
    ("text", "bg", TEXT_RATIO),
    ("text", "surface2", TEXT_RATIO),
    ("text", "info_bg", TEXT_RATIO),
    ("text", "warn_bg", TEXT_RATIO),
    ("text", "err_bg", TEXT_RATIO),
    ("text", "ok_bg", TEXT_RATIO),
    ("text", "points_bg", TEXT_RATIO),
    ("text2", "surface", TEXT_RATIO),
    ("text2", "bg", TEXT_RATIO),
    ("text2", "surface2", TEXT_RATIO),
    ("text2", "info_bg", TEXT_RATIO),
    ("onprimary", "primary", TEXT_RATIO),
    ("onprimary", "primary_down", TEXT_RATIO),
    ("primary", "surface", TEXT_RATIO),
    ("primary", "info_bg", TEXT_RATIO),
    ("onok", "ok", TEXT_RATIO),
    ("onok", "ok_down", TEXT_RATIO),
    ("ok", "surface", TEXT_RATIO),
    ("ok", "surface2", TEXT_RATIO),
    ("ok", "info_bg", TEXT_RATIO),
    ("ok", "ok_bg", TEXT_RATIO),
    ("warn", "warn_bg", TEXT_RATIO),
    ("warn", "surface", TEXT_RATIO),
    ("err", "err_bg", TEXT_RATIO),
    ("err", "surface", TEXT_RATIO),
    ("points", "points_bg", TEXT_RATIO),
    ("points", "surface", TEXT_RATIO),
    ("oncard", "card_from", TEXT_RATIO),
    ("oncard", "card_to", TEXT_RATIO),
    ("disabled", "surface", TEXT_RATIO),
    ("disabled", "bg", SHAPE_RATIO),
    ("line", "surface", SHAPE_RATIO),
    ("line", "bg", SHAPE_RATIO),
    ("line", "surface2", SHAPE_RATIO),
    ("focus", "surface", SHAPE_RATIO),
    ("focus", "surface2", SHAPE_RATIO),
    ("focus", "bg", SHAPE_RATIO),
    ("primary", "bg", SHAPE_RATIO),
)
