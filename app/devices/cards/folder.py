"""The cards folder: a member's card as PDF for a printer and as PNG for a phone, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from app.devices.cards.face import CardFace
from app.devices.cards.page import card_pdf
from app.devices.cards.picture import card_png
from app.devices.paper.whole_files import write_whole
from app.values.clock import Instant
from app.values.errors import Trouble
from app.values.words import msg


class CardFolder:
    """Writes cards."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the shop's `cards/`; it is made when the first card comes."""
        self.folder = folder

    def keep(self, card: CardFace, at: Instant) -> tuple[Path, ...]:
        """Write a card, over an earlier file of the same number.

        Returns:
            The files, PDF first.

        Raises:
            Trouble: the disk did not take it (`card.not_written`); no half a file is left.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return (
                write_whole(self.folder / f"{card.number}.pdf", card_pdf(card, at)),
                write_whole(self.folder / f"{card.number}.png", card_png(card)),
            )
        except OSError as wrong:
            raise Trouble(
                "card.not_written",
                msg(
                    "The card works, but it could not be written to {folder}: {reason}.",
                    folder=str(self.folder),
                    reason=wrong.strerror or str(wrong),
                ),
            ) from wrong
