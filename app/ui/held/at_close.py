"""What is still put aside when the day is closed: taken back, discarded, or moved on to the next day by choice."""

from __future__ import annotations

from collections.abc import Callable

from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.held.mode import acting_at
from app.ui.shell.actions import KeyAction, Press
from app.ui.tasks import Changes
from app.values.errors import Expected
from app.values.words import Message, msg, msgn, plain
from app.workflows.hold_basket import HeldView, discard_held, list_held
from app.workflows.ports import Books
from app.workflows.way_back_rows import HeldRow

MARKS = "123456789"


def show_held_first(floor: Floor, go_on: Callable[[], None]) -> None:
    """Go on at once where nothing is held; else show it, and go on when somebody has chosen."""
    acting = acting_at(floor)

    def listed(rows: tuple[HeldView, ...]) -> None:
        if rows:
            floor.open(HeldAtCloseMode(floor, rows, go_on))
        else:
            go_on()

    floor.ask(lambda reads: list_held(reads, acting), listed)


class HeldAtCloseMode(Mode):
    """A digit marks a basket for discarding; Enter discards the marked ones, moves the rest on, and closes."""

    name = "held_at_close"
    takes_digits = True

    def __init__(self, floor: Floor, rows: tuple[HeldView, ...], go_on: Callable[[], None]) -> None:
        super().__init__(floor)
        self._rows, self._go_on = rows, go_on
        self._discarded: set[str] = set()

    def prompt(self) -> Message:
        return msg("1 to 9 changes a choice; Enter goes on to closing")

    def actions(self) -> tuple[KeyAction, ...]:
        return (KeyAction("F7", msg("Take one back"), self._to_held),)

    def board(self) -> Board:
        rows = tuple(self._row(row, MARKS[n] if n < len(MARKS) else "") for n, row in enumerate(self._rows))
        gone = sum(row.held.basket.id in self._discarded for row in self._rows)
        kept = len(self._rows) - gone
        note = msg(
            "{kept} and {gone}. Nothing is lost: what is discarded is recorded.",
            kept=msgn("{n} moves to the next day", "{n} move to the next day", kept),
            gone=msgn("{n} is discarded", "{n} are discarded", gone),
        )
        back = Choice(msg("Take one back and sell it now"), icon="undo-2", mark="*", run=self._to_held)
        title = msgn("{n} sale is still held", "{n} sales are still held", len(self._rows))
        return Board(
            title, "pause", msg("A tick discards it; without one it moves to the next day"), None,
            (Section(rows), Section((back,))), note, "warn", self.chosen, (msg("Go on closing"), "F12", self._finish),
        )  # fmt: skip

    def opened(self) -> None:
        self.floor.type("")

    def press(self, press: Press, text: str) -> bool:
        if press.name == "F12" or (press.text == "/" and not text):
            if not press.repeat:
                self._finish()
            return True
        return super().press(press, text)

    def enter(self, text: str, *, scanned: bool) -> None:
        if not text.strip():
            self._finish()

    def _row(self, row: HeldView, mark: str) -> Choice:
        sale = row.held.basket.id
        is_gone = sale in self._discarded
        when = row.warning or msg("{minutes} min", minutes=row.minutes)
        detail = msg("{when} · {note}", when=when, note=plain(row.held.note)) if row.held.note else when
        return Choice(
            plain(row.label) if row.label else msg("A sale"),
            detail=detail,
            right=msg("discard") if is_gone else msg("next day"),
            tone="err" if is_gone else "ok",
            mark=mark,
            run=lambda: self._change(sale),
            checked=is_gone,
        )

    def _change(self, sale: str) -> None:
        self._discarded ^= {sale}
        self.floor.show()

    def _to_held(self) -> None:
        held = self.floor.service("show_held")
        if held is not None:
            held()

    def _finish(self) -> None:
        acting = acting_at(self.floor)
        wanted = [row.held.basket.id for row in self._rows if row.held.basket.id in self._discarded]

        def workflow(books: Books) -> list[HeldRow]:
            return [discard_held(books, sale, acting, reason="shift_close") for sale in wanted]

        def done(_gone: list[HeldRow]) -> None:
            self.floor.close()
            self._go_on()

        def refused(why: Expected) -> None:
            self.floor.refuse(why)
            self.floor.close()

        self.floor.work(workflow, done, refused, Changes.of("held"))
