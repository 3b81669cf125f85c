"""What screens ask of the shop's folder for a member's rights: `main` fulfils it, by name in their `services`."""

from __future__ import annotations

from typing import Protocol

import msgspec

from app.workflows.acting import Acting
from app.workflows.ports import Books, Reads

EXPORT_MEMBER = "export_member"
ERASE_MEMBER = "erase_member"


class Exported(msgspec.Struct, frozen=True):
    """An export that was written: its folder, and SHA-256 of each file by name."""

    folder: str
    files: dict[str, str]


class Erased(msgspec.Struct, frozen=True):
    """That somebody was forgotten: the act's number, its file, and how many copies still hold the person."""

    act: str
    file: str
    copies: int


class MemberExporter(Protocol):
    """Service `export_member`: writes a member's data as JSON and as a page to read, in the shop's folder."""

    def __call__(self, reads: Reads, member: str, acting: Acting, /) -> Exported:
        """Raises `Refusal` `right.missing`, `Trouble` `export.not_written`. Recording it is the caller's."""
        ...


class MemberEraser(Protocol):
    """Service `erase_member`: forgets a member everywhere and writes the act."""

    def __call__(self, books: Books, member: str, acting: Acting, /, *, reason: str, typed: str) -> Erased:
        """Raises what `erase_everywhere` does."""
        ...
