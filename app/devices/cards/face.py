"""The face of a member's card: what stands where, in millimetres, for any painter.

ISO/IEC 7810 ID-1, 85.60 by 53.98 mm. A band in the shop's colour with its name and club, the member's
shown name, the number as EAN-13 for the counter's scanner and as QR for cameras, each with more light
around it than its standard asks for. Phone and full name are never on it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from app.devices.paper.code_pages import printable
from app.devices.paper.fonts import Face, font_page, font_path
from app.devices.paper.symbols import ean13_bars, qr_modules
from app.people.cards import is_card_number
from app.settings.shop import ACCENT
from app.values.colours import mixed, readable_under_white

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 85.60, 53.98
CORNER = 3.18
MM_PER_POINT = 25.4 / 72

WHITE, INK, SOFT = "#FFFFFF", "#14191F", "#47525E"

BAND = 18.0
LEFT, RIGHT = 6.0, WIDTH - 6.0
BARS_LEFT, BARS_TOP, BAR_MODULE, BAR_HEIGHT = 7.0, 32.0, 0.40, 12.5
QR_SIZE = 27.0
QR_LEFT, QR_TOP = WIDTH - 4.0 - QR_SIZE, 22.0
MEASURED_AT = 200
"""Size in pixels at which texts are measured; widths are proportional."""

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class CardFace:
    """What is on a card.

    Attributes:
        number: 13 digits with a right check digit, beginning with 29.
        shown_name: `Anna K.`; may be empty.
        shop: Name of the shop.
        club: Name of the club; may be empty.
        accent: Colour of the band, `#RRGGBB`; made darker where white letters would not be readable on it.
    """

    number: str
    shown_name: str
    shop: str
    club: str = ""
    accent: str = ACCENT


class Painter(Protocol):
    """Draws on one card; lengths in mm from its top left corner, colours as `#RRGGBB`."""

    def polygon(self, corners: tuple[Place, ...], colour: str) -> None: ...
    def text(self, text: str, at: Place, style: Lettering) -> None:
        """`at` is the left end of the baseline."""
        ...

    def bars(self, modules: str, at: Place, module: float, height: float) -> None: ...
    def qr(self, modules: list[str], at: Place, size: float) -> None:
        """The square includes the quiet zone."""
        ...


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a text is set; `points` is its size."""

    face: Face
    points: float
    colour: str


def paint(card: CardFace, painter: Painter) -> None:
    """Draw the card; raises ValueError for a number that is no card's."""
    if not is_card_number(card.number):
        raise ValueError(f"{card.number} is not a card number")
    accent = readable_under_white(card.accent)
    _band(card, painter, accent)
    _fitted(painter, card.shown_name, (LEFT, 27.3), Lettering("Inter-SemiBold", 13, INK), room=QR_LEFT - LEFT)
    painter.bars(ean13_bars(card.number), (BARS_LEFT, BARS_TOP), BAR_MODULE, BAR_HEIGHT)
    _digits(card.number, painter)
    painter.qr(qr_modules(card.number), (QR_LEFT, QR_TOP), QR_SIZE)


def _band(card: CardFace, painter: Painter, accent: str) -> None:
    """The coloured band with slanted stripes, a star, and the names."""
    painter.polygon(((0, 0), (WIDTH, 0), (WIDTH, BAND), (0, BAND)), accent)
    for left, lighter in ((56.0, 0.06), (64.0, 0.12), (72.0, 0.18)):
        corners = ((left + 6, 0.0), (WIDTH, 0.0), (WIDTH, BAND), (left, BAND))
        painter.polygon(corners, mixed(accent, WHITE, lighter))
    painter.polygon(_star((78.2, BAND / 2), 4.1), WHITE)
    room = 66.0 - LEFT
    if card.club:
        _fitted(painter, card.shop, (LEFT, 8.9), Lettering("Inter-Bold", 15, WHITE), room=room)
        _fitted(painter, card.club, (LEFT, 14.4), Lettering("Inter-Medium", 9.5, mixed(accent, WHITE, 0.85)), room=room)
    else:
        _fitted(painter, card.shop, (LEFT, 11.0), Lettering("Inter-Bold", 16, WHITE), room=room)


def _digits(number: str, painter: Painter) -> None:
    """The number under the bars, grouped as on any EAN-13, as wide as the bars."""
    style = Lettering("Inter-Medium", 10, INK)
    groups = (number[0], number[1:7], number[7:])
    wide = 95 * BAR_MODULE
    gap = (wide - sum(text_width(group, style) for group in groups)) / 2
    x = BARS_LEFT
    for group in groups:
        painter.text(group, (x, BARS_TOP + BAR_HEIGHT + 4.2), style)
        x += text_width(group, style) + gap


def _star(centre: Place, radius: float) -> tuple[Place, ...]:
    """Five points, the first upwards."""
    x, y = centre
    corners = []
    for place in range(10):
        reach = radius if place % 2 == 0 else radius * 0.45
        angle = math.pi * place / 5
        corners.append((x + reach * math.sin(angle), y - reach * math.cos(angle)))
    return tuple(corners)


def _fitted(painter: Painter, text: str, at: Place, style: Lettering, *, room: float) -> None:
    """A text that fits: made smaller, to two thirds at most, and then cut."""
    text = printable(text, font_page(style.face))
    if not text:
        return
    points = style.points * min(1.0, max(room / text_width(text, style), 2 / 3))
    style = Lettering(style.face, points, style.colour)
    shown = text
    while text and text_width(shown, style) > room + 0.01:
        text = text[:-1].rstrip()
        shown = f"{text}…"
    painter.text(shown, at, style)


def text_width(text: str, style: Lettering) -> float:
    """Width of a text in mm."""
    return float(_measure(style.face).getlength(text)) / MEASURED_AT * style.points * MM_PER_POINT


@cache
def _measure(face: Face) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(font_path(face), MEASURED_AT)
