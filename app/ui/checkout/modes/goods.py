"""F3: find goods and check a price without adding; Enter again adds."""

from __future__ import annotations

from collections.abc import Callable

from app.ui.checkout import look
from app.ui.checkout.boards import Board, Section
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.checkout.modes.choices import goods_choice
from app.ui.shell.actions import KeyAction
from app.values.errors import Refusal
from app.values.money import Money
from app.values.words import Message, msg, plain
from app.workflows.rows import ProductRow
from app.workflows.scans.routing import Route


class GoodsMode(Mode):
    """Finds goods by words, part number or scan, and shows what they cost.

    Attributes:
        shown: The product whose price is shown.
        on_chosen: What choosing does instead of adding to the basket (attaching a barcode).
    """

    name = "goods"
    place = "price_check"

    def __init__(self, floor: Floor, on_chosen: Callable[[ProductRow], None] | None = None) -> None:
        super().__init__(floor)
        self.shown: ProductRow | None = None
        self._on_chosen = on_chosen
        self._rows: tuple[ProductRow, ...] = ()
        self._for_text = ""
        self._message: Message | None = None
        self._scanned = ""

    def prompt(self) -> Message:
        return msg("Name, article number, or scan")

    def actions(self) -> tuple[KeyAction, ...]:
        return ()

    def board(self) -> Board:
        if self.shown is not None:
            return self._price_board(self.shown)
        rows = tuple(goods_choice(self.floor, row, str(n), self._chooser(row)) for n, row in enumerate(self._rows, 1))
        return Board(
            msg("Find goods") if self._on_chosen else msg("Find goods, check a price"),
            "package-search",
            msg("Type a part of the name, or scan"),
            None,
            (Section(rows),) if rows else (),
            self._message,
            chosen=self.chosen,
        )

    def opened(self) -> None:
        self.floor.type("")

    def typed(self, text: str) -> None:
        self.shown = None
        words = text.strip()
        if len(words) < 2 or len(words) > 64:
            self._show("", ())
            return
        self.floor.search(lambda reads: look.find_goods(words, reads), lambda rows: self._show(text, rows))

    def enter(self, text: str, *, scanned: bool) -> None:
        words = text.strip()
        if not words:
            if self.shown is not None:
                self._choose(self.shown)
            else:
                self.run_chosen()
        elif text == self._for_text and self._rows and not scanned:
            self.floor.type("")
            self.run_chosen()
        else:
            self._look_up(words)

    def scanned(self, code: str) -> None:
        if self.shown is not None and code in {self.shown.goods.barcode, self.shown.goods.sku}:
            self._choose(self.shown)
        else:
            self._scanned = code
            super().scanned(code)

    def perform(self, act: Route, looked: look.Looked) -> None:
        from app.workflows.look_up import ProductHit

        if act == "show_price" and isinstance(looked.found, ProductHit):
            self._price(looked.found.row)
        elif act == "search":
            self._search(self._scanned)
        else:
            super().perform(act, looked)

    def back(self) -> bool:
        if self.shown is not None and self._rows:
            self.shown = None
            self.floor.show()
            return True
        return False

    def _look_up(self, words: str) -> None:
        from app.workflows.look_up import ProductHit

        def looked(answer: look.Looked) -> None:
            if isinstance(answer.found, ProductHit):
                self._price(answer.found.row)
            elif answer.info is not None:
                self.floor.take(answer, 1000, scanned=False)
            else:
                self._search(words)

        self.floor.identify(words, looked)

    def _search(self, words: str) -> None:
        self.floor.ask(lambda reads: look.find_goods(words, reads), lambda rows: self._found(words, rows))

    def _found(self, words: str, rows: tuple[ProductRow, ...]) -> None:
        self._show(words, rows)
        if rows:
            self.floor.type(words)
        else:
            self._message = msg("Nothing is called {text}. Try fewer letters.", text=words[:24])
            self.floor.show()

    def _show(self, text: str, rows: tuple[ProductRow, ...]) -> None:
        self._for_text, self._rows, self.chosen, self._message = text, rows, 0, None
        self.floor.show()

    def _chooser(self, row: ProductRow) -> Callable[[], None]:
        return lambda: self._choose(row) if self._on_chosen else self._price(row)

    def _price(self, row: ProductRow) -> None:
        if self._on_chosen:
            self._choose(row)
            return
        self.shown = row
        self.floor.show()

    def _choose(self, row: ProductRow) -> None:
        self.floor.type("")
        self.floor.close()
        if self._on_chosen is not None:
            self._on_chosen(row)
            return
        try:
            self.floor.session.add_goods(row, 1000)
        except Refusal as refused:
            self.floor.refuse(refused)

    def _price_board(self, row: ProductRow) -> Board:
        from app.ui.checkout.boards import Choice

        currency = self.floor.till.shop.settings.currency
        price = Money(row.goods.price_minor, currency)
        facts = [Choice(msg("Article"), right=plain(row.goods.sku))]
        if row.goods.barcode:
            facts.append(Choice(msg("Barcode"), right=plain(row.goods.barcode)))
        if row.goods.category:
            facts.append(Choice(msg("Category"), right=plain(row.goods.category)))
        if row.goods.min_price_minor:
            facts.append(Choice(msg("No offer goes below"), right=msg("{price}", price=_money(row, currency))))
        facts.append(Choice(plain(row.goods.name), names=row.names, icon=row.goods.category or "goods"))
        return Board(
            msg("Price"),
            "tag",
            msg("Nothing was added yet"),
            msg("{price} / {unit}", price=price, unit=row.goods.unit)
            if row.goods.unit != "pc"
            else msg("{price}", price=price),
            (Section(tuple(reversed(facts))),),
            chosen=-1,
            primary=(msg("Add it"), "Enter", lambda: self._choose(row)),
        )


def _money(row: ProductRow, currency: str) -> Money:
    return Money(row.goods.min_price_minor, currency)
