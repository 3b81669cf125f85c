"""Lines and bar codes as dots, for what a printer has no letters or no commands for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from app.devices.paper.fonts import font_path
from app.devices.paper.symbols import code128_bars, qr_modules

if TYPE_CHECKING:
    from PIL import Image, ImageFont

BAR_DOTS, BAR_HEIGHT, QR_DOTS, QUIET_MODULES = 2, 64, 5, 4


def text_rows(text: str, columns: int, dots: int, *, is_bold: bool = False, scale: int = 1) -> list[bytes]:
    """A line of text as rows of dots, its columns as wide as the printer's own.

    Args:
        scale: 1, or 2 for twice the height and width.
    """
    from PIL import Image, ImageDraw

    font, height = _font(dots // columns * scale, is_bold=is_bold)
    picture = Image.new("1", (_whole_bytes(dots), height), 1)
    draw = ImageDraw.Draw(picture)
    step = dots / columns * scale
    for place, letter in enumerate(text):
        if letter != " ":
            draw.text((round(place * step), 0), letter, font=font, fill=0)
    return _rows(picture)


def bars_rows(digits: str, dots: int) -> list[bytes]:
    """A Code 128 in the middle, as rows of dots; its modules are as wide as the paper allows, at most 2."""
    modules = "0" * 10 + code128_bars(digits) + "0" * 10
    width = BAR_DOTS if len(modules) * BAR_DOTS <= dots else 1
    line = _centred("".join(module * width for module in modules), dots)
    return [line] * BAR_HEIGHT


def qr_rows(text: str, dots: int) -> list[bytes]:
    """A QR code in the middle with its quiet zone, as rows of dots."""
    grid = qr_modules(text)
    size = len(grid) + 2 * QUIET_MODULES
    scale = max(1, min(QR_DOTS, dots // size))
    side = "0" * QUIET_MODULES
    lines = ["0" * size] * QUIET_MODULES + [side + row + side for row in grid] + ["0" * size] * QUIET_MODULES
    return [row for line in lines for row in [_centred("".join(m * scale for m in line), dots)] * scale]


@cache
def _font(width: int, *, is_bold: bool) -> tuple[ImageFont.FreeTypeFont, int]:
    """The largest size whose letters are no wider than `width` dots, and its line height."""
    from PIL import ImageFont

    path = font_path("DejaVuSansMono-Bold" if is_bold else "DejaVuSansMono")
    size = max(6, round(width / 0.602))
    font = ImageFont.truetype(path, size)
    ascent, descent = font.getmetrics()
    return font, ascent + descent


def _centred(modules: str, dots: int) -> bytes:
    width = _whole_bytes(dots)
    return int(modules.center(width, "0")[:width], 2).to_bytes(width // 8, "big")


def _whole_bytes(dots: int) -> int:
    return (dots + 7) // 8 * 8


def _rows(picture: Image.Image) -> list[bytes]:
    """Black is 1 for a printer and 0 for a picture."""
    width = picture.width // 8
    data = bytes(byte ^ 0xFF for byte in picture.tobytes())
    return [data[start : start + width] for start in range(0, len(data), width)]
