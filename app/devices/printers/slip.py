"""A slip: what is to be printed, as plain data that can wait in a file until a printer answers.

It has no printer in it: the same slip is printed by whichever printer takes it, in that printer's columns'
layout and code page, and once more as a copy where the first print may have been torn off.
"""

from __future__ import annotations

import msgspec

from app.devices.paper.code_pages import CodePage, code_page
from app.devices.paper.fonts import font_page
from app.devices.paper.logo import receipt_logo
from app.devices.paper.receipt_text import receipt_rows, return_code
from app.devices.paper.rows import Row
from app.devices.paper.slips import SlipPaper
from app.devices.printers.profiles import PrinterProfile
from app.values.locales import Words
from app.values.words import msg
from app.workflows.receipt_view import ReceiptView


class SlipRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line: its text, and its two parts where a larger letter needs another layout."""

    text: str
    style: str = "plain"
    left: str = ""
    right: str = ""
    centred: bool = False


class Slip(msgspec.Struct, frozen=True):
    """A receipt or any other paper.

    Attributes:
        name: What a person calls it: the receipt's number.
        code: Digits printed as bars where a row has the style `code`; empty for none.
        language, zone: Of the words that printing adds (COPY).
        is_copy: Whether it says COPY already.
        logo: PNG that a printer which can draw puts over the first line; empty for none.
    """

    name: str
    rows: tuple[SlipRow, ...]
    code: str = ""
    language: str = "en"
    zone: str = "UTC"
    is_copy: bool = False
    logo: bytes = b""


def receipt_slip(view: ReceiptView, profile: PrinterProfile) -> Slip:
    """A receipt laid out for a printer: in its columns, with the letters it can print or draw."""
    words = Words(view.language, view.shop.zone)
    rows = tuple(_slip_row(row) for row in receipt_rows(view, words, profile.columns, _page_of(profile)))
    shop = view.shop
    return Slip(
        view.receipt.number, rows, return_code(view), view.language, shop.zone, view.is_copy, receipt_logo(shop)
    )


def paper_slip(paper: SlipPaper, profile: PrinterProfile) -> Slip:
    """A slip of the way back laid out for a printer."""
    words = paper.words
    rows = tuple(_slip_row(row) for row in paper.layout(words, profile.columns, _page_of(profile)))
    head = paper.heading
    is_copy = bool(head.copied_at)
    return Slip(paper.name, rows, paper.code, head.language, head.shop.zone, is_copy, receipt_logo(head.shop))


def _page_of(profile: PrinterProfile) -> CodePage:
    return font_page("DejaVuSansMono") if profile.draws_missing else code_page(profile.code_page)


def marked_as_copy(slip: Slip, at: int, columns: int) -> Slip:
    """The slip with COPY and the time above it; `at` is an instant."""
    if slip.is_copy:
        return slip
    words = Words(slip.language, slip.zone)
    mark = words.say(msg("*** COPY {at} ***", at=words.date_time(at)))
    row = SlipRow(mark.center(columns).rstrip(), "strong", left=mark, centred=True)
    return msgspec.structs.replace(slip, rows=(row, *slip.rows), is_copy=True)


def _slip_row(row: Row) -> SlipRow:
    return SlipRow(row.text, row.style, row.left, row.right, row.centred)
