"""F12: taking payment. Cash by Enter, card by `+`, points by `*`, in any mixture until nothing is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.people.member import short_name
from app.people.staff import Permission
from app.ui.checkout import look
from app.ui.checkout.boards import Board
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.checkout.money_keys import is_absurd, is_fresh, notes_for
from app.ui.forms.approval import ask_approval
from app.ui.shell.actions import Press
from app.ui.tasks import Changes
from app.values.errors import Expected, Refusal
from app.values.money import Money
from app.values.numbers import LARGEST_MINOR, parse_decimal
from app.values.words import Message, msg, plain
from app.workflows.approvals import ApprovalRequest
from app.workflows.complete_sale import Paid, SaleChanged, SaleDone, SaleRequest, complete_sale
from app.workflows.review.holds import NeedsManager
from app.workflows.ring_up import cash_due
from app.workflows.scans.routing import Route

if TYPE_CHECKING:
    from app.workflows.rows import ProductRow


@dataclass(frozen=True, slots=True)
class PaymentState:
    """What the payment panel shows, in minor units.

    Attributes:
        due: Left to pay by card; `cash` what cash would be, after cash rounding.
        taken: Kind and amount of what was taken so far.
        change: What a typed amount would give back; None while nothing (or too little) is typed.
        notes: Amounts on the banknote buttons.
        elsewhere: True where the money is taken at the other till.
    """

    total: int
    stored: int
    due: int
    cash: int
    taken: tuple[tuple[str, int], ...]
    typed: int | None
    change: int | None
    notes: tuple[int, ...]
    elsewhere: bool
    busy: bool
    question: Message | None = None


class PaymentMode(Mode):
    """Tenders until nothing is left, then the sale is kept.

    Attributes:
        paid: What was taken, in order.
        painted_ms: When the payment was first seen; money keys are dead before that and shortly after.
    """

    name = "payment"
    place = "payment"
    takes_money = True

    def __init__(self, floor: Floor) -> None:
        super().__init__(floor)
        self.paid: list[Paid] = []
        self.painted_ms: float | None = None
        self.is_busy = False
        self._typed = ""
        self._again = 0
        self._goods: ProductRow | None = None

    def prompt(self) -> Message:
        if self.floor.session.basket.mode == "amount":
            return msg("Enter: paid at the other till")
        if not self.left:
            return msg("Nothing left to pay: Enter completes")
        return msg("Cash given; Enter alone is exact")

    def board(self) -> Board | None:
        return None

    @property
    def left(self) -> int:
        """Still to pay, without cash rounding."""
        taken = sum(paid.amount_minor for paid in self.paid)
        return self.floor.session.quote.due_minor - taken

    @property
    def cash_left(self) -> int:
        """Still to pay in cash."""
        due = self.floor.session.quote.due_minor
        cards = sum(paid.amount_minor for paid in self.paid if paid.kind != "cash")
        cash = sum(paid.amount_minor for paid in self.paid if paid.kind == "cash")
        return cash_due(self.floor.till.shop, due - cards) - cash

    def state(self) -> PaymentState:
        """What the panel shows."""
        session, shop = self.floor.session, self.floor.till.shop
        quote, cash = session.quote, max(self.cash_left, 0)
        typed = self._amount(self._typed) if self._typed else None
        return PaymentState(
            total=quote.total_minor,
            stored=sum(tender.amount_minor for tender in quote.tenders),
            due=max(self.left, 0),
            cash=cash,
            taken=tuple((paid.kind, paid.amount_minor) for paid in self.paid),
            typed=typed,
            change=typed - cash if typed is not None and typed >= cash else None,
            notes=notes_for(cash, shop.settings.currency) if cash else (),
            elsewhere=session.basket.mode == "amount",
            busy=self.is_busy,
            question=self._question(),
        )

    def typed(self, text: str) -> None:
        self._typed, self._goods = text, None
        self.floor.show()

    def painted(self, at_ms: float) -> None:
        """The panel has been seen for the first time."""
        if self.painted_ms is None:
            self.painted_ms = at_ms

    def enter(self, text: str, *, scanned: bool) -> None:
        """Cash: what was typed, or exactly what is due. The guard was asked when the key came."""
        if self._goods is not None:
            self._add_goods(self._goods)
        elif self.floor.session.basket.mode == "amount" or not self.left:
            self._complete()
        elif not text.strip():
            self.take_cash(self.cash_left)
        else:
            given = self._checked(text, self.cash_left)
            if given is not None:
                self.take_cash(given)

    def press(self, press: Press, text: str) -> bool:
        if self.is_busy:
            return True
        commits = press.name == "Enter" or press.text == "+"
        if commits and not self.may_commit(press):
            return True
        if press.text == "+":
            self._pay_by_card(text)
            return True
        if press.text == "*":
            self._pay_by_points(text)
            return True
        return press.text == "/"

    def may_commit(self, press: Press) -> bool:
        """Only a press made after the payment was seen."""
        return is_fresh(press.at_ms, self.painted_ms, repeat=press.repeat)

    def perform(self, act: Route, looked: look.Looked) -> None:
        """A member's card still counts while no money was taken; goods only offer to go back; nothing is an amount."""
        from app.workflows.look_up import ProductHit

        found = looked.found
        if act == "offer_to_go_back" and isinstance(found, ProductHit):
            self._goods = found.row
            self.floor.show()
        elif act in {"attach_and_reprice", "take_as_tender"} and self.paid:
            self.floor.say(msg("Money was taken already. Finish; the member can be added for a minute after."), "warn")
        elif act == "error_tone":
            self.floor.say(msg("This code does not pay. Nothing was taken; type an amount."), "err")
        else:
            super().perform(act, looked)

    def back(self) -> bool:
        """One step back: forget the question, then give back what was taken, then leave."""
        if self._goods is not None:
            self._goods = None
        elif self.paid:
            taken, self.paid = sum(paid.amount_minor for paid in self.paid), []
            amount = Money(taken, self.floor.session.basket.currency)
            self.floor.say(msg("Taken back: {amount}. Hand it back to the customer.", amount=amount), "warn")
        else:
            return False
        self.floor.show()
        return True

    # -- tenders

    def take_cash(self, given_minor: int) -> None:
        """Cash on the counter; completes when it covers what is left."""
        self._take(Paid("cash", given_minor), covered=given_minor >= self.cash_left)

    def take_card(self, amount_minor: int) -> None:
        """A card was charged at the card terminal; completes when nothing is left."""
        self._take(Paid("card", amount_minor), covered=amount_minor >= self.left)

    def _take(self, paid: Paid, *, covered: bool) -> None:
        self._typed = ""
        self.floor.type("")
        self.paid.append(paid)
        self.floor.show()
        if covered:
            self._complete()

    def _pay_by_card(self, text: str) -> None:
        if self.floor.session.basket.mode == "amount" or not self.left:
            return
        amount = self._checked(text, self.left) if text.strip() else self.left
        if amount is None:
            return
        if amount > self.left:
            over = Money(amount - self.left, self.floor.session.basket.currency)
            self.floor.say(msg("A card pays no more than is due: {over} too much.", over=over), "warn")
            return
        self.take_card(amount)

    def _pay_by_points(self, text: str) -> None:
        if self.paid:
            self.floor.say(msg("Points come before money: press Esc to take the money back first."), "warn")
            return
        from app.ui.checkout.modes.points import ask_points

        self.floor.type("")
        self._typed = ""
        ask_points(self.floor, text.strip())

    def _checked(self, text: str, due: int) -> int | None:
        amount = self._amount(text)
        if amount is None or amount <= 0:
            self.floor.type(text if amount is None else "")
            self.floor.say(msg("Type an amount, for example 20 or 31.63."), "warn")
            return None
        if is_absurd(amount, due) and self._again != amount:
            self._again = amount
            self.floor.type(text)
            money = Money(amount, self.floor.session.basket.currency)
            self.floor.say(msg("{amount} given? Press the key again to accept, or correct it.", amount=money), "warn")
            return None
        self._again = 0
        return amount

    def _amount(self, text: str) -> int | None:
        amount = parse_decimal(text, self.floor.till.shop.digits)
        return amount if amount is not None and amount < LARGEST_MINOR else None

    # -- completing

    def _complete(self, approved_by: str = "") -> None:
        session, till = self.floor.session, self.floor.till
        if self.is_busy or till.staff is None:
            return
        self.is_busy = session.is_frozen = True
        request = SaleRequest(
            basket=session.basket,
            paid=tuple(self.paid),
            shown=session.quote,
            standing=session.standing,
            shop=till.shop,
            staff=till.staff.id,
            at=till.now(),
            money_taken=bool(self.paid),
            approved_by=approved_by,
        )
        self.floor.show()
        self.floor.work(
            lambda books: complete_sale(books, request), self._done, self._refused, Changes.of("sales", "members")
        )

    def _done(self, done: SaleDone) -> None:
        from app.ui.checkout.modes.done import DoneMode

        self.is_busy = False
        finished = DoneMode(self.floor, done, self.floor.session.member)
        self.floor.home()
        self.floor.open(finished)

    def _refused(self, why: Expected) -> None:
        session = self.floor.session
        self.is_busy = session.is_frozen = False
        if isinstance(why, NeedsManager):
            self._ask_manager(why)
            return
        if isinstance(why, SaleChanged):
            self.paid.clear()
            session.agree(why.quote, why.standing)
        if isinstance(why, Refusal):
            self.paid = [paid for paid in self.paid if why.code not in {"sale.overpaid", "sale.short"}]
        else:
            self.paid.clear()
        self.floor.refuse(why)
        self.floor.show()

    def _ask_manager(self, held: NeedsManager) -> None:
        """The review holds this sale: a manager allows it, and what was taken stays taken."""
        basket, info = self.floor.session.basket, self.floor.session.member
        person = info.view.person if info is not None else None
        name = plain(short_name(person.name)) if person is not None and person.name else msg("a member without a name")
        request = ApprovalRequest(
            Permission.APPROVE_POINTS,
            held.code,
            msg("A sale to {member}", member=name),
            held.message,
            about=basket.id,
            member=basket.member,
            amount_minor=self.floor.session.quote.due_minor,
        )
        ask_approval(self.floor.service, request, self._complete, self.floor.show)

    def given_up(self) -> None:
        """Completing met a defect. The same sale cannot be kept twice, so the key may be pressed again."""
        self.is_busy = False
        self.paid.clear()

    # -- goods in the middle of paying

    def _question(self) -> Message | None:
        if self._goods is None:
            return None
        goods = self._goods.goods
        price = Money(goods.price_minor, self.floor.session.basket.currency)
        return msg("Add {name} {price} and go back to the basket? Enter", name=plain(goods.name), price=price)

    def _add_goods(self, row: ProductRow) -> None:
        if self.paid:
            self._goods = None
            self.floor.say(msg("Money was taken already. Finish this sale, then scan it again."), "warn")
            return
        self.floor.home()
        try:
            self.floor.session.add_goods(row, 1000)
        except Refusal as refused:
            self.floor.refuse(refused)
