"""The panels that are not there at the start: made when first needed, or in a quiet moment before that.

A till that has just been switched on shows an empty basket; building payment, receipt and the rest only
then keeps the first picture quick, and nobody waits for them later.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.checkout.modes.kinds import as_payment
from app.ui.checkout.screen_keys import ScreenKeys
from app.ui.face import Face
from app.ui.shell.actions import Press

if TYPE_CHECKING:
    from app.ui.checkout.counter import Counter
    from app.ui.checkout.modes.done import DoneMode
    from app.ui.checkout.views.board_panel import BoardPanel
    from app.ui.checkout.views.done_view import DoneView
    from app.ui.checkout.views.paper_panel import PaperPanel
    from app.ui.checkout.views.payment_panel import PaymentPanel

Panel = TypeVar("Panel", bound=QWidget)


class Panels:
    """Makes each panel once and wires it to the keys that stand on its buttons."""

    def __init__(
        self, face: Face, counter: Counter, keys: ScreenKeys, places: tuple[QStackedWidget, QStackedWidget]
    ) -> None:
        """`places`: the middle, where the basket is, and the side."""
        self._face, self._counter, self._keys = face, counter, keys
        self._middle, self._side = places

    @cached_property
    def board(self) -> BoardPanel:
        """The panel that draws boards."""
        from app.ui.checkout.views.board_panel import BoardPanel

        panel = BoardPanel(self._face)
        panel.closed.connect(self._keys.back)
        panel.tapped.connect(self._on_keypad_tapped)
        return self._beside(panel)

    @cached_property
    def payment(self) -> PaymentPanel:
        """The payment panel."""
        from app.ui.checkout.views.payment_panel import PaymentPanel

        panel = PaymentPanel(self._face)
        panel.closed.connect(self._keys.back)
        panel.painted.connect(self._on_payment_painted)
        panel.done_wanted.connect(lambda: self.tap("Enter"))
        panel.card_wanted.connect(lambda: self.tap("", "+"))
        panel.points_wanted.connect(lambda: self.tap("", "*"))
        panel.cash_wanted.connect(self._on_note_tapped)
        return self._beside(panel)

    @cached_property
    def paper(self) -> PaperPanel:
        """The receipt on the screen."""
        from app.ui.checkout.views.paper_panel import PaperPanel

        panel = PaperPanel(self._face)
        panel.closed.connect(self._keys.back)
        return self._beside(panel)

    @cached_property
    def done(self) -> DoneView:
        """The change in huge figures."""
        from app.ui.checkout.views.done_view import DoneView

        view = DoneView(self._face)
        view.receipt_wanted.connect(lambda: self.tap("F9"))
        view.member_wanted.connect(lambda: self.tap("F2"))
        view.mail_wanted.connect(lambda: self.tap("Ctrl+E"))
        self._middle.addWidget(view)
        return view

    def show_done(self, mode: DoneMode | None) -> None:
        """Show the sale just kept; None where the next one has begun."""
        if mode is not None or "done" in self.__dict__:
            self.done.show_done(mode)

    def in_quiet(self) -> tuple[Callable[[], object], ...]:
        """What may be done while nothing else is: each a few milliseconds."""
        return (self._import_modes, lambda: self.board, lambda: self.payment, lambda: self.done, lambda: self.paper)

    def tap(self, name: str, text: str = "") -> None:
        """A tap is a press of the key that stands on the button."""
        self._keys.on_key_pressed(Press(name, text, at_ms=self._counter.desk.key_ms()), "")

    def _beside(self, panel: Panel) -> Panel:
        self._side.addWidget(panel)
        return panel

    def _on_keypad_tapped(self, name: str, text: str) -> None:
        if name == "Backspace":
            self._keys.take_back_letter()
        else:
            self.tap(name, text)

    def _on_note_tapped(self, amount_minor: int) -> None:
        mode = as_payment(self._counter.mode)
        if mode is not None and not mode.is_busy and not self._counter.is_waiting:
            mode.take_cash(amount_minor)

    def _on_payment_painted(self) -> None:
        mode = as_payment(self._counter.mode)
        if mode is not None:
            mode.painted(self._counter.desk.key_ms())

    @staticmethod
    def _import_modes() -> None:
        pass
