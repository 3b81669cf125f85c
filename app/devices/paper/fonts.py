"""The fonts that paper and cards are set in: shipped with the program, never the machine's own."""

from __future__ import annotations

from importlib import resources
from typing import Literal

Face = Literal["DejaVuSansMono", "DejaVuSansMono-Bold", "Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold"]


def font_path(face: Face) -> str:
    """Path of a shipped TrueType file."""
    return str(resources.files("resources") / "fonts" / f"{face}.ttf")
