"""The act of a member's data being destroyed, as a page to sign and keep: who, when, what, why, and the log.

Russian law (order 179 of 2022 of the regulator) asks for both the act and an extract of the event log; elsewhere
it is the proof that the request was carried out. It names no person: the member's number, and the cards'.
"""

from __future__ import annotations

from collections.abc import Iterable

from fpdf import FPDF

from app.devices.paper.code_pages import printable_words
from app.devices.paper.fonts import Face, font_page
from app.devices.paper.pdf_file import pdf_file
from app.values.locales import Words
from app.values.words import Message, msg, plain
from app.workflows.privacy.erasure import REASON_WORDS, ErasureAct

LIGHT: Face = "Inter-Regular"
BOLD: Face = "Inter-SemiBold"
WIDTH, HEIGHT = 210.0, 297.0
MARGIN, BOTTOM = 18.0, 275.0
LINE = 6.0

COUNT_WORDS: dict[str, Message] = {
    "records": msg("versions of the personal record destroyed"),
    "consents": msg("answers to consents ended"),
    "receipts_kept": msg("receipts kept, without a name"),
    "files_destroyed": msg("files destroyed (printed receipts, cards, exports, letters)"),
    "files_rewritten": msg("log files from which the person was struck out"),
}
KIND_WORDS: dict[str, Message] = {
    "MemberEnrolled": msg("joined"),
    "MemberChanged": msg("record changed"),
    "ConsentChanged": msg("consent answered"),
    "CardIssued": msg("card given"),
    "MembersMerged": msg("two members made one"),
    "MembersParted": msg("parted again"),
    "DataExported": msg("data handed out"),
    "MemberErased": msg("forgotten"),
}


def act_pdf(act: ErasureAct, words: Words) -> bytes:
    """The act as a PDF file; the same act gives the same bytes."""
    title = words.say(msg("Act {number} on the destruction of personal data", number=act.number))
    with pdf_file((WIDTH, HEIGHT), title, act.at, (LIGHT, BOLD)) as pdf:
        pdf.set_author(act.shop.name)
        pdf.set_lang(words.language)
        page = _Page(pdf)
        page.text(title, bold=True, size=15)
        page.gap()
        for label, value in _facts(act, words):
            page.pair(words.say(label), value)
        page.heading(words.say(msg("What was destroyed, and what was kept")))
        for name, count in act.counts.items():
            page.text(f"{count}  {words.say(COUNT_WORDS.get(name, plain(name)))}")
        page.text(words.say(msg("Destroyed by overwriting; the write-ahead log was emptied. It cannot be undone.")))
        _copies(page, act, words)
        page.heading(words.say(msg("Extract of the event log")))
        for entry in act.log:
            kind = words.say(KIND_WORDS.get(entry.kind, plain(entry.kind)))
            place = f"{entry.till}/{entry.epoch}/{entry.seq}"
            page.text(f"{words.date_time(entry.at)}   {kind}   {place}   {entry.hash[:32].lower()}", size=8.5)
        page.heading(words.say(msg("Signatures")))
        page.gap()
        page.text("_" * 40 + "      " + "_" * 40)
        return bytes(pdf.output())


def _facts(act: ErasureAct, words: Words) -> Iterable[tuple[Message, str]]:
    yield msg("Operator"), ", ".join(filter(None, (act.shop.name, act.shop.address, act.shop.tax_id)))
    yield msg("Whose data"), words.say(msg("member {member}", member=act.member))
    if act.cards:
        yield msg("Cards"), ", ".join(act.cards)
    yield msg("When"), words.date_time(act.at)
    yield msg("Carried out by"), act.staff or words.say(msg("the program"))
    yield msg("Why"), words.say(REASON_WORDS[act.reason])


def _copies(page: _Page, act: ErasureAct, words: Words) -> None:
    page.heading(words.say(msg("Copies of the books that still hold the data")))
    if not act.backups:
        page.text(words.say(msg("None is known.")))
        return
    page.text(
        words.say(msg("They are not used; a copy that is put back is cleaned at once. Each is gone by the day shown."))
    )
    for name, gone_by in act.backups:
        page.text(f"{name}   {gone_by}", size=8.5)


class _Page:
    """Writes from the top down, breaks lines, and turns the page where it is full."""

    def __init__(self, pdf: FPDF) -> None:
        self._pdf = pdf
        self._font = font_page(LIGHT)
        self._y = BOTTOM + 1
        self._room()

    def gap(self) -> None:
        """A little distance."""
        self._y += LINE / 2

    def heading(self, text: str) -> None:
        """A heading with room above it."""
        self.gap()
        self.text(text, bold=True, size=11)

    def pair(self, label: str, value: str) -> None:
        """What is told at the left, and what it is at the right."""
        self._room()
        self._write(label, MARGIN, bold=True)
        for line in self._lines(value, WIDTH - 2 * MARGIN - 48, 10):
            self._room()
            self._write(line, MARGIN + 48)
            self._y += LINE

    def text(self, text: str, *, bold: bool = False, size: float = 10) -> None:
        """A paragraph."""
        self._pdf.set_font(BOLD if bold else LIGHT, "", size)
        for line in self._lines(text, WIDTH - 2 * MARGIN, size):
            self._room()
            self._write(line, MARGIN, bold=bold, size=size)
            self._y += LINE * max(size / 10, 0.85)

    def _lines(self, text: str, width: float, size: float) -> Iterable[str]:
        self._pdf.set_font(BOLD, "", size)
        line = ""
        for word in printable_words(text, self._font):
            longer = f"{line} {word}".strip()
            if line and self._pdf.get_string_width(longer) > width:
                yield line
                line = word
            else:
                line = longer
        yield line

    def _room(self) -> None:
        if self._y > BOTTOM:
            self._pdf.add_page()
            self._y = MARGIN + LINE

    def _write(self, text: str, x: float, *, bold: bool = False, size: float = 10) -> None:
        self._pdf.set_font(BOLD if bold else LIGHT, "", size)
        self._pdf.text(x, self._y, text)
