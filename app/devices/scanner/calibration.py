"""Calibration: from a few test scans to what this till should expect of its scanner.

Three codes are scanned from the screen: digits, letters and signs, and a GS1 string. What arrived says how fast
the scanner types, how it ends a code, whether the layout matters, and whether it can send the GS1 separator.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from app.devices.scanner.layouts import LAYOUTS, LayoutName, typed_under
from app.devices.scanner.scan_codes import strokes_of
from app.workflows.scans.gs1 import GS
from app.workflows.scans.keys import Scan

DIGITS, SIGNS, GS1_TEST = "0123456789", "AZ-az_?:", f"010460068200001310LOT1{GS}21A1"
LEAST_GAP_MS, MOST_GAP_MS, DEFAULT_GAP_MS = 20, 100, 35
Ending = Literal["enter", "tab", "none"]


class Calibration(msgspec.Struct, frozen=True):
    """The result.

    Attributes:
        gap_ms: For the settings: twice the widest pause that was measured, 20 to 100.
        measured_ms: That pause; 0 where nothing was measured.
        reads_digits, reads_signs: Whether the first two codes arrived as they are printed.
        sends_separator: Whether lots and serial numbers of GS1 codes can be read.
        sees_keys: Whether scan codes arrive, so that no layout can do harm.
        layout: The keyboard layout under which the codes were typed; empty where nobody can tell.
    """

    gap_ms: int = DEFAULT_GAP_MS
    measured_ms: float = 0.0
    ending: Ending = "none"
    reads_digits: bool = False
    reads_signs: bool = False
    sends_separator: bool = False
    sees_keys: bool = False
    layout: LayoutName | Literal[""] = ""

    @property
    def is_ready(self) -> bool:
        """Cards and article numbers can be read."""
        return self.reads_digits


def calibrate(scans: tuple[Scan, ...], digits: str = DIGITS, signs: str = SIGNS) -> Calibration:
    """What a scanner's test scans say; any number of them, in any order, right or wrong."""
    if not scans:
        return Calibration()
    widest = max(scan.widest_gap_ms for scan in scans)
    ends = {scan.end for scan in scans}
    ending: Ending = "enter" if ends & {"\r", "\n"} else "tab" if "\t" in ends else "none"
    return Calibration(
        gap_ms=min(MOST_GAP_MS, max(LEAST_GAP_MS, round(2 * widest))) if widest else DEFAULT_GAP_MS,
        measured_ms=widest,
        ending=ending,
        reads_digits=any(scan.text == digits for scan in scans),
        reads_signs=any(scan.text == signs for scan in scans),
        sends_separator=any(GS in scan.text for scan in scans),
        sees_keys=all(scan.from_keys for scan in scans),
        layout=_layout(scans),
    )


def _layout(scans: tuple[Scan, ...]) -> LayoutName | Literal[""]:
    """The one layout under which the keys that were struck type what was typed."""
    fitting = [name for name in LAYOUTS if all(_fits(name, scan) for scan in scans)]
    told = any(scan.typed and scan.from_keys for scan in scans)
    return fitting[0] if told and fitting else ""


def _fits(name: LayoutName, scan: Scan) -> bool:
    if not scan.typed or not scan.from_keys:
        return True
    printed = "".join(sign for sign in scan.text if sign.isprintable())
    wanted = "".join(typed_under(name, key, shift=shift) for key, shift in strokes_of(printed))
    return wanted == "".join(sign for sign in scan.typed if sign.isprintable())
