"""A card as a PNG picture, for a phone or a card printer: the size of the card at a given resolution."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from app.devices.cards.face import CORNER, HEIGHT, WIDTH, CardFace, Lettering, Place, paint
from app.devices.paper.fonts import Face, font_path
from app.devices.paper.symbols import QR_QUIET, dark_runs

SMOOTH = 2
"""Slanted edges are drawn so many times larger and then scaled down."""


def card_png(card: CardFace, *, dpi: int = 600) -> bytes:
    """The card with its round corners, transparent outside; raises ValueError for a number that is no card's.

    Args:
        dpi: Pixels an inch, 150 to 1200; 600 is what card printers take.
    """
    if not 150 <= dpi <= 1200:
        raise ValueError(f"{dpi} dpi is not a resolution for a card")
    painter = _Picture(dpi / 25.4)
    paint(card, painter)
    out = io.BytesIO()
    painter.cut().save(out, "PNG", dpi=(dpi, dpi), optimize=True)
    return out.getvalue()


class _Picture:
    """Paints with Pillow; bars and dots are whole pixels, so that their edges are sharp."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.image = Image.new("RGB", (round(WIDTH * scale), round(HEIGHT * scale)), "#FFFFFF")
        self.draw = ImageDraw.Draw(self.image)

    def polygon(self, corners: tuple[Place, ...], colour: str) -> None:
        mask = self._mask()
        larger = self.scale * SMOOTH
        ImageDraw.Draw(mask).polygon([(x * larger, y * larger) for x, y in corners], fill=255)
        self.image.paste(colour, mask=mask.resize(self.image.size, Image.Resampling.BOX))

    def text(self, text: str, at: Place, style: Lettering) -> None:
        font = _font(style.face, round(style.points / 72 * 25.4 * self.scale * 8) / 8)
        self.draw.text((at[0] * self.scale, at[1] * self.scale), text, fill=style.colour, font=font, anchor="ls")

    def picture(self, png: bytes, at: Place, size: Place) -> None:
        width, height = (max(1, round(length * self.scale)) for length in size)
        with Image.open(io.BytesIO(png), formats=["PNG"]) as file:
            shown = file.convert("RGBA").resize((width, height), Image.Resampling.LANCZOS)
        self.image.paste(shown, (round(at[0] * self.scale), round(at[1] * self.scale)), shown)

    def bars(self, modules: str, at: Place, module: float, height: float) -> None:
        wide = max(int(module * self.scale), 1)
        left = round((at[0] + len(modules) * module / 2) * self.scale - len(modules) * wide / 2)
        top, bottom = round(at[1] * self.scale), round((at[1] + height) * self.scale)
        for start, length in dark_runs(modules):
            self._box(left + start * wide, top, left + (start + length) * wide, bottom)

    def qr(self, modules: list[str], at: Place, size: float) -> None:
        dot = max(int(size * self.scale / (len(modules) + 2 * QR_QUIET)), 1)
        inset = (size * self.scale - dot * len(modules)) / 2
        left, top = round(at[0] * self.scale + inset), round(at[1] * self.scale + inset)
        for place, line in enumerate(modules):
            y = top + place * dot
            for start, length in dark_runs(line):
                self._box(left + start * dot, y, left + (start + length) * dot, y + dot)

    def cut(self) -> Image.Image:
        """The picture with the card's corners."""
        mask = self._mask()
        radius = CORNER * self.scale * SMOOTH
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), radius, fill=255)
        card = self.image.convert("RGBA")
        card.putalpha(mask.resize(self.image.size, Image.Resampling.BOX))
        return card

    def _mask(self) -> Image.Image:
        return Image.new("L", (self.image.width * SMOOTH, self.image.height * SMOOTH), 0)

    def _box(self, left: int, top: int, right: int, bottom: int) -> None:
        self.draw.rectangle((left, top, right - 1, bottom - 1), fill="#000000")


@cache
def _font(face: Face, pixels: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_path(face), pixels)
