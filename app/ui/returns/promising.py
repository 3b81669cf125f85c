"""Warranty or trial of one line: until when, and the serial number by which it is found again."""

from __future__ import annotations

import datetime as dt

from app.ledger.periods import plus_months
from app.people.codes import compact, own_kind
from app.sales.receipt import PromiseKind, ReceiptLine
from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.held.mode import acting_at
from app.ui.returns.sale import OpenSale
from app.ui.returns.words import MARKS
from app.ui.tasks import Changes
from app.values.words import Message, msg, plain
from app.workflows.ports import Books
from app.workflows.promises import register_promise
from app.workflows.way_back_rows import PromiseRow

PERIODS: tuple[tuple[PromiseKind, int], ...] = (("warranty", 12), ("warranty", 24), ("warranty", 36), ("trial", 30))


class PromiseMode(Mode):
    """First what is promised, then its serial number; a scan gives the number at any moment."""

    name = "promise"
    place = "return"

    def __init__(self, floor: Floor, sale: OpenSale, line: ReceiptLine) -> None:
        super().__init__(floor)
        self._sale, self._line = sale, line
        self._choice: tuple[PromiseKind, dt.date] | None = None
        self._serial = next((row.serial for row in sale.promises if row.line == line.key and row.serial), "")

    @property
    def takes_digits(self) -> bool:  # type: ignore[override]
        """Digits choose the period first; then they are part of the serial number."""
        return self._choice is None

    def prompt(self) -> Message:
        if self._choice is None:
            return msg("What is promised? 1 to {n}", n=len(self._offers()))
        return msg("Serial number, then Enter")

    def board(self) -> Board:
        name = plain(self._sale.name_of(self._line, self.floor.till.settings.language))
        title = msg("Warranty and trial")
        if self._choice is None:
            rows = tuple(
                Choice(_words(kind, until), detail=detail, mark=mark, run=lambda k=kind, u=until: self._choose(k, u))  # type: ignore[misc]
                for (kind, until, detail), mark in zip(self._offers(), MARKS, strict=False)
            )
            hint = (
                msg("{name}, serial number {serial}", name=name, serial=plain(self._serial)) if self._serial else name
            )
            return Board(title, "calendar", hint, None, (Section(rows),), chosen=self.chosen)
        lead = plain(self._serial) if self._serial else None
        hint = msg("{name}: {what}", name=name, what=_words(*self._choice))
        note = msg("Scan or type the serial number, then Enter. Enter alone keeps it without one.")
        return Board(title, "calendar", hint, lead, note=note, chosen=-1, keypad=True)

    def opened(self) -> None:
        self.floor.type("")

    def enter(self, text: str, *, scanned: bool) -> None:
        if self._choice is None:
            if not text.strip():
                self.run_chosen()
            return
        self._serial = text.strip() or self._serial
        self._register()

    def scanned(self, code: str) -> None:
        if own_kind(compact(code)) == "badge":
            super().scanned(code)
            return
        self._serial = code.strip()
        if self._choice is not None:
            self._register()
        else:
            self.floor.show()

    def _offers(self) -> list[tuple[PromiseKind, dt.date, Message | None]]:
        """What is promised already, then the usual periods from the day of the sale on."""
        known: list[tuple[PromiseKind, dt.date, Message | None]] = [
            (row.kind, row.until, msg("as it is kept now")) for row in self._sale.promises if row.line == self._line.key
        ]
        day = acting_at(self.floor).business_on - dt.timedelta(self._sale.day)
        for kind, length in PERIODS:
            until = plus_months(day, length) if kind == "warranty" else day + dt.timedelta(length)
            words = msg("{n} months", n=length) if kind == "warranty" else msg("{n} days", n=length)
            if all((kind, until) != each[:2] for each in known):
                known.append((kind, until, words))
        return known

    def _choose(self, kind: PromiseKind, until: dt.date) -> None:
        self._choice = (kind, until)
        self.floor.show()

    def _register(self) -> None:
        assert self._choice is not None
        kind, until = self._choice
        sale, line, serial, acting = self._sale.receipt.sale, self._line.key, self._serial, acting_at(self.floor)

        def workflow(books: Books) -> PromiseRow:
            return register_promise(books, sale, line, acting, kind=kind, until=until, serial=serial)

        def done(row: PromiseRow) -> None:
            self.floor.close()
            words = msg(
                "{what}, {serial}. F10 finds it again.",
                what=_words(row.kind, row.until),
                serial=plain(row.serial or "–"),
            )
            self.floor.say(words, "ok")

        self.floor.work(workflow, done, self.floor.refuse, Changes.of("sales"))


def _words(kind: PromiseKind, until: dt.date) -> Message:
    return msg("Warranty to {day}", day=until) if kind == "warranty" else msg("On trial to {day}", day=until)
