"""The points statement as PDF: A4 pages with a table of movements, each with its reason and the balance after."""

from __future__ import annotations

from fpdf import FPDF

from app.devices.paper.code_pages import printable_words
from app.devices.paper.fonts import Face, font_page
from app.devices.paper.pdf_file import pdf_file
from app.devices.paper.statement_text import points_text, signed
from app.values.locales import Words
from app.values.words import msg
from app.workflows.rows import Statement
from app.workflows.statement_view import StatementView

LIGHT: Face = "Inter-Regular"
BOLD: Face = "Inter-SemiBold"
WIDTH, HEIGHT = 210.0, 297.0
MARGIN, BOTTOM = 18.0, 275.0
LINE = 6.0
_EDGES = (MARGIN, MARGIN + 28.0, WIDTH - MARGIN - 32.0, WIDTH - MARGIN)
"""Left edge of the date, left edge of the reason, right edge of the movement, right edge of the balance."""


def statement_pdf(view: StatementView, words: Words) -> bytes:
    """The statement as a PDF file whose text can be selected; the same statement gives the same bytes."""
    title = words.say(msg("Points statement"))
    with pdf_file((WIDTH, HEIGHT), title, view.at, (LIGHT, BOLD)) as pdf:
        pdf.set_author(view.shop.name)
        pdf.set_lang(words.language)
        page = _Pages(pdf, words)
        page.text(view.shop.name, bold=True, size=16)
        page.text(f"{title}, {words.date(view.business_on)}", size=12)
        page.text(view.shown, size=12)
        for statement in view.statements:
            _program(page, statement, view, words)
        if not view.statements:
            page.text(words.say(msg("No points yet.")))
        return bytes(pdf.output())


def _program(page: _Pages, statement: Statement, view: StatementView, words: Words) -> None:
    digits = view.digits.get(statement.program, 0)
    page.gap()
    page.text(words.name(statement.names) or statement.program, bold=True, size=12)
    page.row("", words.say(msg("Balance before")), "", points_text(words, statement.opening_milli, digits))
    page.rule()
    for row in statement.rows:
        page.row(
            words.date(row.business_on),
            words.say(view.why(row)),
            signed(words, row.points_milli, digits),
            points_text(words, row.balance_milli, digits),
        )
    page.rule()
    moved = sum(row.points_milli for row in statement.rows)
    page.row(
        "",
        words.say(msg("Balance")),
        signed(words, moved, digits),
        points_text(words, statement.closing_milli, digits),
        bold=True,
    )


class _Pages:
    """Writes from the top down and turns the page where it is full."""

    def __init__(self, pdf: FPDF, words: Words) -> None:
        self._pdf = pdf
        self._words = words
        self._font = font_page(LIGHT)
        self._y = 0.0
        self._turn()

    def _turn(self) -> None:
        self._pdf.add_page()
        number = self._words.say(msg("page {n}", n=self._pdf.page_no()))
        self._write(number, _EDGES[3], HEIGHT - 12, size=8, right=True)
        self._y = MARGIN + LINE

    def _room(self) -> None:
        if self._y > BOTTOM:
            self._turn()

    def gap(self) -> None:
        """A little distance."""
        self._y += LINE / 2
        self._room()

    def text(self, text: str, *, bold: bool = False, size: float = 10) -> None:
        """A line from the left."""
        self._room()
        self._write(text, MARGIN, self._y, bold=bold, size=size)
        self._y += LINE * max(size / 10, 1)

    def row(self, date: str, reason: str, moved: str, balance: str, *, bold: bool = False) -> None:
        """A row of the table."""
        self._room()
        self._write(date, _EDGES[0], self._y, bold=bold)
        self._write(reason, _EDGES[1], self._y, bold=bold)
        self._write(moved, _EDGES[2], self._y, bold=bold, right=True)
        self._write(balance, _EDGES[3], self._y, bold=bold, right=True)
        self._y += LINE

    def rule(self) -> None:
        """A line across."""
        self._pdf.set_line_width(0.2)
        self._pdf.line(MARGIN, self._y - LINE * 0.7, WIDTH - MARGIN, self._y - LINE * 0.7)

    def _write(
        self, text: str, x: float, y: float, *, bold: bool = False, size: float = 10, right: bool = False
    ) -> None:
        shown = " ".join(printable_words(text, self._font))
        if not shown:
            return
        self._pdf.set_font(BOLD if bold else LIGHT, "", size)
        self._pdf.text(x - self._pdf.get_string_width(shown) if right else x, y, shown)
