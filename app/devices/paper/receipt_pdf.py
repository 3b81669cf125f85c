"""The receipt as a PDF page: the same rows as on paper, 58 or 80 mm wide and as long as they need.

Columns are kept (a figure stands under a figure), rules become lines, total and change are twice the size,
and the receipt code is there as Code 128 for lasers and as QR for cameras. The bytes depend on the view
alone: the date inside is the sale's own.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from fpdf import FPDF

from app.devices.paper.fonts import Face, font_page
from app.devices.paper.logo import SHARE_OF_WIDTH, fitted, receipt_logo
from app.devices.paper.pdf_file import MM_PER_POINT, pdf_file
from app.devices.paper.pdf_symbols import draw_bars, draw_qr
from app.devices.paper.receipt_text import receipt_rows, return_code
from app.devices.paper.rows import Row
from app.devices.paper.symbols import CODE128_QUIET, code128_bars, qr_modules
from app.values.clock import Instant
from app.values.locales import Words
from app.values.words import msg
from app.workflows.receipt_view import ReceiptView

LIGHT: Face = "DejaVuSansMono"
BOLD: Face = "DejaVuSansMono-Bold"
ADVANCE = 0.602
"""Width of every character of DejaVu Sans Mono, in ems."""
LEADING = 1.32
BASELINE = 0.98
"""From the top of a line to its baseline, in ems of its text."""
MOST_ENLARGED = 2.0
LOGO_HEIGHT = 20.0
"""Most of a logo, in mm."""
TITLE_ENLARGED = 1.5


@dataclass(frozen=True, slots=True)
class Paper:
    """A roll: its width and what can be printed of it, in mm, and the symbols that fit."""

    width: float
    printed: float
    module: float
    bar_height: float
    qr: float
    side_by_side: bool

    @property
    def margin(self) -> float:
        """White at either side."""
        return (self.width - self.printed) / 2


NARROW = Paper(width=58, printed=50, module=0.33, bar_height=11, qr=18, side_by_side=False)
WIDE = Paper(width=80, printed=72, module=0.33, bar_height=11, qr=17, side_by_side=True)


def paper_for(columns: int) -> Paper:
    """The roll on which a receipt of so many columns is printed."""
    return NARROW if columns < 40 else WIDE


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of itself, and the digits drawn as symbols at its `code` row.

    Attributes:
        at: The only date in the file.
        logo: PNG over the first row; empty for none.
    """

    title: str
    at: Instant
    author: str
    language: str
    code: str = ""
    logo: bytes = b""


def receipt_pdf(view: ReceiptView, words: Words, columns: int) -> bytes:
    """The receipt as one PDF page whose text can be selected and searched."""
    rows = receipt_rows(view, words, columns, font_page(LIGHT))
    title = words.say(msg("Receipt {receipt_number}", receipt_number=view.receipt.number))
    about = About(title, view.at, view.shop.name, view.language, return_code(view), receipt_logo(view.shop))
    return rows_pdf(rows, about, columns)


def rows_pdf(rows: list[Row], about: About, columns: int) -> bytes:
    """Any paper of the till as one PDF page: its rows as they were laid out for `columns`."""
    return _Page(about, paper_for(columns), columns).drawn(rows)


