"""Colours of a card: a shop may choose its own, and white letters on it stay readable."""

from __future__ import annotations

LEAST_CONTRAST = 4.5
"""Of text and its ground, WCAG 2.2 level AA."""


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with a share (0 to 1) of `other`, all as `#RRGGBB`."""
    parts = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02X}" for one, two in parts)


def readable_under_white(colour: str) -> str:
    """The colour, darkened until white letters on it have enough contrast."""
    while contrast_with_white(colour) < LEAST_CONTRAST:
        colour = mixed(colour, "#000000", 0.05)
    return colour


def contrast_with_white(colour: str) -> float:
    """From 1 (white) to 21 (black)."""
    return 1.05 / (_luminance(colour) + 0.05)


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of `#RRGGBB`, each 0 to 255; raises ValueError for anything else."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"{colour!r} is no colour like #0B5CAD")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    parts = (value / 255 for value in channels(colour))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)
