"""An unknown code that was scanned: find out what it is, sell it as an open item, or discard it."""

from __future__ import annotations

import msgspec

from app.people.staff import Permission
from app.sales.basket import Goods
from app.ui.checkout.boards import Board, Choice, Section
from app.ui.checkout.modes.base import Floor, Mode
from app.ui.checkout.modes.goods import GoodsMode
from app.ui.tasks import Changes
from app.values.numbers import LARGEST_MINOR, parse_decimal
from app.values.words import Message, msg, plain
from app.workflows.ports import Books
from app.workflows.rows import ProductRow

OPEN_ITEM_SKU = "open-item"


class ResolveMode(Mode):
    """Three ways out of a red line."""

    name = "resolve"
    takes_digits = True

    def __init__(self, floor: Floor, key: str) -> None:
        super().__init__(floor)
        self.key = key
        self.code = next(row.code for row in floor.session.basket.unresolved if row.key == key)
        self._is_priced = False

    def prompt(self) -> Message:
        return msg("Price of the open item") if self._is_priced else msg("1, 2 or 3")

    def board(self) -> Board:
        if self._is_priced:
            return Board(msg("Open item"), "tag", msg("Type its price, then Enter"), plain(self.code[:24]), chosen=-1)
        rows = [
            Choice(
                msg("It is one of our goods"),
                detail=msg("find it; the till learns this barcode"),
                icon="barcode",
                mark="1",
                run=self._find,
            ),
            Choice(
                msg("Sell it as an open item"),
                detail=msg("type the price; the code stays on the receipt"),
                icon="tag",
                mark="2",
                run=self._open_item,
            ),
            Choice(
                msg("Discard the code"), detail=msg("undo with Ctrl+Z"), icon="trash-2", mark="3", run=self._discard
            ),
        ]
        return Board(
            msg("Not in the catalogue"),
            "circle-help",
            msg("What is it?"),
            plain(self.code[:24]),
            (Section(tuple(rows)),),
            chosen=self.chosen,
        )

    def opened(self) -> None:
        self.floor.type("")

    def enter(self, text: str, *, scanned: bool) -> None:
        if self._is_priced:
            self._sell(text)
        elif not text.strip():
            self.run_chosen()
        else:
            self.floor.close()
            self.floor.identify(text, self.route_scan)

    def back(self) -> bool:
        if self._is_priced:
            self._is_priced, self.takes_digits = False, True
            self.floor.show()
            return True
        return False

    # -- it is one of ours

    def _find(self) -> None:
        self.floor.open(GoodsMode(self.floor, self._found))

    def _found(self, row: ProductRow) -> None:
        """Sell the product in place of the code; the barcode is learnt by those who may, where it is free."""
        session = self.floor.session
        session.names[row.goods.sku] = row.names
        session.add_goods_at(row.goods, self.key)
        self.floor.home()
        till = self.floor.till
        if row.goods.barcode:
            self.floor.say(msg("Sold. It keeps its old barcode {code}.", code=row.goods.barcode))
        elif not till.may(Permission.EDIT_PRODUCTS) or till.staff is None:
            self.floor.say(msg("Sold. Learning the barcode needs a manager; nothing was changed."))
        else:
            self._learn(row, till.staff.id)

    def _learn(self, row: ProductRow, staff: str) -> None:
        from app.workflows.acting import Acting
        from app.workflows.products import save_product

        shop, at = self.floor.till.shop, self.floor.till.now()
        goods = msgspec.structs.replace(row.goods, barcode=self.code)

        def workflow(books: Books) -> Goods:
            return save_product(books, goods, row.names, Acting(shop, staff, at))

        self.floor.work(
            workflow,
            lambda _kept: self.floor.say(msg("Learnt: the next scan of this code finds it."), "ok"),
            self.floor.refuse,
            Changes.of("products"),
        )

    # -- it is not

    def _open_item(self) -> None:
        self._is_priced, self.takes_digits = True, False
        self.floor.show()

    def _sell(self, text: str) -> None:
        shop = self.floor.till.shop
        price = parse_decimal(text, shop.digits)
        if price is None or not 0 < price < LARGEST_MINOR:
            self.floor.type(text)
            self.floor.say(msg("Type a price, for example 4.50."), "warn")
            return
        taxes = tuple(tax.id for tax in shop.taxes.taxes[:1])
        name = self.floor.session.names.setdefault(OPEN_ITEM_SKU, {})
        name.update({"en": "Open item", "ru": "Прочий товар"})
        goods = Goods(
            sku=OPEN_ITEM_SKU,
            name="Open item",
            price_minor=price,
            barcode=self.code[:24],
            taxes=taxes,
            discountable=False,
        )
        self.floor.session.add_goods_at(goods, self.key)
        self.floor.home()

    def _discard(self) -> None:
        session = self.floor.session
        session.put(session.basket.without(self.key))
        self.floor.home()
        self.floor.say(msg("Code discarded. Ctrl+Z brings it back."))
