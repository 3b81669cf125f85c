"""F4: a reduction by hand, of the selected line or (F4 again) of the whole receipt, with its reason."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Literal

from app.people.staff import Permission
from app.sales.basket import ManualReduction
from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.checkout.reasons import REASON_WORDS
from app.ui.forms.approval import ask_approval
from app.ui.shell.actions import KeyAction
from app.values.errors import Refusal
from app.values.numbers import parse_decimal
from app.values.words import Message, msg, plain
from app.workflows.approvals import ApprovalRequest
from app.workflows.ring_up import REASONS

Kind = Literal["percent", "amount", "price"]


class ReduceMode(Mode):
    """First how much, then why: `10` or `10%`, `2.50` money, `=4.00` a new price; then a reason's number.

    Attributes:
        whole: True for the whole receipt.
        wish: Kind and value once they were typed; what was typed is kept while a reason is chosen.
    """

    name = "reduce"

    def __init__(self, floor: Floor) -> None:
        super().__init__(floor)
        self.whole = floor.session.basket.line(floor.session.selected) is None
        self.wish: tuple[Kind, Decimal] | None = None

    @property
    def takes_digits(self) -> bool:  # type: ignore[override]
        """Digits choose a reason once the size is known."""
        return self.wish is not None

    def prompt(self) -> Message:
        if self.wish is not None:
            return msg("Reason: 1 to {count}", count=len(REASONS))
        return msg("10% or 2.50, or =4.00 for a new price")

    def actions(self) -> tuple[KeyAction, ...]:
        return (KeyAction("F4", msg("This line") if self.whole else msg("Whole receipt"), self._swap),)

    def board(self) -> Board:
        lead = self._size() if self.wish else None
        rows = tuple(
            Choice(REASON_WORDS[reason], mark=str(place), run=self._giver(reason) if self.wish else None)
            for place, reason in enumerate(REASONS, 1)
        )
        note = None if self.whole else msg("F4 again: reduce the whole receipt")
        return Board(
            msg("Reduce the receipt") if self.whole else msg("Reduce this line"),
            "percent",
            self._target() if not self.whole else msg("Everything on this receipt"),
            lead,
            (Section(rows, msg("Why?") if self.wish else msg("Type how much, Enter, then the reason")),),
            note,
            chosen=self.chosen if self.wish else -1,
        )

    def opened(self) -> None:
        self.floor.type("")

    def enter(self, text: str, *, scanned: bool) -> None:
        if not text.strip():
            if self.wish is not None:
                self.run_chosen()
            elif self._has_reduction():
                self._take_back()
            return
        size = read_size(text, self.floor.till.shop.digits)
        if size is None:
            self.floor.type(text)
            self.floor.say(
                msg("{text} is no reduction. Type 10% or 2.50, or =4.00 for a new price.", text=text[:16]), "warn"
            )
            return
        self.wish, self.chosen = size, 0
        self.floor.show()

    def back(self) -> bool:
        if self.wish is not None:
            self.wish = None
            self.floor.show()
            return True
        return False

    def _swap(self) -> None:
        if self.whole and self.floor.session.basket.line(self.floor.session.selected) is None:
            return
        self.whole = not self.whole
        self.floor.show()

    def _giver(self, reason: str) -> Callable[[], None]:
        return lambda: self._give(reason)

    def _give(self, reason: str, approved_by: str = "") -> None:
        assert self.wish is not None
        session, staff = self.floor.session, self.floor.till.staff
        kind, value = self.wish
        wish = ManualReduction(kind, value, reason, staff.id if staff else "", approved_by)
        try:
            session.reduce("" if self.whole else session.selected, wish)
        except Refusal as refused:
            if refused.code == "reduction.limit" and not approved_by:
                self._ask(reason, refused)
                return
            self.wish = None
            self.floor.refuse(refused)
            self.floor.show()
            return
        self.floor.close()

    def _ask(self, reason: str, refused: Refusal) -> None:
        """Beyond the cashier's limit: a second person allows it; what was typed stays."""
        session = self.floor.session
        request = ApprovalRequest(
            Permission.REDUCE_ANY,
            refused.code,
            msg(
                "{size} · {target} · {reason}",
                size=self._size(),
                target=msg("Everything on this receipt") if self.whole else self._target(),
                reason=REASON_WORDS[reason],
            ),
            refused.message,
            about=session.basket.id,
            member=session.basket.member,
        )
        ask_approval(self.floor.service, request, lambda staff: self._give(reason, staff), self.floor.show)

    def _has_reduction(self) -> bool:
        session = self.floor.session
        line = session.basket.line(session.selected)
        return bool(session.basket.intents.reduction if self.whole else line and line.reduction)

    def _take_back(self) -> None:
        session = self.floor.session
        if self.whole:
            session.put(session.basket.wishing(reduction=None))
        else:
            session.put(session.basket.with_line(session.selected, reduction=None))
        self.floor.close()

    def _target(self) -> Message:
        line = self.floor.session.basket.line(self.floor.session.selected)
        if line is None:
            return msg("Choose a line first.")
        names = self.floor.session.names.get(line.goods.sku, {})
        return plain(names.get(self.floor.till.settings.language) or line.goods.name)

    def _size(self) -> Message:
        from app.values.money import Money

        assert self.wish is not None
        kind, value = self.wish
        if kind == "percent":
            return plain(f"−{format(value.normalize(), 'f')} %")
        money = Money(int(value), self.floor.till.shop.settings.currency)
        return msg("new price {price}", price=money) if kind == "price" else msg("−{amount}", amount=money)


def read_size(text: str, digits: int) -> tuple[Kind, Decimal] | None:
    """What was typed as kind and value: `10` and `10%` are percent, `2.50` money, `=4.00` a price.

    >>> read_size("10", 2), read_size("2,50", 2), read_size("=4", 2)
    (('percent', Decimal('10')), ('amount', Decimal('250')), ('price', Decimal('400')))
    """
    text = text.strip().replace(" ", "")
    if text.startswith("="):
        price = parse_decimal(text[1:], digits)
        return ("price", Decimal(price)) if price is not None and price >= 0 else None
    if text.endswith("%") or text.isdigit():
        percent = parse_decimal(text.removesuffix("%"), 2)
        return ("percent", Decimal(percent) / 100) if percent is not None and 0 <= percent <= 10_000 else None
    amount = parse_decimal(text, digits)
    return ("amount", Decimal(amount)) if amount is not None and amount > 0 else None
