"""The checkout screen: puts the widgets together and hands keys to the counter."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.people.staff import Permission
from app.ui.checkout.counter import Counter
from app.ui.checkout.lines import line_rows
from app.ui.checkout.member_card import MemberCard
from app.ui.checkout.member_view import Occasion, member_card
from app.ui.checkout.modes.done import DoneMode
from app.ui.checkout.modes.paper import PaperMode
from app.ui.checkout.modes.payment import PaymentMode
from app.ui.checkout.screen_keys import ScreenKeys
from app.ui.checkout.session import CheckoutSession
from app.ui.checkout.views.basket_table import BasketTable
from app.ui.checkout.views.board_panel import BoardPanel
from app.ui.checkout.views.done_view import DoneView
from app.ui.checkout.views.empty_basket import EmptyBasket
from app.ui.checkout.views.entry_bar import EntryBar
from app.ui.checkout.views.member_panel import MemberPanel
from app.ui.checkout.views.paper_panel import PaperPanel
from app.ui.checkout.views.payment_panel import PaymentPanel
from app.ui.checkout.views.totals_bar import Totals, TotalsBar
from app.ui.shell.actions import KeyAction, Press
from app.ui.shell.registry import ScreenEntry
from app.ui.shell.screen import Desk, Screen
from app.ui.tasks import Changes
from app.ui.widgets.frames import Card, space
from app.values.words import Message, msg

EXPLAIN_AFTER_MS = 40
_ICONS = {"member": "users", "goods": "package-search", "reduce": "percent", "payment": "banknote", "rewards": "gift"}


class CheckoutScreen(Screen):
    """Entry line, basket and totals at the left; member, panels and payment at the right.

    Attributes:
        counter: The checkout's behaviour.
        entry, table: The widgets that tests and the demo look at.
        scanned_painted: Emitted when the table has been painted; the scan benchmark waits for it.
    """

    title = msg("Checkout")
    scanned_painted = Signal()

    def __init__(self, desk: Desk, session: CheckoutSession, entries: tuple[ScreenEntry, ...]) -> None:
        super().__init__(desk)
        face = desk.face
        self.entry = EntryBar(face)
        self.counter = Counter(desk, session, self.entry)
        self.table = BasketTable(face)
        self.empty = EmptyBasket(face)
        self.done = DoneView(face)
        self.totals = TotalsBar(face)
        self.member = MemberPanel(face)
        self.panel = BoardPanel(face)
        self.payment = PaymentPanel(face)
        self.paper = PaperPanel(face)
        self._middle = QStackedWidget()
        self._side = QStackedWidget()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(EXPLAIN_AFTER_MS)
        self._soon.timeout.connect(self._explain)
        self._keys = ScreenKeys(self.counter, entries)
        self._lay_out()
        self._wire()
        self._dress()
        self._show()

    # -- what the shell asks

    def takes_typing(self) -> bool:
        return True

    def keys(self) -> tuple[KeyAction, ...]:
        return self._keys.shown()

    def on_key_pressed(self, press: Press, scan: str) -> bool:
        return self._keys.on_key_pressed(press, scan)

    def on_shown(self) -> None:
        self.entry.line.setFocus()
        self._show()
        self._fit_side()

    def refresh(self, changes: Changes) -> None:
        if changes.touches("programs", "settings", "staff", "products"):
            self.counter.renew()

    def make_room(self, height: int) -> None:
        metrics = self.desk.face.metrics
        self._message_room.setFixedHeight(height + metrics.gap(1) if height else 0)
        self._message_room.setVisible(height > 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.entry.line.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side()

    # -- showing

    def _show(self) -> None:
        counter, session = self.counter, self.counter.session
        mode = counter.mode
        self.entry.prompt(mode.prompt())
        self.entry.show_icon(_ICONS.get(mode.name, "scan-barcode"))
        self.entry.show_busy(counter.is_waiting)
        rows = line_rows(session.basket, session.quote, self.desk.face, session.names)
        self.table.show_rows(rows, session.selected)
        self._show_middle(bool(rows))
        self._show_totals()
        self._show_side()
        self.keys_changed.emit()

    def _show_middle(self, has_rows: bool) -> None:
        shown = next((mode for mode in self.counter.modes if isinstance(mode, DoneMode)), None)
        self.done.show_done(shown)
        if shown is not None:
            self._middle.setCurrentWidget(self.done)
        elif has_rows:
            self._middle.setCurrentWidget(self.table)
        else:
            self.empty.show_mode(self.desk.till.settings.mode)
            self._middle.setCurrentWidget(self.empty)

    def _show_totals(self) -> None:
        session = self.counter.session
        quote, basket = session.quote, session.basket
        items = sum(line.units for line in basket.lines)
        self.totals.show_totals(
            Totals(
                items=items,
                subtotal=quote.subtotal_minor,
                saved=quote.discount_minor,
                stored=sum(tender.amount_minor for tender in quote.tenders),
                due=quote.due_minor,
                blocked=self._blocked(),
                paying=any(isinstance(mode, PaymentMode) for mode in self.counter.modes),
            )
        )

    def _blocked(self) -> Message | None:
        count = len(self.counter.session.basket.unresolved)
        return msg("{count} to fix", count=count) if count else None

    def _show_side(self) -> None:
        mode = self.counter.mode
        board = mode.board()
        if isinstance(mode, PaymentMode):
            self.payment.show_payment(mode, with_points=self.counter.session.member is not None)
            self._bring(self.payment)
        elif isinstance(mode, PaperMode):
            self.paper.show_paper(mode)
            self._bring(self.paper)
        elif board is not None:
            self.panel.show_board(board)
            self._bring(self.panel)
        else:
            can_open = self.desk.has_screen("member_history") and self.desk.till.may(Permission.VIEW_HISTORY)
            self.member.show_member(
                self._member_card(),
                with_history=can_open and not isinstance(mode, DoneMode),
                is_done=isinstance(mode, DoneMode),
            )
            self._bring(self.member)

    def _member_card(self) -> MemberCard | None:
        counter, session = self.counter, self.counter.session
        done = counter.mode if isinstance(counter.mode, DoneMode) else None
        info = done.member if done else session.member
        if info is None:
            return None
        if done is None and not counter.offers.is_current:
            self._soon.start()
        sale = Occasion(
            proof=done.proof if done else session.basket.proof,
            changes=done.points if done else session.quote.points,
            rewards=() if done else counter.offers.last_rewards(),
            now=self.desk.till.now(),
            is_kept=done is not None,
        )
        return member_card(info, self.desk.till.shop, self.desk.face, sale)

    def _explain(self) -> None:
        """Make the list of rewards anew, after the line has been painted."""
        if self.counter.session.member is not None and not self.counter.offers.is_current:
            self.counter.offers.explained()
            self._show_side()

    def _bring(self, widget: QWidget) -> None:
        if self._side.currentWidget() is not widget:
            self._side.setCurrentWidget(widget)
            self._fit_side()

    def _fit_side(self) -> None:
        metrics = self.desk.face.metrics
        wide = self._side.currentWidget() is not self.member
        width = min(metrics.panel if wide else metrics.side, round(self.width() * 0.44))
        self._side.setFixedWidth(width)
        self.desk.place_messages(metrics.gap(4), width + metrics.gap(7), self.totals.height() + metrics.gap(6.5))

    # -- putting together

    def _lay_out(self) -> None:
        self._middle_card = Card(self.desk.face)
        middle = QVBoxLayout(self._middle_card)
        middle.setContentsMargins(1, 1, 1, 1)
        for page in (self.empty, self.table, self.done):
            self._middle.addWidget(page)
        middle.addWidget(self._middle)
        for panel in (self.member, self.panel, self.payment, self.paper):
            self._side.addWidget(panel)
        self._message_room = QWidget()
        self._message_room.hide()
        self._left = QVBoxLayout()
        self._left.addWidget(self.entry)
        self._left.addWidget(self._middle_card, 1)
        self._left.addWidget(self._message_room)
        self._left.addWidget(self.totals)
        self._row = QHBoxLayout(self)
        self._row.addLayout(self._left, 1)
        self._row.addWidget(self._side)

    def _wire(self) -> None:
        counter, keys, face = self.counter, self._keys, self.desk.face
        counter.listen(self._show)
        self.entry.edited.connect(counter.typed)
        self.table.line_chosen.connect(counter.session.select)
        self.table.stepped.connect(lambda _key, step: keys.step(step))
        self.table.painted.connect(self.scanned_painted)
        self.totals.pay_wanted.connect(keys.pay)
        self.member.find_wanted.connect(keys.find_member)
        self.member.rewards_wanted.connect(keys.rewards)
        self.member.history_wanted.connect(self._open_history)
        self.panel.closed.connect(keys.back)
        self.paper.closed.connect(keys.back)
        self.payment.closed.connect(keys.back)
        self.payment.painted.connect(self._on_payment_painted)
        self.payment.done_wanted.connect(lambda: self._tap("Enter", ""))
        self.payment.card_wanted.connect(lambda: self._tap("", "+"))
        self.payment.points_wanted.connect(lambda: self._tap("", "*"))
        self.payment.cash_wanted.connect(self._on_note_tapped)
        self.done.receipt_wanted.connect(lambda: self._tap("F9", ""))
        self.done.member_wanted.connect(lambda: self._tap("F2", ""))
        self.desk.till.changed.connect(counter.session.reprice)
        face.restyled.connect(self._dress)
        face.reworded.connect(self._show)

    def _tap(self, name: str, text: str) -> None:
        """A tap is a press of the key that stands on the button."""
        self.on_key_pressed(Press(name, text, at_ms=time.perf_counter() * 1000), "")

    def _on_note_tapped(self, amount_minor: int) -> None:
        mode = self.counter.mode
        if isinstance(mode, PaymentMode) and not mode.is_busy and not self.counter.is_waiting:
            mode.take_cash(amount_minor)

    def _on_payment_painted(self) -> None:
        if isinstance(self.counter.mode, PaymentMode):
            self.counter.mode.painted(time.perf_counter() * 1000)

    def _open_history(self) -> None:
        member = self.counter.session.member
        if member is not None:
            self.desk.open_screen("member_history", member.id)

    def _dress(self) -> None:
        metrics = self.desk.face.metrics
        edge = 4 if metrics.density == "regular" else 3
        space(self.desk.face, self._row, (edge, edge, edge, edge), 3)
        self._left.setSpacing(metrics.gap(3 if metrics.density == "regular" else 2.2))
        self._fit_side()
