"""Barcodes and QR codes as modules: what is dark, in whole modules, for any painter to scale.

Only the encoding is taken from the libraries; drawing is ours, so that bars are vectors on a page and whole
pixels in a picture, and no font or file of theirs is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

EAN_QUIET = 11
"""Light modules left of an EAN-13 (7 are enough at its right)."""
CODE128_QUIET = 10
QR_QUIET = 4


def ean13_bars(code: str) -> str:
    """The 95 modules of an EAN-13, `1` is dark; `code` has 13 digits with a right check digit."""
    from barcode import EAN13

    (bars,) = EAN13(code).build()
    return str(bars)


def code128_bars(code: str) -> str:
    """The modules of a Code 128, `1` is dark; pairs of digits take one symbol."""
    from barcode import Code128

    (bars,) = Code128(code).build()
    return str(bars)


def gs1_bars(code: str) -> str:
    """The modules of a GS1-128: a Code 128 that says so, its separators (control character GS) as FNC1."""
    from barcode import Gs1_128

    (bars,) = Gs1_128(code.replace("\x1d", Gs1_128.FNC1_CHAR)).build()
    return str(bars)


def qr_modules(code: str) -> list[str]:
    """The rows of a QR code without its quiet zone, `1` is dark; error correction M (15 %)."""
    import qrcode

    symbol = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    symbol.add_data(code)
    symbol.make(fit=True)
    return ["".join("1" if dark else "0" for dark in row) for row in symbol.get_matrix()]


def dark_runs(modules: str) -> Iterator[tuple[int, int]]:
    """The dark stretches of a row: first module and how many."""
    place = 0
    for module, run in groupby(modules):
        length = len(list(run))
        if module == "1":
            yield place, length
        place += length
