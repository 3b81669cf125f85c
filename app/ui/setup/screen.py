"""The set-up assistant as a screen: steps at the left with what is done, one of them at the right.

No step is a must: each can wait, be gone back to, and be taken up on another day, since what is done is read
from the shop itself. It opens by itself after a shop was founded, until it is put away.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from app.ui.forms.nav import NavRow
from app.ui.forms.page import OfficePage, key
from app.ui.forms.panel import Panel
from app.ui.setup.device_steps import PrinterStep, ScannerStep
from app.ui.setup.shop_steps import STEPS
from app.ui.setup.step import Step
from app.ui.shell.actions import KeyAction
from app.ui.shell.screen import Desk
from app.ui.tasks import Changes
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, space
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import msg, msgn

ALL: tuple[type[Step], ...] = (PrinterStep, ScannerStep, *STEPS)
NAV_EMS = 15


class SetupScreen(OfficePage):
    """Five steps to a till that is ready.

    Attributes:
        steps: In order.
        at: Which one is shown.
    """

    title = msg("Set up the till")
    icon = "circle-check"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.at = 0
        self.steps: list[Step] = []
        self._nav = Card(self.face)
        self._nav_column = QVBoxLayout(self._nav)
        self._tabs = [NavRow(self.face, step.title, step.icon) for step in ALL]
        self._left = wrapped(TextLabel(self.face, "", "small", tone="text2"))
        self._panel: Panel | None = None
        for place, tab in enumerate(self._tabs):
            tab.clicked.connect(lambda _checked=False, place=place: self.show_step(place))
            self._nav_column.addWidget(tab)
        self._nav_column.addWidget(self._left)
        self._nav_column.addStretch(1)
        self.panel = Panel(self.face, self.title, self.icon)
        self.back_button = self.panel.add_button(
            Button(self.face, msg("Back"), "plain", icon="arrow-left", key="PgUp", focusable=True)
        )
        self.later_button = self.panel.add_button(Button(self.face, msg("Not now"), "plain", focusable=True))
        self.next_button = self.panel.add_button(
            Button(self.face, msg("Next"), "primary", icon="arrow-right", key="PgDown", focusable=True)
        )
        self.back_button.clicked.connect(self.previous)
        self.next_button.clicked.connect(self.next)
        self.later_button.clicked.connect(self.put_away)
        self.body.addWidget(self._nav)
        self.body.addWidget(self.panel, 1)
        self.face.restyled.connect(self._dress_setup)
        self._dress_setup()

    # -- what the shell calls

    def page_keys(self) -> tuple[KeyAction, ...]:
        keys = [key("PgDown", msg("Next"), self.next), key("PgUp", msg("Back"), self.previous)]
        keys += [
            key(f"Ctrl+{place}", step.title, lambda place=place: self.show_step(place - 1), hidden=True)
            for place, step in enumerate(ALL, 1)
        ]
        return tuple(keys)

    def on_shown(self) -> None:
        if not self.steps:
            self._build()
        for step in self.steps:
            step.refresh()
        self.show_step(self.at)
        super().on_shown()

    def refresh(self, changes: Changes) -> None:
        if changes.touches("settings", "programs", "products", "members", "staff") and self.steps:
            for step in self.steps:
                step.refresh()
            self._tell()

    def on_code_scanned(self, code: str) -> None:
        """The scanner's step takes it, whichever is shown: a scan is the quickest way there."""
        place = next(place for place, step in enumerate(self.steps) if isinstance(step, ScannerStep))
        if self.steps[self.at].take_scan(code):
            return
        self.show_step(place)
        self.steps[place].take_scan(code)

    # -- walking

    def show_step(self, place: int) -> None:
        """Show a step."""
        self.at = max(0, min(len(self.steps) - 1, place))
        for number, step in enumerate(self.steps):
            step.setVisible(number == self.at)
        kind = ALL[self.at]
        self.panel.head(kind.title, icon=kind.icon)
        self.back_button.setEnabled(self.at > 0)
        self.next_button.say(msg("Next") if self.at < len(ALL) - 1 else msg("Begin to sell"))
        self._tell()

    def next(self) -> None:
        """The next step; behind the last one selling begins."""
        if self.at < len(self.steps) - 1:
            self.show_step(self.at + 1)
        else:
            self.put_away()

    def previous(self) -> None:
        """The step before."""
        self.show_step(self.at - 1)

    def put_away(self) -> None:
        """Begin to sell; the assistant stays in the menu."""
        change = self.desk.services.get("set_till")
        if change is not None and self.desk.till.settings.setup_at_start:
            change(setup_at_start=False)
        self.tell(msg("The rest can wait: F10, Set up the till."), "info")
        self.desk.go_home()

    # -- inside

    def _build(self) -> None:
        for kind in ALL:
            step = kind(self)
            step.hide()
            step.changed.connect(self._tell)
            self.steps.append(step)
            self.panel.hold(step)

    def _tell(self) -> None:
        done = [step.is_done() for step in self.steps]
        for place, (tab, is_done) in enumerate(zip(self._tabs, done, strict=True)):
            tab.setChecked(place == self.at)
            tab.show_icon("circle-check" if is_done else ALL[place].icon)
        left = done.count(False)
        self._left.say(
            msgn("{n} step left, none is a must", "{n} steps left, none is a must", left)
            if left
            else msg("All is set up.")
        )

    def _dress_setup(self) -> None:
        space(self.face, self._nav_column, (2, 2, 2, 2), 1)
        self._nav.setFixedWidth(round(self.face.metrics.base * NAV_EMS))
