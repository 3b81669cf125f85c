"""F10: everything that is not selling."""

from __future__ import annotations

from collections.abc import Callable

from app.people.staff import Permission
from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.further import further
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.shell.actions import Press
from app.ui.shell.registry import ScreenEntry
from app.values.words import Message, msg

MARKS = "123456789"


class MenuMode(Mode):
    """Screens, shift, look and lock."""

    name = "menu"
    takes_digits = True

    def __init__(self, floor: Floor, entries: tuple[ScreenEntry, ...], commands: tuple[Choice, ...]) -> None:
        super().__init__(floor)
        self._entries, self._commands = entries, commands
        self._first = 0

    def prompt(self) -> Message:
        return msg("A number, or arrows and Enter")

    def press(self, press: Press, text: str) -> bool:
        """0 puts the numbers on the next nine rows, and after the last ones on the first again."""
        if press.text == "0" and not text and not press.repeat:
            board = self.board()
            self._first = self._first + len(MARKS) if self._first + len(MARKS) < len(board.rows()) else 0
            self.chosen = self._first
            self.floor.show()
            return True
        return super().press(press, text)

    def board(self) -> Board:
        screens = [
            Choice(entry.title, icon=entry.icon, run=self._opener(entry.name))
            for entry in self._entries
            if entry.in_menu and self.floor.has_screen(entry.name)
        ]
        here = [*self._till_rows(), *self._commands]
        marks = iter([""] * self._first + list(MARKS))
        sections = [
            Section(tuple(_marked(row, next(marks, "")) for row in rows), title)
            for rows, title in ((screens, msg("Screens")), (here, msg("This till")))
            if rows
        ]
        hint = msg("0: the next nine") if len(screens) + len(here) > len(MARKS) else None
        return Board(msg("Menu"), "menu", hint, None, tuple(sections), chosen=self.chosen)

    def opened(self) -> None:
        self.floor.type("")

    def enter(self, text: str, *, scanned: bool) -> None:
        if not text.strip():
            self.run_chosen()

    def _till_rows(self) -> list[Choice]:
        if self.floor.till.shift is None or not self.floor.till.may(Permission.CLOSE_SHIFT):
            return []
        return [Choice(msg("Close the shift"), icon="calendar", run=self._ask_closing)]

    def _ask_closing(self) -> None:
        """Closing is never held up, but what is put aside is shown first, with a choice."""

        def go_on() -> None:
            self.floor.home()
            self.floor.open_screen("shift", "close")

        further("held_at_close")(self.floor, go_on)

    def _opener(self, name: str) -> Callable[[], None]:
        def go() -> None:
            self.floor.home()
            self.floor.open_screen(name)

        return go


def _marked(choice: Choice, mark: str) -> Choice:
    return Choice(choice.title, icon=choice.icon, right=choice.right, mark=mark, run=choice.run, checked=choice.checked)
