"""Asking a second person: what is to be allowed and why, a PIN pad, a badge; the cashier stays signed in.

Anything may ask, from any screen: `ask_approval(desk.services.get, request, on_approved)`, or
`ask_approval(floor.service, ...)` on the checkout. The panel lies over the right of the screen and takes all
keys until somebody has approved or Esc was pressed; nothing of the sale behind it is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from app.ui.shell.actions import Press
from app.ui.shell.pin_pad import PinPad
from app.ui.tasks import Changes
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, hairline, space
from app.ui.widgets.pill import IconMark
from app.ui.widgets.text import TextLabel, wrapped
from app.values.errors import Expected
from app.values.words import msg, plain
from app.workflows.acting import Acting
from app.workflows.approvals import Approval, ApprovalRequest, approve
from app.workflows.pins import may_be_longer
from app.workflows.sign_in import MustWait, Proof, WrongPin, wait_words

if TYPE_CHECKING:
    from app.ui.shell.screen import Desk

SERVICE = "approve"
WIDTH_EMS = 21
SHADE = QColor(0, 0, 0, 80)
"""Dark in every theme: what lies behind waits."""
TICK_MS = 1000


def ask_approval(
    service: Callable[[str], Callable[..., Any] | None],
    request: ApprovalRequest,
    on_approved: Callable[[str], None],
    on_cancelled: Callable[[], None] = lambda: None,
) -> None:
    """Ask a second person, and go on with their staff id.

    Args:
        service: Finds a door by name: `floor.service` or `desk.services.get`.
        on_approved: Gets the staff id, for the workflow's `approved_by`; it is good for this one thing only.
        on_cancelled: Called where nobody approved.
    """
    door = service(SERVICE)
    if door is None:
        on_cancelled()
    else:
        door(request, on_approved, on_cancelled)


class ApprovalPanel(QWidget):
    """The panel, over a shade that keeps the screen behind it from being touched.

    Attributes:
        opened: Emitted when somebody is asked. closed: When that is over, after the callback.
    """

    opened = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._over = desk, parent
        face = desk.face
        self._request: ApprovalRequest | None = None
        self._on_approved: Callable[[str], None] = lambda _staff: None
        self._on_cancelled: Callable[[], None] = lambda: None
        self._left_ms = 0
        self._before: QWidget | None = None
        self.card = Card(face, parent=self)
        self._mark = IconMark(face, "lock-open", "primary", 1.4)
        self._title = TextLabel(face, msg("Ask somebody to approve"), "title", weight=QFont.Weight.Bold)
        self._who = TextLabel(face, "", "small", tone="text2")
        self._what = wrapped(TextLabel(face, "", "body", weight=QFont.Weight.DemiBold))
        self._why = wrapped(TextLabel(face, "", "body", tone="text2"))
        self._ask = wrapped(TextLabel(face, msg("PIN or badge of somebody who may allow it"), "small", tone="text2"))
        self._say = wrapped(TextLabel(face, "", "small", tone="err", weight=QFont.Weight.DemiBold))
        self.pad = PinPad(face, height=0.85)
        self.pad.completed.connect(self._on_pin_typed)
        self.pad.scanned_over.connect(self._on_scanned_over)
        self.pad.typed.connect(self._on_key_typed)
        self._cancel = Button(face, msg("Not now"), "ghost", key="Esc")
        self._cancel.clicked.connect(self.cancel)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._on_second_passed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        face.restyled.connect(self._dress)
        parent.installEventFilter(self)
        self._dress()
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether somebody is being asked."""
        return self._request is not None

    def ask(
        self, request: ApprovalRequest, on_approved: Callable[[str], None], on_cancelled: Callable[[], None]
    ) -> None:
        """Show what is to be allowed; an earlier question is taken back."""
        if self.is_open:
            self.cancel()
        self._request, self._on_approved, self._on_cancelled = request, on_approved, on_cancelled
        till = self._desk.till
        self._who.say(msg("{name} asks", name=plain(till.staff.name)) if till.staff else "")
        self._what.say(request.what)
        self._why.say(request.why)
        self._say.say("")
        self._wait(0)
        length = till.shop.settings.pin_length
        self.pad.expect(length, may_be_longer=may_be_longer(till.shop.staff.values(), length))
        self._fit()
        self._before = self.window().focusWidget()
        self.show()
        self.raise_()
        self.setFocus()
        self.opened.emit()

    def cancel(self) -> None:
        """Nobody approved; nothing happens."""
        on_cancelled = self._on_cancelled
        if self._close():
            on_cancelled()
            self.closed.emit()

    def on_key_pressed(self, press: Press, scan: str) -> bool:
        """Every key is the panel's while it is open."""
        if scan:
            self.on_scanned(scan)
        elif press.name == "Esc":
            self.cancel()
        else:
            self.pad.press(press)
        return True

    def on_scanned(self, code: str) -> None:
        """A badge approves; anything else is not kept."""
        from app.people.codes import compact, own_kind

        self.pad.clear()
        if own_kind(compact(code)) == "badge":
            self._show_proof(Proof(badge=code))
        else:
            self._say.say(msg("That is not a badge. The scan was not kept."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), SHADE)

    def _on_pin_typed(self, pin: str) -> None:
        self._show_proof(Proof(pin=pin))

    def _on_scanned_over(self) -> None:
        self._say.say(msg("That is not a PIN. The scan was not kept."))

    def _on_key_typed(self) -> None:
        if self.pad.count and not self._left_ms:
            self._say.say("")

    def _show_proof(self, proof: Proof) -> None:
        request, till = self._request, self._desk.till
        if request is None:
            return
        acting = Acting(till.shop, till.staff.id if till.staff else "nobody", till.now())
        self.pad.close_pad(True)
        self._desk.tasks.run(
            lambda books: approve(books, request, acting, proof),
            lambda approval: self._approved(request, approval),
            lambda why: self._refused(request, why),
            changes=Changes.of("audit"),
            on_failed=lambda: self.pad.close_pad(False),
        )

    def _approved(self, request: ApprovalRequest, approval: Approval) -> None:
        on_approved = self._on_approved
        if request is self._request and self._close():
            on_approved(approval.approved_by)
            self.closed.emit()

    def _refused(self, request: ApprovalRequest, why: Expected) -> None:
        if request is not self._request:
            return
        self.pad.close_pad(False)
        self._say.say(why.message)
        if isinstance(why, MustWait | WrongPin):
            self._wait(why.wait_ms)

    def _wait(self, wait_ms: int) -> None:
        self._left_ms = wait_ms
        if wait_ms:
            self.pad.close_pad(True)
            self._tick.start()
        else:
            self._tick.stop()
            self.pad.close_pad(False)

    def _on_second_passed(self) -> None:
        left = max(self._left_ms - TICK_MS, 0)
        self._say.say(wait_words(left) if left else "")
        self._wait(left)

    def _close(self) -> bool:
        if self._request is None:
            return False
        self._request = None
        self._tick.stop()
        self.pad.clear()
        self.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus()
        self._before = None
        return True

    def _fit(self) -> None:
        self.setGeometry(self._over.rect())
        metrics = self._desk.face.metrics
        edge = metrics.gap(3)
        width = min(round(metrics.base * WIDTH_EMS), self.width() - 2 * edge)
        height = min(max(self.card.heightForWidth(width), self.card.sizeHint().height()), self.height() - 2 * edge)
        self.card.setGeometry(self.width() - width - edge, edge, width, height)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self.card)
        self._column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._title, self._who, self._what, self._why, self._ask, self._say):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for widget in (self._title, self._who, self._what, self._why, hairline(), self._ask, self.pad, self._say):
            self._column.addWidget(widget)
        self._column.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignHCenter)

    def _dress(self) -> None:
        tight = self._desk.face.metrics.density == "compact"
        space(self._desk.face, self._column, (5, 3 if tight else 4, 5, 2 if tight else 4), 1.2 if tight else 2)
        self._say.setMinimumHeight(round(self._desk.face.metrics.base * (1.2 if tight else 2.3)))
        if self.isVisible():
            self._fit()
