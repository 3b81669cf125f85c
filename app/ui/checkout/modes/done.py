"""Done: the change in huge figures, until the next key or scan begins the next sale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.sales.basket import Proof
from app.sales.receipt import PointsChange
from app.ui.checkout.boards import Board
from app.ui.checkout.look import Looked
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.checkout.modes.member import MemberMode
from app.ui.checkout.session import MemberInfo
from app.ui.shell.actions import KeyAction
from app.ui.tasks import Changes
from app.values.words import Message, msg
from app.workflows.complete_sale import SaleDone
from app.workflows.ports import Books
from app.workflows.scans.routing import Route

if TYPE_CHECKING:
    from app.workflows.display_feed import Answer
    from app.workflows.mailing import LetterState

LATE_MS = 60_000


class DoneMode(Mode):
    """The sale just kept.

    Attributes:
        done: The receipt and its fact.
        member: Who it belongs to, also when attached a moment later.
        points: What it did to the member's points.
        proof: How the member was identified.
    """

    name = "done"
    place = "done"

    def __init__(self, floor: Floor, done: SaleDone, member: MemberInfo | None) -> None:
        super().__init__(floor)
        self.done = done
        self.member = member
        self.points: tuple[PointsChange, ...] = done.receipt.points
        self.proof: Proof = done.receipt.proof
        self.has_letter = False

    def opened(self) -> None:
        self.keep_receipt()
        self._ask_customer()

    def prompt(self) -> Message:
        return msg("The next scan or key starts the next sale")

    def board(self) -> Board | None:
        return None

    def actions(self) -> tuple[KeyAction, ...]:
        actions = []
        if self.seconds_left():
            actions.append(KeyAction("F2", msg("Add the member"), self._find_member))
        actions.append(KeyAction("F9", msg("Receipt"), self._show_receipt))
        if self.can_mail:
            actions.append(KeyAction("Ctrl+E", msg("By e-mail"), self.send_by_mail))
        return tuple(actions)

    def seconds_left(self) -> int:
        """How long a member can still be added; 0 where there is one or it is too late."""
        if self.member is not None:
            return 0
        return max(0, (LATE_MS - (self.floor.till.now() - self.done.fact.at)) // 1000)

    def points_digits(self, program: str) -> int:
        """Decimals that a program's points are shown with."""
        known = self.floor.till.shop.program(program)
        return known.points.digits if known is not None and known.points is not None else 0

    def enter(self, text: str, *, scanned: bool) -> None:
        self.floor.close()
        if text.strip():
            self.floor.type(text)

    def perform(self, act: Route, looked: Looked) -> None:
        """A card is added to the sale just made; anything else begins the next one."""
        if act == "late_points" and self.seconds_left():
            self.card_shown(looked)
        elif act in {"late_points", "new_sale", "new_sale_unresolved"}:
            self.floor.close()
            self.floor.take(looked, 1000, scanned=True)
        else:
            super().perform(act, looked)

    def card_shown(self, looked: Looked) -> None:
        """A card was scanned while the change still stands there."""
        if looked.info is not None:
            self.late(looked.info, "card")
        else:
            self.floor.take(looked, 1000, scanned=True)

    def late(self, info: MemberInfo, proof: Proof) -> None:
        """Attach a member to the sale just made: it earns its points, its price stays."""
        from app.workflows.acting import Acting
        from app.workflows.members import attach_to_sale

        till = self.floor.till
        shop, at, sale = till.shop, till.now(), self.done.receipt.sale
        staff = till.staff.id if till.staff else ""

        def workflow(books: Books) -> tuple[PointsChange, ...]:
            return attach_to_sale(books, sale, info.id, Acting(shop, staff, at))

        def done(points: tuple[PointsChange, ...]) -> None:
            self.member, self.points, self.proof = info, points, proof
            self.keep_receipt()
            self.floor.say(msg("Added to sale {number}: it earns its points.", number=self.done.receipt.number), "ok")
            self.floor.show()

        self.floor.work(workflow, done, self.floor.refuse, Changes.of("sales", "members", member=info.id))

    def keep_receipt(self) -> None:
        """Have the receipt written; the sale is kept whatever becomes of it."""
        keep = self.floor.service("sale_kept")
        if keep is not None:
            keep(self.done.receipt.sale, self.points)

    @property
    def can_mail(self) -> bool:
        """Whether letters can be sent from here."""
        from app.ui.checkout.modes.mail import mail_of

        return mail_of(self.floor) is not None

    def send_by_mail(self) -> None:
        """The receipt by e-mail: to the member's own address at once, else to one that is typed."""
        from app.ui.checkout.modes.mail import MailMode, mail_of

        desk = mail_of(self.floor)
        if desk is None:
            return
        if self._own_address():
            desk.send_receipt(self.done.receipt.sale, "", self._posted, points=self.points)
        else:
            self.floor.open(MailMode(self.floor, self.done.receipt, self._posted))

    def letter(self) -> Message | None:
        """What became of the newest letter of this sale; None where there is none."""
        from app.ui.checkout.modes.mail import fate_words, mail_of

        desk = mail_of(self.floor) if self.has_letter else None
        states = desk.states(self.done.receipt.sale) if desk is not None else ()
        return fate_words(states[0]) if states else None

    def _own_address(self) -> str:
        person = self.member.view.person if self.member is not None else None
        return person.email if person is not None else ""

    def _posted(self, letter: LetterState) -> None:
        self.has_letter = True
        self.floor.say(msg("The receipt goes to {address}.", address=letter.to), "ok")
        self.floor.show()

    def _ask_customer(self) -> None:
        """Where customers can touch their screen, whoever has an address says there whether it should be a letter."""
        ask = self.floor.service("customer_ask")
        if ask is None or not self._own_address() or not self.can_mail:
            return

        def answered(answer: Answer) -> None:
            if answer.is_yes:
                self.send_by_mail()

        ask("receipt", answered)

    def _find_member(self) -> None:
        self.floor.open(LateMemberMode(self.floor, self))

    def _show_receipt(self) -> None:
        from app.ui.checkout.modes.paper import PaperMode

        self.floor.open(PaperMode(self.floor, self.done, self.member, self.points))


class LateMemberMode(MemberMode):
    """Find (or join) the member of the sale just made."""

    def __init__(self, floor: Floor, sale: DoneMode) -> None:
        super().__init__(floor)
        self._sale = sale

    def found(self, info: MemberInfo, proof: Proof) -> None:
        self._sale.late(info, proof)

    def perform(self, act: Route, looked: Looked) -> None:
        """Goods begin the next sale: the one just made takes none."""
        if act == "add":
            self.floor.home()
        super().perform(act, looked)
