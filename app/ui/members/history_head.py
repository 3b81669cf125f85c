"""The head of a member's history: who they are, and the five figures an owner asks for first."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.insight.visits import spend_by_month, usual_gap_days
from app.ui.face import Face
from app.ui.members.history import MemberHistory, ending_soon
from app.ui.members.sparkline import Sparkline
from app.ui.widgets.frames import Card, space
from app.ui.widgets.pill import Avatar, Pill
from app.ui.widgets.text import ElidedLabel, TextLabel
from app.values.words import Message, msg, msgn, plain


class Figure(QWidget):
    """A figure under its name, with a quiet line beneath."""

    def __init__(self, face: Face, name: Message) -> None:
        super().__init__()
        self._face = face
        self.name = TextLabel(face, name, "caption", tone="text2")
        self.value = TextLabel(face, "", "title", weight=QFont.Weight.Bold)
        self.note = TextLabel(face, "", "caption", tone="text2")
        self._column = QVBoxLayout(self)
        for label in (self.name, self.value, self.note):
            self._column.addWidget(label)
        self._column.addStretch(1)
        face.restyled.connect(self._dress)
        self._dress()

    def show_figure(self, value: str, note: Message | str = "", *, name: Message | None = None) -> None:
        """Show a figure that is formatted already."""
        if name is not None:
            self.name.say(name)
        self.value.say(value)
        self.note.say(note)

    def _dress(self) -> None:
        space(self._face, self._column, (0, 0, 0, 0), 0.25)


class HistoryHead(Card):
    """Name, tier, visits, spent, last visit, rhythm, points, and the months' bars."""

    def __init__(self, face: Face) -> None:
        super().__init__(face)
        self._face = face
        self._history: MemberHistory | None = None
        self._today = dt.date.min
        self._avatar = Avatar(face, 2.8)
        self.name = ElidedLabel(face, "", "title", weight=QFont.Weight.Bold)
        self._since = ElidedLabel(face, "", "caption", tone="text2")
        self.tier = Pill(face, "", "points", "crown")
        self.visits = Figure(face, msg("Visits"))
        self.spent = Figure(face, msg("Spent"))
        self.last = Figure(face, msg("Last visit"))
        self.rhythm = Figure(face, msg("Comes every"))
        self.points = Figure(face, msg("Points"))
        self.bars = Sparkline(face)
        self._row = QHBoxLayout(self)
        self._lay_out()
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self._dress()

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(self.name)
        names.addWidget(self._since)
        names.addWidget(self.tier, 0, Qt.AlignmentFlag.AlignLeft)
        names.addStretch(1)
        self._row.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(names, 5)
        for figure in (self.visits, self.spent, self.last, self.rhythm, self.points):
            self._row.addWidget(figure)
        self._row.addWidget(self.bars, 6)

    def show_history(self, history: MemberHistory, today: dt.date) -> None:
        """Show a member."""
        self._history, self._today = history, today
        self._resay()

    def _resay(self) -> None:
        history, face = self._history, self._face
        if history is None:
            return
        view, words = history.view, face.words
        person = view.person
        name = person.name if person and person.name else face.say(msg("Member without a name"))
        self.name.say(name)
        self._avatar.show_name(person.name if person else "")
        card = next((card.number for card in reversed(view.cards) if card.status == "active"), "")
        since = msg("since {day}", day=view.joined_on)
        self._since.say(msg("*{card} · {since}", card=card[-4:], since=since) if card else since)
        self.tier.setVisible(bool(history.tiers))
        self.tier.say(", ".join(history.tiers))
        self.visits.show_figure(words.number(view.visits))
        self.spent.show_figure(face.money(view.spent_minor), self._average())
        if view.last_visit_at:
            day = words.day_of(view.last_visit_at)
            ago = (self._today - day).days
            self.last.show_figure(
                words.date(day), msg("today") if ago <= 0 else msgn("{n} day ago", "{n} days ago", ago)
            )
        else:
            self.last.show_figure("—")
        self._show_rhythm(history)
        self._show_points(history)
        sales = ((visit.row.business_on, visit.row.total_minor) for visit in history.visits)
        self.bars.show_months(spend_by_month(sales, self._today))

    def _average(self) -> Message | str:
        history = self._history
        if history is None or not history.view.visits:
            return ""
        return msg("{sum} a visit", sum=self._face.money(history.view.spent_minor // history.view.visits))

    def _show_rhythm(self, history: MemberHistory) -> None:
        gap = usual_gap_days(visit.row.business_on for visit in history.visits)
        if gap is None:
            self.rhythm.show_figure("—", msg("too few visits"))
            return
        late = (self._today - history.visits[0].row.business_on).days - gap
        note = msgn("{n} day late", "{n} days late", late) if late > 0 else msg("on time")
        self.rhythm.show_figure(self._face.say(msgn("{n} day", "{n} days", max(gap, 1))), note)

    def _show_points(self, history: MemberHistory) -> None:
        words = self._face.words
        if not history.points:
            self.points.show_figure("—")
            return
        first = history.points[0]
        soon = ending_soon(first.lots, self._today)
        note: Message | str = ""
        if soon is not None:
            note = msg("{points} end on {day}", points=words.points(soon[0], first.digits), day=soon[1])
        elif first.pending_milli:
            note = msg("{points} more later", points=words.points(first.pending_milli, first.digits))
        others = msgn("+ {n} programme", "+ {n} programmes", len(history.points) - 1)
        name = plain(words.name(first.names)) if first.names else msg("Points")
        self.points.show_figure(
            words.points(first.usable_milli, first.digits),
            note or (others if len(history.points) > 1 else ""),
            name=name,
        )

    def _dress(self) -> None:
        space(self._face, self._row, (4, 2.5, 4, 2.5), 5)