class _Page:
    """Draws rows from the top down; measured once, then drawn on a page of that height."""

    def __init__(self, about: About, paper: Paper, columns: int) -> None:
        self.about = about
        self.paper = paper
        self.columns = columns
        self.em = paper.printed / columns / ADVANCE
        self.logo = fitted(about.logo, (paper.printed * SHARE_OF_WIDTH, LOGO_HEIGHT))

    def drawn(self, rows: list[Row]) -> bytes:
        """The file."""
        tops, height = self._placed(rows)
        with pdf_file((self.paper.width, height), self.about.title, self.about.at, (LIGHT, BOLD)) as pdf:
            pdf.set_author(self.about.author)
            pdf.set_lang(self.about.language)
            pdf.add_page()
            if self.logo is not None:
                left = (self.paper.width - self.logo[0]) / 2
                pdf.image(io.BytesIO(self.about.logo), left, self.paper.margin, self.logo[0], self.logo[1])
            for row, top in zip(rows, tops, strict=True):
                self._draw(pdf, row, top)
            return bytes(pdf.output())

    # -- how tall

    def _placed(self, rows: list[Row]) -> tuple[list[float], float]:
        """The top of each row, and the height of the page; centred rows keep a little distance from others."""
        tops, y, before = [], self.paper.margin, rows[0]
        if self.logo is not None:
            y += self.logo[1] + self.em
        for row in rows:
            if row.centred != before.centred and "rule" not in f"{row.style} {before.style}":
                y += self.em * 0.6
            tops.append(y)
            y += self._height(row)
            before = row
        return tops, y + self.paper.margin

    def _height(self, row: Row) -> float:
        if row.style in {"rule", "double_rule"}:
            return self.em * 1.1
        if row.style == "code":
            return self._symbols_height() + self.em * LEADING
        return self.em * LEADING * self._enlarged(row)

    def _symbols_height(self) -> float:
        if self.paper.side_by_side:
            return max(self.paper.qr, self.paper.bar_height) + self.em
        return self.paper.qr + self.paper.bar_height + 2.5 * self.em

    def _enlarged(self, row: Row) -> float:
        """How many times the size of ordinary text: as large as the row allows."""
        if row.style == "big":
            return min(MOST_ENLARGED, max(1.0, row.column / (len(row.left) + 1 + len(row.right))))
        if row.style == "title":
            return min(TITLE_ENLARGED, max(1.0, self.columns / max(len(row.left), 1)))
        return 1.0

    # -- what is drawn

    def _draw(self, pdf: FPDF, row: Row, y: float) -> None:
        if row.style in {"rule", "double_rule"}:
            self._rule(pdf, y, thick=row.style == "double_rule")
        elif row.style == "code":
            self._code(pdf, row, y)
        elif row.style in {"big", "title"}:
            self._large(pdf, row, y)
        else:
            self._text(pdf, row.text, self.paper.margin, y, bold=row.style == "strong")

    def _rule(self, pdf: FPDF, y: float, *, thick: bool) -> None:
        pdf.set_line_width(0.45 if thick else 0.15)
        middle = y + self.em * 0.5
        pdf.line(self.paper.margin, middle, self.paper.width - self.paper.margin, middle)

    def _large(self, pdf: FPDF, row: Row, y: float) -> None:
        """Both parts of a row in larger letters; the amount still ends where the others end."""
        times = self._enlarged(row)
        advance = self.em * ADVANCE * times
        if row.style == "title":
            left = (self.paper.width - advance * len(row.left)) / 2
            self._text(pdf, row.left, left, y, bold=True, times=times)
            return
        self._text(pdf, row.left, self.paper.margin, y, bold=True, times=times)
        end = self.paper.margin + row.column * self.em * ADVANCE
        self._text(pdf, row.right, end - advance * len(row.right), y, bold=True, times=times)

    def _text(self, pdf: FPDF, text: str, x: float, y: float, *, bold: bool = False, times: float = 1.0) -> None:
        pdf.set_font(BOLD if bold else LIGHT, "", self.em * times / MM_PER_POINT)
        pdf.text(x, y + self.em * times * BASELINE, text)

    def _code(self, pdf: FPDF, row: Row, y: float) -> None:
        """QR and bars with their digits under them, light around both."""
        paper, code = self.paper, self.about.code
        bars = code128_bars(code)
        wide = len(bars) * paper.module
        top = y + self.em * 0.8
        if paper.side_by_side:
            gap = (paper.printed - paper.qr - wide - CODE128_QUIET * paper.module) / 2
            draw_qr(pdf, qr_modules(code), (paper.margin + gap / 2, top), paper.qr)
            x, bars_y = paper.width - paper.margin - gap / 2 - wide, top + (paper.qr - paper.bar_height) / 2
        else:
            draw_qr(pdf, qr_modules(code), ((paper.width - paper.qr) / 2, top), paper.qr)
            x, bars_y = (paper.width - wide) / 2, top + paper.qr + self.em
        draw_bars(pdf, bars, (x, bars_y), module=paper.module, height=paper.bar_height)
        self._text(pdf, row.text, paper.margin, y + self._symbols_height())
