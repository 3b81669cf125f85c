"""The members screen: members at the left, one of them at the right."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.people.cards import is_card_number
from app.people.member import ConsentPurpose
from app.people.staff import Permission
from app.ui.forms.page import SidePanelPage, key
from app.ui.forms.states import StateNote
from app.ui.members.browse import MemberList
from app.ui.members.card_work import CardWork
from app.ui.members.data_work import DataWork
from app.ui.members.draft import FIELD_OF, MemberDraft, draft_of, joining_of, wrong_fields
from app.ui.members.panel import MemberPanel
from app.ui.members.twice_work import TwiceWork
from app.ui.shell.actions import KeyAction
from app.ui.shell.screen import Desk
from app.ui.tasks import Changes
from app.ui.widgets.frames import Card
from app.values.errors import Expected
from app.values.words import Message, msg, msgn, plain
from app.workflows.look_up import MemberHit, identify
from app.workflows.members import MemberExists, change_member, enrol_member
from app.workflows.privacy.consents import change_consent, consent_lines
from app.workflows.rows import MemberView

HISTORY = "member_history"


@dataclass(slots=True)
class Work:
    """What is in the panel: the member (None for somebody new) and the draft it began with."""

    view: MemberView | None
    first: MemberDraft


class MembersScreen(SidePanelPage):
    """Find members, join them, and keep their record, cards and consents."""

    title = msg("Members")
    icon = "users"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._work: Work | None = None
        self._wanted = ""
        self.list = MemberList(desk)
        self.panel = MemberPanel(desk)
        self._cards = CardWork(self, self.panel.cards)
        self._twice = TwiceWork(self, self.panel.cards, self.open_member)
        self._data = DataWork(self, self.panel.data, self._on_forgotten)
        self._idle = StateNote(self.face)
        self._idle_card = Card(self.face)
        QVBoxLayout(self._idle_card).addWidget(self._idle)
        self._side = QStackedWidget()
        self._side.addWidget(self._idle_card)
        self._side.addWidget(self.panel)
        self.set_sides(self.list, self._side)
        self.list.row_opened.connect(lambda row: self.open_member(row.id, edit=True))
        self.list.row_reached.connect(lambda row: self.open_member(row.id))
        self.list.counted.connect(self._on_counted)
        self.list.join_wanted.connect(self.join)
        self.panel.save_wanted.connect(self.save)
        self.panel.history_wanted.connect(self.show_history)
        self.panel.consents.answered.connect(self._on_answered)
        self._show_idle()

    # -- what the shell calls

    def page_keys(self) -> tuple[KeyAction, ...]:
        keys = [key("Ctrl+F", msg("Find"), self.list.focus_search), key("Ctrl+N", msg("New member"), self.join)]
        if self._work is not None:
            keys.append(key("Ctrl+S", msg("Save"), self.save))
            if self._work.view is not None and self.desk.till.may(Permission.VIEW_HISTORY):
                keys.append(key("F4", msg("History"), self.show_history))
            keys.append(key("F6", msg("Next tab"), self._next_tab))
        return tuple(keys)

    def open_at(self, about: str) -> None:
        self._close_panel()
        self._wanted = about
        self.list.search.setText("")

    def on_shown(self) -> None:
        super().on_shown()
        self.list.show_loading()
        self.list.read()
        self.list.focus_search()
        if self._wanted:
            self.open_member(self._wanted)

    def step_back(self) -> bool:
        if self._work is None:
            return False
        if not self.panel.cards.new_card.isHidden():
            self.panel.cards.new_card.hide()
            return True
        if self.panel.cards.twice.is_open:
            self.panel.cards.twice.show_idle()
            return True
        self._close_panel()
        self.list.focus_search()
        return True

    def refresh(self, changes: Changes) -> None:
        if not (changes.touches("members", "sales") and self.isVisible()):
            return
        self.list.read(keep=True)
        view = self._work.view if self._work else None
        if view is not None and changes.member in {"", view.id}:
            self.desk.tasks.read(lambda reads: reads.member(view.id), self._on_read_again, key="member")

    def on_code_scanned(self, code: str) -> None:
        """A card finds its member; while a card is being replaced, it is the new card."""
        if self._work is not None and not self.panel.cards.new_card.isHidden():
            self.panel.cards.new_card.take_scan(code)
            return
        if self._work is not None and self.panel.cards.twice.is_open:
            self.panel.cards.twice.take_scan(code)
            return
        shop = self.desk.till.shop
        self.desk.tasks.read(lambda reads: identify(code, reads, shop), lambda found: self._on_identified(code, found))

    def _on_identified(self, code: str, found: object) -> None:
        if isinstance(found, MemberHit):
            self.open_member(found.row.id)
        elif is_card_number(code):
            action = (msg("New member"), "", lambda: self.join(card=code))
            self.tell(msg("Nobody has the card *{end} yet.", end=code[-4:]), "info", action)
        else:
            self.tell(msg("{code} is no member's card.", code=code[:24]), "warn")

    # -- one member

    def open_member(self, member: str, *, edit: bool = False) -> None:
        """Show a member; `edit` begins at the first field."""
        if self._work is None or self._work.view is None or self._work.view.id != member:
            self._offer_back()

        def on_read(view: MemberView | None) -> None:
            if view is not None:
                self.show_member(view)
                if edit:
                    self.panel.details.name.editor.setFocus()

        self.desk.tasks.read(lambda reads: reads.member(member), on_read, key="member")

    def join(self, phone: str = "", *, card: str = "") -> None:
        """Begin to join somebody."""
        self._offer_back()
        draft = MemberDraft(phone=phone)
        self._show(Work(None, draft), draft)
        self._cards.blank = card
        self.panel.show_tab("details")
        if card:
            self.panel.banner.say(msg("They get the card *{end}.", end=card[-4:]), "info")
        self.panel.details.phone.editor.setFocus()

    def save(self) -> None:
        """Keep the record, or join; a refusal is said at its field."""
        work = self._work
        if work is None:
            return
        draft = self.panel.details.draft()
        wrong = wrong_fields(draft)
        if wrong:
            self._refuse_fields(wrong)
            return
        acting, view = self.acting(), work.view
        card, consents = ("", {}) if view else (self._cards.blank, self.panel.consents.given())
        joining = joining_of(draft, before=view, card=card, consents=consents)
        joining = msgspec.structs.replace(joining, shown=self.panel.consents.shown())
        self.desk.tasks.run(
            lambda books: (
                change_member(books, view.id, joining, acting) if view else enrol_member(books, joining, acting)
            ),
            lambda kept: self._on_kept(kept, joined=view is None),
            self._on_refused,
            changes=Changes.of("members", member=view.id if view else ""),
        )

    def show_history(self) -> None:
        """The owner's view of the member."""
        if self._work is not None and self._work.view is not None:
            self.desk.open_screen(HISTORY, self._work.view.id)

    def _on_kept(self, view: MemberView, *, joined: bool) -> None:
        name = view.person.name if view.person and view.person.name else self.face.say(msg("Member without a name"))
        self._work = None
        self.show_member(view)
        self.tell(msg("{name} has joined.", name=name) if joined else msg("Saved: {name}.", name=name))

    def _on_refused(self, refused: Expected) -> None:
        if isinstance(refused, MemberExists):
            member = refused.member
            self.tell(refused.message, "warn", (msg("Show them"), "", lambda: self.open_member(member)))
        if field := FIELD_OF.get(refused.code):
            self._refuse_fields({field: refused.message})
        elif refused.code.startswith("card."):
            self.panel.banner.say(refused.message, "err")
        else:
            self.refuse(refused)

    def _refuse_fields(self, wrong: dict[str, Message]) -> None:
        self.panel.show_tab("details")
        self.panel.details.refuse(wrong)

    def _on_read_again(self, view: MemberView | None) -> None:
        """The same member after a change elsewhere: what is typed here stays."""
        work = self._work
        if view is None or work is None:
            return
        draft = self.panel.details.draft()
        is_typed = draft != work.first
        self._show(Work(view, draft_of(view, self.face.words)), draft if is_typed else draft_of(view, self.face.words))

    def _on_answered(self, purpose: ConsentPurpose, granted: bool) -> None:
        """A consent is kept at once; the message has a way back."""
        view = self._work.view if self._work else None
        if view is not None:
            self._keep_consent(view.id, purpose, granted)

    def _keep_consent(self, member: str, purpose: ConsentPurpose, granted: bool) -> None:
        acting = self.acting()
        words = msg("Kept: yes.") if granted else msg("Kept: no.")
        back = (msg("Undo"), "", lambda: self._keep_consent(member, purpose, not granted))
        shown = self.panel.consents.shown()[purpose]
        self.desk.tasks.run(
            lambda books: change_consent(books, member, acting, purpose=purpose, granted=granted, shown=shown),
            lambda _none: self.tell(words, "ok", back),
            self.refuse,
            changes=Changes.of("members", member=member),
        )

    def _read_answers(self, view: MemberView | None) -> None:
        if view is None:
            self.panel.consents.show_past(())
            return
        self.desk.tasks.read(lambda reads: consent_lines(reads, view.id), self.panel.consents.show_past, key="consents")

    def _on_forgotten(self) -> None:
        """The member is no more: nothing of theirs stays in the panel."""
        self._work = None
        self._show_idle()
        self.list.read()
        self.list.focus_search()

    def show_member(self, view: MemberView) -> None:
        """Show a member as they are kept."""
        draft = draft_of(view, self.face.words)
        self._show(Work(view, draft), draft)

    def _show(self, work: Work, draft: MemberDraft) -> None:
        self._work = work
        self._cards.show(work.view)
        self._twice.show(work.view)
        self._data.show(work.view)
        till = self.desk.till
        self.panel.show_member(
            work.view,
            may_change_cards=till.may(Permission.CARD_STATUS),
            may_see_history=till.may(Permission.VIEW_HISTORY),
            may_use_data=till.may(Permission.EXPORT_DATA) or till.may(Permission.ERASE_MEMBER),
        )
        self._read_answers(work.view)
        self.panel.details.show_draft(draft)
        self.panel.banner.say(None)
        self._side.setCurrentWidget(self.panel)
        self.keys_changed.emit()

    def _offer_back(self) -> None:
        work = self._work
        if work is None or self.panel.details.draft() == work.first:
            return
        draft = self.panel.details.draft()
        name = plain(draft.name) if draft.name else msg("Member without a name")
        self.tell(
            msg("Not saved: {name}.", name=name), "warn", (msg("Bring it back"), "", lambda: self._show(work, draft))
        )

    def _close_panel(self) -> None:
        self._offer_back()
        self._work = None
        self._show_idle()

    def _next_tab(self) -> None:
        values = [pick.value for pick in self.panel.tabs.picks]
        place = values.index(self.panel.tab)
        self.panel.show_tab(values[(place + 1) % len(values)])

    def _on_counted(self, count: int) -> None:
        self.rename(msg("Members"), msgn("{n} member", "{n} members", count))

    def _show_idle(self) -> None:
        self._idle.show_state(
            "users",
            msg("Nobody chosen"),
            msg("Choose a member at the left, scan a card, or join somebody."),
            action=(msg("New member"), "Ctrl+N", self.join),
        )
        self._side.setCurrentWidget(self._idle_card)
        self.keys_changed.emit()
