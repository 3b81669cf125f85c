"""The products screen: the price list at the left, one product at the right."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.sales.basket import Goods
from app.ui.forms.page import SidePanelPage, key
from app.ui.forms.states import StateNote
from app.ui.products.draft import FIELD_OF, ProductDraft, Terms, draft_of, goods_of, wrong_fields
from app.ui.products.form import ProductForm
from app.ui.products.price_list import PriceList
from app.ui.shell.actions import KeyAction
from app.ui.shell.screen import Desk
from app.ui.tasks import Changes
from app.ui.widgets.frames import Card
from app.values.errors import Expected
from app.values.words import Message, msg, msgn, plain
from app.workflows.ports import Books
from app.workflows.products import retire_product, save_product
from app.workflows.rows import ProductRow

BARCODE = "barcode:"
"""`open_screen("products", "barcode:4601234567893")`: find the product this barcode belongs to."""


@dataclass(slots=True)
class Work:
    """What is in the form: the product it began as (None for a new one) and its first draft."""

    before: ProductRow | None
    first: ProductDraft


class ProductsScreen(SidePanelPage):
    """Find, add, change and retire products."""

    title = msg("Products")
    icon = "package"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._work: Work | None = None
        self._barcode = ""
        self.list = PriceList(desk)
        self.form = ProductForm(desk)
        self._idle = StateNote(self.face)
        self._idle_card = Card(self.face)
        self._side = QStackedWidget()
        self._build()

    def _build(self) -> None:
        QVBoxLayout(self._idle_card).addWidget(self._idle)
        self._side.addWidget(self._idle_card)
        self._side.addWidget(self.form)
        self.set_sides(self.list, self._side)
        self.list.row_opened.connect(self._on_row_opened)
        self.list.row_reached.connect(self._on_row_reached)
        self.list.counted.connect(self._on_counted)
        self.list.new_wanted.connect(self.add)
        self.form.save_wanted.connect(self.save)
        self.form.retire_wanted.connect(self.retire)
        self.face.reworded.connect(self._resay_work)
        self._show_idle()

    # -- what the shell calls

    def page_keys(self) -> tuple[KeyAction, ...]:
        keys = [key("Ctrl+F", msg("Find"), self.list.focus_search), key("Ctrl+N", msg("New product"), self.add)]
        if self._work is not None:
            keys.append(key("Ctrl+S", msg("Save"), self.save))
        return tuple(keys)

    def open_at(self, about: str) -> None:
        self._barcode = about.removeprefix(BARCODE) if about.startswith(BARCODE) else ""
        self._close_form()
        self.list.search.setText("" if self._barcode else about)

    def on_shown(self) -> None:
        super().on_shown()
        self.list.show_loading()
        self.list.read()
        self.list.focus_search()

    def step_back(self) -> bool:
        if self._work is None:
            return False
        self._close_form()
        self.list.focus_search()
        return True

    def refresh(self, changes: Changes) -> None:
        if changes.touches("products") and self.isVisible():
            self.list.read(keep=True)

    def on_code_scanned(self, code: str) -> None:
        """A scan fills the barcode of the product in the form; else it finds the product."""
        if self._work is not None:
            self.form.put_barcode(code)
            self.tell(msg("Barcode taken. Ctrl+S saves it."), "info")
            return
        self.desk.tasks.read(lambda reads: reads.product_by_code(code), lambda row: self._on_code_found(code, row))

    # -- the list

    def _on_row_opened(self, row: ProductRow) -> None:
        self._open(row)
        if self._barcode:
            self.form.save.setFocus()
        else:
            self.form.focus_first()

    def _on_row_reached(self, row: ProductRow) -> None:
        """Walking along the list shows each product; the focus stays in the list."""
        if not self._barcode:
            self._open(row)

    def _on_counted(self, count: int) -> None:
        self.rename(msg("Products"), msgn("{n} product", "{n} products", count))

    def _on_code_found(self, code: str, row: ProductRow | None) -> None:
        if row is not None:
            self._open(row)
            self.form.focus_first()
        else:
            action = (msg("New product"), "", lambda: self.add(code))
            self.tell(msg("No product has the barcode {code}.", code=code), "warn", action)

    # -- the form

    def add(self, barcode: str = "") -> None:
        """Begin a new product."""
        self._offer_back()
        taxes = tuple(rate.id for rate in self.desk.till.shop.settings.taxes[:1])
        blank = ProductDraft(taxes=taxes)
        self._show(Work(None, blank), blank)
        if code := barcode or self._barcode:
            self.form.put_barcode(code)
        self.form.focus_first()

    def save(self) -> None:
        """Keep the product, or say at the field why not."""
        work = self._work
        if work is None:
            return
        draft, terms = self.form.draft(), self._terms(work.before)
        wrong = wrong_fields(draft, terms)
        if wrong:
            self.form.refuse(wrong)
            return
        goods, names = goods_of(draft, terms)
        acting, is_new = self.acting(), work.before is None

        def workflow(books: Books) -> Goods:
            return save_product(books, goods, names, acting, is_new=is_new)

        self.desk.tasks.run(
            workflow,
            lambda kept: self._on_kept(ProductRow(kept, names)),
            self._on_refused,
            changes=Changes.of("products"),
        )

    def retire(self) -> None:
        """Take the product off the list, with a way back instead of a question."""
        work = self._work
        if work is None or work.before is None:
            return
        row, acting = work.before, self.acting()
        self.desk.tasks.run(
            lambda books: retire_product(books, row.goods.sku, acting),
            lambda _none: self._on_retired(row),
            self.refuse,
            changes=Changes.of("products"),
        )

    def _on_retired(self, row: ProductRow) -> None:
        self._work = None
        self._show_idle()
        words = msg("{name} is off the price list. Receipts keep it.", name=self._called(row))
        self.tell(words, "ok", (msg("Undo"), "", lambda: self._bring_back(row)))

    def _bring_back(self, row: ProductRow) -> None:
        acting = self.acting()
        self.desk.tasks.run(
            lambda books: save_product(books, row.goods, row.names, acting),
            lambda _goods: self._open(row),
            self.refuse,
            changes=Changes.of("products"),
        )

    def _on_kept(self, row: ProductRow) -> None:
        self.tell(msg("Saved: {name}.", name=self._called(row)))
        if self._barcode:
            self._barcode = ""
            self._work = None
            self.desk.go_home()
            return
        self._open(row, offer=False)

    def _on_refused(self, refused: Expected) -> None:
        field = FIELD_OF.get(refused.code)
        if field is not None:
            self.form.refuse({field: refused.message})
        else:
            self.refuse(refused)

    def _open(self, row: ProductRow, *, offer: bool = True) -> None:
        if offer:
            self._offer_back()
        draft = draft_of(row, self._terms(row))
        self._show(Work(row, draft), draft)
        if self._barcode and row.goods.barcode != self._barcode:
            self.form.put_barcode(self._barcode)

    def _show(self, work: Work, draft: ProductDraft) -> None:
        self._work = work
        self.form.show_draft(draft, is_new=work.before is None)
        if self._barcode:
            self.form.banner.say(msg("The barcode {code} goes here. Ctrl+S saves.", code=self._barcode), "info")
        else:
            self.form.banner.say(None)
        self._side.setCurrentWidget(self.form)
        self.keys_changed.emit()

    def _resay_work(self) -> None:
        """Another language writes amounts in its own way; what is being typed stays as it is."""
        work = self._work
        if work is not None and work.before is not None and self.form.draft() == work.first:
            self._open(work.before, offer=False)

    def _offer_back(self) -> None:
        """What was typed and not saved can be brought back; nobody is asked whether they are sure."""
        work = self._work
        if work is None or self.form.draft() == work.first:
            return
        draft = self.form.draft()
        words = msg("Not saved: {name}.", name=draft.shown_name or self.face.say(msg("New product")))
        self.tell(words, "warn", (msg("Bring it back"), "", lambda: self._show(work, draft)))

    def _close_form(self) -> None:
        self._offer_back()
        self._work = None
        self._show_idle()

    def _show_idle(self) -> None:
        if self._barcode:
            self._idle.show_state(
                "scan-barcode",
                msg("Whose barcode is {code}?", code=self._barcode),
                msg("Find the product at the left and press Enter, or add a new one."),
                tone="primary",
                action=(msg("New product"), "Ctrl+N", self.add),
            )
        else:
            self._idle.show_state(
                "package",
                msg("No product chosen"),
                msg("Choose one at the left, scan its barcode, or add a new one."),
                action=(msg("New product"), "Ctrl+N", self.add),
            )
        self._side.setCurrentWidget(self._idle_card)
        self.keys_changed.emit()

    # -- words

    def _terms(self, before: ProductRow | None) -> Terms:
        shop = self.desk.till.shop
        return Terms(shop.digits, shop.settings.language, before, self.face.words.decimal(Decimal("0.5"))[1:2])

    def _called(self, row: ProductRow) -> Message:
        return plain(self.face.words.name(row.names) or row.goods.name)
