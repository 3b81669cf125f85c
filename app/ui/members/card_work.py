"""What is done with a member's cards: printed, stopped, let work again, replaced, added."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from app.people.codes import grouped
from app.people.member import Card, CardStatus, short_name
from app.ui.forms.services import card_press
from app.ui.members.cards import STATUS_DONE, CardsTab
from app.ui.tasks import Changes
from app.values.errors import Expected
from app.values.words import msg
from app.workflows.members import issue_card, set_card_status
from app.workflows.rows import MemberView
from app.workflows.scans.shop_rules import other_card

if TYPE_CHECKING:
    from app.ui.forms.page import OfficePage


class CardWork:
    """Runs the workflows behind the cards' buttons.

    Attributes:
        blank: A blank card that was scanned for somebody who is about to join; empty for none.
    """

    def __init__(self, page: OfficePage, tab: CardsTab) -> None:
        self._page, self._tab = page, tab
        self._view: MemberView | None = None
        self.blank = ""
        tab.wanted.connect(self.do)
        tab.card_given.connect(self.issue)
        tab.new_card.partner_of = self._partner_of

    def show(self, view: MemberView | None) -> None:
        """Work on this member's cards."""
        self._view = view
        self.blank = ""

    def do(self, what: str, number: str) -> None:
        """Print a card, or change its state (`lost`, `blocked`, `active`)."""
        if what == "print":
            self._print(number)
        else:
            card = next((card for card in self._view.cards if card.number == number), None) if self._view else None
            self._set_status(number, cast("CardStatus", what), card.status if card else "active")

    def issue(self, number: str, replaces: str) -> None:
        """Give a card; an empty number makes a new one."""
        view = self._view
        if view is None:
            return
        acting = self._page.acting()
        self._page.desk.tasks.run(
            lambda books: issue_card(books, view.id, acting, number=number, replaces=replaces),
            lambda card: self._on_issued(card, replaces),
            self._on_refused,
            changes=Changes.of("members", member=view.id),
        )

    def _partner_of(self, number: str) -> str | None:
        rule = other_card(number, self._page.desk.till.shop.settings)
        return None if rule is None else rule.name or number[-4:]

    def _set_status(self, number: str, status: CardStatus, before: CardStatus) -> None:
        view = self._view
        if view is None:
            return
        acting, page = self._page.acting(), self._page
        done = STATUS_DONE[status]
        words = done.saying(end=number[-4:])
        back = (msg("Undo"), "", lambda: self._set_status(number, before, status))
        page.desk.tasks.run(
            lambda books: set_card_status(books, number, status, acting),
            lambda _card: page.tell(words, "ok", back if before != status else None),
            page.refuse,
            changes=Changes.of("members", member=view.id),
        )

    def _print(self, number: str) -> None:
        view, page = self._view, self._page
        press = card_press(page.desk)
        if press is None or view is None:
            page.tell(msg("This till cannot print cards. The card works all the same."), "warn")
            return
        name = short_name(view.person.name) if view.person else ""
        shop = page.desk.till.shop.settings
        page.desk.tasks.read(
            lambda _reads: press(number, name, shop),
            lambda files: page.tell(msg("The card is ready to print: {file}", file=files[0])),
            on_refused=page.refuse,
        )

    def _on_issued(self, card: Card, replaces: str) -> None:
        number = grouped(card.number)
        if replaces:
            words = msg("New card {number}. The old one no longer works.", number=number)
        else:
            words = msg("New card {number}.", number=number)
        self._tab.new_card.hide()
        self._page.tell(words, "ok", (msg("Print"), "", lambda: self._print(card.number)))

    def _on_refused(self, refused: Expected) -> None:
        if refused.code.startswith("card.") and not self._tab.new_card.isHidden():
            self._tab.new_card.refuse(refused.message)
        else:
            self._page.refuse(refused)
