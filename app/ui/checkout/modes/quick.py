"""Alt and a digit: a page of quick keys as a list that digits choose from; and the price of a department."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.settings.quick_keys import QuickKey
from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.modes.base import Floor, Mode
from app.values.words import Message, msg, plain

if TYPE_CHECKING:
    from app.ui.checkout.quick_keys import QuickKeys
    from app.ui.face import Face

MARKS = "123456789"


class QuickMode(Mode):
    """One page of the owner's quick keys: a digit presses the first nine, arrows and Enter all of them."""

    name = "quick"
    takes_digits = True

    def __init__(self, floor: Floor, quick: QuickKeys, face: Face) -> None:
        super().__init__(floor)
        self._quick, self._face = quick, face

    def prompt(self) -> Message:
        return msg("A number, or arrows and Enter; Alt and a number: another page")

    def board(self) -> Board:
        quick = self._quick
        page = quick.pages[quick.page]
        rows = []
        for place, key in enumerate(page.keys):
            face = quick.face_of(key, self._face)
            mark = MARKS[place] if place < len(MARKS) else ""
            rows.append(
                Choice(
                    plain(face.words),
                    right=plain(face.detail) if face.detail else None,
                    icon=face.icon,
                    mark=mark,
                    run=self._presser(key),
                )
            )
        title = plain(page.name) if page.name else msg("Quick keys {page}", page=quick.page + 1)
        note = None if rows else msg("This page has no keys yet: F10, Quick keys.")
        return Board(title, "layers", None, None, (Section(tuple(rows)),) if rows else (), note, chosen=self.chosen)

    def opened(self) -> None:
        self.floor.type("")

    def enter(self, text: str, *, scanned: bool) -> None:
        if not text.strip():
            self.run_chosen()
        else:
            self.floor.close()
            self.floor.identify(text, self.route_scan)

    def turn_to(self, page: int) -> None:
        """Show another page."""
        self._quick.page, self.chosen = page, 0
        self.floor.show()

    def _presser(self, key: QuickKey) -> Callable[[], None]:
        def press() -> None:
            self.floor.home()
            self._quick.press(key)

        return press


class DepartmentMode(Mode):
    """The price of something that is sold by its department alone."""

    name = "department"

    def __init__(self, floor: Floor, sell: Callable[[str], bool], key: QuickKey) -> None:
        super().__init__(floor)
        self._sell, self._key = sell, key

    def prompt(self) -> Message:
        return msg("Price, then Enter")

    def board(self) -> Board:
        return Board(
            plain(self._key.label or self._key.what), "tag", msg("Type its price, then Enter"), chosen=-1, keypad=True
        )

    def opened(self) -> None:
        self.floor.type("")

    def enter(self, text: str, *, scanned: bool) -> None:
        if not text.strip():
            return
        if self._sell(text):
            self.floor.home()
        else:
            self.floor.type(text)
