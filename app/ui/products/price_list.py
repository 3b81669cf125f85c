"""The price list as a list: all products page by page, or those that were searched for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.ui.face import Face
from app.ui.forms.listing import ListCard
from app.ui.forms.pages import Deliver, PagedRows
from app.ui.forms.table import Cell, Column
from app.ui.shell.screen import Desk
from app.ui.theme.icons import goods_icon
from app.values.errors import Expected
from app.values.words import msg
from app.workflows.rows import ProductRow

MOST_FOUND = 200


class PriceList(ListCard[ProductRow]):
    """Products to choose from.

    Attributes:
        row_opened, row_reached: Somebody opened a product (Enter, click), or walked to it by arrows.
        counted: How many products there are.
        new_wanted: The button of the empty list.
    """

    row_opened = Signal(object)
    row_reached = Signal(object)
    counted = Signal(int)
    new_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        sample = msg("Name, article number or barcode")
        super().__init__(desk.face, columns(desk.face), sample=sample, name=msg("Products"))
        self._tasks = desk.tasks
        self.searched.connect(lambda _text: self.read())
        self.opened.connect(lambda place: self._tell(self.row_opened, place))
        self.table.current_moved.connect(lambda place: self._tell(self.row_reached, place))

    def read(self, *, keep: bool = False) -> None:
        """Read what the search line asks for; `keep` stays at the same place in the list."""
        text, place = self.text, self.table.place if keep else -1
        if text:
            self._tasks.read(
                lambda reads: reads.search_products(text, MOST_FOUND),
                lambda rows: self._show_found(rows, place),
                key="products",
                on_refused=self._on_unread,
            )
        else:
            self._tasks.read(
                lambda reads: reads.count_products(),
                lambda count: self._show_all(count, place),
                key="products",
                on_refused=self._on_unread,
            )

    def _show_found(self, rows: Sequence[ProductRow], place: int) -> None:
        if rows:
            self.show_listed(rows, current=place)
        else:
            title, detail = msg("Nothing found"), msg("No product has these words. Try fewer letters, or add it.")
            self.show_empty("package-search", title, detail, (msg("New product"), "Ctrl+N", self.new_wanted.emit))

    def _show_all(self, count: int, place: int) -> None:
        self.counted.emit(count)
        if not count:
            title = msg("No products yet")
            detail = msg("Add the first one here, or import a price list: regulars import products FILE.")
            self.show_empty("package", title, detail, (msg("New product"), "Ctrl+N", self.new_wanted.emit))
            return
        rows: PagedRows[ProductRow] = PagedRows(
            self._fetch, lambda row: row.goods.sku, count=count, told=self.table.rows_model.arrived
        )
        self.show_rows(rows, current=place)

    def _fetch(self, after: str, limit: int, deliver: Deliver[ProductRow]) -> None:
        self._tasks.read(lambda reads: reads.product_page(after, limit), deliver, on_refused=self._on_unread)

    def _on_unread(self, refused: Expected) -> None:
        self.show_trouble(refused.message, self.read)

    def _tell(self, signal: object, place: int) -> None:
        row = self.table.row(place) if place >= 0 else None
        if row is not None:
            signal.emit(row)  # type: ignore[attr-defined]


def columns(face: Face) -> Sequence[Column[ProductRow]]:
    """What is shown of a product."""

    def name(row: ProductRow) -> Cell:
        goods = row.goods
        shown = face.words.name(row.names) or goods.name
        return Cell(shown, goods.barcode or goods.sku, icon=goods_icon(goods.category))

    def category(row: ProductRow) -> Cell:
        return Cell(row.goods.category, tone="text2")

    def unit(row: ProductRow) -> Cell:
        return Cell(face.words.unit(row.goods.unit), tone="text2")

    def price(row: ProductRow) -> Cell:
        return Cell(face.amount(row.goods.price_minor), strong=True)

    return (
        Column(msg("Product"), name),
        Column(msg("Category"), category, ems=9, from_ems=42),
        Column(msg("Unit"), unit, ems=4.8, from_ems=34),
        Column(msg("Price"), price, ems=6, align="right"),
    )
