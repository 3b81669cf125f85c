"""The receipt on the screen, as it is printed."""

from __future__ import annotations

from app.sales.receipt import PointsChange
from app.ui.checkout.boards import Board
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.checkout.session import MemberInfo
from app.ui.shell.actions import Press
from app.values.words import Message, msg
from app.workflows.complete_sale import SaleDone


class PaperMode(Mode):
    """Shows the text that the program's `receipt_text` service makes.

    Attributes:
        text: The printed receipt; empty until it has been made.
        line: The line that stands at the top.
    """

    name = "paper"

    def __init__(
        self, floor: Floor, done: SaleDone, member: MemberInfo | None, points: tuple[PointsChange, ...]
    ) -> None:
        super().__init__(floor)
        self.done, self.member, self.points = done, member, points
        self.text = ""
        self.line = 0

    def prompt(self) -> Message:
        return msg("Esc: back")

    def press(self, press: Press, text: str) -> bool:
        """Arrows turn the paper."""
        step = {"Up": -2, "Down": 2, "PgUp": -12, "PgDown": 12, "Home": -9999, "End": 9999}.get(press.name)
        if step is None:
            return False
        self.line = max(0, min(self.text.count("\n"), self.line + step))
        self.floor.show()
        return True

    def board(self) -> Board | None:
        return None

    def opened(self) -> None:
        sale, points = self.done.receipt.sale, self.points
        make = self.floor.service("receipt_text")
        if make is not None:
            self.floor.ask(lambda reads: str(make(reads, sale, points)), self._show)

    def enter(self, text: str, *, scanned: bool) -> None:
        self.floor.close()

    def _show(self, text: str) -> None:
        self.text = text
        self.floor.show()
