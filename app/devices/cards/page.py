"""Cards as PDF: one on a page of its size, or a sheet of ten to print and cut."""

from __future__ import annotations

import io
from collections.abc import Sequence

from fpdf import FPDF

from app.devices.cards.face import HEIGHT, WIDTH, CardFace, Lettering, Place, paint
from app.devices.paper.fonts import Face
from app.devices.paper.pdf_file import pdf_file
from app.devices.paper.pdf_symbols import draw_bars, draw_qr
from app.settings.colours import channels
from app.values.clock import Instant

A4 = (210.0, 297.0)
ACROSS, DOWN = 2, 5
LEFT = (A4[0] - ACROSS * WIDTH) / 2
TOP = (A4[1] - DOWN * HEIGHT) / 2
MARK = 5.0
"""Length of a cut mark, and its distance from the cards."""
MARK_GAP = 2.0

_FACES: tuple[Face, ...] = ("Inter-Medium", "Inter-SemiBold", "Inter-Bold")


def card_pdf(card: CardFace, at: Instant) -> bytes:
    """One card on a page of 85.60 by 53.98 mm; raises ValueError for a number that is no card's.

    Args:
        at: When it is made; the only date in the file.
    """
    with pdf_file((WIDTH, HEIGHT), card.shop, at, _FACES) as pdf:
        pdf.add_page()
        paint(card, _Page(pdf, (0.0, 0.0)))
        return bytes(pdf.output())


def card_sheet_pdf(cards: Sequence[CardFace], at: Instant) -> bytes:
    """Cards on A4, two across and five down, with cut marks; as many sheets as it takes.

    Raises:
        ValueError: there are no cards, or a number is no card's.
    """
    if not cards:
        raise ValueError("no cards to print")
    with pdf_file(A4, cards[0].shop, at, _FACES) as pdf:
        for place, card in enumerate(cards):
            row, column = divmod(place % (ACROSS * DOWN), ACROSS)
            if row == column == 0:
                pdf.add_page()
                _cut_marks(pdf)
            paint(card, _Page(pdf, (LEFT + column * WIDTH, TOP + row * HEIGHT)))
        return bytes(pdf.output())


def _cut_marks(pdf: FPDF) -> None:
    """Short lines in the margins, where the cards meet."""
    pdf.set_line_width(0.1)
    pdf.set_draw_color(0)
    near, far = MARK_GAP, MARK_GAP + MARK
    for column in range(ACROSS + 1):
        x = LEFT + column * WIDTH
        pdf.line(x, TOP - far, x, TOP - near)
        pdf.line(x, A4[1] - TOP + near, x, A4[1] - TOP + far)
    for row in range(DOWN + 1):
        y = TOP + row * HEIGHT
        pdf.line(LEFT - far, y, LEFT - near, y)
        pdf.line(A4[0] - LEFT + near, y, A4[0] - LEFT + far, y)


class _Page:
    """Paints one card with its top left corner somewhere on the page."""

    def __init__(self, pdf: FPDF, corner: Place) -> None:
        self.pdf = pdf
        self.x, self.y = corner

    def polygon(self, corners: tuple[Place, ...], colour: str) -> None:
        self.pdf.set_fill_color(*channels(colour))
        self.pdf.polygon([(self.x + x, self.y + y) for x, y in corners], style="F")

    def text(self, text: str, at: Place, style: Lettering) -> None:
        self.pdf.set_font(style.face, "", style.points)
        self.pdf.set_text_color(*channels(style.colour))
        self.pdf.text(self.x + at[0], self.y + at[1], text)

    def picture(self, png: bytes, at: Place, size: Place) -> None:
        self.pdf.image(io.BytesIO(png), self.x + at[0], self.y + at[1], size[0], size[1])

    def bars(self, modules: str, at: Place, module: float, height: float) -> None:
        self.pdf.set_fill_color(0)
        draw_bars(self.pdf, modules, (self.x + at[0], self.y + at[1]), module=module, height=height)

    def qr(self, modules: list[str], at: Place, size: float) -> None:
        self.pdf.set_fill_color(0)
        draw_qr(self.pdf, modules, (self.x + at[0], self.y + at[1]), size)
