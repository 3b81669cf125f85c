"""The shift screen: open with a counted float, cash by hand, X and Z reports, and a close that counts blind."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtWidgets import QStackedWidget

from app.people.staff import Permission
from app.sales.shift import CashCount, ShiftReport
from app.ui.forms.approval import ask_approval
from app.ui.forms.page import SidePanelPage, key
from app.ui.forms.panel import Panel
from app.ui.shell.actions import KeyAction
from app.ui.shell.screen import Desk
from app.ui.shift.closing import ResultPanel
from app.ui.shift.counting import CountPanel
from app.ui.shift.moving import IN, OPEN, OUT, MovePanel
from app.ui.shift.overview import OverviewPanel, ShiftGlance
from app.ui.shift.reports import ReportsCard
from app.ui.tasks import Changes
from app.values.errors import Expected
from app.values.money import Money
from app.values.words import Message, msg, msgn
from app.workflows.acting import Acting
from app.workflows.approvals import ApprovalRequest
from app.workflows.drawer import CashMove, move_cash, needs_of_drawer, needs_of_move, open_drawer
from app.workflows.oversight_ports import ClosedShift
from app.workflows.ports import Books, Reads
from app.workflows.rows import ShiftRow
from app.workflows.shift_papers import DRAWER_OPENED, SHIFT_PAPER, SHIFT_TEXT, ShiftPaper, first_z, x_report, z_report
from app.workflows.shift_report import shift_report
from app.workflows.shift_words import DRAWER_WORDS, IN_WORDS, OUT_WORDS
from app.workflows.shifts import (
    ShiftDone,
    carried_float,
    count_drawer,
    counts_of,
    end_shift,
    open_shift,
)
from app.workflows.shop_now import is_current

_SHIFT = Changes.of("shift", "audit")


class ShiftScreen(SidePanelPage):
    """The till's day, from the first float to the last count.

    Attributes:
        stage: `overview`, `float`, `count`, `result` or `move`: what stands at the left.
        glance: The shift as everybody may know it.
        done: The shift that was closed last on this screen.
    """

    title = msg("Shift")
    icon = "calendar"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        face = self.face
        self.glance = ShiftGlance(None)
        self.done: ShiftDone | None = None
        self._paper: ShiftPaper | None = None
        self._wanted = ""
        self.overview = OverviewPanel(desk)
        self.float = CountPanel(face, msg("Count the float"), msg("Open the shift"))
        self.count = CountPanel(face, msg("Count the drawer"), msg("Hand in this count"))
        self.result = ResultPanel(face)
        self.move_panel = MovePanel(face)
        self._panels: dict[str, Panel] = {
            "overview": self.overview,
            "float": self.float,
            "count": self.count,
            "result": self.result,
            "move": self.move_panel,
        }
        self.stage = "overview"
        self._left = QStackedWidget()
        for panel in self._panels.values():
            self._left.addWidget(panel)
        self.reports = ReportsCard(face)
        self.set_sides(self._left, self.reports)
        self.overview.wanted.connect(self.begin)
        self.float.handed_in.connect(self.open_now)
        self.count.handed_in.connect(self.hand_in)
        self.result.close_wanted.connect(self.close_now)
        self.result.recount_wanted.connect(lambda: self.begin("close"))
        self.move_panel.save_wanted.connect(self.keep_move)
        self.reports.wanted.connect(self.show_z)
        self.reports.print_wanted.connect(self.print_paper)

    @property
    def shift(self) -> ShiftRow | None:
        """The open shift."""
        return self.glance.shift

    # -- what the shell calls

    def open_at(self, about: str) -> None:
        self._wanted = about

    def page_keys(self) -> tuple[KeyAction, ...]:
        keys = list(_STAGE_KEYS[self.stage](self))
        if self.reports.is_reading:
            keys.append(key("Ctrl+P", msg("Print"), self.print_paper))
        if self.glance.held and "show_held" in self.desk.services:
            keys.append(key("F7", msg("Held {count}", count=self.glance.held), self.show_held))
        return tuple(keys)

    def on_shown(self) -> None:
        super().on_shown()
        self.reports.setVisible(self.desk.till.may(Permission.VIEW_TAKINGS))
        self.reports.show_list()
        self.done = None
        self._go("overview")
        self._read()

    def step_back(self) -> bool:
        if self.reports.is_reading:
            self.reports.show_list()
            self.keys_changed.emit()
            return True
        if self.stage != "overview":
            self._go("overview")
            return True
        return False

    def refresh(self, changes: Changes) -> None:
        if changes.touches("sales", "shift", "held") and self.isVisible():
            self._read()

    def show_held(self) -> None:
        """What is put aside, at the counter: to take back or to discard."""
        self.desk.go_home()
        self.desk.services["show_held"]()

    # -- what is offered

    def begin(self, what: str) -> None:
        """Begin what a button of the overview says."""
        if what not in self.overview.offered:
            return
        if what == "x":
            self.read_x()
        elif what == "open":
            self._go("float")
            self.float.begin(self.desk.till.shop.settings.currency)
        elif what == "close":
            self._begin_close()
        else:
            self._go("move")
            self.move_panel.begin({"in": IN, "out": OUT, "drawer": OPEN}[what])

    def open_now(self) -> None:
        """Open the shift with the float that was counted."""
        counted = self.float.counted()
        if counted is None:
            return
        acting, amount = self.acting(), counted[0]

        def opened(shift: ShiftRow) -> None:
            self.desk.till.take(shift=shift)
            self._go("overview")
            self.tell(msg("The shift of {day} is open.", day=shift.business_on))

        self._run(lambda books: open_shift(books, acting, amount), opened)

    def hand_in(self) -> None:
        """Keep the count; only then what is expected is said."""
        counted = self.count.counted()
        if counted is None:
            return
        acting = self.acting()
        count = CashCount(counted[0], acting.staff, acting.at, counted[1])
        self._run(lambda books: count_drawer(books, acting, count), lambda _place: self._show_result())

    def close_now(self) -> None:
        """Close the shift; its Z report is kept, printed and shown to whoever may see it."""
        closing = self.result.closing()
        if closing is None:
            return
        acting = self.acting()

        def work(books: Books) -> tuple[ShiftDone, ShiftPaper]:
            done = end_shift(books, acting, closing)
            with books.reads() as reads:
                return done, first_z(reads, acting, done.shift.id)

        self._run(work, lambda kept: self._closed(*kept))

    def keep_move(self) -> None:
        """Keep cash in or out, or that the drawer is opened; a second person is asked where it needs one."""
        typed = self.move_panel.typed()
        if typed is None:
            return
        way, move = typed
        acting = self.acting()
        needs = needs_of_drawer(acting) if way == OPEN else needs_of_move(move, acting)
        if not needs:
            self._keep_move(way, move, acting, "")
            return
        request = ApprovalRequest(
            Permission.APPROVE_DRAWER,
            needs[0].code,
            self._said(way, move),
            needs[0].message,
            amount_minor=abs(move.amount_minor),
        )
        ask_approval(self.desk.services.get, request, lambda staff: self._keep_move(way, move, self.acting(), staff))

    def read_x(self) -> None:
        """The shift as it stands; that it was read is kept."""
        acting = self.acting()
        self._run(lambda books: x_report(books, acting), self._show_paper)

    def show_z(self, shift: str) -> None:
        """A Z report of an earlier shift, to look at; printing it again is kept."""
        acting = self.acting()

        def query(reads: Reads) -> ShiftPaper:
            return first_z(reads, acting, shift)

        self.desk.tasks.read(query, self._show_paper, key="shift.z", on_refused=self.refuse)

    def print_paper(self) -> None:
        """Print what is shown; a Z report is marked as a copy."""
        paper = self._paper
        if paper is None or not self.reports.is_reading:
            return
        if paper.kind == "x":
            self._put_out(paper)
            return
        acting, shift = self.acting(), paper.shift.id
        self._run(lambda books: z_report(books, acting, shift), self._put_out)

    # -- parts

    def _begin_close(self) -> None:
        """Count, unless both counts are there already: then only the result is left to be said."""
        if self.glance.counts >= 2:
            self._show_result()
            return
        self._go("count")
        self.count.begin(self.desk.till.shop.settings.currency)
        if self.glance.held:
            words = msgn(
                "{n} sale is held: F7 takes it back or discards it, else it moves to the next day.",
                "{n} sales are held: F7 takes them back or discards them, else they move to the next day.",
                self.glance.held,
            )
            self.count.banner.say(words, "warn")

    def _show_result(self) -> None:
        shift = self.shift
        if shift is None:
            return

        def query(reads: Reads) -> tuple[tuple[CashCount, ...], ShiftReport]:
            return counts_of(reads, shift.id), shift_report(reads, shift.id)

        def show(found: tuple[tuple[CashCount, ...], ShiftReport]) -> None:
            self._go("result")
            self.result.show_result(*found)

        self.desk.tasks.read(query, show, key="shift.result", on_refused=self.refuse)

    def _closed(self, done: ShiftDone, paper: ShiftPaper) -> None:
        self.done = done
        self.desk.till.close_shift()
        self._put_out(paper)
        self._go("overview")
        difference = done.end.difference_minor or 0
        money = Money(difference, done.end.report.currency)
        self.tell(
            msg(
                "The shift of {day} is closed: {number}, difference {difference}.",
                day=done.shift.business_on,
                number=paper.printed_number,
                difference=money,
            ),
            "warn" if difference else "ok",
        )
        if self.desk.till.may(Permission.VIEW_TAKINGS):
            self._show_paper(paper)

    def _keep_move(self, way: str, move: CashMove, acting: Acting, approved_by: str) -> None:
        moved = msgspec.structs.replace(move, approved_by=approved_by)

        def work(books: Books) -> None:
            if way == OPEN:
                open_drawer(books, move.reason, acting, note=move.note, approved_by=approved_by)
            else:
                move_cash(books, moved, acting)

        def kept(_none: None) -> None:
            door = self.desk.services.get(DRAWER_OPENED)
            words = self._said(way, move)
            is_open = bool(door(words)) if door is not None else False
            self._go("overview")
            by_hand = msg("{what} is kept. Open the drawer with its key.", what=words)
            self.tell(msg("{what} is kept.", what=words) if is_open else by_hand, "ok")

        self._run(work, kept)

    def _said(self, way: str, move: CashMove) -> Message:
        amount = Money(abs(move.amount_minor), self.desk.till.shop.settings.currency)
        if way == IN:
            return msg("{amount} put in: {reason}", amount=amount, reason=IN_WORDS[move.reason])
        if way == OUT:
            return msg("{amount} taken out: {reason}", amount=amount, reason=OUT_WORDS[move.reason])
        return msg("Drawer opened without a sale: {reason}", reason=DRAWER_WORDS[move.reason])

    def _show_paper(self, paper: ShiftPaper) -> None:
        self._paper = paper
        typing = self.desk.services.get(SHIFT_TEXT)
        text = str(typing(paper)) if typing is not None else ""
        self.reports.show_paper(msg("Report {number}", number=paper.printed_number), text)
        self.keys_changed.emit()

    def _put_out(self, paper: ShiftPaper) -> None:
        door = self.desk.services.get(SHIFT_PAPER)
        if door is not None:
            door(paper)
            if paper.is_copy or paper.kind == "x":
                self.tell(msg("{number} is on its way to paper, and kept as PDF.", number=paper.printed_number))

    def _run(self, work: Callable[[Books], object], done: Callable[..., None]) -> None:
        self.desk.tasks.run(work, done, self.refuse, changes=_SHIFT)

    def _go(self, stage: str) -> None:
        if stage != "overview":
            self.desk.dismiss()
        self.stage = stage
        self._left.setCurrentWidget(self._panels[stage])
        self.keys_changed.emit()

    def _read(self) -> None:
        at, shop = self.desk.till.now(), self.desk.till.shop

        def query(reads: Reads) -> tuple[ShiftGlance, tuple[ClosedShift, ...]]:
            shift, held = reads.open_shift(), len(reads.held_baskets())
            closed = reads.closed_shifts(60)
            if shift is None:
                return ShiftGlance(None, held=held, carried_minor=carried_float(reads)), closed
            counts = len(counts_of(reads, shift.id))
            forgotten = not is_current(shift, shop.settings, at)
            receipts = reads.shift_totals(shift.id).receipts
            return ShiftGlance(shift, receipts, held, counts, is_forgotten=forgotten), closed

        self.desk.tasks.read(query, self._show, key="shift", on_refused=self._on_unread)

    def _on_unread(self, refused: Expected) -> None:
        self.overview.banner.say(refused.message, "err")

    def _show(self, found: tuple[ShiftGlance, tuple[ClosedShift, ...]]) -> None:
        self.glance = found[0]
        self.overview.show_glance(self.glance)
        self.reports.show_closed(found[1])
        self.keys_changed.emit()
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.begin(wanted)


def _overview_keys(screen: ShiftScreen) -> tuple[KeyAction, ...]:
    keys = {
        "open": ("Ctrl+O", msg("Open the shift")),
        "close": ("Ctrl+S", msg("Close the shift")),
        "x": ("Ctrl+T", msg("X report")),
        "in": ("Ctrl+N", msg("Cash in")),
        "out": ("Ctrl+U", msg("Cash out")),
        "drawer": ("Ctrl+D", msg("Drawer")),
    }
    return tuple(
        key(legend, words, lambda what=name: screen.begin(what))
        for name, (legend, words) in keys.items()
        if name in screen.overview.offered
    )


_STAGE_KEYS: dict[str, Callable[[ShiftScreen], tuple[KeyAction, ...]]] = {
    "overview": _overview_keys,
    "float": lambda screen: (key("Ctrl+S", msg("Open the shift"), screen.open_now),),
    "count": lambda screen: (key("Ctrl+S", msg("Hand in this count"), screen.hand_in),),
    "result": lambda screen: (
        key("Ctrl+S", msg("Close the shift"), screen.close_now),
        *(
            (key("Ctrl+R", msg("Count again"), lambda: screen.begin("close")),)
            if not screen.result.recount.isHidden()
            else ()
        ),
    ),
    "move": lambda screen: (key("Ctrl+S", msg("Keep it"), screen.keep_move),),
}
