"""The receipts screen (F9): recent receipts at the left, the chosen one at the right."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from app.people.codes import own_kind
from app.sales.receipt import PointsChange
from app.ui.forms.listing import ListCard
from app.ui.forms.page import SidePanelPage, key
from app.ui.forms.paper import PaperPanel
from app.ui.forms.services import receipt_press, receipt_typing, slip_press, slip_typing
from app.ui.receipts.columns import receipt_columns
from app.ui.receipts.finding import Found, count_to_decide, find_receipts, seconds_left
from app.ui.receipts.late import LateStrip
from app.ui.receipts.mailing import MailStrip, mail_of
from app.ui.receipts.papers import SalePapers, read_papers
from app.ui.returns.words import is_traded, marked
from app.ui.shell.actions import KeyAction
from app.ui.shell.screen import Desk
from app.ui.tasks import Changes
from app.ui.widgets.button import Button
from app.values.errors import Expected
from app.values.words import Message, msg, msgn, plain
from app.workflows.look_up import MemberHit, identify
from app.workflows.members import attach_to_sale
from app.workflows.rows import ReceiptRow
from app.workflows.shop_now import calendar_day

LOOK_EVERY_MS = 1000


class ReceiptsScreen(SidePanelPage):
    """Find a receipt, look at it, print it again, add a forgotten member."""

    title = msg("Receipts")
    icon = "receipt"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found = Found()
        self._to_decide = 0
        self._row: ReceiptRow | None = None
        self._papers = SalePapers("")
        self._paper = 0
        self._wanted = ""
        self.list: ListCard[ReceiptRow] = ListCard(
            self.face,
            receipt_columns(self.face, lambda: self._found),
            sample=msg("Receipt number, goods or member"),
            name=msg("Receipts"),
        )
        self.panel = PaperPanel(self.face)
        self.late = LateStrip(desk)
        self.panel.put_above(self.late)
        self.letters = MailStrip(desk)
        self.panel.put_above(self.letters)
        self.copy = self.panel.add_button(
            Button(self.face, msg("Copy as PDF"), "primary", icon="printer", key="Ctrl+P", focusable=True), stretch=True
        )
        self.add_member = self.panel.add_button(
            Button(self.face, msg("Add a member"), "soft", icon="user-plus", key="F2", focusable=True)
        )
        self.by_mail = self.panel.add_button(
            Button(self.face, msg("By e-mail"), "soft", icon="mail", key="Ctrl+E", focusable=True)
        )
        self.by_mail.clicked.connect(self.ask_for_address)
        self.copy.clicked.connect(self.print_copy)
        self.add_member.clicked.connect(self.ask_for_member)
        self.late.chosen.connect(self.attach)
        self.list.searched.connect(lambda _text: self._read())
        self.list.opened.connect(self._on_row_opened)
        self.list.table.current_moved.connect(self._on_row_opened)
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_EVERY_MS)
        self._clock.timeout.connect(self._show_buttons)
        self.set_sides(self.list, self.panel)
        self._show_buttons()

    # -- what the shell calls

    def page_keys(self) -> tuple[KeyAction, ...]:
        keys = [key("Ctrl+F", msg("Find"), self.list.focus_search)]
        if self._row is not None:
            keys.append(key("Ctrl+P", msg("Copy as PDF"), self.print_copy))
            if mail_of(self.desk) is not None:
                keys.append(key("Ctrl+E", msg("By e-mail"), self.ask_for_address))
            if self._can_attach():
                keys.append(key("F2", msg("Add a member"), self.ask_for_member))
            if len(self._papers.papers) > 1:
                keys.append(key("F5", msg("Next slip"), self.show_next_paper))
            keys += [
                key("F6", msg("Cancel the sale"), lambda: self._to_counter("void", self._row_sale)),
                key("F7", msg("Payment wrong"), lambda: self._to_counter("correct", self._row_sale)),
                key("F8", msg("Return"), lambda: self._to_counter("return", self._row_number)),
            ]
        if self._to_decide and self.desk.has_screen("conflicts"):
            keys.append(key("F11", msg("To decide"), lambda: self.desk.open_screen("conflicts", "")))
        return tuple(keys)

    def open_at(self, about: str) -> None:
        self._wanted = about
        self._row = None
        self.panel.paper.show_nothing()
        self.list.search.setText("")

    def on_shown(self) -> None:
        super().on_shown()
        self.list.show_loading()
        self.desk.tasks.read(count_to_decide, self._on_counted, key="receipts.to_decide")
        self._read()
        self._clock.start()
        self.list.table.setFocus()

    def on_left(self) -> None:
        self._clock.stop()
        self.late.hide()
        self.letters.hide()

    def step_back(self) -> bool:
        for strip in (self.late, self.letters):
            if not strip.isHidden():
                strip.hide()
                return True
        return False

    def refresh(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches("sales"):
            self._read(keep=True)

    def on_code_scanned(self, code: str) -> None:
        """The code of a receipt finds it; a card is added to a sale just made."""
        if own_kind(code) == "receipt":
            self.list.search_for(code)
            return
        if not self._can_attach():
            self.tell(msg("Scan the code at the foot of a receipt to find it."), "info")
            return
        shop = self.desk.till.shop
        self.desk.tasks.read(lambda reads: identify(code, reads, shop), self._on_card_read)

    # -- the list

    def _read(self, *, keep: bool = False) -> None:
        text, place = self.list.text, self.list.table.place if keep else -1
        self.desk.tasks.read(
            lambda reads: find_receipts(reads, text),
            lambda found: self._show(found, place),
            key="receipts",
            on_refused=self._on_unread,
        )

    def _on_counted(self, count: int) -> None:
        self._to_decide = count
        self.keys_changed.emit()

    def _on_unread(self, refused: Expected) -> None:
        self.list.show_trouble(refused.message, self._read)

    def _show(self, found: Found, place: int) -> None:
        self._found = found
        today = calendar_day(self.desk.till.shop.settings, self.desk.till.now())
        count = sum(row.business_on == today for row in found.rows)
        about = msgn("{n} today", "{n} today", count) if count else None
        if self._to_decide:
            about = msgn("{n} to decide between tills", "{n} to decide between tills", self._to_decide)
        self.rename(msg("Receipts"), about)
        if not found.rows:
            if self.list.text:
                detail = msg("Type the number as printed, for example 02-000481, or words of the goods.")
                self.list.show_empty("search", msg("No such receipt here"), detail)
            else:
                self.list.show_empty("receipt", msg("No receipts yet"), msg("The first sale makes one."))
            self._forget()
            return
        wanted = next((n for n, row in enumerate(found.rows) if row.sale == self._wanted), -1)
        self.list.show_listed(found.rows, current=wanted if wanted >= 0 else max(place, 0))

    def _on_row_opened(self, place: int) -> None:
        row = self.list.table.row(place) if place >= 0 else None
        if row is None:
            return
        if self._row is None or row.sale != self._row.sale:
            self.late.hide()
        self._row, self._wanted = row, row.sale
        self._show_paper()
        self._show_buttons()
        self.keys_changed.emit()

    def _show_paper(self) -> None:
        row, typing, slips = self._row, receipt_typing(self.desk), slip_typing(self.desk)
        if row is None or typing is None:
            return
        sale, number = row.sale, row.number
        self.panel.head(msg("Receipt {number}", number=row.number), detail=self._whose(row))
        mark = marked(self._found.marks.get(sale), traded=is_traded(row))
        self.panel.say_state(*(mark if mark is not None else (None, "ok")))
        self.desk.tasks.read(
            lambda reads: read_papers(reads, sale, number, typing=typing, slips=slips),
            self._on_papers_read,
            key="receipt",
            on_refused=self.refuse,
        )

    def _on_papers_read(self, papers: SalePapers) -> None:
        kept = self._paper if papers.sale == self._papers.sale else 0
        self._papers = papers
        self.panel.banner.say(papers.warning(), "err")
        self._turn_to(min(kept, len(papers.papers) - 1))

    def show_next_paper(self) -> None:
        """The next of the sale's papers: its receipt, then the slip of each return."""
        self._turn_to((self._paper + 1) % max(len(self._papers.papers), 1))

    def _turn_to(self, place: int) -> None:
        self._paper = place
        if place < len(self._papers.papers):
            paper = self._papers.papers[place]
            whose = self._whose(self._row) if self._row is not None else None
            self.panel.head(paper.title, detail=whose if paper.document else self._papers.count() or whose)
            self.panel.paper.show_text(paper.text)
        self.keys_changed.emit()

    def _to_counter(self, panel: str, about: str) -> None:
        """Go on at the counter, where the panels of the way back stand beside the basket."""
        opening = self.desk.services.get("open_panel")
        if opening is None:
            self.tell(msg("This is done at the counter: scan the receipt there."), "info")
            return
        self.desk.go_home()
        opening(panel, about)

    @property
    def _row_sale(self) -> str:
        return self._row.sale if self._row is not None else ""

    @property
    def _row_number(self) -> str:
        return self._row.number if self._row is not None else ""

    def _forget(self) -> None:
        self._row, self._papers, self._paper = None, SalePapers(""), 0
        self.panel.head(msg("Receipt"))
        self.panel.say_state(None)
        self.panel.banner.say(None)
        self.panel.paper.show_nothing()
        self._show_buttons()
        self.keys_changed.emit()

    # -- what can be done

    def print_copy(self) -> None:
        """Write the receipt again, marked as a copy."""
        row, at = self._row, self.desk.till.now()
        if row is None:
            return
        shown = self._papers.papers[self._paper] if self._paper < len(self._papers.papers) else None
        document = shown.document if shown is not None else ""
        press = slip_press(self.desk) if document else receipt_press(self.desk)
        if press is None:
            self.tell(msg("This till cannot print receipts. The receipt is kept all the same."), "warn")
            return
        self.desk.tasks.read(
            lambda reads: press(reads, document or row.sale, at),
            lambda files: self.tell(msg("Copy saved: {file}", file=files[0])),
            on_refused=self.refuse,
        )

    def ask_for_member(self) -> None:
        """Show the strip on which the member is found."""
        row = self._row
        if row is not None and self._can_attach():
            self.late.ask(lambda: seconds_left(row, self.desk.till.now()))

    def attach(self, member: str) -> None:
        """Add a member to the sale just made: it earns its points, its price stays."""
        row = self._row
        if row is None:
            return
        acting = self.acting()
        self.desk.tasks.run(
            lambda books: attach_to_sale(books, row.sale, member, acting),
            lambda points: self._on_attached(row, points),
            self.refuse,
            changes=Changes.of("sales", "members", member=member),
        )

    def _on_attached(self, row: ReceiptRow, points: tuple[PointsChange, ...]) -> None:
        self.late.hide()
        earned = sum(change.earned_milli for change in points)
        if earned:
            shown = self.face.words.points(earned)
            self.tell(msg("Sale {number}: {points} points earned.", number=row.number, points=shown))
        else:
            self.tell(msg("Sale {number} belongs to the member now; it earns no points.", number=row.number))

    def _on_card_read(self, found: object) -> None:
        if isinstance(found, MemberHit):
            self.attach(found.row.id)
        else:
            message = getattr(found, "message", msg("This is no member's card."))
            self.tell(message, "warn")

    def _can_attach(self) -> bool:
        return self._row is not None and seconds_left(self._row, self.desk.till.now()) > 0

    def ask_for_address(self) -> None:
        """Show the strip on which the receipt is sent by e-mail."""
        if self._row is not None and mail_of(self.desk) is not None:
            self.late.hide()
            self.letters.ask(self._row.sale)

    def _show_buttons(self) -> None:
        can = self._can_attach()
        self.by_mail.setVisible(mail_of(self.desk) is not None)
        self.by_mail.setEnabled(self._row is not None)
        self.letters.follow(self._row.sale if self._row is not None else "")
        changed = can == self.add_member.isHidden()
        self.copy.setEnabled(self._row is not None)
        self.add_member.setVisible(can)
        if changed:
            self.keys_changed.emit()

    # -- words

    def _whose(self, row: ReceiptRow) -> Message | None:
        if not row.member:
            return None
        return plain(self._found.names.get(row.member) or self.face.say(msg("Member without a name")))
