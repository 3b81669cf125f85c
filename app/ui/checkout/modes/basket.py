"""Ringing up: the mode under all others."""

from __future__ import annotations

from collections.abc import Callable

from app.ui.checkout import look
from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.checkout.modes.choices import goods_choice, member_choice, open_member
from app.ui.shell.actions import Press
from app.values.errors import Refusal
from app.values.words import Message, msg, plain
from app.workflows.entry import AddCode, BillLine, NothingTyped, SearchFor, SetQuantity, Wrong, parse_entry
from app.workflows.rows import MemberRow, ProductRow

SHORTEST_SEARCH = 2


class BasketMode(Mode):
    """Scans and codes are added; words are searched for while they are typed."""

    name = "basket"

    def __init__(self, floor: Floor) -> None:
        super().__init__(floor)
        self._text = ""
        self._goods: tuple[ProductRow, ...] = ()
        self._members: tuple[MemberRow, ...] = ()
        self._large = 0

    def prompt(self) -> Message:
        if self.floor.till.settings.mode == "amount":
            return msg("Type the bill's total, or scan a member's card")
        return msg("Scan an item or a member's card, or type a name")

    def board(self) -> Board | None:
        if not (self._goods or self._members):
            return None
        goods = tuple(self._goods_choice(row, str(place)) for place, row in enumerate(self._goods, 1))
        offset = len(goods) + 1
        members = tuple(self._member_choice(row, str(place)) for place, row in enumerate(self._members, offset))
        sections = [Section(goods)] if goods else []
        if members:
            sections.append(Section(members, msg("Members")))
        return Board(
            msg("Found"), "search", msg("Arrows and Enter, or Alt and the number"), None, tuple(sections),
            chosen=self.chosen,
        )  # fmt: skip

    def typed(self, text: str) -> None:
        self._text = text
        words = text.strip()
        is_word = len(words) >= SHORTEST_SEARCH and any(character.isalpha() for character in words)
        if not is_word or len(text) > 64:
            self._clear()
            return
        self.floor.search(lambda reads: look.find_anything(words, reads), lambda rows: self._show(text, *rows))

    def enter(self, text: str, *, scanned: bool) -> None:
        found = bool(self._goods or self._members)
        shop = self.floor.till.shop
        entry = parse_entry(text, self.floor.session.basket.mode, shop.digits)
        if isinstance(entry, Wrong):
            self.floor.say(entry.message, "warn")
        elif isinstance(entry, NothingTyped):
            self._nothing_typed()
        elif isinstance(entry, SetQuantity):
            self._set_quantity(text, entry.quantity_milli)
        elif isinstance(entry, BillLine):
            self._bill(entry)
        elif isinstance(entry, SearchFor):
            self._search(entry.text, found)
        elif self._is_large(text, entry.quantity_milli):
            pass
        else:
            self._add(entry, scanned=scanned, found=found)

    def scanned(self, code: str) -> None:
        self._clear()
        super().scanned(code)

    def press(self, press: Press, text: str) -> bool:
        return bool(self._goods or self._members) and super().press(press, text)

    def back(self) -> bool:
        if self._goods or self._members:
            self._clear()
            return True
        return False

    # -- what Enter may mean

    def _add(self, entry: AddCode, *, scanned: bool, found: bool) -> None:
        def looked(answer: look.Looked) -> None:
            if scanned:
                from app.ui.checkout.scan_routes import perform, route_of

                self._clear()
                perform(self.floor, route_of(self.place, answer), answer, entry.quantity_milli)
            elif self.floor.take(answer, entry.quantity_milli, scanned=entry.code.isdigit()) or (
                found and self.run_chosen()
            ):
                self._clear()
            else:
                self._search(entry.code, found=False)

        self.floor.identify(entry.code, looked)

    def _search(self, text: str, found: bool) -> None:
        if found and self.run_chosen():
            return

        def done(rows: tuple[tuple[ProductRow, ...], tuple[MemberRow, ...]]) -> None:
            if rows[0] or rows[1]:
                self.floor.type(text)
                self._show(text, *rows)
            else:
                self._code_with_blanks(text)

        self.floor.ask(lambda reads: look.find_anything(text, reads), done)

    def _code_with_blanks(self, text: str) -> None:
        """Nothing is called like this: perhaps it is a code, typed with the blanks it is printed with."""

        def looked(answer: look.Looked) -> None:
            if not self.floor.take(answer, 1000, scanned=False):
                words = msg("Nothing is called {text}. Nothing was added; try fewer letters.", text=plain(text[:24]))
                self.floor.say(words, "warn")

        self.floor.identify(text, looked)

    def _bill(self, entry: BillLine) -> None:
        def ring_up() -> None:
            self._guarded(lambda: self.floor.session.add_bill(entry.amount_minor, entry.department))

        if not entry.code:
            ring_up()
            return

        def looked(answer: look.Looked) -> None:
            from app.workflows.look_up import MemberHit, ProductHit

            if isinstance(answer.found, ProductHit | MemberHit):
                self.floor.take(answer, 1000, scanned=False)
            else:
                ring_up()

        self.floor.identify(entry.code, looked)

    def _set_quantity(self, text: str, quantity_milli: int) -> None:
        if self.floor.session.basket.line(self.floor.session.selected) is None:
            self.floor.say(msg("Choose a line first: scan an item, or use the arrows."), "warn")
        elif not self._is_large(text, quantity_milli):
            self._guarded(lambda: self.floor.session.set_quantity(quantity_milli))

    def _is_large(self, text: str, quantity_milli: int) -> bool:
        """Ask again for a big number: it stays in the entry line until a second Enter."""
        if quantity_milli < self.floor.till.settings.large_quantity * 1000 or self._large == quantity_milli:
            self._large = 0
            return False
        self._large = quantity_milli
        self.floor.type(text)
        shown = str(quantity_milli // 1000)
        self.floor.say(msg("{quantity} at once? Press Enter again to accept, or correct it.", quantity=shown), "warn")
        return True

    def _nothing_typed(self) -> None:
        session = self.floor.session
        if any(row.key == session.selected for row in session.basket.unresolved):
            from app.ui.checkout.modes.resolve import ResolveMode

            self.floor.open(ResolveMode(self.floor, session.selected))
        elif not session.basket.is_empty:
            self.floor.say(msg("F12 to pay."))

    def _guarded(self, change: Callable[[], object]) -> None:
        try:
            change()
        except Refusal as refused:
            self.floor.refuse(refused)

    # -- what was found

    def _show(self, text: str, goods: tuple[ProductRow, ...], members: tuple[MemberRow, ...]) -> None:
        self._text, self._goods, self._members, self.chosen = text, goods, members, 0
        self.floor.show()

    def _clear(self) -> None:
        if self._goods or self._members:
            self._goods, self._members = (), ()
            self.floor.show()

    def _goods_choice(self, row: ProductRow, mark: str) -> Choice:
        return goods_choice(self.floor, row, mark, lambda: self._choose_goods(row))

    def _member_choice(self, row: MemberRow, mark: str) -> Choice:
        return member_choice(row, mark, lambda: self._choose_member(row))

    def _choose_goods(self, row: ProductRow) -> None:
        self.floor.type("")
        self._clear()
        self._guarded(lambda: self.floor.session.add_goods(row, 1000))

    def _choose_member(self, row: MemberRow) -> None:
        self.floor.type("")
        self._clear()
        open_member(self.floor, row, lambda info: self.floor.session.attach(info, "phone"))
