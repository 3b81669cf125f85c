"""F1: the keys that work now, then all the others; what is typed looks among them, and F1 again prints the card."""

from __future__ import annotations

from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.shell.actions import KeyAction
from app.ui.shell.key_map import KEY_MAP
from app.values.folding import fold, layout_twins
from app.values.locales import Words
from app.values.words import Message, msg, plain
from app.workflows.key_card import KEY_CARD, KeyLine, KeySection


class HelpMode(Mode):
    """The keys of this screen."""

    name = "help"

    def __init__(self, floor: Floor, actions: tuple[KeyAction, ...]) -> None:
        super().__init__(floor)
        self._actions = tuple(action for action in actions if not action.hidden)
        self._typed = ""
        self._words = Words(floor.till.settings.language)

    def prompt(self) -> Message:
        return msg("Type what you look for")

    def actions(self) -> tuple[KeyAction, ...]:
        if self.floor.service(KEY_CARD) is None:
            return (KeyAction("F1", msg("Close"), self.floor.close),)
        return (KeyAction("F1", msg("Print the key card"), self._print),)

    def board(self) -> Board:
        now = KeySection(msg("Now"), tuple(KeyLine(action.key, action.words) for action in self._actions))
        sections = []
        for section in (now, *KEY_MAP):
            found = (line for line in section.lines if self._is_found(line))
            if rows := tuple(Choice(line.words, mark=line.keys) for line in found):
                sections.append(Section(rows, section.title))
        note = None if sections else msg("No key does “{text}”. Try another word.", text=plain(self._typed[:24]))
        return Board(msg("Keys"), "keyboard", None, None, tuple(sections), note, chosen=-1)

    def opened(self) -> None:
        self.floor.type("")

    def typed(self, text: str) -> None:
        self._typed = text.strip()
        self.floor.show()

    def enter(self, text: str, *, scanned: bool) -> None:
        self.floor.close()

    def _is_found(self, line: KeyLine) -> bool:
        """Whether what was typed is in the words or is the key; a wrong layout does not matter."""
        if not self._typed:
            return True
        said = fold(self._words.say(line.words))
        twins = (self._typed, *layout_twins(self._typed))
        return any(fold(text) in said for text in twins) or self._typed.upper() in line.keys.upper().split()

    def _print(self) -> None:
        door = self.floor.service(KEY_CARD)
        self.floor.close()
        if door is not None:
            door(KEY_MAP)
