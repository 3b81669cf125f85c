"""A mode: what Enter, a scan, a key and Esc mean now, and which panel stands at the right.

Modes lie on a stack over the basket; Esc takes the top one away. They are plain Python and reach the rest
of the checkout only through the `Floor`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from app.ui.checkout.boards import Board
from app.ui.checkout.money_keys import is_fresh
from app.ui.shell.actions import KeyAction, Press
from app.values.errors import Expected
from app.values.words import Message, msg
from app.workflows.scans.routing import Place, Route

if TYPE_CHECKING:
    from app.ui.checkout.look import Looked
    from app.ui.checkout.offered import Offered
    from app.ui.checkout.session import CheckoutSession
    from app.ui.tasks import Changes
    from app.ui.till import Till
    from app.workflows.ports import Books, Reads

Result = TypeVar("Result")


class Floor(Protocol):
    """What a mode may do beyond itself."""

    session: CheckoutSession
    till: Till

    @property
    def offers(self) -> Offered:
        """Every offer as it stands for this basket."""
        ...

    def open(self, mode: Mode) -> None:
        """Put a mode on top."""
        ...

    def close(self) -> None:
        """Take the top mode away."""
        ...

    def home(self) -> None:
        """Take all modes away: back to the basket."""
        ...

    def say(self, words: Message, tone: str = "info") -> None:
        """Show a message."""
        ...

    def refuse(self, refused: Expected) -> None:
        """Show a refusal."""
        ...

    def key_ms(self) -> float:
        """Now, by the clock of the keys."""
        ...

    def type(self, text: str) -> None:
        """Put text into the entry line."""
        ...

    def show(self) -> None:
        """Something of the mode changed: draw it again."""
        ...

    def ask(self, query: Callable[[Reads], Result], done: Callable[[Result], None]) -> None:
        """Ask the books; keys that come meanwhile wait their turn."""
        ...

    def search(self, query: Callable[[Reads], Result], done: Callable[[Result], None]) -> None:
        """Ask the books while somebody types; a newer search supersedes it and keys do not wait."""
        ...

    def work(
        self,
        workflow: Callable[[Books], Result],
        done: Callable[[Result], None],
        refused: Callable[[Expected], None],
        changes: Changes,
    ) -> None:
        """Run a workflow; keys that come meanwhile wait their turn."""
        ...

    def identify(self, code: str, done: Callable[[Looked], None]) -> None:
        """Find out what a code is; keys that come meanwhile wait their turn."""
        ...

    def take(self, looked: Looked, quantity_milli: int, *, scanned: bool) -> bool:
        """Do what a code of any kind does in the basket; False where nobody knows it and it was typed."""
        ...

    def service(self, name: str) -> Callable[..., Any] | None:
        """A door to the outside that the program offers, by name."""
        ...

    def open_screen(self, name: str, about: str = "") -> None:
        """Show another screen."""
        ...

    def has_screen(self, name: str) -> bool:
        """Whether there is such a screen and it may be opened."""
        ...


class Mode:
    """The base: a mode that does nothing and lets Esc close it.

    Attributes:
        name: Stable name, also of the widget that shows it.
        place: Its row in the routing table of scans.
        takes_digits: Whether digits are choices rather than typing while the entry line is empty.
        takes_money: Whether Enter may hand money over, so that only a fresh press counts.
        opened_ms: When it came to the top, or what it asks money for stood there, by the clock of the keys.
    """

    name = ""
    place: Place = "basket"
    takes_digits = False
    takes_money = False

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self.opened_ms = 0.0
        self.chosen = 0

    def prompt(self) -> Message:
        """What the empty entry line says."""
        return msg("Type here")

    def actions(self) -> tuple[KeyAction, ...]:
        """Keys beyond the choosing of rows."""
        return ()

    def board(self) -> Board | None:
        """The panel at the right; None leaves the member's panel there."""
        return None

    def opened(self) -> None:
        """The mode came to the top for the first time."""

    def typed(self, text: str) -> None:
        """The entry line changed."""

    def enter(self, text: str, *, scanned: bool) -> None:
        """Enter, with what the entry line held; it has been emptied."""

    def scanned(self, code: str) -> None:
        """A scan: it does what the routing table says for this place."""
        self.floor.identify(code, self.route_scan)

    def route_scan(self, looked: Looked) -> None:
        """Find the code's route here, and perform it."""
        from app.ui.checkout.scan_routes import route_of

        self.perform(route_of(self.place, looked), looked)

    def perform(self, act: Route, looked: Looked) -> None:
        """Do what a route says; a mode has the ones that are its own, the rest is the same everywhere."""
        from app.ui.checkout.scan_routes import perform

        perform(self.floor, act, looked)

    def press(self, press: Press, text: str) -> bool:
        """A key before the common ones; `text` is what the entry line holds. Returns whether it was used."""
        return self.choose_by_key(press, text)

    def may_commit(self, press: Press) -> bool:
        """Whether this press of Enter may act: where money is handed over, it is neither held nor an old one."""
        return not self.takes_money or is_fresh(press.at_ms, self.opened_ms, repeat=press.repeat)

    def back(self) -> bool:
        """Esc with an empty entry line; False closes the mode."""
        return False

    def given_up(self) -> None:
        """A defect took an answer that was awaited: do not wait for it any longer."""

    def choose_by_key(self, press: Press, text: str) -> bool:
        """Arrows move the highlight; a row's own key chooses it."""
        board = self.board()
        rows = board.rows() if board else ()
        if not rows:
            return False
        if press.name in {"Up", "Down", "PgUp", "PgDown"}:
            step = {"Up": -1, "Down": 1, "PgUp": -5, "PgDown": 5}[press.name]
            self.chosen = max(0, min(len(rows) - 1, self.chosen + step))
            self.floor.show()
            return True
        if self.takes_digits and not text and press.text in {"+", "-"} and not any(r.mark == press.text for r in rows):
            # the number pad's arrows, where digits choose
            self.chosen = max(0, min(len(rows) - 1, self.chosen + (1 if press.text == "+" else -1)))
            self.floor.show()
            return True
        mark = press.text if self.takes_digits and not text else press.name.removeprefix("Alt+")
        if mark and (press.text or press.name.startswith("Alt+")) and not press.repeat:
            for row in rows:
                if row.mark == mark and row.run is not None:
                    row.run()
                    return True
        return False

    def run_chosen(self) -> bool:
        """Choose the highlighted row."""
        board = self.board()
        rows = board.rows() if board else ()
        if not 0 <= self.chosen < len(rows):
            return False
        run = rows[self.chosen].run
        if run is not None:
            run()
        return run is not None
