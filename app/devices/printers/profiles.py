"""Printer profiles: what a model can do, and under which number it keeps its code pages.

The number behind `ESC t` is no standard: CP866 is 17 on one printer and 59 or 7 on another, so it is a
setting, found with the test page ("choose the line that reads Привет").
"""

from __future__ import annotations

from typing import Literal

import msgspec

Symbols = Literal["native", "raster", "none"]
Columns = Literal[32, 42, 48]


class PrinterProfile(msgspec.Struct, frozen=True):
    """One printer.

    Attributes:
        code_page: Python's name of the page receipts are printed in.
        page_number: What `ESC t` calls it here; -1 where no page is right, so that every line is drawn.
        draws_missing: Draw lines that have letters the page lacks; else letters are spelt with what there is.
        dots: Width of the print head.
        cuts: Whether there is a cutter.
        drawer_pin: 0 for pin 2, 1 for pin 5; -1 without a drawer.
        barcode: How the return code's bars are printed.
        asks_status: Ask for paper and cover before each job; only where the line answers.
    """

    name: str = "generic 80 mm"
    columns: Columns = 42
    code_page: str = "cp858"
    page_number: int = 19
    draws_missing: bool = True
    dots: int = 512
    cuts: bool = True
    drawer_pin: int = 0
    barcode: Symbols = "native"
    asks_status: bool = False


PROFILES: dict[str, PrinterProfile] = {
    "generic-80": PrinterProfile(),
    "generic-80-ru": PrinterProfile("generic 80 mm, Cyrillic", code_page="cp866", page_number=17),
    "generic-58": PrinterProfile("generic 58 mm", 32, dots=384, cuts=False),
    "generic-58-ru": PrinterProfile("generic 58 mm, Cyrillic", 32, "cp866", 17, dots=384, cuts=False, barcode="raster"),
    "epson-tm-t20": PrinterProfile("Epson TM-T20", 48, dots=576, asks_status=True),
    "epson-tm-t88": PrinterProfile("Epson TM-T88", 42, dots=512, asks_status=True),
    "pos-5890": PrinterProfile("POS-5890", 32, "cp866", 59, dots=384, cuts=False),
    "rp-326": PrinterProfile("Rongta RP326", 48, "cp866", 7, dots=576),
    "drawn": PrinterProfile("any, drawn line by line", page_number=-1, barcode="raster"),
}
CANDIDATES: dict[str, tuple[int, ...]] = {
    "cp866": (17, 7, 59, 10, 11, 12, 37),
    "cp1251": (46, 73, 6, 34, 12, 18, 51),
    "cp858": (19,),
    "cp1252": (16,),
    "cp852": (18,),
}
"""Numbers under which models were found to keep a page."""
