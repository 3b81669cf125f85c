"""The quick keys at the counter: what each of them is called, what it costs, and what pressing it does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from app.sales.basket import Goods
from app.settings.quick_keys import QuickKey, QuickPage
from app.ui.checkout.quick_functions import FUNCTIONS
from app.ui.shell.actions import Press
from app.values.errors import Expected, Refusal
from app.values.numbers import LARGEST_MINOR, MILLI, parse_decimal
from app.values.words import Message, msg, plain
from app.workflows.ports import Reads
from app.workflows.rows import ProductRow

if TYPE_CHECKING:
    from app.ui.checkout.session import CheckoutSession
    from app.ui.face import Face
    from app.ui.till import Till

Rows = TypeVar("Rows")

_TIMES = re.compile(r"\s*(\d{1,4}(?:[.,]\d{1,3})?)\s*[*xх×]\s*", re.IGNORECASE)
OnKeys = dict[str, ProductRow | None]
"""The products on the keys, by article number; None for one that is on the price list no more."""
DEPARTMENT_SKU = "department"
LONGEST_DEPARTMENT = 40


@dataclass(frozen=True, slots=True)
class QuickFace:
    """How a key looks: its words, a figure under them, an icon and a colour of the theme.

    Attributes:
        is_there: False for goods that the price list has no more; the key then does nothing.
    """

    words: str
    detail: str = ""
    icon: str = ""
    colour: str = ""
    is_there: bool = True


class Entry(Protocol):
    """The entry line, as far as a quick key reads and empties it."""

    def text(self) -> str: ...
    def set_text(self, text: str) -> None: ...


class QuickFloor(Protocol):
    """What a quick key needs of the counter."""

    till: Till
    session: CheckoutSession

    def do(self, action: Callable[[], None]) -> None: ...
    def ask(self, query: Callable[[Reads], Rows], done: Callable[[Rows], None]) -> None: ...
    def typed(self, text: str) -> None: ...
    def home(self) -> None: ...
    def say(self, words: Message, tone: str = "info") -> None: ...
    def refuse(self, refused: Expected) -> None: ...


@dataclass(frozen=True, slots=True)
class QuickDoors:
    """What quick keys do beyond the basket.

    Attributes:
        press: Presses a key of the checkout.
        read: Reads the goods on the keys, for the screen.
        ask_price: Asks for the price of something of a department.
        mode: Name of the panel that is open.
    """

    press: Callable[[Press], object]
    read: Callable[[Callable[[Reads], OnKeys], Callable[[OnKeys], None]], None]
    ask_price: Callable[[QuickKey], None]
    mode: Callable[[], str]


class QuickKeys:
    """The pages of the shop's settings, with the goods that stand on them.

    Attributes:
        page: Which one is shown.
    """

    def __init__(self, floor: QuickFloor, entry: Entry, doors: QuickDoors) -> None:
        self._counter, self._entry, self._doors = floor, entry, doors
        self._rows: OnKeys = {}
        self._read_for: object = None
        self._listeners: list[Callable[[], None]] = []
        self.page = 0

    @property
    def pages(self) -> tuple[QuickPage, ...]:
        """The owner's pages; none where there is no grid."""
        return self._counter.till.shop.settings.quick_keys

    def listen(self, listener: Callable[[], None]) -> None:
        """Call this when names and prices have come."""
        self._listeners.append(listener)

    def refresh(self, *, anew: bool = False) -> None:
        """Read the goods on the keys, unless they are known for these pages; `anew` where products changed."""
        pages = self.pages
        self.page = min(self.page, max(0, len(pages) - 1))
        if not anew and self._read_for == pages:
            return
        self._read_for = pages
        skus = {key.what for page in pages for key in page.keys if key.kind == "goods"}
        if not skus:
            self._tell({})
            return
        self._doors.read(lambda reads: read_goods(reads, skus), self._tell)

    def face_of(self, key: QuickKey, face: Face) -> QuickFace:
        """How a key looks now."""
        return quick_face(key, face, self._rows.get(key.what), is_known=key.what in self._rows)

    def press(self, key: QuickKey) -> None:
        """Do what a key stands for; what is typed before it counts: `3*` for goods, a price for a department."""
        counter = self._counter
        if key.kind == "function":
            function = FUNCTIONS.get(key.what)
            if function is not None:
                self._doors.press(Press(function.key))
            return
        if self._doors.mode() in {"done", "quick"}:
            counter.home()
        typed = self._entry.text()
        self._entry.set_text("")
        counter.typed("")
        if key.kind == "goods":
            counter.do(lambda: self._sell(key, typed))
        else:
            counter.do(lambda: self._department(key, typed))

    def _sell(self, key: QuickKey, typed: str) -> None:
        counter = self._counter
        quantity = _quantity(typed)
        if quantity is None:
            counter.say(msg("Type a quantity and * before a quick key, for example 3*."), "warn")
            return

        def sell(row: ProductRow | None) -> None:
            if row is None:
                counter.say(msg("{name} is not on the price list any more.", name=plain(key.label or key.what)), "warn")
                return
            try:
                counter.session.add_goods(row, quantity)
            except Refusal as refused:
                counter.refuse(refused)

        counter.ask(lambda reads: reads.product(key.what), sell)

    def _department(self, key: QuickKey, typed: str) -> None:
        if not typed.strip():
            self._doors.ask_price(key)
        elif not self.sell_under(key, typed):
            self._entry.set_text(typed)

    def sell_under(self, key: QuickKey, typed: str) -> bool:
        """Sell something of a department by its price alone; False where what is typed is no price."""
        counter = self._counter
        shop, session = counter.till.shop, counter.session
        price = parse_decimal(typed, shop.digits)
        if price is None or not 0 < price < LARGEST_MINOR:
            counter.say(msg("Type a price, for example 4.50."), "warn")
            return False
        name = key.label or key.what
        try:
            if session.basket.mode == "amount":
                session.add_bill(price, key.what)
            else:
                known = {tax.id for tax in shop.taxes.taxes}
                first = tuple(tax.id for tax in shop.taxes.taxes[:1])
                session.add_open_item(
                    Goods(
                        sku=f"{DEPARTMENT_SKU}-{key.what}"[:LONGEST_DEPARTMENT],
                        name=name,
                        price_minor=price,
                        category=key.what,
                        taxes=(key.tax,) if key.tax in known else first,
                    )
                )
        except Refusal as refused:
            counter.refuse(refused)
        return True

    def _tell(self, rows: OnKeys) -> None:
        self._rows = rows
        for listener in self._listeners:
            listener()


