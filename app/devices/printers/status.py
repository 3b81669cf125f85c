"""A printer's status byte (`DLE EOT n`): what it says of paper and cover, and what is no answer at all."""

from __future__ import annotations

from typing import Literal

PrinterStatus = Literal["ready", "no_paper", "cover_open", "unknown"]


def is_status(byte: int) -> bool:
    """Bits 0 and 7 are 0, bits 1 and 4 are 1 in every real answer; the rest is noise on the line."""
    return byte & 0b1001_0011 == 0b0001_0010


def paper_status(answer: bytes) -> PrinterStatus:
    """What `DLE EOT 4` was answered; `unknown` for silence and for garbage, which is then ignored."""
    byte = _last(answer)
    if byte is None:
        return "unknown"
    return "no_paper" if byte & 0b0110_0000 else "ready"


def offline_status(answer: bytes) -> PrinterStatus:
    """What `DLE EOT 2` was answered."""
    byte = _last(answer)
    if byte is None:
        return "unknown"
    return "cover_open" if byte & 0b0000_0100 else "no_paper" if byte & 0b0010_0000 else "ready"


def _last(answer: bytes) -> int | None:
    """The last byte of an answer in which every byte is a status; a late answer may come with the next one."""
    return answer[-1] if answer and all(map(is_status, answer)) else None
