"""A step of the set-up: a column of rows that knows whether it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.ui.forms.panel import AtMost, ScrollColumn
from app.ui.widgets.button import Button
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import Message

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.forms.page import OfficePage

WIDEST_EMS = 34


class Step(ScrollColumn):
    """One step.

    Attributes:
        changed: What it is about changed: it may be done now.
    """

    changed = Signal()
    title: Message
    icon = "check"

    def __init__(self, page: OfficePage) -> None:
        super().__init__(page.face, margins=(4, 1, 4, 3), spacing=2.5)
        self.page, self.face = page, page.face

    def is_done(self) -> bool:
        """Whether there is nothing left to do here."""
        raise AssertionError("every step says whether it is done")

    def refresh(self) -> None:
        """Show what may have changed outside."""

    def take_scan(self, code: str) -> bool:
        """A code was scanned while the step is shown; False where it has no use for one."""
        return False

    def say(self, words: Message, *, tone: str = "text2") -> TextLabel:
        """A row of words."""
        label = wrapped(TextLabel(self.face, words, "body", tone=tone))
        self.add(label)
        return label

    def put(self, widget: QWidget) -> None:
        """A row that does not grow wider than people read."""
        self.add(AtMost(self.face, widget, WIDEST_EMS))

    def button(self, words: Message, run: Callable[[], None], *, icon: str = "", kind: str = "soft") -> Button:
        """A button in a row of its own."""
        button = Button(self.face, words, kind, icon=icon, focusable=True)  # type: ignore[arg-type]
        button.clicked.connect(run)
        self.put(button)
        return button
