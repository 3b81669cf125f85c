"""Consents: four separate choices, none of them made for anybody; each says when and to which text."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from app.people.member import CONSENT_PURPOSES, ConsentPurpose
from app.ui.face import Face
from app.ui.forms.panel import ScrollColumn
from app.ui.forms.switches import Switch
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import Message, msg, plain
from app.workflows.rows import ConsentAnswer

PURPOSE_WORDS: dict[ConsentPurpose, tuple[Message, Message]] = {
    "terms": (msg("Membership terms"), msg("to collect and spend points")),
    "personal_data": (msg("Keeping personal data"), msg("name, phone and birthday, to be known at the counter")),
    "messages": (msg("Messages"), msg("offers and points by e-mail, SMS or messenger")),
    "profiling": (msg("Personal offers"), msg("purchases may be looked at to find fitting offers")),
}


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
        self.finish()
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
