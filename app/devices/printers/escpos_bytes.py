"""The few ESC/POS commands a receipt needs, as bytes; data can never become one of them.

Names and footers reach this module only as printable characters of a code page (`paper.code_pages`), which
has no control bytes; `forbidden` reads finished bytes again and finds whatever is not on the short list.
"""

from __future__ import annotations

from collections.abc import Iterator

RESET = b"\x1b@"
LEFT, CENTRE = b"\x1ba\x00", b"\x1ba\x01"
BOLD, PLAIN_WEIGHT = b"\x1bE\x01", b"\x1bE\x00"
NORMAL_SIZE, TALL, DOUBLE = b"\x1d!\x00", b"\x1d!\x01", b"\x1d!\x11"
CUT = b"\x1dV\x42\x03"
STATUS_PAPER, STATUS_OFFLINE = b"\x10\x04\x04", b"\x10\x04\x02"
FEED_BEFORE_TEAR = b"\n" * 4
MOST_RASTER_ROWS = 128
"""Rows of one raster command: what the smallest buffers take."""


def page(number: int) -> bytes:
    """Choose a code page by the printer's own number (0-255)."""
    return b"\x1bt" + bytes([number])


def drawer(pin: int) -> bytes:
    """Open the drawer: pin 0 is connector pin 2, 1 is pin 5; 100 ms on, 500 ms off."""
    return b"\x1bp" + bytes([pin]) + b"\x32\xfa"


def code128(digits: str) -> bytes:
    """A Code 128 bar code, height 64 dots, in code set C (an even number of digits)."""
    if len(digits) % 2 or not digits.isascii() or not digits.isdigit():
        raise ValueError(f"code set C has pairs of digits: {digits}")
    data = b"{C" + bytes(int(digits[place : place + 2]) for place in range(0, len(digits), 2))
    return b"\x1dh\x40\x1dw\x02\x1dH\x00\x1dk\x49" + bytes([len(data)]) + data


def qr(text: str, module_dots: int = 5) -> bytes:
    """A QR code, model 2, error correction M; the text is ASCII."""
    data = text.encode("ascii")
    size = len(data) + 3
    return b"".join(
        (
            b"\x1d(k\x04\x00\x31\x41\x32\x00",
            b"\x1d(k\x03\x00\x31\x43" + bytes([module_dots]),
            b"\x1d(k\x03\x00\x31\x45\x31",
            b"\x1d(k" + bytes([size % 256, size // 256]) + b"\x31\x50\x30" + data,
            b"\x1d(k\x03\x00\x31\x51\x30",
        )
    )


def raster(rows: list[bytes]) -> bytes:
    """Rows of dots, eight a byte and all of one length, `1` is black; in bands that small buffers take."""
    bands = (rows[start : start + MOST_RASTER_ROWS] for start in range(0, len(rows), MOST_RASTER_ROWS))
    return b"".join(_band(band) for band in bands)


def _band(rows: list[bytes]) -> bytes:
    width, height = len(rows[0]), len(rows)
    return b"\x1dv0\x00" + width.to_bytes(2, "little") + height.to_bytes(2, "little") + b"".join(rows)


_ONE_ARGUMENT = (b"\x1ba", b"\x1bE", b"\x1d!", b"\x1bt", b"\x1dh", b"\x1dw", b"\x1dH")


def forbidden(data: bytes) -> list[str]:
    """Everything in finished bytes that is neither text nor one of the commands above; empty if all is well."""
    return list(_forbidden(data))


def _forbidden(data: bytes) -> Iterator[str]:
    place = 0
    while place < len(data):
        size = _command_size(data, place)
        if size == 0:
            yield f"byte {data[place]:#04x} at {place}"
            size = 1
        place += size


def _command_size(data: bytes, place: int) -> int:
    """Bytes of the text sign or command here; 0 for anything else."""
    byte = data[place]
    if byte >= 0x20 or byte == 0x0A:
        return 1
    two = data[place : place + 2]
    if two == RESET:
        return 2
    if two in _ONE_ARGUMENT:
        return 3
    if data[place : place + 4] == CUT:
        return 4
    if two == b"\x1bp":
        return 5
    if data[place : place + 3] in (STATUS_PAPER, STATUS_OFFLINE):
        return 3
    if data[place : place + 3] == b"\x1dkI" and len(data) > place + 3:
        return 4 + data[place + 3]
    if data[place : place + 3] == b"\x1d(k" and len(data) > place + 4:
        return 5 + int.from_bytes(data[place + 3 : place + 5], "little")
    if data[place : place + 4] == b"\x1dv0\x00" and len(data) > place + 7:
        width, height = (int.from_bytes(data[place + at : place + at + 2], "little") for at in (4, 6))
        return 8 + width * height
    return 0
