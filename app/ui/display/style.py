"""The looks of the customer's display: the shop's colour made readable, and sizes for a person a metre away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from PySide6.QtGui import QColor, QFont, QPixmap

from app.settings.colours import WHITE, contrast, mixed, readable_on, readable_under_white
from app.settings.logo import logo_bytes
from app.settings.shop import ACCENT, ShopSettings
from app.ui.theme.colours import PALETTES, ThemeName
from app.ui.theme.fonts import font, load_fonts

Tone = Literal["ink", "soft", "accent", "onaccent", "ok"]
Role = Literal["huge", "total", "figure", "title", "body", "small"]
_SCALE: dict[Role, float] = {"huge": 4.0, "total": 2.66, "figure": 2.3, "title": 1.45, "body": 1.0, "small": 0.72}
BODY_PX = 36
"""Body text of a 15-inch panel of 1366 by 768, read from a metre away; everything follows from it."""
_WIDE, _TALL = (1366, 768), (800, 1280)
SMALLEST_PX = 11


@dataclass(frozen=True)
class DisplayStyle:
    """Colours and the logo of one shop, in light or dark.

    Attributes:
        ground, surface: Behind everything, and behind what belongs together.
        accent: The shop's colour as a ground for white letters; `accent_ink` the same as letters on the surface.
    """

    ground: str
    surface: str
    ink: str
    soft: str
    hair: str
    ok: str
    accent: str
    accent_ink: str
    logo: bytes = b""

    @staticmethod
    def of(settings: ShopSettings, theme: ThemeName) -> DisplayStyle:
        """The style of a shop; every colour is one that can be read where it stands."""
        palette = PALETTES[theme]
        wished = settings.accent or ACCENT
        ink = readable_on(wished, palette.surface)
        if contrast(ink, palette.bg) < contrast(ink, palette.surface):
            ink = readable_on(ink, palette.bg)
        return DisplayStyle(
            ground=palette.bg,
            surface=palette.surface,
            ink=palette.text,
            soft=palette.text2,
            hair=palette.hair,
            ok=palette.ok,
            accent=readable_under_white(wished),
            accent_ink=ink,
            logo=logo_bytes(settings),
        )

    @cached_property
    def picture(self) -> QPixmap:
        """The logo; null where there is none."""
        made = QPixmap()
        if self.logo:
            made.loadFromData(self.logo)
        return made

    def colour(self, tone: Tone) -> QColor:
        """A tone of letters."""
        token = {"ink": self.ink, "soft": self.soft, "accent": self.accent_ink, "onaccent": WHITE, "ok": self.ok}[tone]
        return QColor(token)

    @property
    def band(self) -> QColor:
        """The ground of the head."""
        return QColor(self.accent)

    @property
    def band_light(self) -> QColor:
        """A little lighter, for the stripes in it; still dark enough for white letters."""
        return QColor(readable_under_white(mixed(self.accent, WHITE, 0.08)))


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths in pixels for one size of the window.

    Attributes:
        body: Font height of body text.
        is_tall: Whether the screen stands upright.
    """

    body: int
    is_tall: bool

    @staticmethod
    def of(width: int, height: int) -> Sizes:
        """The sizes of a window."""
        is_tall = height > width
        at = _TALL if is_tall else _WIDE
        return Sizes(max(SMALLEST_PX, round(BODY_PX * min(width / at[0], height / at[1]))), is_tall)

    def px(self, role: Role) -> int:
        """Font height of a role."""
        return max(SMALLEST_PX, round(self.body * _SCALE[role]))

    def gap(self, steps: float) -> int:
        """Steps of the spacing scale; four are about a letter."""
        return round(self.body * steps / 4.5)

    def font(self, role: Role, weight: QFont.Weight = QFont.Weight.Medium) -> QFont:
        """The font of a role."""
        load_fonts()
        return font(self.px(role), weight)
