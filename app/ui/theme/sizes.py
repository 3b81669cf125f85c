"""Sizes: physical first, then fitted to the window.

A cashier stands about 80 cm away, so text should be 16 arc-minutes tall (5.3 mm of font height) and a
money key 20 mm wide. A small panel cannot hold that; there the window's own size is the limit, spacing
becomes compact, and everything shrinks together rather than being cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Density = Literal["regular", "compact"]
TypeRole = Literal["total", "change", "entry", "title", "line", "body", "small", "caption"]

FONT_MM = 5.31
FIT_WIDTH = 1366
FIT_HEIGHT = 768
FIT_FONT = 18
SMALLEST_FONT = 13
_COMPACT_BELOW = (1200, 680)


@dataclass(frozen=True, slots=True)
class Metrics:
    """Lengths in device-independent pixels for one window size.

    Attributes:
        base: Font height of body text.
        space: The step of the spacing scale; `gap(n)` is n steps.
        row: Height of a basket line; `control` of a field or button, `key` of the key bar, `pay` of a
            money button, `bar` of the top bar.
        side: Width of the member's column; `panel` of a panel that is worked in.
    """

    density: Density
    base: int
    space: int
    row: int
    control: int
    key: int
    pay: int
    bar: int
    side: int
    panel: int
    radius: int
    icon: int

    def gap(self, steps: float) -> int:
        """Steps of the spacing scale in pixels."""
        return round(self.space * steps)

    def font_px(self, role: TypeRole) -> int:
        """Font height of a role of the type scale."""
        return max(11, round(self.base * _SCALE[self.density][role]))


_SCALE: dict[Density, dict[TypeRole, float]] = {
    "regular": {
        "total": 2.5,
        "change": 4.6,
        "entry": 1.3,
        "title": 1.16,
        "line": 1.0,
        "body": 0.94,
        "small": 0.8,
        "caption": 0.74,
    },
    "compact": {
        "total": 2.1,
        "change": 4.0,
        "entry": 1.25,
        "title": 1.13,
        "line": 1.0,
        "body": 0.95,
        "small": 0.85,
        "caption": 0.8,
    },
}


def metrics_for(width: int, height: int, dots_per_inch: float = 96.0, percent: int = 100) -> Metrics:
    """The sizes of a window.

    Args:
        width, height: The window, in device-independent pixels.
        dots_per_inch: Of the panel, in the same pixels; absurd values (virtual screens) count as 96.
        percent: The till's own setting of text and button size.
    """
    if not 60 <= dots_per_inch <= 300:
        dots_per_inch = 96.0
    small = width < _COMPACT_BELOW[0] or height < _COMPACT_BELOW[1]
    density: Density = "compact" if small else "regular"
    wanted = FONT_MM * dots_per_inch / 25.4
    fits = FIT_FONT * min(width / FIT_WIDTH, height / FIT_HEIGHT) * (1.08 if small else 1.0)
    base = max(SMALLEST_FONT, round(min(wanted, fits) * percent / 100))
    return _regular(base) if density == "regular" else _compact(base)


def _regular(base: int) -> Metrics:
    return Metrics(
        density="regular",
        base=base,
        space=max(3, round(base / 4.5)),
        row=round(base * 3.3),
        control=round(base * 2.7),
        key=round(base * 3.3),
        pay=round(base * 4.4),
        bar=round(base * 3.0),
        side=round(base * 20.6),
        panel=round(base * 26.5),
        radius=10,
        icon=round(base * 1.15),
    )


def _compact(base: int) -> Metrics:
    return Metrics(
        density="compact",
        base=base,
        space=max(2, round(base / 5)),
        row=round(base * 3.05),
        control=round(base * 2.4),
        key=round(base * 2.95),
        pay=round(base * 3.8),
        bar=round(base * 2.8),
        side=round(base * 20.0),
        panel=round(base * 26.0),
        radius=9,
        icon=round(base * 1.15),
    )