def read_goods(reads: Reads, skus: set[str]) -> OnKeys:
    """The products on the keys, by article number."""
    return {sku: reads.product(sku) for sku in skus}


def quick_face(key: QuickKey, face: Face, row: ProductRow | None, *, is_known: bool = True) -> QuickFace:
    """How a key looks; of goods the name and price of the price list, unless the owner named it otherwise."""
    if key.kind == "function":
        function = FUNCTIONS.get(key.what)
        if function is None:
            return QuickFace(key.label or key.what, colour=key.colour, is_there=False)
        return QuickFace(key.label or face.say(function.words), "", function.icon, key.colour)
    if key.kind == "department":
        return QuickFace(key.label or key.what, face.say(msg("by price")), "tag", key.colour)
    if row is None:
        gone = face.say(msg("not on the price list")) if is_known else ""
        return QuickFace(key.label or key.what, gone, "", key.colour, is_there=not is_known)
    goods = row.goods
    price = face.amount(goods.price_minor) + (f" / {face.words.unit(goods.unit)}" if goods.unit != "pc" else "")
    return QuickFace(key.label or face.goods_name(goods.name, row.names), price, "", key.colour)


def _quantity(typed: str) -> int | None:
    """`3*` as 3000; 1000 for nothing; None for anything else."""
    if not typed.strip():
        return MILLI
    found = _TIMES.fullmatch(typed)
    quantity = parse_decimal(found[1], 3) if found else None
    return quantity or None
