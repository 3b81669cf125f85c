"""The checkout screen: puts the widgets together and hands keys to the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.people.staff import Permission
from app.ui.checkout.modes.kinds import as_done, as_paper, as_payment
from app.ui.checkout.views.empty_basket import EmptyBasket
from app.ui.checkout.views.entry_bar import EntryBar
from app.ui.checkout.views.member_panel import MemberPanel
from app.ui.checkout.views.totals_bar import Totals, TotalsBar
from app.ui.shell.actions import KeyAction, Press
from app.ui.shell.screen import Desk, Screen
from app.ui.shell.speaking import speak
from app.ui.widgets.frames import Card, space
from app.values.words import Message, msg

if TYPE_CHECKING:
    from app.sales.basket import Basket
    from app.ui.checkout.counter import Counter
    from app.ui.checkout.lines import LineRow
    from app.ui.checkout.look import Renewed
    from app.ui.checkout.member_card import MemberCard
    from app.ui.checkout.modes.base import Mode
    from app.ui.checkout.panels import Panels
    from app.ui.checkout.quick_side import QuickSide
    from app.ui.checkout.screen_keys import ScreenKeys
    from app.ui.checkout.session import CheckoutSession
    from app.ui.checkout.views.basket_table import BasketTable
    from app.ui.shell.registry import ScreenEntry
    from app.ui.tasks import Changes

KEEP_AFTER_MS = 12
HOLD_MS = 40
EXPLAIN_AFTER_MS = 40
READY_EVERY_MS = 60
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

    counter: Counter
    panels: Panels
    quick: QuickSide
    table: BasketTable

    def __init__(self, desk: Desk, entries: tuple[ScreenEntry, ...]) -> None:
        super().__init__(desk)
        face = desk.face
        self._entries = entries
        self._keys: ScreenKeys | None = None
        self._side_of: tuple[Mode, str, str] | None = None
        self._spoken: Basket | None = None
        self.entry = EntryBar(face)
        self.entry.prompt(msg("Scan an item or a member's card, or type a name"))
        self.empty = EmptyBasket(face)
        self.totals = TotalsBar(face)
        self.member = MemberPanel(face)
        self._middle, self._side = QStackedWidget(), QStackedWidget()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(EXPLAIN_AFTER_MS)
        self._soon.timeout.connect(self._explain)
        self._lay_out()
        face.restyled.connect(self._dress)
        self._dress()

    def begin(self, session: CheckoutSession, now: Renewed | None = None) -> None:
        """The books are open: begin to sell; `now` is what was found in them on opening."""
        from app.ui.checkout.counter import Counter
        from app.ui.checkout.panels import Panels
        from app.ui.checkout.quick_side import QuickSide
        from app.ui.checkout.screen_keys import ScreenKeys
        from app.ui.checkout.views.basket_table import BasketTable

        face = self.desk.face
        later = QTimer.singleShot
        self.counter = Counter(self.desk, session, self.entry, lambda work: later(KEEP_AFTER_MS, self, work))
        self._keys = ScreenKeys(self.counter, self._entries, lambda work: later(HOLD_MS, self, work))
        self.panels = Panels(face, self.counter, self._keys, (self._middle, self._side))
        self.quick = QuickSide(face, self.counter, self._keys, (self._side, self.member))
        self.table = BasketTable(face)
        self._middle.addWidget(self.table)
        self._wire()
        self.quick.refresh()
        if now is not None:
            self.counter.held.note(now)
        self._show()

    # -- what the shell asks

    def takes_typing(self) -> bool:
        return True

    def keys(self) -> tuple[KeyAction, ...]:
        return self._keys.shown() if self._keys is not None else ()

    def on_key_pressed(self, press: Press, scan: str) -> bool:
        return self._keys is not None and self._keys.on_key_pressed(press, scan)

    def on_shown(self) -> None:
        self.entry.line.setFocus()
        if self._keys is not None:
            self._show()
        self._fit_side()

    def refresh(self, changes: Changes) -> None:
        if changes.touches("programs", "settings", "staff", "products", "held"):
            self.counter.renew()
            self.quick.refresh(anew=changes.touches("products"))

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

    def make_ready(self) -> None:
        """Build what is not on show yet, bit by bit in quiet moments, so that nobody waits for it later."""
        for place, work in enumerate(self.panels.in_quiet(), 1):
            QTimer.singleShot(READY_EVERY_MS * place, self, work)

    # -- showing

    def _show(self) -> None:
        from app.ui.checkout.lines import line_rows

        counter, session = self.counter, self.counter.session
        mode = counter.mode
        self.entry.prompt(mode.prompt())
        self.entry.show_icon(_ICONS.get(mode.name, "scan-barcode"))
        self.entry.show_busy(counter.is_waiting)
        rows = line_rows(session.basket, session.quote, self.desk.face, session.names)
        self.table.show_rows(rows, session.selected)
        self._show_middle(bool(rows))
        self._show_totals()
        self._speak(rows)
        if self._is_same_side():
            # the member's points and rewards follow in a moment: the scanned line is painted first
            self._soon.start()
        else:
            self._show_side()
        self.keys_changed.emit()

    def _speak(self, rows: list[LineRow]) -> None:
        """Say the line that changed and what is to pay, for whoever does not see them."""
        session = self.counter.session
        if session.basket is self._spoken:
            return
        self._spoken = session.basket
        row = next((row for row in rows if row.key and row.key == session.selected), None)
        due = self.desk.face.say(msg("To pay {sum}", sum=self.desk.face.money(session.quote.due_minor)))
        speak(self.table, f"{row.spoken()}. {due}" if row is not None else due)

    def _is_same_side(self) -> bool:
        """Whether the side shows the member of this sale already, and only figures may have changed."""
        session, mode = self.counter.session, self.counter.mode
        before, self._side_of = self._side_of, (mode, session.basket.member, session.basket.proof)
        is_plain = mode.name == "basket" and mode.board() is None
        return is_plain and bool(session.basket.member) and before == self._side_of

    def _show_middle(self, has_rows: bool) -> None:
        shown = next((mode for mode in map(as_done, self.counter.modes) if mode is not None), None)
        self.panels.show_done(shown)
        if shown is not None:
            self._middle.setCurrentWidget(self.panels.done)
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
                paying=any(as_payment(mode) is not None for mode in self.counter.modes),
            )
        )

    def _blocked(self) -> Message | None:
        if self.counter.trouble is not None:
            return msg("Cannot save")
        count = len(self.counter.session.basket.unresolved)
        return msg("{count} to fix", count=count) if count else None

    def _show_side(self) -> None:
        mode, panels = self.counter.mode, self.panels
        board, payment, paper = mode.board(), as_payment(mode), as_paper(mode)
        if payment is not None:
            panels.payment.show_payment(payment, with_points=self.counter.session.member is not None)
            self._bring(panels.payment)
        elif paper is not None:
            panels.paper.show_paper(paper)
            self._bring(panels.paper)
        elif board is not None:
            panels.board.show_board(board)
            self._bring(panels.board)
        else:
            is_done = as_done(mode) is not None
            can_open = self.desk.has_screen("member_history") and self.desk.till.may(Permission.VIEW_HISTORY)
            self.member.show_member(self._member_card(), with_history=can_open and not is_done, is_done=is_done)
            self.quick.show()
            self._bring(self.quick.widget)

    def _member_card(self) -> MemberCard | None:
        from app.ui.checkout.member_view import Occasion, member_card

        counter, session = self.counter, self.counter.session
        done = as_done(counter.mode)
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
        if self.counter.session.member is not None:
            self.counter.offers.explained()
            self._show_side()

    def _bring(self, widget: QWidget) -> None:
        if self._side.currentWidget() is not widget:
            self._side.setCurrentWidget(widget)
            self._fit_side()

    def _fit_side(self) -> None:
        metrics = self.desk.face.metrics
        is_member = self._keys is None or self._side.currentWidget() is self.quick.widget
        width = min(metrics.side if is_member else metrics.panel, round(self.width() * 0.44))
        self._side.setFixedWidth(width)
        self.desk.place_messages(metrics.gap(4), width + metrics.gap(7), self.totals.height() + metrics.gap(6.5))

    # -- putting together

    def _lay_out(self) -> None:
        self._middle_card = Card(self.desk.face)
        middle = QVBoxLayout(self._middle_card)
        middle.setContentsMargins(1, 1, 1, 1)
        self._middle.addWidget(self.empty)
        middle.addWidget(self._middle)
        self._side.addWidget(self.member)
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
        assert keys is not None
        counter.listen(self._show)
        self.entry.edited.connect(counter.typed)
        self.table.line_chosen.connect(counter.session.select)
        self.table.stepped.connect(lambda _key, step: keys.step(step))
        self.table.painted.connect(self.scanned_painted)
        self.totals.pay_wanted.connect(lambda: self.panels.tap("F12"))
        self.member.find_wanted.connect(keys.find_member)
        self.member.rewards_wanted.connect(keys.rewards)
        self.member.history_wanted.connect(self._open_history)
        self.desk.till.changed.connect(counter.session.reprice)
        self.desk.till.changed.connect(self.quick.refresh)
        face.reworded.connect(self._show)

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
