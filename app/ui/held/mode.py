"""F6 holds the basket at once; F7 lists what is held, to take back or to discard."""

from __future__ import annotations

from collections.abc import Callable

from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.shell.actions import KeyAction
from app.ui.tasks import Changes
from app.values.words import Message, msg, plain
from app.workflows.acting import Acting
from app.workflows.hold_basket import (
    HeldView,
    Resumed,
    discard_held,
    hold_basket,
    list_held,
    note_held,
    put_back,
    resume_basket,
)
from app.workflows.way_back_rows import HeldRow

MARKS = "123456789"


def acting_at(floor: Floor) -> Acting:
    """Whoever is signed in, now."""
    till = floor.till
    return Acting(till.shop, till.staff.id if till.staff else "nobody", till.now())


def hold(floor: Floor, free: Callable[[], None]) -> None:
    """F6: put the open basket aside; `free` begins the next sale."""
    basket, acting = floor.session.basket, acting_at(floor)
    text = floor.session.basket.lines[0].goods.name if floor.session.basket.lines else ""

    def done(_: None) -> None:
        free()
        floor.say(msg("Held: {name}. F7 takes it back.", name=plain(text) if text else msg("a sale")), "ok")

    floor.work(lambda books: hold_basket(books, basket, acting), done, floor.refuse, Changes.of("held"))


class HeldMode(Mode):
    """The list of held baskets; a digit takes one back, Del discards, typing writes a note on the marked one."""

    name = "held"
    takes_digits = True

    def __init__(self, floor: Floor, resume: Callable[[Resumed], None]) -> None:
        super().__init__(floor)
        self._resume = resume
        self._rows: tuple[HeldView, ...] | None = None
        self._discarded: HeldRow | None = None

    def prompt(self) -> Message:
        return msg("1 to 9 takes back, Enter the marked one; or type a note for it")

    def actions(self) -> tuple[KeyAction, ...]:
        keys = [KeyAction("F7", msg("Close"), self.floor.close)]
        if self._rows:
            keys.append(KeyAction("Del", msg("Discard"), self._discard))
        if self._discarded is not None:
            keys.append(KeyAction("Ctrl+Z", msg("Undo"), self._undo))
        return tuple(keys)

    def board(self) -> Board:
        rows = self._rows or ()
        title = msg("Held: {count}", count=len(rows)) if rows else msg("Held")
        note = msg("Nothing is held.") if self._rows == () else None
        choices = tuple(self._choice(row, mark) for row, mark in zip(rows, f"{MARKS}{' ' * len(rows)}", strict=False))
        sections = [Section(choices)] if choices else []
        if choices:
            sections.append(Section((Choice(msg("Discard the marked one"), icon="x", mark="*", run=self._discard),)))
        return Board(title, "pause", None, None, tuple(sections), note, chosen=self.chosen)

    def opened(self) -> None:
        self.floor.type("")
        self._read()

    def enter(self, text: str, *, scanned: bool) -> None:
        if not text.strip():
            self.run_chosen()
            return
        row = self._marked()
        if row is not None:
            sale, note = row.held.basket.id, text
            self.floor.work(lambda books: note_held(books, sale, note), self._again, self.floor.refuse, _HELD)

    def _choice(self, row: HeldView, mark: str) -> Choice:
        words = self.floor.till.shop.staff.get(row.held.staff)
        who = words.name if words else ""
        items = msg("{n} items · {name}", n=row.items, name=plain(row.held.note or who))
        return Choice(
            plain(row.label) if row.label else msg("A sale"),
            detail=row.warning or items,
            right=msg("{minutes} min", minutes=row.minutes) if not row.out_of_date else msg("Old"),
            tone="warn" if row.warning is not None else "text2",
            mark=mark.strip(),
            run=lambda: self._take(row.held.basket.id),
        )

    def _take(self, sale: str) -> None:
        acting, basket = acting_at(self.floor), self.floor.session.basket

        def done(resumed: Resumed) -> None:
            self.floor.home()
            self._resume(resumed)

        self.floor.work(lambda books: resume_basket(books, sale, acting, open_basket=basket), done, self._gone, _HELD)

    def _gone(self, why: object) -> None:
        self.floor.refuse(why)  # type: ignore[arg-type]
        self._read()

    def _discard(self) -> None:
        row = self._marked()
        if row is None:
            return
        sale, acting = row.held.basket.id, acting_at(self.floor)

        def done(gone: HeldRow) -> None:
            self._discarded = gone
            self.floor.say(msg("Discarded. Ctrl+Z brings it back."), "warn")
            self._read()

        self.floor.work(lambda books: discard_held(books, sale, acting), done, self._gone, _HELD)

    def _undo(self) -> None:
        gone, self._discarded = self._discarded, None
        if gone is not None:
            self.floor.work(lambda books: put_back(books, gone), self._again, self.floor.refuse, _HELD)

    def _marked(self) -> HeldView | None:
        rows = self._rows or ()
        return rows[self.chosen] if 0 <= self.chosen < len(rows) else None

    def _again(self, _: object) -> None:
        self._read()

    def _read(self) -> None:
        acting = acting_at(self.floor)
        self.floor.ask(lambda reads: list_held(reads, acting), self._listed)

    def _listed(self, rows: tuple[HeldView, ...]) -> None:
        self._rows = rows
        self.chosen = min(self.chosen, max(len(rows) - 1, 0))
        self.floor.show()


_HELD = Changes.of("held")
