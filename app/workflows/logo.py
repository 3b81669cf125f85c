"""Taking a logo from a file that anybody may have made: checked, drawn anew, and small enough to keep.

Only the pixels are taken over: whatever else was in the file (text, scripts, colour profiles, a second file
behind the first) is left behind. A vector picture is read by a short list of what it may hold before any
painter sees it, since a drawing of a few bytes can ask for an endless amount of work.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from xml.parsers import expat

import msgspec

from app.settings.shop import LONGEST_LOGO
from app.values.errors import Refusal
from app.values.words import Message, msg

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 8_000_000
MOST_SVG_BYTES = 400_000
MOST_PIXELS = 40_000_000
MOST_SIDE = 10_000
LEAST_SIDE = 24
MOST_RATIO = 8
KEPT = (640, 320)
"""A kept logo is no wider and no taller, in pixels: enough for a card at 600 dpi and for a display."""
MOST_KEPT_BYTES = LONGEST_LOGO // 4 * 3
MOST_ELEMENTS, MOST_DEPTH = 4000, 40

_ELEMENTS = {
    "svg", "g", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title",
    "desc", "metadata", "lineargradient", "radialgradient", "stop", "clippath", "style", "symbol",
}  # fmt: skip
_OUTSIDE = re.compile(
    r"url\s*\(\s*['\"]?(?!#)|@import|expression\s*\(|javascript:|data:|stroke-dasharray\s*:\s*(?!none)", re.IGNORECASE
)
_TOO_LONG = msg("This picture is too long for its height. Choose one that is less than {ratio} to 1.", ratio=MOST_RATIO)


class Logo(msgspec.Struct, frozen=True):
    """A logo that can be kept.

    Attributes:
        png: RGBA picture; transparent around it.
        width, height: In pixels.
        notes: What was done to it, for the person who chose it.
    """

    png: bytes
    width: int
    height: int
    notes: tuple[Message, ...] = ()


def is_svg(data: bytes) -> bool:
    """Whether a file says that it is a vector picture."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<?xml", b"<svg", b"<!--", b"<!doctype")) and b"<svg" in data[:20_000].lower()


def checked_svg(data: bytes) -> bytes:
    """A vector picture that holds nothing but shapes and letters, for the painter to draw.

    Raises:
        Refusal: `logo.svg` naming what it holds besides, or `logo.size`.
    """
    if len(data) > MOST_SVG_BYTES:
        raise _too_large(len(data), MOST_SVG_BYTES)
    inside: list[str] = []
    count = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        plain = name.rpartition(":")[2].lower()
        inside.append(plain)
        is_editors_own = ":" in name and not name.lower().startswith("svg:")
        if len(inside) > MOST_DEPTH or count > MOST_ELEMENTS:
            raise _refused("…")
        if plain not in _ELEMENTS and not is_editors_own:
            raise _refused(f"<{plain[:20]}>")
        for key, value in attributes.items():
            _check_attribute(key, value)

    def end(_name: str) -> None:
        inside.pop()

    def text(data: str) -> None:
        if inside[-1:] == ["style"] and _OUTSIDE.search(data):
            raise _refused("url(...)")

    def entity(*_args: object) -> None:
        raise _refused("<!ENTITY>")

    reader = expat.ParserCreate()
    reader.StartElementHandler, reader.EndElementHandler = begin, end
    reader.CharacterDataHandler, reader.EntityDeclHandler = text, entity
    reader.buffer_text = True
    try:
        reader.Parse(data, True)
    except (expat.ExpatError, ValueError) as wrong:
        raise _unreadable(str(wrong)) from wrong
    return data


def accepted_logo(data: bytes) -> Logo:
    """A PNG or JPEG as a logo that can be kept: upright, trimmed, with its own transparency.

    Raises:
        Refusal: `logo.size`, `logo.shape`, `logo.empty` or `logo.unreadable`, each saying what to do.
    """
    if len(data) > MOST_BYTES:
        raise _too_large(len(data), MOST_BYTES)
    notes = []
    picture = _opened(data)
    box = picture.getchannel("A").getbbox()
    if box is None:
        raise Refusal("logo.empty", msg("This picture is transparent all over. Choose another file."))
    if box != (0, 0, *picture.size):
        picture = picture.crop(box)
        notes.append(msg("The empty margin was cut off."))
    width, height = picture.size
    if min(width, height) < LEAST_SIDE:
        raise Refusal(
            "logo.shape",
            msg("This picture is only {width} by {height} pixels. Choose a larger one.", width=width, height=height),
        )
    if max(width, height) > MOST_RATIO * min(width, height):
        raise too_long()
    if width > KEPT[0] or height > KEPT[1]:
        picture.thumbnail(KEPT)
        notes.append(
            msg("It was made smaller: {width} by {height} pixels.", width=picture.width, height=picture.height)
        )
    return Logo(_as_png(picture), picture.width, picture.height, tuple(notes))


def _opened(data: bytes) -> Image:
    """The pixels; the size is read from the head before any memory is taken for them."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as file:
            width, height = file.size
            if width > MOST_SIDE or height > MOST_SIDE or width * height > MOST_PIXELS:
                raise Refusal(
                    "logo.size",
                    msg("This picture has {width} by {height} pixels: too many. Save it smaller.",
                        width=width, height=height),
                )  # fmt: skip
            file.load()
            return ImageOps.exif_transpose(file).convert("RGBA")
    except UnidentifiedImageError as wrong:
        raise _unreadable("PNG, JPEG, SVG") from wrong
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as wrong:
        raise _unreadable(str(wrong)) from wrong


def _as_png(picture: Image) -> bytes:
    """A small file: all colours where they fit, else fewer, else smaller."""
    for colours in (0, 128, 32):
        made = picture.quantize(colours, method=2) if colours else picture
        out = io.BytesIO()
        made.save(out, "PNG", optimize=True)
        if out.tell() <= MOST_KEPT_BYTES:
            return out.getvalue()
    return _as_png(picture.resize((picture.width * 2 // 3, picture.height * 2 // 3)))


def _check_attribute(key: str, value: str) -> None:
    plain = key.rpartition(":")[2].lower()
    if plain == "href" and not value.strip().startswith("#"):
        raise _refused("href")
    if plain.startswith("on") or (plain == "stroke-dasharray" and value.strip() != "none"):
        raise _refused(plain)
    if not key.lower().startswith("xmlns") and _OUTSIDE.search(value):
        raise _refused("url(...)")


def too_long() -> Refusal:
    """What is said of a picture that is a strip."""
    return Refusal("logo.shape", _TOO_LONG)


def _refused(what: str) -> Refusal:
    return Refusal(
        "logo.svg",
        msg("This SVG holds more than shapes ({what}). Save it as PNG and choose that.", what=what),
    )


def _unreadable(why: str) -> Refusal:
    words = msg("This file is no picture that can be read ({why}). The logo stays as it was.", why=why[:80])
    return Refusal("logo.unreadable", words)


def _too_large(size: int, most: int) -> Refusal:
    words = msg("This file is too large ({size} KB; at most {most} KB).", size=size // 1000, most=most // 1000)
    return Refusal("logo.size", words)
