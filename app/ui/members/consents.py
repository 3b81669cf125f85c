"""Consents: four separate choices, none of them made for anybody; each says when and to which text."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.people.member import CONSENT_PURPOSES, ConsentPurpose
from app.ui.face import Face
from app.ui.forms.panel import ScrollColumn
from app.ui.forms.switches import Switch
from app.ui.widgets.frames import space
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import Message, msg, plain
from app.workflows.privacy.consent_texts import PURPOSE_WORDS, Shown, shown_text
from app.workflows.privacy.consents import ConsentLine
from app.workflows.rows import ConsentAnswer


class ConsentsTab(ScrollColumn):
    """One switch for each purpose.

    Attributes:
        answered: Somebody answered: the purpose and yes or no.
    """

    answered = Signal(str, bool)

    def __init__(self, face: Face) -> None:
        super().__init__(face, margins=(4, 1, 4, 3), spacing=2)
        self._answers: dict[str, ConsentAnswer] = {}
        self._intro = wrapped(TextLabel(face, msg("Ask for each by itself. No answer is a no."), "small", tone="text2"))
        self.add(self._intro)
        self.switches: dict[ConsentPurpose, Switch] = {}
        for purpose in CONSENT_PURPOSES:
            words, _ = PURPOSE_WORDS[purpose]
            switch = self.switches[purpose] = Switch(face, words)
            switch.toggled.connect(partial(self.answered.emit, purpose))
            self.add(switch)
        self._past = QWidget()
        self._past_column = QVBoxLayout(self._past)
        self.add(self._past)
        self.finish()
        face.restyled.connect(self._dress_past)
        self._dress_past()
        face.reworded.connect(self._resay)
        self._resay()

    def show_answers(self, answers: dict[str, ConsentAnswer]) -> None:
        """Show what was answered; nothing was ticked beforehand."""
        self._answers = answers
        for purpose, switch in self.switches.items():
            answer = answers.get(purpose)
            switch.put(answer is not None and answer.granted)
        self._resay()

    def given(self) -> dict[ConsentPurpose, bool]:
        """For somebody new: what was said yes to."""
        return {purpose: True for purpose, switch in self.switches.items() if switch.isChecked()}

    def shown(self) -> dict[ConsentPurpose, Shown]:
        """The words of each purpose as they stand here: what an answer is an answer to."""
        face = self._face
        return {purpose: shown_text(purpose, face.say, face.words.language) for purpose in CONSENT_PURPOSES}

    def show_past(self, lines: tuple[ConsentLine, ...]) -> None:
        """Show every answer there was, newest first, with where it was given and what was shown."""
        while self._past_column.count():
            item = self._past_column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._past.setVisible(bool(lines))
        if not lines:
            return
        face = self._face
        title = TextLabel(face, msg("Every answer so far"), "small", tone="text2", weight=QFont.Weight.DemiBold)
        self._past_column.addWidget(title)
        for line in lines:
            when = face.words.date_time(line.entry.at)
            said = wrapped(TextLabel(face, plain(f"{when} · {face.say(line.words)} · {face.say(line.where)}"), "small"))
            said.setToolTip(line.text)
            self._past_column.addWidget(said)
            if line.text:
                quoted = plain(f"«{line.text}»  {line.entry.text[:12]}")
                self._past_column.addWidget(wrapped(TextLabel(face, quoted, "caption", tone="text2")))

    def _dress_past(self) -> None:
        space(self._face, self._past_column, (0, 2, 0, 0), 1)

    def _resay(self) -> None:
        for purpose, switch in self.switches.items():
            words, what_for = PURPOSE_WORDS[purpose]
            switch.say(words, self._detail(purpose, what_for))

    def _detail(self, purpose: ConsentPurpose, what_for: Message) -> Message:
        return plain(f"{self._face.say(what_for)}\n{self._face.say(self._answer(purpose))}")

    def _answer(self, purpose: ConsentPurpose) -> Message:
        answer = self._answers.get(purpose)
        if answer is None:
            return msg("not asked yet")
        day = self._face.words.date(self._face.words.day_of(answer.at))
        if answer.granted:
            return msg("yes on {day} · text {version}", day=day, version=answer.version or "—")
        return msg("no since {day} · text {version}", day=day, version=answer.version or "—")
