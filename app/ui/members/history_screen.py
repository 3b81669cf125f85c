"""A member's history: the first view an owner has of somebody - who, how often, for how much, and every point."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.forms.choices import ChoiceBox
from app.ui.forms.listing import ListCard
from app.ui.forms.page import OfficePage, key
from app.ui.forms.panel import Panel
from app.ui.forms.paper import PaperBody
from app.ui.forms.picks import Pick, PickRow
from app.ui.forms.services import receipt_typing
from app.ui.members.history import MemberHistory, Visit, filtered, read_history
from app.ui.members.history_head import HistoryHead
from app.ui.members.history_tables import receipt_columns
from app.ui.members.statement_panel import StatementPanel
from app.ui.shell.actions import KeyAction
from app.ui.shell.screen import Desk
from app.ui.tasks import Changes
from app.ui.widgets.frames import space
from app.values.errors import Expected
from app.values.words import Message, msg, msgn, plain
from app.workflows.shop_now import calendar_day, moment_of
from app.workflows.way_back_rows import SaleMarks

PERIOD_PICKS = (
    Pick("all", msg("All receipts")),
    Pick("year", msg("Last year")),
    Pick("quarter", msg("Last 3 months")),
    Pick("month", msg("Last 30 days")),
    Pick("used", msg("Points used")),
)


class MemberHistoryScreen(OfficePage):
    """Head, receipts at the left, receipt or statement at the right."""

    title = msg("Member's history")
    icon = "history"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        face = self.face
        self._member = ""
        self.history: MemberHistory | None = None
        self.head = HistoryHead(face)
        self.list: ListCard[Visit] = ListCard(
            face, receipt_columns(face, self._marks), sample=msg("Goods or receipt number"), name=msg("Receipts")
        )
        self.period = ChoiceBox(face, PERIOD_PICKS, name=msg("Which receipts"))
        self.period.put("all")
        self.period.setMinimumContentsLength(12)
        self.list.add_tool(self.period, share=1)
        self.paper = PaperBody(face)
        self.statement = StatementPanel(face)
        self.tabs = PickRow(
            face, (Pick("points", msg("Points statement")), Pick("receipt", msg("Receipt"))), name=msg("What is shown")
        )
        self._side = Panel(face, msg("Points statement"), "coins")
        self._stack = QStackedWidget()
        self._lay_out()
        self.list.searched.connect(lambda _text: self._filter())
        self.list.opened.connect(self._on_visit_opened)
        self.list.table.current_moved.connect(self._on_visit_opened)
        self.period.currentIndexChanged.connect(lambda _place: self._filter())
        self.statement.receipt_wanted.connect(self._show_numbered)
        self.tabs.picked.connect(lambda: self.show_tab(self.tabs.values()[0]))
        face.restyled.connect(self._dress_history)
        face.reworded.connect(self._resay_history)
        self._dress_history()
        self.show_tab("points")

    def _lay_out(self) -> None:
        self._stack.addWidget(self.statement)
        self._stack.addWidget(self.paper)
        holder = QWidget()
        self._holder = QVBoxLayout(holder)
        self._tab_row = QVBoxLayout()
        self._tab_row.addWidget(self.tabs)
        self._holder.addLayout(self._tab_row)
        self._holder.addWidget(self._stack, 1)
        self._side.hold(holder)
        self._side.hide_head()
        self._lower = QHBoxLayout()
        self._lower.addWidget(self.list, 1)
        self._lower.addWidget(self._side)
        self._rows = QVBoxLayout()
        self._rows.addWidget(self.head)
        self._rows.addLayout(self._lower, 1)
        self.body.addLayout(self._rows)

    def _marks(self) -> dict[str, SaleMarks]:
        return self.history.marks if self.history is not None else {}

    # -- what the shell calls

    def page_keys(self) -> tuple[KeyAction, ...]:
        return (
            key("Ctrl+F", msg("Find"), self.list.focus_search),
            key("F4", msg("Member"), lambda: self.desk.open_screen("members", self._member)),
            key("F6", msg("Receipt or points"), self._next_tab),
        )

    def open_at(self, about: str) -> None:
        if about != self._member:
            self.history = None
            self.list.search.setText("")
            self.period.put("all")
            self.paper.show_nothing()
            self.show_tab("points")
        self._member = about

    def on_shown(self) -> None:
        super().on_shown()
        if self.history is None:
            self.list.show_loading()
        self._read()
        self.list.table.setFocus()

    def refresh(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches("sales", "members") and changes.member in {"", self._member}:
            self._read()

    # -- reading

    def _read(self) -> None:
        member, till = self._member, self.desk.till
        if not member:
            detail = msg("Open one from Members, or from the member at the counter.")
            self.list.show_empty("users", msg("No member chosen"), detail, (msg("Members"), "", self._to_members))
            return
        moment = moment_of(till.shop, till.now())
        self.desk.tasks.read(
            lambda reads: read_history(reads, member, moment),
            self._show,
            key="history",
            on_refused=self._on_unread,
        )

    def _on_unread(self, refused: Expected) -> None:
        self.list.show_trouble(refused.message, self._read)

    def _show(self, history: MemberHistory | None) -> None:
        if history is None:
            detail = msg("They may have been merged or forgotten.")
            self.list.show_empty("users", msg("This member is not known here"), detail)
            return
        self.history = history
        self.head.show_history(history, self._today())
        self.statement.show_history(history)
        self._filter()
        self._resay_history()

    def _filter(self) -> None:
        history = self.history
        if history is None:
            return
        chosen = self.period.value() or "all"
        only_used = chosen == "used"
        period = "all" if only_used else chosen
        visits = filtered(history.visits, self.list.text, period, self._today(), only_used=only_used)
        if visits:
            self.list.show_listed(visits)
        elif history.visits:
            self.list.show_empty("filter", msg("Nothing fits"), msg("Other words, or a longer period."))
        else:
            joined = msg("Joined on {day}.", day=history.view.joined_on)
            self.list.show_empty("shopping-bag", msg("No purchases yet"), joined)

    # -- the right side

    def show_tab(self, name: str) -> None:
        """Show the points statement (`points`) or the chosen receipt (`receipt`)."""
        self.tabs.put(name)
        self._stack.setCurrentIndex(0 if name == "points" else 1)

    def _on_visit_opened(self, place: int) -> None:
        visit = self.list.table.row(place) if place >= 0 else None
        if visit is not None:
            self._show_sale(visit.row.sale)

    def _show_numbered(self, number: str) -> None:
        visit = (
            next((each for each in self.history.visits if each.row.number == number), None) if self.history else None
        )
        if visit is not None:
            self._show_sale(visit.row.sale)

    def _show_sale(self, sale: str) -> None:
        typing = receipt_typing(self.desk)
        if typing is not None:
            self.desk.tasks.read(
                lambda reads: typing(reads, sale, ()), self._show_paper, key="receipt", on_refused=self.refuse
            )

    def _show_paper(self, text: str) -> None:
        self.paper.show_text(text)
        self.show_tab("receipt")

    def message_insets(self) -> tuple[int, int, int]:
        gap = self.face.metrics.gap
        return gap(5), self.face.metrics.panel + gap(8), gap(5)

    def _next_tab(self) -> None:
        self.show_tab("receipt" if self.tabs.values() == ("points",) else "points")

    def _to_members(self) -> None:
        self.desk.open_screen("members", "")

    def _today(self) -> dt.date:
        till = self.desk.till
        return calendar_day(till.shop.settings, till.now())

    def _resay_history(self) -> None:
        history = self.history
        if history is None:
            return
        person = history.view.person
        name: Message = plain(person.name) if person and person.name else msg("Member without a name")
        self.rename(msg("Member's history"), msg("{name} · {count}", name=name, count=self._receipts_words()))
        if history.statements:
            self.statement.show_history(history)

    def _receipts_words(self) -> Message:
        return msgn("{n} receipt", "{n} receipts", len(self.history.visits) if self.history else 0)

    def _dress_history(self) -> None:
        face = self.face
        space(face, self._rows, (0, 0, 0, 0), 3)
        space(face, self._lower, (0, 0, 0, 0), 3)
        space(face, self._holder, (0, 0, 0, 0), 1)
        space(face, self._tab_row, (4, 3, 4, 1), 0)
        self._side.setFixedWidth(face.metrics.panel)
        self.head.setFixedHeight(round(face.metrics.base * 5.4))
