"""Colours as `#RRGGBB`: mixing, contrast by WCAG 2.x, and the nearest colour that can be read.

A shop may choose any colour; what is written on it or in it must stay readable, on a screen, a card and paper.
"""

from __future__ import annotations

TEXT_CONTRAST = 4.5
"""Of text and its ground, WCAG 2.2 level AA."""
WHITE, BLACK = "#FFFFFF", "#000000"
_STEP = 0.05


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of `#RRGGBB`, each 0 to 255; raises ValueError for anything else."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"{colour!r} is no colour like #0B5CAD")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(colour: str, other: str, share: float) -> str:
    """`colour` with a share (0 to 1) of `other`."""
    parts = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02X}" for one, two in parts)


def luminance(colour: str) -> float:
    """From 0 (black) to 1 (white), as WCAG defines it."""
    parts = (value / 255 for value in channels(colour))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1.0 to 21.0.

    >>> contrast("#000000", "#FFFFFF")
    21.0
    """
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_on(colour: str, ground: str, least: float = TEXT_CONTRAST) -> str:
    """The colour, moved towards black or white (away from the ground) until it can be read on the ground.

    >>> readable_on("#FFD400", "#FFFFFF")
    '#8A7200'
    """
    away = BLACK if contrast(BLACK, ground) > contrast(WHITE, ground) else WHITE
    while contrast(colour, ground) < least and colour != away:
        colour = _nearer(colour, away)
    return colour


def readable_under_white(colour: str) -> str:
    """The colour, darkened until white letters on it have enough contrast."""
    return readable_on(colour, WHITE)


def _nearer(colour: str, goal: str) -> str:
    """One step towards the goal; the goal itself where rounding would stand still."""
    step = mixed(colour, goal, _STEP)
    return step if step != colour else goal
