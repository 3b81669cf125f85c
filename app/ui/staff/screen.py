"""The staff screen: everybody at the left, one person at the right."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.people.codes import grouped
from app.people.staff import StaffMember
from app.ui.face import Face
from app.ui.forms.listing import ListCard
from app.ui.forms.page import SidePanelPage, key
from app.ui.forms.states import StateNote
from app.ui.forms.table import Cell, Column
from app.ui.shell.actions import KeyAction
from app.ui.shell.screen import Desk
from app.ui.staff.form import StaffForm
from app.ui.staff.roles import FIELD_OF, ROLE_WORDS
from app.ui.tasks import Changes
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card
from app.values.errors import Expected, Trouble
from app.values.words import Message, msg, msgn, plain
from app.workflows.badge_paper import BADGE_PAPER, BadgePaper
from app.workflows.staff import end_badge, issue_badge, issue_recovery_code, save_staff


class StaffScreen(SidePanelPage):
    """Add people, change their role and PIN, let them go."""

    title = msg("Staff")
    icon = "id-card"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._person: StaffMember | None = None
        self._is_open = False
        self.list: ListCard[StaffMember] = ListCard(self.face, self._columns(self.face), sample=None, name=msg("Staff"))
        self.form = StaffForm(desk)
        self._idle = StateNote(self.face)
        self._idle.show_state(
            "users",
            msg("Nobody chosen"),
            msg("Choose somebody at the left, or add somebody."),
            action=(msg("Add somebody"), "Ctrl+N", self.add),
        )
        idle = Card(self.face)
        QVBoxLayout(idle).addWidget(self._idle)
        self._side = QStackedWidget()
        self._side.addWidget(idle)
        self._side.addWidget(self.form)
        self.new_button = Button(self.face, msg("Add somebody"), "soft", icon="user-plus", size="small", focusable=True)
        self.new_button.clicked.connect(self.add)
        self.heading.addWidget(self.new_button)
        self.set_sides(self.list, self._side)
        self.list.opened.connect(lambda place: self._on_opened(place, edit=True))
        self.list.table.current_moved.connect(self._on_opened)
        self.form.save_wanted.connect(self.save)
        self.form.badge.clicked.connect(self.new_badge)
        self.form.no_badge.clicked.connect(self.lost_badge)
        self.form.recovery.clicked.connect(self.new_recovery_code)

    # -- what the shell calls

    def page_keys(self) -> tuple[KeyAction, ...]:
        keys = [key("Ctrl+N", msg("Add somebody"), self.add)]
        if self._is_open:
            keys.append(key("Ctrl+S", msg("Save"), self.save))
        return tuple(keys)

    def on_shown(self) -> None:
        super().on_shown()
        self._close()
        self._read()
        self.list.table.setFocus()

    def step_back(self) -> bool:
        if not self._is_open:
            return False
        self._close()
        self.list.table.setFocus()
        return True

    def refresh(self, changes: Changes) -> None:
        if changes.touches("staff") and self.isVisible():
            self._read()

    # -- the list

    def _read(self) -> None:
        self.desk.tasks.read(
            lambda reads: reads.staff(),
            self._show,
            key="staff",
            on_refused=lambda refused: self.list.show_trouble(refused.message, self._read),
        )

    def _show(self, people: tuple[StaffMember, ...]) -> None:
        working = [person for person in people if person.active]
        self.rename(msg("Staff"), msgn("{n} works here", "{n} work here", len(working)))
        ordered = sorted(people, key=lambda person: (not person.active, person.name))
        before = self._person.id if self._person else ""
        place = next((n for n, person in enumerate(ordered) if person.id == before), -1)
        self.list.show_listed(ordered, current=place)

    def _on_opened(self, place: int, *, edit: bool = False) -> None:
        person = self.list.table.row(place) if place >= 0 else None
        if person is None:
            return
        if person != self._person or not self._is_open:
            self._open(person)
        if edit:
            self.form.name.editor.setFocus()

    # -- one person

    def add(self) -> None:
        """Begin somebody new."""
        self.list.table.clearSelection()
        self._open(None)
        self.form.name.editor.setFocus()

    def save(self) -> None:
        """Keep the person, or say at the field why not."""
        if not self._is_open:
            return
        name, role, pin, active = self.form.typed()
        before = self._person or StaffMember(id="", name="", role="cashier")
        person = msgspec.structs.replace(before, name=name, role=role, active=active)
        acting = self.acting()
        self.desk.tasks.run(
            lambda books: save_staff(books, person, acting, pin=pin or None),
            self._on_kept,
            self._on_refused,
            changes=Changes.of("staff"),
        )

    def new_badge(self) -> None:
        """Give the person a new badge: on paper, and its digits on the screen, only now."""
        person, acting = self._person, self.acting()
        if person is None:
            return

        def issued(code: str) -> None:
            door = self.desk.services.get(BADGE_PAPER)
            settings = self.desk.till.shop.settings
            words = plain(grouped(code))
            if door is not None:
                try:
                    file = str(door(BadgePaper(settings, person.name, code, acting.at)))
                except Trouble as wrong:
                    self.refuse(wrong)
                else:
                    self.tell(msg("The badge is in {file}. Print it, then delete the file.", file=file))
            self._open_anew(person.id, words)

        self.desk.tasks.run(
            lambda books: issue_badge(books, person.id, acting), issued, self.refuse, changes=Changes.of("staff")
        )

    def lost_badge(self) -> None:
        """The person's badge opens nothing more."""
        person, acting = self._person, self.acting()
        if person is None:
            return

        def ended(_none: None) -> None:
            self.tell(msg("The badge of {name} opens nothing more.", name=person.name))
            self._open_anew(person.id, None)

        self.desk.tasks.run(
            lambda books: end_badge(books, person.id, acting), ended, self.refuse, changes=Changes.of("staff")
        )

    def new_recovery_code(self) -> None:
        """Give an owner a code for the day the machine's keys are lost; it is shown only now."""
        person, acting = self._person, self.acting()
        if person is None:
            return

        def issued(code: str) -> None:
            self.tell(msg("Write this code down and keep it away from the till. It is shown only now."), "warn")
            self._open_anew(person.id, plain(code))

        self.desk.tasks.run(
            lambda books: issue_recovery_code(books, person.id, acting),
            issued,
            self.refuse,
            changes=Changes.of("staff"),
        )

    def _open_anew(self, person: str, secret: Message | None) -> None:
        """Show somebody as they are now, with a code that is shown only now."""

        def on_read(people: tuple[StaffMember, ...]) -> None:
            found = next((each for each in people if each.id == person), None)
            self._open(found)
            if secret is not None:
                self.form.show_secret(secret)

        self.desk.tasks.read(lambda reads: reads.staff(), on_read, key="staff.one", on_refused=self.refuse)
        self.reload_shop()

    def _on_kept(self, person: StaffMember) -> None:
        self._open(person)
        self.tell(msg("Saved: {name}.", name=person.name))
        self.reload_shop(lambda: self._follow(person))

    def _follow(self, person: StaffMember) -> None:
        """Whoever changed themselves works on with what they now may do."""
        till = self.desk.till
        if till.staff is not None and till.staff.id == person.id:
            till.sign(person if person.active else None)

    def _on_refused(self, refused: Expected) -> None:
        field = FIELD_OF.get(refused.code)
        if field is not None:
            self.form.refuse(field, refused.message)
        else:
            self.refuse(refused)

    def _open(self, person: StaffMember | None) -> None:
        self._person, self._is_open = person, True
        self.form.show_person(person)
        self._side.setCurrentIndex(1)
        self.keys_changed.emit()

    def _close(self) -> None:
        self._person, self._is_open = None, False
        self._side.setCurrentIndex(0)
        self.keys_changed.emit()

    def _columns(self, face: Face) -> Sequence[Column[StaffMember]]:
        def name(person: StaffMember) -> Cell:
            return Cell(person.name, icon="user", tone="text" if person.active else "text2", strong=person.active)

        def role(person: StaffMember) -> Cell:
            return Cell(face.say(ROLE_WORDS[person.role]), tone="text2")

        def state(person: StaffMember) -> Cell:
            if not person.active:
                return Cell(face.say(msg("left")), pill="text2")
            if not person.pin_hash and not person.badge_hash:
                return Cell(face.say(msg("no PIN")), pill="warn")
            if person.must_change:
                return Cell(face.say(msg("PIN to change")), pill="warn")
            return Cell(face.say(msg("can sign in")), tone="text2")

        return (
            Column(msg("Name"), name),
            Column(msg("Role"), role, ems=8),
            Column(msg("State"), state, ems=9),
        )
