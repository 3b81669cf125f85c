"""What a screen is: the base that the shell hosts, and what every screen is given.

A screen shows itself, says which keys work now, and takes keys. It never opens a dialog and never asks
for a global: everything comes with its `Desk`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.face import Face
from app.ui.shell.actions import KeyAction, Notice, Press
from app.ui.shell.keys import steady_ms
from app.values.words import Message, msg

if TYPE_CHECKING:
    from app.ui.tasks import Changes, Tasks
    from app.ui.till import Till
    from app.values.errors import Expected


@dataclass(slots=True)
class Desk:
    """What every screen is given.

    Attributes:
        is_open: False for the moment between the window's first painting and the opening of the books; until
            then there are neither tasks nor till.
        face: Look and words.
        tasks: The bridge to workflows and queries.
        till: Shop, staff, settings.
        notify: Shows a `Notice`.
        dismiss: Takes the message away: somebody has gone on.
        open_screen: Shows a screen of the registry, with what it should show first.
        has_screen: Whether there is such a screen and whoever is signed in may open it.
        place_messages: Where messages lie: insets from the left, the right and the foot of the screen.
        show_data: Says on the data chip that all is kept (None) or what is the trouble.
        services: Doors to the outside that `main` puts here by name (printing a card, showing a receipt).
        steady_ms: The clock of keys and money guards; a test puts one there that does not wait.
    """

    face: Face
    tasks: Tasks
    till: Till
    notify: Callable[[Notice], None] = lambda notice: None
    dismiss: Callable[[], None] = lambda: None
    open_screen: Callable[[str, str], None] = lambda name, about: None
    has_screen: Callable[[str], bool] = lambda name: False
    show_data: Callable[[Expected | None], None] = lambda trouble: None
    place_messages: Callable[[int, int, int], None] = lambda left, right, foot: None
    go_home: Callable[[], None] = lambda: None
    services: dict[str, Callable[..., object]] = field(default_factory=dict)
    is_open: bool = True
    steady_ms: Callable[[], float] = steady_ms

    @classmethod
    def before_opening(cls, face: Face) -> Desk:
        """A desk whose books are not open yet."""
        return cls(face, cast("Tasks", None), cast("Till", None), is_open=False)

    def open(self, tasks: Tasks, till: Till) -> None:
        """The books are open."""
        self.tasks, self.till, self.is_open = tasks, till, True

    def key_ms(self) -> float:
        """What the clock of the keys says now."""
        return self.steady_ms()

    def refuse(self, refused: Expected) -> None:
        """Say a refusal or a trouble; made to be handed over as `on_refused`."""
        self.notify(Notice(refused.message, "err"))


class Cover(Protocol):
    """What lies over a screen and takes every key while it is open (a question to a second person)."""

    @property
    def is_open(self) -> bool: ...
    def on_key_pressed(self, press: Press, scan: str) -> bool: ...
    def cancel(self) -> None: ...


class Screen(QWidget):
    """A page of the shell.

    Attributes:
        title: Its name, for menus and the screen reader.
        keys_changed: Emit when `keys()` would answer differently.
    """

    title: Message = msg("Screen")
    keys_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setProperty("ground", "true")

    def keys(self) -> tuple[KeyAction, ...]:
        """The keys that work now, in the order of the key bar."""
        return ()

    def takes_typing(self) -> bool:
        """Selling screens take every key; forms leave letters to their fields."""
        return False

    def on_key_pressed(self, press: Press, scan: str) -> bool:
        """Use a key: first the screen's own actions, then Esc, which goes back one step."""
        action = next((action for action in self.keys() if action.key == press.name), None)
        if action is not None:
            if not press.repeat or action.repeats:
                action.run()
            return True
        if press.name == "Esc":
            if not self.step_back():
                self.desk.go_home()
            return True
        return False

    def step_back(self) -> bool:
        """Go back one step inside the screen; False when there is none and the screen should close."""
        return False

    def open_at(self, about: str) -> None:
        """Show something first (a member id, a receipt); called before `on_shown`."""

    def on_shown(self) -> None:
        """The screen came to the front."""

    def on_left(self) -> None:
        """Another screen came to the front."""

    def make_room(self, height: int) -> None:
        """A message of this height lies over the screen's foot; 0 when it has gone."""

    def refresh(self, changes: Changes) -> None:
        """Something changed: read again what is shown of it."""
