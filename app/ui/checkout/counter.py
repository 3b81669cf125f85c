"""The counter: takes keys and scans, keeps the stack of modes, and asks the books for them.

While an answer is awaited (a code is looked up, a sale is being kept) keys that would act wait their turn
in order, so that ten fast scans and an F12 do what they would have done slowly. Typing is never held up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from app.people.cards import is_card_number
from app.ui.checkout import look
from app.ui.checkout.asking import Asking
from app.ui.checkout.draft import DraftKeeper
from app.ui.checkout.fitting import Fitting
from app.ui.checkout.guessing import GuessGuard
from app.ui.checkout.held_count import HeldCount
from app.ui.checkout.modes.base import Mode
from app.ui.checkout.modes.basket import BasketMode
from app.ui.checkout.modes.kinds import as_done
from app.ui.checkout.offers import Offers
from app.ui.checkout.session import CheckoutSession
from app.ui.shell.actions import Press
from app.ui.shell.screen import Desk
from app.ui.till import Till
from app.values.errors import Expected
from app.values.words import msgn
from app.workflows.ports import Reads
from app.workflows.scans.shop_rules import other_card

if TYPE_CHECKING:
    from app.ui.checkout.modes.done import DoneMode

Result = TypeVar("Result")
PANEL_OVER_BASKET = 2
"""Modes on the stack where one panel is open."""


class Entry(Protocol):
    """The entry line."""

    def text(self) -> str: ...
    def set_text(self, text: str) -> None: ...
    def insert(self, text: str) -> None: ...


class Counter(Asking):
    """The checkout's behaviour, without a widget.

    Attributes:
        session: The sale in progress.
        offers: What each offer does in this basket, explained.
        modes: The stack; the basket is always at the bottom.
        entry: The entry line; given by the screen.
        draft: Keeps the open basket on disk.
        fitting: Says when something asked for stops fitting.
        last: The sale kept last, for showing its receipt again.
        asked_out: Key of a line of which one is left and `-` was pressed once.
        trouble: Why the open basket could not be kept: the one thing that stops selling.
        held: How many baskets are put aside, and since when.
    """

    def __init__(
        self,
        desk: Desk,
        session: CheckoutSession,
        entry: Entry,
        later: Callable[[Callable[[], None]], None] = lambda work: work(),
    ) -> None:
        """`later` does something after what has changed was painted."""
        super().__init__(desk)
        self.till: Till = desk.till
        self.session = session
        self.entry = entry
        self.offers = Offers(self)
        self.fitting = Fitting()
        self._guesses = GuessGuard(desk)
        self.modes: list[Mode] = [BasketMode(self)]
        self.last: DoneMode | None = None
        self.asked_out = ""
        self.trouble: Expected | None = None
        self._sale = session.basket.id
        self.held = HeldCount(self.say, lambda: session.basket.is_empty)
        self._listeners: list[Callable[[], None]] = []
        self.draft = DraftKeeper(desk.tasks, self._draft_kept, later)
        session.listen(self._on_session_changed)
        desk.services["close_panels"] = self.home
        desk.services["scan_to_basket"] = self._scan_from_elsewhere

    # -- what is shown

    @property
    def mode(self) -> Mode:
        """The mode on top."""
        return self.modes[-1]

    def listen(self, listener: Callable[[], None]) -> None:
        """Call this whenever something should be drawn again."""
        self._listeners.append(listener)

    def show(self) -> None:
        for listener in self._listeners:
            listener()

    # -- keys

    def typed(self, text: str) -> None:
        """Somebody changed the entry line."""
        # digits may yet become the card that was forgotten: the change stays until Enter says what they are
        if as_done(self.mode) is not None and text and not text.isdigit():
            self.close()
        self.mode.typed(text)

    def enter(self, scan: str = "", press: Press | None = None) -> None:
        """Enter, with what the entry line holds; `scan` is the part of it that a scanner typed.

        Where an answer is awaited the key waits its turn, and is then asked again whether it may take money:
        it was pressed before the payment was seen.
        """
        text = self.entry.text()
        if scan and text.endswith(scan) and self.mode.name != "basket":
            self.entry.set_text(text[: -len(scan)])
            self.do(lambda: self.mode.scanned(scan))
            return
        self.entry.set_text("")
        self.do(lambda: self._enter(text, press, scanned=bool(scan)))

    def _scan_from_elsewhere(self, code: str) -> None:
        """A scan that came while another screen was in front: it does what the routing table says for a basket."""
        self.home()
        self.do(lambda: self.mode.scanned(code))

    def press(self, press: Press) -> bool:
        """Let the mode have a key first."""
        return self.mode.press(press, self.entry.text())

    def step_back(self) -> bool:
        """Esc: empty the entry line, else go back inside the mode, else close it; False with nothing to do.

        A panel that was opened from another one goes in one press, with what was typed in it, and of a whole
        pile of them two are left: so three presses lead to the basket from anywhere.
        """
        if len(self.modes) > PANEL_OVER_BASKET:
            self._leave_pile()
            return True
        if self.entry.text():
            self.entry.set_text("")
            self.mode.typed("")
            return True
        if self.mode.back():
            return True
        if len(self.modes) > 1:
            self.close()
            return True
        return False

    def _leave_pile(self) -> None:
        top = self.mode
        self.entry.set_text("")
        top.back()
        if self.mode is top:
            del self.modes[min(len(self.modes) - 1, PANEL_OVER_BASKET + 1) :]
            self.show()

    def given_up(self) -> None:
        """A defect took what was awaited: nothing is frozen, and the key can be pressed again."""
        self.session.is_frozen = False
        for mode in self.modes:
            mode.given_up()
        self.show()

    # -- the floor that modes stand on

    def open(self, mode: Mode) -> None:
        done = as_done(mode)
        if done is not None:
            self.last = done
            self.draft.forget()
            self.start_sale()
        self.modes.append(mode)
        mode.opened_ms = self.desk.key_ms()
        mode.opened()
        self.show()

    def close(self) -> None:
        if len(self.modes) > 1:
            self.modes.pop()
        self.show()

    def home(self) -> None:
        del self.modes[1:]
        self.show()

    def type(self, text: str) -> None:
        self.entry.set_text(text)

    def search(self, query: Callable[[Reads], Result], done: Callable[[Result], None]) -> None:
        mode = self.mode
        self.desk.tasks.read(query, lambda rows: done(rows) if mode is self.mode else None, key="checkout.search")

    def identify(self, code: str, done: Callable[[look.Looked], None]) -> None:
        shop, at = self.till.shop, self.till.now()
        wait = self._guesses.too_soon(code)
        if wait is not None:
            self.say(wait, "warn")
            return

        def on_looked(looked: look.Looked) -> None:
            self._guesses.answered(code, looked)
            done(looked)

        self.ask(lambda reads: look.look(code, reads, shop, at), on_looked)

    def take(self, looked: look.Looked, quantity_milli: int, *, scanned: bool) -> bool:
        from app.ui.checkout.taking import take

        return take(self, looked, quantity_milli, scanned=scanned)

    def open_screen(self, name: str, about: str = "") -> None:
        self.desk.open_screen(name, about)

    def has_screen(self, name: str) -> bool:
        return self.desk.has_screen(name)

    # -- sales

    def restore(self, draft: look.Draft) -> None:
        """Take up the basket that was open when the program ended, and say so."""
        self.session.names.update(draft.names)
        self.session.restore(draft.basket, draft.info)
        at = self.desk.face.words.time(draft.basket.opened_at)
        count = len(draft.basket.lines) + len(draft.basket.unresolved)
        words = msgn(
            "Restored {n} line of the sale begun at {time}.",
            "Restored {n} lines of the sale begun at {time}.",
            count,
            time=at,
        )
        self.say(words, "ok")

    def start_sale(self) -> None:
        """Begin the next sale at once, with the counters known so far; newer ones are read meanwhile."""
        self.session.start_new(self.session.nobody)
        self.renew()

    def renew(self) -> None:
        """Read terms, counters and shift again; the price follows."""
        shop, at = self.till.shop, self.till.now()
        self.desk.tasks.read(lambda reads: look.renew(reads, shop, at), self._renewed, key="checkout.renew")

    def _renewed(self, now: look.Renewed) -> None:
        self.till.take(shop=now.shop, shift=now.shift)
        self.session.know(None, now.nobody)
        self.held.note(now)

    def _enter(self, text: str, press: Press | None, *, scanned: bool) -> None:
        if press is not None and not scanned and not self.mode.may_commit(press):
            self.entry.set_text(text)
            self.mode.typed(text)
            return
        done = as_done(self.mode)
        if done is not None and done.seconds_left() and self._is_card(text.strip()):
            # a card shown a moment too late: the points of the sale just made
            self.identify(text.strip(), done.card_shown)
            return
        if done is not None and text.strip():
            self.close()
        self.mode.enter(text, scanned=scanned)

    def _is_card(self, text: str) -> bool:
        return is_card_number(text) or other_card(text, self.till.shop.settings) is not None

    def _on_session_changed(self) -> None:
        session = self.session
        if session.basket.id != self._sale:
            self._sale, self.asked_out = session.basket.id, ""
        if not session.is_frozen:
            self.draft.keep(session.basket)
        words = self.fitting.look(session.basket, session.quote, self.till.shop, self.desk.face.words.language)
        if words is not None:
            self.say(*words)
        self.show()

    def _draft_kept(self, why: Expected | None) -> None:
        changed = (why is None) != (self.trouble is None)
        self.trouble = why
        self.desk.show_data(why)
        if changed:
            self.show()
