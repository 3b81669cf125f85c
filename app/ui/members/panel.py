"""The panel of one member: details, cards and consents, one at a time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.people.member import masked_phone, short_name
from app.ui.forms.panel import Panel
from app.ui.forms.picks import Pick, PickRow
from app.ui.members.cards import CardsTab
from app.ui.members.consents import ConsentsTab
from app.ui.members.data_tab import DataTab
from app.ui.members.details import DetailsTab
from app.ui.members.draft import draft_of
from app.ui.shell.screen import Desk
from app.ui.widgets.button import Button
from app.ui.widgets.frames import space
from app.values.words import msg, msgn, plain
from app.workflows.rows import MemberView

TABS = ("details", "cards", "consents", "data")


class MemberPanel(Panel):
    """One member, or somebody who is about to join.

    Attributes:
        save_wanted, history_wanted: A button was pressed.
    """

    save_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        face = desk.face
        super().__init__(face, msg("New member"), "user")
        self.view: MemberView | None = None
        self.details = DetailsTab(desk)
        self.cards = CardsTab(face)
        self.consents = ConsentsTab(face)
        self.data = DataTab(face)
        self.tabs = PickRow(
            face,
            (Pick("details", msg("Details")), Pick("cards", msg("Cards")), Pick("consents", msg("Consents"))),
            name=msg("What is shown"),
        )
        self._stack = QStackedWidget()
        for tab in (self.details, self.cards, self.consents, self.data):
            self._stack.addWidget(tab)
        body = QWidget()
        self._tab_row = QVBoxLayout()
        self._tab_row.addWidget(self.tabs)
        self._body = QVBoxLayout(body)
        self._body.addLayout(self._tab_row)
        self._body.addWidget(self._stack, 1)
        self.hold(body)
        self.save = self.add_button(
            Button(face, msg("Save"), "primary", icon="save", key="Ctrl+S", focusable=True), stretch=True
        )
        self.history = self.add_button(Button(face, msg("History"), "plain", icon="history", key="F4", focusable=True))
        self.save.clicked.connect(self.save_wanted)
        self.history.clicked.connect(self.history_wanted)
        self.tabs.picked.connect(lambda: self.show_tab(self.tabs.values()[0]))
        face.restyled.connect(self._dress_body)
        face.reworded.connect(self._name_panel)
        self._dress_body()
        self.show_tab("details")

    @property
    def tab(self) -> str:
        """Which tab is shown: `details`, `cards` or `consents`."""
        return TABS[self._stack.currentIndex()]

    def show_tab(self, name: str) -> None:
        """Show a tab."""
        self.tabs.put(name)
        self._stack.setCurrentIndex(TABS.index(name))

    def show_member(
        self, view: MemberView | None, *, may_change_cards: bool, may_see_history: bool, may_use_data: bool = False
    ) -> None:
        """Show a member's cards, consents and heading; None is somebody new. The details follow by a draft."""
        self.view = view
        self.cards.show_cards(view.cards if view else (), may_change=may_change_cards)
        self.consents.show_answers(view.answers if view else {})
        self.history.setVisible(view is not None and may_see_history)
        self.save.say(msg("Save") if view else msg("Join"))
        picks = [Pick("details", msg("Details")), Pick("consents", msg("Consents"))]
        if view is not None:
            picks.insert(1, Pick("cards", msg("Cards")))
            if may_use_data:
                picks.append(Pick("data", msg("Data")))
        self.tabs.set_picks(picks)
        if self.tab not in {pick.value for pick in picks}:
            self.show_tab("details")
        self.tabs.put(self.tab)
        self._name_panel()

    def show_details(self) -> None:
        """Put the record as it is kept into the fields."""
        if self.view is not None:
            self.details.show_draft(draft_of(self.view, self._face.words))

    def _name_panel(self) -> None:
        view = self.view
        if view is None:
            self.head(msg("New member"), icon="user-plus")
            return
        person = view.person
        name = plain(short_name(person.name)) if person and person.name else msg("Member without a name")
        visits = msgn("{n} visit", "{n} visits", view.visits)
        detail = msg(
            "{phone} · since {day} · {visits}",
            phone=masked_phone(person.phone) if person and person.phone else msg("no phone"),
            day=view.joined_on,
            visits=visits,
        )
        self.head(name, detail=detail, icon="user")

    def _dress_body(self) -> None:
        space(self._face, self._body, (0, 0, 0, 0), 1)
        space(self._face, self._tab_row, (4, 0, 4, 1), 0)
