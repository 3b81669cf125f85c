"""Rendering: a slip as the bytes that one printer understands."""

from __future__ import annotations

import msgspec

from app.devices.paper.code_pages import code_page, printable
from app.devices.paper.logo import logo_rows
from app.devices.printers import escpos_bytes as esc
from app.devices.printers.drawing import bars_rows, qr_rows, text_rows
from app.devices.printers.profiles import CANDIDATES, PrinterProfile
from app.devices.printers.slip import Slip, SlipRow

ALPHABET = "Привет АБВ абв ё № 0123"
WESTERN = "Àéîöü ß ñ ç £ € 0123"
TEST_CODE = "7200201000048133"


def render(slip: Slip, profile: PrinterProfile) -> bytes:
    """The slip's bytes, from the reset to the cut; the drawer is not in them."""
    profile = _wide_enough(slip, profile)
    parts = [_start(profile), _logo(slip, profile)]
    for row in slip.rows:
        if row.style == "code" and slip.code:
            parts.append(_symbol(slip.code, profile))
        parts.append(_line(row, profile))
    return b"".join((*parts, _end(profile)))


def _wide_enough(slip: Slip, profile: PrinterProfile) -> PrinterProfile:
    """A slip that was laid out for wider paper is drawn, in smaller letters, so that nothing of it is lost."""
    widest = max((len(row.text) for row in slip.rows), default=0)
    if widest <= profile.columns:
        return profile
    return msgspec.structs.replace(profile, columns=widest, page_number=-1)


def drawer_bytes(profile: PrinterProfile) -> bytes:
    """What opens the drawer; nothing where there is none."""
    return esc.drawer(profile.drawer_pin) if profile.drawer_pin in (0, 1) else b""


def render_test_page(profile: PrinterProfile, heading: str) -> bytes:
    """Rulers, the alphabet in every candidate page with its number beside it, bars and QR twice, cut.

    Args:
        heading: The printer's name in this till, one line.
    """
    parts = [_start(profile), _text(printable(heading, code_page("ascii"))[: profile.columns])]
    parts += [_text(f"{columns:<4}" + ("1234567890" * 5)[: columns - 4]) for columns in (32, 42, 48)]
    for name, numbers in CANDIDATES.items():
        sample = printable(ALPHABET if name in ("cp866", "cp1251") else WESTERN, code_page(name))
        for number in numbers:
            parts += [esc.page(number), f"{name} {number:>3}  ".encode("ascii"), sample.encode(name), b"\n"]
    drawn = [_drawn(SlipRow(ALPHABET), profile), _text("drawn above, bars and QR below: native, drawn")]
    parts += [esc.page(max(profile.page_number, 0)), *drawn, esc.CENTRE]
    parts += [esc.code128(TEST_CODE), b"\n", esc.qr(TEST_CODE), b"\n", esc.LEFT]
    parts += [esc.raster(bars_rows(TEST_CODE, profile.dots)), b"\n", esc.raster(qr_rows(TEST_CODE, profile.dots))]
    return b"".join((*parts, _end(profile)))


def _start(profile: PrinterProfile) -> bytes:
    return esc.RESET + esc.LEFT + (esc.page(profile.page_number) if profile.page_number >= 0 else b"")


def _end(profile: PrinterProfile) -> bytes:
    return esc.CUT if profile.cuts else esc.FEED_BEFORE_TEAR


def _logo(slip: Slip, profile: PrinterProfile) -> bytes:
    """The logo as dots, on printers that draw."""
    can_draw = profile.draws_missing or profile.page_number < 0 or profile.barcode == "raster"
    rows = logo_rows(slip.logo, profile.dots) if slip.logo and can_draw else []
    return esc.raster(rows) + b"\n" if rows else b""


def _symbol(code: str, profile: PrinterProfile) -> bytes:
    if profile.barcode == "native":
        return esc.CENTRE + esc.code128(code) + b"\n" + esc.LEFT
    return esc.raster(bars_rows(code, profile.dots)) if profile.barcode == "raster" else b""


def _line(row: SlipRow, profile: PrinterProfile) -> bytes:
    """One row as text, or as dots where the page lacks one of its letters."""
    page = code_page(profile.code_page)
    if profile.page_number < 0 or not page.characters.issuperset(row.text):
        if profile.page_number < 0 or profile.draws_missing:
            return _drawn(row, profile)
        row = SlipRow(printable(row.text, page), row.style)
    text = _double(row, profile.columns) if row.style in ("big", "title") else None
    if text is not None:
        return esc.DOUBLE + text.encode(profile.code_page) + b"\n" + esc.NORMAL_SIZE
    data = row.text.encode(profile.code_page) + b"\n"
    if row.style == "big":
        return esc.TALL + data + esc.NORMAL_SIZE
    return esc.BOLD + data + esc.PLAIN_WEIGHT if row.style in ("strong", "title") else data


def _double(row: SlipRow, columns: int) -> str | None:
    """The row in letters of twice the width, if it fits so; None else."""
    half = columns // 2
    if row.centred:
        return row.left.center(half).rstrip() if len(row.left) <= half else None
    room = half - len(row.left) - len(row.right)
    return row.left + " " * room + row.right if row.right and room >= 1 else None


def _drawn(row: SlipRow, profile: PrinterProfile) -> bytes:
    text = _double(row, profile.columns) if row.style in ("big", "title") else None
    is_bold = row.style in ("strong", "title", "big")
    if text is not None:
        return esc.raster(text_rows(text, profile.columns, profile.dots, is_bold=is_bold, scale=2))
    return esc.raster(text_rows(row.text, profile.columns, profile.dots, is_bold=is_bold)) if row.text else b"\n"


def _text(text: str) -> bytes:
    return text.encode("ascii") + b"\n"
