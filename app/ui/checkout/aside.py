"""Holding and the way back: their keys, their rows of the menu, and their doors for other screens.

The panels themselves belong to other families of screens, and are opened by name.
"""

from __future__ import annotations

from collections.abc import Callable

from app.ui.checkout.boards import Choice
from app.ui.checkout.counter import Counter
from app.ui.checkout.further import further
from app.ui.checkout.modes.base import Mode
from app.ui.shell.actions import KeyAction
from app.values.words import msg

Toggle = Callable[[str, Callable[[], Mode]], None]


class AsideKeys:
    """F6, F7 and F8, and whatever leads to the same panels."""

    def __init__(self, counter: Counter, toggle: Toggle) -> None:
        """`toggle` opens a panel by its name, or closes it where it is open."""
        self._counter, self._toggle = counter, toggle
        services = counter.desk.services
        services["next_sale"] = self._next_sale
        services["open_panel"] = self._open_panel
        services["show_held"] = self._show_held

    def actions(self) -> list[KeyAction]:
        """The keys that work now."""
        basket, mode, keys = self._counter.session.basket, self._counter.mode, []
        if not basket.is_empty and mode.name == "basket":
            keys.append(KeyAction("F6", msg("Hold"), self.hold))
        if mode.name in {"basket", "done"}:
            # beside a basket the bar has no room for them; F1 tells that they work
            count = self._counter.held.count
            words = msg("Held {count}", count=count) if count else msg("Held")
            keys.append(KeyAction("F7", words, self.held, hidden=not basket.is_empty))
            keys.append(KeyAction("F8", msg("Return"), self.take_back, hidden=not basket.is_empty))
        return keys

    def menu_rows(self) -> tuple[Choice, ...]:
        """What these keys do, for a number pad, which has none of them."""
        return (
            Choice(msg("Goods come back"), icon="undo-2", run=self.take_back),
            Choice(msg("Held sales"), icon="pause", run=self.held),
            Choice(msg("Balance of a gift card"), icon="wallet", run=lambda: self._open_panel("balance")),
        )

    def hold(self) -> None:
        """F6: put the open basket aside, for the next customer."""
        further("hold")(self._counter, self._next_sale)

    def held(self) -> None:
        """F7: what is held."""
        counter = self._counter

        def resume(resumed: object) -> None:
            further("resume")(counter, counter.session, resumed)

        self._toggle("held", lambda: further("held")(counter, resume))

    def take_back(self) -> None:
        """F8: goods come back."""
        self._toggle("return", lambda: further("return")(self._counter))

    def _open_panel(self, name: str, about: str = "") -> None:
        """Another screen sends somebody here, to a panel of another family about one sale."""
        self._counter.home()
        self._counter.open(further(name)(self._counter, about))

    def _show_held(self) -> None:
        self._counter.home()
        self.held()

    def _next_sale(self) -> None:
        self._counter.draft.forget()
        self._counter.start_sale()
