"""Another shop's card at the counter: bound to the member of this sale with one key, known from then on."""

from __future__ import annotations

from app.people.cards import CARD_LENGTH
from app.people.member import short_name
from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.tasks import Changes
from app.values.words import Message, msg, plain
from app.workflows.look_up import UnboundCard


def take_other_card(floor: Floor, found: UnboundCard) -> None:
    """Offer to bind the card where a member stands on the sale; else say how it is done."""
    if floor.session.member is None:
        floor.say(found.message, "warn")
        return
    floor.open(OtherCardMode(floor, found))


class OtherCardMode(Mode):
    """One question: does this card belong to the member of this sale?"""

    name = "other_card"
    takes_digits = True

    def __init__(self, floor: Floor, found: UnboundCard) -> None:
        super().__init__(floor)
        self._found = found

    def prompt(self) -> Message:
        return msg("1 binds the card, Esc leaves it")

    def board(self) -> Board:
        info = self.floor.session.member
        person = info.view.person if info is not None else None
        name = plain(short_name(person.name)) if person is not None and person.name else msg("this member")
        row = Choice(msg("Bind it to {name}", name=name), icon="id-card", mark="1", run=self._bind)
        note = msg("From then on it finds the member like a card of ours. Points stay where they are.")
        title = plain(self._found.name) if self._found.name else msg("Another shop's card")
        lead = plain(f"…{self._found.code[-CARD_LENGTH:]}" if len(self._found.code) > CARD_LENGTH else self._found.code)
        return Board(title, "id-card", msg("Bound to nobody yet"), lead, (Section((row,)),), note, chosen=self.chosen)

    def opened(self) -> None:
        self.floor.type("")

    def enter(self, text: str, *, scanned: bool) -> None:
        if not text.strip():
            self.run_chosen()

    def _bind(self) -> None:
        from app.workflows.acting import Acting
        from app.workflows.members import issue_card

        till, info, code = self.floor.till, self.floor.session.member, self._found.code
        if info is None:
            self.floor.close()
            return
        acting = Acting(till.shop, till.staff.id if till.staff else "", till.now())

        def bound(_card: object) -> None:
            self.floor.close()
            self.floor.say(msg("The card *{end} is bound. It finds this member from now on.", end=code[-4:]), "ok")

        self.floor.work(
            lambda books: issue_card(books, info.id, acting, number=code),
            bound,
            self.floor.refuse,
            Changes.of("members", member=info.id),
        )
