"""A line that is only typed (or scanned, or tapped): where digits must not choose rows."""

from __future__ import annotations

from collections.abc import Callable

from app.people.codes import compact, own_kind
from app.ui.checkout.boards import Board
from app.ui.checkout.modes.base import Floor, Mode
from app.values.words import Message


class TypeMode(Mode):
    """Asks for one text; Enter hands it on."""

    name = "typing"
    place = "return"

    def __init__(self, floor: Floor, title: Message, prompt: Message, done: Callable[[str], None]) -> None:
        super().__init__(floor)
        self._title, self._prompt, self._done = title, prompt, done

    def prompt(self) -> Message:
        return self._prompt

    def board(self) -> Board:
        return Board(self._title, "keyboard", self._prompt, chosen=-1, keypad=True)

    def opened(self) -> None:
        self.floor.type("")

    def enter(self, text: str, *, scanned: bool) -> None:
        if text.strip():
            self._done(text.strip())

    def scanned(self, code: str) -> None:
        if own_kind(compact(code)) == "badge":
            super().scanned(code)
            return
        self._done(code)
