"""The shop's logo on paper: which one, how large it may be, and its dots for a printer."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from app.settings.logo import logo_bytes
from app.settings.shop import ShopSettings

if TYPE_CHECKING:
    from PIL.Image import Image

SHARE_OF_WIDTH, MOST_DOTS_HIGH = 0.66, 192
Size = tuple[float, float]


def receipt_logo(shop: ShopSettings) -> bytes:
    """The logo that stands at the head of receipts; empty where the shop has none or wants none there."""
    return logo_bytes(shop) if shop.receipt_logo else b""


def picture_shape(png: bytes) -> Size | None:
    """Width and height of a picture in pixels; None for what is none."""
    from PIL import Image

    if not png:
        return None
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as picture:
            return float(picture.width), float(picture.height)
    except (OSError, ValueError):
        return None


def fitted(png: bytes, room: Size) -> Size | None:
    """Width and height of a picture that fills a room, its sides in proportion; None for what is no picture."""
    shape = picture_shape(png)
    if shape is None:
        return None
    share = min(room[0] / shape[0], room[1] / shape[1])
    return shape[0] * share, shape[1] * share


def logo_rows(png: bytes, dots: int) -> list[bytes]:
    """The logo in the middle of the paper as rows of dots, eight a byte, `1` is black; none for what is no picture."""
    size = fitted(png, (dots * SHARE_OF_WIDTH, MOST_DOTS_HIGH))
    if size is None:
        return []
    from PIL import Image

    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as file:
            drawn = file.convert("RGBA").resize((max(1, round(size[0])), max(1, round(size[1]))))
    except (OSError, ValueError):  # its head could be read, the rest could not
        return []
    width = (dots + 7) // 8 * 8
    page = Image.new("RGB", (width, drawn.height), "#FFFFFF")
    page.paste(drawn, ((dots - drawn.width) // 2, 0), drawn)
    return _rows(page.convert("1"))


def _rows(picture: Image) -> list[bytes]:
    """Black is 1 for a printer and 0 for a picture."""
    width = picture.width // 8
    data = bytes(byte ^ 0xFF for byte in picture.tobytes())
    return [data[start : start + width] for start in range(0, len(data), width)]
