"""The papers of one sale: its receipt, and a slip for every return of it; one at a time is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from app.values.words import Message, msg, msgn
from app.workflows.paper import ReceiptTyping, SlipTyping
from app.workflows.ports import Reads
from app.workflows.way_back_rows import ReturnConflict


@dataclass(frozen=True, slots=True)
class SalePaper:
    """One paper; `document` is empty for the receipt itself."""

    number: str
    text: str
    document: str = ""

    @property
    def title(self) -> Message:
        """What the panel's head says."""
        if self.document:
            return msg("Return {number}", number=self.number)
        return msg("Receipt {number}", number=self.number)


@dataclass(frozen=True, slots=True)
class SalePapers:
    """All papers of a sale, the receipt first, and whether its returns add up."""

    sale: str
    papers: tuple[SalePaper, ...] = ()
    conflicts: tuple[ReturnConflict, ...] = ()

    def warning(self) -> Message | None:
        """What is wrong between tills, if anything is."""
        if not self.conflicts:
            return None
        each = self.conflicts[0]
        return msg(
            "More came back than was sold: two tills took it back while apart ({documents}). F11 says what to do.",
            documents=", ".join(each.documents),
        )

    def count(self) -> Message | None:
        """How many papers there are besides the receipt."""
        slips = len(self.papers) - 1
        return msgn("{n} return", "{n} returns", slips) if slips > 0 else None


def read_papers(reads: Reads, sale: str, number: str, *, typing: ReceiptTyping, slips: SlipTyping | None) -> SalePapers:
    """Every paper of a sale as text."""
    found = [SalePaper(number, typing(reads, sale, ()))]
    if slips is not None:
        found += [
            SalePaper(document.number, slips(reads, document.id), document.id)
            for document, _ in reads.returns_of_sale(sale)
        ]
    return SalePapers(sale, tuple(found), reads.return_conflicts(sale))
