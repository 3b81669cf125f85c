"""Barcodes and QR codes on a PDF page, as vectors; lengths in mm."""

from __future__ import annotations

from fpdf import FPDF

from app.devices.paper.symbols import QR_QUIET, dark_runs


def draw_bars(pdf: FPDF, modules: str, at: tuple[float, float], *, module: float, height: float) -> None:
    """A barcode whose first module begins `at` (left, top); the quiet zones are the caller's."""
    left, top = at
    for start, length in dark_runs(modules):
        pdf.rect(left + start * module, top, length * module, height, style="F")


def draw_qr(pdf: FPDF, modules: list[str], at: tuple[float, float], size: float) -> None:
    """A QR code with its quiet zone, in a square of `size` from `at` (left, top)."""
    left, top = at
    dot = size / (len(modules) + 2 * QR_QUIET)
    for place, line in enumerate(modules):
        for start, length in dark_runs(line):
            # a hair taller than its module: rows must not part when a reader rounds
            pdf.rect(
                left + (QR_QUIET + start) * dot, top + (QR_QUIET + place) * dot, length * dot, dot * 1.01, style="F"
            )
