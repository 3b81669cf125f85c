"""Cancelling a whole sale of the open shift: what goes back stands there before a reason is chosen."""

from __future__ import annotations

from app.facts.bodies import SaleVoided
from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.look import Looked
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.held.mode import acting_at
from app.ui.returns.approving import approve, asked_of
from app.ui.returns.boards import code_rows, points_rows, refund_rows, tier_rows
from app.ui.returns.sale import attempted
from app.ui.returns.words import MARKS, VOID_WORDS
from app.ui.shell.actions import Press
from app.ui.tasks import Changes
from app.values.errors import Expected
from app.values.money import Money
from app.values.words import Message, msg
from app.workflows.acting import Acting
from app.workflows.paper import VOID_KEPT
from app.workflows.ports import Books
from app.workflows.scans.routing import Route
from app.workflows.slip_view import Heading
from app.workflows.void_sale import VOID_REASONS, VoidPreview, preview_void, void_sale


class VoidMode(Mode):
    """Look, choose why, F12."""

    name = "void"
    takes_money = True
    place = "return"
    takes_digits = True

    def __init__(self, floor: Floor, sale: str) -> None:
        super().__init__(floor)
        self._sale = sale
        self._reason = ""
        self._shown: VoidPreview | None = None
        self._refused: Expected | None = None
        self._done: SaleVoided | None = None

    def prompt(self) -> Message:
        if self._done is not None:
            return msg("Enter: back to selling")
        return msg("F12 cancels the sale") if self._reason else msg("Why? 1 to {n}", n=len(VOID_REASONS))

    def board(self) -> Board:
        title, shown = msg("Cancel a sale"), self._shown
        if self._refused is not None:
            return Board(title, "x", None, None, (), self._refused.message, "err", chosen=-1)
        if shown is None:
            return Board(title, "x", chosen=-1)
        body, currency = shown.body, self.floor.till.shop.settings.currency
        follows = (
            *refund_rows(body.refunds, currency),
            *points_rows(body.points),
            *code_rows(body.coupons, body.revoked),
            *tier_rows(shown.tiers),
        )
        if self._done is not None:
            return self._kept_board(shown, follows)
        reasons = tuple(
            Choice(words, mark=mark, run=lambda reason=reason: self._because(reason), checked=reason == self._reason)  # type: ignore[misc]
            for (reason, words), mark in zip(VOID_WORDS.items(), MARKS, strict=False)
        )
        note = shown.needs[0].message if shown.needs else msg("Nothing of the sale counts any more. Its number stays.")
        lead = msg("Give back {amount}", amount=Money(_money(body), currency))
        return Board(
            title, "x", msg("Receipt {number}", number=shown.number), lead,
            (Section(follows, msg("What happens")), Section(reasons, msg("Why?"))),
            note, "warn" if shown.needs else "info", self.chosen,
            (msg("Cancel the sale"), "F12", self._finish) if self._reason else None,
        )  # fmt: skip

    def opened(self) -> None:
        self.floor.type("")
        sale, acting = self._sale, acting_at(self.floor)
        self.floor.ask(attempted(lambda reads: preview_void(reads, sale, VOID_REASONS[0], acting)), self._previewed)

    def press(self, press: Press, text: str) -> bool:
        if press.name == "F12" or (press.text == "/" and not text):
            if not press.repeat:
                self._finish()
            return True
        return super().press(press, text)

    def enter(self, text: str, *, scanned: bool) -> None:
        if self._done is not None:
            self.floor.home()
        elif text.strip():
            return
        elif self._reason:
            self._finish()
        else:
            self.run_chosen()

    def perform(self, act: Route, looked: Looked) -> None:
        """Only a badge means something here; anything else is said, and nothing happens."""
        super().perform(act if act == "switch_staff" else "hint", looked)

    def back(self) -> bool:
        if self._done is None:
            return False
        self.floor.home()
        return True

    def _previewed(self, found: VoidPreview | Expected) -> None:
        if isinstance(found, Expected):
            self._refused = found
        else:
            self._shown = found
        self.floor.show()

    def _because(self, reason: str) -> None:
        self._reason = reason
        self.chosen = VOID_REASONS.index(reason)
        self.floor.show()

    def _finish(self) -> None:
        if self._shown is None or self._done is not None:
            return
        if not self._reason:
            self.floor.say(msg("Choose a reason: 1 to {count}.", count=len(VOID_REASONS)), "warn")
            return
        body = self._shown.body
        what = msg("Cancel receipt {number}", number=self._shown.number)
        request = asked_of(self._shown.needs, what, about=body.sale, member=body.member, amount_minor=body.total_minor)
        approve(self.floor, request, self._void)

    def _void(self, approver: str) -> None:
        sale, reason, acting = self._sale, self._reason, acting_at(self.floor)

        def workflow(books: Books) -> SaleVoided:
            return void_sale(books, sale, reason, acting, approved_by=approver)

        self.floor.work(
            workflow,
            lambda body: self._kept(body, acting),
            self.floor.refuse,
            Changes.of("sales", "members", "shift"),
        )

    def _kept(self, body: SaleVoided, acting: Acting) -> None:
        self._done = body
        keep = self.floor.service(VOID_KEPT)
        if keep is not None:
            person = acting.shop.staff.get(acting.staff)
            keep(body, Heading(acting.shop.settings, acting.at, acting.business_on, person.name if person else ""))
        self.floor.show()

    def _kept_board(self, shown: VoidPreview, follows: tuple[Choice, ...]) -> Board:
        cash = sum(tender.amount_minor for tender in shown.body.refunds if tender.kind == "cash")
        amount = Money(cash, self.floor.till.shop.settings.currency)
        return Board(
            msg("Cancelled: {number}", number=shown.number), "circle-check", None,
            msg("Give {amount} in cash", amount=amount) if cash else None, (Section(follows),), chosen=-1,
            primary=(msg("Back to selling"), "Enter", self.floor.home),
        )  # fmt: skip


def _money(body: SaleVoided) -> int:
    return sum(tender.amount_minor for tender in body.refunds)
