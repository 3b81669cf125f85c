"""The scanner's sheet: its three test codes and the shop's own setup codes as bars, with a word for each.

Setup codes differ from maker to maker, so the owner copies them once from the scanner's manual
(`title=code`); from then on any till prints them.
"""

from __future__ import annotations

from app.devices.paper.code_pages import code_page, printable
from app.devices.paper.symbols import code128_bars
from app.devices.printers import escpos_bytes as esc
from app.devices.printers.profiles import PrinterProfile

BAR_DOTS, BAR_HEIGHT, QUIET_DOTS = 2, 64, 20


def split_setup(line: str) -> tuple[str, str]:
    """Title and code of a line `title=code`; a line without a title is its own."""
    title, sign, code = line.partition("=")
    return (title.strip(), code.strip()) if sign and code.strip() else (line.strip(), line.strip())


def render_setup_sheet(profile: PrinterProfile, heading: str, codes: tuple[tuple[str, str], ...]) -> bytes:
    """The sheet's bytes.

    Args:
        codes: Title and text of each code; the text is printable ASCII.
    """
    page = code_page("ascii")
    parts = [esc.RESET, esc.LEFT, _line(printable(heading, page), profile)]
    for title, text in codes:
        rows = modules_rows(code128_bars(text), profile.dots)
        parts += [
            b"\n",
            _line(printable(title, page), profile),
            esc.raster(rows),
            _line(printable(text, page), profile),
        ]
    parts.append(esc.CUT if profile.cuts else esc.FEED_BEFORE_TEAR)
    return b"".join(parts)


def modules_rows(modules: str, dots: int) -> list[bytes]:
    """Modules as rows of dots in the middle of the paper, as wide as it allows."""
    scale = BAR_DOTS if len(modules) * BAR_DOTS + 2 * QUIET_DOTS <= dots else 1
    width = (dots + 7) // 8 * 8
    line = "".join(module * scale for module in modules).center(width, "0")[:width]
    return [int(line, 2).to_bytes(width // 8, "big")] * BAR_HEIGHT


def _line(text: str, profile: PrinterProfile) -> bytes:
    return text[: profile.columns].encode("ascii", "replace") + b"\n"
