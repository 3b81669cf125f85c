"""A PDF file of ours: millimetres, no margins, our own fonts, no date but the one it is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from fpdf import FPDF
from fpdf.fonts import TTFFont

from app.devices.paper.fonts import Face, font_path
from app.values.clock import Instant

MM_PER_POINT = 25.4 / 72


@contextmanager
def pdf_file(size: tuple[float, float], title: str, at: Instant, faces: Iterable[Face]) -> Iterator[FPDF]:
    """An empty file, to be drawn on and put out inside the `with`; then its font files are let go of.

    Args:
        size: Width and height of its pages in mm.
        at: When it is made: the only date in the file, so that the same content gives the same bytes.
        faces: Fonts, chosen by `set_font(face)`.
    """
    pdf = FPDF(unit="mm", format=size)
    pdf.set_auto_page_break(auto=False)
    pdf.set_margin(0)
    pdf.set_title(title)
    pdf.set_creation_date(dt.datetime.fromtimestamp(at // 1000, dt.UTC))
    for face in faces:
        pdf.add_font(face, "", font_path(face))
    try:
        yield pdf
    finally:
        for font in [font for font in pdf.fonts.values() if isinstance(font, TTFFont)]:
            font.ttfont.close()
