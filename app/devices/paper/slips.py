"""Slips in every form they are kept in: text and PDF in the shop's folder, and rows for the printer.

One `SlipPaper` knows how it is laid out for so many columns; whoever keeps or prints it decides how many. A
file is there whole or not at all, and what goes wrong is a `Trouble` that undoes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.devices.paper.code_pages import CodePage
from app.devices.paper.fonts import font_page
from app.devices.paper.return_text import return_rows, slip_code
from app.devices.paper.rows import Row
from app.devices.paper.void_text import note_rows, void_rows
from app.devices.paper.whole_files import write_whole
from app.values.errors import Trouble
from app.values.locales import Words
from app.values.words import Message, msg
from app.workflows.slip_view import Heading, NoteView, ReturnView, VoidView

Layout = Callable[[Words, int, CodePage | None], list[Row]]


@dataclass(frozen=True, slots=True)
class SlipPaper:
    """A slip that can be laid out for any width.

    Attributes:
        name: Of its files, without an ending, and what the print queue calls it.
        code: Digits drawn as bars at its `code` row; empty for none.
    """

    name: str
    title: Message
    heading: Heading
    layout: Layout
    code: str = ""

    @property
    def words(self) -> Words:
        """Of the slip's own language."""
        return Words(self.heading.language, self.heading.shop.zone)


def return_paper(view: ReturnView) -> SlipPaper:
    """The slip of a return or exchange."""
    title = msg("Return {number}", number=view.document.number)
    return SlipPaper(
        view.document.number,
        title,
        view.heading,
        lambda words, columns, page: return_rows(view, words, columns, page),
        slip_code(view),
    )


def void_paper(view: VoidView) -> SlipPaper:
    """The slip of a voided sale."""
    title = msg("Cancelled {number}", number=view.number)
    return SlipPaper(
        f"{view.number}-void", title, view.heading, lambda words, columns, page: void_rows(view, words, columns, page)
    )


def note_paper(view: NoteView) -> SlipPaper:
    """The slip of a note of goodwill."""
    return SlipPaper(
        view.name, msg("For you"), view.heading, lambda words, columns, page: note_rows(view, words, columns, page)
    )


def slip_text(paper: SlipPaper, columns: int) -> str:
    """The slip as lines of at most `columns` characters."""
    return "\n".join(row.text for row in paper.layout(paper.words, columns, None)) + "\n"


def keep_slip(paper: SlipPaper, folder: Path, *, columns: int, with_pdf: bool) -> tuple[Path, ...]:
    """Write a slip, over an earlier file of the same name.

    Returns:
        The files, text first.

    Raises:
        Trouble: `slip.not_written`: the disk did not take it; no half a file is left.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        files = [write_whole(folder / f"{paper.name}.txt", slip_text(paper, columns).encode())]
        if with_pdf:
            files.append(write_whole(folder / f"{paper.name}.pdf", slip_pdf(paper, columns)))
    except OSError as wrong:
        raise Trouble(
            "slip.not_written",
            msg(
                "{name} is saved. Its slip could not be written to {folder}: {reason}.",
                name=paper.name,
                folder=str(folder),
                reason=wrong.strerror or str(wrong),
            ),
        ) from wrong
    return tuple(files)


def slip_pdf(paper: SlipPaper, columns: int) -> bytes:
    """The slip as one PDF page, drawn as a receipt is."""
    from app.devices.paper.logo import receipt_logo
    from app.devices.paper.receipt_pdf import LIGHT, About, rows_pdf

    head = paper.heading
    rows = paper.layout(paper.words, columns, font_page(LIGHT))
    about = About(
        paper.words.say(paper.title), head.at, head.shop.name, head.language, paper.code, receipt_logo(head.shop)
    )
    return rows_pdf(rows, about, columns)
