"""The review screen: cases at the left; at the right what a rule saw, the receipts behind it, and what it was."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.forms.fields import TextField
from app.ui.forms.listing import ListCard
from app.ui.forms.page import SidePanelPage, key
from app.ui.forms.panel import Panel
from app.ui.forms.picks import Pick, PickRow
from app.ui.forms.table import Cell, Column
from app.ui.review.door import reviewer_of
from app.ui.shell.actions import KeyAction
from app.ui.shell.screen import Desk
from app.ui.tasks import Changes
from app.ui.widgets.button import Button
from app.ui.widgets.frames import hairline, space
from app.ui.widgets.text import TextLabel, wrapped
from app.values.errors import Expected
from app.values.words import Message, msg, plain
from app.workflows.review.cases import LONGEST_REASON, CaseView, case_views, clear_case, count_words
from app.workflows.review_ports import CaseRow, Verdict

MOST_RECEIPTS = 12
VERDICT_WORDS: dict[str, Message] = {"fine": msg("it was fine"), "fraud": msg("it was fraud")}


class ReviewScreen(SidePanelPage):
    """Look at what the rules saw, and say what it was."""

    title = msg("Fraud review")
    icon = "search"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._case: CaseView | None = None
        self._is_open = True
        self.list: ListCard[CaseView] = ListCard(self.face, _columns(self.face), sample=None, name=msg("Cases"))
        self.which = PickRow(
            self.face, (Pick("open", msg("To look at")), Pick("done", msg("Cleared"))), name=msg("What is shown")
        )
        self.which.put("open")
        self.which.setFixedWidth(self.face.metrics.gap(80))
        self.which.picked.connect(self._on_picked)
        self.list.add_tool(self.which, share=2)
        self.panel = Panel(self.face, self.title, "search")
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self.reason = TextField(
            self.face, msg("What was it?"), longest=LONGEST_REASON, sample=msg("a few words, kept with the case")
        )
        self.panel.add(self._inside)
        self.panel.add(self.reason)
        self.panel.rows.finish()
        self.fine_button = self.panel.add_button(
            Button(self.face, msg("It was fine"), "primary", icon="check", focusable=True), stretch=True
        )
        self.fraud_button = self.panel.add_button(
            Button(self.face, msg("It was fraud"), "danger", icon="octagon-alert", focusable=True), stretch=True
        )
        self.fine_button.clicked.connect(partial(self.clear, "fine"))
        self.fraud_button.clicked.connect(partial(self.clear, "fraud"))
        self.list.opened.connect(self._on_row_opened)
        self.list.table.current_moved.connect(self._on_row_opened)
        self.set_sides(self.list, self.panel)
        self.face.restyled.connect(self._dress_review)
        self.face.reworded.connect(self._fill)
        self._dress_review()
        self._fill()

    # -- what the shell calls

    def page_keys(self) -> tuple[KeyAction, ...]:
        keys = [key("F6", msg("Open or cleared"), self._swap)]
        if self._case is not None and self._case.receipts:
            keys.append(key("F9", msg("Receipt"), self.show_receipt))
        return tuple(keys)

    def on_shown(self) -> None:
        super().on_shown()
        self.list.show_loading()
        self._look()
        self.list.table.setFocus()

    def refresh(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches("review"):
            self._read()

    # -- what is done

    def clear(self, verdict: Verdict) -> None:
        """Say what the case was."""
        view = self._case
        if view is None or not self._is_open:
            return
        acting, reason = self.acting(), self.reason.text()
        self.desk.tasks.run(
            lambda books: clear_case(books, view.row.id, verdict, acting, reason=reason),
            self._on_cleared,
            self._on_refused,
            changes=Changes.of("review", "audit"),
        )

    def show_receipt(self, sale: str = "") -> None:
        """A receipt behind the case: the newest, or the one that was pressed."""
        if self._case is not None and self._case.receipts:
            self.desk.open_screen("receipts", sale or self._case.receipts[-1].sale)

    def _on_cleared(self, row: CaseRow) -> None:
        self._case = None
        self.reason.put("")
        self.tell(msg("Kept: {verdict}.", verdict=VERDICT_WORDS[row.verdict]))

    def _on_refused(self, refused: Expected) -> None:
        if refused.code == "case.reason":
            self.reason.refuse(refused.message)
            self.reason.editor.setFocus()
        else:
            self.refuse(refused)

    # -- what is shown

    def _look(self) -> None:
        """Let the rules see what is new, then read the cases."""
        reviewer = reviewer_of(self.desk)
        if reviewer is None:
            self._read()
            return
        reviewer(lambda _new: self._read())

    def _read(self) -> None:
        is_open = self._is_open
        self.desk.tasks.read(
            lambda reads: case_views(reads, is_open=is_open), self._show, key="review", on_refused=self._on_unread
        )

    def _on_unread(self, refused: Expected) -> None:
        self.list.show_trouble(refused.message, self._look)

    def _show(self, views: tuple[CaseView, ...]) -> None:
        self.rename(self.title, count_words(len(views)) if views and self._is_open else None)
        if not views:
            self._case = None
            title = msg("Nothing to look at") if self._is_open else msg("Nothing was cleared yet")
            detail = msg("What is far from usual - cards, refunds, points by hand, voids - stands here by itself.")
            self.list.show_empty("circle-check", title, detail)
            self._fill()
            return
        kept = self._case.row.id if self._case is not None else ""
        self.list.show_listed(views, current=next((n for n, view in enumerate(views) if view.row.id == kept), 0))

    def _on_row_opened(self, place: int) -> None:
        view = self.list.table.row(place) if place >= 0 else None
        if view is not None and (self._case is None or view.row.id != self._case.row.id):
            self._case = view
            self.reason.put("")
        self._fill()

    def _on_picked(self) -> None:
        self._is_open = self.which.values() == ("open",)
        self._case = None
        self._read()

    def _swap(self) -> None:
        self.which.put("done" if self._is_open else "open")
        self._on_picked()

    def _fill(self) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        view = self._case
        self.reason.setVisible(view is not None and self._is_open)
        for button in (self.fine_button, self.fraud_button):
            button.setVisible(view is not None and self._is_open)
        self.panel.show_foot(view is not None and self._is_open)
        if view is None:
            self.panel.head(msg("No case chosen"))
        else:
            self._fill_case(view)
        self.keys_changed.emit()

    def _fill_case(self, view: CaseView) -> None:
        face, row = self.face, view.row
        self.panel.head(view.title, detail=msg("rule {rule} · {day}", rule=row.rule, day=row.business_on))
        self._say(msg("What was seen"), view.about)
        if view.who:
            self._say(msg("Whose till"), plain(view.who))
        if view.member:
            self._say(msg("Member"), plain(view.member))
        if view.receipts:
            self._add(TextLabel(face, msg("Receipts behind it"), "small", tone="text2", weight=QFont.Weight.DemiBold))
        for each in view.receipts[-MOST_RECEIPTS:]:
            words = f"{each.number}   {face.words.date_time(each.at)}   {face.money(each.total_minor)}"
            button = Button(face, words, "ghost", icon="receipt", size="small", focusable=True)
            button.clicked.connect(partial(self.show_receipt, each.sale))
            self._add(button)
        if row.verdict:
            self._add(hairline())
            said = msg("{verdict}: {reason} ({who})", verdict=VERDICT_WORDS[row.verdict], reason=row.reason,
                       who=view.cleared_by)  # fmt: skip
            self._say(msg("What it was"), said)

    def _say(self, title: Message, words: Message) -> None:
        self._add(TextLabel(self.face, title, "small", tone="text2", weight=QFont.Weight.DemiBold))
        self._add(wrapped(TextLabel(self.face, words, "body")))

    def _add(self, widget: QWidget) -> None:
        self._column.addWidget(widget)

    def _dress_review(self) -> None:
        space(self.face, self._column, (0, 1, 0, 2), 1.5)
        self.which.setFixedWidth(self.face.metrics.gap(80))


def _columns(face: Face) -> Sequence[Column[CaseView]]:
    def what(view: CaseView) -> Cell:
        return Cell(face.say(view.title), face.say(view.about), icon="triangle-alert", strong=True)

    def whom(view: CaseView) -> Cell:
        return Cell(view.who or "—", view.member, detail_tone="points")

    def when(view: CaseView) -> Cell:
        return Cell(face.words.date(view.row.business_on), tone="text2")

    return (
        Column(msg("What"), what),
        Column(msg("Who"), whom, ems=9.5, from_ems=28),
        Column(msg("Day"), when, ems=7.5, from_ems=20),
    )
