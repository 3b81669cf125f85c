"""The receipts folder: every receipt as a file, written after the sale is kept.

A file is there whole or not at all: it is written beside its name and then renamed. What goes wrong here
is a `Trouble`; the sale stands, and the receipt can be written again from the books at any time.
"""

from __future__ import annotations

from pathlib import Path

from app.devices.paper.receipt_text import receipt_lines
from app.devices.paper.whole_files import write_whole
from app.values.errors import Trouble
from app.values.locales import Words
from app.values.words import msg
from app.workflows.receipt_view import ReceiptView


class ReceiptFolder:
    """Writes receipts as text, and as PDF where the till keeps them so."""

    def __init__(self, folder: Path, *, columns: int = 42, with_pdf: bool = True) -> None:
        """`folder` is the shop's `receipts/`; it is made when the first receipt comes."""
        self.folder = folder
        self.columns = columns
        self.with_pdf = with_pdf

    def keep(self, view: ReceiptView) -> tuple[Path, ...]:
        """Write a receipt, over an earlier file of the same number.

        Returns:
            The files, text first.

        Raises:
            Trouble: the disk did not take it (`receipt.not_written`); no half a file is left.
        """
        words = Words(view.language, view.shop.zone)
        number = view.receipt.number
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            text = "\n".join(receipt_lines(view, words, self.columns)) + "\n"
            files = [write_whole(self.folder / f"{number}.txt", text.encode())]
            if self.with_pdf:
                from app.devices.paper.receipt_pdf import receipt_pdf

                files.append(write_whole(self.folder / f"{number}.pdf", receipt_pdf(view, words, self.columns)))
        except OSError as wrong:
            reason = wrong.strerror or str(wrong)
            raise Trouble(
                "receipt.not_written",
                msg(
                    "Sale {number} is saved. Its receipt could not be written to {folder}: {reason}.",
                    number=number,
                    folder=str(self.folder),
                    reason=reason,
                ),
            ) from wrong
        return tuple(files)
