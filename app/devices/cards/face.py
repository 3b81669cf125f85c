"""The face of a member's card: what stands where, in millimetres, for any painter.

ISO/IEC 7810 ID-1, 85.60 by 53.98 mm. A band in the shop's colour with its name and club, the member's
shown name, the number as EAN-13 for the counter's scanner and as QR for cameras, each with more light
around it than its standard asks for. Phone and full name are never on it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from app.devices.paper.code_pages import printable
from app.devices.paper.fonts import Face, font_page, font_path
from app.devices.paper.logo import fitted
from app.devices.paper.symbols import EAN_QUIET, ean13_bars, qr_modules
from app.people.cards import is_card_number
from app.settings.colours import mixed, readable_under_white
from app.settings.logo import logo_bytes
from app.settings.shop import ACCENT, ShopSettings

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 85.60, 53.98
CORNER = 3.18
MM_PER_POINT = 25.4 / 72

WHITE, INK, SOFT = "#FFFFFF", "#14191F", "#47525E"

BAND, LINE = 18.0, 2.4
LOGO_ROOM = (30.0, 11.0)
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
        accent: The shop's colour, `#RRGGBB`; made darker where white letters would not be readable on it.
        look: `band` (a coloured head), `full` (coloured all over, codes on white) or `plain` (white with a line).
        logo: PNG in place of the star; empty for none.
    """

    number: str
    shown_name: str
    shop: str
    club: str = ""
    accent: str = ACCENT
    look: str = "band"
    logo: bytes = b""


def card_face(number: str, shown_name: str, shop: ShopSettings) -> CardFace:
    """A member's card in the shop's own style."""
    return CardFace(number, shown_name, shop.name, shop.club, shop.accent, shop.card_look, logo_bytes(shop))


class Painter(Protocol):
    """Draws on one card; lengths in mm from its top left corner, colours as `#RRGGBB`."""

    def polygon(self, corners: tuple[Place, ...], colour: str) -> None: ...
    def text(self, text: str, at: Place, style: Lettering) -> None:
        """`at` is the left end of the baseline."""
        ...

    def picture(self, png: bytes, at: Place, size: Place) -> None:
        """A picture with its top left corner `at`, stretched to a width and height."""
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
    ink = _GROUNDS[card.look](card, painter, accent) if card.look in _GROUNDS else _band(card, painter, accent)
    _fitted(painter, card.shown_name, (LEFT, 27.3), Lettering("Inter-SemiBold", 13, ink), room=QR_LEFT - LEFT)
    painter.bars(ean13_bars(card.number), (BARS_LEFT, BARS_TOP), BAR_MODULE, BAR_HEIGHT)
    _digits(card.number, painter)
    painter.qr(qr_modules(card.number), (QR_LEFT, QR_TOP), QR_SIZE)


def _band(card: CardFace, painter: Painter, accent: str) -> str:
    """The coloured band with slanted stripes, a star or the logo, and the names; returns the ink below it."""
    painter.polygon(((0, 0), (WIDTH, 0), (WIDTH, BAND), (0, BAND)), accent)
    _stripes(painter, accent, BAND)
    _mark(card, painter, WHITE)
    _names(card, painter, WHITE, mixed(accent, WHITE, 0.85))
    return INK


def _full(card: CardFace, painter: Painter, accent: str) -> str:
    """Coloured all over; the codes stand on white plates with the light around them that they need."""
    painter.polygon(((0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)), accent)
    _stripes(painter, accent, HEIGHT)
    _mark(card, painter, WHITE)
    _names(card, painter, WHITE, mixed(accent, WHITE, 0.85))
    wide = 95 * BAR_MODULE
    quiet = EAN_QUIET * BAR_MODULE
    _plate(painter, (BARS_LEFT - quiet, BARS_TOP - 1.5), (wide + 2 * quiet, BAR_HEIGHT + 7.5))
    _plate(painter, (QR_LEFT, QR_TOP), (QR_SIZE, QR_SIZE))
    return WHITE


def _plain(card: CardFace, painter: Painter, accent: str) -> str:
    """White, with a coloured line and coloured names."""
    painter.polygon(((0, 0), (WIDTH, 0), (WIDTH, LINE), (0, LINE)), accent)
    _mark(card, painter, accent)
    _names(card, painter, accent, SOFT)
    return INK


_GROUNDS: dict[str, Callable[[CardFace, Painter, str], str]] = {"band": _band, "full": _full, "plain": _plain}


def _stripes(painter: Painter, accent: str, height: float) -> None:
    """Slanted stripes at the right, each a little lighter."""
    for left, lighter in ((56.0, 0.06), (64.0, 0.12), (72.0, 0.18)):
        corners = ((left + height / 3, 0.0), (WIDTH, 0.0), (WIDTH, height), (left, height))
        painter.polygon(corners, mixed(accent, WHITE, lighter))


def _plate(painter: Painter, at: Place, size: Place) -> None:
    """A white rectangle."""
    (x, y), (width, height) = at, size
    painter.polygon(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), WHITE)


def _mark(card: CardFace, painter: Painter, colour: str) -> None:
    """The logo on a white plate, or a star."""
    size = fitted(card.logo, LOGO_ROOM)
    if size is None:
        painter.polygon(_star((78.2, BAND / 2), 4.1), colour)
        return
    width, height = size
    x, y = WIDTH - 5.0 - width, BAND / 2 - height / 2 + (LINE / 2 if card.look == "plain" else 0)
    _plate(painter, (x - 1.4, y - 1.4), (width + 2.8, height + 2.8))
    painter.picture(card.logo, (x, y), (width, height))


def _names(card: CardFace, painter: Painter, ink: str, soft: str) -> None:
    """The shop's name, and its club's under it."""
    room = (48.0 if card.logo else 66.0) - LEFT
    if card.club:
        _fitted(painter, card.shop, (LEFT, 8.9), Lettering("Inter-Bold", 15, ink), room=room)
        _fitted(painter, card.club, (LEFT, 14.4), Lettering("Inter-Medium", 9.5, soft), room=room)
    else:
        _fitted(painter, card.shop, (LEFT, 11.0), Lettering("Inter-Bold", 16, ink), room=room)


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
