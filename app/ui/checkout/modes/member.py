"""F2: find a member by phone, last four digits, card or name; the Enter that finds nobody joins them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.people.member import ConsentPurpose
from app.people.staff import Permission
from app.sales.basket import Proof
from app.ui.checkout import look
from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.checkout.modes.choices import member_choice, open_member
from app.ui.checkout.session import MemberInfo
from app.ui.shell.actions import KeyAction
from app.ui.tasks import Changes
from app.values.errors import Expected
from app.values.words import Message, msg, plain
from app.workflows.ports import Books
from app.workflows.rows import MemberRow
from app.workflows.scans.routing import Route

if TYPE_CHECKING:
    from app.workflows.display_feed import Answer
    from app.workflows.look_up import MembersFound

_NUMBER_THEN_NAME = re.compile(r"\s*(\+?[\d\s().\-–—/]{6,})\s+(\D.*)")
_ASKED_AT_JOINING: tuple[tuple[ConsentPurpose, Message], ...] = (
    ("terms", msg("Agrees to the terms of the club")),
    ("personal_data", msg("Agrees that the number is kept")),
)
_OPTIONAL: tuple[tuple[ConsentPurpose, Message], ...] = (
    ("messages", msg("Wants news and offers")),
    ("profiling", msg("Wants offers made from own purchases")),
)


def split_name(text: str) -> tuple[str, str]:
    """A number and the name typed behind it: `0612344471 Anna`."""
    found = _NUMBER_THEN_NAME.fullmatch(text)
    return (found[1].strip(), found[2].strip()) if found else (text, "")


class MemberMode(Mode):
    """Finds, joins and detaches.

    Attributes:
        phone: E.164 of the number that would be joined by Enter; empty while there is none.
    """

    name = "member"
    place = "member"

    def __init__(self, floor: Floor) -> None:
        super().__init__(floor)
        self.phone = ""
        self._name = ""
        self._for_text: str | None = None
        self._rows: tuple[MemberRow, ...] = ()
        self._message: Message | None = None
        self._proof: Proof = "phone"
        self._allowed: set[ConsentPurpose] = set()
        self._channel, self._asked = "till", ""
        self._scanned = ""

    def prompt(self) -> Message:
        return msg("Phone, last 4 digits, card or name")

    def actions(self) -> tuple[KeyAction, ...]:
        if self.floor.session.member is None:
            return ()
        return (KeyAction("F2", msg("Without member"), self._detach),)

    def board(self) -> Board:
        if self.phone:
            return self._joining_board()
        rows = tuple(member_choice(row, str(place), self._chooser(row)) for place, row in enumerate(self._rows, 1))
        note = self._message
        if rows and len(rows) > 1:
            note = msg("Ask: “Your first name, please?”")
        elif not rows and note is None:
            note = msg("Nobody yet? Type the whole phone number: Enter joins.")
        return Board(
            msg("Find a member"),
            "users",
            msg("Phone in any spelling, its last 4 digits, card number, or name"),
            None,
            (Section(rows),) if rows else (),
            note,
            chosen=self.chosen,
        )

    def opened(self) -> None:
        self.floor.type("")

    def typed(self, text: str) -> None:
        number, _name = split_name(text)
        if not text.strip():
            self._forget()
            return
        shop = self.floor.till.shop
        self.floor.search(lambda reads: look.find(number, reads, shop), lambda found: self._take(text, found))

    def enter(self, text: str, *, scanned: bool) -> None:
        if not text.strip():
            self.run_chosen()
            return
        if text == self._for_text:
            self._act(text)
            return
        number, _name = split_name(text)
        shop = self.floor.till.shop

        def done(found: MembersFound) -> None:
            self._take(text, found)
            self._act(text)

        self.floor.ask(lambda reads: look.find(number, reads, shop), done)

    def scanned(self, code: str) -> None:
        """A card attaches, goods go to the basket, and digits nobody knows may still be a phone number."""
        self._scanned = code
        super().scanned(code)

    def perform(self, act: Route, looked: look.Looked) -> None:
        from app.workflows.look_up import Misread, NotKnown

        if act == "attach" and looked.info is not None:
            self.floor.close()
            self.found(looked.info, "card")
        elif act == "hint" and isinstance(looked.found, NotKnown | Misread):
            self.floor.type(self._scanned)
            self.enter(self._scanned, scanned=True)
        else:
            super().perform(act, looked)

    # -- choosing

    def _act(self, text: str) -> None:
        if self.phone:
            self.floor.type("")
            self._join()
        elif self._rows:
            self.floor.type("")
            self.run_chosen()
        else:
            self.floor.type(text)
            if self._message is not None:
                self.floor.say(self._message, "warn")

    def _take(self, text: str, found: MembersFound) -> None:
        self._for_text, self._rows, self._message = text, found.rows, found.message
        self._proof, self.phone, self.chosen = found.proof, found.phone, 0
        self._name = split_name(text)[1]
        self._ask_customer()
        self.floor.show()

    def _forget(self) -> None:
        self._for_text, self._rows, self._message, self.phone, self._name = None, (), None, "", ""
        self.floor.show()

    def _chooser(self, row: MemberRow) -> Callable[[], None]:
        def choose() -> None:
            self.floor.close()
            open_member(self.floor, row, lambda info: self.found(info, self._proof))

        return choose

    def found(self, info: MemberInfo, proof: Proof) -> None:
        """Somebody was found or joined: attach them to the sale."""
        self.floor.session.attach(info, proof)

    def _detach(self) -> None:
        self.floor.session.detach()
        self.floor.close()

    # -- joining

    def _joining_board(self) -> Board:
        from app.people.phones import spoken_phone

        # Nothing is ticked beforehand: these two are asked aloud, and joining is the answer that is kept.
        asked = tuple(Choice(words) for _purpose, words in _ASKED_AT_JOINING)
        offered = tuple(
            Choice(words, mark=str(place), checked=purpose in self._allowed, run=self._toggler(purpose))
            for place, (purpose, words) in enumerate(_OPTIONAL, 1)
        )
        name = plain(self._name) if self._name else msg("A name may follow the number: 0612344471 Anna")
        return Board(
            msg("Join the club"),
            "user-plus",
            name,
            plain(spoken_phone(self.phone)),
            (
                Section(asked, msg("Ask the customer. Enter keeps a yes to both:")),
                Section(offered, msg("Only if the customer asks for it (Alt and the number)")),
            ),
            chosen=-1,
            primary=(msg("Join"), "Enter", self._join),
        )

    def _ask_customer(self) -> None:
        """Where the customer has a screen to touch, they may agree there themselves; once for each number."""
        ask = self.floor.service("customer_ask")
        if ask is None or self.phone == self._asked:
            return
        self._asked = phone = self.phone
        if not phone:
            return

        def answered(answer: Answer) -> None:
            if self.phone != phone:
                return
            if not answer.is_yes:
                self.floor.say(msg("The customer said no on their screen. Nobody was joined."), "warn")
                return
            self._allowed, self._channel = set(answer.allowed), "display"
            self.floor.type("")
            self._join()

        ask("consent", answered)

    def _toggler(self, purpose: ConsentPurpose) -> Callable[[], None]:
        def toggle() -> None:
            self._allowed ^= {purpose}
            self.floor.show()

        return toggle

    def _join(self) -> None:
        from app.workflows.acting import Acting
        from app.workflows.members import Joining, MemberExists, enrol_member

        till = self.floor.till
        if not till.may(Permission.ENROL) or till.staff is None:
            self.floor.say(msg("You may not join members. Ask a manager to sign in; nothing was changed."), "warn")
            return
        consents: dict[ConsentPurpose, bool] = {purpose: True for purpose, _words in _ASKED_AT_JOINING}
        consents |= {purpose: purpose in self._allowed for purpose, _words in _OPTIONAL}
        joining = Joining(
            phone=self.phone,
            name=self._name,
            language=till.settings.language,
            consents=consents,
            channel=self._channel,
        )
        shop, at, staff = till.shop, till.now(), till.staff.id

        def workflow(books: Books) -> MemberInfo | None:
            view = enrol_member(books, joining, Acting(shop, staff, at))
            with books.reads() as reads:
                return look.open_member(view.id, reads, shop, at)

        def done(info: MemberInfo | None) -> None:
            self.floor.close()
            if info is not None:
                self.found(info, "phone")
                self.floor.say(msg("Joined. This sale earns points already."), "ok")

        def refused(why: Expected) -> None:
            self.floor.refuse(why)
            if isinstance(why, MemberExists):
                self.typed(self.phone)

        self.floor.work(workflow, done, refused, Changes.of("members"))
