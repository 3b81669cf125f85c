"""The fonts that paper and cards are set in: shipped with the program, never the machine's own."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import resources
from typing import Literal

from app.devices.paper.code_pages import CodePage

Face = Literal["DejaVuSansMono", "DejaVuSansMono-Bold", "Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold"]


def font_path(face: Face) -> str:
    """Path of a shipped TrueType file."""
    return str(resources.files("resources") / "fonts" / f"{face}.ttf")


@cache
def font_page(face: Face) -> CodePage:
    """What a font can show, as a code page: no marks that join, nothing that runs from right to left."""
    from fontTools.ttLib import TTFont

    with TTFont(font_path(face), lazy=True) as font:
        shown = [chr(code) for code in font.getBestCmap()]
    return CodePage(face, frozenset(c for c in shown if _stands_alone(c)))


def _stands_alone(character: str) -> bool:
    if character == "\u00a0" or unicodedata.bidirectional(character) in {"R", "AL", "AN"}:
        return False
    category = unicodedata.category(character)
    return category[0] not in "CM" and category not in {"Zl", "Zp"}
