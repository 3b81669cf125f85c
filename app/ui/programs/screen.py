"""The programs screen: what the shop promises, now and soon; each program in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.loyalty.program import Program, read_program
from app.ui.face import Face
from app.ui.forms.listing import ListCard
from app.ui.forms.page import SidePanelPage
from app.ui.forms.panel import Panel, ScrollColumn
from app.ui.forms.states import StateNote
from app.ui.forms.table import Cell, Column
from app.ui.programs.sentences import (
    KIND_WORDS,
    STATE_WORDS,
    Sentence,
    State,
    audience_words,
    schedule_words,
    sentences,
    state_of,
)
from app.ui.shell.screen import Desk
from app.ui.tasks import Changes
from app.ui.widgets.frames import space
from app.ui.widgets.text import TextLabel, wrapped
from app.values.clock import Instant
from app.values.words import Message, msg, msgn, plain
from app.workflows.ports import Reads
from app.workflows.shop_now import calendar_day


@dataclass(frozen=True, slots=True)
class Shown:
    """A version of a program that counts: the one in force, or one that begins later."""

    program: Program
    valid_from: Instant
    is_planned: bool


def read_programs(reads: Reads, now: Instant) -> tuple[Shown, ...]:
    """The version in force of each program, and versions that begin later."""
    rows = reads.published_programs()
    current = {row.id: row.version for row in reads.programs_at(now)}
    shown = [
        Shown(
            msgspec.structs.replace(read_program(row.program), version=row.version),
            row.valid_from,
            row.valid_from > now,
        )
        for row in rows
        if row.valid_from > now or current.get(row.id) == row.version
    ]
    return tuple(sorted(shown, key=lambda each: (each.is_planned, each.program.kind != "points", each.program.id)))


class SaidOnce(QWidget):
    """One sentence under its heading."""

    def __init__(self, face: Face, sentence: Sentence) -> None:
        super().__init__()
        self._face = face
        self._column = QVBoxLayout(self)
        self._column.addWidget(TextLabel(face, sentence.head, "caption", tone="text2", weight=QFont.Weight.Medium))
        self._column.addWidget(wrapped(TextLabel(face, sentence.words, "body")))
        face.restyled.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        space(self._face, self._column, (0, 0, 0, 0), 0.25)


class ProgramsScreen(SidePanelPage):
    """Read what is published; publishing is done with `regulars program publish` for now."""

    title = msg("Programmes")
    icon = "badge-percent"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown: Shown | None = None
        self.list: ListCard[Shown] = ListCard(self.face, self._columns(self.face), sample=None, name=msg("Programmes"))
        self.panel = Panel(self.face, msg("Programme"), "badge-percent")
        self._rows: ScrollColumn | None = None
        self.set_sides(self.list, self.panel)
        self.list.opened.connect(self._on_opened)
        self.list.table.current_moved.connect(self._on_opened)
        self.face.reworded.connect(self._say_again)
        self._show_none()

    def on_shown(self) -> None:
        super().on_shown()
        self.list.show_loading()
        self._read()
        self.list.table.setFocus()

    def refresh(self, changes: Changes) -> None:
        if changes.touches("programs", "settings") and self.isVisible():
            self._read()

    def _read(self) -> None:
        now = self.desk.till.now()
        self.desk.tasks.read(
            lambda reads: read_programs(reads, now),
            self._show,
            key="programs",
            on_refused=lambda refused: self.list.show_trouble(refused.message, self._read),
        )

    def _show(self, found: tuple[Shown, ...]) -> None:
        running = sum(self._state(each) == "in_force" for each in found)
        self.rename(msg("Programmes"), msgn("{n} in force", "{n} in force", running))
        if found:
            self.list.show_listed(found, current=0)
        else:
            detail = msg(
                "Publish one from a file: regulars program publish FILE. An example is shipped with the program."
            )
            self.list.show_empty("badge-percent", msg("No programmes yet"), detail)
            self._show_none()

    def _on_opened(self, place: int) -> None:
        shown = self.list.table.row(place) if place >= 0 else None
        if shown is not None:
            self._shown = shown
            self._say_again()

    def _say_again(self) -> None:
        shown = self._shown
        if shown is None:
            return
        program, words = shown.program, self.face.words
        kind, icon = KIND_WORDS[program.kind]
        version = msg("{kind} · version {version}", kind=kind, version=program.version)
        self.panel.head(plain(words.name(program.names) or program.id), detail=version, icon=icon)
        state, tone = STATE_WORDS[self._state(shown)]
        self.panel.say_state(state, "warn" if tone == "text2" else tone)
        rows = ScrollColumn(self.face, margins=(4, 1, 4, 3), spacing=2.5)
        how = program.words.get("how")
        if how:
            rows.add(wrapped(TextLabel(self.face, words.name(how), "body", weight=QFont.Weight.Medium)))
        if shown.is_planned:
            rows.add(SaidOnce(self.face, Sentence(msg("Begins"), plain(words.date_time(shown.valid_from)))))
        for sentence in sentences(program, self.desk.till.shop.settings.currency, words.name):
            rows.add(SaidOnce(self.face, sentence))
        rows.finish()
        self._hold(rows)

    def _show_none(self) -> None:
        self._shown = None
        note = StateNote(self.face)
        note.show_state("badge-percent", msg("No programme chosen"), msg("Choose one at the left."))
        rows = ScrollColumn(self.face)
        rows.add(note)
        self._hold(rows)
        self.panel.head(msg("Programme"))
        self.panel.say_state(None)

    def _hold(self, rows: ScrollColumn) -> None:
        if self._rows is not None:
            self._rows.hide()
            self._rows.deleteLater()
        self._rows = rows
        self.panel.hold(rows)

    def _state(self, shown: Shown) -> State:
        till = self.desk.till
        today = calendar_day(till.shop.settings, till.now())
        return state_of(shown.program, today, is_planned=shown.is_planned)

    def _columns(self, face: Face) -> Sequence[Column[Shown]]:
        def name(shown: Shown) -> Cell:
            kind, icon = KIND_WORDS[shown.program.kind]
            return Cell(face.words.name(shown.program.names) or shown.program.id, face.say(kind), icon=icon)

        def when(shown: Shown) -> Cell:
            if shown.is_planned:
                words: Message = msg("from {day}", day=face.words.date_time(shown.valid_from))
                return Cell(face.say(words), tone="text2")
            return Cell(face.say(schedule_words(shown.program.schedule)), tone="text2")

        def whom(shown: Shown) -> Cell:
            return Cell(face.say(audience_words(shown.program.audience)), tone="text2")

        def state(shown: Shown) -> Cell:
            words, tone = STATE_WORDS[self._state(shown)]
            return Cell(face.say(words), pill=tone)

        return (
            Column(msg("Programme"), name),
            Column(msg("When"), when, ems=12.5, from_ems=36),
            Column(msg("For"), whom, ems=8.5, from_ems=44),
            Column(msg("State"), state, ems=7.5),
        )
